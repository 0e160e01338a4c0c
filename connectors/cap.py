"""Official warnings as CAP 1.0 to 1.2, in XML or JSON, and China's form without a namespace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.xml import alerts, area_of, by_language, colour, joined, text, trouble_of

_XML = r"(<(rss|feed|pages)\b.*?)?<(\w+:)?alert[\s>]"
_JSON = r'[\[{].*?"info"\s*:\s*[\[{].*?"(areaDesc|certainty)"\s*:'
_OF_ALERT = ("identifier", "sender", "status", "msgType", "references")
_OF_INFO = (
    *("event", "urgency", "severity", "certainty", "effective", "onset", "expires"),
    *("headline", "description", "instruction", "web"),
)


@connector(fills="warning", every="1 min", reads=f"{_XML}|{_JSON}")
def cap(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each alert and language; what may name a person is never read."""
    for alert in alerts(file):
        for language, infos in by_language(alert):
            areas = [area for info in infos for area in info.findall("area")]
            info = infos[0] if infos else alert
            yield {
                **{name: text(alert, name) for name in _OF_ALERT},
                "sent": text(alert, "sent", "sendTime"),
                "language": language,
                "cap category": joined(infos, "category"),
                "event_code": joined(infos, "eventCode/value", "eventType"),
                **{name: text(info, name) for name in _OF_INFO},
                "area_desc": joined(areas, "areaDesc", separator="; "),
                "geocodes": joined(areas, "geocode/value", "geocode"),
                "polygon": area_of(areas),
                "colour": colour(infos),
                "problem": trouble_of(alert),
            }
