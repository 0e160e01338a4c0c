"""Grid references in a column: two columns of degrees are put beside it before recognition."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sitroom import gridref
from sitroom.reading import Parsed, Table
from sitroom.reading.stage import rewrite
from sitroom.recognise import headers as heads
from sitroom.recognise.headers import Header, read_header
from sitroom.recognise.words import word_list
from sitroom.settings import Site, Source
from sitroom.store.connect import Connection, literal

_LOOKED_AT = 1000  # different references
_POINT = ("site.lat", "site.lon", "site.lonlat")


def place(con: Connection, site: Site, source: Source, parsed: Parsed) -> None:
    """Give each table whose points are grid references alone a longitude and a latitude.

    A cell that is no reference stands in both columns as it is, to be flagged as no coordinate.
    """
    if source.columns or source.datum:
        return
    for at, table in enumerate(parsed.tables):
        if (column := _column_of(con, site.folder, table)) is not None:
            parsed.tables[at] = _placed(con, table, column)
            parsed.notes.append(
                f"`{table.columns[column]}`: grid references; the point is the middle of the square"
            )


def _column_of(con: Connection, site: Path | None, table: Table) -> int | None:
    words = word_list("grid_reference", site)
    headers = [read_header(text) for text in table.columns]
    named = [at for at, header in enumerate(headers) if {header.full, header.short} & words.keys()]
    if not named or not table.rows or _has_degrees(headers, site):
        return None
    for at in named:
        texts = _texts(con, table, at, f" LIMIT {_LOOKED_AT}")
        if texts and sum(gridref.square_of(text) is not None for text in texts) >= 0.8 * len(texts):
            return at
    return None


def _has_degrees(headers: list[Header], site: Path | None) -> bool:
    """Say whether the table has a latitude, which is more exact than a square."""
    found = [match for header in headers for match in heads.matches(header, "site", site)[:1]]
    return any(match.field == "site.lat" and match.score >= 0.95 for match in found) and not any(
        header.full.startswith(("north", "y")) for header in headers
    )


def _texts(con: Connection, table: Table, column: int, limit: str = "") -> list[str]:
    found = con.execute(
        f"SELECT DISTINCT trim(c{column}) FROM read_parquet({literal(table.stage)})"
        f" WHERE problem IS NULL AND trim(c{column}) <> ''{limit}"
    )
    return [text for (text,) in found.fetchall()]


def _placed(con: Connection, table: Table, column: int) -> Table:
    """Write the stage anew with the degrees of each reference beside it."""
    import numpy as np

    points = gridref.to_wgs84(_texts(con, table, column))
    width = len(table.columns)
    degrees = np.array([*points.values()], dtype=float).reshape(-1, 2)
    texts = np.fromiter(points, dtype=object, count=len(points))
    con.register("square", {"text": texts, "lon": degrees[:, 0], "lat": degrees[:, 1]})
    cells = ", ".join(f"c{at}" for at in range(width))
    rewrite(
        con,
        table.stage,
        f"SELECT row_no, {cells}, coalesce(lon::VARCHAR, c{column}) AS c{width},"
        f" coalesce(lat::VARCHAR, c{column}) AS c{width + 1}, problem, raw"
        f" FROM read_parquet({literal(table.stage)})"
        f" LEFT JOIN square ON text = trim(c{column}) ORDER BY row_no",
    )
    con.unregister("square")
    return replace(table, columns=[*table.columns, "longitude", "latitude"])
