"""KML: placemarks as rows. Links to other files and pictures are never followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from sitroom.reading.features import Feature, stage_features
from sitroom.reading.geometry import BadShape, Shapes
from sitroom.reading.markup import pairs_of, plain_text
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.xml import open_xml, text

_FOLDERS = ("kml", "Document", "Folder")
_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack")
_CELLS = {
    "name": "name",
    "address": "address",
    "phoneNumber": "phoneNumber",
    "when": "TimeStamp/when",
    "begin": "TimeSpan/begin",
    "end": "TimeSpan/end",
}
_TITLE = 200  # characters


def read(job: Job) -> list[Table]:
    """Read every placemark of a KML file."""
    root = open_xml(job.path, job.limits)
    shapes = Shapes(job)
    table = stage_features(job, _features(root), shapes, 0, None)
    job.notes += shapes.notes()
    titles = [text(e, "name") or "" for e in root.iter() if e.tag in ("Document", "Folder")]
    table.hints["title"] = " / ".join(dict.fromkeys(filter(None, titles)))[:_TITLE]
    links = sum(1 for _ in root.iter("NetworkLink"))
    pictures = sum(1 for e in root.iter() if e.tag.endswith("Overlay"))
    if links:
        job.notes.append(f"{links:,} links to other files were not followed")
    if pictures:
        job.notes.append(f"{pictures:,} pictures laid over the map were left out")
    if not table.rows:
        only = "only links to other files" if links else "no placemark"
        raise refuse(
            "E_EMPTY",
            f"{job.path.name} is KML with {only}.",
            "KML whose placemarks lie in the file itself",
            "open it in the program that made it and save the layer whole",
        )
    return [table]


def _features(root: Element) -> Iterator[Feature]:
    for number, (folder, placemark) in enumerate(_placemarks(root, ()), 1):
        cells = _cells(placemark)
        if folder:
            cells["folder"] = " / ".join(folder)
        drawn = [part for part in placemark if part.tag in _SHAPES]
        try:
            shape = _shape(drawn[0]) if drawn else None
        except (ValueError, IndexError):
            yield Feature(number, cells, None, "bad_geometry")
        else:
            yield Feature(number, cells, shape)


def _placemarks(
    element: Element, folder: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Element]]:
    for child in element:
        if child.tag == "Placemark":
            yield folder, child
        elif child.tag in _FOLDERS:
            name = text(child, "name") if child.tag == "Folder" else None
            yield from _placemarks(child, (*folder, name) if name else folder)


def _cells(placemark: Element) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    if placemark.get("id"):
        cells["id"] = placemark.get("id")
    for name, path in _CELLS.items():
        if found := text(placemark, path):
            cells[name] = found
    if told := plain_text(placemark.findtext("description") or ""):
        cells["description"] = told
    for data in placemark.iterfind("ExtendedData//*"):
        value = text(data, "value") if data.tag == "Data" else (data.text or "").strip()
        if data.tag in ("Data", "SimpleData") and (name := data.get("name")):
            cells[name if name not in cells else f"data.{name}"] = plain_text(value or "") or None
    return pairs_of(placemark.findtext("description") or "") | cells


def _shape(element: Element) -> Any:
    """Return a placemark's shape; ValueError where its places are none."""
    import shapely

    if element.tag == "Point":
        return shapely.Point(_line(element, 1)[0])
    if element.tag in ("LineString", "LinearRing"):
        return shapely.LineString(_line(element, 2))
    if element.tag == "Polygon":
        outer = [_line(ring, 4) for ring in element.iterfind("outerBoundaryIs/LinearRing")]
        inner = [_line(ring, 4) for ring in element.iterfind("innerBoundaryIs/LinearRing")]
        return shapely.Polygon(outer[0], inner)
    if element.tag == "Track":
        return shapely.LineString([_place(e.text or "", None) for e in element.iterfind("coord")])
    return _gathered([_shape(part) for part in element if part.tag in _SHAPES])


def _gathered(parts: list[Any]) -> Any:
    import shapely

    kinds = {part.geom_type for part in parts}
    if kinds == {"Polygon"}:
        return shapely.MultiPolygon(parts)
    if kinds == {"LineString"}:
        return shapely.MultiLineString(parts)
    return parts[0] if len(parts) == 1 else shapely.GeometryCollection(parts)


def _line(element: Element, least: int) -> list[tuple[float, float]]:
    # Some writers put a blank behind the comma, which would make two places of one.
    written = (element.findtext("coordinates") or "").replace(", ", ",").split()
    line = [_place(word, ",") for word in written]
    if len(line) < least:
        raise BadShape
    return line


def _place(word: str, separator: str | None) -> tuple[float, float]:
    lon, lat, *_ = word.split(separator)
    return float(lon), float(lat)
