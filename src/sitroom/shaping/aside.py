"""What is set aside: whole rows with their reasons, single cells, and the raw rows themselves."""

from __future__ import annotations

import os
from pathlib import Path

from sitroom.recognise import Check, mask_sql
from sitroom.recognise.privacy import holds_personal_sql
from sitroom.shaping.stage import Job
from sitroom.store.connect import Connection, literal

_LONGEST_VALUE = 500
_COLUMNS = (
    "load_id, source_id, file_name, sheet, row_no, reason, field, header, value, detail, raw,"
    " set_aside_at"
)


def set_rows_aside(con: Connection, job: Job) -> int:
    """List the rows that are no true facts, one entry per reason; return how many rows they are."""
    _take_failed(con, job)
    if con.execute("SELECT count(*) FROM failing WHERE problem IS NOT NULL").fetchall()[0][0]:
        _list_problems(con, job)
    for place, check in _failed(con, job, "row"):
        failing = f"failing.problem IS NULL AND (row_failures & {1 << place}::HUGEINT) <> 0"
        _list_failures(con, job, check, failing)
    if con.execute("SELECT count(*) FROM conflicting").fetchall()[0][0]:
        _list_conflicts(con, job)
    return con.execute(
        "SELECT count(*) FROM (SELECT row_no FROM failing WHERE problem IS NOT NULL"
        " OR row_failures <> 0 UNION SELECT row_no FROM conflicting)"
    ).fetchall()[0][0]


def _take_failed(con: Connection, job: Job) -> None:
    """Make `failed_row`: the text rows behind `failing`, taken out of the file once for all.

    By themselves, for then a pattern that looks for personal data is never tried on the others.
    """
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE failed_row AS SELECT * FROM {job.relation}"
        " SEMI JOIN failing USING (row_no)"
    )


def remember_fixes(con: Connection, job: Job) -> None:
    """Mark rows of this load that came wrong again although they were mended before.

    A file that its office has not corrected comes again as it was; its rows stay mended.
    """
    con.execute(
        "UPDATE core.rejected_row t SET fixed_at = f.fixed_at, fixed_by_load = f.fixed_by_load FROM"
        " (SELECT raw, max(fixed_at) AS fixed_at, arg_max(fixed_by_load, fixed_at) AS fixed_by_load"
        f" FROM core.rejected_row WHERE source_id = {literal(job.source.name)}"
        f" AND load_id < {job.load_id} AND fixed_at IS NOT NULL GROUP BY raw) f"
        f" WHERE t.load_id = {job.load_id} AND t.raw = f.raw"
    )


def flag_cells(con: Connection, job: Job) -> int:
    """List single values that were not believed; return how many cells they are."""
    flagged = 0
    for place, check in _failed(con, job, "cell"):
        failing = (
            f"failing.problem IS NULL AND row_failures = 0 AND (cell_failures >> {place} & 1) = 1"
        )
        flagged += con.execute(f"SELECT count(*) FROM failing WHERE {failing}").fetchall()[0][0]
        _list_failures(con, job, check, failing, to="flagged_cell")
    return flagged


def keep_raw(con: Connection, job: Job, folder: Path) -> str:
    """Keep the rows as they came in a Parquet file, personal data left out; return its name.

    The stage itself is kept where it holds nothing personal and little that was known already.
    This happens inside the load's transaction; a file without a load is swept at the next start.
    """
    file = folder / f"{job.load_id:08d}.parquet"
    known = con.execute("SELECT count(*) FROM verdict WHERE verdict = 'same'").fetchall()[0][0]
    # A mended row is told of by its load, even when it turned out to be known.
    new = (
        ""
        if job.mends
        else (" WHERE row_no NOT IN (SELECT row_no FROM verdict WHERE verdict = 'same')")
    )
    if job.stage and not known and not _has_personal_data(con, job):
        job.stage.replace(file)
    else:
        con.execute(
            f"COPY (SELECT {_raw_columns(con, job)} FROM {job.relation}{new})"
            f" TO {literal(file)} (COMPRESSION lz4)"
        )
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
    return file.name


def _has_personal_data(con: Connection, job: Job) -> bool:
    if any(c.how == "dropped" for c in job.recognition.columns) or job.recognition.masked:
        return True
    torn = f"SELECT count(*) FROM {job.relation} WHERE raw IS NOT NULL AND {mask_sql('raw')} <> raw"
    return bool(con.execute(torn).fetchall()[0][0]) or _is_private_where_failing(con, job)


def _is_private_where_failing(con: Connection, job: Job) -> bool:
    """Say whether a row that failed a check holds personal data in a cell of a typed column.

    A cell that is a date or a number holds none; one that should be and is not may.
    """
    cells = [f"c{index}" for index in _unmasked(job)]
    if not cells or not con.execute("SELECT count(*) FROM failing").fetchall()[0][0]:
        return False
    # Of all cells in one column: patterns are made ready once, not once for each.
    texts = f"SELECT DISTINCT unnest([{', '.join(cells)}]) AS text FROM failed_row"
    found = f"SELECT count(*) FROM ({texts}) WHERE {holds_personal_sql('text')}"
    return bool(con.execute(found).fetchall()[0][0])


def _unmasked(job: Job) -> list[int]:
    masked = set(job.recognition.masked)
    return [
        c.index for c in job.recognition.columns if c.how != "dropped" and c.index not in masked
    ]


def _raw_columns(con: Connection, job: Job) -> str:
    careful = set(_unmasked(job)) if _is_private_where_failing(con, job) else set[int]()
    failed = "row_no IN (SELECT row_no FROM failing)"
    cells = []
    for column in job.recognition.columns:
        cell = f"c{column.index}"
        if column.how == "dropped":
            cells.append(f"NULL::VARCHAR AS {cell}")
        elif column.index in careful:
            cells.append(f"CASE WHEN {failed} THEN {mask_sql(cell)} ELSE {cell} END AS {cell}")
        else:
            cells.append(f"{_masked(job, column.index)} AS {cell}")
    return ", ".join(["row_no", "problem", f"{_torn(job)} AS raw", *cells])


def _torn(job: Job) -> str:
    """Return SQL for the text of a row that could not be parted, personal data left out.

    Where a column is not kept, its cell goes, and with a cell too many or too few those that it
    may be; a text without separators goes whole.
    """
    columns = job.recognition.columns
    dropped = [c.index for c in columns if c.how == "dropped"]
    if not dropped:
        return mask_sql("raw")
    cut = literal(job.delimiter or chr(9))
    parts = f"string_split(raw, {cut})"
    shift = f"(len({parts}) - {len(columns)})"
    private = " OR ".join(
        f"i - 1 BETWEEN least({index}, {index} + {shift}) AND greatest({index}, {index} + {shift})"
        for index in dropped
    )
    told = f"list_transform({parts}, lambda part, i: CASE WHEN {private} THEN '[…]' ELSE part END)"
    whole = mask_sql(f"array_to_string({told}, {cut})")
    return f"CASE WHEN raw IS NULL THEN NULL WHEN len({parts}) > 1 THEN {whole} ELSE '[…]' END"


def _failed(con: Connection, job: Job, level: str) -> list[tuple[int, Check]]:
    """Return the checks of one level that some row failed, with their bits."""
    checks = [check for check in job.checks if (check.level == "row") == (level == "row")]
    failures = con.execute(f"SELECT bit_or({level}_failures) FROM failing").fetchall()[0][0] or 0
    return [(place, check) for place, check in enumerate(checks) if failures >> place & 1]


def _list_failures(
    con: Connection, job: Job, check: Check, failing: str, to: str = "rejected_row"
) -> None:
    value = check.value_sql
    header = None if check.column is None else job.columns[check.column]
    # A word that is not known is told once with its number of rows, not once per row.
    once = check.reason.startswith("unknown_") and to == "flagged_cell"
    detail = f"({check.detail_sql})"
    rows = f"' ×' || count(*) OVER (PARTITION BY {value})"
    con.execute(
        f"INSERT INTO core.{to} ({_COLUMNS}) SELECT {_place(job)}, row_no, {literal(check.reason)},"
        f" {literal(check.field)}, {literal(header)}, {_short(value)},"
        f" {f'concat({detail}, {rows})' if once else detail},"
        f" {_whole_row(job) if to == 'rejected_row' else 'NULL'}, TIMESTAMP {literal(job.known_at)}"
        f" FROM failed_row JOIN failing USING (row_no) WHERE {failing}"
        + (f" QUALIFY row_number() OVER (PARTITION BY {value} ORDER BY row_no) = 1" if once else "")
    )


def _list_problems(con: Connection, job: Job) -> None:
    con.execute(
        f"INSERT INTO core.rejected_row ({_COLUMNS}) SELECT {_place(job)}, row_no, problem, NULL,"
        f" NULL, NULL, NULL, {_torn(job)}, TIMESTAMP {literal(job.known_at)}"
        " FROM failed_row WHERE problem IS NOT NULL"
    )


def _list_conflicts(con: Connection, job: Job) -> None:
    con.execute(
        f"INSERT INTO core.rejected_row ({_COLUMNS}) SELECT {_place(job)}, row_no, CASE WHEN"
        " row_no IN (SELECT row_no FROM looping) THEN 'parent_loop' ELSE 'duplicate_key' END,"
        f" NULL, NULL, {_short('source_ref')}, NULL, {_whole_row(job)},"
        f" TIMESTAMP {literal(job.known_at)} FROM {job.relation}"
        " JOIN (SELECT row_no, source_ref FROM typed) USING (row_no)"
        " WHERE row_no IN (SELECT row_no FROM conflicting)"
    )


def _place(job: Job) -> str:
    return ", ".join(
        literal(value) for value in (job.load_id, job.source.name, job.file_name, job.sheet)
    )


def _short(value: str) -> str:
    return mask_sql(f"left(({value})::VARCHAR, {_LONGEST_VALUE})")


def _whole_row(job: Job) -> str:
    parts = ", ".join(
        f"{literal(c.header)}, c{c.index}" for c in job.recognition.columns if c.how != "dropped"
    )
    return mask_sql(f"json_object({parts})::VARCHAR") if parts else "NULL"


def _masked(job: Job, index: int) -> str:
    return mask_sql(f"c{index}") if index in job.recognition.masked else f"c{index}"
