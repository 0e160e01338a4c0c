"""What every builder of expressions needs: the file at hand and what is known about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sitroom.recognise.blanks import filled_sql
from sitroom.recognise.claims import Assignment
from sitroom.recognise.country import Country
from sitroom.recognise.fields import Fitting
from sitroom.recognise.headers import Header
from sitroom.recognise.model import Check
from sitroom.recognise.profile import usable
from sitroom.recognise.time_parts import tidy
from sitroom.settings import Site, Source
from sitroom.store.connect import Connection, literal

MOST_SHAPES = 500  # cells of so many different shapes are looked at


def shape_sql(cell: str) -> str:
    """Return SQL for the shape of a cell: all digits are one."""
    return f"translate({cell}, '012345678', '999999999')"


@dataclass
class Context:
    """One table of one file on its way to being understood."""

    con: Connection
    relation: str
    source: Source
    site: Site
    headers: list[Header]
    fitting: Fitting
    assignment: Assignment
    country: Country | None
    zone: str
    hint_text: str
    now: datetime
    expressions: dict[str, str] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    column_notes: dict[int, str] = field(default_factory=dict)
    day_first: bool | None = None
    # Every usable row has a number of its own.
    is_numbered: bool = False
    is_unrepeated: bool = False
    # The column that names each row's zone, and its words: a zone, or minutes from UTC.
    row_zones: tuple[int, dict[str, str | int]] | None = None

    @property
    def year(self) -> int | None:
        """The one year that the file's title, sheet or name speaks of, or None."""
        text = re.sub(r"[0-9]{8,}", lambda found: found[0][:4], tidy(self.hint_text))
        years = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text))
        return int(years.pop()) if len(years) == 1 else None

    @property
    def dataset(self) -> str:
        """The dataset that the file fills."""
        return self.assignment.dataset

    def name(self, column: str) -> str:
        """Return the full name of a field of this dataset."""
        return f"{self.dataset}.{column}"

    def column_of(self, column: str) -> int | None:
        """Return the index of the first column that fills a field, or None."""
        claims = self.assignment.chosen.get(self.name(column))
        return claims[0].column if claims else None

    def one(self, select: str) -> tuple[Any, ...]:
        """Return the one row of a SELECT list over all usable rows."""
        return self.con.execute(f"SELECT {select} FROM {usable(self.relation)}").fetchall()[0]

    def one_of_values(self, column: int, select: str) -> tuple[Any, ...]:
        """Return the one row of a SELECT list over a column's values, each once where they repeat.

        What counts is whether there are such values, not how many rows hold them.
        """
        values = self.fitting.profiles[column].each_sql(self.relation)
        return self.con.execute(f"SELECT {select} FROM {values}").fetchall()[0]

    def failing(self, column: int, expression: str, extra: str = "false") -> list[str]:
        """Return one value for each shape of those that an expression does not read."""
        sql = f"c{column}"
        found = self.con.execute(
            f"SELECT any_value({sql}) FROM {usable(self.relation)}"
            f" WHERE (({expression}) IS NULL OR {extra}) AND trim({sql}) <> ''"
            f" GROUP BY {shape_sql(sql)} LIMIT {MOST_SHAPES}"
        ).fetchall()
        return [value for (value,) in found]

    def is_nothing(self, values: list[str]) -> list[str]:
        """Return those values that only say that there is none."""
        marks = self.fitting.nothing | self.fitting.forever
        return sorted({v.strip().casefold() for v in values} & marks)

    def filled_sql(self, column: int, nothing: list[str]) -> str:
        """Return a condition that a cell holds something."""
        sql = f"c{column}"
        if not nothing:
            return filled_sql(sql)
        marks = ", ".join(literal(mark) for mark in ["", *nothing])
        return f"lower(trim({sql})) NOT IN ({marks})"

    def default(self, column: str, value: str) -> None:
        """Give a field a value where the file gives none."""
        name = self.name(column)
        known = self.expressions.get(name)
        self.expressions[name] = f"coalesce({known}, {literal(value)})" if known else literal(value)

    def flag(
        self, name: str, column: int, condition: str, reason: str, detail: str, level: str = "cell"
    ) -> None:
        """Add a check on one column, with what was expected in words."""
        self.checks.append(
            Check(
                name,
                column,
                condition,
                reason,
                "row" if level == "row" else "cell",
                f"c{column}",
                literal(detail),
            )
        )
