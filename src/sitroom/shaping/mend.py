"""Rows that are brought again: corrected by hand, or understood since a word was learned."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sitroom.journal import LoadResult, next_load, write_load
from sitroom.recognise import recognise
from sitroom.settings import Site, Source
from sitroom.shaping.stage import Job
from sitroom.shaping.write import shape_and_write
from sitroom.store.connect import literal
from sitroom.store.record import Record


@dataclass(frozen=True)
class Former:
    """A load as the journal tells it: whose rows they were, and how they were read."""

    load_id: int
    root: int
    source_id: str
    file_name: str
    sheet: str | None
    dataset: str
    sha256: str
    raw: Path
    columns: list[str]
    key: str
    zone: str
    day_first: bool | None


def former(record: Record, load_id: int) -> Former | None:
    """Return a load that was loaded and keeps its rows, or None."""
    rows = record.con.execute(
        "SELECT load_id, coalesce(mends_load, load_id), source_id, file_name, sheet, dataset,"
        " sha256, raw_file, recognition FROM core.load WHERE load_id = ? AND status = 'loaded'",
        [load_id],
    ).fetchall()
    if not rows:
        return None
    number, root, source_id, file_name, sheet, dataset, sha256, raw_file, text = rows[0]
    told = json.loads(text)
    return Former(
        number,
        root,
        source_id,
        file_name,
        sheet,
        dataset,
        sha256,
        record.raw_folder / raw_file,
        [column["header"] for column in told["columns"]],
        told["key"],
        told["zone"],
        told["day_first"],
    )


def source_of_load(site: Site, source_id: str) -> Source:
    """Return a source by name; one that sitroom.toml does not name has default settings."""
    declared = [source for source in site.sources if source.name == source_id]
    return declared[0] if declared else Source(name=source_id)


def learned(record: Record, source_id: str, columns: list[str]) -> dict[str, str]:
    """Return which renamed headers of these columns were given which field by guess."""
    rows = record.con.execute(
        "SELECT learned FROM core.layout"
        " WHERE source_id = ? AND headers = ? AND learned IS NOT NULL",
        [source_id, sorted(columns)],
    ).fetchall()
    return json.loads(rows[-1][0]) if rows else {}


def bring_again(
    record: Record,
    was: Former,
    *,
    file_name: str,
    digest: str,
    started_at: datetime,
    message: str,
) -> LoadResult:
    """Load the rows of the temporary table `again` (a stage's columns) in place of `was`'s own."""
    job = mending_job(record, was, next_load(record), started_at)
    rows = record.con.execute("SELECT count(*) FROM again").fetchall()[0][0]
    result = LoadResult(
        was.source_id, file_name, "loaded", load_id=job.load_id, dataset=was.dataset,
        sheet=was.sheet, rows_read=rows, message=message, sha256=digest, mends_load=was.root,
        recognition=job.recognition.as_json(), started_at=started_at,
        columns_dropped=[c.header for c in job.recognition.columns if c.how == "dropped"],
    )  # fmt: skip
    shape_and_write(record, job, result)
    write_load(record, result)
    note_fixed(record, job)
    return result


def mending_job(record: Record, was: Former, load_id: int, started_at: datetime) -> Job:
    """Return the job of the rows in `again`, with columns, dates and keys read as they were then.

    They are judged on all rows of that load, with the mended ones in place of the former.
    """
    root = was if was.root == was.load_id else former(record, was.root) or was
    record.con.execute(
        f"CREATE OR REPLACE TEMP VIEW as_mended AS SELECT * FROM read_parquet({literal(root.raw)})"
        " WHERE row_no NOT IN (SELECT row_no FROM again) UNION ALL BY NAME SELECT * FROM again"
    )
    site, own = record.site, source_of_load(record.site, was.source_id)
    order = {} if was.day_first is None else {"day_first": was.day_first}
    source = replace(
        own,
        dataset=was.dataset,
        timezone=was.zone,
        columns=learned(record, was.source_id, was.columns) | own.columns,
        options=order | own.options,
    )
    recognition = recognise(
        was.columns, record.con, "as_mended", source=source, site=site, file_name=was.file_name,
        hints={},
    )  # fmt: skip
    recognition.key = was.key
    return Job(
        site, own, recognition, "again", was.columns, load_id, started_at, was.file_name,
        was.sheet, mends=was.root,
    )  # fmt: skip


def note_fixed(record: Record, job: Job) -> None:
    """Tell of each row and cell that came again whether it went in, and when."""
    at = f"TIMESTAMP {literal(job.known_at)}"
    family = f"SELECT load_id FROM core.load WHERE {job.mends} IN (load_id, mends_load)"
    for table, still in (
        ("rejected_row", "n.row_no = t.row_no"),
        ("flagged_cell", "n.field = t.field AND n.value = t.value"),
    ):
        record.con.execute(
            f"UPDATE core.{table} t SET fixed_by_load = {job.load_id}, fixed_at = CASE WHEN NOT"
            f" EXISTS (FROM core.{table} n WHERE n.load_id = {job.load_id} AND {still})"
            f" THEN {at} END WHERE t.load_id IN ({family}) AND t.load_id < {job.load_id}"
            f" AND t.fixed_by_load IS NULL AND t.row_no IN (SELECT row_no FROM again)"
        )
