"""GeoJSON as strangers write it: what cannot be drawn is told apart from what can."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
import shapely

from sitroom.errors import UnreadableFile
from sitroom.reading import Limits, Parsed, parse

GOOD = {"type": "Point", "coordinates": [114.1, 30.5]}
METRES = [[500_000, 3_400_000], [501_000, 3_400_000], [501_000, 3_401_000], [500_000, 3_400_000]]


def feature(geometry: object, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def polygon(*ring: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(place) for place in ring]]}


def read(
    folder: Path, *features: object, text: str = "", datum: str = "", **members: object
) -> Parsed:
    file = folder / "x.geojson"
    whole = {"type": "FeatureCollection", **members, "features": list(features)}
    file.write_text(text or json.dumps(whole))
    return parse(file, folder / "out", options={"datum": datum})


def rows(parsed: Parsed) -> list[dict[str, Any]]:
    table = parsed.tables[0]
    found = duckdb.sql(f"SELECT * FROM read_parquet('{table.stage}') ORDER BY row_no").fetchall()
    return [dict(zip(["#", *table.columns, "problem", "raw"], r, strict=True)) for r in found]


def problems(folder: Path, geometry: object) -> list[str | None]:
    """Return what is wrong with a shape that stands between two good ones."""
    return [row["problem"] for row in rows(read(folder, feature(GOOD), feature(geometry, a=1)))]


def shape(row: dict[str, Any]) -> Any:
    found = shapely.from_wkb(row["geometry"])
    assert found.is_valid
    return found


@pytest.mark.parametrize("name", ["x.geojson", "x.json", "x.kml", "x.shp"])
def test_g01_k03_s15_a_virtual_file_reads_no_other_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.csv").write_text("name\nhidden\n")
    text = (
        "<OGRVRTDataSource><OGRVRTLayer name='secret'>"
        f"<SrcDataSource>{tmp_path / 'secret.csv'}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    (tmp_path / name).write_text(text)
    with pytest.raises(UnreadableFile) as caught:
        parse(tmp_path / name, tmp_path / "out")
    assert caught.value.code == ("E_NOT_GEOJSON" if "json" in name else "E_FORMAT")
    assert "hidden" not in str(caught.value)


def test_g02_a_link_to_a_coordinate_system_is_not_followed(tmp_path: Path) -> None:
    link = {"type": "link", "properties": {"href": "http://192.0.2.1/crs"}}
    parsed = read(tmp_path, feature(GOOD), crs=link)
    assert rows(parsed)[0]["lon"] == "114.1"
    assert parsed.notes == ["a link to a coordinate system was not followed"]


@pytest.mark.parametrize("place", [[30.5, 114.1], [200, 10], [10, 95], [0, 0], [500000, 3400000]])
def test_g03_g04_g12_a_point_elsewhere_stays_as_written_for_recognition_to_flag(
    tmp_path: Path, place: list[float]
) -> None:
    row = rows(read(tmp_path, feature({"type": "Point", "coordinates": place}, name="a")))[0]
    assert (row["lon"], row["lat"], row["problem"]) == (str(place[0]), str(place[1]), None)


def test_g04_a_shape_in_metres_costs_its_cell_and_not_its_row(tmp_path: Path) -> None:
    row = rows(read(tmp_path, feature({"type": "Polygon", "coordinates": [METRES]}, name="a")))[0]
    assert (row["name"], row["problem"]) == ("a", None)
    assert row["geometry"] == "no degrees: 500000 3400000, 501000 3401000"


@pytest.mark.parametrize("written", ["NaN", "Infinity", "1e308", "-1e308"])
def test_g05_figures_that_are_no_place_set_the_feature_aside(tmp_path: Path, written: str) -> None:
    good, bad = json.dumps(feature(GOOD)), json.dumps(feature({"type": "Point", "coordinates": 0}))
    text = f'{{"type":"FeatureCollection","features":[{good},{bad}]}}'
    text = text.replace('"coordinates": 0', f'"coordinates": [{written}, 1]')
    assert [row["problem"] for row in rows(read(tmp_path, text=text))] == [None, "bad_geometry"]


@pytest.mark.parametrize(
    "geometry",
    [
        pytest.param({"type": "Point", "coordinates": ["1", "2"]}, id="g06-text"),
        pytest.param({"type": "Point", "coordinates": []}, id="g06-empty"),
        pytest.param({"type": "MultiPolygon", "coordinates": []}, id="g06-empty-parts"),
        pytest.param(polygon((0, 0), (1, 0), (1, 1), (0, 1)), id="g07-open-ring"),
        pytest.param({"type": "LineString", "coordinates": [[0, 0]]}, id="g09-one-point-line"),
        pytest.param(polygon((0, 0), (1, 1)), id="g09-two-point-ring"),
        pytest.param({"type": "Curve", "coordinates": [0, 0]}, id="g10-unknown-type"),
        pytest.param(
            {"type": "GeometryCollection", "geometries": [
                {"type": "GeometryCollection", "geometries": [GOOD]}
            ]},
            id="g11-nested-collection",
        ),
    ],
)  # fmt: skip
def test_g06_to_g11_a_shape_that_cannot_be_drawn_costs_that_feature_only(
    tmp_path: Path, geometry: object
) -> None:
    assert problems(tmp_path, geometry) == [None, "bad_geometry"]


def test_g08_a_bow_tie_is_repaired_and_the_change_of_its_area_is_told(tmp_path: Path) -> None:
    parsed = read(tmp_path, feature(polygon((0, 0), (2, 2), (0, 2), (2, 0), (0, 0))))
    assert shape(rows(parsed)[0]).area == 2
    assert parsed.notes == [
        "1 shapes that cross themselves were repaired; their area changed by at most 100.0%"
    ]


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}},
        {"type": "name", "properties": {"name": "EPSG:4547"}},
        {"type": "EPSG", "properties": {"code": 4547}},
    ],
)
def test_g13_an_old_named_projection_is_undone(
    tmp_path: Path, crs: dict[str, Any], behind: bool
) -> None:
    whole: dict[str, Any] = {"type": "FeatureCollection", "crs": crs, "features": [
        feature({"type": "Point", "coordinates": [500_000, 3_400_000, 12]}),
        feature({"type": "Polygon", "coordinates": [METRES]}),
    ]}  # fmt: skip
    if behind:
        whole["crs"] = whole.pop("crs")
    parsed = read(tmp_path, text=json.dumps(whole))
    point, area = rows(parsed)
    # Zone 38, central meridian 114° east, as pyproj gives it.
    assert (point["lon"], point["z"]) == ("114.0", "12")
    assert float(point["lat"]) == pytest.approx(30.720617456, abs=1e-8)
    assert shape(area).bounds == pytest.approx((114.0, 30.7206, 114.01045, 30.72964), abs=1e-4)
    assert "CGCS2000 / 3-degree Gauss-Kruger CM 114E to WGS-84" in parsed.notes[0]


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "EPSG:4490"])
def test_g13_degrees_of_wgs84_by_any_name_stay_as_written(tmp_path: Path, name: str) -> None:
    parsed = read(tmp_path, feature(GOOD), crs={"type": "name", "properties": {"name": name}})
    assert (rows(parsed)[0]["lon"], parsed.notes) == ("114.1", [])


@pytest.mark.parametrize("name", ["EPSG:999999", "a local grid", "+proj=utm +init=/etc/passwd"])
def test_g13_an_unknown_projection_refuses_the_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(tmp_path, feature(GOOD), crs={"type": "name", "properties": {"name": name}})
    assert caught.value.code == "E_CRS"
    assert "datum" in str(caught.value)


def test_g13_a_projection_that_the_source_declares_is_left_for_shaping(tmp_path: Path) -> None:
    area = feature({"type": "Polygon", "coordinates": [METRES]})
    row = rows(read(tmp_path, area, datum="epsg:4547"))[0]
    assert shape(row).bounds == (500_000, 3_400_000, 501_000, 3_401_000)


def test_g15_too_many_corners_cost_that_feature_only(tmp_path: Path) -> None:
    ring = [[i / 10_000, 0] for i in range(1_000)] + [[0, 1], [0, 0]]
    whole = [feature(GOOD), feature({"type": "Polygon", "coordinates": [ring]})]
    file = tmp_path / "x.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": whole}))
    parsed = parse(file, tmp_path / "out", limits=Limits(vertices=1_000))
    assert [row["problem"] for row in rows(parsed)] == [None, "bad_geometry"]


@pytest.mark.parametrize("height", ["12.5", "NaN"])
def test_g16_heights_of_shapes_are_dropped(tmp_path: Path, height: str) -> None:
    line = '{"type":"LineString","coordinates":[[1,2,$],[3,4,$]]}'.replace("$", height)
    point = '{"type":"Point","coordinates":[1,2,$]}'.replace("$", height)
    text = ",".join(f'{{"type":"Feature","properties":{{}},"geometry":{g}}}' for g in (line, point))
    found = rows(read(tmp_path, text=f'{{"type":"FeatureCollection","features":[{text}]}}'))
    assert [row["problem"] for row in found] == [None, None]
    assert not shape(found[0]).has_z
    assert (found[1]["lon"], found[1].get("z")) == ("1", "12.5" if height != "NaN" else None)


@pytest.mark.parametrize(
    "ring",
    [
        [(170, -20), (190, -20), (190, -10), (170, -10), (170, -20)],
        [(170, -20), (-170, -20), (-170, -10), (170, -10), (170, -20)],
        [(-190, -20), (-170, -20), (-170, -10), (-190, -10), (-190, -20)],
    ],
)
def test_g17_a_shape_across_the_date_line_is_split(
    tmp_path: Path, ring: list[tuple[float, float]]
) -> None:
    parsed = read(tmp_path, feature(polygon(*ring)))
    found = shape(rows(parsed)[0])
    west, east = sorted(found.geoms, key=lambda part: part.bounds)
    assert (west.bounds, east.bounds) == ((-180, -20, -170, -10), (170, -20, 180, -10))
    assert parsed.notes == ["1 shapes were split at the date line"]


@pytest.mark.parametrize(
    "ring",
    [
        [(-180, -90), (180, -90), (180, 90), (-180, 90), (-180, -90)],  # the world
        [(-100, 0), (100, 0), (100, 50), (-100, 50), (-100, 0)],  # broad, but across Greenwich
    ],
)
def test_g17_a_broad_shape_that_does_not_cross_it_is_left_whole(
    tmp_path: Path, ring: list[tuple[float, float]]
) -> None:
    parsed = read(tmp_path, feature(polygon(*ring)))
    assert shape(rows(parsed)[0]).bounds == shapely.Polygon(ring).bounds
    assert parsed.notes == []


def test_g18_rings_are_turned_the_same_way(tmp_path: Path) -> None:
    clockwise = polygon((0, 0), (0, 2), (2, 2), (2, 0), (0, 0))
    found = shape(rows(read(tmp_path, feature(clockwise)))[0])
    assert found.exterior.is_ccw


def test_g19_properties_of_mixed_types_stay_as_written(tmp_path: Path) -> None:
    values = [1, "1", 1.50, True, None, [1], {"a": 1}]
    found = rows(read(tmp_path, *(feature(GOOD, v=value) for value in values)))
    assert [row["v"] for row in found] == ["1", "1", "1.5", "true", None, "[1]", None]
    assert found[-1]["v.a"] == "1"


def test_features_without_a_shape_stay_rows(tmp_path: Path) -> None:
    found = rows(read(tmp_path, feature(GOOD, name="a"), feature(None, name="b")))
    assert [(row["name"], row["lon"], row["problem"]) for row in found] == [
        ("a", "114.1", None), ("b", None, None)
    ]  # fmt: skip


def test_the_answer_of_a_map_server_is_read_like_geojson(tmp_path: Path) -> None:
    ring = [[500_000, 3_400_000], [500_000, 3_401_000], [501_000, 3_401_000], [501_000, 3_400_000]]
    hole = [[500_200, 3_400_200], [500_300, 3_400_200], [500_300, 3_400_300], [500_200, 3_400_200]]
    answer = {
        "geometryType": "esriGeometryPolygon",
        "spatialReference": {"wkid": 4547, "latestWkid": 4547},
        "fields": [{"name": name, "type": "esriFieldTypeString"} for name in "abcdef"],
        "features": [
            {"attributes": {"code": "007"}, "geometry": {"rings": [[*ring, ring[0]], hole]}},
            {"attributes": {"code": "008"}, "geometry": {"x": 500_000.0, "y": 3_400_000.0}},
            {"attributes": {"code": "009"}, "geometry": {"curveRings": []}},
            {"attributes": {"code": "010"}, "geometry": None},
        ],
    }
    found = rows(read(tmp_path, text=json.dumps(answer)))
    assert [(row["code"], row["problem"]) for row in found] == [
        ("007", None), ("008", None), ("009", "bad_geometry"), ("010", None)
    ]  # fmt: skip
    area = shape(found[0]).geoms[0]
    assert (len(area.interiors), area.bounds[0]) == (1, pytest.approx(114.0, abs=1e-6))
    assert found[1]["lon"] == "114.0"
