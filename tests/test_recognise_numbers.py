"""Numbers as offices write them, and what is refused because it would be read wrongly."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recognition import Shaped, shape

from sitroom.recognise.spoken_numbers import read_spoken


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
        ("约三百", 300),
        ("三百二十", 320),
        ("近百", 100),
        ("壹佰贰拾", 120),
        ("1万2千", 12_000),
        ("1.234.567", 1_234_567),
        ("٣٤٥", 345),
        ("approx. 50", 50),
        ("1.2 million", 1_200_000),
        ("10.00K", 10_000),
        ("0", 0),
    ],
)
def test_n02_a_way_of_writing_a_number(written: str, value: float) -> None:
    shaped = stock([written, "5"])
    assert shaped.column("qty_on_hand") == [value, 5]
    assert not shaped.flagged


@pytest.mark.parametrize(
    "written",
    ["0x10", "1_000", "NaN", "inf", "1e400", "3-5", "3至5箱", "数箱", "1,23,4", "--5", "1/2", "3+2",
     "50%", "1st"],
)  # fmt: skip
def test_n05_n06_what_is_no_number_is_flagged(written: str) -> None:
    shaped = stock([written, "5", "6"])
    assert shaped.column("qty_on_hand") == [None, 5, 6]
    assert shaped.flagged == {("cell", "bad_number", "stock.qty_on_hand"): [written]}


def test_n03_a_decimal_comma_is_decided_on_the_whole_column() -> None:
    shaped = stock(["1.234,5", "2.000", "7,25"])
    assert shaped.column("qty_on_hand") == [1234.5, 2000, 7.25]


def test_n03_a_comma_of_thousands_is_no_decimal_comma() -> None:
    shaped = stock(["1,234", "2.5", "12,000"])
    assert shaped.column("qty_on_hand") == [1234, 2.5, 12000]


def test_n04_the_unit_behind_a_number_is_kept_where_no_column_has_it() -> None:
    shaped = shape(
        ["物资名称", "仓库", "数量"], [["帐篷", "东库", "198件"], ["水", "东库", "20箱"]]
    )
    assert shaped.rows("qty_on_hand", "unit") == [(198, "件"), (20, "箱")]


def test_a_header_in_ten_thousands_multiplies_once_and_a_cell_in_its_own_unit_wins() -> None:
    rows = [["2024-07-03", "火灾", "52.7"], ["2024-07-03", "火灾", "3.5亿"]]
    shaped = shape(["发生时间", "事件类型", "直接经济损失(万元)"], rows)
    assert shaped.column("loss_cny") == [527_000, 350_000_000]


def test_n11_unknown_is_not_zero_and_none_is() -> None:
    shaped = deaths([None, "无", "—", "3", "待核实"])
    assert shaped.column("deaths") == [None, 0, None, 3, None]
    assert not shaped.flagged


def test_n07_half_a_person_is_refused_and_a_whole_number_with_a_point_is_not() -> None:
    shaped = deaths(["1.5", "2.0", "3"])
    assert shaped.column("deaths") == [None, 2, 3]
    assert shaped.flagged == {("cell", "bad_number", "incident.deaths"): ["1.5"]}


def test_n08_large_counts_stay_exact() -> None:
    assert deaths(["9007199254740993"]).column("deaths") == [9007199254740993]


def test_n01_negative_stock_sets_the_row_aside() -> None:
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


@pytest.mark.parametrize(
    ("written", "dead"),
    [("死亡3人（含失踪1人）", 3), ("7 deaths (incl. 1 missing)", 7), ("7 (1 missing)", 7),
     ("十余人", 10), ("近百人", 100), ("二十三人", 23), ("2.5M", 2_500_000), ("two", 2),
     ("3死2伤", None), ("数十人", None), ("3-5人", None)],
)  # fmt: skip
def test_a_count_of_people_in_words_is_one_number_and_never_a_sum(
    written: str, dead: int | None
) -> None:
    assert deaths([written, "4"]).column("deaths") == [dead, 4]


def test_a_range_stays_a_text_and_says_so() -> None:
    shaped = deaths(["3-5人", "4"])
    check = next(c for c in shaped.recognition.checks if c.reason == "bad_number")
    assert "a range" in check.detail_sql
    assert shaped.flagged == {("cell", "bad_number", "incident.deaths"): ["3-5人"]}


def test_a_word_for_ten_thousand_in_a_cell_counts_once_in_a_column_of_them() -> None:
    rows = [["2024-07-03", "火灾", v] for v in ("三千", "3万", "2")]
    shaped = shape(["发生时间", "事件类型", "受灾人口(万人)"], rows)
    assert shaped.column("affected") == [30_000_000, 30_000, 20_000]


def test_the_m_of_a_magnitude_is_no_million() -> None:
    rows = [["2024-07-03", "地震", "6.4"]]
    assert shape(["发震时间", "类型", "震级(M)"], rows).column("magnitude") == [6.4]


def test_money_of_another_country_is_not_read_as_yuan() -> None:
    rows = [["2024-07-03", "Fire", "12"], ["2024-07-04", "Fire", "5"]]
    shaped = shape(["Date", "Type", "Economic loss ('000 US$)"], rows)
    assert shaped.recognition.columns[2].field is None
    assert "not in yuan" in shaped.recognition.columns[2].note
    rows = [["2024-07-03", "火灾", "US$ 12"], ["2024-07-04", "火灾", "5元"]]
    assert shape(["发生时间", "类型", "直接经济损失"], rows).column("loss_cny") == [None, 5]


def test_a_price_is_in_the_money_that_its_header_names_unless_a_column_says_it() -> None:
    rows = [["帐篷", "顶", "东库", "12", "350"], ["帐篷", "顶", "西库", "9", None]]
    head = ["物资名称", "单位", "仓库", "数量"]
    assert shape([*head, "单价(元)"], rows).column("currency") == ["CNY", None]
    plain = shape([*head, "单价"], rows).con.execute("SELECT * FROM shaped").description
    assert "currency" not in [name for name, *_ in plain]
    told = [[*row, "EUR"] for row in rows]
    assert shape([*head, "单价(元)", "币种"], told).column("currency") == ["EUR", "EUR"]


def test_n10_a_quantity_in_percent_is_no_quantity() -> None:
    assert stock(["120%", "5"]).column("qty_on_hand") == [None, 5]


_HAN = "零一二三四五六七八九"


def _in_han(number: int) -> str:
    """Write a number below ten thousand as Chinese does."""
    if number < 20:
        return ("十" + (_HAN[number % 10] if number % 10 else "")) if number > 9 else _HAN[number]
    text, gap = "", False
    for place, size in enumerate((1000, 100, 10, 1)):
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + _HAN[digit] + ("千", "百", "十", "")[place]
        gap = bool(text) and not digit
    return text


@given(
    st.integers(1, 9_999), st.sampled_from(["", "万", "亿"]), st.sampled_from(["", "人", "余人"])
)
def test_a_chinese_numeral_has_its_value(number: int, large: str, tail: str) -> None:
    size = {"": 1, "万": 10_000, "亿": 100_000_000}[large]
    assert read_spoken(_in_han(number) + large + tail) == number * size


@given(st.text(max_size=12))
def test_any_text_is_a_finite_number_or_none(text: str) -> None:
    value = read_spoken(text)
    assert value is None or isfinite(value)


@given(st.integers(0, 10**12))
def test_grouped_and_plain_digits_are_the_same_number(number: int) -> None:
    assert read_spoken(f"{number:,}") == read_spoken(str(number)) == number
