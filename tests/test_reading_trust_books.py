"""The malformed workbooks of the trust plan (X01 to X20), each with what must come of it."""

from __future__ import annotations

import datetime
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sheets import book, cells, refused
from test_reading_workbook import FAR, raw_book

from sitroom.reading import Parsed, parse

HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>数量</t></is></c></row>'
)


def raw(folder: Path, body: str) -> Parsed:
    return parse(raw_book(folder, HEAD + body), folder / "out")


def named(at: int, second: str) -> str:
    first = f'<c r="A{at}" t="inlineStr"><is><t>x{at}</t></is></c>'
    return f'<row r="{at}">{first}{second}</row>'


def test_x01_two_cells_at_the_far_corners_are_a_bomb(tmp_path: Path) -> None:
    assert refused(raw_book(tmp_path, FAR)).code == "E_BOMB"


def test_x02_one_cell_of_300_mb_is_a_bomb_before_it_unfolds(tmp_path: Path) -> None:
    huge = "<si><t>" + "x" * 300_000_000 + "</t></si>"
    file = raw_book(tmp_path, HEAD, extra={"xl/sharedStrings.xml": f"<sst>{huge}</sst>"})
    assert file.stat().st_size < 1_000_000
    assert refused(file).code == "E_BOMB"


@pytest.mark.slow
def test_x03_four_hundred_thousand_rows(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "x.xlsx"), {"constant_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["No", "Name", "Deaths"])
        for i in range(1, 400_001):
            sheet.write_row(i, 0, [f"B-{i}", f"Flood {i % 97}", i % 3])
    assert parse(tmp_path / "x.xlsx", tmp_path / "out").tables[0].rows == 400_000


@pytest.mark.parametrize(
    "start",
    ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'],
    ids=["x04", "x05"],
)
def test_x04_x05_entities_in_a_workbook_are_refused(tmp_path: Path, start: str) -> None:
    extra = {"xl/sharedStrings.xml": f"{start}<sst><si><t>&b;</t></si></sst>"}
    assert refused(raw_book(tmp_path, HEAD, extra=extra)).code == "E_XML"


def test_x06_a_password_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    start = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    file.write_bytes(start + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert refused(file).code == "E_ENCRYPTED"


def test_x07_content_decides_and_not_the_name(tmp_path: Path, real_data: Path) -> None:
    file = tmp_path / "x.xlsx"
    shutil.copyfile(real_data / "ugly/hxl_input-quality.xls", file)
    assert parse(file, tmp_path / "out").format == "xls"


def test_x10_formulas_without_a_value_are_blank_and_counted(tmp_path: Path) -> None:
    parsed = raw(
        tmp_path, named(2, '<c r="B2"><f>1+1</f></c>') + named(3, '<c r="B3"><v>4</v></c>')
    )
    assert cells(parsed) == [("x2", None), ("x3", "4")]
    assert any("1 formulas have no stored value" in note for note in parsed.notes)


def test_x11_error_cells_are_blank_and_counted(tmp_path: Path) -> None:
    body = "".join(
        named(at, f'<c r="B{at}" t="e"><v>{text}</v></c>')
        for at, text in ((2, "#REF!"), (3, "#N/A"), (4, "#DIV/0!"))
    )
    parsed = raw(tmp_path, body)
    assert cells(parsed) == [("x2", None), ("x3", None), ("x4", None)]
    assert any("3 cells hold an error" in note for note in parsed.notes)


def test_x12_x13_dates_by_either_calendar_and_as_text(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ["名称", "日期", "文本"])
        sheet.write_string(1, 0, "a")
        sheet.write_datetime(1, 1, datetime.datetime(2026, 7, 12), day)
        sheet.write_string(1, 2, "46349")

    for at, mac in enumerate((False, True)):
        file = tmp_path / f"{at}.xlsx"
        with xlsxwriter.Workbook(str(file), {"date_1904": mac}) as made:
            day = made.add_format({"num_format": "yyyy-mm-dd"})
            fill(made.add_worksheet())
        assert cells(parse(file, tmp_path / "out")) == [("a", "2026-07-12", "46349")]


def test_x14_what_is_hidden_is_counted_and_named(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ["No", "Name", "Note", "Deaths"])
        for at in range(1, 5):
            sheet.write_row(at, 0, [f"B{at}", "Flood", "x", at])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    file = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(file)) as made:
        fill(made.add_worksheet("Log"))
        aside = made.add_worksheet("Old")
        aside.write_row(0, 0, ["No", "Name"])
        aside.hide()
    parsed = parse(file, tmp_path / "out")
    assert [table.sheet for table in parsed.tables] == ["Log"]
    assert len(cells(parsed)) == 4
    for words in ("hidden sheets left out: Old", "1 hidden rows", "1 hidden columns"):
        assert any(words in note for note in parsed.notes), parsed.notes


def test_x15_several_sheets_are_tables_each(tmp_path: Path) -> None:
    parsed = book(
        tmp_path,
        lambda sheet: sheet.write_column(0, 0, ["物资", "帐篷"]),
        lambda sheet: sheet.write_column(0, 0, ["队伍", "一队"]),
    )
    assert [(t.sheet, t.columns) for t in parsed.tables] == [
        ("Sheet1", ["物资"]), ("Sheet2", ["队伍"])
    ]  # fmt: skip


def test_x16_macros_and_links_are_left_alone_and_said(tmp_path: Path) -> None:
    extra = {"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<a/>"}
    parsed = parse(raw_book(tmp_path, HEAD + named(2, ""), extra=extra), tmp_path / "out")
    assert any("macros" in note for note in parsed.notes)
    assert any("other workbooks" in note for note in parsed.notes)


def test_x17_a_part_that_leads_outside_is_refused(tmp_path: Path) -> None:
    assert refused(raw_book(tmp_path, HEAD, extra={"../../x": "x"})).code == "E_ZIP_PATH"


def test_x18_a_wrong_checksum_and_a_cut_zip_are_refused(tmp_path: Path) -> None:
    file = raw_book(tmp_path, HEAD + named(2, '<c r="B2"><v>1</v></c>'))
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    begin = entry.header_offset + 30 + len(entry.filename)
    content[begin + entry.compress_size // 2] ^= 0xFF
    file.write_bytes(content)
    assert refused(file).code in ("E_WORKBOOK", "E_ZIP", "E_EMPTY")
    file.write_bytes(raw_book(tmp_path, HEAD).read_bytes()[:600])
    assert refused(file).code == "E_ZIP"


@pytest.mark.slow
def test_x19_a_million_formatted_rows_that_are_blank_are_no_rows(tmp_path: Path) -> None:
    styled = "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(3, 1_048_577))
    assert raw(tmp_path, named(2, "") + styled).tables[0].rows == 1


def test_x20_a_shared_text_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = raw_book(tmp_path, '<row r="1"><c r="A1" t="s"><v>9</v></c></row>')
    assert refused(file).code in ("E_WORKBOOK", "E_EMPTY")


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Log">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    def row(*texts: str) -> str:
        held = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in texts
        )
        return f"<table:table-row>{held}</table:table-row>"

    file = tmp_path / "x.ods"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        body = row("No", "Name") + row("1", "Flood") + row("2", "Fire")
        archive.writestr("content.xml", ODS.format(rows=body))
    parsed = parse(file, tmp_path / "out")
    assert (parsed.format, cells(parsed)) == ("ods", [("1", "Flood"), ("2", "Fire")])
