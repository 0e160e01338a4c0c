"""Running a connector inside the worker and staging what it gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sitroom.connector import find, recognised
from sitroom.reading.formats import read_by_content
from sitroom.reading.header import unique
from sitroom.reading.parsed import Job, Table
from sitroom.reading.stage import RAW, Row, stage_rows

_START = 16_000
_NOT_COLUMNS = ("row_no", "problem")


def read(job: Job) -> list[Table]:
    """Run the connector that the job's options name."""
    return run(job, job.options["connector"], job.options.get("settings", {}))


def known_by(job: Job) -> str | None:
    """Return the name of the connector that says it reads such a file, if one does."""
    if "connector" in job.options:
        return None
    with job.path.open("rb") as file:
        start = file.read(_START)
    name = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    site = job.options.get("site")
    return recognised(start.decode(name, errors="replace"), Path(site) if site else None)


def run(job: Job, name: str, settings: dict[str, Any]) -> list[Table]:
    """Run one connector; a file that it gives is read by its content, rows are staged."""
    site = job.options.get("site")
    # Named from here on, also when it was known by the content: what it gives is not asked again.
    job.options = job.options | {"connector": name}
    connector = find(name, Path(site) if site else None)
    given = connector.fn(**connector.arguments(settings, job.path))
    if isinstance(given, Path):
        job.path = given
        return read_by_content(job)
    job.format = name
    columns: dict[str, int] = {}
    stage = job.stage()
    rows, width = stage_rows(job, _rows(given, columns), stage)
    names = unique([*columns, *[""] * (width - len(columns))])
    hints = {"connector": name} | ({"fills": connector.fills} if connector.fills else {})
    return [Table(None, stage, names, 0, rows, hints)]


def _rows(given: Iterable[Mapping[str, str | None]], columns: dict[str, int]) -> Iterator[Row]:
    """Turn a connector's rows into cells; `row_no` is its own count, `problem` why one is bad."""
    for number, cells in enumerate(given, 1):
        row_no, problem = int(cells.get("row_no") or number), cells.get("problem")
        for key in cells:
            if key not in _NOT_COLUMNS:
                columns.setdefault(key, len(columns))
        row = [None if (cell := cells.get(key)) is None else str(cell) for key in columns]
        raw = json.dumps(cells, ensure_ascii=False, default=str)[:RAW] if problem else None
        yield row_no, row, problem, raw
