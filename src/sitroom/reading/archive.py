"""A zip-based file looked over by its directory, before anything in it is opened."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from sitroom.reading.parsed import MB, Job
from sitroom.reading.refusal import refuse

_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_SCAN = 64 * MB  # bytes of a sheet in which every cell's place is looked at
_AGAIN = "ask for a new file and do not open this one"


def check_archive(job: Job) -> None:
    """Refuse a zip that is broken, leads outside itself or would unfold beyond the limits."""
    with zipfile.ZipFile(job.path) as archive:
        entries = archive.infolist()
        if len(entries) > job.limits.entries:
            raise _bomb(job, f"{len(entries):,} parts", f"at most {job.limits.entries:,}")
        if len({entry.filename for entry in entries}) < len(entries):
            raise refuse("E_ZIP", f"{job.path.name} holds two parts of one name.", "", _AGAIN)
        for entry in entries:
            _check_entry(job, entry)
        total = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        if total > job.limits.unzipped:
            raise _bomb(job, f"{total // MB:,} MB", f"at most {job.limits.unzipped // MB:,} MB")
        if total > job.limits.ratio_free and total > job.limits.ratio * packed:
            raise _bomb(job, f"{total // packed:,} times its size", f"{job.limits.ratio} times")


def check_workbook(job: Job) -> None:
    """Refuse sheets whose few cells stand so far apart that opening them fills the memory."""
    errors = valueless = 0
    with zipfile.ZipFile(job.path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) or "sharedStrings" in name:
                _refuse_declarations(job, archive, name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                found = _check_sheet(job, archive, name)
                errors, valueless = errors + found[0], valueless + found[1]
            if name.endswith("vbaProject.bin"):
                job.notes.append("the macros in the workbook were not run")
            if name.startswith("xl/externalLinks/externalLink"):
                job.notes.append("links to other workbooks were not followed")
    if errors:
        job.notes.append(f"{errors} cells hold an error such as #REF! and are read as empty")
    if valueless:
        job.notes.append(f"{valueless} formulas have no stored value and are read as empty")


def _check_entry(job: Job, entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
        raise refuse(
            "E_ZIP_PATH", f"{job.path.name} holds a part that leads outside it.", "", _AGAIN
        )
    if entry.flag_bits & 1:
        raise refuse(
            "E_ENCRYPTED",
            f"{job.path.name} is protected with a password.",
            "a file without a password",
            "save it without the password and load it again",
        )


def _refuse_declarations(job: Job, archive: zipfile.ZipFile, name: str) -> None:
    with archive.open(name) as part:
        start = part.read(4096)
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise refuse(
            "E_XML", f"{job.path.name} declares XML entities, which no workbook needs.", "", _AGAIN
        )


def _check_sheet(job: Job, archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """Return how many cells of one sheet hold an error, and how many a formula without value."""
    top = left = 1 << 30
    bottom = right = errors = valueless = 0
    for block in _blocks(archive, name):
        errors += block.count(b' t="e"')
        valueless += block.count(b"</f></c>") + block.count(b"</f><v></v></c>")
        for letters, digits in _CELL.findall(block):
            row, column = int(digits), _column(letters)
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
    if bottom and (bottom - top + 1) * (right - left + 1) > job.limits.cells:
        raise _bomb(
            job,
            f"{bottom:,} rows × {right:,} columns between its first and last cell",
            f"at most {job.limits.cells:,} cells",
        )
    return errors, valueless


def _blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in blocks that end with a whole cell; what is beyond the scan is left out."""
    rest, done = b"", 0
    with archive.open(name) as part:
        while done < _SCAN and (block := part.read(4 * MB)):
            done += len(block)
            whole, end, rest = (rest + block).rpartition(b"</c>")
            yield whole + end
    yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _bomb(job: Job, found: str, expected: str) -> Exception:
    return refuse("E_BOMB", f"{job.path.name} would unfold to {found}.", expected, _AGAIN)
