"""Loads files into the record: one transaction per file, and every row accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sitroom import clock, content
from sitroom.errors import SitroomError
from sitroom.journal import (
    LoadResult,
    loaded_before,
    next_load,
    note_failure,
    note_unchanged,
    write_load,
)
from sitroom.reading import Parsed, Table, parse
from sitroom.recognise import recognise
from sitroom.settings import Site, Source
from sitroom.shaping.aside import flag_cells, keep_raw, set_rows_aside
from sitroom.shaping.stage import Job, make_shaped, shapes
from sitroom.shaping.upsert import Counts, prepare, set_duplicates_aside, upsert
from sitroom.sources import files_of, know_source, source_of
from sitroom.store.connect import Connection, Error, literal
from sitroom.store.record import Record

Progress = Callable[[str, float], None]


def load_file(
    site: Site,
    record: Record,
    path: Path,
    source: Source | None = None,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[LoadResult]:
    """Load one file, all of its tables or none; a file that fails changes nothing but says so.

    Returns one result per table of the file. With `dry_run` everything is tried and undone.
    """
    tell = progress or (lambda _step, _share: None)
    source = source or source_of(site, path)
    started_at = clock.now(site.folder)
    try:
        digest = _checksum(path)
        known = [] if dry_run else loaded_before(record, source, path, digest)
        if known:
            return note_unchanged(record, known, started_at)
        tell("reading", 0.1)
        parsed = parse(path, record.stage_folder, options=reading_options(site, source))
        return _load_parsed(record, source, parsed, digest, started_at, dry_run, tell)
    except (SitroomError, Error, OSError) as error:
        if dry_run:
            raise
        return [note_failure(record, source, path, started_at, error)]


def load_source(
    site: Site, record: Record, source: Source, *, progress: Progress | None = None
) -> list[LoadResult]:
    """Load every file of a source, oldest name first."""
    return [
        result
        for path in files_of(site, source)
        for result in load_file(site, record, path, source, progress=progress)
    ]


def reading_options(site: Site, source: Source) -> dict[str, Any]:
    """Return what the parse worker is told about a source."""
    aliases = (row["aliases"] for row in content.reference("header_aliases", site.folder))
    options: dict[str, Any] = {"known_headers": sorted({w for a in aliases for w in a.split("|")})}
    if source.connector != "files":
        options |= {
            "connector": source.connector,
            "settings": source.options,
            "site": str(site.folder),
        }
    return options


def _load_parsed(
    record: Record,
    source: Source,
    parsed: Parsed,
    digest: str,
    started_at: datetime,
    dry_run: bool,
    tell: Progress,
) -> list[LoadResult]:
    results: list[LoadResult] = []
    try:
        with record.transaction() as con:
            know_source(record, source)
            for place, table in enumerate(parsed.tables):
                tell("shaping", 0.4 + 0.5 * place / len(parsed.tables))
                results.append(_load_table(record, source, parsed, table, digest, started_at))
            if not parsed.tables:
                raise SitroomError(f"{parsed.path.name} holds no table.", "rows below a header")
            if dry_run:
                raise _Undo
            tell("committing", 0.95)
            con.execute("SELECT 1")
    except _Undo:
        record.sweep()
    except BaseException:
        record.sweep()
        raise
    finally:
        for table in parsed.tables:
            table.stage.unlink(missing_ok=True)
    return results


def _load_table(
    record: Record,
    source: Source,
    parsed: Parsed,
    table: Table,
    digest: str,
    started_at: datetime,
) -> LoadResult:
    relation = f"read_parquet({literal(table.stage)})"
    headed = (source.name, *table.columns)
    weighed = replace(source, dataset=source.dataset or record.datasets.get(headed))
    recognition = recognise(
        table.columns,
        record.con,
        relation,
        source=weighed,
        site=record.site,
        file_name=parsed.path.name,
        hints=table.hints,
    )
    record.datasets[headed] = recognition.dataset
    job = Job(
        record.site, source, recognition, relation, table.columns, next_load(record), started_at,
        parsed.path.name, table.sheet, table.stage,
    )  # fmt: skip
    result = LoadResult(
        source.name,
        parsed.path.name,
        "loaded",
        load_id=job.load_id,
        dataset=recognition.dataset,
        sheet=table.sheet,
        rows_read=table.rows,
        columns_dropped=[c.header for c in recognition.columns if c.how == "dropped"],
        encoding_used=parsed.encoding,
        message="; ".join(parsed.notes),
        sha256=digest,
        recognition=recognition.as_json(),
        started_at=started_at,
    )
    shape_and_write(record, job, result)
    write_load(record, result)
    return result


def shape_and_write(
    record: Record, job: Job, result: LoadResult, *, is_replay: bool = False
) -> None:
    """Shape the job's rows, write them to core and raw, and put the counts into `result`."""
    con = record.con
    make_shaped(con, job)
    counts, repeated = Counts(), 0
    for shape in shapes(job):
        prepare(con, job, shape)
        repeated = set_duplicates_aside(con) if shape.is_primary else 0
        counts = upsert(con, job, shape)
    _settle_names(con, job)
    result.rows_rejected = set_rows_aside(con, job)
    result.cells_flagged = flag_cells(con, job)
    result.rows_inserted, result.rows_updated = counts.inserted, counts.updated
    result.rows_unchanged = counts.unchanged + repeated
    if not is_replay:
        result.raw_file = keep_raw(con, job, record.raw_folder)
    accounted = (
        result.rows_inserted + result.rows_updated + result.rows_unchanged + result.rows_rejected
    )
    if accounted != result.rows_read:
        raise SitroomError(
            f"{job.file_name}: {result.rows_read} rows were read, {accounted} are accounted for.",
            "read = in + updated + unchanged + set aside",
            "nothing was loaded; please report this file's shape as a fault of sitroom",
        )


def _settle_names(con: Connection, job: Job) -> None:
    """Give a code to rows that named a district before the districts themselves were loaded."""
    if job.recognition.dataset != "region":
        return
    for table in ("incident", "site", "team", "risk", "response_activation"):
        con.execute(
            f"UPDATE core.{table} t SET region_code = r.region_code FROM core.region_name r"
            " WHERE t.region_code IS NULL AND r.name_key = core.region_key(t.region_text)"
        )


class _Undo(Exception):
    """Ends a dry run: its transaction is rolled back."""


def _checksum(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
