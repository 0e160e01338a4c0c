"""Reading what was published: what pages, the command line and notebooks use."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitroom import clock, content
from sitroom.errors import SitroomError, UsageError, nearest
from sitroom.store.connect import Connection, Error, literal, reader
from sitroom.store.schema import EVERYTHING_KNOWN

if TYPE_CHECKING:
    import pandas as pd

SECONDS_FOR_A_QUERY = 60
AT_ONCE = 2


@dataclass(frozen=True)
class Published:
    """One published file, opened read-only; what it answers never changes."""

    number: int
    published_at: datetime
    path: Path
    con: Connection = field(repr=False, compare=False)
    folder: Path = field(repr=False, compare=False)

    def read(
        self, metric: str, *, as_of: datetime | None = None, known_as_of: datetime | None = None
    ) -> pd.DataFrame:
        """Return a metric's rows at the true time `as_of`, from what was known at `known_as_of`.

        Both are naive UTC; without them the moment is the site's present, with all that is known.
        """
        return self.read_many([metric], as_of=as_of, known_as_of=known_as_of)[metric]

    def read_many(
        self,
        metrics: Iterable[str],
        *,
        as_of: datetime | None = None,
        known_as_of: datetime | None = None,
    ) -> dict[str, pd.DataFrame]:
        """Return several metrics' rows at one moment, so that they agree with each other."""
        moment = as_of or clock.now(self.folder)
        known = known_as_of or EVERYTHING_KNOWN
        names = list(metrics)
        self._must_exist(names)
        arguments = (
            f"as_of := TIMESTAMP {literal(moment)}, known_as_of := TIMESTAMP {literal(known)}"
        )

        def rows(name: str) -> pd.DataFrame:
            with closing(self.con.cursor()) as cursor:
                return cursor.execute(f"FROM metric.{name}({arguments})").df()

        if len(names) == 1:
            return {names[0]: rows(names[0])}
        # Planning a metric keeps one core busy; the file never changes, so two may go at once.
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return dict(zip(names, pool.map(rows, names), strict=True))

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
    def metrics(self) -> list[str]:
        """The names of the metrics that this file answers."""
        return _metric_names(self.path)

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
_lock = threading.Lock()


def latest(folder: Path) -> Published:
    """Return the newest published file of the site, opened once per process."""
    file = folder / "published" / "current"
    try:
        state = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SitroomError(
            f"Nothing is published yet in {folder}.",
            "a site with at least one load",
            "run `sitroom load FILE`, or `sitroom demo` to see an invented city",
        ) from error
    path = folder / "published" / f"{state['number']:06d}.duckdb"
    with _lock:
        known = _opened.get(folder)
        if known and known.path == path:
            return known
        fresh = Published(
            state["number"],
            datetime.fromisoformat(state["published_at"]),
            path,
            reader(path),
            folder,
        )
        # The older connection closes by itself when its last reader lets go of it.
        _opened[folder] = fresh
        return fresh


def at(folder: Path, number: int) -> Published:
    """Return one published file by its number, as a pinned link asks for it."""
    path = folder / "published" / f"{number:06d}.duckdb"
    if not path.exists():
        raise SitroomError(
            f"Published file {number} of {folder} is no longer kept.",
            "one of: " + ", ".join(p.stem for p in sorted(path.parent.glob("*.duckdb"))),
        )
    con = reader(path)
    row = con.execute("SELECT value FROM core.setting WHERE key = 'published_at'").fetchall()
    return Published(number, datetime.fromisoformat(row[0][0]), path, con, folder)


@lru_cache(maxsize=64)
def _metric_names(path: Path) -> list[str]:
    return sorted(content.metrics(path.parents[1]))
