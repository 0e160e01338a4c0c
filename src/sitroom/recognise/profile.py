"""A look at the columns' contents: a spread-out sample first, whole columns only where needed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from sitroom.recognise.blanks import filled_sql
from sitroom.store.connect import Connection

SAMPLE = "recognise_sample"
_BLOCKS, _BLOCK_ROWS = 3, 4000
_DISTINCT = 400
_FEW_ROWS = 1000


@dataclass
class Profile:
    """What the sample shows of one column: values as they stand, most frequent first."""

    index: int
    rows: int = 0
    filled: int = 0
    values: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    distinct: int = 0

    @property
    def sql(self) -> str:
        """The column's name in the relation."""
        return f"c{self.index}"

    def share(self, test: re.Pattern[str]) -> float:
        """Return which part of the distinct values matches as a whole; 0 for a blank column."""
        if not self.values:
            return 0.0
        return sum(bool(test.fullmatch(value.strip())) for value in self.values) / len(self.values)

    @property
    def is_numeric(self) -> bool:
        """Say whether nearly all values are plain numbers."""
        return self.share(_NUMBER) >= 0.9

    @property
    def repeats(self) -> bool:
        """Say whether values come again and again, so that each is worth trying only once."""
        return self.filled > 2 * self.distinct

    def each_sql(self, relation: str) -> str:
        """Return the relation of the column's usable values, each once where they repeat."""
        return f"(SELECT {'DISTINCT ' if self.repeats else ''}{self.sql} FROM {usable(relation)})"


_NUMBER = re.compile(r"[+-]?[0-9０-９][0-9０-９,. ]*(?:[eE][+-]?\d+)?")


def usable(relation: str) -> str:
    """Return the relation without the rows that the reader itself set aside."""
    return f"(SELECT * FROM {relation} WHERE problem IS NULL)"


def take_sample(con: Connection, relation: str) -> None:
    """Copy blocks of rows from all over the file to a temporary table.

    Blocks, not single rows: the filter on row_no lets a Parquet reader skip the rest.
    """
    first, last = con.execute(f"SELECT min(row_no), max(row_no) FROM {relation}").fetchall()[0]
    if first is None:
        con.execute(f"CREATE OR REPLACE TEMP TABLE {SAMPLE} AS SELECT * FROM {relation}")
        return
    if last - first < _BLOCKS * _BLOCK_ROWS * 2:
        parts = [f"SELECT * FROM {relation} WHERE problem IS NULL"]
    else:
        step = (last - first - _BLOCK_ROWS) // (_BLOCKS - 1)
        starts = [first + step * block for block in range(_BLOCKS)]
        parts = [
            f"SELECT * FROM {relation} WHERE row_no BETWEEN {start} AND {start + _BLOCK_ROWS}"
            " AND problem IS NULL"
            for start in starts
        ]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {SAMPLE} AS {' UNION ALL '.join(parts)}")


def profiles(con: Connection, columns: int) -> list[Profile]:
    """Describe every column of the sample."""
    if not columns:
        return []
    if has_few_rows(con, SAMPLE):
        names = ", ".join(f"c{i}" for i in range(columns))
        rows = con.execute(f"SELECT {names} FROM {SAMPLE}").fetchall()
        return [_few(index, [row[index] for row in rows]) for index in range(columns)]
    counts = ", ".join(f"count(*) FILTER ({filled_sql(f'c{i}')})" for i in range(columns))
    total, *filled = con.execute(f"SELECT count(*), {counts} FROM {SAMPLE}").fetchall()[0]
    return [_many(con, Profile(i, total, filled[i])) for i in range(columns)]


def has_few_rows(con: Connection, relation: str) -> bool:
    """Say whether a relation has so few rows that planning a query costs more than its work."""
    return con.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0] <= _FEW_ROWS


def _few(index: int, values: list[str | None]) -> Profile:
    """Describe a column of few rows: counting them here costs less than planning a query."""
    met = Counter(value for value in values if value and value.strip(" "))
    most = sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))[:_DISTINCT]
    return Profile(
        index,
        len(values),
        met.total(),
        [value for value, _ in most],
        [count for _, count in most],
        len(met),
    )


def _many(con: Connection, profile: Profile) -> Profile:
    if not profile.filled:
        return profile
    column = f"c{profile.index}"
    met = con.execute(
        f"SELECT {column}, count(*) FROM {SAMPLE} WHERE trim({column}) <> ''"
        f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_DISTINCT}"
    ).fetchall()
    profile.values = [value for value, _ in met]
    profile.counts = [count for _, count in met]
    profile.distinct = len(met)
    if profile.distinct == _DISTINCT:
        distinct = con.execute(f"SELECT count(DISTINCT {column}) FROM {SAMPLE}").fetchall()
        profile.distinct = distinct[0][0]
    return profile


def words_of(
    con: Connection, relation: str, column: int, limit: int = 3000
) -> list[tuple[str, int, int]]:
    """Return the distinct values of a whole column: value, how many rows, first row."""
    return con.execute(
        f"SELECT c{column}, count(*), min(row_no) FROM {usable(relation)}"
        f" WHERE trim(c{column}) <> '' GROUP BY 1 ORDER BY 2 DESC, 3 LIMIT {limit}"
    ).fetchall()
