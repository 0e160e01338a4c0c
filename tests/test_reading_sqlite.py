"""SQLite databases, and files of formats that are not read but named."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sitroom.errors import UnreadableFile
from sitroom.reading import Limits, Parsed, parse

TABLES = """
CREATE TABLE 事件 (编号 TEXT, 标题 TEXT, 死亡 INTEGER, 深度 REAL, 照片 BLOB);
INSERT INTO 事件 VALUES ('007', '内涝', 9007199254740993, 1.5, x'0102'), ('008', NULL, 0, 3.0, NULL);
CREATE TABLE empty (a, b);
CREATE VIEW everything AS SELECT * FROM 事件;
CREATE TABLE sums (a INTEGER, twice INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL);
INSERT INTO sums (a) VALUES (1);
CREATE INDEX by_number ON 事件 (编号);
"""


def database(file: Path, script: str = TABLES) -> Path:
    with closing(sqlite3.connect(file)) as con:
        con.executescript(script)
        con.commit()
    return file


def rows(parsed: Parsed, number: int = 0) -> list[dict[str, Any]]:
    table = parsed.tables[number]
    found = duckdb.sql(f"SELECT * FROM read_parquet('{table.stage}') ORDER BY row_no").fetchall()
    return [dict(zip(["#", *table.columns, "problem", "raw"], r, strict=True)) for r in found]


def test_every_table_of_a_database_is_read_as_text(tmp_path: Path) -> None:
    parsed = parse(database(tmp_path / "x.bin"), tmp_path / "out")
    assert parsed.format == "sqlite"
    assert [(table.sheet, table.rows) for table in parsed.tables] == [
        ("empty", 0), ("sums", 1), ("事件", 2)
    ]  # fmt: skip
    assert parsed.tables[0].columns == ["a", "b"]
    assert parsed.tables[1].columns == ["a"]
    first, second = rows(parsed, 2)
    assert [first[name] for name in ("编号", "标题", "死亡", "深度", "照片")] == [
        "007", "内涝", "9007199254740993", "1.5", "0102"
    ]  # fmt: skip
    assert (second["标题"], second["照片"]) == (None, None)
    assert parsed.notes == ["views are not run: everything"]


def test_one_table_can_be_named(tmp_path: Path) -> None:
    file = database(tmp_path / "x.db")
    parsed = parse(file, tmp_path / "out", options={"table": "事件"})
    assert [table.sheet for table in parsed.tables] == ["事件"]
    with pytest.raises(UnreadableFile, match="one of: empty, sums, 事件"):
        parse(file, tmp_path / "out", options={"table": "everything"})


def test_a_database_of_views_that_never_end_is_refused_at_once(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n"
    file = database(tmp_path / "x.db", f"CREATE VIEW v AS {endless}")
    with pytest.raises(UnreadableFile) as caught:
        parse(file, tmp_path / "out", limits=Limits(seconds=20))
    assert caught.value.code == "E_EMPTY"


def test_what_was_written_last_is_read_from_the_journal_beside(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as con:
        con.execute("PRAGMA journal_mode = wal")
        con.execute("CREATE TABLE t (a)")
        con.execute("INSERT INTO t VALUES (1)")
        con.commit()
        parsed = parse(tmp_path / "x.db", tmp_path / "out")
    assert rows(parsed)[0]["a"] == "1"


def test_text_that_is_no_utf8_sets_its_row_aside(tmp_path: Path) -> None:
    file = database(tmp_path / "x.db", "CREATE TABLE t (a TEXT, b TEXT)")
    with closing(sqlite3.connect(file)) as con:
        con.execute("INSERT INTO t VALUES ('x', CAST(x'c4dac0d4' AS TEXT)), ('y', 'z')")
        con.commit()
    found = rows(parse(file, tmp_path / "out"))
    assert [(row["a"], row["problem"]) for row in found] == [("x", "bad_encoding"), ("y", None)]


@pytest.mark.parametrize("cut", [100, 5000])
def test_a_cut_database_is_refused(tmp_path: Path, cut: int) -> None:
    values = ", ".join(f"('{'x' * 500}{i}')" for i in range(100))
    file = database(tmp_path / "x.db", f"CREATE TABLE t (a); INSERT INTO t VALUES {values}")
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(UnreadableFile) as caught:
        parse(file, tmp_path / "out")
    assert caught.value.code == "E_SQLITE"


FOREIGN = {
    "a PDF document": b"%PDF-1.7\n",
    "a RAR archive": b"Rar!\x1a\x07\x00",
    "a 7z archive": b"7z\xbc\xaf\x27\x1c",
    "a bzip2 archive": b"BZh91AY&SY\x00",
    "an xz archive": b"\xfd7zXZ\x00",
    "a grid": b"\x89HDF\r\n\x1a\n",
    "a weather grid": b"GRIB\x00\x00",
    "an Access database": b"\x00\x01\x00\x00Standard ACE DB\x00",
    "a program": b"MZ\x90\x00",
    "an AutoCAD drawing": b"AC1027\x00",
    "a GPS track": b"<gpx version='1.1'><wpt lat='1' lon='2'/></gpx>",
    "GML": b"<gml:FeatureCollection xmlns:gml='x'/>",
    "a drawing": b"<!-- a map --><svg xmlns='x'/>",
}


@pytest.mark.parametrize("words", FOREIGN)
def test_a_file_of_another_format_says_what_it_is_and_what_to_do(
    tmp_path: Path, words: str
) -> None:
    (tmp_path / "x.csv").write_bytes(FOREIGN[words])
    with pytest.raises(UnreadableFile, match=words) as caught:
        parse(tmp_path / "x.csv", tmp_path / "out")
    assert caught.value.code == "E_FORMAT"
    assert caught.value.todo


def test_a_duckdb_file_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "x.db")) as con:
        con.execute("CREATE TABLE t AS SELECT 1")
    with pytest.raises(UnreadableFile, match="a DuckDB database") as caught:
        parse(tmp_path / "x.db", tmp_path / "out")
    assert "COPY" in caught.value.todo


def test_a_word_document_is_no_archive_of_tables(tmp_path: Path) -> None:
    import zipfile

    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    (tmp_path / "x.docx").write_bytes(memory.getvalue())
    with pytest.raises(UnreadableFile, match="a Word document"):
        parse(tmp_path / "x.docx", tmp_path / "out")


@pytest.mark.parametrize("header", ["MZ,BM", "BMI,GRIB", "AC10,b"])
def test_a_header_that_looks_like_another_formats_mark_is_a_header(
    tmp_path: Path, header: str
) -> None:
    (tmp_path / "x.csv").write_text(f"{header}\n1,2\n")
    assert parse(tmp_path / "x.csv", tmp_path / "out").tables[0].columns == header.split(",")
