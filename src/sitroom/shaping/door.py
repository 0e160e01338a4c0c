"""Privacy at the door: how many cells of each kind of personal data were masked."""

from __future__ import annotations

from pathlib import Path

from sitroom.recognise import mask_text
from sitroom.recognise.headers import is_private, read_header
from sitroom.recognise.privacy import KINDS
from sitroom.shaping.stage import Job
from sitroom.store.connect import Connection


def count_masked(con: Connection, job: Job) -> dict[str, int]:
    """Return kind → cells in which it was masked; columns without any cost nothing.

    Columns that are not kept at all are counted as columns: `columns_dropped` names them.
    """
    cells = [f"c{index}" for index in job.recognition.masked]
    if not cells:
        return {}
    sums = ", ".join(
        "count(*) FILTER (" + " OR ".join(f"regexp_matches(cell, '{p}')" for p in patterns) + ")"
        for patterns in KINDS.values()
    )
    parts = " UNION ALL ".join(
        f"SELECT {cell} AS cell FROM {job.relation} WHERE {cell} IS NOT NULL" for cell in cells
    )
    counts = con.execute(f"SELECT {sums} FROM ({parts})").fetchall()[0]
    return {kind: n for kind, n in zip(KINDS, counts, strict=True) if n}


def without_persons(headers: list[str]) -> list[str]:
    """Return a table's headers with personal data in them masked, each still unlike the others."""
    masked = [mask_text(header) for header in headers]
    return [
        f"{header} {place}" if masked.count(header) > headers.count(headers[place]) else header
        for place, header in enumerate(masked)
    ]


def raw_sql(headers: list[str], site: Path | None) -> str:
    """Return SQL for the text of rows whose columns were put elsewhere: none with personal data.

    Where the cells stood in the text nobody can tell any more.
    """
    is_careful = any(is_private(read_header(header), False, site) for header in headers)
    return "NULL::VARCHAR AS raw" if is_careful else "raw"
