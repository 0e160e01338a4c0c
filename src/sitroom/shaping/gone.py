"""Rows that a full snapshot of their source no longer holds: closed, or removed into history."""

from __future__ import annotations

from datetime import datetime

from sitroom.errors import UnreadableFile
from sitroom.journal import LoadResult
from sitroom.settings import Source
from sitroom.shaping.shape import Shape
from sitroom.shaping.stage import Job
from sitroom.store import schema
from sitroom.store.connect import Connection, literal

# What has ended already does not vanish: a list of open incidents leaves the closed ones out.
_ALIVE = (
    "gone_at IS NULL AND closed_at IS NULL AND status NOT IN ('closed', 'false_alarm', 'merged')"
)


def expect(con: Connection) -> None:
    """Begin to remember which rows the tables of one file hold."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE seen_key (table_name VARCHAR, load_id BIGINT, key VARCHAR)"
    )


def note_seen(con: Connection, job: Job, shape: Shape) -> None:
    """Remember the keys of a table of the file; a row set aside is there all the same."""
    place = f"{literal(shape.table)}, {job.load_id}"
    numbered = f"{literal(job.key_space)} || ':' || source_ref"
    con.execute(
        f"INSERT INTO seen_key SELECT {place}, NULL"
        f" UNION ALL SELECT {place}, key FROM incoming"
        f" UNION ALL SELECT {place}, key FROM repeated_key"
        f" UNION ALL SELECT {place}, {numbered} FROM checked"
        " WHERE source_ref IS NOT NULL AND (problem IS NOT NULL OR row_failures <> 0)"
    )


def settle(con: Connection, source: Source, results: list[LoadResult], at: datetime) -> None:
    """Close or remove what a file of a snapshot source no longer holds, and count it.

    Raises UnreadableFile E_EMPTY_SNAPSHOT when more would vanish than the source allows.
    """
    if source.gone == "keep":
        return
    tables = con.execute(
        "SELECT table_name, min(load_id), count(key) FROM seen_key GROUP BY 1 ORDER BY 1"
    ).fetchall()
    for table, load_id, seen in tables:
        action = "close" if source.gone == "close" and table == "incident" else "remove"
        _look_for_vanished(con, source, table, action)
        vanished = con.execute("SELECT count(*) FROM vanished").fetchall()[0][0]
        own = {row[0] for row in con.execute(
            "SELECT DISTINCT load_id FROM seen_key WHERE table_name = ?", [table]
        ).fetchall()}  # fmt: skip
        mine = [result for result in results if result.load_id in own]
        _guard(source, mine, table, seen, vanished)
        _apply(con, table, action, load_id, at)
        con.execute(
            "INSERT INTO core.gone_row SELECT ?, ?, ?, key, ?, ? FROM vanished",
            [load_id, source.name, table, action, at],
        )
        con.execute("UPDATE core.load SET rows_gone = ? WHERE load_id = ?", [vanished, load_id])
        mine[0].rows_gone = vanished


def replay(con: Connection, load_id: int, at: datetime) -> None:
    """Close or remove again what had vanished with a load, as its journal tells."""
    entries = con.execute(
        "SELECT DISTINCT table_name, action FROM core.gone_row WHERE load_id = ?", [load_id]
    ).fetchall()
    for table, action in entries:
        con.execute(
            "CREATE OR REPLACE TEMP TABLE vanished AS SELECT row_key AS key FROM core.gone_row"
            " WHERE load_id = ? AND table_name = ? AND action = ?",
            [load_id, table, action],
        )
        _apply(con, table, action, load_id, at)


def _look_for_vanished(con: Connection, source: Source, table: str, action: str) -> None:
    key = _key(con, table)
    alive = f" AND {_ALIVE}" if action == "close" else ""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE vanished AS SELECT {key} AS key FROM core.{table}"
        f" ANTI JOIN (SELECT key AS seen FROM seen_key WHERE table_name = {literal(table)}"
        f" AND key IS NOT NULL) ON seen = {key}"
        f" WHERE source_id = {literal(source.name)}{alive}"
    )


def _guard(source: Source, results: list[LoadResult], table: str, seen: int, vanished: int) -> None:
    if source.gone_most >= 1:
        return
    still = sum(result.rows_updated + result.rows_unchanged for result in results)
    if seen and vanished <= source.gone_most * (vanished + still):
        return
    name = results[0].file_name
    raise UnreadableFile(
        f"{name} is a full snapshot of source `{source.name}` and holds {seen:,} rows of"
        f" `{table}`; {vanished:,} of {vanished + still:,} known rows would be gone.",
        f"at most {source.gone_most:.0%} of the known rows gone at once",
        "nothing was changed; check that the export is whole, or allow it for this source:"
        " gone_most = 1",
        code="E_EMPTY_SNAPSHOT",
    )


def _apply(con: Connection, table: str, action: str, load_id: int, at: datetime) -> None:
    key, instant = _key(con, table), f"TIMESTAMP {literal(at)}"
    gone = f"{key} IN (SELECT key FROM vanished)"
    con.execute(f"INSERT INTO history.{table} SELECT *, {instant} FROM core.{table} WHERE {gone}")
    if action == "remove":
        con.execute(f"DELETE FROM core.{table} WHERE {gone}")
        return
    # Without a fingerprint the row is another one when its source holds it again: it reopens.
    con.execute(
        f"UPDATE core.{table} SET status = 'closed', is_status_given = false,"
        f" closed_at = {instant}, gone_at = {instant}, known_at = {instant},"
        f" load_id = {load_id}, row_no = NULL, row_hash = NULL WHERE {gone}"
    )


def _key(con: Connection, table: str) -> str:
    return schema.columns_of(con, "core", table)[0]
