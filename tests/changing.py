"""Small helpers of the tests about change: a site with one source, files written by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sitroom.journal import LoadResult
from sitroom.load import load_file
from sitroom.settings import Source, open_site
from sitroom.store.record import Record, open_record

HEAD = "事件编号,事件名称,事件类型,级别,状态,发生时间,区县,死亡人数"
ROWS = (
    "LT-1,河东内涝,内涝,二级,处置中,2026-07-12 06:40,河东区,0",
    "LT-2,石桥泄漏,泄漏,三级,处置中,2026-07-12 08:33,石桥区,1",
    "LT-3,仓库火灾,火灾,四级,处置中,2026-07-12 09:02,临港区,0",
    "LT-4,路面塌陷,道路塌陷,四级,处置中,2026-07-12 09:20,河东区,0",
)


def export(*rows: str, head: str = HEAD) -> str:
    """Return the text of an export: a header and its rows."""
    return "\n".join([head, *rows]) + "\n"


class Office:
    """An open record whose one source is loaded from texts."""

    def __init__(self, record: Record, folder: Path, source: Source | None):
        self.record, self.folder, self.source = record, folder, source
        self._n = 0

    def load(self, text: str | bytes, name: str = "", source: Source | None = None) -> LoadResult:
        """Load a text as a file of that name; a fresh name without one."""
        self._n += 1
        file = self.folder / (name or f"export-{self._n:03d}.csv")
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        results = load_file(self.record.site, self.record, file, source or self.source)
        result = results[0]
        parts = (
            result.rows_inserted, result.rows_updated, result.rows_unchanged, result.rows_rejected,
        )  # fmt: skip
        assert result.rows_read == sum(parts)
        return result

    def told(
        self, content: Any, name: str, *columns: str, table: str = "incident"
    ) -> list[tuple[Any, ...]]:
        """Load a text, or anything as JSON, and return columns of its rows in their order."""
        is_text = isinstance(content, str | bytes)
        result = self.load(content if is_text else json.dumps(content, ensure_ascii=False), name)
        assert (result.status, result.dataset) == ("loaded", table.split("_")[0]), result.message
        chosen = f"SELECT {', '.join(columns)} FROM core.{table} WHERE load_id = {result.load_id}"
        return self.rows(f"{chosen} ORDER BY row_no")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the record."""
        return self.record.con.execute(query).fetchall()

    def count(self, table: str = "core.incident") -> int:
        """Return how many rows a table has."""
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]


@contextmanager
def office(site: Path, **source: Any) -> Iterator[Office]:
    """Open the record of a site; the loads are those of one source with these settings."""
    folder = site.parent / "files"
    folder.mkdir(exist_ok=True)
    with open_record(open_site(site)) as record:
        yield Office(record, folder, Source(name="log", **source) if source else None)


def counts(result: LoadResult) -> tuple[int, int, int, int]:
    """Return new, changed, unchanged and set aside."""
    return (
        result.rows_inserted,
        result.rows_updated,
        result.rows_unchanged,
        result.rows_rejected,
    )
