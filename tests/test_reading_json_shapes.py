"""Every shape in which JSON holds a table, and what is wrong with single objects (J01 to J11)."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from typing import Any

import pytest
from sheets import cells, problems, read, refused

from sitroom.reading import parse

ROWS = [("1", "Flood"), ("2", "Fire"), ("3", "Storm")]


@pytest.mark.parametrize(
    "value",
    [
        {"columns": ["id", "name"], "data": [[1, "Flood"], [2, "Fire"], [3, "Storm"]]},
        {"columns": ["id", "name"], "index": [0, 1, 2],
         "data": [[1, "Flood"], [2, "Fire"], [3, "Storm"]]},
        {"table": {"columnNames": ["id", "name"], "rows": [[1, "Flood"], [2, "Fire"], [3, "Storm"]]}},
        {"meta": {"view": {"columns": [{"id": 7, "name": "id"}, {"id": 8, "name": "name"}]}},
         "data": [[1, "Flood"], [2, "Fire"], [3, "Storm"]]},
        {"id": [1, 2, 3], "name": ["Flood", "Fire", "Storm"]},
        {"daily": {"id": [1, 2, 3], "name": ["Flood", "Fire", "Storm"]}, "units": {"id": "no"}},
        {"id": {"0": 1, "1": 2, "2": 3}, "name": {"0": "Flood", "1": "Fire", "2": "Storm"}},
        {"status": "ok", "values": [["id", "name"], [1, "Flood"], [2, "Fire"], [3, "Storm"]]},
        [["id", "name"], [1, "Flood"], [2, "Fire"], [3, "Storm"]],
        {"count": 3, "next": None, "results": [{"id": 1, "name": "Flood"},
         {"id": 2, "name": "Fire"}, {"id": 3, "name": "Storm"}]},
        {"data": {"items": [{"id": 1, "name": "Flood"}, {"id": 2, "name": "Fire"},
         {"id": 3, "name": "Storm"}]}},
    ],
)  # fmt: skip
def test_tables_by_rows_by_columns_and_by_lists(tmp_path: Path, value: Any) -> None:
    parsed = read(tmp_path, json.dumps(value), "x.json")
    assert (parsed.tables[0].columns, cells(parsed)) == (["id", "name"], ROWS)


def test_an_object_of_objects_keeps_their_keys(tmp_path: Path) -> None:
    parsed = read(tmp_path, '{"a1":{"n":1},"a2":{"n":2}}', "x.json")
    assert (parsed.tables[0].columns, cells(parsed)) == (["key", "n"], [("a1", "1"), ("a2", "2")])


@pytest.mark.parametrize(
    "text", ["[]", " [ ] ", "{}", "null", "cb(null);", '{"count":0,"results":[]}', "[[]]"]
)
def test_an_empty_list_is_no_rows_and_says_so(tmp_path: Path, text: str) -> None:
    parsed = read(tmp_path, text, "x.json")
    if text != "[[]]":
        assert any("an empty list" in note for note in parsed.notes)
    assert [table.rows for table in parsed.tables] == [0]


def test_a_list_of_another_length_is_set_aside(tmp_path: Path) -> None:
    parsed = read(tmp_path, '[["a","b"],[1,2],[1],[1,2,3],[4,5]]', "x.json")
    assert (cells(parsed), problems(parsed)) == (
        [("1", "2"), ("4", "5")], {3: "ragged", 4: "ragged"}
    )  # fmt: skip


def test_lists_without_a_header_are_rows_all(tmp_path: Path) -> None:
    parsed = read(tmp_path, '[[1,"x"],[2,"y"]]', "x.json")
    assert (parsed.tables[0].columns, cells(parsed)) == (
        ["column 1", "column 2"], [("1", "x"), ("2", "y")]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a":1},{"a":', "E_JSON"),
        ("[" * 100_000, "E_DEPTH"),
        ("42", "E_NOT_JSON"),
        ('"text"', "E_NOT_JSON"),
        ("true", "E_NOT_JSON"),
    ],
)
def test_j01_j04_j06_what_is_no_table_is_refused(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    assert refused(file).code == code


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        pytest.param('{"a":1,"a":2}', "duplicate_key", id="j02"),
        pytest.param('{"a":NaN}', "bad_number", id="j03"),
        pytest.param('{"a":Infinity}', "bad_number", id="j03-infinity"),
        pytest.param('{"a":' + "9" * 5000 + "}", "bad_number", id="j05"),
        pytest.param('{"a":"\\ud800"}', "bad_encoding", id="j09"),
    ],
)
def test_j02_j03_j05_j09_one_object_leaves_the_others(
    tmp_path: Path, element: str, problem: str
) -> None:
    parsed = read(tmp_path, f'[{{"a":"x"}},{element},{{"a":"y"}}]', "x.json")
    assert (cells(parsed), problems(parsed)) == ([("x",), ("y",)], {2: problem})


def test_j07_one_bad_line_leaves_the_others(tmp_path: Path) -> None:
    parsed = read(tmp_path, '{"a":1}\n{"a":\n{"a":3}\nnot json\n{"a":5}\n', "x.ndjson")
    assert (cells(parsed), problems(parsed)) == (
        [("1",), ("3",), ("5",)], {2: "bad_json", 4: "bad_json"}
    )  # fmt: skip


def test_j08_text_and_numbers_in_one_key_are_both_kept_as_they_stand(tmp_path: Path) -> None:
    parsed = read(tmp_path, '[{"n":1},{"n":"two"},{"n":true},{"n":1.50}]', "x.json")
    assert cells(parsed) == [("1",), ("two",), ("true",), ("1.50",)]


def test_j10_fields_met_late_are_columns_of_all_rows(tmp_path: Path) -> None:
    parsed = read(tmp_path, '[{"a":1},{"a":2,"new":{"x":3}}]', "x.json")
    assert (parsed.tables[0].columns, cells(parsed)) == (
        ["a", "new.x"], [("1", None), ("2", "3")]
    )  # fmt: skip


@pytest.mark.slow
def test_j11_an_array_of_200_mb_is_read_in_bounded_memory(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    one = json.dumps({"id": "SJ1", "note": "Two engines sent, road closed " * 12, "lat": 29.5})
    with file.open("w") as out:
        out.write("[" + one)
        for _ in range(200_000_000 // len(one)):
            out.write("," + one)
        out.write("]")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert parse(file, tmp_path / "out").tables[0].rows == 200_000_000 // len(one) + 1
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 500_000)  # KB


def test_an_array_that_tells_of_the_columns_holds_no_rows(tmp_path: Path) -> None:
    text = '{"result":{"fields":[{"id":"n"},{"id":"m"}],"records":[{"n":"1","m":"a"}]}}'
    assert read(tmp_path, text, "x.json").tables[0].columns == ["n", "m"]


def test_an_array_beside_the_rows_is_left_out_aloud(tmp_path: Path) -> None:
    text = '{"fields":[{"id":"n"}],"events":[{"n":"1"}],"places":[{"p":"1"},{"p":"2"}]}'
    parsed = read(tmp_path, text, "x.json")
    assert parsed.tables[0].rows == 2
    assert parsed.notes == ["the array `events` of 1 beside it was left out"]


def test_rows_without_names_lose_none_to_a_header(tmp_path: Path) -> None:
    text = '{"data":[["x","10-2026.html","112.2"],["y","11-2026.html","113.3"]]}'
    assert read(tmp_path, text, "x.json").tables[0].rows == 2
