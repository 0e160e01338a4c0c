"""Codes and numbers of things stay as they were written; what a spreadsheet ruined is said."""

from __future__ import annotations

import pytest
from recognition import shape


def test_c16_of_three_headers_that_are_one_the_first_is_taken_and_the_others_are_kept() -> None:
    rows = [["A1", "x1", "y1", "2024-07-03", "Fire"], ["A2", "x2", "y2", "2024-07-04", "Fire"]]
    shaped = shape(["id", "id 2", "ID", "Date", "Type"], rows)
    assert shaped.column("source_ref") == ["A1", "A2"]
    assert [c.field for c in shaped.recognition.columns][1:3] == [None, None]


def test_c19_decimal_commas_of_one_column_part_the_thousands_of_another() -> None:
    header = ["Artículo", "Unidad", "Cantidad", "Precio unitario"]
    rows = [["Manta", "unidades", "1.200", "3,50"], ["Agua", "litros", "12.500", "0,40"]]
    shaped = shape(header, rows)
    assert shaped.rows("qty_on_hand", "unit_price") == [(1200, 3.5), (12500, 0.4)]
    assert "thousands" in shaped.recognition.columns[2].note


def test_c21_a_cell_of_another_type_far_down_is_flagged_alone() -> None:
    rows: list[list[str | None]] = [["2024-07-03", "Fire", "1"]] * 30_000
    rows.append(["2024-07-03", "Fire", "several"])
    shaped = shape(["Date", "Type", "Deaths"], rows)
    assert shaped.flagged == {("cell", "bad_number", "incident.deaths"): ["several"]}
    assert shaped.one("count(deaths)")[0] == 30_000


def test_c22_leading_zeros_and_letters_that_look_like_numbers_stay() -> None:
    rows = [["0012", "2024-07-03", "Fire", "007"], ["0E0", "2024-07-04", "Fire", "1E5"]]
    shaped = shape(["Incident No", "Date", "Type", "Item ref"], rows)
    assert shaped.column("source_ref") == ["0012", "0E0"]
    assert not shaped.flagged


def test_c23_a_number_that_a_spreadsheet_rounded_sets_the_row_aside() -> None:
    rows = [["1.10101E+17", "2024-07-03", "火灾"], ["110101202407030001", "2024-07-04", "火灾"]]
    shaped = shape(["事件编号", "发生时间", "事件类型"], rows)
    assert shaped.flagged == {("row", "damaged_number", "incident.source_ref"): ["1.10101E+17"]}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["410000000000", "110101000000"], ["410000", "110101"]),
        (["110101001", "110102000"], ["110101001", "110102"]),
        (["1001", "48201", "6037"], ["01001", "48201", "06037"]),
        (["110101.0", "110102.0"], ["110101", "110102"]),
        (["ken", "mdg"], ["KEN", "MDG"]),
    ],
)
def test_codes_of_areas_have_one_form(codes: list[str], expected: list[str]) -> None:
    rows = [["2024-07-03", "火灾", code] for code in codes]
    shaped = shape(["发生时间", "事件类型", "行政区划代码"], rows)
    assert shaped.column("region_code") == expected


def test_an_area_code_that_a_spreadsheet_rounded_is_left_out() -> None:
    rows = [["2024-07-03", "火灾", "4.1E+11"], ["2024-07-03", "火灾", "410000000000"]]
    shaped = shape(["发生时间", "事件类型", "行政区划代码"], rows)
    assert shaped.column("region_code")[0] is None
    assert ("cell", "damaged_number", "incident.region_code") in shaped.flagged


def test_r03_a_level_outside_the_scale_is_flagged() -> None:
    rows = [["2024-07-03", "火灾", "5级"], ["2024-07-03", "火灾", "二级"]]
    shaped = shape(["发生时间", "事件类型", "事件等级"], rows)
    assert shaped.column("level") == [None, 2]
    assert ("cell", "unknown_level", "incident.level") in shaped.flagged


def test_acres_are_hectares_where_the_headers_are_american() -> None:
    header = ["FIRE_NAME", "DISCOVERY_DATE", "FIRE_SIZE", "STATE", "FIPS_CODE"]
    shaped = shape(header, [["PIGEON", "2004-05-12", "100", "CA", "06061"]])
    assert shaped.column("burnt_area_ha")[0] == pytest.approx(40.468564224)
    assert "acres" in shaped.recognition.columns[2].note
