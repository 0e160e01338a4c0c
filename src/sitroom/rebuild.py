"""Rebuilds core from raw: what a new version of a table, shape or word list needs."""

from __future__ import annotations

import json

from sitroom.journal import LoadResult
from sitroom.load import shape_and_write
from sitroom.recognise import recognise
from sitroom.settings import Site, Source
from sitroom.shaping.stage import Job
from sitroom.store import schema
from sitroom.store.connect import literal
from sitroom.store.record import Record

_KEPT = ("source", "load")


def rebuild(record: Record) -> int:
    """Make core anew from the rows that raw keeps, load by load; return how many loads.

    The journal of loads stays; a row that was set aside and is understood now moves from
    `rows_rejected` to `rows_inserted` of its load. All of it is one transaction.
    """
    site = record.site
    with record.transaction() as con:
        for table in _KEPT:
            con.execute(f"CREATE TEMP TABLE kept_{table} AS FROM core.{table}")
        for name in ("history", "core", "metric"):
            con.execute(f"DROP SCHEMA {name} CASCADE")
        schema.create_tables(con, site.folder)
        con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
        schema.create_reference(con, site.folder)
        for table in _KEPT:
            con.execute(f"INSERT INTO core.{table} BY NAME FROM kept_{table}")
            con.execute(f"DROP TABLE kept_{table}")
        loads = con.execute(
            "SELECT load_id, source_id, file_name, sheet, started_at, rows_read, rows_unchanged,"
            " raw_file, recognition FROM core.load WHERE status = 'loaded' ORDER BY load_id"
        ).fetchall()
        for load in loads:
            _replay(record, *load)
        record.note("fingerprint", schema.fingerprint(site.folder))
    record.is_outdated = False
    return len(loads)


def _replay(
    record: Record,
    load_id: int,
    source_id: str,
    file_name: str,
    sheet: str | None,
    started_at,
    rows_read: int,
    rows_unchanged: int,
    raw_file: str,
    recognition_text: str,
) -> None:
    con, site = record.con, record.site
    columns = [column["header"] for column in json.loads(recognition_text)["columns"]]
    relation = f"read_parquet({literal(record.raw_folder / raw_file)})"
    recognition = recognise(
        columns, con, relation, source=_source(site, source_id), site=site,
        file_name=file_name, hints={},
    )  # fmt: skip
    job = Job(
        site, _source(site, source_id), recognition, relation, columns, load_id, started_at,
        file_name, sheet,
    )  # fmt: skip
    # What was unchanged then is not in raw: it stands in an earlier load.
    result = LoadResult(source_id, file_name, "loaded", rows_read=rows_read - rows_unchanged)
    shape_and_write(record, job, result, is_replay=True)
    con.execute(
        "UPDATE core.load SET rows_inserted = ?, rows_updated = ?, rows_unchanged = ?,"
        " rows_rejected = ?, cells_flagged = ? WHERE load_id = ?",
        [
            result.rows_inserted, result.rows_updated, result.rows_unchanged + rows_unchanged,
            result.rows_rejected, result.cells_flagged, load_id,
        ],
    )  # fmt: skip


def _source(site: Site, source_id: str) -> Source:
    declared = [source for source in site.sources if source.name == source_id]
    return declared[0] if declared else Source(name=source_id)
