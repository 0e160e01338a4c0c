"""One table of a file on its way into the record, every row of it accounted for."""

from __future__ import annotations

from sitroom.errors import SitroomError
from sitroom.journal import LoadResult
from sitroom.shaping import door, gone, identity
from sitroom.shaping.aside import flag_cells, keep_raw, remember_fixes, set_rows_aside
from sitroom.shaping.loops import set_loops_aside
from sitroom.shaping.shape import shapes
from sitroom.shaping.stage import Job, make_shaped
from sitroom.shaping.upsert import Counts, prepare, set_duplicates_aside, upsert
from sitroom.store.connect import Connection
from sitroom.store.record import Record


def shape_and_write(
    record: Record, job: Job, result: LoadResult, *, is_replay: bool = False
) -> None:
    """Shape the job's rows, write them to core and raw, and put the counts into `result`."""
    con = record.con
    make_shaped(con, job)
    counts, repeated = Counts(), 0
    for shape in shapes(job):
        offered = prepare(con, job, shape)
        if shape.is_primary and identity.recognise_again(con, job, shape):
            offered = prepare(con, job, shape)
        repeated = set_duplicates_aside(con) if shape.is_primary else 0
        if shape.is_primary:
            set_loops_aside(con, job, shape)
        if shape.is_primary and job.source.gone != "keep" and not (is_replay or job.mends):
            gone.note_seen(con, job, shape)
        counts = upsert(con, job, shape, offered)
    _settle_names(con, job)
    result.rows_rejected = set_rows_aside(con, job)
    if result.rows_rejected:
        remember_fixes(con, job)
    result.cells_flagged = flag_cells(con, job)
    if counts.updated:
        result.cells_flagged += _flag_reopened(con, job)
    result.kinds_masked = door.count_masked(con, job)
    result.rows_inserted, result.rows_updated = counts.inserted, counts.updated
    result.rows_unchanged = counts.unchanged + repeated
    if not is_replay:
        result.raw_file = keep_raw(con, job, record.raw_folder)
    _must_add_up(job, result)


def _must_add_up(job: Job, result: LoadResult) -> None:
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


def _flag_reopened(con: Connection, job: Job) -> int:
    """List incidents that were closed and are open again though no report says so."""
    if job.recognition.dataset != "incident":
        return 0
    header = next((c.header for c in job.recognition.columns if c.field == "incident.status"), None)
    return con.execute(
        "INSERT INTO core.flagged_cell (load_id, source_id, file_name, sheet, row_no, reason,"
        " field, header, value, detail, set_aside_at)"
        " SELECT ?, ?, ?, ?, v.row_no, 'reopened', 'incident.status', ?, c.status,"
        " 'closed at ' || strftime(h.closed_at, '%Y-%m-%d %H:%M UTC')"
        " || CASE WHEN h.gone_at IS NULL THEN '' ELSE ', when its source no longer held it' END, ?"
        " FROM verdict v JOIN core.incident c ON c.incident_id = v.key"
        " JOIN history.incident h ON h.incident_id = v.key AND h.known_until = ?"
        " WHERE v.verdict = 'changed' AND h.status = 'closed' AND c.closed_at IS NULL"
        " AND c.status IN ('reported', 'verified', 'responding', 'contained')"
        " AND NOT EXISTS (FROM core.incident_update u WHERE u.incident_id = v.key"
        " AND u.event_at > h.closed_at AND u.status_to = c.status)",
        [
            job.load_id, job.source.name, job.file_name, job.sheet, header, job.known_at,
            job.known_at,
        ],
    ).fetchall()[0][0]  # fmt: skip
