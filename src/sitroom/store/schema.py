"""Makes schemas, tables and macros from the files under data/."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from pathlib import Path

from sitroom import content
from sitroom.content import Query
from sitroom.errors import SitroomError
from sitroom.paths import added_words, content_folder
from sitroom.paths import content as content_files
from sitroom.store.connect import ENGINE_VERSION, Connection, Error, identifier, literal

EVERYTHING_KNOWN = datetime(9999, 12, 31)
# Another metric, asked about the same moment.
_AT_THIS_MOMENT = re.compile(
    r"\bmetric\.(\w+)\(\s*as_of\s*:=\s*as_of\s*,\s*known_as_of\s*:=\s*known_as_of\s*\)"
)


def is_fact(ddl: str) -> bool:
    """Say whether a table holds facts, which carry provenance and keep superseded versions."""
    return ddl.startswith("-- kind: fact")


def fact_tables(site: Path | None = None) -> list[str]:
    """Return the names of the tables that hold facts."""
    return [name for name, ddl in content.tables(site).items() if is_fact(ddl)]


def create_tables(con: Connection, site: Path | None = None) -> None:
    """Create core and history with every table, column comment and shared macro."""
    con.execute("CREATE SCHEMA core; CREATE SCHEMA history; CREATE SCHEMA metric")
    files = content_files("tables", site)
    con.execute(files["_macros"].read_text(encoding="utf-8"))
    provenance = files["_provenance"].read_text(encoding="utf-8")
    for name, ddl in content.tables(site).items():
        con.execute(ddl)
        if is_fact(ddl):
            con.execute(provenance.replace("{table}", name))
            con.execute(
                f"CREATE TABLE history.{name} AS"
                f" SELECT *, NULL::TIMESTAMP AS known_until FROM core.{name} LIMIT 0"
            )
    con.execute(files["_views"].read_text(encoding="utf-8"))


def create_known_macros(con: Connection, site: Path | None = None) -> None:
    """Create core.<table>_known(k): the rows of a table as they were known at the instant k."""
    for name in fact_tables(site):
        columns = ", ".join(identifier(column) for column in columns_of(con, "core", name))
        con.execute(
            f"CREATE OR REPLACE MACRO core.{name}_known(k) AS TABLE"
            f" SELECT {columns} FROM core.{name} WHERE known_at <= k"
            f" UNION ALL SELECT {columns} FROM history.{name}"
            f" WHERE known_at <= k AND known_until > k"
        )


def create_reference(con: Connection, site: Path | None = None) -> None:
    """Load every reference list into core.<list>; a column is a number when all of it is."""
    for name, file in content_files("reference", site).items():
        con.execute(
            f"CREATE OR REPLACE TABLE core.{name} AS FROM read_csv({literal(file)},"
            " all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
        )
        _add_columns(con, name)
        if name in added_words(site):
            _fill_with(con, name, content.reference(name, site))
        for column in columns_of(con, "core", name):
            if _all_numbers(con, name, identifier(column)):
                con.execute(f"ALTER TABLE core.{name} ALTER {identifier(column)} TYPE DOUBLE")


def _add_columns(con: Connection, name: str) -> None:
    """Add the columns that the built-in list has and the site's own file leaves out."""
    built_in = content_folder("reference") / f"{name}.csv"
    if built_in.is_file():
        there = columns_of(con, "core", name)
        for column in content.columns(built_in):
            if column not in there:
                con.execute(f"ALTER TABLE core.{name} ADD COLUMN {identifier(column)} VARCHAR")


def _fill_with(con: Connection, name: str, rows: list[dict[str, str]]) -> None:
    con.execute(f"DELETE FROM core.{name}")
    names, marks = ", ".join(map(identifier, rows[0])), ", ".join("?" for _ in rows[0])
    con.executemany(
        f"INSERT INTO core.{name} ({names}) VALUES ({marks})",
        [[v or None for v in row.values()] for row in rows],
    )


def create_metrics(con: Connection, published_at: datetime, site: Path | None = None) -> None:
    """Create metric.<name>(as_of, known_as_of); the default moment is that of publishing."""
    defaults = (
        f"as_of := TIMESTAMP {literal(published_at)},"
        f" known_as_of := TIMESTAMP {literal(EVERYTHING_KNOWN)}"
    )
    queries = content.metrics(site)
    # One that takes more than a moment is put in where it is called.
    shared = {name: one for name, one in queries.items() if not (one.takes or one.is_computed)}
    for query in content.in_order_of_use(queries):
        if query.is_computed:
            continue
        more = "".join(f", {name} := NULL::TIMESTAMP" for name in query.takes)
        select = _read_once(query, shared)
        try:
            con.execute(
                f"CREATE OR REPLACE MACRO metric.{query.name}({defaults}{more}) AS TABLE {select}"
            )
        except Error as error:
            raise SitroomError(
                f"The metric in {query.path} cannot be made: {error}",
                "one SELECT that reads core tables and other metrics",
            ) from error


def _read_once(query: Query, shared: dict[str, Query]) -> str:
    """Return a metric's SELECT with every shared one below it named once, however often it is read.

    A macro is put in wherever it is called: a metric ten levels up would be planned out of
    hundreds of copies of the same few, and planning is most of what reading costs.
    """
    below: dict[str, Query] = {}

    def add(one: Query) -> None:
        for name in _AT_THIS_MOMENT.findall(one.sql):
            if name in shared and name not in below:
                add(shared[name])
                below[name] = shared[name]

    def named(sql: str) -> str:
        return _AT_THIS_MOMENT.sub(lambda m: f"metric_{m[1]}" if m[1] in below else m[0], sql)

    add(query)
    if not below:
        return query.sql
    parts = ",\n".join(f"metric_{name} AS (\n{named(one.sql)}\n)" for name, one in below.items())
    return f"WITH {parts}\nSELECT * FROM (\n{named(query.sql)}\n)"


def columns_of(con: Connection, schema: str, table: str) -> list[str]:
    """Return the column names of a table of the current database, in order."""
    return [name for name, _, _ in described(con, schema, table)]


def described(con: Connection, schema: str, table: str) -> list[tuple[str, str, str | None]]:
    """Return name, type and default of each column; far cheaper than asking duckdb_columns()."""
    rows = con.execute(f"FROM pragma_table_info({literal(f'{schema}.{table}')})").fetchall()
    return [(name, kind, default) for _, name, kind, _, default, _ in rows]


def fingerprint(site: Path | None = None) -> str:
    """Return a checksum of all that core is a function of besides raw: a change means a rebuild."""
    digest = hashlib.sha256(ENGINE_VERSION.encode())
    for kind in ("tables", "shapes", "reference"):
        for name, file in sorted(content_files(kind, site).items()):
            digest.update(name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _all_numbers(con: Connection, table: str, column: str) -> bool:
    row = con.execute(
        f"SELECT count({column}) > 0 AND count({column}) = count(TRY_CAST({column} AS DOUBLE))"
        f" AND NOT bool_or(regexp_matches({column}, '^0[0-9]')) FROM core.{table}"
    ).fetchone()
    return bool(row and row[0])
