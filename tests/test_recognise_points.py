"""Coordinates in every style, and the repairs that only the file's own words allow."""

from __future__ import annotations

import pytest
from recognition import Shaped, shape


def places(points: list[tuple[str | None, str | None]], extra: str = "Type") -> Shaped:
    rows = [["2024-07-03", "Fire", lat, lon] for lat, lon in points]
    return shape(["Date", extra, "Latitude", "Longitude"], rows)


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        ("30.4217", "112.8968", (30.4217, 112.8968)),
        ("41º44'17''", "6º53'34''", (41.738056, 6.892778)),
        ("40:28:18", "08:26:31", (40.471667, 8.441944)),
        ("30°25'18.2\"N", "112°53'48\"E", (30.421722, 112.896667)),
        ("30度25分18秒", "112度53分48秒", (30.421667, 112.896667)),
        ("S 33.5", "W 70.5", (-33.5, -70.5)),
        ("33°30'S", "70°30'O", (-33.5, -70.5)),
        ("北纬30.5", "东经112.5", (30.5, 112.5)),
    ],
)
def test_a_way_of_writing_a_point(lat: str, lon: str, expected: tuple[float, float]) -> None:
    shaped = places([(lat, lon), (lat, lon)])
    assert shaped.rows("lat", "lon")[0] == pytest.approx(expected, abs=1e-5)
    assert not shaped.flagged


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("112.8968,30.4217", (112.8968, 30.4217)),
        ("30.4217，112.8968", (112.8968, 30.4217)),
        ("E112.8968 N30.4217", (112.8968, 30.4217)),
        ("POINT (12.5 41.9)", (12.5, 41.9)),
        ("41.9, 12.5", (12.5, 41.9)),
    ],
)
def test_a_pair_in_one_cell(cell: str, expected: tuple[float, float]) -> None:
    shaped = shape(["发生时间", "类型", "坐标"], [["2024-07-03", "火灾", cell]] * 2)
    assert shaped.rows("lon", "lat")[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("0", "0"), ("95", "10"), ("30", "200"), ("NaN", "10"), ("x", "10"), ("30", None)],
)
def test_a_point_that_cannot_be_is_flagged_and_the_row_kept(lat: str, lon: str | None) -> None:
    shaped = places([(lat, lon), ("30.1", "112.1"), ("30.2", "112.2")])
    assert shaped.rows("lat", "lon")[0] == (None, None)
    assert ("cell", "bad_coordinate", "incident.lat") in shaped.flagged
    assert shaped.one("count(lat)")[0] == 2


def test_a_row_without_a_point_is_not_flagged() -> None:
    assert not places([(None, None), ("30.1", "112.1")]).flagged


def test_swapped_values_are_said_to_be_swapped() -> None:
    shaped = places([("113.5214", "29.4712"), ("30.1", "112.1"), ("30.2", "112.2")])
    check = next(c for c in shaped.recognition.checks if c.reason == "bad_coordinate")
    assert "swapped" in check.detail_sql


def test_a_missing_sign_is_repaired_where_the_headers_name_the_country() -> None:
    header = ["data_alerta", "tipo", "concelho", "freguesia", "lat", "lon"]
    rows = [
        ["2014-03-16", "Florestal", "Bragança", "Zoio", "41.738", "6.892"],
        ["2014-03-17", "Florestal", "Sintra", "Rio de Mouro", "38.907", "9.415"],
        ["2014-03-18", "Florestal", "Sintra", "Rio de Mouro", "0.697", "9.415"],
    ]
    shaped = shape(header, rows)
    assert shaped.column("lon") == [-6.892, -9.415, None]
    assert ("cell", "outside_area", "incident.lat") in shaped.flagged
    assert "sign changed" in shaped.recognition.columns[5].note
    assert shaped.recognition.zone == "Europe/Lisbon"


def test_no_sign_is_repaired_without_words_of_one_country() -> None:
    rows = [["a", "Guam Intl", "13.48", "144.79"], ["b", "Reno", "39.5", "-119.8"]]
    shaped = shape(["iata", "name", "latitude", "longitude"], rows, file_name="airports.csv")
    assert shaped.column("lon") == [144.79, -119.8]
    assert not shaped.flagged


def test_metres_are_not_taken_for_degrees() -> None:
    rows = [
        ["2024-07-03", "火灾", "394006", "3370001"],
        ["2024-07-04", "火灾", "394007", "3370002"],
    ]
    shaped = shape(["发生时间", "类型", "经度", "纬度"], rows)
    assert shaped.field_of["经度"] is None
    assert "do not look like it" in shaped.recognition.columns[2].note


def test_tiers_of_a_region_are_joined_broad_to_narrow() -> None:
    rows = [["2024-07-03", "火灾", "望湖区", "湖北", "兰汀市", None]]
    shaped = shape(["发生时间", "类型", "区县", "省", "市", "乡镇"], rows)
    assert shaped.column("region") == ["湖北 / 兰汀市 / 望湖区"]
