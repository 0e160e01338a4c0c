"""Zip and gzip: what lies in them is read like a file of its own, and bombs go off in no one."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from sitroom.errors import UnreadableFile
from sitroom.reading import Limits, Parsed, parse

CSV = "编号,标题\n1,临江区内涝\n2,望山县滑坡\n".encode()


def zipped(file: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def read(folder: Path, parts: dict[str, bytes], name: str = "x.zip", **limits: int) -> Parsed:
    return parse(zipped(folder / name, parts), folder / "out", limits=Limits(**limits))


def code_of(file: Path, **limits: int) -> str:
    with pytest.raises(UnreadableFile) as caught:
        parse(file, file.parent / "out", limits=Limits(**limits))
    assert list((file.parent / "out").iterdir()) == []
    return caught.value.code


def test_a_zip_with_one_file_is_that_file(tmp_path: Path) -> None:
    parsed = read(tmp_path, {"数据/事件.csv": CSV, "数据/readme.txt": b"Read me.", "a/": b""})
    table = parsed.tables[0]
    assert (parsed.format, table.sheet, table.rows) == ("csv", None, 2)
    assert table.columns == ["编号", "标题"]
    assert parsed.notes == ["left out of the zip: 数据/readme.txt"]


def test_a_zip_with_several_files_has_a_table_for_each(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    memory = io.BytesIO()
    with Workbook(memory) as book:
        for name in ("一", "二"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["a", "b"])
            sheet.write_row(1, 0, [1, 2])
    parts = {
        "a.csv": CSV,
        "b.json": b'[{"a": 1}]',
        "c.xlsx": memory.getvalue(),
        "picture.png": b"\x89PNG\r\n\x1a\n",
        "empty.csv": b"",
        "__MACOSX/._a.csv": b"\0\1",
    }
    parsed = read(tmp_path, parts)
    found = {table.sheet: table.rows for table in parsed.tables}
    assert found == {"a.csv": 2, "b.json": 1, "c.xlsx / 一": 1, "c.xlsx / 二": 1}
    assert parsed.format == "zip"
    assert all(table.stage.exists() for table in parsed.tables)
    (note,) = [note for note in parsed.notes if note.startswith("left out")]
    assert "picture.png is a picture" in note
    assert "empty.csv is empty" in note


def test_a_zip_without_a_table_says_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"without a table in it: a\.pdf is a PDF") as caught:
        read(tmp_path, {"a.pdf": b"%PDF-1.7"})
    assert caught.value.code == "E_FORMAT"


def test_a_damaged_table_in_a_zip_refuses_the_zip_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"b\.json is broken JSON"):
        read(tmp_path, {"a.csv": CSV, "b.json": b'[{"a": 1}, {'})


@pytest.mark.parametrize("name", ["x.csv.gz", "x.bin"])
def test_gzip_is_read_as_what_is_in_it(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(CSV))
    parsed = parse(file, tmp_path / "out")
    assert (parsed.format, parsed.tables[0].rows, parsed.tables[0].sheet) == ("csv", 2, None)


def test_a_cut_gzip_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.csv.gz"
    file.write_bytes(gzip.compress(CSV * 1000)[:-30])
    assert code_of(file) == "E_ZIP"


def test_a_tar_inside_gzip_is_named(tmp_path: Path) -> None:
    import tarfile

    with tarfile.open(tmp_path / "x.tgz", "w:gz") as archive:
        info = tarfile.TarInfo("a.csv")
        info.size = len(CSV)
        archive.addfile(info, io.BytesIO(CSV))
    with pytest.raises(UnreadableFile, match="a tar archive"):
        parse(tmp_path / "x.tgz", tmp_path / "out")


def test_c30_a_gzip_that_unfolds_a_thousandfold_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.csv.gz"
    with gzip.open(file, "wb") as out:
        for _ in range(400):
            out.write(b"1," * (1 << 19))
    assert file.stat().st_size < 1_000_000
    assert code_of(file) == "E_BOMB"


@pytest.mark.parametrize("name", ["../x.csv", "a/../../x.csv", "/etc/x.csv", "C:\\x.csv", "..\\x"])
def test_z01_x17_a_part_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    assert code_of(zipped(tmp_path / "x.zip", {"a.csv": CSV, name: CSV})) == "E_ZIP_PATH"
    assert not (tmp_path / "x.csv").exists()


def test_z02_a_link_to_another_file_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x.csv")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert code_of(tmp_path / "x.zip") == "E_ZIP_LINK"


@pytest.mark.parametrize(("levels", "code"), [(1, ""), (2, "E_ZIP_NESTED"), (5, "E_ZIP_NESTED")])
def test_z03_a_zip_in_a_zip_is_read_and_deeper_ones_are_refused(
    tmp_path: Path, levels: int, code: str
) -> None:
    content = {"a.csv": CSV}
    for level in range(levels):
        inner = zipped(tmp_path / f"{level}.zip", content).read_bytes()
        content = {f"{level}.zip": inner}
    file = zipped(tmp_path / "x.zip", content)
    if code:
        assert code_of(file) == code
    else:
        assert parse(file, tmp_path / "out").tables[0].rows == 2


def test_z03_a_gzip_in_a_zip_in_a_zip_is_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "i.zip", {"a.csv.gz": gzip.compress(CSV)}).read_bytes()
    assert code_of(zipped(tmp_path / "x.zip", {"i.zip": inner})) == "E_ZIP_NESTED"


def test_z04_parts_that_share_bytes_are_refused(tmp_path: Path) -> None:
    file = zipped(tmp_path / "x.zip", {"a.csv": CSV, "b.csv": CSV})
    data = bytearray(file.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # begins where the first one does
    file.write_bytes(data)
    assert code_of(file) == "E_ZIP"


def test_z05_a_hundred_thousand_parts_are_refused_quickly(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for number in range(100_000):
            archive.writestr(f"{number}.csv", b"")
    assert code_of(tmp_path / "x.zip") == "E_BOMB"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_z06_names_without_the_mark_of_utf8_are_read(tmp_path: Path, encoding: str) -> None:
    names = ["事件登记表.csv", "物资台账.csv"]
    stand_ins = [name.encode(encoding).hex() for name in names]
    file = zipped(tmp_path / "x.zip", dict.fromkeys(stand_ins, CSV))
    data = file.read_bytes()
    for name, stand_in in zip(names, stand_ins, strict=True):
        # The stand-in is twice as long; only the lengths in the heads must follow.
        data = data.replace(stand_in.encode(), name.encode(encoding).ljust(len(stand_in), b"_"))
    file.write_bytes(data)
    found = [
        table.sheet.rstrip("_") for table in parse(file, tmp_path / "out").tables if table.sheet
    ]
    assert found == sorted(names)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_z07_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", CSV)
        archive.writestr("a.csv", CSV + b"3,x\n")
    assert code_of(tmp_path / "x.zip") == "E_ZIP"


@pytest.mark.parametrize(
    ("parts", "limits"),
    [
        ({"a.csv": b"0" * 100_000_000}, {}),  # by its ratio
        ({"a.csv": CSV * 100, "b.csv": CSV * 100}, {"unzipped": 4000}),  # by what is unpacked
        ({f"{i}.csv": CSV for i in range(30)}, {"entries": 20}),
    ],
)
def test_a_zip_beyond_the_limits_is_refused(
    tmp_path: Path, parts: dict[str, bytes], limits: dict[str, int]
) -> None:
    assert code_of(zipped(tmp_path / "x.zip", parts), **limits) == "E_BOMB"


def test_a_part_larger_than_its_directory_says_is_not_unpacked(tmp_path: Path) -> None:
    file = zipped(tmp_path / "x.zip", {"a.csv": CSV * 100_000})
    data = bytearray(file.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    file.write_bytes(data)
    assert code_of(file) in ("E_ZIP", "E_BOMB")


def test_a_protected_zip_is_refused(tmp_path: Path) -> None:
    file = zipped(tmp_path / "x.zip", {"a.csv": CSV})
    data = bytearray(file.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    file.write_bytes(data)
    assert code_of(file) == "E_ENCRYPTED"


def test_a_file_geodatabase_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"file geodatabase \(.gdb\)"):
        read(tmp_path, {"x.gdb/a00000001.gdbtable": b"\0", "x.gdb/timestamps": b"\0"})
