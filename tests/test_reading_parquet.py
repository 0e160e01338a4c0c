"""Parquet from strangers: what is damaged is refused or read, and the loader lives on."""

from __future__ import annotations

import pickle
import struct
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sitroom.errors import UnreadableFile
from sitroom.reading import parse

ROWS = 12_345
MUTATIONS = 1_000
# Reads damaged copies one after the other and says what became of each; a crash ends it, and
# only it, so that it is started again behind the copy that it died of.
READER = """
import random, sys
from pathlib import Path
from sitroom.errors import UnreadableFile
from sitroom.reading import columnar
from sitroom.reading.parsed import Job, Limits

folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
whole = (folder / "x.parquet").read_bytes()
for number in range(first, last):
    chance = random.Random(number)
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 8))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if number % 10 == 0:
        del data[chance.randrange(len(data)):]
    copy = folder / "copy.parquet"
    copy.write_bytes(data)
    print(number, end=" ", flush=True)
    try:
        rows = columnar.read(Job(copy, folder / "temp", Limits(), {}))[0].rows
    except UnreadableFile as error:
        print(error.code, flush=True)
    else:
        print("read", rows, flush=True)
"""


def written(file: Path, query: str) -> Path:
    duckdb.sql(query).write_parquet(str(file))
    return file


def read(file: Path) -> list[dict[str, Any]]:
    table = parse(file, file.parent / "out").tables[0]
    found = duckdb.sql(f"SELECT * FROM read_parquet('{table.stage}') ORDER BY row_no").fetchall()
    return [dict(zip(["#", *table.columns, "problem", "raw"], r, strict=True)) for r in found]


def code_of(file: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        parse(file, file.parent / "out")
    assert list((file.parent / "out").iterdir()) == []
    return caught.value.code


def varint(value: int) -> bytes:
    """Return a number as Thrift's compact protocol writes it, zigzag and seven bits a byte."""
    value, out = value * 2, bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def test_p01_a_thousand_damaged_copies_are_refused_or_read(tmp_path: Path) -> None:
    query = "SELECT i AS a, 'district ' || i % 7 AS b, i / 3 AS c FROM range(500) r(i)"
    written(tmp_path / "x.parquet", query)
    (tmp_path / "temp").mkdir()
    outcomes: dict[int, str] = {}
    crashes = 0
    while len(outcomes) + crashes < MUTATIONS:
        first = max(outcomes, default=-1) + 1 + (crashes > 0)
        call = [sys.executable, "-c", READER, str(tmp_path), str(first), str(MUTATIONS)]
        done = subprocess.run(call, capture_output=True, text=True, timeout=300)
        lines = [line.split(" ", 1) for line in done.stdout.splitlines()]
        outcomes |= {int(number): what for number, what in (p for p in lines if len(p) == 2)}
        crashes += done.returncode != 0
        assert crashes < 10, done.stderr[-2000:]
    whole = sum(what == "read 500" for what in outcomes.values())
    refused = sum(what.startswith("E_") for what in outcomes.values())
    assert whole + refused == len(outcomes), "a copy was read in part"
    assert min(whole, refused) > 50


@pytest.mark.parametrize("keep", [4, 8, 200, -1, -8, -100])
def test_p02_a_cut_file_is_refused(tmp_path: Path, keep: int) -> None:
    file = written(tmp_path / "x.parquet", f"SELECT i AS a FROM range({ROWS}) r(i)")
    file.write_bytes(file.read_bytes()[:keep])
    assert code_of(file) == "E_PARQUET"


def test_p02_a_wrong_mark_at_the_end_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "x.parquet", "SELECT 1 AS a")
    file.write_bytes(file.read_bytes()[:-4] + b"RAP1")
    assert code_of(file) == "E_PARQUET"


def test_p03_times_of_every_unit_keep_their_value_and_their_zone(tmp_path: Path) -> None:
    at = "2026-07-12 08:30:00.123456"
    query = (
        f"SELECT '{at}'::TIMESTAMP_NS AS ns, '{at}'::TIMESTAMP AS us, '{at}'::TIMESTAMP_MS AS ms,"
        f" '{at}+08'::TIMESTAMPTZ AS zoned, DATE '2026-07-12' AS d, TIME '08:30:00' AS t"
    )
    row = read(written(tmp_path / "x.parquet", query))[0]
    assert row["ns"].startswith(at)
    assert (row["us"], row["ms"]) == (at, "2026-07-12 08:30:00.123")
    assert row["zoned"] == "2026-07-12T00:30:00.123Z"
    assert (row["d"], row["t"]) == ("2026-07-12", "08:30:00")


class _Armed:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> Any:
        return Path.touch, (self.file,)


def test_p04_a_pickled_object_is_bytes_and_is_never_loaded(tmp_path: Path) -> None:
    trap = pickle.dumps(_Armed(tmp_path / "sprung"))
    query = f"SELECT 'x' AS name, unhex('{trap.hex()}') AS thing"
    row = read(written(tmp_path / "x.parquet", query))[0]
    assert (row["name"], row["thing"].lower()) == ("x", trap.hex())
    assert not (tmp_path / "sprung").exists()


def test_p05_a_group_that_claims_a_trillion_rows_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "x.parquet", f"SELECT i AS a FROM range({ROWS}) r(i)")
    data = file.read_bytes()
    (length,) = struct.unpack("<I", data[-8:-4])
    body, footer = data[: -8 - length], data[-8 - length : -8]
    claimed = footer.replace(b"\x16" + varint(ROWS), b"\x16" + varint(10**12))
    assert len(claimed) > len(footer)
    file.write_bytes(body + claimed + struct.pack("<I", len(claimed)) + b"PAR1")
    assert code_of(file) in ("E_PARQUET", "E_BOMB", "E_TIME")


def test_p06_columns_that_differ_by_case_only_stay_two_columns(tmp_path: Path) -> None:
    file = written(tmp_path / "x.parquet", "SELECT 1 AS first, 2 AS other")
    file.write_bytes(file.read_bytes().replace(b"other", b"FIRST"))
    row = read(file)[0]
    assert sorted(value for name, value in row.items() if name.lower().startswith("first")) == [
        "1", "2"
    ]  # fmt: skip


def test_p07_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        con.execute("SET force_mbedtls_unsafe = 'true'")
        con.execute("PRAGMA add_parquet_key('key', '0123456789abcdef')")
        con.execute(
            f"COPY (SELECT 1 AS a) TO '{tmp_path / 'x.parquet'}'"
            " (FORMAT parquet, ENCRYPTION_CONFIG {footer_key: 'key'})"
        )
    assert code_of(tmp_path / "x.parquet") == "E_ENCRYPTED"


def test_p04_a_schema_that_names_a_python_type_is_refused(tmp_path: Path) -> None:
    schema = b64encode(b"ARROW:extension:name arrow.py_extension_type").decode()
    file = tmp_path / "x.parquet"
    duckdb.sql(
        f"COPY (SELECT 1 AS a) TO '{file}' (FORMAT parquet, KV_METADATA {{'ARROW:schema': '{schema}'}})"
    )
    with pytest.raises(UnreadableFile) as refused:
        parse(file, tmp_path / "out")
    assert refused.value.code == "E_EXTENSION"
