"""Helpers of the tests of recognition: a small table in, typed rows and failed checks out."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from sitroom.recognise import Recognition, recognise
from sitroom.settings import Site, Source
from sitroom.store.connect import Connection, scratch

NOW = "TIMESTAMP '2026-11-23'"
TABLE = "given"


@dataclass
class Shaped:
    """What became of a table: rows by field, and each check that some row failed."""

    recognition: Recognition
    con: Connection
    flagged: dict[tuple[str, str, str], list[Any]] = field(default_factory=dict)

    @property
    def field_of(self) -> dict[str, str | None]:
        """Header → field."""
        return {c.header: c.field for c in self.recognition.columns}

    def rows(self, *fields: str) -> list[tuple[Any, ...]]:
        """Return some fields of every row, in the file's order."""
        listed = ", ".join(f'"{name}"' for name in fields)
        return self.con.execute(f"SELECT {listed} FROM shaped ORDER BY row_no").fetchall()

    def column(self, name: str) -> list[Any]:
        """Return one field of every row."""
        return [row[0] for row in self.rows(name)]

    def one(self, select: str) -> tuple[Any, ...]:
        """Return the first row of a SELECT over the shaped rows."""
        return self.con.execute(f"SELECT {select} FROM shaped").fetchall()[0]


def shape(
    header: list[str],
    rows: Sequence[Sequence[str | None]],
    *,
    file_name: str = "file.csv",
    source: Source | None = None,
    site: Site | None = None,
    hints: dict[str, Any] | None = None,
) -> Shaped:
    """Recognise a table and work out every expression and every check on it."""
    con = scratch(threads=1)
    columns = ", ".join(f"c{i} VARCHAR" for i in range(len(header)))
    con.execute(f"CREATE TABLE {TABLE} (row_no BIGINT, {columns}, problem VARCHAR)")
    if rows:
        # As a frame: thirty thousand rows bound as lists cost thirty times as much.
        whole = [[*row, *[None] * (len(header) - len(row))] for row in rows]
        texts = [[cell or None for cell in column] for column in zip(*whole, strict=True)]
        columns = {f"c{i}": pd.Series(column, dtype=object) for i, column in enumerate(texts)}
        con.execute("SET pandas_analyze_sample = 0")  # texts, whatever the first ones are
        con.register("told", pd.DataFrame({"row_no": range(2, len(rows) + 2), **columns}))
        con.execute(f"INSERT INTO {TABLE} SELECT *, NULL FROM told")
        con.unregister("told")
    return _shaped(con, header, TABLE, file_name, source, site, hints)


def shape_csv(path: Path, **options: Any) -> Shaped:
    """Recognise a CSV file; DuckDB reads it as text."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header = next(csv.reader(lines))
    con = scratch(threads=1)
    con.execute(_read_csv_sql(path, len(header)))
    return _shaped(con, header, TABLE, path.name, **options)


def _read_csv_sql(path: Path, size: int) -> str:
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(size))
    return (
        f"CREATE TABLE {TABLE} AS SELECT row_number() OVER () + 1 AS row_no, *,"
        f" NULL::VARCHAR AS problem FROM read_csv('{path}', header=true, delim=',', quote='\"',"
        f" escape='\"', auto_detect=false, columns={{{columns}}})"
    )


def _shaped(
    con: Connection,
    header: list[str],
    relation: str,
    file_name: str,
    source: Source | None = None,
    site: Site | None = None,
    hints: dict[str, Any] | None = None,
) -> Shaped:
    found = recognise(
        header,
        con,
        relation,
        source=source or Source(name="test"),
        site=site or Site(folder=Path("nowhere")),
        file_name=file_name,
        hints=hints or {},
    )
    fields = "".join(
        f', {sql.replace("$now", NOW)} AS "{name.partition(".")[2]}"'
        for name, sql in found.expressions.items()
    )
    con.execute(
        f"CREATE TABLE shaped AS SELECT row_no, {found.key} AS source_ref{fields} FROM {relation}"
    )
    result = Shaped(found, con)
    for check in found.checks:
        failed = con.execute(
            f"SELECT {check.value_sql} FROM {relation}"
            f" WHERE {check.condition_sql.replace('$now', NOW)} ORDER BY row_no"
        ).fetchall()
        if failed:
            key = (check.level, check.reason, check.field)
            result.flagged.setdefault(key, []).extend(value for (value,) in failed)
    return result
