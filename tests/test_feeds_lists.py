"""Lists and feeds as their makers give them: what stands in them goes in, under its own number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from changing import office

from sitroom.reading import parse

ALARMS = """var alarminfo={"count":"2","data":[
["某省某市","10199-20260712083000-0902.html","112.24","30.33","某市","1","420000"],
["某县","101990101-20260712113000-9904.html","120.3","30.4","某县","2","330110"]]};"""
BY_AREA = """warnings.load({"time":1783821600000,"warnings":{
"101":[{"level":3,"start":1783821600000,"end":1783832400000,"regionName":"Hill",
 "event":"GALES","headline":"Warning of GALES","description":"x","instruction":"y"}],
"102":[{"level":2,"start":1783821600000,"end":null,"regionName":"Dale",
 "event":"WIND","headline":"Warning of WIND","description":"x","instruction":"y"}],"103":[]}});"""
EVENT = {
    "eventtype": "EQ", "eventid": 1, "episodeid": 2, "name": "Earthquake in Nowhere",
    "alertlevel": "Orange", "iscurrent": "true", "country": "Nowhere", "iso3": "XXX",
    "fromdate": "2026-07-01T23:58:11", "todate": "2026-07-01T23:58:11",
    "datemodified": "2026-07-02T00:12:34", "url": {"report": "https://events.example/1"},
    "severitydata": {"severity": 7.4, "severitytext": "Magnitude 7.4M", "severityunit": "M"},
}  # fmt: skip
GLIDE = {
    "event": "FF", "number": "2026-000050", "geocode": "XXX", "year": 2026, "month": 5, "day": 10,
    "time": "", "latitude": 0, "longitude": 0, "killed": 1, "injured": 2, "affected": 1000,
    "location": "Dale", "comments": "Flood", "source": "Media", "magnitude": "0",
}  # fmt: skip
PLACES = [
    {"type": "node", "id": 1, "lat": 30.5, "lon": 112.3, "tags": {"amenity": "hospital",
     "name": "First", "beds": "800", "phone": "+86 716 8123456"}},
    {"type": "way", "id": 1, "center": {"lat": 30.4, "lon": 112.4}, "nodes": [2, 3],
     "tags": {"amenity": "fire_station", "name": "North"}},
    {"type": "relation", "id": 9, "bounds": {"minlat": 30, "minlon": 112, "maxlat": 31,
     "maxlon": 113}, "tags": {"amenity": "shelter", "name": "Hall"}},
    {"type": "node", "id": 2, "lat": 30.1, "lon": 112.1},
]  # fmt: skip


def feature(event: dict) -> dict:
    point = {"type": "Point", "coordinates": [121.5, 23.8]}
    return {"type": "Feature", "geometry": point, "properties": event}


def test_a_script_that_gives_a_variable_its_data_is_json(tmp_path: Path) -> None:
    file = tmp_path / "list.js"
    file.write_text('var found = [{"id": "1", "title": "A flood"}, {"id": "2", "title": "B"}];')
    assert parse(file, tmp_path / "out").tables[0].rows == 2


def test_the_weather_site_s_list_of_warnings(site: Path) -> None:
    with office(site) as at:
        assert at.load(ALARMS, "alarminfo.js").rows_inserted == 2
        assert at.rows("SELECT event_text, colour, sent_at::VARCHAR, lon FROM core.warning") == [
            ("雷电", "yellow", "2026-07-12 00:30:00", 112.24),
            ("低温", "red", "2026-07-12 03:30:00", 120.3),
        ]


def test_warnings_listed_by_area_are_all_there_and_stay_themselves(site: Path) -> None:
    with office(site) as at:
        assert at.load(BY_AREA, "w.json").rows_inserted == 2
        turned = BY_AREA.replace('"101"', '"909"').replace('"102"', '"101"')
        again = at.load(turned, "w.json")
        assert (again.rows_inserted, again.rows_read) == (0, 2)
        assert at.rows("SELECT DISTINCT level FROM core.warning") == [(None,)]


def test_gdacs_events_as_geojson_keep_their_number_and_stay_open(site: Path) -> None:
    changed = EVENT | {"todate": "2026-07-03T00:00:00", "datemodified": "2026-07-03T00:12:34"}
    with office(site) as at:
        for event in (EVENT, changed):
            at.load(
                json.dumps({"type": "FeatureCollection", "features": [feature(event)]}), "g.json"
            )
        query = "SELECT source_ref, status, occurred_at::VARCHAR, magnitude FROM core.incident"
        assert at.rows(query) == [("EQ1", "reported", "2026-07-01 23:58:11", 7.4)]


def test_glide_numbers_are_put_together(site: Path) -> None:
    with office(site) as at:
        at.load(json.dumps({"glideset": [GLIDE]}), "glide.json")
        query = "SELECT source_ref, glide, hazard, occurred_precision, lon FROM core.incident"
        whole = "FF-2026-000050-XXX"
        assert at.rows(query) == [(whole, whole, "flood", "day", None)]


def test_overpass_objects_lie_at_their_centre_and_corners_are_no_places(site: Path) -> None:
    text = json.dumps({"version": 0.6, "generator": "Overpass API", "elements": PLACES})
    with office(site) as at:
        result = at.load(text, "osm.json")
        assert (result.rows_inserted, result.columns_dropped) == (3, ["phone"])
        assert at.rows("SELECT kind, lon, capacity FROM core.site ORDER BY lon") == [
            ("hospital", 112.3, 800),
            ("fire_station", 112.4, None),
            ("shelter", 112.5, None),
        ]


def test_an_alert_as_a_feature_has_the_identifier_that_others_refer_to(site: Path) -> None:
    def alert(number: str, **more: object) -> dict:
        own = {
            "id": f"urn:{number}", "areaDesc": "Dale", "sent": "2026-07-12T09:44:00+08:00",
            "effective": "2026-07-12T09:44:00+08:00", "expires": "2099-01-01T00:00:00Z",
            "status": "Actual", "messageType": "Alert", "severity": "Severe", "urgency": "Expected",
            "certainty": "Likely", "event": "Flood Warning", "headline": "Flood", "references": [],
        }  # fmt: skip
        address = f"https://alerts.example/urn:{number}"
        return {"type": "Feature", "id": address, "geometry": None, "properties": own | more}

    ended = [{"identifier": "urn:1", "sender": "x", "sent": "2026-07-12T09:44:00+08:00"}]
    features = [alert("1"), alert("2"), alert("3", messageType="Cancel", references=ended)]
    with office(site) as at:
        at.load(json.dumps({"type": "FeatureCollection", "features": features}), "alerts.json")
        found = at.rows("SELECT identifier FROM core.warning ORDER BY 1")
        assert found == [("urn:1",), ("urn:2",), ("urn:3",)]


@pytest.mark.parametrize("name", ["feed.json", "list.json"])
def test_entries_that_have_a_name_alone_are_neither_sites_nor_risks(site: Path, name: str) -> None:
    entry = {"id": "X-1", "title": "地震", "updated": "2026-07-12T10:10:23+08:00"}
    with office(site) as at:
        assert at.load(json.dumps({"entry": [entry]}), name).error_code == "E_UNKNOWN"
