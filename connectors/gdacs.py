"""The Global Disaster Alert and Coordination System's RSS: events of the whole world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.georss import entries, place, plain
from sitroom.reading.xml import text

_AS_THEY_ARE = ("title", "link", "country", "iso3", "eventname", "episodeid", "alertscore", "bbox")


@connector(fills="incident", every="10 min", reads=r"<rss\b.{0,2000}http://www\.gdacs\.org")
def gdacs(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each event; the dates inside its texts are of no one form and not read."""
    for entry in entries(file):
        kind, number, glide = (text(entry, name) for name in ("eventtype", "eventid", "glide"))
        severity = entry.find("severity")
        yield {
            "id": f"{kind}{number}" if kind and number else text(entry, "guid"),
            "event type": kind,
            "alert level": text(entry, "alertlevel"),
            "description": plain(text(entry, "description")),
            "occurred": text(entry, "fromdate"),
            "reported": text(entry, "pubDate"),
            "updated": text(entry, "datemodified"),
            "glide": None if glide == "0" else glide,
            "severity text": text(entry, "severity"),
            "severity value": None if severity is None else severity.get("value"),
            "severity unit": None if severity is None else severity.get("unit"),
            **{name: text(entry, name) for name in _AS_THEY_ARE},
            **place(entry),
        }
