"""Rows that somebody takes along: CSV, XLSX, GeoJSON and Parquet, harmless to every spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sitroom.store.parquet import write_parquet

if TYPE_CHECKING:
    import pandas as pd

# What every page, file and link of an exercise is marked with, in both languages.
EXERCISE = "EXERCISE 演练"
GEOMETRY = "geom_wkb"
_LONGEST_CELL = 32_000
# A spreadsheet runs a cell that begins so, also behind quotes, blanks or in full width.
_RUNS = re.compile(r"""^[\s"']*[=+\-@＝＋－＠\t\r]|^[\t\r]""")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "in_memory": True,
}


@dataclass(frozen=True)
class Provenance:
    """What a file says of itself: name and definition, its moment, its sources."""

    name: str
    title: str
    lines: tuple[str, ...]
    zone: ZoneInfo
    is_exercise: bool = False


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a plain number stays one."""
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def write(rows: pd.DataFrame, form: str, path: Path, told: Provenance) -> None:
    """Write rows as `form`, one of FORMS; instants (`…_at`) are on the site's clock."""
    if told.is_exercise:
        rows = rows.copy()
        rows.insert(0, "exercise", EXERCISE)
    FORMS[form][1](rows, path, told)


def _write_csv(rows: pd.DataFrame, path: Path, told: Provenance) -> None:
    # The mark at the beginning tells spreadsheets that Chinese texts are UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        columns = _flat_columns(rows)
        out.writerow([harmless(column) for column in columns])
        for row in _records(rows, columns):
            cells = [_said(value, column, told.zone) for column, value in row.items()]
            out.writerow([harmless(c) if isinstance(c, str) else c for c in cells])


def _write_xlsx(rows: pd.DataFrame, path: Path, told: Provenance) -> None:
    from xlsxwriter import Workbook

    book = Workbook(str(path), _AS_TEXT)
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "instant": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        # Excel's own mark of a text that looks like a formula.
        "text": book.add_format({"quote_prefix": True, "num_format": "@"}),
    }
    sheet, columns = book.add_worksheet(told.name[:31]), _flat_columns(rows)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, looks["head"])
    for line, row in enumerate(_records(rows, columns), start=1):
        for place, (column, value) in enumerate(row.items()):
            _write_cell(sheet, line, place, value, column, told.zone, looks)
    sheet.freeze_panes(1, 0)
    about = book.add_worksheet("About" if told.name != "About" else "About this")
    mark = [EXERCISE] if told.is_exercise else []
    for line, text in enumerate([*mark, told.title, *told.lines]):
        about.write_string(line, 0, harmless(text))
    if told.is_exercise:
        for one in (sheet, about):
            one.set_header(f"&C{EXERCISE}")
    book.close()


def _write_cell(
    sheet: Any, line: int, place: int, value: Any, column: str, zone: ZoneInfo, looks: dict
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    elif isinstance(value, datetime) and column.endswith("_at"):
        sheet.write_datetime(
            line, place, _local(value, zone).replace(tzinfo=None), looks["instant"]
        )
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, looks["day"])
    else:
        text = str(_said(value, column, zone))[:_LONGEST_CELL]
        # Behind the mark a formula is text even for a program that knows no mark.
        sheet.write_string(line, place, text, looks["text"] if _RUNS.match(text) else None)


def _write_geojson(rows: pd.DataFrame, path: Path, told: Provenance) -> None:
    columns = [column for column in rows.columns if column != GEOMETRY]
    shapes = _shapes(rows)
    features = [
        {
            "type": "Feature",
            "geometry": shape,
            "properties": {c: _said(value, c, told.zone) for c, value in row.items()},
        }
        for row, shape in zip(_records(rows, columns), shapes, strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "name": told.name,
        "description": "\n".join((told.title, *told.lines)),
        "features": features,
    }
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def _write_parquet(rows: pd.DataFrame, path: Path, told: Provenance) -> None:
    about = {"title": told.title, "about": "\n".join(told.lines)}
    write_parquet(rows, path, about | ({"exercise": EXERCISE} if told.is_exercise else {}))


FORMS: dict[str, tuple[str, Callable[[Any, Path, Provenance], None]]] = {
    "csv": ("text/csv; charset=utf-8", _write_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _write_xlsx,
    ),
    "geojson": ("application/geo+json", _write_geojson),
    "parquet": ("application/vnd.apache.parquet", _write_parquet),
}


def _flat_columns(rows: pd.DataFrame) -> list[str]:
    return [str(column) for column in rows.columns if column != GEOMETRY]


def _records(rows: pd.DataFrame, columns: list[str]) -> list[dict[str, Any]]:
    flat: Any = rows[columns].astype(object)
    return flat.where(flat.notna(), None).to_dict("records")


def _said(value: Any, column: str, zone: ZoneInfo) -> Any:
    """Return a value as CSV and JSON can say it: instants on the site's clock, with its offset."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, datetime):
        return (_local(value, zone) if column.endswith("_at") else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(zone)


def _shapes(rows: pd.DataFrame) -> list[dict[str, Any] | None]:
    """Return each row's geometry, else its point, else none: a row without a place is kept."""
    if GEOMETRY in rows:
        import shapely

        found = shapely.from_wkb([bytes(b) if b is not None else None for b in rows[GEOMETRY]])
        return [None if one is None else shapely.geometry.mapping(one) for one in found]
    if not {"lon", "lat"} <= set(rows.columns):
        return [None] * len(rows)
    return [
        None
        if lon != lon or lat != lat or lon is None or lat is None
        else {"type": "Point", "coordinates": [float(lon), float(lat)]}
        for lon, lat in zip(rows["lon"], rows["lat"], strict=True)
    ]
