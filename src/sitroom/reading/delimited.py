"""CSV and its kin: cut by DuckDB in one pass, or with care in Python where DuckDB cannot."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sitroom.errors import UnreadableFile
from sitroom.reading import careful
from sitroom.reading.dialect import Dialect, dialect_of
from sitroom.reading.encoding import BAD_BYTE, encoding_of, transcoded
from sitroom.reading.header import Header, find_header, without_blank_end
from sitroom.reading.notdata import begins_plainly, first_text_sql, not_data_sql
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.scan import scan
from sitroom.reading.smalltext import tables_in
from sitroom.reading.stage import RAW, copy_to, database
from sitroom.store.connect import Error, literal

_LOOK = 1 << 18  # bytes in which dialect and header are found
_TAIL = 1 << 16
_SPARE = 8  # fields beyond the header's that a row may have and still be cut by DuckDB
_NO_NULL = "\x01"  # no field reads so; thus an empty field and a missing one stay apart


def read(job: Job) -> list[Table]:
    """Read a delimited text file."""
    if tables := tables_in(job):
        return tables
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(scan, job.path)
        even = _even_table(job)
        seen = looking.result()
    if seen.begins_as_utf8 and not (seen.has_nul or seen.has_blank_lines):
        table = even or _table(job, job.path, marks=False, care=False)
        if table:  # DuckDB has checked that every byte is UTF-8
            job.encoding = "utf-8"
            return [table]
    chosen = encoding_of(job.path)
    job.encoding, job.confidence = chosen.name, chosen.confidence
    plain = chosen.is_plain
    text = job.path if plain else transcoded(job)
    marks = seen.has_nul or chosen.has_bad_bytes
    care = plain or scan(text).has_blank_lines
    table = None if care else _table(job, text, marks=marks, care=False)
    table = table or _table(job, text, marks=marks, care=True)
    return [table] if table else []


def _even_table(job: Job) -> Table | None:
    """Stage a UTF-8 table whose rows are all as wide as its header; None when it is not so plain.

    Most large files are; without rows to pad, DuckDB cuts them a third quicker.
    """
    try:
        dialect, header = _looked_at(job, job.path)
    except UnreadableFile:
        return None
    width = len(header.names)
    above = dialect.records[: header.first_data]
    is_even = all(len(record) == width for record in dialect.records[header.first_data :])
    if (
        not is_even
        or width > job.limits.columns
        or any("\n" in (c or "") for r in above for c in r)
    ):
        return None
    stage = job.stage()
    query = _even_query(job.path, dialect.delimiter, header)
    if not (
        _cut_by_duckdb(job, query, stage)
        and _is_filled(job, stage, width)
        and _reaches_the_end(job, job.path, stage, dialect.delimiter)
    ):
        stage.unlink(missing_ok=True)
        return None
    job.delimiter = dialect.delimiter
    return Table(None, stage, header.names, header.first_data, _count(job, stage), header.hints)


def _table(job: Job, text: Path, *, marks: bool, care: bool) -> Table | None:
    """Stage the table in a UTF-8 text; None when DuckDB does not cut it exactly."""
    dialect, header = _looked_at(job, text)
    job.delimiter = dialect.delimiter
    width = len(header.names)
    if width > job.limits.columns:
        found = f"{job.path.name} has {width:,} columns."
        raise refuse("E_COLUMNS", found, f"at most {job.limits.columns:,}")
    lenient = _short_rows_are_usual(dialect, header)
    stage = job.stage()
    if care:
        rows = careful.rows(job, text, dialect.delimiter, header, lenient)
        careful.stage(job, rows, stage, width)
    else:
        query = _query(text, dialect.delimiter, header, lenient, marks)
        if not _cut_by_duckdb(job, query, stage) or not _reaches_the_end(
            job, text, stage, dialect.delimiter
        ):
            return None
    if lenient:
        job.notes.append("rows shorter than the header are taken as ending in empty fields")
    return Table(None, stage, header.names, header.first_data, _count(job, stage), header.hints)


def _looked_at(job: Job, text: Path) -> tuple[Dialect, Header]:
    with text.open("rb") as file:
        start = file.read(_LOOK)
        whole = not file.read(1)
    words = start.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    dialect = dialect_of(words, whole=whole)
    known = frozenset(job.options.get("known_headers", ()))
    header = find_header(dialect.records[:60], known)
    return dialect, without_blank_end(header, dialect.records)


def _short_rows_are_usual(dialect: Dialect, header: Header) -> bool:
    """Say whether the writer of the file leaves out empty fields at the end of rows."""
    body = [record for record in dialect.records[header.first_data :] if any(record)]
    short = sum(len(record) < len(header.names) for record in body)
    return short >= 3 and short * 2 >= len(body)


def _cut_by_duckdb(job: Job, query: str, stage: Path) -> bool:
    """Cut the whole file in one pass; False when it has what DuckDB does not cut exactly."""
    try:
        with database(job) as con:
            con.execute(copy_to(stage, query))
    except Error:
        stage.unlink(missing_ok=True)
        return False
    return True


def _is_filled(job: Job, stage: Path, width: int) -> bool:
    """Say whether no row of a stage is blank; only rows that begin blank need a look."""
    cells = ", ".join(f"trim(c{i})" for i in range(width))
    with database(job) as con:
        found = con.execute(
            f"SELECT count(*) FROM read_parquet({literal(str(stage))})"
            f" WHERE CASE WHEN {begins_plainly('c0')} THEN false"
            f" ELSE coalesce(trim(c0), '') = '' AND concat({cells}) = '' END"
        ).fetchone()
    return found == (0,)


def _reaches_the_end(job: Job, text: Path, stage: Path, delimiter: str) -> bool:
    """Say whether the last row is what the file ends with.

    DuckDB drops the rest of a file without a word when a quote is still open at its end.
    """
    staged = f"read_parquet({literal(str(stage))})"
    with database(job) as con:
        last_no = con.execute(f"SELECT max(row_no) FROM {staged}").fetchall()[0][0]
        # By its number, for then the reader skips all but the end of the stage.
        found = con.execute(
            f"SELECT * EXCLUDE (row_no, problem) FROM {staged} WHERE row_no = {last_no or 0}"
        ).fetchone()
    with text.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = "\n" + file.read().decode("utf-8", errors="ignore")
    if found is None:
        return '"' not in tail  # a header and no rows
    *cells, raw = found
    last = raw if raw and len(raw) < RAW else "".join(cell or "" for cell in cells)
    noise = str.maketrans("", "", f'" \t\r\ufeff{delimiter}')
    return (
        tail.translate(noise).rstrip("\n").endswith(("\n" + last.translate(noise))[-_TAIL // 2 :])
    )


def _even_query(text: Path, delimiter: str, header: Header) -> str:
    names = [f"c{i}" for i in range(len(header.names))]
    cells = ", ".join(f"coalesce({c}, '')" for c in names)
    cut = literal(delimiter)
    return f"""
        SELECT row_no, {", ".join(names)}, problem, CASE WHEN problem IS NOT NULL
            THEN left(rtrim(concat_ws({cut}, {cells}), {cut}), {RAW}) END AS raw
        FROM (
            SELECT *, CASE WHEN {not_data_sql(header)} THEN 'not_data' END AS problem
            FROM (
                SELECT row_number() OVER () + {header.first_data} AS row_no, *,
                    {first_text_sql(header)} AS first_text
                FROM read_csv({literal(str(text))}, auto_detect = false, header = false,
                    skip = {header.first_data}, columns = {dict.fromkeys(names, "VARCHAR")},
                    delim = {cut}, quote = '"', escape = '"', nullstr = '', parallel = false)
            )
        )"""


def _query(text: Path, delimiter: str, header: Header, lenient: bool, marks: bool) -> str:
    width = len(header.names)
    names = [f"c{i}" for i in range(width + _SPARE)]
    own, spare = names[:width], names[width:]
    columns = dict.fromkeys(names, "VARCHAR")
    more = " OR ".join(f"{c} <> ''" for c in spare)
    ragged = f"({spare[0]} IS NOT NULL AND ({more}))"
    if not lenient:
        ragged += f" OR {own[-1]} IS NULL"
    cases = [f"WHEN {not_data_sql(header)} THEN 'not_data'", f"WHEN {ragged} THEN 'ragged'"]
    whole = f"concat({', '.join(names)})"
    if marks:
        cases.insert(0, f"WHEN contains({whole}, chr(0)) THEN 'control_character'")
        cases.insert(0, f"WHEN contains({whole}, {literal(BAD_BYTE)}) THEN 'bad_encoding'")
    cut = literal(delimiter)
    joined = f"concat_ws({cut}, {', '.join(names)})"
    raw = f"left(replace(rtrim({joined}, {cut}), {literal(BAD_BYTE)}, chr(65533)), {RAW})"
    kept = ", ".join(f"nullif({c}, '') AS {c}" for c in own)
    return f"""
        SELECT row_no, {kept}, problem,
            CASE WHEN problem IS NOT NULL THEN {raw} END AS raw
        FROM (
            SELECT *, CASE {" ".join(cases)} END AS problem
            FROM (
                SELECT row_number() OVER () AS row_no, *, {first_text_sql(header)} AS first_text
                FROM read_csv({literal(str(text))}, auto_detect = false, header = false,
                    columns = {columns}, delim = {cut}, quote = '"', escape = '"',
                    null_padding = true, nullstr = {literal(_NO_NULL)}, parallel = false)
            )
            WHERE row_no > {header.first_data}
                AND (first_text IS NOT NULL OR trim({whole}) <> '')
        )"""


def _count(job: Job, stage: Path) -> int:
    with database(job) as con:
        found = con.execute(f"SELECT count(*) FROM read_parquet({literal(str(stage))})").fetchone()
    return int(found[0]) if found else 0
