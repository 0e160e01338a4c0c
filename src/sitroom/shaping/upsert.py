"""Brings shaped rows into core: new, changed or known already, each version kept."""

from __future__ import annotations

from dataclasses import dataclass

from sitroom.shaping.shape import Shape
from sitroom.shaping.stage import Job, is_small
from sitroom.store import schema
from sitroom.store.connect import Connection, identifier, literal

_PROVENANCE = (
    "source_id", "source_ref", "load_id", "row_no", "known_at", "row_hash", "other_fields",
)  # fmt: skip


@dataclass
class Counts:
    """What became of the good rows of a load."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0


def prepare(con: Connection, job: Job, shape: Shape) -> int:
    """Make `candidate`, the rows of the target table, and `incoming`, their keys and fingerprints.

    `candidate` is a view where it can be: rows are worked out again rather than held twice.
    Returns how many rows `incoming` has.
    """
    con.execute(f"CREATE OR REPLACE TEMP VIEW offered AS {_offered_sql(job, shape)}")
    given = {row[0] for row in con.execute("DESCRIBE offered").fetchall()}
    key = schema.columns_of(con, "core", shape.table)[0]
    told_elsewhere = _is_told_elsewhere(con, job, shape.table, key)
    own = _own_columns(con, shape.table)
    values = ", ".join(
        f"{_value(column, kind, default, given, told_elsewhere)} AS {identifier(column)}"
        for column, kind, default in own
    )
    join = (
        f"LEFT JOIN core.{shape.table} c ON c.{key} = o.{key}"
        f" AND c.source_id <> {literal(job.source.name)}"
    )
    names = ", ".join(identifier(column) for column, _, _ in own)
    con.execute("DROP VIEW IF EXISTS candidate; DROP TABLE IF EXISTS held")
    select = (
        f"SELECT *, hash({names}) AS row_hash FROM"
        f" (SELECT {values}, o.row_no, o.source_ref, o.other_fields"
        f" FROM offered o {join if told_elsewhere else ''})"
    )
    # What it is joined with is about to change; a few rows are held, as in make_shaped.
    if told_elsewhere or is_small(con, job):
        con.execute(f"CREATE TEMP TABLE held AS {select}")
        select = "FROM held"
    con.execute(f"CREATE TEMP VIEW candidate AS {select}")
    return _know_keys(con, job, shape, key)


def _know_keys(con: Connection, job: Job, shape: Shape, key: str) -> int:
    """Make `incoming`: each row's key, and its fingerprint where something may stand under it.

    `repeated_key` holds the keys that several rows carry. A key that is new and met once needs
    no fingerprint to be judged by.
    """
    once = " QUALIFY row_number() OVER (PARTITION BY key ORDER BY row_no) = 1"
    offered = con.execute(
        "CREATE OR REPLACE TEMP TABLE incoming AS SELECT"
        f" {key} AS key, NULL::UBIGINT AS row_hash, row_no, NULL::TIMESTAMP AS changed_at"
        f" FROM candidate{'' if shape.is_primary else once}"
    ).fetchall()[0][0]
    unrepeated = " LIMIT 0" if _are_known_to_differ(job, shape, key) else ""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated_key AS SELECT key FROM (FROM incoming{unrepeated})"
        " GROUP BY key HAVING count(*) > 1"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE met_before AS SELECT key FROM repeated_key UNION"
        f" SELECT key FROM incoming SEMI JOIN core.{shape.table} t ON t.{key} = key"
    )
    if con.execute("SELECT count(*) FROM met_before").fetchall()[0][0]:
        changed_at = "updated_at" if shape.table == "incident" else "NULL::TIMESTAMP"
        con.execute(
            "UPDATE incoming SET row_hash = c.row_hash, changed_at = c.changed_at FROM"
            f" (SELECT row_no, row_hash, {changed_at} AS changed_at FROM candidate"
            f" WHERE {key} IN (SELECT key FROM met_before)) c WHERE c.row_no = incoming.row_no"
        )
    return offered


def _are_known_to_differ(job: Job, shape: Shape, key: str) -> bool:
    """Say whether recognition saw that each row has its own number, which is the shape's key."""
    found = job.recognition
    is_number = shape.is_primary and f"s.row_key AS {key}" in shape.sql
    return is_number and bool(found.key) and found.key == found.numbered_by and found.is_unrepeated


def set_duplicates_aside(con: Connection) -> int:
    """Keep each key of `incoming` once; return how many rows only repeated another.

    Rows that carry one key and differ are judged by their `updated_at`; where that cannot tell,
    all of them go to the temporary table `conflicting`.
    """
    con.execute("CREATE OR REPLACE TEMP TABLE conflicting (row_no BIGINT)")
    if not con.execute("SELECT count(*) FROM repeated_key").fetchall()[0][0]:
        return 0
    con.execute(
        "INSERT INTO conflicting SELECT row_no FROM incoming JOIN repeated_key USING (key)"
        " QUALIFY count(DISTINCT row_hash) OVER (PARTITION BY key) > 1 AND coalesce("
        "max(changed_at) OVER (PARTITION BY key) = min(changed_at) OVER (PARTITION BY key), true)"
    )
    con.execute("DELETE FROM incoming WHERE row_no IN (SELECT row_no FROM conflicting)")
    before = con.execute("SELECT count(*) FROM incoming").fetchall()[0][0]
    con.execute(
        "DELETE FROM incoming WHERE row_no IN (SELECT row_no FROM incoming"
        " QUALIFY row_number() OVER (PARTITION BY key ORDER BY changed_at DESC, row_no) > 1)"
    )
    return before - con.execute("SELECT count(*) FROM incoming").fetchall()[0][0]


def upsert(con: Connection, job: Job, shape: Shape, offered: int) -> Counts:
    """Write `incoming` to its table; the temporary view `verdict` says what became of each row.

    `offered` is what `prepare` returned: when all of so many are new, none needs looking up.
    """
    table, key = shape.table, schema.columns_of(con, "core", shape.table)[0]
    judged = "SELECT row_no, key, 'new' AS verdict FROM incoming"
    if con.execute("SELECT count(*) FROM met_before").fetchall()[0][0]:
        judged = (
            f"SELECT i.row_no, i.key, CASE WHEN c.{key} IS NULL THEN 'new'"
            " WHEN c.row_hash = i.row_hash THEN 'same' ELSE 'changed' END AS verdict"
            f" FROM incoming i LEFT JOIN core.{table} c ON c.{key} = i.key"
        )
        # Held, for the table that it is judged by is about to change.
        con.execute(f"CREATE OR REPLACE TEMP TABLE judged AS {judged}")
        judged = "FROM judged"
    con.execute(f"CREATE OR REPLACE TEMP VIEW verdict AS {judged}")
    counted = dict(con.execute("SELECT verdict, count(*) FROM verdict GROUP BY 1").fetchall())
    counts = Counts(counted.get("new", 0), counted.get("changed", 0), counted.get("same", 0))
    if counts.updated:
        changed = "SELECT key FROM verdict WHERE verdict = 'changed'"
        con.execute(
            f"INSERT INTO history.{table} SELECT *, TIMESTAMP {literal(job.known_at)}"
            f" FROM core.{table} WHERE {key} IN ({changed})"
        )
        con.execute(f"DELETE FROM core.{table} WHERE {key} IN ({changed})")
    if counts.inserted or counts.updated:
        _insert(con, job, table, everything=shape.is_primary and counts.inserted == offered)
    return counts


def _insert(con: Connection, job: Job, table: str, *, everything: bool) -> None:
    own = ", ".join(identifier(column) for column, _, _ in _own_columns(con, table))
    wanted = " WHERE row_no IN (SELECT row_no FROM verdict WHERE verdict <> 'same')"
    con.execute(
        f"INSERT INTO core.{table} ({own}, source_id, source_ref, load_id, row_no, known_at,"
        f" row_hash, other_fields) SELECT {own}, {literal(job.source.name)}, source_ref,"
        f" {job.load_id}, row_no, TIMESTAMP {literal(job.known_at)}, row_hash, other_fields"
        f" FROM candidate{'' if everything else wanted}"
    )


def _offered_sql(job: Job, shape: Shape) -> str:
    """Return the shape's SELECT with the row's place added to what it gives."""
    head, _, tail = job.filled(shape.sql).rpartition("FROM shaped s")
    return f"{head.rstrip()},\n  s.row_no, s.source_ref, s.other_fields\nFROM shaped s{tail}"


def _own_columns(con: Connection, table: str) -> list[tuple[str, str, str | None]]:
    """Return name, type and default of a table's own columns, provenance left out."""
    columns = schema.described(con, "core", table)
    return [column for column in columns if column[0] not in _PROVENANCE]


def _value(
    column: str, kind: str, default: str | None, given: set[str], told_elsewhere: bool
) -> str:
    """Return a column's value: as offered, else as another source told it, else the default."""
    name = identifier(column)
    choices = [f"o.{name}::{kind}"] if column in given else []
    choices += [f"c.{name}"] if told_elsewhere else []
    choices += [f"({default})::{kind}"] if default and default != "NULL" else []
    choices = choices or [f"NULL::{kind}"]
    return choices[0] if len(choices) == 1 else f"coalesce({', '.join(choices)})"


def _is_told_elsewhere(con: Connection, job: Job, table: str, key: str) -> bool:
    """Say whether another source already told some of the offered rows."""
    others = f"SELECT {key} FROM core.{table} WHERE source_id <> {literal(job.source.name)}"
    if not con.execute(f"SELECT count(*) FROM ({others} LIMIT 1)").fetchall()[0][0]:
        return False
    return bool(
        con.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM offered WHERE {key} IN ({others}) LIMIT 1)"
        ).fetchall()[0][0]
    )
