"""Texts that are more than one plain table: several tables, groups with one label, fixed width."""

from __future__ import annotations

from collections.abc import Sequence

from sitroom.reading import printed, spaced
from sitroom.reading.dialect import Dialect, dialect_of
from sitroom.reading.encoding import BAD_BYTE, text_of
from sitroom.reading.fixedwidth import lines_of
from sitroom.reading.grid import Line, has_groups, tables_of
from sitroom.reading.parsed import MB, Job, Table
from sitroom.reading.regions import regions
from sitroom.reading.roster import shifts_of
from sitroom.reading.sections import table_in

_SMALL = 1 << 18  # bytes of a delimited text in which several tables are looked for
_FIXED = 64 * MB  # bytes of a text in columns of fixed width


def tables_in(job: Job) -> list[Table]:
    """Return the tables of a text that is no single plain table of delimited rows; else none."""
    size = job.path.stat().st_size
    if size > _FIXED or (size > _SMALL and _fits(_first_look(job))):
        return []
    notes = list(job.notes)
    with text_of(job) as file:
        start = file.read(_SMALL)
        dialect = dialect_of(start, whole=size <= _SMALL)
        in_sections = start.lstrip().startswith("[")
        text = start if _fits(dialect) and not in_sections else start + file.read()
    found: list[Table] = []
    if "\0" not in text:
        found = _sections(job, text) if in_sections else []
        found = found or _printed(job, text, dialect)
        found = found or ([] if _fits(dialect) else fixed(job, text))
        found = found or _several(job, dialect, size)
    if not found:
        job.notes[:] = notes
    return found


def _first_look(job: Job) -> Dialect:
    """Return how the first part of a large text is cut, before its encoding is known."""
    with job.path.open("rb") as file:
        start = file.read(_SMALL).decode("utf-8", errors="ignore")
    return dialect_of(start.removeprefix("\ufeff"), whole=False)


def _fits(dialect: Dialect) -> bool:
    """Say whether a delimiter cuts most lines into equally many fields."""
    widths = [len(record) for record in dialect.records if any(record)]
    usual = max(set(widths), key=widths.count, default=1)
    return usual > 1 and widths.count(usual) >= 0.6 * len(widths)


def _sections(job: Job, text: str) -> list[Table]:
    delimiter, records = table_in(text)
    if not records:
        return []
    job.delimiter = delimiter
    return tables_of(job, _lines(records))


def _printed(job: Job, text: str, dialect: Dialect) -> list[Table]:
    """Stage what a program printed; a text that a delimiter cuts is none, unless it is `|`."""
    if _fits(dialect) and dialect.delimiter != "|":
        return []
    return tables_of(job, lines) if (lines := printed.lines_of(text)) else []


def fixed(job: Job, text: str) -> list[Table]:
    """Return the tables of a text whose columns have a place on the line, or words; else none."""
    known = frozenset(job.options.get("known_headers", ()))
    lines, note = lines_of(text, known), "read as columns of fixed width"
    if not lines:
        lines, note = spaced.lines_of(text, known), "read as words, one blank apart"
    if not lines:
        return []
    job.format = "fixed"
    job.notes.append(note)
    return tables_of(job, lines)


def _several(job: Job, dialect: Dialect, size: int) -> list[Table]:
    """Stage the tables of a small delimited text when they are several, or have groups."""
    known = frozenset(job.options.get("known_headers", ()))
    if size > _SMALL or len(dialect.records) > 2000:
        return []
    lines = _lines(list(enumerate(dialect.records, 1)))
    is_roster = any(True for _ in shifts_of(job, lines, None))
    if not is_roster and len(regions(dialect.records, known)) < 2 and not has_groups(lines, known):
        return []
    job.delimiter = dialect.delimiter
    return tables_of(job, lines)


def _lines(records: Sequence[tuple[int, Sequence[str]]]) -> list[Line]:
    return [
        (
            number,
            [field.replace(BAD_BYTE, "\ufffd") or None for field in record],
            "bad_encoding" if any(BAD_BYTE in field for field in record) else None,
        )
        for number, record in records
    ]
