"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS): every visible sheet with data is one table."""

from __future__ import annotations

import gc
import zipfile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sitroom.reading.archive import check_archive
from sitroom.reading.batches import text_of_value
from sitroom.reading.grid import Line, tables_of
from sitroom.reading.longsheet import tables_of_long
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.sheetparts import check_workbook

_LONG = 5000  # rows of a sheet beyond which it is read in batches


def read(job: Job) -> list[Table]:
    """Read every visible sheet that has cells."""
    gc.disable()  # rows of cells hold no cycles; looking for some takes a third of the time
    try:
        if zipfile.is_zipfile(job.path):
            check_archive(job)
            check_workbook(job)
        return _sheets(job, _opened(job))
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


def _opened(job: Job) -> CalamineWorkbook:
    """Open a workbook; one whose name says another kind is known by its content."""
    try:
        return CalamineWorkbook.from_path(str(job.path))
    except PasswordError:
        raise
    except CalamineError:
        with job.path.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)


def _sheets(job: Job, book: CalamineWorkbook) -> list[Table]:
    tables: list[Table] = []
    hidden: list[str] = []
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
            continue
        tables += _tables(job, book.get_sheet_by_name(sheet.name), len(tables))
    if hidden:
        job.notes.append(f"hidden sheets left out: {', '.join(hidden)}")
    if not tables:
        raise refuse("E_EMPTY", f"{job.path.name} has no visible sheet with cells.", "a table")
    return tables


def _tables(job: Job, sheet: CalamineSheet, number: int) -> list[Table]:
    """Stage the tables of one sheet; the first has that number."""
    if sheet.start is None:
        return []
    left = sheet.start[1]
    merges = [(a[0], a[1] - left, b[0], b[1] - left) for a, b in sheet.merged_cell_ranges or []]
    if sheet.total_height > _LONG:
        return tables_of_long(job, sheet, merges, number)
    lines: list[Line] = [
        (row_no, [text_of_value(value) for value in row], None)
        for row_no, row in enumerate(sheet.iter_rows(), 1)
    ]
    return tables_of(job, lines, sheet=sheet.name, merges=merges or None, number=number)
