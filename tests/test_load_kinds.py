"""Kinds of trouble in real files: printed tables, groups, scripts, shapes as text, other scales."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from changing import Office

ONE = '[{"id": "1", "type": "Flood", "time": "2026-07-12T08:00:00Z", "title": "East underpass"}]'
JAPAN = [
    {"eid": f"2026071{day}081520", "rdt": f"2026-07-1{day}T08:18:00+09:00", "ttl": "震源・震度情報",
     "at": f"2026-07-1{day}T08:15:00+09:00", "anm": "千葉県東方沖", "cod": "+35.6+141.1-30000/",
     "mag": "5.4", "maxi": "5-"}
    for day in (1, 2)
]  # fmt: skip
KOREA = (
    "번호,발생시각,규모,깊이(km),최대진도,위도,경도,위치\n"
    "1,2026/07/12 08:15:20,3.2,9,Ⅲ,36.10 N,128.10 E,경북 김천시\n"
    "2,2026/07/11 04:15:20,2.2,12,Ⅱ,33.10 N,126.50 E,제주 서귀포시\n"
)
SECTIONS = (
    '[notice]\ncopyright[80]="Office"\n[$]\n\n[header]\nname[80]="Fires"\n[$]\n\n[data]\n'
    "sort_order,incident_no[80],incident_type[80],title[80],reported_at[80],lat,lon\n"
    '0,"F1","Bushfire","Gidgegannup, east","20260712113000",-31.79,116.2\n[$]\n'
)
PRINTED = (
    " id | type  |       time       | place\n----+-------+------------------+-------\n"
    "  1 | Flood | 2026-07-12 08:00 | East\n  2 | Fire  | 2026-07-12 09:00 | West\n(2 rows)\n"
)
MARKDOWN = (
    "| id | type | time | place |\n|---|:--|---|---|\n| 7 | Flood | 2026-07-12 08:00 | East |\n"
)
QUOTED = (
    '"id,type,time,place"\n"1,Flood,2026-07-12 08:00,""East, low"""\n"2,Fire,2026-07-12 09:00,W"\n'
)
RECORDS = "".join(
    f"Incident No: {number}\nType: {kind}\nTime: 2026-07-12 08:0{number}\nPlace: East: low\n\n"
    for number, kind in ((1, "Flood"), (2, "Fire"))
)
GROUPS = {"generated": "2026-07-12T08:00:00Z", "title": "By district", "districts": [
    {"district": "East", "incidents": json.loads(ONE)},
    {"district": "West", "incidents": []},
]}  # fmt: skip
SHAPES = (
    "id;type;time;the_geom\n1;Flood;2026-07-12T08:00Z;POINT (112.4 30.3)\n"
    '2;Fire;2026-07-12T09:00Z;"POLYGON ((112 30, 112.1 30, 112.1 30.1, 112 30))"\n'
)
GERMAN = (
    "Nr;Datum;Art;Ort;Lat;Lon\n1;12.07.2026 08:00;Hochwasser;Müncheberg;52°30'12\"N;14°08'05\"O\n"
)
SUMMARY = "区县,受灾人口（万人）,倒塌房屋（间）,统计时间\n河东区,1.2,5,2026-07-12 18:00\n"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (JAPAN, "list.json", {"hazard": "earthquake", "lat": 35.6, "place": "千葉県東方沖",
                              "occurred_at": datetime(2026, 7, 10, 23, 15), "level": None}),
        (KOREA.encode("cp949"), "korea.csv", {"hazard": "earthquake", "depth_km": 9.0, "level": None}),
        (SECTIONS, "fires.axf", {"source_ref": "F1", "hazard": "forest_fire", "lat": -31.79,
                                 "title": "Gidgegannup, east"}),
        (PRINTED, "psql.txt", {"source_ref": "1", "hazard": "flood", "place": "East"}),
        (MARKDOWN, "table.md", {"source_ref": "7", "hazard": "flood", "place": "East"}),
        (QUOTED, "twice.csv", {"source_ref": "1", "place": "East, low"}),
        (RECORDS, "records.txt", {"source_ref": "1", "hazard": "flood", "place": "East: low"}),
        (GROUPS, "groups.json", {"source_ref": "1", "region_text": "East", "title": "East underpass"}),
        (SHAPES, "shapes.csv", {"lon": 112.4, "lat": 30.3}),
        (GERMAN, "german.csv", {"hazard": "flood", "lon": pytest.approx(14.1347, abs=1e-4)}),
        (SUMMARY, "summary.csv", {"affected": 12_000, "rooms_collapsed": 5, "region_text": "河东区"}),
    ],
)  # fmt: skip
def test_a_kind_of_trouble_fills_incidents_all_the_same(
    here: Office, content: Any, name: str, expected: dict[str, Any]
) -> None:
    found = here.told(content, name, *expected)[0]
    assert dict(zip(expected, found, strict=True)) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"var incidents = {ONE};\nvar updated = 1;",
        f'// made today\nwindow.DATA = {{"items": {ONE}}};',
        f"'use strict';\nvar count = 1;\nconst incidents = {ONE};",
        f"window['feed'] = {ONE};",
        f"export default {ONE};",
        f'callback && callback({{"items": {ONE}}});',
        f"while(1);{ONE}",
        f")]}}',\n{ONE}",
    ],
)
def test_data_inside_a_script_are_read_as_data(here: Office, text: str) -> None:
    # A number of its own, as rows that are known already are not stored anew.
    text = text.replace('"id": "1"', f'"id": "script {sum(map(ord, text))}"')
    assert here.told(text, "feed.js", "hazard", "title") == [("flood", "East underpass")]


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("incident_no,date,type", "A1,2026-193,Flood", "A2,2026-001,Fire"),
        ("incident_no,date,type", "B1,2026193,Flood", "B2,2026001,Fire"),
        ("incident_no,julian_date,type", "C1,26193,Flood", "C2,26001,Fire"),
        ("incident_no,year,day of year,type", "D1,2026,193,Flood", "D2,2026,1,Fire"),
    ],
)
def test_days_counted_through_the_year_are_dates(
    here: Office, header: str, first: str, second: str
) -> None:
    found = here.told(f"{header}\n{first}\n{second}\n", "days.csv", "occurred_at")
    local = [datetime(2026, 7, 11, 16), datetime(2025, 12, 31, 16)]
    assert found == [(moment,) for moment in local]


def test_a_state_that_is_asked_and_answered_with_yes_or_no(here: Office) -> None:
    rows = [
        {"code": f"E{at}", "name": "Flood in Emilia", "category": "Flood", "countries": ["Italy"],
         "eventTime": "2026-07-11T10:00:00", "closed": closed}
        for at, closed in enumerate((True, False))
    ]  # fmt: skip
    found = here.told({"results": rows}, "activations.json", "status", "region_text")
    assert found == [("closed", "Italy"), ("responding", "Italy")]


def test_a_warning_whose_type_is_a_colour_is_named_by_its_name(here: Office) -> None:
    signals = {
        code: {"name": name, "code": code, "type": kind, "actionCode": "ISSUE",
               "issueTime": "2026-07-12T06:00:00+08:00"}
        for code, name, kind in (
            ("WFIRE", "Fire Danger Warning", "Red"),
            ("WRAIN", "Rainstorm Warning Signal", "Amber"),
            ("WTCSGNL", "Tropical Cyclone Warning Signal", "No. 8 Northeast Gale"),
        )
    }  # fmt: skip
    found = here.told(signals, "signals.json", "hazard", "colour", table="warning")
    assert found == [("forest_fire", "red"), ("storm", "orange"), ("typhoon", None)]


def test_warnings_in_groups_by_area_tell_when_and_what_and_none_is_none(here: Office) -> None:
    areas = [
        {"code": "130010", "warnings": [{"code": "03", "status": "発表"}]},
        {"code": "130020", "warnings": [{"status": "発表警報・注意報はなし"}]},
        {"code": "130030", "warnings": [{"code": "14", "status": "解除"}]},
    ]
    bulletin = {"reportDatetime": "2026-07-12T10:12:00+09:00", "headlineText": "土砂災害に警戒",
                "areaTypes": [{"areas": areas}]}  # fmt: skip
    result = here.load(json.dumps(bulletin, ensure_ascii=False), "bulletin.json")
    assert (result.dataset, result.rows_read) == ("warning", 3), result.message
    found = here.rows(
        "SELECT event_text, msg_type, cancelled_at IS NULL, sent_at FROM core.warning"
        f" WHERE load_id = {result.load_id} ORDER BY region_codes"
    )
    assert {row[3] for row in found} == {datetime(2026, 7, 12, 1, 12)}
    live = [row for row in found if row[2] and row[1] != "Cancel"]
    # The code names the warning of the area; the headline is the whole prefecture's.
    assert [row[:2] for row in live] == [("大雨警報", "Alert")]


def test_an_identity_number_is_masked_between_letters_too(here: Office) -> None:
    told = "记录IDNO110101199003074514x，另x11010119900307451Xy"
    text = f"事件编号,发生时间,事件类型,经过\nP1,2026-07-12 08:05,火灾,{told}\n"
    (other,) = here.told(text, "told.csv", "other_fields")[0]
    assert "1990" not in other
    assert other.count("[身份证]") == 2


def test_a_station_of_rivers_is_named_by_its_place_and_not_by_its_series(here: Office) -> None:
    series = [
        {"sourceInfo": {"siteName": "POTOMAC RIVER NEAR WASH, DC",
                        "geoLocation": {"geogLocation": {"latitude": 38.94, "longitude": -77.12}}},
         "variable": {"variableName": "Gage height, ft"}, "name": "USGS:01646500:00065:00000"},
    ]  # fmt: skip
    result = here.load(json.dumps({"value": {"timeSeries": series}}), "gauges.json")
    assert result.dataset == "site", result.message
    name = f"SELECT name FROM core.site WHERE load_id = {result.load_id}"
    assert here.rows(name) == [("POTOMAC RIVER NEAR WASH, DC",)]


def test_a_station_s_weather_is_no_incident(here: Office) -> None:
    text = (
        "wmo,name,local_date_time_full,lat,lon,air_temp,rain_trace,wind_dir,wind_spd_kmh\n"
        "94610,Perth Airport,20260712113000,-31.9,116.0,17.1,0.0,NW,20\n"
    )
    result = here.load(text, "weather.csv")
    assert (result.status, result.error_code) == ("failed", "E_UNKNOWN")


def test_a_dump_of_a_database_says_what_it_is(here: Office) -> None:
    result = here.load("-- dump\nCREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\n", "a.sql")
    assert result.status == "failed"
    assert "a dump of a database (SQL)" in (result.message or "")


def test_a_shapefile_in_capitals_inside_a_zip_is_read(here: Office, tmp_path: Any) -> None:
    import geopandas
    from shapely import Point

    frame = geopandas.GeoDataFrame(
        {"name": ["北门避难所"], "type": ["shelter"]}, geometry=[Point(112.4, 30.3)], crs=4326
    )
    frame.to_file(tmp_path / "a.shp", encoding="GBK")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in tmp_path.glob("a.*"):
            archive.write(part, f"export/2026/A{part.suffix.upper()}")
    result = here.load(packed.getvalue(), "shelters.zip")
    assert (result.status, result.dataset) == ("loaded", "site"), result.message
