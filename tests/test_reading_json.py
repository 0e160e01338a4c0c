from __future__ import annotations

import io
import json
from pathlib import Path

import duckdb
import pytest
import shapely

from sitroom.errors import UnreadableFile
from sitroom.reading import Limits, Parsed, jsonscan, parse
from sitroom.reading.parsed import Job

SQUARE = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]


def read(folder: Path, content: str | bytes, name: str = "x.json") -> Parsed:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return parse(file, folder / "out")


def records(parsed: Parsed) -> list[dict]:
    table = parsed.tables[0]
    found = duckdb.sql(f"SELECT * FROM read_parquet('{table.stage}') ORDER BY row_no").fetchall()
    return [dict(zip(["#", *table.columns, "problem", "raw"], row, strict=True)) for row in found]


def feature(geometry: object, **properties: object) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(folder: Path, *features: object, **members: object) -> list[dict]:
    whole = {"type": "FeatureCollection", **members, "features": list(features)}
    parsed = read(folder, json.dumps(whole), "x.geojson")
    assert parsed.format == "geojson"
    return records(parsed)


@pytest.mark.parametrize(
    "text",
    [
        '[{"a":"x","b":{"c":1.50}},{"a":null,"b":{"c":2}}]',
        '{"count":2,"next":null,"results":[{"a":"x","b":{"c":1.50}},{"a":null,"b":{"c":2}}]}',
        '{"data":{"few":[{"z":1}],"items":[{"a":"x","b":{"c":1.50}},{"a":null,"b":{"c":2}}]}}',
        '{"a":"x","b":{"c":1.50}}\n\n{"a":null,"b":{"c":2}}\n',
        'callback([{"a":"x","b":{"c":1.50}},{"a":null,"b":{"c":2}}]);',
        '// made at noon\n# twice\n/* x */ [{"a":"x","b":{"c":1.50}},\n//\n{"a":null,"b":{"c":2}}]',
        '\ufeff[{"a":"x","b":{"c":1.50}},{"a":null,"b":{"c":2}}]',
        '[["a","b.c"],["x",1.50],[null,2]]',
    ],
)
def test_rows_are_found_however_they_are_wrapped(tmp_path: Path, text: str) -> None:
    found = records(read(tmp_path, text))
    assert [(row["a"], row["b.c"], row["problem"]) for row in found] == [
        ("x", "1.50", None), (None, "2", None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[{"a":1},{"a":', "E_JSON"),
        ('{"results":[{"a":1}', "E_JSON"),
        ("[" * 100_000, "E_DEPTH"),
        ('{"a":' * 100_000, "E_DEPTH"),
        ("42", "E_NOT_JSON"),
        ("hello", "E_NOT_JSON"),
        (" ", "E_EMPTY"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, text)
    assert caught.value.code == code


def test_a_cut_text_names_line_and_character(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 2, character 15"):
        read(tmp_path, '[{"a":1},\n{"a"')


@pytest.mark.parametrize(
    ("element", "problem"),
    [
        ('{"a":1,"a":2}', "duplicate_key"),
        ('{"a":NaN}', "bad_number"),
        ('{"a":-Infinity}', "bad_number"),
        ('{"a":' + "9" * 5000 + "}", "bad_number"),
        ('{"a":"\\ud800"}', "bad_encoding"),
        ('{"a":"x\\u0000y"}', "control_character"),
        ("7", "bad_json"),
        ('{"a":' + '{"b":' * 80 + "1" + "}" * 81, "too_deep"),
        ('{"a":' + "[" * 80 + "]" * 80 + "}", "too_deep"),
        ('{"a":"\\ud83d\\ude00"}', None),
        ('{"a":[1.0,{"b":"x"}]}', None),
    ],
)
def test_one_object_that_is_no_row_leaves_the_others(
    tmp_path: Path, element: str, problem: str | None
) -> None:
    found = records(read(tmp_path, f'[{{"a":"x"}},{element},{{"a":"y"}}]'))
    assert [row["problem"] for row in found] == [None, problem, None]
    assert [row["#"] for row in found] == [1, 2, 3]
    if problem:
        assert element.startswith(found[1]["raw"][:30])


def test_one_bad_line_leaves_the_others(tmp_path: Path) -> None:
    found = records(read(tmp_path, '{"a":1}\n{"a":\n\n{"a":3}\nx\n'))
    assert [(row["#"], row["a"], row["problem"]) for row in found] == [
        (1, "1", None), (2, None, "bad_json"), (4, "3", None), (5, None, "bad_json")
    ]  # fmt: skip


def test_values_keep_their_text(tmp_path: Path) -> None:
    text = '[{"n":299929.00,"big":9007199254740993,"e":1e400,"t":true,"l":[1.0,"é"],"o":{},"s":""}]'
    row = records(read(tmp_path, text))[0]
    assert [row[key] for key in ("n", "big", "e", "t", "l", "o", "s")] == [
        "299929.00", "9007199254740993", "1e400", "true", '[1.0, "é"]', None, None
    ]  # fmt: skip


def test_an_empty_collection_is_a_table_without_rows(tmp_path: Path) -> None:
    assert collection(tmp_path) == []


def test_gb18030_and_bad_bytes_in_json(tmp_path: Path) -> None:
    text = json.dumps([{"事件名称": "临江区内涝积水"}], ensure_ascii=False)
    parsed = read(tmp_path, text.encode("gb18030"))
    assert (parsed.encoding, records(parsed)[0]["事件名称"]) == ("gb18030", "临江区内涝积水")


def test_points_become_lon_and_lat_and_shapes_become_wkb(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [121.653, 24.1737, 10.64]}
    found = collection(
        tmp_path,
        feature(point, name="a") | {"id": "us1"},
        feature({"type": "Polygon", "coordinates": SQUARE}, name="b", id="own") | {"id": 7},
        feature(None, name="c"),
        crs={"type": "link", "properties": {"href": "http://192.0.2.1/crs"}},
    )
    assert [found[0][key] for key in ("id", "lon", "lat", "z")] == [
        "us1", "121.653", "24.1737", "10.64"
    ]  # fmt: skip
    assert shapely.from_wkb(found[1]["geometry"]).area == 4
    assert (found[1]["id"], found[1]["properties.id"]) == ("7", "own")
    assert (found[2]["name"], found[2]["lon"], found[2]["problem"]) == ("c", None, None)


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        ({"type": "Point", "coordinates": ["1", "2"]}, "bad_geometry"),
        ({"type": "Point", "coordinates": []}, "bad_geometry"),
        ({"type": "Point"}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": [SQUARE[0][:-1]]}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": []}, "bad_geometry"),
        ({"type": "LineString", "coordinates": [[0, 0]]}, "bad_geometry"),
        ({"type": "Circle", "coordinates": [0, 0]}, "bad_geometry"),
        ({"type": "LineString", "coordinates": [[0, 0], [1, "x"]]}, "bad_geometry"),
        ("nowhere", "bad_geometry"),
        ({"type": "GeometryCollection", "geometries": [
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [0, 0]}]}
        ]}, "bad_geometry"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [0, 2], [2, 0], [0, 0]]]}, None),
        ({"type": "MultiPoint", "coordinates": [[0, 0, 5], [1, 1, 6]]}, None),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, None),
        ({"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]]]}, None),
        ({"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [0, 0]}
        ]}, None),
    ],
)  # fmt: skip
def test_a_place_that_cannot_be_drawn_costs_that_feature_only(
    tmp_path: Path, geometry: object, problem: str | None
) -> None:
    good = {"type": "Point", "coordinates": [1, 2]}
    found = collection(tmp_path, feature(good), feature(geometry, name="x"), feature(good))
    assert [row["problem"] for row in found] == [None, problem, None]
    assert found[1]["name"] == "x"
    if not problem:
        assert shapely.from_wkb(found[1]["geometry"]).is_valid


def test_too_many_vertices_cost_that_feature_only(tmp_path: Path) -> None:
    file = tmp_path / "x.geojson"
    ring = [[i / 1000, 0] for i in range(120)] + [[0, 1], [0, 0]]
    whole = {"type": "FeatureCollection", "features": [
        feature({"type": "Polygon", "coordinates": [ring]}, name="a")
    ]}  # fmt: skip
    file.write_text(json.dumps(whole))
    parsed = parse(file, tmp_path / "out", limits=Limits(vertices=100))
    assert records(parsed)[0]["problem"] == "bad_geometry"


def test_a_driver_file_named_geojson_reads_no_other_file(tmp_path: Path) -> None:
    text = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, text, "x.geojson")
    assert caught.value.code == "E_NOT_GEOJSON"


@pytest.mark.parametrize("block", [1, 2, 5, 17])
def test_a_long_text_is_read_in_blocks_that_may_end_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    rows = [{"a": -12.5e-3, "b": ["x\\y\u4e34", None, True], "c": {"d": 123456}}, 7, "tail", []] * 5
    text = json.dumps({"n": 1, "rows": rows, "z": 1})
    monkeypatch.setattr(jsonscan, "_BLOCK", block)
    monkeypatch.setattr(jsonscan, "_AHEAD", block)
    job = Job(tmp_path / "x", tmp_path, Limits(), {})
    scanner = jsonscan.Scanner(job, text[:1], 0, io.StringIO(text[1:]))
    read: list[object] = []
    for key in scanner.members():
        if key == "rows":
            read += [value for _, value in scanner.elements()]
            assert len(scanner.text) < len(text)
        else:
            assert scanner.value() == "1"
    assert json.loads(json.dumps(read)) == json.loads(
        json.dumps(rows), parse_float=str, parse_int=str
    )


@pytest.mark.slow
def test_a_large_collection_stays_within_the_limits(tmp_path: Path) -> None:
    file = tmp_path / "x.geojson"
    one = json.dumps(feature({"type": "Polygon", "coordinates": SQUARE}, name="临江区" * 100))
    with file.open("w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[' + one)
        for _ in range(30_000):
            out.write("," + one)
        out.write("]}")
    assert parse(file, tmp_path / "out").tables[0].rows == 30_001
