"""Helpers of the tests of reading: files made by real writers, and what was staged of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from sitroom.errors import UnreadableFile
from sitroom.reading import Limits, Parsed, parse


def read(folder: Path, content: str | bytes, name: str = "x.csv", **options: Any) -> Parsed:
    """Write a file and read it."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return parse(file, folder / "out", options=options)


def book(folder: Path, *fills: Callable[[Any], None], **options: Any) -> Parsed:
    """Make a workbook with one sheet for each of the functions, and read it."""
    file = folder / "x.xlsx"
    with xlsxwriter.Workbook(str(file), options) as made:
        for fill in fills:
            fill(made.add_worksheet())
    return parse(file, folder / "out")


def rows(parsed: Parsed, table: int = 0) -> list[tuple[Any, ...]]:
    """Return the staged rows of a table: row_no, its cells, problem, raw."""
    stage = parsed.tables[table].stage
    return duckdb.sql(f"SELECT * FROM read_parquet('{stage}') ORDER BY row_no").fetchall()


def cells(parsed: Parsed, table: int = 0) -> list[tuple[Any, ...]]:
    """Return the cells of the rows that have no problem."""
    return [row[1:-2] for row in rows(parsed, table) if row[-2] is None]


def problems(parsed: Parsed, table: int = 0) -> dict[int, str]:
    """Return row number → problem."""
    return {row[0]: row[-2] for row in rows(parsed, table) if row[-2]}


def refused(file: Path, **limits: int) -> UnreadableFile:
    """Return the error with which a file is refused, once it is a clear one."""
    with pytest.raises(UnreadableFile) as caught:
        parse(file, file.parent / "out", limits=Limits(**limits))
    return clear(caught.value, file)


def clear(error: UnreadableFile, file: Path) -> UnreadableFile:
    """Return an error that has a code, names its file and says what to do, in few words."""
    said = str(error)
    assert error.code.startswith("E_"), said
    assert file.name in error.found, said
    assert error.expected or error.todo, said
    assert len(said) < 600, said
    assert "Traceback" not in said, said
    assert str(file.parent) not in said, said
    return error
