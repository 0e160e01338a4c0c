"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS): every visible sheet with data is one table."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sitroom.reading.archive import check_archive, check_workbook
from sitroom.reading.header import Header, find_header, is_value
from sitroom.reading.notdata import is_not_data
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.stage import Row, stage_rows

Value = int | float | str | bool | date | datetime | time | timedelta
Numbered = tuple[int, list[str | None]]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0
_LOOK = 200  # rows that decide the header and which columns are text


def read(job: Job) -> list[Table]:
    """Read every visible sheet that has cells."""
    try:
        if zipfile.is_zipfile(job.path):
            check_archive(job)
            check_workbook(job)
        book = CalamineWorkbook.from_path(str(job.path))
        return _sheets(job, book)
    except PasswordError as error:
        raise refuse(
            "E_ENCRYPTED",
            f"{job.path.name} is protected with a password.",
            "a file without a password",
            "save it without the password and load it again",
        ) from error
    except (CalamineError, zipfile.BadZipFile, ValueError, EOFError) as error:
        raise refuse(
            "E_WORKBOOK",
            f"{job.path.name} is a damaged workbook: {str(error)[:200]}",
            "a workbook that a spreadsheet program opens",
            "open it, save it again, or send it again",
        ) from error


def _sheets(job: Job, book: CalamineWorkbook) -> list[Table]:
    tables: list[Table] = []
    hidden: list[str] = []
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
            continue
        table = _sheet(job, book.get_sheet_by_name(sheet.name), len(tables))
        if table:
            tables.append(table)
    if hidden:
        job.notes.append(f"hidden sheets left out: {', '.join(hidden)}")
    if not tables:
        raise refuse("E_EMPTY", f"{job.path.name} has no visible sheet with cells.", "a table")
    return tables


def _sheet(job: Job, sheet: CalamineSheet, number: int) -> Table | None:
    if sheet.start is None:
        return None
    left = sheet.start[1]
    merges = [(a[0], a[1] - left, b[0], b[1] - left) for a, b in sheet.merged_cell_ranges or []]
    rows = _texts(sheet)
    look = list(islice(rows, _LOOK))
    spans = {top for top, first, bottom, last in merges if top == bottom and last > first}
    first_rows = [row for row in look if any(row[1])]
    header = find_header(
        [cells for _, cells in first_rows[:60]],
        job.options.get("known_headers", ()),
        {i for i, (row_no, _) in enumerate(first_rows) if row_no - 1 in spans},
    )
    if not header.names:
        return None
    if len(header.names) > job.limits.columns:
        found = f"sheet {sheet.name} has {len(header.names):,} columns."
        raise refuse("E_COLUMNS", found, f"at most {job.limits.columns:,}")
    above = first_rows[header.first_data - 1][0] if header.first_data else 0
    body = _filled(chain(look, rows), merges, above, _text_columns(look, above))
    stage = job.stage(number)
    count, _ = stage_rows(job, _rows(body, header, above), stage)
    return Table(sheet.name, stage, header.names, above, count, header.hints)


def _texts(sheet: CalamineSheet) -> Iterator[Numbered]:
    """Yield every row of a sheet as text, numbered as a spreadsheet program does."""
    for row_no, row in enumerate(sheet.iter_rows(), 1):
        yield row_no, [_text(value) for value in row]


def _text(value: Value) -> str | None:
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Beyond 15 digits a workbook has lost the rest; the exponent shows that.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        whole = value + timedelta(microseconds=500)  # serial days are seldom whole milliseconds
        return whole.replace(microsecond=whole.microsecond // 1000 * 1000).isoformat(sep=" ")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _text_columns(look: Sequence[Numbered], above: int) -> set[int]:
    """Return the columns whose cells are mostly words, into which a label may be filled."""
    words: dict[int, int] = {}
    for row_no, cells in look:
        for place, text in enumerate(cells):
            if row_no > above and text:
                words[place] = words.get(place, 0) + (-1 if is_value(text) else 1)
    return {place for place, surplus in words.items() if surplus > 0}


def _filled(
    rows: Iterator[Numbered], merges: list[Merge], above: int, text_columns: set[int]
) -> Iterator[Numbered]:
    """Give every cell of a merged label the label; a quantity stays in its first cell."""
    waiting = sorted(merge for merge in merges if merge[0] >= above)
    active: list[tuple[Merge, str]] = []
    for row_no, cells in rows:
        at = row_no - 1
        while waiting and waiting[0][0] <= at:
            merge = waiting.pop(0)
            label = cells[merge[1]] if 0 <= merge[1] < len(cells) else None
            if label and not is_value(label):
                active.append((merge, label))
        active = [(merge, label) for merge, label in active if merge[2] >= at]
        for merge, label in active:
            for place in range(merge[1], min(merge[3] + 1, len(cells))):
                if cells[place] is None and place in text_columns:
                    cells[place] = label
        yield row_no, cells


def _rows(rows: Iterator[Numbered], header: Header, above: int) -> Iterator[Row]:
    width = len(header.names)
    for row_no, cells in rows:
        if row_no <= above or not any(cell and cell.strip() for cell in cells):
            continue
        problem = "not_data" if is_not_data(cells, header.names) else None
        if any(cells[width:]):
            problem = problem or "ragged"
        raw = "\t".join(cell or "" for cell in cells).rstrip() if problem else None
        yield row_no, [*cells[:width], *[None] * (width - len(cells))], problem, raw
