"""GLIDE's events as JSON: the number in parts, EQ + 2024-000046 + TWN."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.jsonrows import objects

# Their names for what is ours; the time of day is that of the place, which the source declares.
_NAMES = {
    "event": "event type",
    "location": "place",
    "magnitude": "magnitude",
    "comments": "description",
    "source": "report org",
    "killed": "deaths",
    "injured": "injured",
    "affected": "affected",
    "latitude": "lat",
    "longitude": "lon",
    "geocode": "iso3",
}


@connector(fills="incident", every="1 d", reads=r'\A\s*\{\s*"glideset"\s*:')
def glide(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each event, its number put together."""
    for event in objects(file):
        whole = "-".join(str(event.get(part) or "") for part in ("event", "number", "geocode"))
        date = "-".join(str(event.get(part) or "") for part in ("year", "month", "day")).strip("-")
        clock = f" {event['time']}" if event.get("time") else ""
        own = {ours: event.get(theirs) for theirs, ours in _NAMES.items()}
        yield own | {"id": whole, "glide": whole, "occurred at": date + clock}
