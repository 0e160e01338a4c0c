"""The record: one DuckDB file that one loader process owns and writes."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sitroom.errors import Busy
from sitroom.settings import Site
from sitroom.store import schema
from sitroom.store.connect import Connection, writer


@dataclass
class Record:
    """The open record of a site; `is_outdated` says that core must be rebuilt from raw."""

    site: Site
    con: Connection
    is_outdated: bool = False
    # What publishing needs: the tables that changed since, and the file that was published last.
    changed: set[str] = field(default_factory=set)
    published_file: Path | None = None

    @property
    def stage_folder(self) -> Path:
        """Where the parse worker puts what it read; emptied at every start."""
        return self.site.folder / "record" / "stage"

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Run a block as one transaction: all of it is kept, or none."""
        self.con.execute("BEGIN TRANSACTION")
        try:
            yield self.con
        except BaseException:
            self.con.execute("ROLLBACK")
            raise
        self.con.execute("COMMIT")

    def note(self, key: str, value: str) -> None:
        """Remember a word about the record itself."""
        self.con.execute("DELETE FROM raw.note WHERE key = ?", [key])
        self.con.execute("INSERT INTO raw.note VALUES (?, ?)", [key, value])


@contextmanager
def open_record(site: Site) -> Iterator[Record]:
    """Own the site's record until the block ends; Busy when another loader owns it."""
    folder = site.folder / "record"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as lock:
        _take(lock, site)
        shutil.rmtree(folder / "stage", ignore_errors=True)
        (folder / "stage").mkdir()
        con = writer(folder / "record.duckdb", memory_limit=site.memory_limit)
        try:
            yield Record(site, con, is_outdated=_prepare(con, site))
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
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'raw' AND table_name = 'note'"
    ).fetchall()[0][0]
    wanted = schema.fingerprint(site.folder)
    if not known:
        con.execute("BEGIN TRANSACTION")
        con.execute("CREATE SCHEMA raw")
        con.execute("CREATE TABLE raw.note (key VARCHAR, value VARCHAR)")
        con.execute(
            "CREATE TABLE raw.shape (raw_table VARCHAR, source_id VARCHAR, columns VARCHAR[])"
        )
        schema.create_tables(con, site.folder)
        schema.create_reference(con, site.folder)
        con.execute("INSERT INTO raw.note VALUES ('fingerprint', ?)", [wanted])
        con.execute("COMMIT")
        return False
    row = con.execute("SELECT value FROM raw.note WHERE key = 'fingerprint'").fetchall()
    return not row or row[0][0] != wanted
