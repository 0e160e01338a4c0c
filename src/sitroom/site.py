"""Reading what was published: what pages, the command line and notebooks use."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from sitroom import clock, computed, content
from sitroom.answers import Answers, Kept
from sitroom.errors import SitroomError, UsageError, nearest
from sitroom.store.connect import (
    CatalogError,
    Connection,
    Error,
    Relation,
    reader,
)
from sitroom.store.describe import setting
from sitroom.store.typed import typed

if TYPE_CHECKING:
    import pandas as pd

SECONDS_FOR_A_QUERY = 60


@dataclass(frozen=True)
class Published:
    """One published file, opened read-only; what it answers never changes."""

    number: int
    published_at: datetime
    path: Path
    con: Connection = field(repr=False, compare=False)
    folder: Path = field(repr=False, compare=False)
    _kept: Kept = field(default_factory=Kept, init=False, repr=False, compare=False)

    def read(
        self,
        metric: str,
        *,
        as_of: datetime | None = None,
        known_as_of: datetime | None = None,
        what_if: Mapping[str, Any] | None = None,
        **takes: datetime | None,
    ) -> pd.DataFrame:
        """Return a metric's rows at the true time `as_of`, from what was known at `known_as_of`.

        Both are naive UTC; without them the moment is the site's present, with all that is known.
        `what_if` holds arguments of computed metrics, such as a depot to do without; it changes
        no data. `takes` are further instants that the metric asks for, such as `since_at` of
        `changes`.
        """
        found = self.read_many(
            [metric], as_of=as_of, known_as_of=known_as_of, what_if=what_if, ahead=(), **takes
        )
        return found[metric]

    def read_many(
        self,
        metrics: Iterable[str],
        *,
        as_of: datetime | None = None,
        known_as_of: datetime | None = None,
        what_if: Mapping[str, Any] | None = None,
        ahead: Iterable[str] = (),
        **takes: datetime | None,
    ) -> dict[str, pd.DataFrame]:
        """Return several metrics' rows at one moment, so that they agree with each other.

        `ahead` are metrics that will be asked about the same moment next: what they read too is
        kept for them.
        """
        moment = as_of or clock.now(self.folder)
        names = list(metrics)
        self._must_exist(names)
        self._must_take(names, takes)
        selects = computed.selects(ahead, self.queries)

        with self._answers(moment, known_as_of) as answers:
            found = computed.answer(
                names, self.queries, lambda read: answers.many(read, takes, selects), what_if
            )
        return {name: self._typed(name, rows)[0] for name, rows in found.items()}

    def read_where(
        self,
        metric: str,
        *,
        as_of: datetime,
        known_as_of: datetime | None = None,
        where: str = "",
        values: Sequence[Any] = (),
        takes: Mapping[str, datetime | None] | None = None,
        what_if: Mapping[str, Any] | None = None,
    ) -> tuple[pd.DataFrame, dict[str, str]]:
        """Return the rows of a metric that a condition lets through, and each column's SQL type.

        `where` is SQL with a `?` for each of `values`, which are bound and never pasted.
        """
        self._must_exist([metric])
        with self._answers(as_of, known_as_of) as answers:
            if not self.queries[metric].is_computed:
                return answers.rows(metric, where, values, takes)
            found = computed.answer(
                [metric], self.queries, lambda read: answers.many(read, {}), what_if
            )
        return self._typed(metric, found[metric], where, values)

    def what_ifs(self, metric: str) -> list[str]:
        """Return the what-ifs that a metric knows; a SELECT knows none."""
        self._must_exist([metric])
        return computed.what_ifs(metric, self.queries)

    def columns(self, metric: str) -> dict[str, str]:
        """Return the SQL type of each column of a metric, without reading its rows."""
        self._must_exist([metric])
        if self.queries[metric].is_computed:
            return dict(self.queries[metric].columns)
        with closing(self.con.cursor()) as cursor:
            rows = cursor.execute(f"DESCRIBE FROM metric.{metric}()").fetchall()
        return {name: kind for name, kind, *_ in rows}

    @contextmanager
    def _answers(self, as_of: datetime, known_as_of: datetime | None) -> Iterator[Answers]:
        try:
            yield self._kept.about(self.con, self.queries, as_of, known_as_of)
        except CatalogError as error:
            raise SitroomError(
                f"A metric is not in published file {self.number}: {error}",
                "metrics whose files were there when the data were last published",
                "run `sitroom load`; it publishes again, with what data/metrics now holds",
            ) from error

    def _typed(
        self, name: str, rows: pd.DataFrame, where: str = "", values: Sequence[Any] = ()
    ) -> tuple[pd.DataFrame, dict[str, str]]:
        """Return a computed metric's rows as a SELECT would have them; a SELECT's as they are."""
        types = dict(self.queries[name].columns)
        return (typed(self.con, rows, types, where, values) if types else rows), types

    def relation(self, query: str, params: Sequence[Any] | None = None) -> Relation:
        """Return one SELECT on the published file as a DuckDB relation, which reads when asked.

        Nothing but reading is let through: no other file, no network, no change of a setting.
        """
        cursor = self.con.cursor()
        try:
            kinds = [statement.type.name for statement in cursor.extract_statements(query)]
            if kinds not in (["SELECT"], ["EXPLAIN"]):
                raise UsageError(
                    f"The query was refused: it is {' and '.join(kinds) or 'empty'}.",
                    "one SELECT on the published tables",
                )
            return cursor.sql(query, params=params)
        except Error as error:
            raise UsageError(
                f"The query was refused: {error}", "one SELECT on the published tables"
            ) from error

    def sql(self, query: str, params: Sequence[Any] | None = None) -> pd.DataFrame:
        """Return the rows of any SELECT on the published file; it cannot be changed."""
        cursor = self.con.cursor()
        timer = threading.Timer(SECONDS_FOR_A_QUERY, cursor.interrupt)
        timer.start()
        try:
            return cursor.execute(query, params).df()
        except Error as error:
            raise UsageError(
                f"The query was refused: {error}", "one SELECT on the published tables"
            ) from error
        finally:
            timer.cancel()
            cursor.close()

    @property
    def queries(self) -> content.Queries:
        """The metrics that this file answers, by name."""
        return _queries(self.path, self.folder)

    @property
    def metrics(self) -> list[str]:
        """The names of the metrics that this file answers."""
        return sorted(self.queries)

    def _must_take(self, names: list[str], takes: Iterable[str]) -> None:
        for name in takes:
            for metric in names:
                if name not in self.queries[metric].takes:
                    raise UsageError(f"The metric `{metric}` does not take `{name}`.")

    def _must_exist(self, names: list[str]) -> None:
        known = self.metrics
        for name in names:
            if name not in known:
                raise UsageError(
                    f"There is no metric `{name}`." + nearest(name, known),
                    "one of: " + ", ".join(known),
                )


def pointer(folder: Path) -> tuple[int, float] | None:
    """Return number and time stamp of what is published, or None; cheap enough to ask often."""
    file = folder / "published" / "current"
    try:
        return json.loads(file.read_text(encoding="utf-8"))["number"], file.stat().st_mtime
    except FileNotFoundError:
        return None


_opened: dict[Path, Published] = {}
# One process opens a file once: its connection is locked and cannot be set up again.
_files: WeakValueDictionary[Path, Published] = WeakValueDictionary()
_lock = threading.Lock()


def latest(folder: Path) -> Published:
    """Return the newest published file of the site, opened once per process."""
    while True:
        number = _current(folder)
        path = folder / "published" / f"{number:06d}.duckdb"
        with _lock:
            known = _opened.get(folder)
            if known and known.path == path:
                return known
            try:
                fresh = in_file(path, folder)
            except SitroomError:
                # Retired between the look and the opening: the pointer has moved on by then.
                if _current(folder) == number:
                    raise
                continue
            # The older connection closes by itself when its last reader lets go of it.
            _opened[folder] = fresh
            return fresh


def _current(folder: Path) -> int:
    file = folder / "published" / "current"
    try:
        state = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SitroomError(
            f"Nothing is published yet in {folder}.",
            "a site with at least one load",
            "run `sitroom load FILE`, or `sitroom demo` to see an invented city",
        ) from error
    return state["number"]


def at(folder: Path, number: int) -> Published:
    """Return one published file by its number, as a pinned link asks for it."""
    path = folder / "published" / f"{number:06d}.duckdb"
    if not path.exists():
        raise SitroomError(
            f"Published file {number} of {folder} is no longer kept.",
            "one of: " + ", ".join(p.stem for p in sorted(path.parent.glob("*.duckdb"))),
        )
    return in_file(path, folder)


def in_file(path: Path, folder: Path) -> Published:
    """Return one published file wherever it lies; `folder` is that of its site."""
    if known := _files.get(path):
        return known
    try:
        con = reader(path)
        published_at = datetime.fromisoformat(setting(con)["published_at"])
    except (Error, KeyError) as error:
        raise SitroomError(
            f"{path} is no file that sitroom published: {error}",
            "a file of the folder `published` of a site, such as 000012.duckdb",
            "run `sitroom load`: it publishes again",
        ) from error
    number = int(path.stem) if path.stem.isdigit() else 0
    return _files.setdefault(path, Published(number, published_at, path, con, folder))


@lru_cache(maxsize=64)
def _queries(path: Path, folder: Path) -> content.Queries:
    # By file, so that what was published is what is listed until the next publication.
    del path
    return content.metrics(folder)
