"""Writing rows to the one shape that every format ends in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from sitroom.reading.parsed import MB, Job
from sitroom.store.connect import Connection, literal, scratch

# Row number in the file, its values as text, why it is set aside (or None), its text if so.
Row = tuple[int, Sequence[str | None], str | None, str | None]
RAW = 4000  # characters kept of a row that is set aside
# A column with more different values than that in a row group is written as it stands: collecting
# them for a dictionary, only to find that it does not pay, is a third of the work of writing.
# The second version of the format keeps lengths apart from texts: a fifth less to read, and a
# stage is read a dozen times over. Nobody asks for one value of a stage, so it has no filters.
_COPY = (
    "(FORMAT parquet, PARQUET_VERSION V2, COMPRESSION snappy, ROW_GROUP_SIZE 61440,"
    " DICTIONARY_SIZE_LIMIT 3000, WRITE_BLOOM_FILTER false)"
)
# One thread: fewer copies in memory, rows stay in order, and less computing in sum.
_THREADS = 1


def database(job: Job) -> Connection:
    """Connect to the worker's own database, which is within its limits."""
    return _opened(f"{job.limits.database_memory // MB}MB", job.temp).cursor()


@lru_cache(maxsize=1)
def _opened(memory: str, temp: Path) -> Connection:
    # Once for all that a file needs: opening costs several times what a small table does.
    return scratch(memory_limit=memory, threads=_THREADS, temp=temp)


def copy_to(stage: Path, query: str) -> str:
    """Return the statement that writes a query's rows as a stage."""
    return f"COPY ({query}) TO {literal(str(stage))} {_COPY}"


def rewrite(con: Connection, stage: Path, query: str) -> int:
    """Write a stage anew with the rows that a query of it gives; return how many those are."""
    fresh = stage.with_name(f"new-{stage.name}")
    count = con.execute(copy_to(fresh, query)).fetchall()[0][0]
    fresh.replace(stage)
    return count


def stage_rows(job: Job, rows: Iterable[Row], stage: Path, least: int = 1) -> tuple[int, int]:
    """Write rows of any widths as a stage; return the number of rows and of columns.

    There are `least` columns also when no row has so many.
    """
    plain = job.temp / f"{stage.stem}.csv"
    count = width = longest = 0
    with plain.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        for row_no, cells, problem, raw in rows:
            kept = [cell if cell is None or cell else None for cell in cells]
            line = (row_no, problem, raw[:RAW] if raw else None, *kept)
            longest = max(longest, writer.writerow(line))
            width = max(width, len(kept))
            count += 1
    width = max(width, least)
    names = [f"c{i}" for i in range(width)]
    columns = {"row_no": "BIGINT", "problem": "VARCHAR", "raw": "VARCHAR"}
    columns |= dict.fromkeys(names, "VARCHAR")
    if count == 0:
        values = ", ".join(f"NULL::{kind} AS {name}" for name, kind in columns.items())
        source = f"(SELECT {values}) WHERE false"
    else:
        size = max(2_000_000, 4 * longest + 1000)
        source = f"""read_csv({literal(str(plain))}, auto_detect = false, header = false,
            columns = {columns}, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n',
            null_padding = true, nullstr = '', parallel = false, max_line_size = {size})"""
    with database(job) as con:
        con.execute(
            copy_to(stage, f"SELECT row_no, {', '.join(names)}, problem, raw FROM {source}")
        )
    plain.unlink()
    return count, width
