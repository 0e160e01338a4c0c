"""Shapes that a table has as text, WKT or GeoJSON in a cell, made into the cells of a place."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sitroom.reading.geojson import shape_of
from sitroom.reading.geometry import BadShape, Shapes
from sitroom.reading.jsonscan import Number
from sitroom.reading.parsed import Job, Table
from sitroom.reading.stage import copy_to, database, stage_rows
from sitroom.store.connect import literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_KINDS = "POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION"
_WKT = re.compile(rf"(?:SRID=(\d+);\s*)?((?:{_KINDS})\s*(?:Z|M|ZM)?\s*\(.*)", re.I | re.S)
_JSON = re.compile(r'\{.*"type"\s*:\s*"(?:Multi)?(?:Polygon|LineString|Point)".*\}', re.S)
_POINT = re.compile(r"\s*(?:SRID=\d+;\s*)?POINT\s*\([^()]*\)\s*", re.I)
_LOOK = 200  # rows that show whether a column holds shapes
_OF_MAPS = ("geojson", "kml", "shapefile", "flatgeobuf")  # their readers have made the cells
_NAMES = ("geometry", "geom", "wkt", "the_geom")


def placed(job: Job, table: Table) -> Table:
    """Return the table with a column of shapes as `geometry` (WKB), and its points as lon, lat.

    A column of nothing but WKT points is left as it is; recognition reads those.
    """
    column = _column(job, table)
    if column is None:
        return table
    shapes, cells = Shapes(job), list[tuple[int, str | None, str | None, str | None]]()
    with database(job) as con:
        staged = f"read_parquet({literal(str(table.stage))})"
        texts = con.execute(
            f"SELECT row_no, c{column} FROM {staged} WHERE c{column} IS NOT NULL"
        ).fetchall()
    for row_no, text in texts:
        cells.append((row_no, *_cells(shapes, text)))
    job.notes += shapes.notes()
    return _written(job, table, column, cells)


def _column(job: Job, table: Table) -> int | None:
    """Return the first column in which nearly all texts are shapes; points alone need no help."""
    if not table.rows or not table.columns or job.format in _OF_MAPS:
        return None
    names = ", ".join(f"c{place}" for place in range(len(table.columns)))
    with database(job) as con:
        rows = con.execute(
            f"SELECT {names} FROM read_parquet({literal(str(table.stage))}) LIMIT {_LOOK}"
        ).fetchall()
    for place in range(len(table.columns)):
        texts = [row[place] for row in rows if row[place]]
        shapes = sum(bool(_WKT.match(text) or _JSON.fullmatch(text)) for text in texts)
        if texts and shapes >= 0.8 * len(texts) and not all(map(_POINT.fullmatch, texts)):
            return place
    return None


def _cells(shapes: Shapes, text: str) -> tuple[str | None, str | None, str | None]:
    """Return geometry, lon and lat of a text; one that is no shape stays as it is written."""
    import shapely

    try:
        found = _shape(text)
        place = shapes.cells(found) if found is not None else {"geometry": text}
    except (BadShape, shapely.GEOSException, ValueError, TypeError, LookupError, RecursionError):
        place = {"geometry": text}
    return place.get("geometry"), place.get("lon"), place.get("lat")


def _shape(text: str) -> BaseGeometry | None:
    import shapely

    if wkt := _WKT.fullmatch(text.strip()):
        return shapely.from_wkt(wkt[2])
    value: Any = json.loads(text, parse_float=Number, parse_int=Number)
    value = value.get("geometry", value)
    return shape_of(value, inside=value["type"] == "Point")


def _written(
    job: Job,
    table: Table,
    column: int,
    cells: list[tuple[int, str | None, str | None, str | None]],
) -> Table:
    """Stage the table anew; lon and lat are added where there are points and no such columns."""
    width, names = len(table.columns), list(table.columns)
    if names[column].lower() not in _NAMES and "geometry" not in names:
        names[column] = "geometry"
    has_points = any(lon for _, _, lon, _ in cells) and not {"lon", "lat"} & set(names)
    kept = [f"s.c{place}" if place != column else "p.c0" for place in range(width)]
    kept = [f"{sql} AS c{place}" for place, sql in enumerate(kept)]
    if has_points:
        kept += [f"p.c1 AS c{width}", f"p.c2 AS c{width + 1}"]
        names += ["lon", "lat"]
    places, whole = (table.stage.with_suffix(f".{name}.parquet") for name in ("places", "whole"))
    stage_rows(job, ((row_no, place, None, None) for row_no, *place in cells), places, least=3)
    with database(job) as con:
        query = (
            f"SELECT s.row_no, {', '.join(kept)}, s.problem, s.raw"
            f" FROM read_parquet({literal(str(table.stage))}) s"
            f" LEFT JOIN read_parquet({literal(str(places))}) p USING (row_no) ORDER BY s.row_no"
        )
        con.execute(copy_to(whole, query))
    places.unlink()
    whole.replace(table.stage)
    return replace(table, columns=names)
