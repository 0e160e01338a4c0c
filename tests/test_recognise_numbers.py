"""Numbers as offices write them, and what is refused because it would be read wrongly."""

from __future__ import annotations

import pytest
from recognition import Shaped, shape


def stock(quantities: list[str | None], header: str = "数量") -> Shaped:
    rows = [["帐篷", "顶", "东库", f"L{n}", value] for n, value in enumerate(quantities)]
    return shape(["物资名称", "单位", "仓库", "批号", header], rows)


def deaths(values: list[str | None]) -> Shaped:
    rows = [["2024-07-03", "火灾", value] for value in values]
    return shape(["发生时间", "事件类型", "死亡人数"], rows)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234", 1234),
        ("1,234.5", 1234.5),
        ("１２３", 123),
        ("3.5万", 35_000),
        ("1.2亿", 120_000_000),
        ("约30", 30),
        ("30余", 30),
        ("198件", 198),
        ("2.4 t", 2.4),
        ("≥3", 3),
        (" 12 ", 12),
        ("1e3", 1000),
        ("0", 0),
    ],
)
def test_a_way_of_writing_a_number(written: str, value: float) -> None:
    shaped = stock([written, "5"])
    assert shaped.column("qty_on_hand") == [value, 5]
    assert not shaped.flagged


@pytest.mark.parametrize(
    "written", ["0x10", "1_000", "NaN", "inf", "1e400", "3-5", "数箱", "1,23,4", "--5"]
)
def test_what_is_no_number_is_flagged(written: str) -> None:
    shaped = stock([written, "5", "6"])
    assert shaped.column("qty_on_hand") == [None, 5, 6]
    assert shaped.flagged == {("cell", "bad_number", "stock.qty_on_hand"): [written]}


def test_a_decimal_comma_is_decided_on_the_whole_column() -> None:
    shaped = stock(["1.234,5", "2.000", "7,25"])
    assert shaped.column("qty_on_hand") == [1234.5, 2000, 7.25]


def test_a_comma_of_thousands_is_no_decimal_comma() -> None:
    shaped = stock(["1,234", "2.5", "12,000"])
    assert shaped.column("qty_on_hand") == [1234, 2.5, 12000]


def test_the_unit_behind_a_number_is_kept_where_no_column_has_it() -> None:
    shaped = shape(
        ["物资名称", "仓库", "数量"], [["帐篷", "东库", "198件"], ["水", "东库", "20箱"]]
    )
    assert shaped.rows("qty_on_hand", "unit") == [(198, "件"), (20, "箱")]


def test_a_header_in_ten_thousands_multiplies_once_and_a_cell_in_its_own_unit_wins() -> None:
    rows = [["2024-07-03", "火灾", "52.7"], ["2024-07-03", "火灾", "3.5亿"]]
    shaped = shape(["发生时间", "事件类型", "直接经济损失(万元)"], rows)
    assert shaped.column("loss_cny") == [527_000, 350_000_000]


def test_unknown_is_not_zero_and_none_is() -> None:
    shaped = deaths([None, "无", "—", "3", "待核实"])
    assert shaped.column("deaths") == [None, 0, None, 3, None]
    assert not shaped.flagged


def test_half_a_person_is_refused_and_a_whole_number_with_a_point_is_not() -> None:
    shaped = deaths(["1.5", "2.0", "3"])
    assert shaped.column("deaths") == [None, 2, 3]
    assert shaped.flagged == {("cell", "bad_number", "incident.deaths"): ["1.5"]}


def test_large_counts_stay_exact() -> None:
    assert deaths(["9007199254740993"]).column("deaths") == [9007199254740993]


def test_negative_stock_sets_the_row_aside() -> None:
    shaped = stock(["-4", "5"])
    assert shaped.flagged == {("row", "negative_qty", "stock.qty_on_hand"): ["-4"]}


def test_numbers_of_disjoint_groups_of_people_are_added_up() -> None:
    header = ["Date", "Type", "DeathsWorkers", "DeathsPublic", "OffsiteDeaths"]
    shaped = shape(
        header, [["2024-07-03", "Fire", "1", "2", "2"], ["2024-07-04", "Fire", "", "", ""]]
    )
    assert shaped.column("deaths") == [3, None]
    assert shaped.field_of["OffsiteDeaths"] is None


def test_two_columns_that_could_be_one_count_are_reported_and_none_is_taken() -> None:
    header = ["Date", "Type", "Onsite Injuries", "Offsite Injuries"]
    shaped = shape(header, [["2024-07-03", "Fire", "1", "2"]])
    assert "injured" not in {name.partition(".")[2] for name in shaped.recognition.expressions}
    notes = [c.note for c in shaped.recognition.columns[2:]]
    assert all("none was taken" in note for note in notes)


def test_areas_are_turned_into_hectares_by_the_headers_unit() -> None:
    rows = [["2024-07-03", "森林火灾", "15"]]
    assert shape(["发生时间", "类型", "过火面积(亩)"], rows).column("burnt_area_ha")[
        0
    ] == pytest.approx(1)
    assert shape(["发生时间", "类型", "过火面积(公顷)"], rows).column("burnt_area_ha") == [15]
