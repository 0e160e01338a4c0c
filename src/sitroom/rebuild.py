"""Rebuilds core from raw: what a new version of a table, shape or word list needs."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from sitroom.errors import SitroomError
from sitroom.journal import LoadResult
from sitroom.recognise import recognise
from sitroom.shaping import gone
from sitroom.shaping.identity import declare_key
from sitroom.shaping.mend import former, learned, mending_job, note_fixed, source_of_load
from sitroom.shaping.stage import Job
from sitroom.shaping.write import shape_and_write
from sitroom.store import schema
from sitroom.store.connect import literal
from sitroom.store.record import Record

# The journals: what was read, met, told and decided is no function of the rows themselves.
_KEPT = (
    "source",
    "load",
    "layout",
    "drift",
    "gone_row",
    "incident_link",
    "warning_acknowledgement",
)


def rebuild(record: Record) -> int:
    """Make core anew from the rows that raw keeps, load by load; return how many loads.

    The journal of loads stays; a row that was set aside and is understood now moves from
    `rows_rejected` to `rows_inserted` of its load. All of it is one transaction.
    """
    site = record.site
    with record.transaction() as con:
        there = {row[0] for row in con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'core'"
        ).fetchall()}  # fmt: skip
        kept = [table for table in _KEPT if table in there]
        for table in kept:
            con.execute(f"CREATE TEMP TABLE kept_{table} AS FROM core.{table}")
        for name in ("history", "core", "metric", "step"):
            con.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        record.note("definitions", "")
        schema.create_tables(con, site.folder)
        con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
        schema.create_reference(con, site.folder)
        for table in kept:
            con.execute(f"INSERT INTO core.{table} BY NAME FROM kept_{table}")
            con.execute(f"DROP TABLE kept_{table}")
        loads = con.execute(
            "SELECT load_id, source_id, file_name, sheet, started_at, rows_read,"
            " raw_file, recognition, mends_load FROM core.load WHERE status = 'loaded'"
            " AND raw_file <> ''"
            " ORDER BY load_id"
        ).fetchall()
        for load in loads:
            _replay(record, Loaded(*load))
        record.note("fingerprint", schema.fingerprint(site.folder))
    record.is_outdated = False
    return len(loads)


@dataclass(frozen=True)
class Loaded:
    """One load as the journal has it."""

    load_id: int
    source_id: str
    file_name: str
    sheet: str | None
    started_at: datetime
    rows_read: int
    raw_file: str
    recognition: str
    mends_load: int | None


def _replay(record: Record, load: Loaded) -> None:
    con = record.con
    job = _mending_job(record, load) if load.mends_load else _job(record, load)
    # Of what was unchanged then, raw holds only what repeated a row of the same file.
    read = con.execute(f"SELECT count(*) FROM {job.relation}").fetchall()[0][0]
    elsewhere = load.rows_read - read
    result = LoadResult(load.source_id, load.file_name, "loaded", rows_read=read)
    shape_and_write(record, job, result, is_replay=True)
    con.execute(
        "UPDATE core.load SET rows_inserted = ?, rows_updated = ?, rows_unchanged = ?,"
        " rows_rejected = ?, cells_flagged = ? WHERE load_id = ?",
        [
            result.rows_inserted, result.rows_updated, result.rows_unchanged + elsewhere,
            result.rows_rejected, result.cells_flagged, load.load_id,
        ],
    )  # fmt: skip
    if load.mends_load:
        note_fixed(record, job)
    gone.replay(con, load.load_id, load.started_at)


def _job(record: Record, load: Loaded) -> Job:
    site, told = record.site, json.loads(load.recognition)
    columns = [column["header"] for column in told["columns"]]
    relation = f"read_parquet({literal(record.raw_folder / load.raw_file)})"
    own = source_of_load(site, load.source_id)
    # Raw holds what was new: day or month first was judged on the whole file.
    order = {} if told["day_first"] is None else {"day_first": told["day_first"]}
    source = replace(
        own,
        columns=learned(record, load.source_id, columns) | own.columns,
        options=order | own.options,
    )
    recognition = recognise(
        columns, record.con, relation, source=source, site=site, file_name=load.file_name, hints={}
    )
    if set(own.key) <= set(columns):
        declare_key(recognition, own, columns)
    return Job(
        site, own, recognition, relation, columns, load.load_id, load.started_at, load.file_name,
        load.sheet,
    )  # fmt: skip


def _mending_job(record: Record, load: Loaded) -> Job:
    raw = literal(record.raw_folder / load.raw_file)
    record.con.execute(f"CREATE OR REPLACE TEMP TABLE again AS FROM read_parquet({raw})")
    was = former(record, load.mends_load or load.load_id)
    if was is None:
        raise SitroomError(f"Load {load.load_id} mends load {load.mends_load}, which is not there.")
    return mending_job(record, was, load.load_id, load.started_at)
