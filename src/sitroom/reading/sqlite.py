"""SQLite databases and GeoPackages: every table as text, shapes in degrees of WGS-84."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitroom.reading.encoding import BAD_BYTE
from sitroom.reading.features import Feature, stage_features
from sitroom.reading.geometry import Shapes
from sitroom.reading.parsed import MB, Job, Table
from sitroom.reading.refusal import refuse
from sitroom.store.connect import identifier

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Tables that describe others: SQLite's own, and those of GeoPackage, SpatiaLite and QGIS.
_OWN = (
    "sqlite_", "gpkg_", "rtree_", "idx_", "spatialite_", "spatial_ref_sys", "geometry_columns",
    "geom_cols_ref_sys", "views_geometry_columns", "virts_geometry_columns", "vector_layers",
    "layer_styles", "data_licenses", "elementarygeometries", "knn", "qgis_projects",
)  # fmt: skip
_PAGE = 4096
_ENVELOPE = (0, 32, 48, 48, 64)  # bytes of the box in front of a GeoPackage's shape, by its kind
_ALLOWED = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_PRAGMA,
}


@dataclass(frozen=True)
class Layer:
    """A table to read; for a layer of a map with its shape's column and projection."""

    name: str
    columns: list[str]
    shape: str = ""
    crs: str = ""


def read(job: Job) -> list[Table]:
    """Read every table, or the one that the source's option `table` names; views are not run."""
    try:
        with closing(_opened(job)) as con:
            layers = _layers(job, con)
            tables = [_table(job, con, layer, i) for i, layer in enumerate(layers)]
    except (sqlite3.Error, ValueError) as error:
        raise refuse(
            "E_SQLITE",
            f"{job.path.name} is a damaged SQLite database: {str(error)[:200]}",
            "a complete database that nobody is writing to",
            "make a copy with the command .backup of sqlite3, and send that",
        ) from error
    if not tables:
        raise refuse("E_EMPTY", f"{job.path.name} is a database without a table.", "a table")
    return tables


def _opened(job: Job) -> sqlite3.Connection:
    """Open the file so that nothing can be written to it, or run from it."""
    file, how = job.path.resolve(), "mode=ro&immutable=1"
    journal = file.with_name(f"{file.name}-wal")
    if journal.exists() and journal.stat().st_size:  # what was written last is still in there
        how = "mode=ro"
        for part in (file, journal):
            shutil.copy(part, job.temp)
        file = job.temp / file.name
    con = sqlite3.connect(f"{file.as_uri()}?{how}", uri=True, isolation_level=None)
    con.text_factory = _decoded
    con.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, job.limits.text * 64)
    con.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    con.execute("PRAGMA trusted_schema = OFF")
    con.execute("PRAGMA cell_size_check = ON")
    con.execute("PRAGMA mmap_size = 0")
    con.execute(f"PRAGMA cache_size = {-64 * MB // 1024}")
    con.set_authorizer(_allowed)
    return con


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return BAD_BYTE + data.decode(errors="replace")


def _allowed(action: int, *_about: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _layers(job: Job, con: sqlite3.Connection) -> list[Layer]:
    found = con.execute(
        "SELECT name, type, coalesce(sql, '') FROM sqlite_master"
        " WHERE type IN ('table', 'view') ORDER BY name"
    ).fetchall()
    views = [name for name, kind, _ in found if kind == "view"]
    plain = [
        name
        for name, kind, sql in found
        if kind == "table"
        and not name.lower().startswith(_OWN)
        and not sql.upper().startswith("CREATE VIRTUAL")
    ]
    wanted = job.options.get("table")
    if wanted and wanted not in plain:
        raise refuse(
            "E_TABLE",
            f"{job.path.name} has no table `{wanted}`.",
            "one of: " + ", ".join(plain),
        )
    if views:
        job.notes.append(f"views are not run: {', '.join(views)[:300]}")
    places = _places(con, {name for name, _, _ in found})
    job.format = "geopackage" if places else "sqlite"
    names = [wanted] if wanted else plain
    return [Layer(name, _columns(con, name), *places.get(name, ("", ""))) for name in names]


def _columns(con: sqlite3.Connection, table: str) -> list[str]:
    # 2 and 3 are computed columns, which would run what a stranger wrote.
    rows = con.execute(f"PRAGMA table_xinfo({identifier(table)})").fetchall()
    return [row[1] for row in rows if row[6] == 0]


def _places(con: sqlite3.Connection, known: set[str]) -> dict[str, tuple[str, str]]:
    """Return the column of shapes and the projection of each layer of a GeoPackage."""
    if "gpkg_geometry_columns" not in known:
        return {}
    rows = con.execute(
        "SELECT g.table_name, g.column_name, r.organization, r.organization_coordsys_id,"
        " r.definition, r.srs_id FROM gpkg_geometry_columns g"
        " LEFT JOIN gpkg_spatial_ref_sys r ON r.srs_id = g.srs_id"
    ).fetchall()
    return {table: (column, _crs(*system)) for table, column, *system in rows}


def _crs(organization: str | None, code: int | None, definition: str | None, srs: int) -> str:
    if str(organization).upper() == "EPSG":
        return f"EPSG:{code}"
    # 0 and -1 stand for degrees and for metres of an unknown kind.
    return (definition or "unknown") if srs != 0 else ""


def _table(job: Job, con: sqlite3.Connection, layer: Layer, number: int) -> Table:
    shapes = Shapes(job, layer.crs)
    table = stage_features(job, _features(con, layer), shapes, number, layer.name)
    job.notes += shapes.notes()
    if not table.rows:
        table.columns = layer.columns
    return table


def _features(con: sqlite3.Connection, layer: Layer) -> Iterator[Feature]:
    listed = ", ".join(map(identifier, layer.columns))
    rows = con.execute(f"SELECT {listed} FROM {identifier(layer.name)} NOT INDEXED")
    for number, values in enumerate(rows, 1):
        shape, problem = None, None
        cells: dict[str, str | None] = {}
        for name, value in zip(layer.columns, values, strict=True):
            if name == layer.shape:
                try:
                    shape = _shape(value)
                except ValueError:
                    problem = "bad_geometry"
            else:
                cells[name] = _text(value)
                if isinstance(value, str) and value.startswith(BAD_BYTE):
                    problem, cells[name] = "bad_encoding", value[1:]
        yield Feature(number, cells, shape, problem)


def _text(value: str | float | bytes | None) -> str | None:
    if isinstance(value, bytes):
        return value.hex()
    return None if value is None else str(value)


def _shape(value: object) -> BaseGeometry | None:
    """Return a shape of a GeoPackage: a header of its own, then WKB. ValueError for another."""
    import shapely

    if value is None:
        return None
    if not isinstance(value, bytes) or value[:2] != b"GP" or len(value) < 8:
        raise ValueError("no shape of a GeoPackage")
    flags = value[3]
    if flags & 0x10:  # an empty shape
        return None
    kind = flags >> 1 & 7
    if flags & 0x20 or kind >= len(_ENVELOPE):
        raise ValueError("a shape of a kind that is not known")
    try:
        return shapely.from_wkb(value[8 + _ENVELOPE[kind] :])
    except shapely.GEOSException as error:
        raise ValueError("broken WKB") from error
