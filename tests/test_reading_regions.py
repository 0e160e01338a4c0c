"""Several tables on a sheet, labels filled down, and one table that has gaps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from sheets import book, cells, problems, read, rows

from sitroom.reading import Limits, longsheet
from sitroom.reading.parsed import Job

ITEMS = [["物资", "数量"], ["帐篷", 10], ["棉被", 20]]
TEAMS = [["队伍", "人数", "车辆"], ["一队", 30, 2], ["二队", 40, 3], ["三队", 50, 4]]


def write(sheet: Any, top: int, left: int, table: list[list[Any]]) -> None:
    for at, row in enumerate(table):
        sheet.write_row(top + at, left, row)


def test_tables_below_each_other_are_tables_each(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write("A1", "一、物资")
        write(sheet, 1, 0, ITEMS)
        sheet.write("A6", "二、队伍")
        write(sheet, 6, 0, TEAMS)

    parsed = book(tmp_path, fill)
    assert [(t.sheet, t.columns, t.rows) for t in parsed.tables] == [
        ("Sheet1", ["物资", "数量"], 2), ("Sheet1 (2)", ["队伍", "人数", "车辆"], 3)
    ]  # fmt: skip
    assert [t.hints["title"] for t in parsed.tables] == ["一、物资", "二、队伍"]
    assert rows(parsed, 1)[0][:4] == (8, "一队", "30", "2")
    assert any("2 tables" in note for note in parsed.notes)


def test_tables_beside_each_other_are_tables_each(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        write(sheet, 0, 0, ITEMS)
        write(sheet, 0, 4, [*TEAMS, ["四队", 60, 5]])

    parsed = book(tmp_path, fill)
    assert [(t.columns, t.rows) for t in parsed.tables] == [
        (["物资", "数量"], 2), (["队伍", "人数", "车辆"], 4)
    ]  # fmt: skip
    assert cells(parsed, 1)[3] == ("四队", "60", "5")


def test_tables_with_titles_of_their_own_beside_each_other(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write("A1", "Relief goods")
        write(sheet, 1, 0, [["Item", "Amount"], ["Tent", 1], ["Boat", 2]])
        sheet.write("D1", "Teams")
        write(sheet, 1, 3, [["Team", "People"], ["North", 3], ["South", 4]])

    parsed = book(tmp_path, fill)
    assert [t.columns for t in parsed.tables] == [["Item", "Amount"], ["Team", "People"]]


def test_a_wide_table_above_two_beside_each_other(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        write(sheet, 0, 0, [["No", "Name", "Deaths", "Injured", "Missing"], ["a", "x", 1, 2, 3],
                            ["b", "y", 1, 2, 3]])  # fmt: skip
        write(sheet, 4, 0, [["Item", "Amount"], ["Tent", 1], ["Boat", 2], ["Pump", 2], ["Mat", 3]])
        write(sheet, 4, 3, [["Team", "People"], ["North", 3], ["South", 4]])

    parsed = book(tmp_path, fill)
    assert [(t.columns[0], t.rows) for t in parsed.tables] == [("No", 2), ("Item", 4), ("Team", 2)]


def test_one_table_with_a_blank_row_or_column_stays_one(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        write(sheet, 0, 0, [["No", "Name", "Deaths"], ["a", "x", 1], ["b", "y", 2]])
        write(sheet, 4, 0, [["c", "z", "unknown"], ["d", "w", 0], ["e", "v", 4]])
        write(sheet, 0, 4, [["Injured", "Place"], [1, "P"], [2, "Q"]])
        write(sheet, 4, 4, [[3, "R"], [4, "S"], [5, "T"]])

    parsed = book(tmp_path, fill)
    assert len(parsed.tables) == 1
    assert parsed.tables[0].columns == ["No", "Name", "Deaths", "column 4", "Injured", "Place"]
    assert [row[0] for row in rows(parsed)] == [2, 3, 5, 6, 7]


def test_a_header_met_again_below_a_gap_is_a_page_break(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        write(sheet, 0, 0, ITEMS)
        write(sheet, 4, 0, ITEMS)

    parsed = book(tmp_path, fill)
    assert (len(parsed.tables), len(cells(parsed)), problems(parsed)) == (1, 4, {5: "not_data"})


def test_the_same_header_under_another_title_is_another_table(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write("A1", "临江区物资")
        write(sheet, 1, 0, ITEMS)
        sheet.write("A6", "桥东区物资")
        write(sheet, 6, 0, ITEMS)

    parsed = book(tmp_path, fill)
    assert [t.hints["title"] for t in parsed.tables] == ["临江区物资", "桥东区物资"]


def test_notes_below_a_table_are_no_table(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        write(sheet, 0, 0, TEAMS)
        sheet.write("A7", "备注：人数为当日在岗人数")
        sheet.write("A9", "填表人：某某")
        sheet.write("B9", "审核人：某某")

    parsed = book(tmp_path, fill)
    assert (len(parsed.tables), problems(parsed)) == (1, {7: "not_data", 9: "not_data"})


def test_two_tables_in_a_csv(tmp_path: Path) -> None:
    text = (
        "Incidents,,,\nNo,Name,Deaths,Injured\n1,Flood,0,2\n2,Fire,1,5\n\n"
        "Teams,,\nTeam,People,Boats\nA,10,2\nB,12,0\n\nSource: office,,\n"
    )
    parsed = read(tmp_path, text)
    assert [(t.columns, t.header_row) for t in parsed.tables] == [
        (["No", "Name", "Deaths", "Injured"], 2), (["Team", "People", "Boats"], 7)
    ]  # fmt: skip
    assert cells(parsed, 1) == [("A", "10", "2"), ("B", "12", "0")]
    assert problems(parsed, 1) == {11: "not_data"}


def test_labels_are_filled_down_and_quantities_and_codes_never(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        write(sheet, 0, 0, [["区县", "代码", "日期", "名称", "数量"]])
        write(sheet, 1, 3, [["a", 1], ["b"], ["c"], ["d", 4]])
        sheet.merge_range("A2:A4", "临江区")
        sheet.merge_range("B2:B4", "001")
        sheet.merge_range("C2:C4", "2026-07-12")
        sheet.merge_range("E3:E4", 7)
        sheet.write("A5", "桥东区")

    assert cells(book(tmp_path, fill)) == [
        ("临江区", "001", "2026-07-12", "a", "1"), ("临江区", None, "2026-07-12", "b", "7"),
        ("临江区", None, "2026-07-12", "c", None), ("桥东区", None, None, "d", "4"),
    ]  # fmt: skip


GROUPS = "区县,编号,名称,数量\n临江区,1,帐篷,10\n,2,棉被,20\n,3,手电,\n桥东区,4,帐篷,5\n,5,棉被,6\n合计,,,41\n"


def test_a_clear_column_of_group_labels_is_filled_in_a_csv(tmp_path: Path) -> None:
    parsed = read(tmp_path, GROUPS)
    assert [row[0] for row in cells(parsed)] == ["临江区"] * 3 + ["桥东区"] * 2
    assert cells(parsed)[2][3] is None
    assert any("filled with the label" in note for note in parsed.notes)


def test_a_column_that_is_only_often_blank_is_not_filled(tmp_path: Path) -> None:
    text = (
        "operator,no,name,amount\nNorth,1,a,1\n,2,b,2\nSouth,3,c,3\n,4,d,4\nNorth,5,e,5\n,6,f,6\n"
    )
    assert [row[0] for row in cells(read(tmp_path, text))] == [
        "North", None, "South", None, "North", None
    ]  # fmt: skip


def test_a_long_sheet_is_read_like_a_short_one(tmp_path: Path) -> None:
    """The same rows through both ways: cells of every kind, blanks, totals, merges, a second table."""
    body = [
        [f"B-{i}", None if i % 7 == 0 else f"name {i}", i if i % 5 else None, i / 8, i % 2 == 0,
         "合计" if i == 40 else None]
        for i in range(60)
    ]  # fmt: skip
    body[20] = ["小计", None, 5, None, None, None]
    body[30] = [None, None, None, None, None, None]

    def fill(sheet: Any) -> None:
        sheet.merge_range("A1:F1", "A title")
        write(sheet, 1, 0, [["No", "Name", "Count", "Share", "Flag", "Note"], *body])
        sheet.merge_range("F52:F55", "held")
        write(sheet, 70, 0, TEAMS)

    short = book(tmp_path, fill)
    assert [len(rows(short, at)) for at in range(2)] == [59, 3]
    job = Job(tmp_path / "x.xlsx", tmp_path / "out", Limits(), {})
    sheet = CalamineWorkbook.from_path(str(job.path)).get_sheet_by_index(0)
    merges = [(*a, *b) for a, b in sheet.merged_cell_ranges or []]
    tables = longsheet.tables_of_long(job, sheet, merges, 0)
    long = replace(short, tables=tables)
    for at, table in enumerate(short.tables):
        width = len(table.columns)
        assert tables[at].columns[:width] == table.columns
        cut = [(row[0], *row[1 : width + 1], *row[-2:]) for row in rows(long, at)]
        assert cut == rows(short, at)
