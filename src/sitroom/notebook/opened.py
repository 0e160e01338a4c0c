"""A site as a notebook has it: metrics to call, tables to look up, SQL and the board itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sitroom import clock, content, dictionary, settings
from sitroom.content import Query
from sitroom.errors import UsageError, nearest
from sitroom.notebook import meaning
from sitroom.notebook.builtin import BuiltinMetrics
from sitroom.notebook.frames import dressed
from sitroom.notebook.metric import Metric, Metrics
from sitroom.notebook.tables import Table, Tables
from sitroom.site import Published, at, in_file, latest
from sitroom.store import describe
from sitroom.store.connect import Relation

if TYPE_CHECKING:
    import pandas as pd

    from sitroom.notebook.filters import Condition


class OpenSite(BuiltinMetrics):
    """A site for reading: every metric is a method, and each call answers from the newest file.

    >>> site = sitroom.open("lanting")
    >>> site.open_incidents(level="II", region="Hedong", as_of="2026-07-12 09:24")
    """

    def __init__(self, site: settings.Site, pinned: Published | None = None) -> None:
        self.settings = site
        self._pinned = pinned
        # No properties: a notebook completes what stands in an instance, without running it.
        self.metrics = Metrics(self._all_metrics)
        """The metrics by name, each with title, unit, grain, caution, source and its SQL."""
        self.tables = Tables(self._all_tables)
        """The tables of core by name, each with its columns, their units and Chinese terms."""

    @property
    def published(self) -> Published:
        """The published file that answers: the newest one, or the one this site is pinned to."""
        return self._pinned or latest(self.settings.folder)

    @property
    def is_pinned(self) -> bool:
        """Whether one published file answers, whatever is published later."""
        return self._pinned is not None

    @property
    def now(self) -> datetime:
        """The moment that a metric answers for, in the site's zone.

        The present of the site's clock; of a pinned site the moment at which it was published.
        """
        moment = self._pinned.published_at if self._pinned else clock.now(self.settings.folder)
        return moment.replace(tzinfo=UTC).astimezone(self.settings.zone)

    def read(
        self,
        metric: str,
        *,
        as_of: datetime | str | None = None,
        known_as_of: datetime | str | None = None,
        **filters: Any,
    ) -> pd.DataFrame:
        """Return a metric's rows: where things stood at `as_of`, as it was known at `known_as_of`.

        Moments are texts or datetimes, in the site's zone unless they say another; columns that
        end in `_at` come in the site's zone. What the columns mean is in the frame's `attrs`.
        `site.<metric>(…)` is the same; `sitroom.notebook.metric.Metric` tells what filters are.
        An argument that is a what-if of a computed metric changes its answer and no data.

        Raises UsageError for a metric, a filter, a value or a moment that makes no sense.
        """
        published = self.published
        what_if = {
            name: filters.pop(name) for name in published.what_ifs(metric) if name in filters
        }
        query = self._queries().get(metric)
        # Further instants that the metric itself asks for, such as `since_at` of `changes`.
        takes = (
            {n: self.instant(filters.pop(n)) for n in query.takes if n in filters} if query else {}
        )
        condition = self._condition(published, metric, filters) if filters else None
        moment = self.instant(as_of if as_of is not None else self.now)
        known = None if known_as_of is None else self.instant(known_as_of)
        rows, types = published.read_where(
            metric,
            as_of=moment,
            known_as_of=known,
            where=condition.where if condition else "",
            values=condition.values if condition else (),
            takes=takes,
            what_if=what_if,
        )
        if condition and not len(rows):
            condition.explain_nothing()
        shown = dressed(rows, types, self.settings.zone)
        shown.attrs.update(self._attrs(metric, moment, known, types))
        return shown

    def sql(self, query: str, params: Sequence[Any] | None = None) -> Relation:
        """Return one SELECT on the published tables (core, history, metric) as a DuckDB relation.

        It is read-only and shut off from every other file, the network and all settings; `.df()`
        gives the rows. Instants are UTC. Values for each `?` are bound.

        Raises UsageError for anything but one SELECT, and for one that DuckDB refuses.
        """
        return self.published.relation(query, params)

    def show(
        self,
        what: str | pd.DataFrame,
        view: str = "",
        *,
        as_of: datetime | str | None = None,
        known_as_of: datetime | str | None = None,
        as_known_then: bool = False,
        language: Literal["", "en", "zh"] = "",
        theme: Literal["light", "dark"] = "light",
        width: int = 960,
        height: int = 0,
    ) -> Any:
        """Return the board's own picture of a metric, or a whole page, for a notebook's cell.

        `show("open_incidents", view="level_bars")` is the HoloViews picture of that view, and
        `show("open_incidents")` the card that shows the metric on the board. `show("briefing")` is
        the page as a Panel object with widgets for page, moment, language and theme. Rows of your
        own are drawn by a view that takes them: `show(rows, view="interval_dots")`.

        `as_of` and `known_as_of` are as for a metric; of a page, `as_known_then` hides what
        arrived after `as_of`. `language` is the site's unless told. `width` and `height` are in
        pixels; height 0 is what suits.

        Raises UsageError for a metric, page or view that is not there.
        """
        from sitroom.ui.showing import show

        return show(
            self,
            what,
            view,
            as_of=as_of,
            known_as_of=known_as_of,
            as_known_then=as_known_then,
            language=language,
            theme=theme,
            width=width,
            height=height,
        )

    def at(self, published: int) -> OpenSite:
        """Return the site pinned to one publication: it answers the same for ever.

        Raises SitroomError for a publication that is no longer kept.
        """
        return OpenSite(self.settings, at(self.settings.folder, published))

    def latest(self) -> OpenSite:
        """Return the site following new publications: each call answers from the newest file."""
        return OpenSite(self.settings)

    def instant(self, told: datetime | str) -> datetime:
        """Return a moment as naive UTC; without a zone it is one of the site's clock.

        Raises UsageError for what is no moment.
        """
        return clock.instant(told, self.settings.zone, self.now)

    def _condition(self, published: Published, metric: str, wanted: dict[str, Any]) -> Condition:
        # Reading words takes the lists that read files, which a metric without filters needs not.
        from sitroom.notebook.filters import Filters

        query = self._queries().get(metric)
        besides = (*(query.takes if query else ()), *published.what_ifs(metric))
        columns = published.columns(metric)
        return Filters(metric, columns, published, self.instant, besides).condition(wanted)

    def _queries(self) -> Mapping[str, Query]:
        known = content.metrics(self.settings.folder)
        if self._pinned is None:
            return known
        # An older file answers what was defined when it was published.
        there = {name: known[name] for name in describe.macros(self._pinned.con) if name in known}
        for query in content.in_order_of_use(known):
            if query.is_computed and there.keys() >= set(query.reads):
                there[query.name] = query
        return there

    def _all_metrics(self) -> dict[str, Metric[Any]]:
        return {name: self._metric(query) for name, query in self._queries().items()}

    def _all_tables(self) -> dict[str, Table]:
        described = describe.tables(self.published.con)
        return {name: Table(self, one) for name, one in described.items()}

    def _metric(self, query: Query) -> Metric[Any]:
        return Metric(self, query, lambda: meaning.source(query, self._queries(), self._folder))

    def _attrs(
        self, metric: str, as_of: datetime, known: datetime | None, types: dict[str, str]
    ) -> dict[str, Any]:
        query = self._queries()[metric]
        said = meaning.meanings(self._folder)
        terms = {column: dictionary.term(column, said, self._folder) for column in types}
        return {
            "metric": metric,
            "title": query.title,
            "title_zh": query.title_zh,
            "unit": query.unit,
            "grain": list(query.grain),
            "caution": query.caution,
            "as_of": f"{as_of.isoformat()}Z",
            "known_as_of": f"{known.isoformat()}Z" if known else None,
            "published": self.published.number,
            "units": {c: t.unit for c, t in terms.items() if t.unit and types[c] != "VARCHAR"},
            "terms_zh": {column: one.meaning_zh for column, one in terms.items() if one.meaning_zh},
        }

    @property
    def _folder(self) -> Path:
        return self.settings.folder

    def __getattr__(self, name: str) -> Metric[Any]:
        known = self._queries() if not name.startswith("_") else {}
        if name not in known:
            raise AttributeError(f"There is no metric `{name}`.{nearest(name, known)}")
        return self._metric(known[name])

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *self._queries()])

    def __repr__(self) -> str:
        pinned = f", pinned to publication {self._pinned.number}" if self._pinned else ""
        return f"<sitroom site {self.settings.title!r} in {self.settings.folder}{pinned}>"


def open_site(where: Path | str | None = None) -> OpenSite:
    """Open a site for reading: its folder, else SITROOM_SITE, else the current folder.

    The path of a published file (`published/000012.duckdb`, or a copy of it) opens pinned to it.
    The bare name of the site one works in opens it from anywhere inside, as "Copy as Python" of
    the board writes it.
    Nothing is locked: any number of notebooks read beside the loader and the servers.

    Raises UsageError when the folder is not there or `where` is something else.
    """
    told = str(where) if where else ""
    if "://" in told or told.startswith("ducklake:"):
        raise UsageError(
            f"`{told}` is an address; only what lies on this machine can be opened.",
            "a site's folder, or the path of a published file such as published/000012.duckdb",
        )
    path = _here(Path(told)) if told else None
    return (
        _pinned(path.resolve()) if path and path.is_file() else OpenSite(settings.open_site(path))
    )


def _here(path: Path) -> Path:
    """Return the path, or the site of that bare name that the environment or folder is in."""
    if path.exists() or len(path.parts) != 1:
        return path
    home = settings.folder_of_site()
    for folder in (home, *Path.cwd().parents):
        if folder.name == path.name and (folder / settings.FILE_NAME).is_file():
            return folder
    return path


def _pinned(file: Path) -> OpenSite:
    """Return a site of one published file; a copy that lies elsewhere brings its own settings."""
    home = file.parent.parent
    if file.parent.name == "published" and (home / settings.FILE_NAME).is_file():
        site = settings.open_site(home)
        return OpenSite(site, in_file(file, site.folder))
    published = in_file(file, file.parent)
    told = describe.setting(published.con)
    site = settings.Site(
        folder=file.parent,
        title=told["title"],
        title_en=told["title_en"],
        timezone=told["timezone"],
        language=told["language"],
    )
    return OpenSite(site, published)
