"""Shapefiles and FlatGeobuf: GDAL reads the shapes, and nothing else of GDAL is there to run.

The worker starts with all other drivers off (`workers.ENVIRONMENT`), and GDAL is given a file
only when its first bytes said what it is, under a name and in a folder of the worker's own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitroom.reading.beside import parts_of
from sitroom.reading.dbase import Attributes, Record
from sitroom.reading.features import Feature, stage_features
from sitroom.reading.geometry import Shapes
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_HEAD = 100  # bytes of a .shp and of a .shx before their records
_AT_ONCE = 2000  # shapes that are held at a time
_MISSING = "the .shp, .dbf, .shx and .prj files together, as a zip"


def read(job: Job) -> list[Table]:
    """Read a shapefile with what lies beside it, or a FlatGeobuf file, as one layer."""
    table = _flatgeobuf(job) if job.format == "flatgeobuf" else _shapefile(job)
    return [table]


def _shapefile(job: Job) -> Table:
    parts = parts_of(job.path)
    if ".dbf" not in parts:
        found = f"{job.path.name} has no attributes: the .dbf file beside it is missing."
        raise refuse("E_SHAPEFILE", found, _MISSING, "send all of its files")
    shapes = Shapes(job, _projection(job, parts.get(".prj")))
    attributes = Attributes(job, parts[".dbf"], parts.get(".cpg"))
    drawn, whole = _shapes(job)
    if ".shx" not in parts:
        job.notes.append("the index (.shx) is missing; it was made again")
    if whole < attributes.count:
        job.notes.append(f"cut off: {whole:,} of {attributes.count:,} shapes are there")
    table = stage_features(job, _features(attributes, drawn, whole, job), shapes, 0, None)
    job.notes += shapes.notes()
    if not table.rows:
        table.columns = attributes.names
    return table


def _projection(job: Job, file: Path | None) -> str:
    if file is not None and (wkt := file.read_text("utf-8", "replace").strip("\ufeff\0 \r\n")):
        return wkt
    if job.options.get("datum"):
        return ""
    raise refuse(
        "E_CRS",
        f"{job.path.name} does not say its projection: the .prj file is missing.",
        "the .prj file, or a datum declared for the source",
        'send it too, or add datum = "wgs84" (cgcs2000, gcj02, bd09, epsg:4547 …) to the source',
    )


def _features(
    attributes: Attributes, drawn: Iterator[BaseGeometry | None], whole: int, job: Job
) -> Iterator[Feature]:
    deleted = 0
    rows: Iterator[tuple[Record | None, BaseGeometry | None]] = zip_longest(
        attributes.rows(), drawn
    )
    for number, (row, shape) in enumerate(rows, 1):
        if row is None and number <= attributes.count:
            deleted += 1
            continue
        _, cells, problem = row or (number, {}, "ragged")
        cut = "bad_geometry" if number > whole else None
        yield Feature(number, cells, shape, problem or cut)
    if attributes.unfilled:
        job.notes.append(
            f"{attributes.unfilled:,} cells hold *** or 00000000: no value, or too long"
        )
    if deleted:
        job.notes.append(f"{deleted:,} rows were deleted by the writer and are left out")


def _shapes(job: Job) -> tuple[Iterator[BaseGeometry | None], int]:
    """Return the shapes of a .shp in the order of its rows, and how many are whole."""
    copy = job.temp / f"layer{job.part}.shp"
    copy.symlink_to(job.path.resolve())
    places = _places(job)
    with job.path.open("rb") as file:
        head = file.read(_HEAD)
    if len(head) < _HEAD:
        raise refuse("E_SHAPEFILE", f"{job.path.name} is cut off.", _MISSING, "send it again")
    # An index of our own: a given one may be missing, or speak of shapes that are cut off.
    length = (_HEAD + 8 * len(places)) // 2
    index = head[:24] + struct.pack(">I", length) + head[28:]
    index += b"".join(struct.pack(">II", *place) for place in places)
    copy.with_suffix(".shx").write_bytes(index)
    return _read(copy, len(places)), len(places)


def _places(job: Job) -> list[tuple[int, int]]:
    """Return offset and length, in units of two bytes, of every whole record of a .shp."""
    size = job.path.stat().st_size
    places = list[tuple[int, int]]()
    at = _HEAD
    with job.path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            number, length = struct.unpack(">II", file.read(8))
            if number != len(places) + 1 or at + 8 + 2 * length > size:
                break
            places.append((at // 2, length))
            at += 8 + 2 * length
    return places


def _read(file: Path, count: int) -> Iterator[BaseGeometry | None]:
    import shapely

    for start in range(0, count, _AT_ONCE):
        most = min(_AT_ONCE, count - start)
        shapes = _gdal(file, skip_features=start, max_features=most, columns=[])[2]
        yield from shapely.from_wkb(shapes)


def _gdal(file: Path, **options: Any) -> Any:
    """Ask GDAL for a part of a layer; returns its description, ids, shapes and columns."""
    import pyogrio.raw
    from pyogrio.errors import DataSourceError, FeatureError, GeometryError

    try:
        return pyogrio.raw.read(file, force_2d=True, **options)
    except (DataSourceError, FeatureError, GeometryError, ValueError, RuntimeError) as error:
        raise refuse(
            "E_LAYER",
            f"{file.name} is damaged: {str(error)[:200]}",
            "a complete file",
            "open it in the program that made it and save it again",
        ) from error


def _flatgeobuf(job: Job) -> Table:
    import shapely

    copy = job.temp / f"layer{job.part}.fgb"
    copy.symlink_to(job.path.resolve())
    about = _gdal(copy, max_features=1)[0]
    shapes = Shapes(job, about["crs"] or "")

    def features() -> Iterator[Feature]:
        start = 0
        while True:
            _, _, drawn, columns = _gdal(copy, skip_features=start, max_features=_AT_ONCE)
            for place, shape in enumerate(shapely.from_wkb(drawn)):
                values = [column[place] for column in columns]
                cells = dict(zip(about["fields"], map(_text, values), strict=True))
                yield Feature(start + place + 1, cells, shape)
            start += len(drawn)
            if len(drawn) < _AT_ONCE:
                return

    table = stage_features(job, features(), shapes, 0, None)
    job.notes += shapes.notes()
    return table


def _text(value: Any) -> str | None:
    text = "" if value is None else str(value)
    return None if text in ("", "nan", "NaT") else text
