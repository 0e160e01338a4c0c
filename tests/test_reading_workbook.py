from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from sitroom.errors import UnreadableFile
from sitroom.reading import Limits, Parsed, parse

CONTENT_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"""
BOOK = """<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""
SHEET = """<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"""
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


def raw_book(
    folder: Path, rows: str, before: str = "", extra: dict[str, Any] | None = None
) -> Path:
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": SHEET.format(rows=rows, before=before),
        **(extra or {}),
    }
    file = folder / "x.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file


def book(file: Path, **options: Any) -> xlsxwriter.Workbook:
    return xlsxwriter.Workbook(str(file), options)


def rows(parsed: Parsed, table: int = 0) -> list[tuple]:
    stage = parsed.tables[table].stage
    return duckdb.sql(f"SELECT * FROM read_parquet('{stage}') ORDER BY row_no").fetchall()


def refused(file: Path, **limits: int) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        parse(file, file.parent / "out", limits=Limits(**limits))
    return caught.value


def test_values_become_the_text_a_reader_sees(tmp_path: Path) -> None:
    with book(tmp_path / "x.xlsx") as made:
        sheet = made.add_worksheet("台账")
        moment = made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["编号", "时间", "日期", "数量", "比例", "标志", "公式", "错误"])
        sheet.write_string(1, 0, "007")
        sheet.write_datetime(1, 1, datetime.datetime(2026, 7, 12, 8, 30, 17), moment)
        sheet.write_datetime(1, 2, datetime.datetime(2026, 7, 12), day)
        sheet.write_row(1, 3, [30, 0.25, True])
        sheet.write_formula(1, 6, "=1+1", None, 2)
        sheet.write_formula(1, 7, "=1/0", None, "#DIV/0!")
    parsed = parse(tmp_path / "x.xlsx", tmp_path / "out")
    assert rows(parsed)[0][:9] == (
        2, "007", "2026-07-12 08:30:17", "2026-07-12", "30", "0.25", "true", "2", None
    )  # fmt: skip
    assert any("error" in note for note in parsed.notes)
    assert parsed.tables[0].sheet == "台账"


def test_the_1904_calendar_is_minded(tmp_path: Path) -> None:
    with book(tmp_path / "x.xlsx", date_1904=True) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["名称", "日期"])
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(1, 0, "a")
        sheet.write_datetime(1, 1, datetime.datetime(2026, 7, 12), day)
    assert rows(parse(tmp_path / "x.xlsx", tmp_path / "out"))[0][2] == "2026-07-12"


def test_rows_are_numbered_as_the_program_does_and_blank_ones_dropped(tmp_path: Path) -> None:
    with book(tmp_path / "x.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.merge_range("C3:E3", "兰汀市2026年突发事件统计表")
        sheet.write_row(4, 2, ["编号", "名称", "死亡"])
        sheet.write_row(5, 2, ["a", "x", 1])
        sheet.write_row(8, 2, ["b", "y", 2])
        sheet.write_row(9, 2, ["合计", "", 3])
        made.add_worksheet("空")
        made.add_worksheet("藏").hide()
        made.add_worksheet("二").write_column(0, 0, ["物资名称", "帐篷"])
    parsed = parse(tmp_path / "x.xlsx", tmp_path / "out")
    first, second = parsed.tables
    assert (first.header_row, first.rows, first.hints["title"]) == (
        5,
        3,
        "兰汀市2026年突发事件统计表",
    )
    assert [(row[0], row[-2]) for row in rows(parsed)] == [(6, None), (9, None), (10, "not_data")]
    assert (second.sheet, second.rows) == ("二", 1)
    assert any("藏" in note for note in parsed.notes)


def test_a_merged_label_is_filled_and_a_quantity_never(tmp_path: Path) -> None:
    with book(tmp_path / "x.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["区县", "名称", "数量"])
        for at, name in enumerate(["a", "b", "c"], 1):
            sheet.write_row(at, 1, [name, at] if at < 3 else [name])
        sheet.merge_range("A2:A3", "临江区")
        sheet.write(3, 0, "桥东区")
        sheet.merge_range("C3:C4", 7)
    found = rows(parse(tmp_path / "x.xlsx", tmp_path / "out"))
    assert [row[1:4] for row in found] == [
        ("临江区", "a", "1"), ("临江区", "b", "7"), ("桥东区", "c", None)
    ]  # fmt: skip


def test_a_header_of_two_rows_names_each_column_once(tmp_path: Path) -> None:
    with book(tmp_path / "x.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:A2", "编号")
        sheet.merge_range("B1:C1", "伤亡")
        sheet.merge_range("D1:E1", "转移")
        sheet.write_row(1, 1, ["死亡", "人数", "户数", "人数"])
        sheet.write_row(2, 0, ["a", 1, 2, 3, 4])
    parsed = parse(tmp_path / "x.xlsx", tmp_path / "out")
    assert parsed.tables[0].columns == ["编号", "死亡", "伤亡 人数", "户数", "转移 人数"]
    assert (parsed.tables[0].header_row, parsed.tables[0].rows) == (2, 1)


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    with book(tmp_path / "x.xlsx") as made:
        made.add_worksheet().write_column(0, 0, ["名称", "x"])
    wrong = (tmp_path / "x.xlsx").rename(tmp_path / "x.csv")
    assert parse(wrong, tmp_path / "out").format == "xlsx"
    page = tmp_path / "y.xls"
    page.write_text("<html><table><tr><td>1</td></tr></table></html>")
    assert refused(page).code == "E_WEB_PAGE"


def test_two_cells_at_the_far_corners_are_a_bomb(tmp_path: Path) -> None:
    file = raw_book(tmp_path, FAR)
    assert file.stat().st_size < 2000
    error = refused(file)
    assert (error.code, "1,048,576 rows" in str(error)) == ("E_BOMB", True)


def test_a_bomb_that_is_not_foreseen_kills_only_the_worker(tmp_path: Path) -> None:
    assert refused(raw_book(tmp_path, FAR), cells=1 << 40).code == "E_BOMB"


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"xl/media/x.bin": b"\0" * (40 << 20)}, "E_BOMB"),
        ({f"xl/{i}.xml": "" for i in range(3000)}, "E_BOMB"),
        ({"../../x": "x"}, "E_ZIP_PATH"),
        ({"/etc/x": "x"}, "E_ZIP_PATH"),
        ({"C:/x": "x"}, "E_ZIP_PATH"),
        ({"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'}, "E_XML"),
    ],
)
def test_the_zip_is_looked_over_before_it_is_opened(
    tmp_path: Path, extra: dict[str, Any], code: str
) -> None:
    assert refused(raw_book(tmp_path, "", extra=extra)).code == code


@pytest.mark.parametrize(
    ("rows", "before"),
    [
        ('<row r="1"><c r="A1" t="s"><v>9</v></c></row>', ""),
        ('<row r="1"><c r="A1"><v>1</v></row>', ""),
    ],
)
def test_a_damaged_sheet_is_refused(tmp_path: Path, rows: str, before: str) -> None:
    assert refused(raw_book(tmp_path, rows, before)).code in ("E_WORKBOOK", "E_EMPTY")


def test_a_cut_off_workbook_is_refused(tmp_path: Path) -> None:
    file = raw_book(tmp_path, FAR)
    file.write_bytes(file.read_bytes()[:600])
    assert refused(file).code == "E_ZIP"


def test_a_workbook_with_a_password_is_named_so(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    start = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    file.write_bytes(start + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert refused(file).code == "E_ENCRYPTED"


def test_other_archives_and_documents_are_named(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", "<w/>")
    file = tmp_path / "x.xlsx"
    file.write_bytes(held.getvalue())
    assert "Word" in str(refused(file))


@pytest.mark.slow
def test_many_rows_with_formats_only_are_no_rows(tmp_path: Path) -> None:
    styled = "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(3, 200_000))
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>'
    body = '<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c></row>'
    assert parse(raw_book(tmp_path, head + body + styled), tmp_path / "out").tables[0].rows == 1
