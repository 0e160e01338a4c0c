"""The malformed texts of the trust plan (C01 to C32) that are told by reading alone."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sheets import cells, problems, read, refused, rows

from sitroom.reading import parse


def refused_text(folder: Path, content: str | bytes) -> str:
    file = folder / "x.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return refused(file).code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param("", "E_EMPTY", id="c01"),
        pytest.param("\ufeff\n\n", "E_EMPTY", id="c01-mark"),
        pytest.param(b"id,name\n1,\x81\x20\xff\xff\x80\x81\n", "E_ENCODING", id="c06"),
        pytest.param('a,b\n1,"x\n2,y\n3,z\n', "E_QUOTE", id="c12"),
        pytest.param(",".join(f"c{i}" for i in range(20_000)) + "\n", "E_COLUMNS", id="c15"),
    ],
)
def test_c01_c06_c12_c15_files_that_are_refused(
    tmp_path: Path, content: str | bytes, code: str
) -> None:
    assert refused_text(tmp_path, content) == code


def test_c02_a_header_alone_is_a_table_of_no_rows(tmp_path: Path) -> None:
    table = read(tmp_path, "编号,名称\n").tables[0]
    assert (table.columns, table.rows) == (["编号", "名称"], 0)


def test_c03_a_mark_of_utf8_is_no_part_of_the_header(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff编号,名称\n1,x\n").tables[0].columns == ["编号", "名称"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("9,a\0b,3", "control_character", id="c08"),
        pytest.param("9,x,3,4", "ragged", id="c10"),
        pytest.param("9,x", "ragged", id="c11"),
        pytest.param("9," + "y" * 3_000_000 + ",3", "too_long", id="c14"),
    ],
)
def test_c08_c10_c11_c14_one_row_is_set_aside_and_the_others_kept(
    tmp_path: Path, line: str, problem: str
) -> None:
    parsed = read(tmp_path, "a,b,c\n" + "1,x,2\n" * 4 + line + "\n" + "1,x,2\n" * 4)
    assert (problems(parsed), len(cells(parsed))) == ({6: problem}, 8)


def test_c09_c22_c23_c26_c27_texts_stay_as_they_are(tmp_path: Path) -> None:
    given = ["\u202ex\u200b", "013800138000", "1.10101E+17", "=cmd|' /C calc'!A0", "@a", "+1", "-1",
             "<script>alert(1)</script>"]  # fmt: skip
    parsed = read(tmp_path, ",".join("abcdefgh") + "\n" + ",".join(given) + "\n")
    assert list(cells(parsed)[0]) == given


def test_c16_c18_repeated_and_odd_headers_stay_columns_of_their_own(tmp_path: Path) -> None:
    parsed = read(tmp_path, "id,id,ID, 名 称 ,ＮＯ\n1,2,3,4,5\n")
    assert parsed.tables[0].columns == ["id", "id (2)", "ID", "名 称", "ＮＯ"]
    assert cells(parsed) == [("1", "2", "3", "4", "5")]


def test_c21_another_type_at_row_30001_is_kept_as_it_stands(tmp_path: Path) -> None:
    text = "id,deaths\n" + "".join(f"{i},{i % 5}\n" for i in range(30_000)) + "x,many\n"
    parsed = read(tmp_path, text)
    assert rows(parsed)[-1][:3] == (30_002, "x", "many")


def test_c29_a_file_of_another_size_after_reading_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a,b\n" + "1,x\n" * 400_000)

    def grow() -> None:
        with file.open("a") as more:
            more.write("2,y\n")

    timer = threading.Timer(0.2, grow)
    timer.start()
    error = refused(file)
    timer.join()
    assert error.code == "E_CHANGING"


@pytest.mark.slow
def test_c31_a_million_good_rows(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    with file.open("w") as out:
        out.write("No,Name,Deaths\n")
        out.writelines(f"B-{i},Flood {i},{i % 3}\n" for i in range(1_000_000))
    assert parse(file, tmp_path / "out").tables[0].rows == 1_000_000
