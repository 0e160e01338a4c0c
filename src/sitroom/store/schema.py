"""Makes schemas, tables and macros from the files under data/."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sitroom import content
from sitroom.content import AT_ITS_MOMENT, Query
from sitroom.errors import SitroomError
from sitroom.paths import added_words, content_folder
from sitroom.paths import content as content_files
from sitroom.store.connect import ENGINE_VERSION, Connection, Error, identifier, literal

EVERYTHING_KNOWN = datetime(9999, 12, 31)
_EVERYTHING = f"TIMESTAMP {literal(EVERYTHING_KNOWN)}"


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
    """Load every reference list into core.<list>; a column is a number when all of it is.

    A site's own list keeps words where the built-in one has them: `2` alone is as good as `1|2`.
    """
    for name, file in content_files("reference", site).items():
        con.execute(
            f"CREATE OR REPLACE TABLE core.{name} AS FROM read_csv({literal(file)},"
            " all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
        )
        _add_columns(con, name)
        if name in added_words(site):
            _fill_with(con, name, content.reference(name, site))
        words = _columns_of_words(name) if site else set()
        for column in columns_of(con, "core", name):
            if column not in words and _all_numbers(con, name, identifier(column)):
                con.execute(f"ALTER TABLE core.{name} ALTER {identifier(column)} TYPE DOUBLE")


def _add_columns(con: Connection, name: str) -> None:
    """Add the columns that the built-in list has and the site's own file leaves out."""
    built_in = content_folder("reference") / f"{name}.csv"
    if built_in.is_file():
        there = columns_of(con, "core", name)
        for column in content.columns(built_in):
            if column not in there:
                con.execute(f"ALTER TABLE core.{name} ADD COLUMN {identifier(column)} VARCHAR")


def _columns_of_words(name: str) -> set[str]:
    """Return the columns of a built-in list that not only numbers stand in."""
    if not (content_folder("reference") / f"{name}.csv").is_file():
        return set()
    return {
        column
        for row in content.reference(name)
        for column, value in row.items()
        if value and not value.lstrip("-").replace(".", "", 1).isdigit()
    }


def _fill_with(con: Connection, name: str, rows: list[dict[str, str]]) -> None:
    con.execute(f"DELETE FROM core.{name}")
    names, marks = ", ".join(map(identifier, rows[0])), ", ".join("?" for _ in rows[0])
    con.executemany(
        f"INSERT INTO core.{name} ({names}) VALUES ({marks})",
        [[v or None for v in row.values()] for row in rows],
    )


def create_metrics(con: Connection, published_at: datetime, site: Path | None = None) -> None:
    """Create metric.<name>(as_of, known_as_of), for anyone's SQL, and step.<name>, for `Answers`.

    The default moment is that of publishing. A step reads the metrics below it by the bare names
    metric_<other>, which whoever asks makes once for all steps: a macro is put in wherever it is
    called, and planning hundreds of copies of the same few was most of what reading cost.
    """
    set_published_at(con, published_at)
    con.execute("CREATE SCHEMA IF NOT EXISTS step")
    work_out_timeless(con, site)
    queries = content.metrics(site)
    selects = [query for query in content.in_order_of_use(queries) if not query.is_computed]
    read_below = content.kept_below([query.name for query in selects], queries)
    try:
        for query in selects:
            _create_metric(con, query, queries, is_read=query.name in read_below)
    finally:
        for name in read_below:
            con.execute(f"DROP TABLE IF EXISTS temp.metric_{name}")


def work_out_timeless(con: Connection, site: Path | None = None) -> None:
    """Fill timeless.<name> for each metric that says the same of every moment.

    They are made of reference lists and settings, so they change when one of those does: the
    rules of a hundred laws need not be put in order again for every question.
    """
    con.execute("DROP SCHEMA IF EXISTS timeless CASCADE; CREATE SCHEMA timeless")
    for query in content.metrics(site).values():
        if query.is_timeless:
            con.execute(f"CREATE OR REPLACE TABLE timeless.{query.name} AS {query.sql}")


def set_published_at(con: Connection, published_at: datetime) -> None:
    """Say the moment that a metric answers for when none is named."""
    con.execute(f"CREATE OR REPLACE MACRO core.published_at() AS TIMESTAMP {literal(published_at)}")


def _create_metric(
    con: Connection, query: Query, queries: Mapping[str, Query], *, is_read: bool
) -> None:
    name, takes = query.name, "".join(f", {one} := NULL::TIMESTAMP" for one in query.takes)
    asked = f"as_of := core.published_at(), known_as_of := {_EVERYTHING}{takes}"
    # What is materialized above a metric reads each of its columns, asked for or not.
    how = "" if query.is_kept else "NOT MATERIALIZED "
    named = [
        part
        for one in content.kept_below([name], queries)
        for part in (*_taken(queries[one]), f"metric_{one} AS {how}(FROM {_step(queries[one])})")
    ]
    named += _taken(query, asked_for=True)
    step = AT_ITS_MOMENT.sub(lambda m: _read_as(queries.get(m[1]), m[0]), query.sql)
    if query.is_timeless:
        step = f"FROM timeless.{name}"
    whole = f"{'WITH ' if named else ''}{', '.join(named)} FROM {_step(query)}"
    try:
        con.execute(f"CREATE OR REPLACE MACRO step.{name}({asked}) AS TABLE {step}")
        con.execute(f"CREATE OR REPLACE MACRO metric.{name}({asked}) AS TABLE {whole}")
        if is_read:
            # A macro can only be made when all that it names is there.
            con.execute(f"CREATE OR REPLACE TEMP TABLE metric_{name} AS FROM step.{name}() LIMIT 0")
    except Error as error:
        raise SitroomError(
            f"The metric in {query.path} cannot be made: {error}",
            "one SELECT that reads core tables and other metrics",
        ) from error


def _step(query: Query) -> str:
    """Return the call of a step about its reader's moment, with what else it takes."""
    taken = "".join(f", {one} := (SELECT t.{one} FROM taken_{query.name} t)" for one in query.takes)
    return f"step.{query.name}(as_of := as_of, known_as_of := known_as_of{taken})"


def _taken(query: Query, *, asked_for: bool = False) -> list[str]:
    """Return, as a named SELECT, what a metric takes: what was asked for, else its default.

    The name is the metric's own: an argument is read where it is used, and there the moment may
    be another one.
    """
    values, metrics = [], {}
    for name, default in query.takes.items():
        metric, _, column = default.rpartition(".")
        value = f"metric_{metric}.{column}" if metric else default
        metrics |= {f"metric_{metric}": None} if metric else {}
        values.append(f"coalesce({name}, {value}) AS {name}" if asked_for else f"{value} AS {name}")
    source = f" FROM {', '.join(metrics)}" if metrics else ""
    return [f"taken_{query.name} AS (SELECT {', '.join(values)}{source})"] if values else []


def _read_as(used: Query | None, told: str) -> str:
    """Return how a step reads another metric at its own moment."""
    if used is None:
        return told
    if used.is_timeless:
        return f"timeless.{used.name}"
    if used.is_kept:
        return f"metric_{used.name}"
    return told if used.takes else told.replace("metric.", "step.", 1)


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


def definitions(site: Path | None = None) -> str:
    """Return a checksum of what the macros are made of: a change means that they are made anew."""
    digest = hashlib.sha256(fingerprint(site).encode())
    for name, file in sorted(content_files("metrics", site).items()):
        digest.update(name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _all_numbers(con: Connection, table: str, column: str) -> bool:
    row = con.execute(
        f"SELECT count({column}) > 0 AND count({column}) = count(TRY_CAST({column} AS DOUBLE))"
        f" AND NOT bool_or(regexp_matches({column}, '^0[0-9]')) FROM core.{table}"
    ).fetchone()
    return bool(row and row[0])
