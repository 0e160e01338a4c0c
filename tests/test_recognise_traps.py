"""Columns that look like what they are not: kinds as numbers, families as persons, 1,1 as a place."""

from __future__ import annotations

from pathlib import Path

from changing import office
from recognition import shape


def test_a_name_that_holds_a_kind_is_a_title_beside_a_column_of_kinds() -> None:
    rows = [["1", "Bridge Fire", "Wildfire", "2026-07-12"], ["2", "River Fire", "", "2026-07-12"]]
    found = shape(["id", "incident_name", "incident_type", "date"], rows)
    assert found.column("title") == ["Bridge Fire", "River Fire"]


def test_a_column_of_kinds_alone_stays_the_kind() -> None:
    rows = [["1", "Fire", "2026-07-12", "0"], ["2", "Flood", "2026-07-12", "1"]]
    assert shape(["id", "event", "date", "deaths"], rows).field_of["event"] == "incident.hazard"


def test_the_code_of_a_country_or_a_kind_is_no_row_s_number() -> None:
    head = ["GLIDE_number", "Event_Code", "Country_Code", "Location", "Date", "Killed"]
    found = shape(head, [["EQ-2026-000046-XXX", "EQ", "XXX", "Dale", "2026/4/3", "9"]])
    assert found.column("source_ref") == ["EQ-2026-000046-XXX"]


def test_points_of_twice_the_same_figure_are_flagged_and_not_drawn() -> None:
    rows = [["1", "Fire", "2026-07-12", "1", "1"], ["2", "Fire", "2026-07-12", "30.1", "112.3"]]
    found = shape(["id", "type", "date", "latitude", "longitude"], rows)
    assert found.rows("lon", "lat") == [(None, None), (112.3, 30.1)]
    assert found.flagged[("cell", "bad_coordinate", "incident.lat")] == ["1"]


def test_families_are_no_persons() -> None:
    tags = "#event+name\t#date+occurred\t#adm1+name\t#affected+hh\t#affected+killed"
    head, row = (
        ["Event", "Date", "Province", "Houses", "Dead"],
        ["Storm A", "2026-07-12", "X", "90", "2"],
    )
    found = shape(head, [row], hints={"hxl": tags})
    assert found.field_of["Houses"] is None
    assert found.column("deaths") == [2]


def test_a_header_without_rows_that_is_cut_with_care(site: Path) -> None:
    with office(site) as at:
        for text in (
            "Incident no,Title,Incident type,Occurred at",
            "编号,事件名称,事件类型,发生时间\n\n\n",
        ):
            result = at.load(text)
            assert (result.status, result.error_code, result.rows_read) == (
                "loaded",
                "E_NO_ROWS",
                0,
            )


def test_kinds_of_the_world_s_disaster_table() -> None:
    rows = [
        [str(n), word, "2026-07-12"]
        for n, word in enumerate(("Road", "Water", "Mass movement (wet)"))
    ]
    found = shape(["DisNo.", "Disaster Type", "Date"], rows)
    assert found.column("hazard") == ["transport_road", "transport_water", "geological"]
    rows = [["1", "Water main break", "2026-07-12"], ["2", "Road closed by flood", "2026-07-12"]]
    assert shape(["id", "title", "date"], rows).column("hazard") == ["lifeline", "flood"]


def test_each_row_s_zone_is_told_by_a_column() -> None:
    zones = ["CST-6", "America/Chicago", "EST", "CST", "UTC", "+09:00", "", "Mars"]
    rows = [[str(n), "Flood", "2026-07-12 08:30:00", zone] for n, zone in enumerate(zones)]
    found = shape(["event_id", "event_type", "begin_time", "CZ_TIMEZONE"], rows)
    hours = [at.hour + 24 * (at.day - 12) for at in found.column("occurred_at")]
    assert hours == [14, 13, 13, 14, 8, -1, 0, 0]  # the last two in the site's zone, UTC+8
    assert "not known: Mars" in "; ".join(found.recognition.notes)


def test_longitudes_counted_from_0_to_360_are_brought_home() -> None:
    rows = [
        [str(n), "Fire", "2026-07-12", "10.5", lon]
        for n, lon in enumerate(("182.5", "237.5", "142"))
    ]
    found = shape(["id", "type", "date", "lat", "lon"], rows)
    assert found.column("lon") == [-177.5, -122.5, 142.0]
    rows.append(["9", "Fire", "2026-07-12", "10.5", "-3"])
    found = shape(["id", "type", "date", "lat", "lon"], rows)
    assert found.column("lon") == [None, None, 142.0, -3.0]
    assert len(found.flagged[("cell", "bad_coordinate", "incident.lat")]) == 2


def test_headers_and_kinds_in_korean_arabic_and_persian() -> None:
    found = shape(
        ["시설명", "위도", "경도", "수용인원", "전화번호"],
        [["학교", "37.5", "127.1", "350", "02-1"]],
    )
    assert found.rows("name", "lat", "lon", "capacity") == [("학교", 37.5, 127.1, 350)]
    assert found.recognition.columns[4].how == "dropped"
    for head, row in (
        (
            ["رقم الحادث", "العنوان", "النوع", "التاريخ", "الوفيات"],
            ["١", "فيضان س", "فيضان", "٢٠٢٦-٠٧-١٢", "٣"],
        ),
        (["شماره", "عنوان", "نوع", "تاریخ", "کشته"], ["۱", "سیل س", "سیل", "۲۰۲۶/۰۷/۱۲", "۳"]),
    ):
        found = shape(head, [row])
        assert found.rows("hazard", "deaths", "title") == [("flood", 3, row[1])]


def test_a_table_of_area_codes_is_one_of_areas_with_those_above() -> None:
    rows = [
        ["420000000000", "省", "1", "0"],
        ["421000000000", "市", "2", "420000000000"],
        ["421002000000", "区", "3", "421000000000"],
    ]
    found = shape(["code", "name", "level", "pcode"], rows)
    assert found.recognition.dataset == "region"
    assert found.rows("region_code", "parent_code") == [
        ("420000", None),
        ("421000", "420000"),
        ("421002", "421000"),
    ]


def test_things_in_a_list_of_objects_are_called_by_their_names() -> None:
    kinds, places = '[{"id": 1, "name": "Flood"}]', '[{"name": "Here"}, {"name": "There"}]'
    found = shape(
        ["id", "name", "type", "country", "start"], [["1", "X", kinds, places, "2026-07-12"]]
    )
    assert found.rows("hazard", "hazard_text", "region") == [("flood", "Flood", "Here, There")]


def test_a_survey_tells_of_the_event_and_not_of_its_own_form() -> None:
    head = ["start", "end", "_submission_time", "event/type", "event/date", "event/deaths",
            "_place/gps_latitude", "_place/gps_longitude", "_id"]  # fmt: skip
    form = ["2026-07-12T08:30:00+03:00", "2026-07-12T08:40:00+03:00", "2026-07-12T05:41:00"]
    found = shape(head, [[*form, "flood", "2026-07-11", "2", "3.8", "42.5", "1001"]])
    assert found.rows("occurred_at", "deaths", "lat", "lon")[0][1:] == (2, 3.8, 42.5)
    assert str(found.column("occurred_at")[0]) == "2026-07-10 16:00:00"
    assert "incident.closed_at" not in found.recognition.expressions
