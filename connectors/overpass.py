"""OpenStreetMap's objects as the Overpass API gives them: places with their tags."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitroom.connector import connector
from sitroom.reading.jsonrows import objects


@connector(fills="site", every="1 d", reads=r'"generator"\s*:\s*"Overpass')
def overpass(file: Path) -> Iterator[dict[str, Any]]:
    """Give one row for each object that has tags; a way or relation lies at its centre."""
    for element in objects(file):
        tags = element.get("tags")
        if not tags:  # a corner of a way, no place of its own
            continue
        bounds = element.get("bounds") or {}
        point = element if "lat" in element else element.get("center") or {}
        if not point and bounds:
            sides = ("minlon", "maxlon", "minlat", "maxlat")
            west, east, south, north = (float(bounds[side]) for side in sides)
            point = {"lon": (west + east) / 2, "lat": (south + north) / 2}
        yield {
            "id": f"{element['type']}/{element['id']}",
            "type": next((tags[key] for key in ("amenity", "emergency") if key in tags), None),
            "lon": point.get("lon"),
            "lat": point.get("lat"),
            **tags,
        }
