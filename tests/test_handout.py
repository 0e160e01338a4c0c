"""Rows that somebody takes along: whole, readable anywhere, and harmless to a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas
import pandas as pd
import pytest
import python_calamine

from sitroom import handout
from sitroom.store.connect import scratch

HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    ' "=1"',
    "＠a",
]
PLAIN = ["-5", "+3.2", "河东泵站内涝", "a=b", ""]


def told(exercise: bool = False) -> handout.Provenance:
    lines = ("What it means", "as of 09:24")
    return handout.Provenance("open_incidents", "Open", lines, ZoneInfo("Asia/Shanghai"), exercise)


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title": [*HOSTILE, *PLAIN],
            "opened_at": [datetime(2026, 7, 12, 1, 24)] * 13 + [None],
            "deaths": [-5, *[None] * 13],
            "lon": [118.1] * 13 + [None],
            "lat": [31.1] * 13 + [None],
        }
    )


def written(rows: pd.DataFrame, form: str, folder: Path, exercise: bool = False) -> Path:
    file = folder / f"rows.{form}"
    handout.write(rows, form, file, told(exercise))
    return file


def test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers(rows, tmp_path):
    text = written(rows, "csv", tmp_path).read_bytes().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(row["title"].startswith("'") for row in found[: len(HOSTILE)])
    assert [row["title"] for row in found[len(HOSTILE) :]] == PLAIN
    assert found[0]["deaths"] == "-5" and found[1]["deaths"] == ""
    assert found[0]["opened_at"] == "2026-07-12T09:24:00+08:00"


def test_a_workbook_holds_texts_not_formulas_and_says_what_it_is(rows, tmp_path):
    import zipfile

    file = written(rows, "xlsx", tmp_path, exercise=True)
    with zipfile.ZipFile(file) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    sheet, about = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert sheet[0][:2] == ["exercise", "title"] and sheet[1][0] == handout.EXERCISE
    assert [row[1] for row in sheet[1:10]] == HOSTILE
    assert sheet[1][2] == datetime(2026, 7, 12, 9, 24) and sheet[1][3] == -5
    assert [row[0] for row in about][:2] == [handout.EXERCISE, "Open"]


def test_geojson_keeps_rows_without_a_place(rows, tmp_path):
    file = written(rows, "geojson", tmp_path)
    said = json.loads(file.read_text(encoding="utf-8"))
    assert len(said["features"]) == len(rows)
    assert said["features"][-1]["geometry"] is None
    assert geopandas.read_file(file).geometry.notna().sum() == len(rows) - 1


def test_parquet_keeps_types_and_says_what_it_is(rows, tmp_path):
    file = written(rows, "parquet", tmp_path, exercise=True)
    con = scratch()
    described = dict(
        con.execute(f"DESCRIBE FROM '{file}'").df()[["column_name", "column_type"]].values
    )
    assert described["opened_at"].startswith("TIMESTAMP") and described["deaths"] == "DOUBLE"
    said = dict(
        con.execute(
            f"SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata('{file}')"
        ).fetchall()
    )
    assert said["title"] == "Open" and said["exercise"]


@pytest.mark.parametrize("form", handout.FORMS)
def test_no_rows_are_a_file_too(rows, form, tmp_path):
    assert written(rows.head(0), form, tmp_path).stat().st_size > 0
