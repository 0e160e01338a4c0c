"""The library's front door: a site opened for reading, in a notebook or a script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitroom import content, settings
from sitroom.errors import nearest
from sitroom.site import Published, latest

if TYPE_CHECKING:
    import pandas as pd


class OpenSite:
    """A site for reading: every metric is a method, and each call answers from the newest file.

    >>> site = sitroom.open("lanting")
    >>> site.open_incidents(as_of="2026-07-12 01:24")
    """

    def __init__(self, site: settings.Site) -> None:
        self.settings = site

    @property
    def published(self) -> Published:
        """The newest published file."""
        return latest(self.settings.folder)

    @property
    def metrics(self) -> dict[str, content.Query]:
        """The metrics by name, each with title, unit, grain, caution and its SQL."""
        return content.metrics(self.settings.folder)

    def read(
        self,
        metric: str,
        *,
        as_of: datetime | str | None = None,
        known_as_of: datetime | str | None = None,
    ) -> pd.DataFrame:
        """Return a metric's rows at a true moment and a moment of knowledge, both UTC."""
        return self.published.read(metric, as_of=_instant(as_of), known_as_of=_instant(known_as_of))

    def sql(self, query: str, params: Sequence[Any] | None = None) -> pd.DataFrame:
        """Return the rows of any SELECT on the published tables (core, history, metric)."""
        return self.published.sql(query, params)

    def __getattr__(self, name: str) -> Any:
        known = self.metrics if not name.startswith("_") else {}
        if name not in known:
            raise AttributeError(f"There is no metric `{name}`.{nearest(name, known)}")
        return partial(self.read, name)

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *self.metrics])

    def __repr__(self) -> str:
        return f"<sitroom site {self.settings.title!r} in {self.settings.folder}>"


def open_site(folder: Path | str | None = None) -> OpenSite:
    """Open a site for reading: its folder, else SITROOM_SITE, else the current folder."""
    return OpenSite(settings.open_site(Path(folder) if folder else None))


def _instant(moment: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment
