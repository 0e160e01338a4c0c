"""The repair loop: rows set aside go out as a workbook, come back corrected, and are told of."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from changing import HEAD, ROWS, Office, counts, export, office
from python_calamine import CalamineWorkbook
from serving import serving

from sitroom.load import load_file
from sitroom.rebuild import rebuild
from sitroom.shaping.repair import MARK
from sitroom.site import latest
from sitroom.store.publish import publish
from sitroom.workbook import write_rejected

SOON = ROWS[1].replace("2026-07-12 08:33", "中午前后")
LATE = ROWS[2].replace("2026-07-12 09:02", "2062-07-12 09:02")
OPEN = "SELECT row_no, reason FROM core.rejected_row WHERE fixed_by_load IS NULL ORDER BY ALL"


def given_back(log: Office, language: str = "zh", name: str = "to-correct.xlsx") -> Path:
    """Return the workbook of what is set aside now, as a person gets it."""
    folder = log.record.site.folder
    publish(log.record.site, log.record)
    write_rejected(latest(folder), log.folder / name, language=language, site=folder)
    return log.folder / name


def sheets(file: Path) -> dict[str, list[list[Any]]]:
    """Return the cells of every sheet of a workbook, its header first."""
    book = CalamineWorkbook.from_path(str(file))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def correct(file: Path, cells: dict[tuple[int, str], Any], name: str = "corrected.xlsx") -> Path:
    """Save a copy with some cells, by row of the file and header, changed as a person does."""
    from xlsxwriter import Workbook

    book = Workbook(str(file.with_name(name)))
    for title, (heads, *lines) in sheets(file).items():
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, heads)
        for place, line in enumerate(lines, start=1):
            number = int(line[heads.index("行号")])
            mine = {h: v for (row_no, h), v in cells.items() if row_no == number and h in heads}
            sheet.write_row(place, 0, [mine.get(h, v) for h, v in zip(heads, line, strict=True)])
    book.close()
    return file.with_name(name)


def bring(log: Office, file: Path) -> list:
    """Load a file as a person does, without saying whose it is."""
    return load_file(log.record.site, log.record, file)


@pytest.fixture
def log(site: Path):
    with office(site) as one:
        one.load(export(ROWS[0], SOON, LATE, ROWS[3]), "log.csv")
        yield one


@pytest.mark.parametrize(
    ("language", "beside"), [("zh", "日期或时间无法识别"), ("en", "this is no date or time")]
)
def test_the_reason_stands_beside_the_cell_in_the_users_language(log, language, beside) -> None:
    file = given_back(log, language)
    [(heads, first, _)] = sheets(file).values()
    place = heads.index("发生时间")
    assert heads[place + 1] == "⚠ 发生时间", "the reason's column is the next one"
    assert first[place] == "中午前后" and beside in first[place + 1]
    assert heads[-1] == MARK
    with zipfile.ZipFile(file) as parts:
        assert beside in parts.read("xl/comments1.xml").decode()
        columns = parts.read("xl/worksheets/sheet1.xml").decode()
        assert f'<col min="{len(heads)}" max="{len(heads)}"' in columns and 'hidden="1"' in columns
        assert "FFFFFF00" in parts.read("xl/styles.xml").decode(), "the cell is marked"


def test_a_corrected_row_goes_in_as_its_own_files_row_and_is_told_when(log) -> None:
    file = correct(given_back(log), {(3, "发生时间"): "2026-07-12 08:33"})
    [result] = bring(log, file)
    assert (result.source_id, result.mends_load, counts(result)) == ("log", 1, (1, 0, 0, 0))
    assert log.rows("SELECT source_id, row_no FROM core.incident WHERE source_ref = 'LT-2'") == [
        ("log", 3)
    ]
    assert log.rows(OPEN) == [(4, "future_date")], "what was not mended stays set aside"
    publish(log.record.site, log.record)
    read = latest(log.record.site.folder).read
    assert list(read("rejected_rows").row_no) == [4]
    told = read("rejected_history").set_index("row_no")
    assert told.fixed_at[3] == result.started_at and told.fixed_by_load[3] == result.load_id
    assert told.fixed_at.isna()[4]
    # The file itself, whole and with the row still wrong, does not set it aside anew.
    log.load(export(ROWS[0], SOON, LATE, ROWS[3], ROWS[3]), "log.csv")
    publish(log.record.site, log.record)
    assert list(latest(log.record.site.folder).read("rejected_rows").row_no) == [4]
    assert log.count() == 3


def test_only_rows_that_changed_count(log) -> None:
    file = given_back(log)
    [result] = bring(log, correct(file, {}))
    assert (result.status, result.message) == ("unchanged", "no row was corrected")
    mended = correct(file, {(3, "发生时间"): "2026-07-12 08:33"})
    assert bring(log, mended)[0].rows_inserted == 1
    mended.touch()
    [again] = bring(log, correct(mended, {(3, "区县"): "石桥"}, "again.xlsx"))
    assert again.status == "unchanged", "that row is mended; the next export may change it"


def test_a_row_that_is_still_wrong_is_set_aside_once_and_can_be_mended_again(log) -> None:
    [result] = bring(log, correct(given_back(log), {(3, "发生时间"): "下午"}))
    assert counts(result) == (0, 0, 0, 1)
    open_rows = "SELECT load_id, row_no, value FROM core.rejected_row WHERE fixed_by_load IS NULL"
    assert sorted(log.rows(open_rows)) == [(1, 4, "2062-07-12 09:02"), (result.load_id, 3, "下午")]
    publish(log.record.site, log.record)
    rows = latest(log.record.site.folder).read("rejected_rows")
    assert sorted(rows.row_no) == [3, 4] and set(rows.file_name) == {"log.csv"}
    second = correct(given_back(log), {(3, "发生时间"): "2026-07-12 08:33"})
    assert counts(bring(log, second)[0]) == (1, 0, 0, 0)
    assert log.rows(OPEN) == [(4, "future_date")]


def test_sorting_deleting_and_saving_as_csv_do_no_harm(log) -> None:
    [lines] = sheets(given_back(log)).values()
    heads = lines[0]
    lines[2][heads.index("发生时间")] = "2026-07-12 09:02"
    file = log.folder / "corrected.csv"
    text = [",".join(str(v or "").replace("\n", " ") for v in line) for line in (heads, lines[2])]
    file.write_text("\n".join(text), encoding="utf-8")
    [result] = bring(log, file)
    assert counts(result) == (1, 0, 0, 0)
    assert log.rows(OPEN) == [(3, "bad_date")]


def test_rows_of_two_files_come_back_in_one_workbook(log) -> None:
    head = "物资名称,单位,数量,仓库"
    stock = export("编织袋,条,1200,东库", "抽水泵,台,若干,东库", "雨衣,件,40,东库", head=head)
    assert counts(log.load(stock, "stock.csv")) == (2, 0, 0, 1)
    file = correct(given_back(log), {(3, "发生时间"): "2026-07-12 08:33", (3, "数量"): "12"})
    results = bring(log, file)
    assert {(r.source_id, *counts(r)) for r in results} == {
        ("log", 1, 0, 0, 0),
        ("stock", 1, 0, 0, 0),
    }
    assert log.rows("SELECT qty_on_hand FROM core.stock_lot WHERE unit_text = '台'") == [(12,)]


def test_rows_of_json_and_torn_rows_can_be_mended_too(site: Path) -> None:
    lines = (
        '[{"incident_no":"A-1","title":"Flood","type":"flood","occurred_at":"2026-07-12 08:00"},'
        '{"incident_no":"A-2","title":"Fire","type":"fire","occurred_at":"soon"}]'
    )
    torn = HEAD + "\n" + "\n".join([*ROWS[:3], ROWS[3] + ",多,出"]) + "\n"
    with office(site) as log:
        assert counts(log.load(lines, "feed.json")) == (1, 0, 0, 1)
        assert counts(log.load(torn, "torn.csv")) == (3, 0, 0, 1)
        cells: dict = dict(
            zip([(5, header) for header in HEAD.split(",")], ROWS[3].split(","), strict=True)
        )
        results = bring(
            log, correct(given_back(log), cells | {(2, "occurred_at"): "2026-07-12 09:00"})
        )
        assert sorted((r.source_id, *counts(r)) for r in results) == [
            ("feed", 1, 0, 0, 0), ("torn", 1, 0, 0, 0),
        ]  # fmt: skip
        assert log.rows(OPEN) == []


def test_a_workbook_of_another_site_is_refused(log, site: Path, tmp_path: Path) -> None:
    from sitroom.newsite import make_site
    from sitroom.settings import open_site
    from sitroom.store.record import open_record

    file = correct(given_back(log), {(3, "发生时间"): "2026-07-12 08:33"})
    other = make_site(tmp_path / "other")
    with open_record(open_site(other)) as record:
        [result] = load_file(record.site, record, file)
        assert result.status == "failed" and "this site does not know" in result.message


def test_mended_rows_stay_mended_after_a_rebuild(log) -> None:
    bring(log, correct(given_back(log), {(3, "发生时间"): "2026-07-12 08:33"}))
    facts = "SELECT incident_id, occurred_at, row_no FROM core.incident ORDER BY 1"
    before = log.rows(facts), log.rows(OPEN)
    rebuild(log.record)
    assert (log.rows(facts), log.rows(OPEN)) == before


def test_of_two_rows_with_one_number_the_one_that_is_left_goes_in(site: Path) -> None:
    from xlsxwriter import Workbook

    with office(site) as log:
        other = ROWS[0].replace("二级", "一级")
        assert counts(log.load(export(*ROWS, other), "log.csv")) == (3, 0, 0, 2)
        file = given_back(log)
        assert bring(log, correct(file, {}))[0].status == "unchanged", "both are still there"
        [(heads, first, _)] = sheets(file).values()
        with Workbook(str(file.with_name("left.xlsx"))) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, heads)
            sheet.write_row(1, 0, first)
        assert counts(bring(log, file.with_name("left.xlsx"))[0]) == (1, 0, 0, 0)
        assert log.rows("SELECT level FROM core.incident WHERE source_ref = 'LT-1'") == [(2,)]


def test_the_sources_page_hands_the_workbook_out(site: Path, tmp_path: Path) -> None:
    with office(site) as log:
        log.load(export(ROWS[0], SOON), "log.csv")
        publish(log.record.site, log.record)
    with (
        serving(site, tmp_path / "served.log") as served,
        urlopen(f"{served.address}set-aside.xlsx?language=en", timeout=60) as answer,
    ):
        assert "spreadsheetml" in answer.headers["Content-Type"]
        file = tmp_path / "taken.xlsx"
        file.write_bytes(answer.read())
    [(heads, row)] = sheets(file).values()
    assert "this is no date or time" in row[heads.index("⚠ 发生时间")]
