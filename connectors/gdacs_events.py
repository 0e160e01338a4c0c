"""GDACS's list of events as GeoJSON, what its API gives: the same events as its RSS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.georss import plain
from sitroom.reading.jsonrows import objects

_AS_THEY_ARE = ("country", "iso3", "eventname", "episodeid", "alertscore", "iscurrent")


@connector(fills="incident", every="10 min", reads=r'\A\s*\{.*?"eventtype"\s*:.*?"alertlevel"\s*:')
def gdacs_events(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each event; its times are UTC, and its last day is no end of the event."""
    for feature in objects(file):
        event = feature.get("properties") or feature
        point = (feature.get("geometry") or {}).get("coordinates") or [None, None]
        measured, urls = event.get("severitydata") or {}, event.get("url") or {}
        began, changed = event.get("fromdate"), event.get("datemodified")
        row = {
            "id": f"{event['eventtype']}{event['eventid']}",
            "event type": event["eventtype"],
            "title": event.get("name"),
            "alert level": event["alertlevel"],
            "description": plain(event.get("htmldescription") or event.get("description")),
            "occurred": began and f"{began.removesuffix('Z')}Z",
            "updated": changed and f"{changed.removesuffix('Z')}Z",
            "glide": event.get("glide"),
            "severity text": measured.get("severitytext"),
            "severity value": measured.get("severity"),
            "severity unit": measured.get("severityunit"),
            "link": urls.get("report"),
            "lon": point[0],
            "lat": point[1],
        }
        yield row | {name: event.get(name) for name in _AS_THEY_ARE}
