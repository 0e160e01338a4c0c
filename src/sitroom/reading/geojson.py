"""A GeoJSON feature as a row: its properties, and its place as lon and lat or as WKB.

The library that reads many geo formats is not used: it opens files and addresses that a
GeoJSON names. The `crs` member is not looked at for the same reason; RFC 7946 removed it.
"""

from __future__ import annotations

import math
from typing import Any

from sitroom.reading.jsonscan import Number
from sitroom.reading.jsonvalue import Unfit, flat
from sitroom.reading.parsed import Limits

_OWN = ("lon", "lat", "z", "geometry", "id")
_LEFT_OUT = {"type", "id", "properties", "geometry", "bbox", "crs"}


def is_feature(value: dict[str, Any]) -> bool:
    """Say whether an object is a GeoJSON feature."""
    return value.get("type") == "Feature" and "geometry" in value


def located(feature: dict[str, Any], limits: Limits) -> tuple[dict[str, str | None], str | None]:
    """Return a feature's cells, and `bad_geometry` when its place cannot be drawn."""
    properties = feature.get("properties")
    foreign = {key: value for key, value in feature.items() if key not in _LEFT_OUT}
    cells = flat(foreign, limits.depth)
    if isinstance(properties, dict):
        cells |= flat(properties, limits.depth)
    own: dict[str, str | None] = {}
    if feature.get("id") is not None:
        own |= flat({"id": feature["id"]}, limits.depth)
    problem = None
    try:
        own |= _place(feature["geometry"], limits)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        problem = "bad_geometry"
    for name in _OWN:
        if name in own and cells.get(name) not in (None, own[name]):
            own[f"properties.{name}"] = cells[name]
    return cells | own, problem


def _place(geometry: Any, limits: Limits) -> dict[str, str | None]:
    if geometry is None:
        return {}
    if geometry["type"] == "Point":
        lon, lat, *more = geometry["coordinates"]
        numbers = [lon, lat, *more[:1]]
        if not all(math.isfinite(_number(n)) for n in numbers):
            raise Unfit("bad_geometry")
        return dict(zip(("lon", "lat", "z"), map(str, numbers), strict=False))
    if _size(geometry) > limits.vertices:
        raise Unfit("bad_geometry")
    from shapely import GEOSException, make_valid, to_wkb

    shape = _shape(geometry)
    if shape.is_empty:
        raise Unfit("bad_geometry")
    try:
        valid = shape if shape.is_valid else make_valid(shape)
    except GEOSException as error:
        raise Unfit("bad_geometry") from error
    return {"geometry": to_wkb(valid, hex=True, output_dimension=2, byte_order=1)}


def _number(value: Any) -> float:
    if type(value) is not Number:
        raise Unfit("bad_geometry")
    return float(value)


def _size(geometry: dict[str, Any]) -> int:
    """Return the number of places in a geometry, without walking deeper than it may nest."""
    if geometry["type"] == "GeometryCollection":
        return sum(_size(part) for part in geometry["geometries"])

    def places(value: Any, depth: int) -> int:
        if depth > 4 or not isinstance(value, list):
            raise Unfit("bad_geometry")
        return sum(places(v, depth + 1) for v in value) if isinstance(value[0], list) else 1

    return places(geometry["coordinates"], 0)


def _shape(geometry: dict[str, Any], inside: bool = False) -> Any:
    import shapely

    kind = geometry["type"]
    parts: Any = geometry.get("coordinates")
    if kind == "GeometryCollection" and not inside:
        return shapely.GeometryCollection([_shape(g, True) for g in geometry["geometries"]])
    if kind == "Point" and inside:
        return shapely.Point(_line([parts], 1)[0])
    if kind == "MultiPoint":
        return shapely.MultiPoint(_line(parts, 1))
    if kind == "LineString":
        return shapely.LineString(_line(parts, 2))
    if kind == "MultiLineString":
        return shapely.MultiLineString([_line(part, 2) for part in parts])
    if kind == "Polygon":
        return shapely.Polygon(_ring(parts[0]), [_ring(hole) for hole in parts[1:]])
    if kind == "MultiPolygon":
        return shapely.MultiPolygon([(_ring(p[0]), [_ring(hole) for hole in p[1:]]) for p in parts])
    raise Unfit("bad_geometry")


def _line(places: list[Any], least: int) -> list[tuple[float, float]]:
    line = [(_number(place[0]), _number(place[1])) for place in places]
    # Beyond 180 degrees a shape may cross the date line; beyond 360 it is in another unit.
    if len(line) < least or not all(abs(x) <= 360 and abs(y) <= 90 for x, y in line):
        raise Unfit("bad_geometry")
    return line


def _ring(places: list[Any]) -> list[tuple[float, float]]:
    ring = _line(places, 4)
    if ring[0] != ring[-1]:
        raise Unfit("bad_geometry")
    return ring
