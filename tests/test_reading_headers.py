"""Headers of one to three levels, units, HXL tags, and what stands around a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sheets import book, cells, problems, read

from sitroom.reading.header import find_header, known_keys

NAMES = ["编号", "名称", "死亡 男", "死亡 女", "受伤 男", "受伤 女", "损失"]


def three_levels(sheet: Any) -> None:
    sheet.merge_range("A1:G1", "兰汀市突发事件统计表")
    for place, name in (("A2:A4", "编号"), ("B2:B4", "名称"), ("G2:G4", "损失")):
        sheet.merge_range(place, name)
    sheet.merge_range("C2:F2", "人员伤亡")
    sheet.merge_range("C3:D3", "死亡")
    sheet.merge_range("E3:F3", "受伤")
    sheet.write_row("C4", ["男", "女", "男", "女"])
    sheet.write_row("A5", ["1", "内涝", 1, 0, 2, 3, 5.5])
    sheet.write_row("A6", ["2", "滑坡", 0, 0, 1, 0, 7])


def test_x09_a_header_of_three_levels_merged_across_and_down(tmp_path: Path) -> None:
    parsed = book(tmp_path, three_levels)
    table = parsed.tables[0]
    assert table.columns == NAMES
    assert (table.header_row, table.hints["title"]) == (4, "兰汀市突发事件统计表")
    assert cells(parsed) == [
        ("1", "内涝", "1", "0", "2", "3", "5.5"), ("2", "滑坡", "0", "0", "1", "0", "7")
    ]  # fmt: skip


def test_a_header_of_three_levels_by_its_gaps(tmp_path: Path) -> None:
    text = (
        "兰汀市突发事件统计表,,,,,,\n编号,名称,人员伤亡,,,,损失\n,,死亡,,受伤,,\n,,男,女,男,女,\n"
        "1,内涝,1,0,2,3,5.5\n2,滑坡,0,0,1,0,7\n"
    )
    parsed = read(tmp_path, text, known_headers={"编号", "名称", "损失"})
    assert parsed.tables[0].columns == NAMES
    assert (parsed.tables[0].header_row, len(cells(parsed))) == (4, 2)


def test_groups_above_the_names_make_them_unique() -> None:
    rows = [
        ["Place", "", "2023", "", "2024", ""],
        ["Region", "District", "Deaths", "Injured", "Deaths", "Injured"],
        ["A", "B", "1", "2", "3", "4"],
    ]
    header = find_header(rows, known_keys(["Region", "District", "Deaths", "Injured"]))
    assert (header.names[:2], header.first_data) == (["Region", "District"], 2)
    upper = [["", "", "First half", "", "Second half", ""], *rows[1:]]
    assert find_header(upper, frozenset()).names == [
        "Region", "District", "First half Deaths", "First half Injured", "Second half Deaths",
        "Second half Injured",
    ]  # fmt: skip


def test_years_below_a_merged_group_are_its_columns(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.merge_range("A1:A2", "Region")
        sheet.merge_range("B1:D1", "Floods")
        sheet.write_row("B2", [2022, 2023, 2024])
        sheet.write_row("A3", ["North", 4, 5, 6])
        sheet.write_row("A4", ["South", 7, 8, 9])

    parsed = book(tmp_path, fill)
    assert parsed.tables[0].columns == ["Region", "Floods 2022", "Floods 2023", "Floods 2024"]
    assert cells(parsed) == [("North", "4", "5", "6"), ("South", "7", "8", "9")]


@pytest.mark.parametrize(
    ("units", "named"),
    [
        (",(件),(件)", ["物资名称", "库存数量(件)", "最低数量(件)"]),
        ("-,吨,万元", ["物资名称", "库存数量(吨)", "最低数量(万元)"]),
        ("单位,件,%", ["物资名称(单位)", "库存数量(件)", "最低数量(%)"]),
    ],
)
def test_a_row_of_units_belongs_to_the_header(tmp_path: Path, units: str, named: list[str]) -> None:
    parsed = read(tmp_path, f"物资名称,库存数量,最低数量\n{units}\n帐篷,10,5\n棉被,7,6\n")
    assert parsed.tables[0].columns == named
    assert cells(parsed) == [("帐篷", "10", "5"), ("棉被", "7", "6")]


def test_a_row_of_data_in_words_is_no_row_of_units(tmp_path: Path) -> None:
    parsed = read(tmp_path, "item,unit,state\nkg,kg,kg scale\ntent,pcs,good\n")
    assert len(cells(parsed)) == 2


TAGGED = "#org,#adm1,#affected+f\n"
LABELS = "Org,Province,Affected women\n"
BODY = "X,Coast,100\nY,Hills,200\n"


@pytest.mark.parametrize(
    ("text", "columns", "header_row"),
    [
        (LABELS + TAGGED + BODY, ["Org", "Province", "Affected women"], 2),
        ("Junk,Junk,Junk\n" + LABELS + TAGGED + BODY, ["Org", "Province", "Affected women"], 3),
        (TAGGED + LABELS + BODY, ["Org", "Province", "Affected women"], 2),
        (TAGGED + BODY, ["#org", "#adm1", "#affected+f"], 1),
        ("A report of the office,,\n" + TAGGED + BODY, ["#org", "#adm1", "#affected+f"], 2),
        (
            "Who,Where,\n" + LABELS + "# org ,#adm1,#affected +f\n" + BODY,
            ["Org", "Province", "Affected women"],
            3,
        ),
    ],
)
def test_hxl_tags_are_handed_on_wherever_they_stand(
    tmp_path: Path, text: str, columns: list[str], header_row: int
) -> None:
    parsed = read(tmp_path, text, known_headers={"Org", "Province"})
    table = parsed.tables[0]
    assert (table.columns, table.header_row) == (columns, header_row)
    assert [tag.replace(" ", "") for tag in table.hints["hxl"].split("\t")] == [
        "#org", "#adm1", "#affected+f"
    ]  # fmt: skip
    assert cells(parsed) == [("X", "Coast", "100"), ("Y", "Hills", "200")]


def test_a_header_said_again_in_another_language_is_no_row(tmp_path: Path) -> None:
    text = (
        "事件编号,事件名称,死亡,受伤\nIncident no,Title,Deaths,Injured\nA1,内涝,0,1\nA2,滑坡,1,2\n"
    )
    parsed = read(tmp_path, text)
    assert parsed.tables[0].columns == ["事件编号", "事件名称", "死亡", "受伤"]
    assert cells(parsed) == [("A1", "内涝", "0", "1"), ("A2", "滑坡", "1", "2")]


def test_a_first_row_with_words_for_figures_is_a_row(tmp_path: Path) -> None:
    text = "事件编号,事件名称,死亡,受伤\nA0,风灾,不详,不详\nA1,内涝,0,1\nA2,滑坡,1,2\n"
    assert cells(read(tmp_path, text))[0] == ("A0", "风灾", "不详", "不详")


def test_c32_titles_above_are_found_without_being_told(tmp_path: Path) -> None:
    above = "Situation report no. 7\nMinistry, 12 July 2026\n\n"
    body = "Incident no,Title,Deaths\nA1,Flood,0\nA2,Fire,1\nA3,Storm,2\n"
    parsed = read(tmp_path, above + body, known_headers={"Incident no", "Title", "Deaths"})
    assert (parsed.tables[0].columns, parsed.tables[0].header_row) == (
        ["Incident no", "Title", "Deaths"], 4
    )  # fmt: skip
    assert parsed.tables[0].hints["title"] == "Situation report no. 7"


PAGES = "兰汀市物资统计表,,\n物资,数量,单位\n帐篷,1,顶\n第1页 共2页,,\n兰汀市物资统计表,,\n物资,数量,单位\n棉被,2,床\n"


def test_headers_and_titles_repeated_at_a_page_break_are_no_data(tmp_path: Path) -> None:
    parsed = read(tmp_path, PAGES)
    assert cells(parsed) == [("帐篷", "1", "顶"), ("棉被", "2", "床")]
    assert problems(parsed) == {4: "not_data", 5: "not_data", 6: "not_data"}


@pytest.mark.parametrize(
    "line",
    [
        "合计,9,", "小计：,9,", "總計,9,", "TOTAL,9,", "Grand Total:,9,", "Total général,9,",
        "备注：数据截至今日,,", "填表人：某某,,", "資料來源：本局,,", "Source: own count,,",
        "Notes: preliminary,,", "Prepared by: office,,", "Page 2 of 3,,", "-----,,",
    ],
)  # fmt: skip
def test_totals_and_what_stands_below_are_no_data(tmp_path: Path, line: str) -> None:
    parsed = read(tmp_path, f"item,amount,unit\ntent,4,pcs\nboat,5,pcs\n{line}\n")
    assert problems(parsed) == {4: "not_data"}


@pytest.mark.parametrize(
    "line", ["Total Relief Inc.,9,pcs", "合计单位,9,pcs", "Note pads,9,pcs", "Sources,9,pcs"]
)
def test_names_that_only_begin_like_totals_are_data(tmp_path: Path, line: str) -> None:
    parsed = read(tmp_path, f"item,amount,unit\ntent,4,pcs\nboat,5,pcs\n{line}\n")
    assert problems(parsed) == {}
