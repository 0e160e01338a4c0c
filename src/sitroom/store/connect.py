"""The only module that opens DuckDB."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import duckdb

Connection = duckdb.DuckDBPyConnection
Relation = duckdb.DuckDBPyRelation
Error = duckdb.Error
CatalogError = duckdb.CatalogException
ENGINE_VERSION = duckdb.__version__

# Nothing is fetched while running: an unknown function is an error, never a download.
_NOTHING_FROM_OUTSIDE: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# Texts that repeat (kinds, districts, statuses) are written for a third less, and any DuckDB from
# this version on opens what is published.
_OLDEST_READER = "v1.4.0"
# Up to here a second thread costs a page's reading a fifth more computing and saves no time.
_SMALL_FILE_BYTES = 64_000_000


def writer(path: Path, *, memory_limit: str = "4GB") -> Connection:
    """Open the record for writing; its folder also holds what does not fit into memory."""
    con = duckdb.connect(
        str(path),
        config={
            **_NOTHING_FROM_OUTSIDE,
            "memory_limit": memory_limit,
            "threads": writer_threads(),
            "temp_directory": str(path.parent / "spill"),
            "storage_compatibility_version": _OLDEST_READER,
        },
    )
    _plain(con)
    con.execute("SET preserve_insertion_order = true")
    return cast(Connection, _Writer(con))


def writer_threads() -> int:
    """Return how many threads a loader may use: one core is left to those who read meanwhile.

    On two cores one thread inserted 200,000 rows with half the computing of two (0.95 against 1.77
    CPU-seconds), measured once beside other work.
    """
    return max(1, (os.cpu_count() or 2) - 1)


class _Writer:
    """A connection that never asks whether a bound value is one of pandas.

    DuckDB imports pandas at the first bound value to find out, which costs the process that loads
    more than a small file does.
    """

    def __init__(self, con: Connection):
        self._con = con

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)

    def execute(self, query: str, values: object = None) -> Connection:
        if values is None:
            return self._con.execute(query)
        with without_pandas():
            return self._con.execute(query, values)

    def executemany(self, query: str, values: object) -> Connection:
        with without_pandas():
            return self._con.executemany(query, values)


@contextmanager
def without_pandas() -> Iterator[None]:
    """Keep DuckDB from importing pandas, which it does when it is given values: it is slow."""
    absent = "pandas" not in sys.modules
    if absent:
        sys.modules["pandas"] = cast(Any, None)
    try:
        yield
    finally:
        if absent:
            del sys.modules["pandas"]


def reader(path: Path, *, memory_limit: str = "2GB") -> Connection:
    """Open a published file read-only, shut off from every other file and from changes to that."""
    config = {**_NOTHING_FROM_OUTSIDE, "memory_limit": memory_limit}
    if path.is_file() and path.stat().st_size < _SMALL_FILE_BYTES:
        config["threads"] = 1
    con = duckdb.connect(str(path), read_only=True, config=config)
    _plain(con)
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
    return con


def scratch(
    *, memory_limit: str = "1GB", threads: int | None = None, temp: Path | None = None
) -> Connection:
    """Open an empty database in memory, for the parse worker and for trying things."""
    config: dict[str, Any] = {**_NOTHING_FROM_OUTSIDE, "memory_limit": memory_limit}
    if threads:
        config["threads"] = threads
    if temp:
        config["temp_directory"] = str(temp)
    con = duckdb.connect(config=config)
    _plain(con)
    return con


def _plain(con: Connection) -> None:
    # Global, so that it holds for the cursors too.
    con.execute("SET GLOBAL TimeZone = 'UTC'")
    # Progress is told by the command line, on standard error.
    # A notebook without ipywidgets has no bar and refuses to hear of one.
    with suppress(Error):
        con.execute("SET enable_progress_bar = false")


def literal(value: object) -> str:
    """Return a value as an SQL literal, for statements that take no bound values."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + str(value).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """Return a name quoted as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
