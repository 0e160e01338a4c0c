"""Loads files into the record: one transaction per file, and every row accounted for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sitroom import clock
from sitroom.errors import SitroomError, UnreadableFile, UsageError
from sitroom.journal import (
    LoadResult,
    loaded_before,
    next_load,
    note_failure,
    note_unchanged,
    teller_of,
    write_load,
)
from sitroom.reading import Parsed, Table, parse
from sitroom.reading.beside import together
from sitroom.recognise import Recognition, mask_text, plain_name, recognise
from sitroom.recognise.words import refresh, rows, version
from sitroom.settings import Site, Source
from sitroom.shaping import drift, gone, identity, layout, repair
from sitroom.shaping.door import without_persons
from sitroom.shaping.reshape import reshape
from sitroom.shaping.stage import Job, relation_of
from sitroom.shaping.write import shape_and_write
from sitroom.sources import files_of, know_source, source_of
from sitroom.store.connect import Error
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
    said_at: datetime | None = None,
) -> list[LoadResult]:
    """Load one file, all of its tables or none; a file that fails changes nothing but says so.

    Returns one result per table of the file. With `dry_run` everything is tried and undone.
    `said_at` (naive UTC) is when its sender says it was made, when the file does not say itself.
    """
    tell = progress or (lambda _step, _share: None)
    source = source or source_of(site, path)
    started_at = clock.now(site.folder)
    try:
        digest = _checksum(path)
        source = teller_of(record, source, digest)
        known = [] if dry_run else loaded_before(record, source, path, digest)
        if known:
            return note_unchanged(record, known, started_at)
        tell("reading", 0.1)
        parsed = parse(path, record.stage_folder, options=reading_options(site, source))
        parsed.data_at = _told_at(parsed.made_at, site, source) or said_at
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
    refresh(site.folder)
    known = _known_headers(site.folder, version(site.folder))
    options: dict[str, Any] = {"known_headers": known, "site": str(site.folder)}
    if source.datum:
        options["datum"] = source.datum
    if source.signed_by:
        options["signed_by"] = _certificates(site.folder / source.signed_by, source)
    if source.connector != "files":
        options |= {"connector": source.connector, "settings": source.options}
    return options


def _certificates(file: Path, source: Source) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"`signed_by` of source `{source.name}` names {file}, which cannot be read: {error}",
            "a file of certificates as text, seen from the site's folder",
        ) from error


@lru_cache(maxsize=4)
def _known_headers(site: Path, version: int) -> list[str]:
    del version
    aliases = (row["aliases"] for row in rows("header_aliases", site))
    return sorted({word for alias in aliases for word in alias.split("|")})


def _told_at(made_at: str, site: Site, source: Source) -> datetime | None:
    """Return a file's own stamp in naive UTC; one without a zone is in the source's."""
    if not made_at:
        return None
    stamp = datetime.fromisoformat(made_at)
    zone = ZoneInfo(source.timezone or site.timezone)
    zoned = stamp if stamp.tzinfo else stamp.replace(tzinfo=zone)
    return zoned.astimezone(UTC).replace(tzinfo=None)


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
    unknown: list[tuple[Table, UnreadableFile]] = []
    record.suit(sum(table.rows for table in parsed.tables))
    try:
        with record.transaction() as con:
            gone.expect(con)
            first = next_load(record)
            if repair.is_corrected(parsed):
                results = repair.load(record, parsed, digest, started_at)
            else:
                reshape(con, record.site, source, parsed)
                for place, table in enumerate(parsed.tables):
                    tell("shaping", 0.4 + 0.5 * place / len(parsed.tables))
                    load = _load_nothing if _is_empty(table) else _load_table
                    try:
                        one = load(record, source, parsed, table, digest, started_at, first)
                    except UnreadableFile as error:
                        # Beside tables that are known, a sheet of notes costs itself alone.
                        if error.code != "E_UNKNOWN" or len(parsed.tables) == 1:
                            raise
                        unknown.append((table, error))
                    else:
                        results.append(one)
                if unknown and not any(result.rows_read for result in results):
                    raise max(unknown, key=_size)[1]  # of a book, not of its cover
                for table, error in unknown:
                    left_out = f"{table.rows:,} rows left out: {error.found}"
                    one = _load_nothing(
                        record, source, parsed, table, digest, started_at, first, left_out
                    )
                    results.append(one)
                gone.settle(con, source, results, started_at)
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


def _size(unknown: tuple[Table, UnreadableFile]) -> int:
    return unknown[0].rows * len(unknown[0].columns)


def _load_table(
    record: Record,
    source: Source,
    parsed: Parsed,
    table: Table,
    digest: str,
    started_at: datetime,
    first: int,
) -> LoadResult:
    relation = relation_of(record.con, table)
    columns = without_persons(table.columns)
    file_name, sheet = plain_name(parsed.path), table.sheet and mask_text(table.sheet)
    headed = (source.name, *columns)
    weighed = replace(source, dataset=source.dataset or record.datasets.get(headed))
    seen = layout.look(record, source, columns, first)

    def as_told(advised: Source) -> Recognition:
        return recognise(
            columns, record.con, relation, source=advised, site=record.site,
            file_name=parsed.path.name, hints=table.hints,
        )  # fmt: skip

    recognition = drift.recognised(record, weighed, columns, relation, seen, as_told)
    identity.declare_key(recognition, source, columns)
    record.datasets[headed] = recognition.dataset
    job = Job(
        record.site, source, recognition, relation, columns, next_load(record), started_at,
        file_name, sheet, table.stage, delimiter=parsed.delimiter,
    )  # fmt: skip
    if seen.is_first:
        job = identity.join_kin(record, job)
    know_source(record, job.source)
    told = map(mask_text, recognition.notes)
    result = LoadResult(
        job.source.name,
        file_name,
        "loaded",
        load_id=job.load_id,
        dataset=recognition.dataset,
        sheet=sheet,
        rows_read=table.rows,
        columns_dropped=[c.header for c in recognition.columns if c.how == "dropped"],
        encoding_used=parsed.encoding,
        message="; ".join(filter(None, [*parsed.notes, *told, drift.words(seen.changes)])),
        error_code="" if table.rows else "E_NO_ROWS",
        data_at=parsed.data_at,
        sha256=digest,
        recognition=recognition.as_json(),
        started_at=started_at,
    )
    shape_and_write(record, job, result)
    layout.note(record, job, seen)
    write_load(record, result)
    return result


def _is_empty(table: Table) -> bool:
    """Say whether a table has neither rows nor headers, as the list `[]` has."""
    return not table.rows and all(re.fullmatch(r"(column \d+)?", name) for name in table.columns)


def _load_nothing(
    record: Record,
    source: Source,
    parsed: Parsed,
    table: Table,
    digest: str,
    started_at: datetime,
    _first: int,
    message: str = "an empty list",
) -> LoadResult:
    """Note a table of which nothing is loaded; whether an empty list is news its stamp says."""
    know_source(record, source)
    result = LoadResult(
        source.name,
        plain_name(parsed.path),
        "loaded",
        load_id=next_load(record),
        dataset=source.dataset,
        sheet=table.sheet and mask_text(table.sheet),
        message=message,
        error_code="" if table.rows else "E_NO_ROWS",
        data_at=parsed.data_at,
        sha256=digest,
        started_at=started_at,
    )
    write_load(record, result)
    return result


class _Undo(Exception):
    """Ends a dry run: its transaction is rolled back."""


def _checksum(path: Path) -> str:
    """Return the SHA-256 of a file, and of what is read together with it."""
    digest = hashlib.sha256()
    for part in together(path):
        with part.open("rb") as handle:
            hashlib.file_digest(handle, lambda: digest)
    return digest.hexdigest()
