"""A corrected workbook of rows set aside: whose rows they are, and which of them changed."""

from __future__ import annotations

from datetime import datetime

from sitroom.errors import UsageError
from sitroom.journal import LoadResult
from sitroom.reading import Parsed, Table
from sitroom.recognise import plain_name
from sitroom.shaping.mend import Former, bring_again, former
from sitroom.store.connect import Connection, literal
from sitroom.store.record import Record

# The column by which a corrected row is known again: load, row and a part of the file's checksum.
# It stands in the row itself, so that sorting, deleting and saving as CSV do no harm.
MARK = "sitroom row"


def mark(load_id: int, row_no: int, sha256: str) -> str:
    """Return what stands in the column MARK beside a row set aside."""
    return f"{load_id}.{row_no}.{sha256[:8]}"


def is_corrected(parsed: Parsed) -> bool:
    """Say whether a file is a workbook of rows set aside that comes back."""
    return any(MARK in table.columns for table in parsed.tables)


def load(record: Record, parsed: Parsed, digest: str, started_at: datetime) -> list[LoadResult]:
    """Load the rows of a corrected workbook that changed, each as its own file's row.

    What was not changed stays set aside. Must run inside a transaction.
    """
    results: list[LoadResult] = []
    unmarked = 0
    file_name = plain_name(parsed.path)
    for table in parsed.tables:
        if MARK not in table.columns:
            continue
        unmarked += _spread_marks(record.con, table)
        loads = record.con.execute(
            "SELECT load_id, any_value(stamp) FROM marked WHERE load_id IS NOT NULL"
            " GROUP BY load_id ORDER BY load_id"
        ).fetchall()
        for load_id, stamp in loads:
            was = _known(record, load_id, stamp, file_name)
            if _take_changed(record.con, was, table):
                results.append(
                    bring_again(
                        record,
                        was,
                        file_name=file_name,
                        digest=digest,
                        started_at=started_at,
                        message=f"mends rows of {was.file_name} (load {load_id})",
                    )
                )
    if not results:
        source = parsed.path.stem
        results = [LoadResult(source, file_name, "unchanged", message="no row was corrected")]
    if unmarked:
        note = f"{unmarked} rows carry no mark and were left out; load them in a file of their own"
        results[0].message += f"; {note}"
    return results


def _spread_marks(con: Connection, table: Table) -> int:
    """Make `marked`: the workbook's rows with the place each came from; count those without."""
    cell = f"c{table.columns.index(MARK)}"
    part = f"TRY_CAST(split_part({cell}, '.', {{}}) AS BIGINT)"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE marked AS SELECT * EXCLUDE (row_no),"
        f" {part.format(1)} AS load_id, {part.format(2)} AS row_no,"
        f" split_part({cell}, '.', 3) AS stamp FROM read_parquet({literal(table.stage)})"
        " WHERE problem IS NULL"
    )
    return con.execute("SELECT count(*) FROM marked WHERE row_no IS NULL").fetchall()[0][0]


def _known(record: Record, load_id: int, stamp: str, file_name: str) -> Former:
    was = former(record, load_id)
    if was is None or not was.sha256.startswith(stamp) or not was.raw.exists():
        raise UsageError(
            f"{file_name} mends rows of load {load_id}, which this site does not know.",
            "a workbook that this site wrote",
            "write it again with `sitroom rejected --workbook FILE` and correct that",
        )
    return was


def _take_changed(con: Connection, was: Former, table: Table) -> bool:
    """Make `again` of the rows that changed and still wait; say whether there are any."""
    places = {header: f"m.c{table.columns.index(header)}" for header in was.columns
              if header in table.columns}  # fmt: skip
    cells = ", ".join(
        f"{places.get(header, 'NULL::VARCHAR')} AS c{index}"
        for index, header in enumerate(was.columns)
    )
    changed = " OR ".join(
        f"coalesce(trim({cell}), '') <> coalesce(trim(w.told ->> {literal(_pointer(header))}), '')"
        for header, cell in places.items()
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE again AS WITH waiting AS (SELECT row_no,"
        " max(value) FILTER (reason = 'duplicate_key') AS repeated,"
        " CASE WHEN json_valid(any_value(raw)) THEN any_value(raw) ELSE '{}' END::JSON AS told"
        f" FROM core.rejected_row WHERE load_id = {was.load_id} AND fixed_by_load IS NULL"
        f" GROUP BY row_no)"
        f" SELECT m.row_no, NULL::VARCHAR AS problem, NULL::VARCHAR AS raw, {cells}"
        f" FROM marked m JOIN waiting w USING (row_no) WHERE m.load_id = {was.load_id}"
        " QUALIFY row_number() OVER (PARTITION BY m.row_no) = 1"
        # Of rows with one number the one that was left in the workbook is the true one.
        f" AND ({changed or 'false'} OR count(w.repeated) OVER (PARTITION BY w.repeated) = 1)"
        " ORDER BY m.row_no"
    )
    return bool(con.execute("SELECT count(*) FROM again").fetchall()[0][0])


def _pointer(header: str) -> str:
    return "/" + header.replace("~", "~0").replace("/", "~1")
