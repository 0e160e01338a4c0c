"""Write rows as the kinds of files that offices keep, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from words import Text, chinese_time

Column = tuple[Text, Callable[[Any], Any]]
Row = list[Any]


def table(columns: Sequence[Column], things: Iterable[Any], language: str) -> tuple[Row, list[Row]]:
    """Return the header and the rows of things, in one language, as typed cells."""
    header = [name.of(language) for name, _ in columns]
    return header, [[_said(cell(x), language) for _, cell in columns] for x in things]


def _said(value: Any, language: str) -> Any:
    if isinstance(value, Text):
        return value.of(language) or None
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value


def _plain(value: Any, by_hand: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return chinese_time(value) if by_hand else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value)


def csv_file(
    path: Path, header: Row, rows: list[Row], encoding: str = "utf-8-sig", by_hand: bool = False
) -> None:
    """Write a CSV; `by_hand` writes times in the Chinese manner."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[_plain(cell, by_hand) for cell in row] for row in rows])
    _put(path, text.getvalue().encode(encoding))


def fire_csv(path: Path, header: Row, rows: list[Row], language: str) -> None:
    """Write the fire brigade's CSV; in Chinese its system keeps GB18030 and times by hand."""
    zh = language == "zh"
    csv_file(path, header, rows, "gb18030" if zh else "utf-8-sig", by_hand=zh)


def xlsx_file(path: Path, sheets: dict[str, tuple[str, Row, list[Row]]]) -> None:
    """Write a workbook of sheets: name → (title above the header or "", header, rows)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": datetime(2026, 7, 12), "author": ""})
    bold = book.add_format({"bold": True})
    instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, (title, header, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        top = 0
        if title:
            sheet.merge_range(0, 0, 0, len(header) - 1, title, bold)
            top = 1
        sheet.write_row(top, 0, header, bold)
        sheet.set_column(0, len(header) - 1, 15)
        for number, row in enumerate(rows, top + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, instant)
                elif isinstance(cell, date):
                    midnight = datetime(cell.year, cell.month, cell.day)
                    sheet.write_datetime(number, column, midnight, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
    book.close()


def serial(day: date) -> int:
    """Return a date as the number of days that spreadsheets count since 1900."""
    return (day - date(1899, 12, 30)).days


def json_file(path: Path, value: Any, indent: int | None = 1) -> None:
    """Write one JSON document."""
    _put(path, (json.dumps(value, ensure_ascii=False, indent=indent) + "\n").encode())


def ndjson_file(path: Path, values: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    lines = (json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    _put(path, "".join(lines).encode())


def geojson_file(path: Path, features: Iterable[dict[str, Any]]) -> None:
    """Write a FeatureCollection, one feature a line."""
    lines = ",\n".join(json.dumps(f, ensure_ascii=False) for f in features)
    _put(path, f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode())


def text_file(path: Path, text: str) -> None:
    """Write a text in UTF-8."""
    _put(path, text.encode())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
