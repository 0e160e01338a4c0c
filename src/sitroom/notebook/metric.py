"""Metrics as a notebook has them: called for rows, asked for what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from inspect import Parameter, Signature
from textwrap import indent
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sitroom.content import Query
from sitroom.notebook.listing import Listing
from sitroom.notebook.meaning import explained, meanings

if TYPE_CHECKING:
    import pandas as pd

    from sitroom.notebook.opened import OpenSite

Frame = TypeVar("Frame", bound="pd.DataFrame", covariant=True)


class _OfInstance:
    """An attribute that an instance makes when it is asked for, and its class has as it stands."""

    def __init__(self, make: Callable[[Any], Any], on_class: Any) -> None:
        self._make, self._on_class = make, on_class

    def __get__(self, instance: Any, owner: type) -> Any:
        return self._on_class if instance is None else self._make(instance)


class Metric(Generic[Frame]):
    """One metric of a site: call it for its rows, `help()` it for what it means."""

    def __init__(self, site: OpenSite, query: Query, behind: Callable[[], str]) -> None:
        self.name, self.title, self.title_zh = query.name, query.title, query.title_zh
        self.unit, self.grain = query.unit, query.grain
        self.caution, self.caution_zh = query.caution, query.caution_zh
        self.sql, self.path, self.takes = query.sql, query.path, query.takes
        self._site, self._behind = site, behind

    def __call__(
        self,
        *,
        as_of: datetime | str | None = None,
        known_as_of: datetime | str | None = None,
        **filters: Any,
    ) -> Frame:
        """Return the metric's rows as a DataFrame, a GeoDataFrame where they have a place.

        `as_of` asks where things stood at a moment, `known_as_of` hides what arrived later; both
        are texts or datetimes, in the site's zone unless they say another. A filter is a column,
        or a name in either language: `level="II"`, `region="Hedong"`, `status=["reported"]`,
        `opened_at=slice("2026-07-12 06:00", None)`, `level=None` for not graded.

        Raises UsageError for a filter, a moment, a level or a region that makes no sense.
        """
        return self._site.read(self.name, as_of=as_of, known_as_of=known_as_of, **filters)  # pyright: ignore[reportReturnType]

    @property
    def columns(self) -> pd.DataFrame:
        """The columns of its rows: column, type, unit, meaning and meaning_zh."""
        folder = self._site.settings.folder
        types = self._site.published.columns(self.name)
        return explained(types, meanings(folder), folder)

    @property
    def source(self) -> str:
        """The tables of core that it counts, and the rules it applies with source and status."""
        return self._behind()

    def _told(self) -> str:
        """What `help()` and `?` print: title, unit, grain, caution, source, status and SQL."""
        per = ", ".join(self.grain)
        said = [
            f"{self.title} · {self.title_zh}",
            "",
            f"Unit:     {self.unit or 'as its columns say'}",
            f"One row:  {f'per {per}' if per else 'in all'}",
            f"Caution:  {self.caution}",
            f"          {self.caution_zh}",
            "",
            self.source,
            "",
            f"Defined in {self.path}:",
            indent(self.sql or self.path.read_text(encoding="utf-8"), "    "),
        ]
        return "\n".join(said)

    def _takes(self) -> Signature:
        """The two clocks and the filters, so that a notebook completes them."""
        from sitroom.notebook.filters import argument_names

        published = self._site.published
        columns, what_ifs = published.columns(self.name), published.what_ifs(self.name)
        names = argument_names(columns, self.takes, what_ifs)
        only = Parameter.KEYWORD_ONLY
        return Signature([Parameter(name, only, default=None) for name in names])

    __doc__: Any = _OfInstance(_told, __doc__)
    __signature__ = _OfInstance(_takes, None)

    def __repr__(self) -> str:
        return f"<metric {self.name}: {self.title} · {self.title_zh}, {self.unit or '–'}>"


class Metrics(Listing[Metric[Any]]):
    """The metrics of a site by name: title in both languages, unit and caution."""

    kind = "metric"
    shown = ("title", "title_zh", "unit", "caution")
