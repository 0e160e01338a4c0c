"""RSS and Atom of any kind, with GeoRSS where the entries have a place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitroom.connector import connector
from sitroom.reading.georss import dated, entries, place, plain
from sitroom.reading.markup import pairs_of
from sitroom.reading.xml import joined, lines, text

_OWN = {"id", "guid", "title", "description", "summary", "content", "link", "pubDate", "published"}


@connector(every="10 min", reads=r"<(\w+:)?(rss|feed|RDF)\b")
def feed(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each entry: the usual parts by their names, all others as they are."""
    for entry in entries(file):
        words = lines(entry, "description", "summary", "content")
        link = next((e.get("href") for e in entry.iter("link") if e.get("href")), None)
        own: dict[str, str | None] = {
            "id": text(entry, "guid", "id"),
            "title": text(entry, "title"),
            "description": plain(words),
            "link": text(entry, "link") or link,
            "published": text(entry, "pubDate", "published", "date", "updated") or dated(entry),
            "updated": text(entry, "updated"),
            "category": joined(entry.iter("category"), ".") or _term(entry),
        }
        others = {
            e.tag: text(e, ".") for e in entry if e.tag not in _OWN | own.keys() and not len(e)
        }
        told = pairs_of(words) | {name: value for name, value in others.items() if value}
        yield own | place(entry) | {name: told[name] for name in told if name not in own}


def _term(entry) -> str | None:
    return next((e.get("term") for e in entry.iter("category") if e.get("term")), None)
