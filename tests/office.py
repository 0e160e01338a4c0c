"""A site that files are loaded into, and what its board would show of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sitroom.journal import LoadResult
from sitroom.load import load_file
from sitroom.settings import open_site
from sitroom.store.connect import literal
from sitroom.store.record import open_record
from sitroom.store.schema import EVERYTHING_KNOWN, create_known_macros, create_metrics

NOW = datetime(2026, 7, 12, 2)  # UTC; 10:00 in Shanghai


class Office:
    """The open record of a site, and the warnings that its board would show."""

    def __init__(self, record, folder: Path) -> None:
        self.record, self.folder = record, folder
        self.number, self.has_metrics = 0, False

    def load(self, content: str | bytes, name: str = "") -> LoadResult:
        self.number += 1
        file = self.folder / (name or f"{self.number}.xml")
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        (result,) = load_file(self.record.site, self.record, file)
        return result

    def ask(self, query: str) -> list[tuple]:
        return self.record.con.execute(query).fetchall()

    def live(self, at: datetime = NOW) -> list[str]:
        con = self.record.con
        if not self.has_metrics:
            create_known_macros(con)
            create_metrics(con, NOW)
            self.has_metrics = True
        moments = f"as_of := {literal(at)}, known_as_of := {literal(EVERYTHING_KNOWN)}"
        moments = moments.replace(":= '", ":= TIMESTAMP '")
        query = f"SELECT identifier FROM metric.warnings_in_force({moments})"
        return [row[0] for row in con.execute(query).fetchall()]


@contextmanager
def an_office(site: Path, folder: Path) -> Iterator[Office]:
    """Open the site's record for a test that writes its files into `folder`."""
    with open_record(open_site(site)) as record:
        yield Office(record, folder)
