"""The parts of a zipped workbook looked over before it is opened: bombs, formulas, the hidden."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from sitroom.reading.archive import bomb
from sitroom.reading.parsed import MB, Job
from sitroom.reading.refusal import refuse

_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_PLACES = 4 * MB  # bytes of a sheet in which every cell's place is looked at: a bomb is small
_SCAN = 8 * MB  # bytes of a sheet in which formulas, errors and hidden rows are counted
_HIDDEN_COLUMNS = re.compile(rb'<(?:x:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_FROM_TO = re.compile(rb'\b(min|max)="(\d+)"')
_AGAIN = "ask for a new file and do not open this one"


def check_workbook(job: Job) -> None:
    """Note what a workbook's parts hide or lack; refuse cells so far apart that they fill memory.

    A reader of cells is told neither which formulas have no value nor what is hidden.
    """
    seen: Counter[str] = Counter()
    with zipfile.ZipFile(job.path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) or "sharedStrings" in name:
                _refuse_declarations(job, archive, name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                seen += _look_over(job, archive, name)
            if name.endswith("vbaProject.bin"):
                job.notes.append("the macros in the workbook were not run")
            if name.startswith("xl/externalLinks/externalLink"):
                job.notes.append("links to other workbooks were not followed")
    for what, words in (
        ("errors", "cells hold an error such as #REF! and are read as empty"),
        ("valueless", "formulas have no stored value and are read as empty"),
        ("rows", "hidden rows are read like the others"),
        ("columns", "hidden columns are read like the others"),
    ):
        if seen[what]:
            job.notes.append(f"{seen[what]} {words}")


def _refuse_declarations(job: Job, archive: zipfile.ZipFile, name: str) -> None:
    with archive.open(name) as part:
        start = part.read(4096)
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise refuse(
            "E_XML", f"{job.path.name} declares XML entities, which no workbook needs.", "", _AGAIN
        )


def _look_over(job: Job, archive: zipfile.ZipFile, name: str) -> Counter[str]:
    """Count in one sheet: cells with errors, formulas without value, hidden rows and columns."""
    top = left = 1 << 30
    bottom = right = done = 0
    seen: Counter[str] = Counter()
    for block in _blocks(archive, name):
        if not done:
            seen["columns"] = _hidden_columns(block)
        seen["errors"] += block.count(b' t="e"')
        seen["valueless"] += block.count(b"</f></c>") + block.count(b"</f><v></v></c>")
        seen["rows"] += block.count(b' hidden="1"')
        if done < _PLACES:
            for letters, digits in _CELL.findall(block):
                row, column = int(digits), _column(letters)
                top, bottom = min(top, row), max(bottom, row)
                left, right = min(left, column), max(right, column)
        done += len(block)
    if bottom and (bottom - top + 1) * (right - left + 1) > job.limits.cells:
        raise bomb(
            job,
            f"{bottom:,} rows × {right:,} columns between its first and last cell",
            f"at most {job.limits.cells:,} cells",
        )
    seen["rows"] -= min(seen["rows"], seen["columns"])
    return seen


def _hidden_columns(block: bytes) -> int:
    """Return how many columns the beginning of a sheet hides, those to its end counted as one."""
    hidden = 0
    for column in _HIDDEN_COLUMNS.findall(block[: block.find(b"<sheetData")]):
        ends = {key: int(value) for key, value in _FROM_TO.findall(column)}
        first, last = ends.get(b"min", 1), ends.get(b"max", 1)
        hidden += 1 if last >= 16384 else last - first + 1
    return hidden


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in blocks that end with a whole cell; what is beyond the scan is left out."""
    rest, done = b"", 0
    with archive.open(name) as part:
        while done < _SCAN and (block := part.read(MB)):
            done += len(block)
            whole, end, rest = (rest + block).rpartition(b"</c>")
            yield whole + end
    yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
