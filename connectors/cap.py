"""Official warnings as CAP 1.0 to 1.2, and the Chinese national form without a namespace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.xml import alerts, area_wkb, by_language, colour, joined, text


@connector(fills="warning", every="1 min")
def cap(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each alert and language; what may name a person is never read."""
    for alert in alerts(file):
        for language, infos in by_language(alert):
            areas = [area for info in infos for area in info.findall("area")]
            info = infos[0] if infos else alert
            yield {
                "identifier": text(alert, "identifier"),
                "sender": text(alert, "sender"),
                "sent": text(alert, "sent", "sendTime"),
                "status": text(alert, "status"),
                "msgType": text(alert, "msgType"),
                "references": text(alert, "references"),
                "language": language,
                "category": joined(infos, "category"),
                "event": text(info, "event"),
                "event_code": joined(infos, "eventCode/value", "eventType"),
                "urgency": text(info, "urgency"),
                "severity": text(info, "severity"),
                "certainty": text(info, "certainty"),
                "effective": text(info, "effective"),
                "onset": text(info, "onset"),
                "expires": text(info, "expires"),
                "headline": text(info, "headline"),
                "description": text(info, "description"),
                "instruction": text(info, "instruction"),
                "web": text(info, "web"),
                "area_desc": joined(areas, "areaDesc", separator="; "),
                "geocodes": joined(areas, "geocode/value", "geocode"),
                "polygon": area_wkb(areas),
                "colour": colour(infos),
            }
