"""The record: one DuckDB file that one loader process owns and writes."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sitroom.errors import Busy
from sitroom.settings import Site
from sitroom.store import schema
from sitroom.store.connect import Connection, writer, writer_threads

# Below so many rows, planning and handing out work costs more than the work itself.
FEW_ROWS = 50_000


@dataclass
class Record:
    """The open record of a site; `is_outdated` says that core must be rebuilt from raw."""

    site: Site
    con: Connection
    is_outdated: bool = False
    # What a source's headers turned out to be: a file like the last one need not be weighed again.
    datasets: dict[tuple[str, ...], str] = field(default_factory=dict)
    _threads: int = field(default_factory=writer_threads)

    @property
    def file(self) -> Path:
        """The DuckDB file of core and its history."""
        return self.site.folder / "record" / "record.duckdb"

    @property
    def raw_folder(self) -> Path:
        """Where the rows of each load are kept as they came, one Parquet file per load."""
        return self.site.folder / "record" / "raw"

    @property
    def stage_folder(self) -> Path:
        """Where the parse worker puts what it read; emptied at every start."""
        return self.site.folder / "record" / "stage"

    def transaction(self) -> AbstractContextManager[Connection]:
        """Run a block as one transaction: all of it is kept, or none."""
        return transaction(self.con)

    def suit(self, rows: int) -> None:
        """Work with one thread on few rows: handing out such work costs more than doing it."""
        wanted = 1 if rows < FEW_ROWS else writer_threads()
        if wanted != self._threads:
            self.con.execute(f"SET threads = {wanted}")
            self._threads = wanted

    def sweep(self) -> None:
        """Remove raw files of loads that were not committed."""
        known = {row[0] for row in self.con.execute("SELECT raw_file FROM core.load").fetchall()}
        for file in self.raw_folder.iterdir():
            if file.name not in known:
                file.unlink()

    def noted(self, key: str) -> str:
        """Return what was remembered under a word, or an empty text."""
        rows = self.con.execute("SELECT value FROM own.note WHERE key = ?", [key]).fetchall()
        return rows[0][0] if rows else ""

    def note(self, key: str, value: str) -> None:
        """Remember a word about the record itself."""
        self.con.execute("DELETE FROM own.note WHERE key = ?", [key])
        self.con.execute("INSERT INTO own.note VALUES (?, ?)", [key, value])


@contextmanager
def transaction(con: Connection) -> Iterator[Connection]:
    """Run a block as one transaction: all of it is kept, or none."""
    con.execute("BEGIN TRANSACTION")
    try:
        yield con
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")


@contextmanager
def open_record(site: Site) -> Iterator[Record]:
    """Own the site's record until the block ends; Busy when another loader owns it."""
    folder = site.folder / "record"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as lock:
        _take(lock, site)
        shutil.rmtree(folder / "stage", ignore_errors=True)
        (folder / "stage").mkdir()
        (folder / "raw").mkdir(exist_ok=True)
        con = writer(folder / "record.duckdb", memory_limit=site.memory_limit)
        try:
            record = Record(site, con, is_outdated=_prepare(con, site))
            record.sweep()
            yield record
        finally:
            con.close()


def _take(lock, site: Site) -> None:
    import os

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        raise Busy(
            f"Another loader (process {holder}) is working on {site.folder}.",
            "one loader at a time",
            "wait for it, or stop it; pages and notebooks go on reading meanwhile",
        ) from error
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()


def _prepare(con: Connection, site: Site) -> bool:
    known = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'own' AND table_name = 'note'"
    ).fetchall()[0][0]
    wanted = schema.fingerprint(site.folder)
    if not known:
        con.execute("BEGIN TRANSACTION")
        con.execute("CREATE SCHEMA own")
        con.execute("CREATE TABLE own.note (key VARCHAR, value VARCHAR)")
        schema.create_tables(con, site.folder)
        schema.create_reference(con, site.folder)
        con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
        con.execute("COMMENT ON TABLE core.setting IS 'settings of the site · 站点设置'")
        con.execute("INSERT INTO own.note VALUES ('fingerprint', ?)", [wanted])
        con.execute("COMMIT")
        return False
    row = con.execute("SELECT value FROM own.note WHERE key = 'fingerprint'").fetchall()
    return not row or row[0][0] != wanted
