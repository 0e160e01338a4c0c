"""Tables and queries of a database, streamed within one read-only session into a file of texts."""

from __future__ import annotations

import json
import socket
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sitroom.errors import SitroomError, Unreachable, UsageError
from sitroom.fetching.carried import Carried, file_name, folder_of
from sitroom.fetching.declared import How, how
from sitroom.fetching.hosts import Door
from sitroom.fetching.patience import Unanswered
from sitroom.reading.refusal import refuse
from sitroom.settings import Site, Source, secret

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_DRIVERS = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql", "sqlite": "sqlite"}
_PORTS = {"postgresql": 5432, "mysql": 3306}
_AT_ONCE = 5_000
_READS = ("select", "with", "values", "table")


def fetch_rows(site: Site, source: Source) -> Carried:
    """Fetch what a query or a table holds as one JSON object a line, every value a text."""
    made = how(source)
    try:
        from sqlalchemy.exc import DBAPIError

        engine = _engine(site, source, made)
    except ImportError as error:
        raise UsageError(
            f"Source `{source.name}` is a database, and {error.name} is not installed.",
            'pip install "sitroom[sql]"',
        ) from error
    file = folder_of(site, source) / file_name(source, suffix=".ndjson")
    try:
        with _connected(engine) as con, file.open("w", encoding="utf-8") as out:
            _guard(con, made)
            rows = con.execution_options(stream_results=True, max_row_buffer=_AT_ONCE).execute(
                _asked(made)
            )
            names = _named(list(rows.keys()))
            for number, row in enumerate(rows, 1):
                if number > made.max_rows:
                    raise refuse(
                        "E_TOO_LARGE",
                        f"It holds more than {made.max_rows:,} rows.",
                        "fewer rows",
                        "ask for less in the query, or raise fetch.max_rows",
                    )
                cells = dict(zip(names, map(_as_text, row), strict=True))
                out.write(json.dumps(cells, ensure_ascii=False) + "\n")
    except DBAPIError as error:
        raise _in_words(error, made) from error
    finally:
        engine.dispose()
    return Carried(source, [file])


def _engine(site: Site, source: Source, made: How) -> Engine:
    from sqlalchemy import create_engine, make_url

    url = make_url(source.url)
    kind = url.get_backend_name()
    url = url.set(drivername=_DRIVERS[kind])
    if kind == "sqlite":
        return create_engine(_read_only(site, url))
    if made.user:
        url = url.set(username=secret(made.user))
    if made.password:
        url = url.set(password=secret(made.password))
    address = Door.of(source.url).addresses(url.host or "", url.port or _PORTS[kind])[0]
    more: dict[str, Any] = {"connect_timeout": 10}
    if kind == "postgresql":
        # Connected to the address that was checked, whatever the name means a moment later.
        more |= {"hostaddr": address, "options": "-c default_transaction_read_only=on"}
    engine = create_engine(url, connect_args=more)
    if kind == "mysql":
        _pin(engine, address, url.port or _PORTS[kind])
    return engine


def _pin(engine: Engine, address: str, port: int) -> None:
    """Let PyMySQL connect to the address that was checked; names are for certificates only."""
    from sqlalchemy import event

    def connected(dialect: Any, _record: Any, args: list[Any], more: dict[str, Any]) -> Any:
        con = dialect.loaded_dbapi.connect(*args, **more, defer_connect=True)
        con.connect(socket.create_connection((address, port), timeout=more["connect_timeout"]))
        return con

    event.listen(engine, "do_connect", connected)


def _read_only(site: Site, url: URL) -> URL:
    file = site.folder / (url.database or "")
    if not url.database or not file.is_file():
        raise UsageError(
            f"There is no database file {file}.", "sqlite:///file.db, from the site's folder"
        )
    return url.set(database=f"file:{file}", query={"mode": "ro", "uri": "true"})


def _connected(engine: Engine) -> Connection:
    from sqlalchemy.exc import OperationalError

    try:
        return engine.connect()
    except OperationalError as error:
        raise Unanswered(f"It does not answer: {_first_line(error)}") from error


def _guard(con: Connection, made: How) -> None:
    """Let the session change nothing, and end a statement that takes too long."""
    kind, seconds = con.dialect.name, made.seconds
    if kind == "postgresql":
        con.exec_driver_sql(f"SET statement_timeout = '{seconds}s'")
        con.exec_driver_sql("SET TIME ZONE 'UTC'")
    elif kind == "sqlite":
        con.exec_driver_sql("PRAGMA query_only = ON")
    else:
        con.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
        is_mariadb = getattr(con.dialect, "is_mariadb", False)
        limit = (
            f"max_statement_time = {seconds}"
            if is_mariadb
            else f"max_execution_time = {seconds}000"
        )
        con.exec_driver_sql(f"SET SESSION {limit}")
        con.exec_driver_sql("SET time_zone = '+00:00'")


def _asked(made: How) -> Any:
    from sqlalchemy import literal_column, select, table, text

    if made.table:
        schema, _, name = made.table.rpartition(".")
        return select(literal_column("*")).select_from(table(name, schema=schema or None))
    query = made.query.strip().rstrip(";")
    if not query.lower().startswith(_READS) or ";" in query:
        raise UsageError(f"fetch.query is {made.query[:100]!r}.", "one SELECT")
    return text(query.replace(":", r"\:"))


def _named(keys: list[str]) -> list[str]:
    """Return the columns' names, a number behind those that are there already."""
    return [f"{key} {n}" if (n := keys[:i].count(key)) else key for i, key in enumerate(keys)]


def _as_text(value: Any) -> str | None:
    """Return a value as text; an instant with a zone keeps it."""
    match value:
        case None:
            return None
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case dict() | list():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _in_words(error: Exception, made: How) -> SitroomError:
    said = _first_line(error)
    if any(word in said.lower() for word in ("timeout", "max_statement_time", "execution time")):
        return Unreachable(
            f"Its answer did not come within {made.seconds} s.", "a faster query", code="E_SLOW"
        )
    return SitroomError(
        f"It refuses the query: {said}",
        "one SELECT that it answers",
        "try it there",
        code="E_QUERY",
    )


def _first_line(error: Exception) -> str:
    return (str(getattr(error, "orig", "") or error).strip().splitlines() or [""])[0][:300]
