"""What one published file answers about one moment, so that metrics share what they read."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sitroom import content
from sitroom.content import Query
from sitroom.store.connect import Connection, literal
from sitroom.store.schema import EVERYTHING_KNOWN

if TYPE_CHECKING:
    import pandas as pd


class Answers:
    """The metrics of a published file at a true time, from what was known at another.

    What is read more than once (the moment, the warnings in force, the stock) is made once, as a
    temporary table of this reader's own: of a page's cost nearly all was planning it again for
    each metric.
    """

    def __init__(
        self, con: Connection, queries: Mapping[str, Query], as_of: datetime, known_as_of: datetime
    ) -> None:
        self._cursor, self._queries = con.cursor(), queries
        self._clocks = {"as_of": as_of, "known_as_of": known_as_of}
        self._made: set[str] = set()
        # A cursor answers one question at a time.
        self._lock = threading.Lock()

    def rows(
        self,
        name: str,
        where: str = "",
        values: Sequence[Any] = (),
        takes: Mapping[str, datetime | None] | None = None,
    ) -> tuple[pd.DataFrame, dict[str, str]]:
        """Return a metric's rows that the condition lets through, and each column's SQL type.

        `where` is SQL with a `?` for each of `values`, which are bound; `takes` are further
        instants that the metric asks for.
        """
        with self._lock:
            cursor = self.ask(name, "*", f"WHERE {where}" if where else "", values, takes)
            types = {column: str(kind) for column, kind, *_ in cursor.description or ()}
            return cursor.df(), types

    def ask(
        self,
        name: str,
        columns: str,
        rest: str = "",
        values: Sequence[Any] = (),
        takes: Mapping[str, datetime | None] | None = None,
    ) -> Connection:
        """Ask for columns of a metric, in SQL of our own, and return the cursor that answers."""
        self._make_below([name])
        named, source = "", f"metric_{name}"
        if name not in self._made or takes:
            named, source = self._named(name), self._step(name, takes)
        text = f"{named}SELECT {columns} FROM {source} {rest}"
        return self._cursor.execute(text, list(values) or None)

    def many(
        self,
        names: Sequence[str],
        takes: Mapping[str, datetime | None],
        ahead: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Return the rows of several metrics; what one of them reads is made before all.

        What metrics asked `ahead` of their turn read as well is made for them too.
        """
        with self._lock:
            self._make_below(names, ahead)
        return {name: self.rows(name, takes=takes)[0] for name in names}

    def _make_below(self, names: Sequence[str], ahead: Sequence[str] = ()) -> None:
        now = {*names, *content.kept_below(names, self._queries)}
        together = dict.fromkeys((*names, *ahead))
        for name, times in content.kept_below(together, self._queries).items():
            if times > 1 and name in now and name not in self._made:
                made = f"{self._named(name)}FROM {self._step(name)}"
                self._cursor.execute(f"CREATE TEMP TABLE metric_{name} AS {made}")
                self._made.add(name)

    def _named(self, name: str) -> str:
        """Name above a metric what it alone reads: filters reach into that, columns fall away."""
        below = content.kept_below([name], self._queries)
        parts = (
            f"metric_{one} AS (FROM {self._step(one)})" for one in below if one not in self._made
        )
        text = ", ".join(parts)
        return f"WITH {text} " if text else ""

    def _step(self, name: str, takes: Mapping[str, datetime | None] | None = None) -> str:
        """Return the call of a metric's own SELECT; every instant in it is a constant."""
        told = dict(self._clocks)
        for one, default in self._queries[name].takes.items():
            told[one] = (takes or {}).get(one) or self._default(default)
        given = (f"{one} := TIMESTAMP {literal(at)}" for one, at in told.items())
        return f"step.{name}({', '.join(given)})"

    def _default(self, told: str) -> datetime:
        metric, _, column = told.rpartition(".")
        if not metric:
            return self._clocks[column]
        rows = self._cursor.execute(f"SELECT {column} FROM metric_{metric}").fetchall()
        return rows[0][0]


class Kept:
    """The answers about the last few moments that were asked about."""

    MOMENTS = 3

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[tuple[datetime, datetime], Answers] = {}

    def about(
        self,
        con: Connection,
        queries: Mapping[str, Query],
        as_of: datetime,
        known_as_of: datetime | None,
    ) -> Answers:
        """Return the answers about a moment, begun when nobody asked about it lately."""
        moment = (as_of, known_as_of or EVERYTHING_KNOWN)
        with self._lock:
            found = self._answers.pop(moment, None) or Answers(con, queries, *moment)
            self._answers[moment] = found
            while len(self._answers) > self.MOMENTS:
                del self._answers[next(iter(self._answers))]
            return found
