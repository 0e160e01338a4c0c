from __future__ import annotations

import random
from pathlib import Path

import duckdb
import pytest

from sitroom.errors import UnreadableFile
from sitroom.reading import Parsed, careful, delimited, parse
from sitroom.reading.dialect import dialect_of
from sitroom.reading.encoding import encoding_of
from sitroom.reading.parsed import Job, Limits

HEAD = "编号,名称,死亡\n"
CHINESE = "编号,事件名称,发生地点\n" + "".join(
    f"SJ{i},城区内涝积水严重,兰汀市临江区滨河路{i}号\n" for i in range(8)
)
TRADITIONAL = "編號,事件名稱,發生地點\n" + "".join(
    f"SJ{i},市區淹水嚴重,臨江區濱河路{i}號\n" for i in range(8)
)
WESTERN = "Nº,Fréguesia,Descrição\n1,São João,incêndio à noite\n2,Évora,inundação\n"


def read(folder: Path, content: str | bytes, name: str = "x.csv") -> Parsed:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return parse(file, folder / "out")


def rows(parsed: Parsed, table: int = 0) -> list[tuple]:
    stage = parsed.tables[table].stage
    return duckdb.sql(f"SELECT * FROM read_parquet('{stage}') ORDER BY row_no").fetchall()


def problems(parsed: Parsed) -> dict[int, str]:
    return {row[0]: row[-2] for row in rows(parsed) if row[-2]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "E_EMPTY"),
        (" \n\n", "E_EMPTY"),
        ('a,b\n1,"x\n2,y\n3,z\n', "E_QUOTE"),
        ('a,b\n1,"x\n2,y\n3,"z"\n4,w\n', "E_QUOTE"),
        (",".join(f"c{i}" for i in range(20_000)) + "\n", "E_COLUMNS"),
        (b"id,name\n1,\x81\x20\xff\xff\x80\x81\n", "E_ENCODING"),
        ("<!DOCTYPE html><html><body><table></table>", "E_WEB_PAGE"),
        (b"%PDF-1.7\n", "E_FORMAT"),
        (bytes(range(32)) * 40, "E_BINARY"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_it_is(
    tmp_path: Path, content: str | bytes, code: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, content)
    assert caught.value.code == code
    assert "x.csv" in str(caught.value)


def test_an_open_quote_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 3 "):
        read(tmp_path, 'a,b\n1,x\n2,"y\n3,z\n')


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    table = read(tmp_path, "编号,名称\n").tables[0]
    assert (table.rows, table.columns, table.header_row) == (0, ["编号", "名称"], 1)


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "utf-16", "utf-16-le"),
        (CHINESE, "utf-16-le", "utf-16-le"),
        (CHINESE, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (WESTERN, "cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_what_makes_the_text_plausible(
    tmp_path: Path, text: str, codec: str, named: str
) -> None:
    parsed = read(tmp_path, text.encode(codec))
    assert parsed.encoding == named
    assert parsed.tables[0].columns == text.split("\n")[0].split(",")
    assert [",".join(row[1:4]) for row in rows(parsed)] == text.split("\n")[1:-1]
    assert parsed.confidence > 0.9


def test_a_mark_encoded_twice_is_taken_off(tmp_path: Path) -> None:
    parsed = read(tmp_path, b"\xc3\xaf\xc2\xbb\xc2\xbf" + CHINESE.encode())
    assert parsed.tables[0].columns[0] == "编号"


def test_lines_of_another_encoding_are_set_aside_not_guessed(tmp_path: Path) -> None:
    lines = CHINESE.encode().split(b"\n")
    lines[4] = "SJ3,城区内涝,滨河路".encode("gb18030")
    parsed = read(tmp_path, b"\n".join(lines))
    assert (parsed.encoding, problems(parsed)) == ("utf-8", {5: "bad_encoding"})


def test_a_bad_byte_is_found_wherever_it_stands(tmp_path: Path) -> None:
    body = CHINESE * 30
    for place in ("quoted", "escaped", "beyond", "title"):
        bad = {
            "quoted": b'SJ,"x\xff,y",z\n',
            "escaped": b'SJ,"x""\xff",z\n',
            "beyond": b"SJ,x,z,\xff\n",
            "title": b"SJ,\xff\n",
        }[place]
        parsed = read(tmp_path, body.encode() + bad)
        assert list(problems(parsed).values())[-1] == "bad_encoding", place


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_the_delimiter_is_the_one_that_cuts_evenly(tmp_path: Path, delimiter: str) -> None:
    lines = (("编号", "名称", "数量"), ("1", "帐篷, 大;红", "2.5"), ("2", "x", "3"), ("3", "y", ""))
    text = "\n".join(delimiter.join(f'"{c}"' if "帐" in c else c for c in line) for line in lines)
    parsed = read(tmp_path, text)
    assert parsed.delimiter == delimiter
    assert [row[1:4] for row in rows(parsed)] == [
        ("1", "帐篷, 大;红", "2.5"), ("2", "x", "3"), ("3", "y", None)
    ]  # fmt: skip


def test_decimal_commas_do_not_make_the_comma_a_delimiter() -> None:
    assert dialect_of("a;b;c\n1,5;2,5;3,5\n1,7;2,1;0,1\n", whole=True).delimiter == ";"
    assert dialect_of("sep=|\na|b\n1|2,3,4\n", whole=True).delimiter == "|"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(tmp_path: Path, end: str) -> None:
    parsed = read(tmp_path, f'a,b{end}1,"x{end}y"{end}2,z{end}')
    assert [row[:3] for row in rows(parsed)] == [(2, "1", f"x{end}y"), (3, "2", "z")]


def test_mixed_line_ends_lose_nothing(tmp_path: Path) -> None:
    parsed = read(tmp_path, "a,b,c\r\n1,x,3\n2,y,3\r4,5,6\r\n")
    assert [row[:4] for row in rows(parsed)] == [
        (2, "1", "x", "3"), (3, "2", "y", "3"), (4, "4", "5", "6")
    ]  # fmt: skip


RAGGED = [
    ("1,2,3,4\n", "ragged"),
    ("1,2,3,4,5,6,7,8,9,10,11,12,13\n", "ragged"),
    ("1,2\n", "ragged"),
    ("1\n", "ragged"),
    ("1,2,3,\n", None),
    ("1,2,\n", None),
    ("合计,,9\n", "not_data"),
    ("Total:,,9\n", "not_data"),
    ("编号,名称,死亡\n", "not_data"),
    ("填表人：某某,,\n", "not_data"),
    ("填表人：某某\n", "not_data"),
    ("1,a\0b,3\n", "control_character"),
    ('1,"Big" fire,3\n', None),
    ('1,5" pipe,3\n', None),
]


@pytest.mark.parametrize(("line", "problem"), RAGGED)
def test_a_row_that_is_no_row_is_set_aside_with_its_text(
    tmp_path: Path, line: str, problem: str | None
) -> None:
    parsed = read(tmp_path, HEAD + "7,x,0\n" * 5 + line + "8,y,1\n" * 5)
    assert parsed.tables[0].rows == 11
    assert problems(parsed) == ({7: problem} if problem else {})
    if problem:
        raw = next(row[-1] for row in rows(parsed) if row[0] == 7)
        assert raw.rstrip(",") == line.rstrip("\n").rstrip(",")


def test_blank_lines_are_no_rows_but_count(tmp_path: Path) -> None:
    parsed = read(tmp_path, "a,b\n1,x\n\n,\n2,y\n\n\n")
    assert [row[:3] for row in rows(parsed)] == [(2, "1", "x"), (5, "2", "y")]


def test_files_that_leave_out_empty_fields_at_the_end_are_fine(tmp_path: Path) -> None:
    parsed = read(tmp_path, "a,b,c,d\n1,2\n3\n4,5,6\n7,8,9,10\n")
    assert problems(parsed) == {}
    assert any("shorter" in note for note in parsed.notes)


def test_titles_units_and_footers_around_the_table(tmp_path: Path) -> None:
    text = (
        "兰汀市物资统计表,,\n单位: 件,,\n物资名称,库存数量,最低数量\n"
        ",(件),(件)\n帐篷,10,5\n合计,10,5\n"
    )
    parsed = read(tmp_path, text)
    table = parsed.tables[0]
    assert table.columns == ["物资名称", "库存数量(件)", "最低数量(件)"]
    assert (table.header_row, table.hints["title"]) == (4, "兰汀市物资统计表")
    assert problems(parsed) == {6: "not_data"}


def test_known_header_words_outweigh_looks(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("统计说明,甲,乙\n编号,事件名称,级别\n1,洪水,Ⅱ\n", encoding="utf-8")
    parsed = parse(file, tmp_path / "out", options={"known_headers": {"编号", "事件名称", "级别"}})
    assert (parsed.tables[0].columns[0], parsed.tables[0].header_row) == ("编号", 2)


def test_names_are_made_unique_and_numbers_are_no_header(tmp_path: Path) -> None:
    assert read(tmp_path, "id,name,name,\n1,a,b,c\n").tables[0].columns == [
        "id", "name", "name (2)", "column 4"
    ]  # fmt: skip
    table = read(tmp_path, "1,2,3\n4,5,6\n").tables[0]
    assert (table.columns[0], table.header_row, table.rows) == ("column 1", 0, 2)


def test_texts_stay_as_they_are(tmp_path: Path) -> None:
    cells = ["00123", "1.10", "NA", "null", "=1+1", "\u202ex", " x ", "１２", "110101199001011234"]
    parsed = read(tmp_path, ",".join("abcdefghi") + "\n" + ",".join(cells) + "\n")
    assert list(rows(parsed)[0][1:-2]) == cells


def test_one_field_of_three_megabytes_is_set_aside(tmp_path: Path) -> None:
    parsed = read(tmp_path, "a,b\n1,x\n2," + "y" * 3_000_000 + "\n3,z\n")
    assert problems(parsed) == {3: "too_long"}
    assert parsed.tables[0].rows == 3


def test_duckdb_and_the_careful_way_cut_alike(tmp_path: Path) -> None:
    dice = random.Random(7)
    pieces = ["x", "", " ", "１", '"q,""z"""', '"l\nm"', "合计", "3,4", "a\tb", '5" x', "é"]
    lines = [
        ",".join(dice.choice(pieces) for _ in range(dice.choice((3, 3, 3, 4)))) for _ in range(400)
    ]
    file = tmp_path / "x.csv"
    file.write_text(
        "n1,n2,n3\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline=""
    )
    job = Job(file, tmp_path, Limits(), {})
    quick = delimited._table(job, file, marks=False, care=False)
    assert quick is not None
    found = duckdb.sql(f"SELECT * EXCLUDE raw FROM read_parquet('{quick.stage}')").fetchall()
    dialect, header = delimited._looked_at(job, file)
    exact = careful.rows(job, file, dialect.delimiter, header, False)
    assert found == [
        (n, *[c or None for c in (*cells, *[""] * 3)[:3]], problem)
        for n, cells, problem, _ in exact
    ]


def test_a_large_file_is_judged_by_places_spread_over_it(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(
        b"id,name\n" + b"1,ascii only\n" * 200_000 + "2,兰汀市洪水\n".encode("gb18030") * 5
    )
    assert encoding_of(file).name == "gb18030"
