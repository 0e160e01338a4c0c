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
