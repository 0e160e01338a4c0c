"""The tables of core as a notebook lists them, with what their columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitroom.notebook.listing import Listing
from sitroom.notebook.meaning import explained
from sitroom.store.connect import Relation, identifier

if TYPE_CHECKING:
    import pandas as pd

    from sitroom.notebook.opened import OpenSite
    from sitroom.store.describe import Described


class Table:
    """One table of core: what it holds, what its columns mean, and its rows as a relation."""

    def __init__(self, site: OpenSite, described: Described) -> None:
        self.name, self.rows = described.name, described.rows
        self.title, self.title_zh = described.meaning, described.meaning_zh
        self._site, self._described = site, described

    @property
    def columns(self) -> pd.DataFrame:
        """The columns by name: type, unit, meaning (English) and meaning_zh (Chinese)."""
        types = {column.name: column.kind for column in self._described.columns}
        said = {c.name: (c.meaning, c.meaning_zh) for c in self._described.columns}
        return explained(types, said, self._site.settings.folder)

    def relation(self) -> Relation:
        """Return its rows as a DuckDB relation: instants are UTC, nothing is read until asked."""
        return self._site.sql(f"FROM core.{identifier(self.name)}")

    def __repr__(self) -> str:
        head = f"core.{self.name}: {self.title} · {self.title_zh}, about {self.rows:,} rows"
        return f"{head}\n{self.columns.to_string()}"

    def _repr_html_(self) -> str:
        return self.columns.to_html(escape=True)


class Tables(Listing[Table]):
    """The tables of core by name: what they hold in both languages, and about how many rows."""

    kind = "table"
    shown = ("title", "title_zh", "rows")
