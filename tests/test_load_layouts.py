"""Layouts of public lists that were once refused or read wrongly, each in a few invented rows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from changing import Office

SOCRATA = {
    "meta": {"view": {"columns": [
        {"id": 1, "name": "Incident Number"}, {"id": 2, "name": "Type"}, {"id": 3, "name": "Datetime"},
        {"id": 4, "name": "Report Location",
         "subColumnTypes": ["human_address", "latitude", "longitude", "machine_address", "recode"]},
    ]}},
    "data": [["F1", "Auto Fire Alarm", "2026-07-12T01:02:00", [None, "47.6", "-122.3", None, False]]],
}  # fmt: skip
ALIASED = {
    "geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 4326},
    "fields": [{"name": "F1", "alias": "Incident Name"}, {"name": "F2", "alias": "Discovery Date"},
               {"name": "F3", "alias": "Incident Type"}, {"name": "F4"}],
    "features": [{"attributes": {"F1": "PARK", "F2": 1783820400000, "F3": "Wildfire", "F4": 1},
                  "geometry": {"x": -120.5, "y": 38.2}}],
}  # fmt: skip
QUAKE = {"records": {"Earthquake": [{"EarthquakeNo": 7, "EarthquakeInfo": {
    "OriginTime": "2026-07-12 08:15:20", "FocalDepth": 12.3,
    "Epicenter": {"Location": "花蓮近海", "EpicenterLatitude": 24.17, "EpicenterLongitude": 121.65},
    "EarthquakeMagnitude": {"MagnitudeValue": 4.6}}}]}}  # fmt: skip
STORMS = (
    "BEGIN_YEARMONTH,BEGIN_DAY,BEGIN_TIME,EVENT_ID,STATE,EVENT_TYPE,BEGIN_LAT,BEGIN_LON\n"
    "202607,2,1545,1201001,TEXAS,Flash Flood,29.76,-95.36\n"
    "202607,5,5,1201002,OHIO,Flash Flood,39.96,-83.0\n"
)
FDSN = (
    "#EventID | Time | Latitude | Longitude | Depth/km | Author | Catalog | Contributor |"
    " ContributorID | MagType | Magnitude | MagAuthor | EventLocationName\n"
    "2026_12|2026-07-12T01:22:33.1|37.51|20.61|10.0|NOA|RTS|NOA|17|ml|3.4|NOA|IONIAN SEA\n"
)
NIFC = (
    "X,Y,ContainmentDateTime,FireDiscoveryDateTime,IncidentName,POOFips\n"
    "-120.5,38.2,,7/12/2026 1:22:00 AM,PARK,06009\n"
    "-121.5,39.2,7/11/2026 4:00:00 PM,7/30/2026 11:22:00 PM,CREEK,06115\n"
)
RELIEF = {"data": [
    {"id": "52001", "fields": {"name": "Nepal: Floods", "primary_type": {"name": "Flood"},
     "date": {"event": "2026-07-01T00:00:00+00:00"}, "type": [{"name": "Flood"}, {"name": "Land Slide"}],
     "primary_country": {"name": "Nepal", "location": {"lat": 28.25, "lon": 83.94}}}},
]}  # fmt: skip
ISO = "id,title,type,time,coordinates\nJ1,Quake A,Earthquake,2026-07-12T06:12:00+09:00,+37.5+137.2-10000/\n"
RUSSIAN = "Номер;Дата и время;Вид ЧС;Регион;Широта;Долгота;Погибшие\n1;12.07.2026 02:15;Лесной пожар;Якутия;62,03;129,73;0\n"


def incident(here: Office, content: Any, name: str, *columns: str) -> tuple:
    text = content if isinstance(content, str | bytes) else json.dumps(content, ensure_ascii=False)
    result = here.load(text, name)
    assert (result.status, result.dataset) == ("loaded", "incident"), result.message
    chosen = f"SELECT {', '.join(columns)} FROM core.incident WHERE load_id = {result.load_id}"
    return here.rows(chosen + " ORDER BY source_ref, title")[0]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (SOCRATA, "socrata.json", {"source_ref": "F1", "lat": 47.6, "lon": -122.3, "status": "reported"}),
        (ALIASED, "aliased.json", {"title": "PARK", "hazard": "forest_fire", "lat": 38.2}),
        (QUAKE, "quake.json", {"lat": 24.17, "lon": 121.65, "magnitude": 4.6, "hazard": "earthquake"}),
        (STORMS, "storms.csv", {"occurred_precision": "minute", "hazard": "flood"}),
        (FDSN, "fdsn.txt", {"source_ref": "2026_12",
                            "occurred_at": datetime(2026, 7, 12, 1, 22, 33, 100_000)}),
        (NIFC, "nifc.csv", {"title": "CREEK", "occurred_at": datetime(2026, 7, 30, 15, 22)}),
        (RELIEF, "relief.json", {"hazard": "flood", "lat": None, "region_text": "Nepal"}),
        (ISO, "iso.csv", {"lat": 37.5, "lon": 137.2}),
        (RUSSIAN.encode("cp1251"), "ru.csv", {"hazard": "forest_fire", "lat": 62.03, "deaths": 0}),
    ],
)  # fmt: skip
def test_a_public_layout_fills_incidents_where_it_should(
    here: Office, content: Any, name: str, expected: dict[str, Any]
) -> None:
    found = incident(here, content, name, *expected)
    assert dict(zip(expected, found, strict=True)) == expected


def test_a_table_of_kanji_alone_is_read_as_japanese(here: Office) -> None:
    text = (
        "管理番号,発生日時,災害種別,市区町村,緯度,経度\nJ1,2026/7/12 8:15,地震,輪島市,37.39,136.9\n"
    )
    assert incident(here, text.encode("cp932"), "ja.csv", "lat", "hazard") == (37.39, "earthquake")


def test_the_richest_array_holds_the_rows_and_not_the_notes(here: Office) -> None:
    series = [{"name": "Gauge A", "lat": 38.9, "lon": -77.1, "kind": "gauge", "values": [{"v": 1}]}]
    notes = [{"value": "a", "title": "filter"}, {"value": "b", "title": "request"}]
    result = here.load(
        json.dumps({"value": {"info": {"note": notes}, "series": series}}), "iv.json"
    )
    assert (result.status, result.rows_read) == ("loaded", 1)


def test_a_warning_that_the_list_says_is_no_longer_in_force_has_ended(here: Office) -> None:
    rows = [
        {"description": river, "severity": word, "message": "x", "eaAreaName": "West",
         "timeRaised": "2026-07-12T07:50:00", "timeMessageChanged": "2026-07-12T08:00:00"}
        for river, word in (("Severn", "Flood warning"), ("Avon", "Warning no longer in force"))
    ]  # fmt: skip
    result = here.load(json.dumps({"items": rows}), "floods.json")
    assert result.dataset == "warning"
    ended = "SELECT cancelled_at IS NOT NULL FROM core.warning ORDER BY description"
    assert here.rows(ended) == [(True,), (False,)]
