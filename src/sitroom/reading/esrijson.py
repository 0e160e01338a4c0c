"""Features as map servers of Esri give them, turned into those of GeoJSON."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

_OWN = {"attributes", "geometry", "centroid"}
_LARGEST_EPSG = 32767  # larger numbers are Esri's own


def is_esri(value: dict[str, Any]) -> bool:
    """Say whether an object is a feature of a map server's answer."""
    return isinstance(value.get("attributes"), dict) and value.keys() <= _OWN


def as_geojson(feature: dict[str, Any]) -> dict[str, Any]:
    """Return the feature as GeoJSON; a shape that is not known stays as it is."""
    given = feature.get("geometry")
    shape = _geometry(given) if isinstance(given, dict) else given
    return {"type": "Feature", "properties": feature["attributes"], "geometry": shape}


def crs_of(reference: dict[str, Any]) -> str:
    """Return the name of a spatial reference, blank when it has none."""
    code = str(reference.get("latestWkid") or reference.get("wkid") or "")
    if not code.isdecimal():
        return str(reference.get("wkt") or "")
    return f"EPSG:{code}" if int(code) <= _LARGEST_EPSG else f"ESRI:{code}"


def _geometry(given: dict[str, Any]) -> dict[str, Any] | None:
    if "x" in given:
        empty = given["x"] in (None, "NaN")
        return None if empty else {"type": "Point", "coordinates": [given["x"], given.get("y")]}
    for name, kind in (("points", "MultiPoint"), ("paths", "MultiLineString")):
        if name in given:
            return {"type": kind, "coordinates": given[name]} if given[name] else None
    if "rings" in given:
        return _polygons(given["rings"]) if given["rings"] else None
    return given


def _polygons(rings: list[Any]) -> dict[str, Any]:
    """Put holes into what surrounds them: a ring that runs clockwise is an outer one."""
    from shapely import Point, Polygon

    outer = [[ring] for ring in rings if _turns(ring) <= 0]
    drawn = [Polygon(_plain(polygon[0])) for polygon in outer]
    for ring in rings:
        if _turns(ring) > 0:
            places = (
                i for i, shape in enumerate(drawn) if shape.intersects(Point(_plain(ring)[0]))
            )
            place = next(places, None)
            if place is None:  # one that is turned the wrong way
                outer.append([ring])
            else:
                outer[place].append(ring)
    return {"type": "MultiPolygon", "coordinates": outer}


def _turns(ring: list[Any]) -> float:
    """Return twice the area of a ring, below zero where it runs clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(_plain(ring)))


def _plain(ring: list[Any]) -> list[tuple[float, float]]:
    return [(float(place[0]), float(place[1])) for place in ring]
