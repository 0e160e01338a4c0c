"""The journal of loads: one row of core.load per file or sheet, whatever became of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sitroom import clock
from sitroom.recognise import mask_text, plain_name
from sitroom.settings import Source
from sitroom.sources import know_source
from sitroom.store.record import Record


@dataclass
class LoadResult:
    """What one load did; `status` is loaded, unchanged or failed."""

    source_id: str
    file_name: str
    status: str
    load_id: int = 0
    dataset: str | None = None
    sheet: str | None = None
    rows_read: int = 0
    rows_inserted: int = 0
    rows_updated: int = 0
    rows_unchanged: int = 0
    rows_rejected: int = 0
    rows_gone: int = 0
    cells_flagged: int = 0
    columns_dropped: list[str] = field(default_factory=list)
    kinds_masked: dict[str, int] = field(default_factory=dict)
    encoding_used: str | None = None
    message: str = ""
    error_code: str = ""
    # When the file or the answer says it was made, naive UTC.
    data_at: datetime | None = None
    sha256: str = ""
    raw_file: str | None = None
    mends_load: int | None = None
    recognition: dict[str, Any] = field(default_factory=dict)
    started_at: datetime | None = None

    @property
    def cells_masked(self) -> int:
        """Cells of kept columns in which personal data were masked."""
        return sum(self.kinds_masked.values())

    @property
    def at_the_door(self) -> str:
        """What personal data was kept out, in words; empty when there was none."""
        kinds = ", ".join(f"{n} {kind}" for kind, n in self.kinds_masked.items())
        dropped = ", ".join(f"`{header}`" for header in self.columns_dropped)
        parts = [
            f"columns {dropped} dropped" if dropped else "",
            f"{kinds} masked" if kinds else "",
        ]
        return "; ".join(filter(None, parts))

    @property
    def line(self) -> str:
        """What the load did, in one line."""
        where = f"{self.file_name}{f' [{self.sheet}]' if self.sheet else ''}"
        if self.status != "loaded":
            return f"{where}: {self.status}. {self.message}".rstrip(" .") + "."
        return (
            f"{where} → {self.dataset}: {self.rows_read} read, {self.rows_inserted} new,"
            f" {self.rows_updated} changed, {self.rows_unchanged} unchanged,"
            f" {self.rows_rejected} set aside."
            + (f" {self.rows_gone} gone from the source." if self.rows_gone else "")
            + (f" Personal data: {self.at_the_door}." if self.at_the_door else "")
        )


def next_load(record: Record) -> int:
    """Return the number that the next load carries."""
    row = record.con.execute("SELECT coalesce(max(load_id), 0) + 1 FROM core.load").fetchall()
    return row[0][0]


def teller_of(record: Record, source: Source, digest: str) -> Source:
    """Return the source that told these very bytes before, for a file of no declared source.

    A copy under another name is the same file.
    """
    if source in record.site.sources:
        return source
    told = record.con.execute(
        "SELECT source_id FROM core.load WHERE sha256 = ? AND status = 'loaded'"
        " ORDER BY load_id DESC LIMIT 1",
        [digest],
    ).fetchall()
    if not told or told[0][0] == source.name:
        return source
    declared = [one for one in record.site.sources if one.name == told[0][0]]
    return declared[0] if declared else replace(source, name=told[0][0])


def loaded_before(record: Record, source: Source, path: Path, digest: str) -> list[LoadResult]:
    """Return the results of these very bytes, when nothing newer came under that file's name.

    Under another name they are known when they are the newest that the source told.
    """
    file_name = plain_name(path)
    known = "source_id = ? AND status IN ('loaded', 'unchanged') AND mends_load IS NULL"
    for place, values in (
        (f"{known} AND file_name = ?", [source.name, file_name]),
        (known, [source.name]),
    ):
        rows = record.con.execute(
            "SELECT dataset, sheet, rows_read, rows_rejected, encoding_used, sha256, raw_file,"
            f" data_at FROM core.load WHERE {place} AND started_at ="
            f" (SELECT max(started_at) FROM core.load WHERE {place})",
            values * 2,
        ).fetchall()
        found = [
            LoadResult(
                source.name, file_name, "unchanged", dataset=dataset, sheet=sheet, rows_read=read,
                rows_unchanged=read - rejected, rows_rejected=rejected, encoding_used=encoding,
                sha256=sha, raw_file=raw_file, message="the same file again", data_at=data_at,
                error_code="" if read else "E_NO_ROWS",
            )
            for dataset, sheet, read, rejected, encoding, sha, raw_file, data_at in rows
            if sha == digest
        ]  # fmt: skip
        if rows:
            return found
    return []


def note_unchanged(
    record: Record, known: list[LoadResult], started_at: datetime
) -> list[LoadResult]:
    """Write down that a file came again as it was: every row unchanged or still set aside."""
    with record.transaction():
        for result in known:
            result.load_id, result.started_at = next_load(record), started_at
            write_load(record, result)
    return known


def note_failure(
    record: Record, source: Source, path: Path, started_at: datetime, error: Exception
) -> LoadResult:
    """Write down that a file could not be loaded; the last good data stay as they are."""
    said = mask_text(str(error).replace(path.name, plain_name(path)))
    result = LoadResult(
        source.name, plain_name(path), "failed", message=said, started_at=started_at
    )
    result.error_code = getattr(error, "code", "")
    with record.transaction():
        know_source(record, source)
        result.load_id = next_load(record)
        write_load(record, result)
    return result


def write_load(record: Record, result: LoadResult) -> None:
    """Enter one load into the journal."""
    record.con.execute(
        "INSERT INTO core.load BY NAME SELECT ? AS load_id, ? AS source_id, ? AS dataset,"
        " ? AS file_name, ? AS sheet, ? AS sha256, ? AS started_at, ? AS finished_at,"
        " ? AS rows_read, ? AS rows_inserted, ? AS rows_updated, ? AS rows_unchanged,"
        " ? AS rows_rejected, ? AS cells_flagged, ?::VARCHAR[] AS columns_dropped,"
        " ? AS encoding_used, ? AS error_code, ? AS data_at, ? AS status, ? AS message,"
        " ? AS recognition, ? AS raw_file, ? AS rows_gone, ? AS cells_masked, ? AS kinds_masked,"
        " ? AS mends_load",
        [
            result.load_id, result.source_id, result.dataset, result.file_name, result.sheet,
            result.sha256, result.started_at, clock.now(record.site.folder), result.rows_read,
            result.rows_inserted, result.rows_updated, result.rows_unchanged,
            result.rows_rejected, result.cells_flagged, result.columns_dropped,
            result.encoding_used, result.error_code or None, result.data_at,
            result.status, result.message,
            json.dumps(_worth_keeping(result.recognition), ensure_ascii=False), result.raw_file,
            result.rows_gone, result.cells_masked,
            json.dumps(result.kinds_masked) if result.kinds_masked else None, result.mends_load,
        ],
    )  # fmt: skip


def _worth_keeping(recognition: dict[str, Any]) -> dict[str, Any]:
    """Leave out most of the SQL: it follows from the columns, and every load would carry it."""
    return {k: v for k, v in recognition.items() if k not in ("expressions", "checks")}
