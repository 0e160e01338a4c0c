"""A GeoJSON feature as a row: its properties, and its place as lon and lat or as WKB.

The library that reads many geo formats is not used: it opens files and addresses that a
GeoJSON names. Of the old `crs` member only a name is looked at; RFC 7946 removed it.
"""

from __future__ import annotations

import math
from typing import Any

from sitroom.reading.esrijson import as_geojson, crs_of, is_esri
from sitroom.reading.geometry import FARTHEST, BadShape, Shapes
from sitroom.reading.jsonscan import Number
from sitroom.reading.jsonvalue import flat
from sitroom.reading.markup import pairs_of
from sitroom.reading.parsed import Job, Limits

_OWN = ("lon", "lat", "z", "geometry", "id")
_CANNOT = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
_LEFT_OUT = {"type", "id", "properties", "geometry", "bbox", "crs"}


def is_feature(value: dict[str, Any]) -> bool:
    """Say whether an object is a feature of GeoJSON or of a map server."""
    return (value.get("type") == "Feature" and "geometry" in value) or is_esri(value)


def shapes_of(job: Job, members: dict[str, Any]) -> Shapes:
    """Return what turns the shapes of a collection into cells, by the projection it names."""
    crs, reference = members.get("crs"), members.get("spatialReference")
    if isinstance(reference, dict):
        return Shapes(job, crs_of(reference))
    if not isinstance(crs, dict):
        return Shapes(job)
    told = crs.get("properties")
    told = told if isinstance(told, dict) else {}
    if crs.get("type") == "link" or "href" in told:
        job.notes.append("a link to a coordinate system was not followed")
        return Shapes(job)
    name = told.get("name") or (f"EPSG:{told['code']}" if "code" in told else "")
    return Shapes(job, str(name))


def as_feature(value: dict[str, Any]) -> dict[str, Any]:
    """Return an event that moved, a list of dated geometries, as a feature where it was last.

    It began with the first of them; anything else stays as it is.
    """
    places = value.get("geometry")
    if not isinstance(places, list) or not places:
        return value
    if not all(isinstance(place, dict) and "coordinates" in place for place in places):
        return value
    rest = {key: inner for key, inner in value.items() if key not in ("geometry", "id")}
    first = {key: inner for key, inner in places[0].items() if key == "date"}
    kept = {"id": value["id"]} if "id" in value else {}
    return kept | {"type": "Feature", "properties": first | rest, "geometry": places[-1]}


def located(
    feature: dict[str, Any], limits: Limits, shapes: Shapes
) -> tuple[dict[str, str | None], str | None]:
    """Return a feature's cells, and `bad_geometry` when its place cannot be drawn."""
    problem = None
    if is_esri(feature):
        try:
            feature = as_geojson(feature)
        except _CANNOT:
            feature, problem = (
                {"properties": feature["attributes"], "geometry": None},
                "bad_geometry",
            )
    properties = feature.get("properties")
    foreign = {key: value for key, value in feature.items() if key not in _LEFT_OUT}
    cells = flat(foreign, limits.depth)
    if isinstance(properties, dict):
        cells |= flat(properties, limits.depth)
        cells = pairs_of(cells.get("description") or "") | cells
    own: dict[str, str | None] = {}
    if feature.get("id") is not None:
        own |= flat({"id": feature["id"]}, limits.depth)
    try:
        own |= _place(feature["geometry"], shapes)
    except _CANNOT:
        problem = "bad_geometry"
    for name in _OWN:
        if name in own and cells.get(name) not in (None, own[name]):
            own[f"properties.{name}"] = cells[name]
    return cells | own, problem


def _place(geometry: Any, shapes: Shapes) -> dict[str, str | None]:
    if geometry is None:
        return {}
    if geometry["type"] == "Point":
        written = geometry["coordinates"]
        lon, lat = _pair(written)
        height = [str(z) for z in written[2:3] if math.isfinite(_number(z))]
        if shapes.keeps_points:
            place: dict[str, str | None] = {"lon": str(written[0]), "lat": str(written[1])}
        else:
            place = shapes.cells(_point(lon, lat))
        return place | dict(zip(["z"], height, strict=False))
    cells = shapes.cells(shape_of(geometry))
    points = [part for part in geometry.get("geometries", ()) if part["type"] == "Point"]
    if len(points) == 1 and shapes.keeps_points:  # where it is, beside how far it reaches
        cells |= dict(zip(("lon", "lat"), map(str, points[0]["coordinates"]), strict=False))
    return cells


def _point(lon: float, lat: float) -> Any:
    import shapely

    return shapely.Point(lon, lat)


def _pair(place: Any) -> tuple[float, float]:
    x, y = _number(place[0]), _number(place[1])
    if not (abs(x) < FARTHEST and abs(y) < FARTHEST):  # NaN is not below it either
        raise BadShape
    return x, y


def _number(value: Any) -> float:
    if type(value) not in (Number, float):
        raise BadShape
    return float(value)


def shape_of(geometry: dict[str, Any], inside: bool = False) -> Any:
    """Return a geometry as a shape; raises one of several errors where it is none."""
    import shapely

    kind = geometry["type"]
    parts: Any = geometry.get("coordinates")
    if kind == "GeometryCollection" and not inside:
        return shapely.GeometryCollection([shape_of(g, True) for g in _opened(geometry)])
    if kind == "Point" and inside:
        return _point(*_pair(parts))
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
    raise BadShape


def _opened(collection: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the shapes of a collection, with those of a collection that stands beside some.

    Australia's fire services put a fire's outlines into a collection of their own beside its
    point. A collection that holds nothing but collections is no shape.
    """
    parts = collection["geometries"]
    nested = [part for part in parts if part["type"] == "GeometryCollection"]
    if not nested or len(nested) == len(parts):
        return parts
    shapes = [part for part in parts if part["type"] != "GeometryCollection"]
    return shapes + [shape for part in nested for shape in part["geometries"]]


def _line(places: Any, least: int) -> Any:
    """Return the corners of a line without their heights; they are Numbers or floats."""
    import numpy as np

    if type(places[0][0]) is Number:
        places = [(_number(place[0]), _number(place[1])) for place in places]
    try:
        line = np.asarray(places)
    except ValueError:  # some have a height and some have none
        line = np.asarray([place[:2] for place in places])
    if line.dtype.kind != "f" or line.ndim != 2 or len(line) < least:
        raise BadShape
    line = line[:, :2]
    if line.shape[1] < 2 or not (np.abs(line) < FARTHEST).all():  # which NaN is not either
        raise BadShape
    return line


def _ring(places: Any) -> Any:
    ring = _line(places, 4)
    if (ring[0] != ring[-1]).any():
        raise BadShape
    return ring
