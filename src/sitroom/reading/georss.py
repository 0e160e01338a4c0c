"""Where an entry of a feed lies: GeoRSS in its three spellings, and the entries themselves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sitroom.reading.xml import open_xml, text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_MOMENT = re.compile(
    r"(?<!\d)(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
    r"[ T]\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
)
_TAG = re.compile(r"<[^<>]{0,500}>")


def entries(file: Path) -> Iterator[Element]:
    """Yield the items or entries of RSS and Atom, namespaces taken off their names."""
    for element in open_xml(file).iter():
        if element.tag in ("item", "entry"):
            yield element


def place(entry: Element) -> dict[str, str | None]:
    """Return `lon` and `lat` of a point, or `geometry` (WKB) of anything else; none without."""
    shapes = [shape for part in entry.iter() if (shape := _shape(part)) is not None]
    point = next((shape for shape in shapes if shape.geom_type == "Point"), None)
    wide = next((shape for shape in shapes if shape.geom_type != "Point"), None)
    lat, lon = text(entry, ".//lat"), text(entry, ".//long", ".//lon")
    if point is not None:
        lon, lat = (repr(float(at)) for at in point.coords[0])
    return {"lon": lon, "lat": lat, "geometry": None if wide is None else wide.wkb_hex}


def dated(entry: Element) -> str | None:
    """Return the one date with a time of day that a title has, for an entry that has none else."""
    found = set(_MOMENT.findall(text(entry, "title") or ""))
    return found.pop() if len(found) == 1 else None


def plain(markup: str | None) -> str | None:
    """Return what a description says without its tags."""
    return " ".join(_TAG.sub(" ", markup).split()) or None if markup else None


def _shape(part: Element) -> BaseGeometry | None:
    from shapely import LineString, Point, Polygon

    # Simple: <georss:point>; GML: <gml:pos> in a Point, <gml:posList> in the others.
    pairs = _pairs(part.text) if part.tag in _SHAPES else []
    try:
        match part.tag:
            case "point" | "pos" if len(pairs) == 1:
                return Point(pairs[0])
            case "line" if len(pairs) > 1:
                return LineString(pairs)
            case "polygon" if len(pairs) > 3:
                return Polygon(pairs)
            case "posList" if len(pairs) > 1:
                closed = len(pairs) > 3 and pairs[0] == pairs[-1]
                return Polygon(pairs) if closed else LineString(pairs)
            case "box" if len(pairs) == 2:
                return _box(*pairs)
            case "Envelope":
                corners = [_pairs(text(part, name)) for name in ("lowerCorner", "upperCorner")]
                return _box(corners[0][0], corners[1][0]) if all(corners) else None
    except ValueError:
        pass
    return None


_SHAPES = ("point", "pos", "line", "polygon", "posList", "box")


def _pairs(words: str | None) -> list[tuple[float, float]]:
    """Return "lat lon lat lon …" as pairs of longitude and latitude; none when one is no place."""
    try:
        numbers = [float(word) for word in re.split(r"[\s,]+", (words or "").strip()) if word]
    except ValueError:
        return []
    pairs = list(zip(numbers[1::2], numbers[::2], strict=False))
    is_good = len(numbers) % 2 == 0 and all(abs(b) <= 90 and abs(a) <= 360 for a, b in pairs)
    return pairs if is_good and all(map(math.isfinite, numbers)) else []


def _box(low: tuple[float, float], high: tuple[float, float]) -> BaseGeometry:
    """Return the box between two corners; one that passes 180° in two parts."""
    from shapely import MultiPolygon, box

    (west, south), (east, north) = low, high
    west, east = ((lon + 180) % 360 - 180 if abs(lon) > 180 else lon for lon in (west, east))
    if west <= east:
        return box(west, south, east, north)
    return MultiPolygon([box(west, south, 180, north), box(-180, south, east, north)])
