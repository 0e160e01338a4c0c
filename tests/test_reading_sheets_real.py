"""Public ugly sheets; what they must give is told by their manifest (U01)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import cells, problems, rows

from sitroom.reading import parse

NAMES = ["Registro", "Sector/Cluster", "Subsector", "Organización", "Hombres", "Mujeres", "País",
         "Departamento/Provincia/Estado", "¿Cuándo?"]  # fmt: skip
TAGS = ["", "#sector+es", "#subsector+es", "#org+es", "#targeted+f", "#targeted+m", "#country",
        "#adm1", "#date+reported"]  # fmt: skip


def test_u01_two_header_rows_tags_and_merged_labels(real_data: Path, tmp_path: Path) -> None:
    parsed = parse(real_data / "ugly/hxl_input-merged.xlsx", tmp_path)
    table = parsed.tables[0]
    assert (table.columns, table.rows, table.header_row) == (NAMES, 4, 3)
    assert table.hints["hxl"].split("\t") == TAGS
    found = cells(parsed)
    assert [row[0] for row in found] == ["001", "002", "003", "004"]
    assert [row[4] for row in found] == ["100", "105", "250", "80"]
    assert (found[2][6], found[2][3]) == ("Colombia", "UNICEF")
    assert {row[8] for row in found} == {"1 March 2015"}


@pytest.mark.parametrize("name", ["hxl_input-quality.xlsx", "hxl_input-quality.xls"])
def test_u01_two_sheets_of_four_rows(real_data: Path, tmp_path: Path, name: str) -> None:
    parsed = parse(real_data / "ugly" / name, tmp_path)
    assert [(t.sheet, t.rows, t.columns) for t in parsed.tables] == [
        ("input-quality-no-hxl", 4, NAMES), ("input-quality-hxl", 4, NAMES)
    ]  # fmt: skip
    assert parsed.tables[1].hints["hxl"].split("\t") == TAGS
    assert "hxl" not in parsed.tables[0].hints
    for table in (0, 1):
        assert [(row[3], row[6], row[4]) for row in cells(parsed, table)] == [
            ("ACNUR", "Panamá", "100"), ("UNICEF", "Colombia", "105"),
            ("UNICEF", "Colombia", "250"), ("OMS", "Venezuela", "80"),
        ]  # fmt: skip


def test_u01_junk_above_the_header_and_tags_below(real_data: Path, tmp_path: Path) -> None:
    parsed = parse(real_data / "ugly/hxl_input-multiple-headers.csv", tmp_path)
    table = parsed.tables[0]
    assert table.columns == ["Org", "No hashtag", "Province", "Number affected"]
    assert (table.header_row, table.hints["hxl"]) == (3, "#org\t\t#adm1\t#affected")
    assert [row[:5] for row in rows(parsed)] == [
        (4, "Org X", "xxx", "Coast", " 100"), (5, "Org Y", "yyy", "Mountains", " 200")
    ]  # fmt: skip


def test_u01_one_value_of_three_lines(real_data: Path, tmp_path: Path) -> None:
    parsed = parse(real_data / "ugly/hxl_input-multiline.csv", tmp_path)
    assert cells(parsed) == [("Line 1\nLine 2\nLine 3",)]
    assert parsed.tables[0].hints["hxl"] == "#description"


def test_u01_a_csv_inside_a_zip(real_data: Path, tmp_path: Path) -> None:
    parsed = parse(real_data / "ugly/hxl_input-untagged-csv.zip", tmp_path)
    assert parsed.tables[0].columns == NAMES[:8]
    assert [row[4] for row in cells(parsed)] == ["100", None, "250"]
    assert problems(parsed) == {}
