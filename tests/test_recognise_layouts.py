"""Layouts of public feeds and office sheets, recognised by headers and cells alone (invented rows)."""

from __future__ import annotations

from datetime import datetime

import pytest
from recognition import Shaped, shape

from sitroom.settings import Source

UTC = Source(name="s", timezone="UTC")
Rows = list[list[str | None]]


def table(text: str, file_name: str, source: Source = UTC) -> Shaped:
    header, *rows = [line.split("|") for line in text.strip().splitlines()]
    return shape(header, [[cell or None for cell in row] for row in rows], file_name=file_name,
                 source=source)  # fmt: skip


EMDAT = """
DisNo.|Disaster Type|ISO|Country|Region|Location|Magnitude|Start Year|Start Month|Start Day|Total Deaths|No. Injured|Total Affected|Total Damage ('000 US$)
1999-9388-AAA|Drought|AAA|Aland|Africa|North||2001|6|||||58.1
2023-0001-BBB|Earthquake|BBB|Bland|Asia|South|7.8|2023|2|6|50|107|1200|340
"""
RELIEFWEB = """
id|fields.name|fields.status|fields.glide|fields.date.event|fields.primary_country.iso3|fields.primary_country.name|fields.primary_type.name
1|Aland: Floods|current|FL-2024-000030-AAA|2024-03-22T00:00:00+00:00|aaa|Aland|Flood
2|Bland: Cyclone|past|TC-2024-000055-BBB|2024-03-27T00:00:00+00:00|bbb|Bland|Tropical Cyclone
"""
STORMS = """
EVENT_ID|STATE|EVENT_TYPE|BEGIN_DATE_TIME|END_DATE_TIME|INJURIES_DIRECT|INJURIES_INDIRECT|DEATHS_DIRECT|DEATHS_INDIRECT|DAMAGE_PROPERTY|BEGIN_LAT|BEGIN_LON
1|NORTH|Tornado|28-APR-50 14:45:00|28-APR-50 14:45:00|0|0|0|0|250K|35.12|-99.2
2|NORTH|Hail|29-APR-24 00:05:00|29-APR-24 00:45:00|1|0|2|1|10.00K|31.9|-98.6
"""
CALLS = """
Incident Number|Call Type|Call Date|Received DtTm|On Scene DtTm|Address|case_location
1|Outside Fire|05/01/2022|05/01/2022 02:58:25 AM|05/01/2022 03:02:42 AM|GROVE ST|POINT (-122.41 37.77)
2|Structure Fire|05/13/2022|05/13/2022 02:58:25 PM||X ST|POINT (-122.42 37.76)
"""
GLIDE = """
event|number|year|month|day|location|magnitude|killed|latitude|longitude
FL|2024-000101|2024|4|24|Here|0|38|-1.28|36.8
TC|2024-000055|2024|3|27|There|0|19|-13.3|50
"""
TYPHOON = """
案件編號|發生時間|災情類別|縣市|行政區|地點|死亡人數|處理狀態
A1|113/07/25 08:30|淹水|甲市|三民區|某路|0|已完成
A2|113/07/25 09:00|路樹災情|甲市|左營區|某街|0|處理中
"""
CITIES = """
adcode|name|center|level|parent
990101|甲区|[87.6, 43.8]|district|{"adcode": 990100}
990102|乙区|[116.37, 39.9]|district|{"adcode": 990100}
"""


def test_a_table_of_disasters_by_year_month_and_day() -> None:
    found = table(EMDAT, "public_table.csv")
    assert found.rows("source_ref", "region", "occurred_at", "magnitude", "deaths") == [
        ("1999-9388-AAA", "Aland", datetime(2001, 6, 1), None, None),
        ("2023-0001-BBB", "Bland", datetime(2023, 2, 6), 7.8, 50),
    ]
    assert "loss_cny" not in {n.partition(".")[2] for n in found.recognition.expressions}


def test_records_wrapped_in_an_object_are_read_without_its_name() -> None:
    found = table(RELIEFWEB, "disasters.json")
    assert found.rows("title", "hazard", "status", "region_code", "occurred_at")[1] == (
        "Bland: Cyclone", "typhoon", "closed", "BBB", datetime(2024, 3, 27),
    )  # fmt: skip


def test_storms_of_two_centuries_with_deaths_in_two_columns() -> None:
    found = table(STORMS, "storms.csv")
    assert [at.year for at in found.column("occurred_at")] == [1950, 2024]
    assert found.rows("deaths", "injured", "lat") == [(0, 0, 35.12), (3, 1, 31.9)]


def test_emergency_calls_with_a_point_in_one_cell() -> None:
    found = table(CALLS, "calls.csv")
    assert found.rows("reported_at", "lon", "lat")[1] == (
        datetime(2022, 5, 13, 14, 58, 25), -122.42, 37.76,
    )  # fmt: skip
    assert not found.flagged


def test_events_in_codes_are_hazards_and_their_magnitude_is_no_quakes() -> None:
    found = table(GLIDE, "glide.csv")
    assert found.rows("hazard", "magnitude", "deaths") == [
        ("flood", None, 38),
        ("typhoon", None, 19),
    ]


def test_a_sheet_in_traditional_characters_with_years_of_the_republic() -> None:
    found = table(TYPHOON, "災情.csv", Source(name="s", timezone="Asia/Taipei"))
    assert found.rows("occurred_at", "hazard", "status", "region") == [
        (datetime(2024, 7, 25, 0, 30), "flood", "closed", "甲市 / 三民區"),
        (datetime(2024, 7, 25, 1, 0), "storm", "responding", "甲市 / 左營區"),
    ]


def test_boundaries_of_a_map_service() -> None:
    found = table(CITIES, "990100_full.json")
    assert found.recognition.dataset == "region"
    assert found.rows("region_code", "tier", "parent_code", "lon", "lat") == [
        ("990101", "county", "990100", 87.6, 43.8),
        ("990102", "county", "990100", 116.37, 39.9),
    ]


@pytest.mark.parametrize("said", ["Required Weekly Test", "Required Monthly Test"])
def test_a_required_test_is_a_test_and_not_red(said: str) -> None:
    header = ["identifier", "sent", "status", "msgType", "event", "severity", "headline"]
    rows = [["1", "2024-07-03T08:00:00Z", "Actual", "Alert", said, "Minor", said]]
    found = shape(header, rows)
    assert found.rows("status", "colour") == [("Test", None)]


def test_shelters_in_japanese_without_their_telephones() -> None:
    header = [
        "都道府県名",
        "市区町村名",
        "名称",
        "住所",
        "緯度",
        "経度",
        "電話番号",
        "想定収容人数",
    ]
    rows = [
        ["東京都", "千代田区", "麹町小学校", "麹町2-8", "35.68", "139.74", "03-0000-0000", "500"]
    ]
    found = shape(header, rows)
    assert found.recognition.dataset == "site"
    assert found.rows("region", "address", "lat", "capacity") == [
        ("東京都 / 千代田区", "麹町2-8", 35.68, 500)
    ]
    assert [c.header for c in found.recognition.columns if c.how == "dropped"] == ["電話番号"]


@pytest.mark.parametrize("word", ["none", "-", ""])
def test_the_settings_can_keep_a_column_from_filling_anything(word: str) -> None:
    source = Source(name="s", columns={"Title": word, "Incident No": word})
    rows = [["A1", "x", "2024-07-03", "Fire"], ["A2", "y", "2024-07-04", "Fire"]]
    found = shape(["Incident No", "Title", "Date", "Type"], rows, source=source)
    assert [(c.field, c.how) for c in found.recognition.columns[:2]] == [(None, "override")] * 2
    assert found.recognition.key.startswith("NULL")
