"""Running a connector inside the worker and staging what it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sitroom.connector import find
from sitroom.reading.formats import read_by_content
from sitroom.reading.header import unique
from sitroom.reading.parsed import Job, Table
from sitroom.reading.stage import Row, stage_rows


def read(job: Job) -> list[Table]:
    """Run the connector that the job's options name."""
    return run(job, job.options["connector"], job.options.get("settings", {}))


def run(job: Job, name: str, settings: dict[str, Any]) -> list[Table]:
    """Run one connector; a file that it gives is read by its content, rows are staged."""
    site = job.options.get("site")
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


def _rows(given: Iterable[dict[str, str | None]], columns: dict[str, int]) -> Iterator[Row]:
    for number, cells in enumerate(given, 1):
        row_no = int(cells.get("row_no") or number)
        for key in cells:
            if key != "row_no":
                columns.setdefault(key, len(columns))
        row = [cells.get(key) for key in columns]
        yield row_no, [None if text is None else str(text) for text in row], None, None
