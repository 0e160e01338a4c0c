"""Incidents at a moment: what was true then, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from metric_store import Connection, at, incident, one, put, read, rule, store_for_a_test, update


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def state(con: Connection, clock: str, number: str = "1") -> dict:
    """Return one incident as the metric shows it at local `clock`."""
    rows = {r["incident_id"]: r for r in read(con, "incidents", at(clock))}
    return rows[f"k:{number}"]


def test_an_incident_is_there_from_its_first_report(con: Connection):
    incident(con, "1", "08:00", occurred_at=at("07:40"))
    assert read(con, "incidents", at("07:59")) == []
    assert state(con, "08:00")["opened_at"] == at("08:00")
    assert state(con, "09:24")["open_minutes"] == 84


def test_level_before_a_raise_is_the_one_it_was_raised_from(con: Connection):
    incident(con, "1", level=2)
    update(con, "1", "08:30", "level", level_from=4, level_to=3)
    update(con, "1", "08:48", "level", level_from=3, level_to=2)
    assert [state(con, c)["level"] for c in ("08:29", "08:30", "08:47", "08:48")] == [4, 3, 3, 2]


def test_of_two_reports_at_one_instant_the_later_number_counts(con: Connection):
    incident(con, "1")
    update(con, "1", "08:30", "level", seq=2, level_to=2)
    update(con, "1", "08:30", "status", seq=1, level_to=3)
    assert state(con, "09:00")["level"] == 2


def test_an_incident_that_is_closed_later_was_open_then(con: Connection):
    incident(con, "1", status="closed", first_arrival_at=at("08:12"), contained_at=at("08:40"),
             closed_at=at("09:10"))  # fmt: skip
    seen = [(state(con, c)["status"], state(con, c)["is_open"], state(con, c)["step"])
            for c in ("08:05", "08:12", "08:40", "09:10")]  # fmt: skip
    assert seen == [
        ("reported", True, 1), ("responding", True, 3), ("contained", True, 4), ("closed", False, 5)
    ]  # fmt: skip
    assert state(con, "08:11")["first_arrival_at"] is None


def test_a_status_report_wins_over_the_row_until_the_row_is_closed(con: Connection):
    incident(con, "1", status="closed", closed_at=at("10:00"))
    update(con, "1", "08:10", "status", status_to="verified")
    update(con, "1", "09:00", "status", status_to="contained")
    assert state(con, "08:30")["status"] == "verified"
    assert state(con, "09:30")["status"] == "contained"
    assert state(con, "10:00")["status"] == "closed"


def test_counts_are_the_newest_told_by_then_and_unknown_before(con: Connection):
    incident(con, "1", relocated=4180, deaths=0)
    update(con, "1", "08:30", "counts", relocated=1200)
    update(con, "1", "09:10", "counts", relocated=4180, missing=2)
    assert [state(con, c)["relocated"] for c in ("08:10", "08:30", "09:10")] == [None, 1200, 4180]
    assert state(con, "08:10")["deaths"] == 0
    assert state(con, "08:30")["missing"] is None


def test_people_are_summed_over_open_incidents_and_unknown_is_not_zero(con: Connection):
    incident(con, "1", deaths=0, missing=2, relocated=200)
    incident(con, "2", serious=12)
    incident(con, "3")
    incident(con, "4", status="closed", closed_at=at("09:00"), deaths=5)
    assert one(con, "casualties") == {
        "deaths": 0, "missing": 2, "injured": 12, "relocated": 200, "counts_unknown": 1
    }  # fmt: skip


def test_a_log_without_an_open_incident_counts_nobody_and_no_log_says_nothing(con: Connection):
    assert one(con, "casualties")["deaths"] is None
    incident(con, "1", status="closed", closed_at=at("09:00"), deaths=5)
    assert one(con, "casualties") == dict.fromkeys(
        ("deaths", "missing", "injured", "relocated", "counts_unknown"), 0
    )


def test_without_a_word_or_a_sign_of_life_it_is_not_counted_open(con: Connection):
    old = {"reported_at": at("08:00", -31), "status": "responding"}
    incident(con, "silent", is_status_given=False, **old)
    incident(con, "told", is_status_given=True, **old)
    incident(con, "alive", is_status_given=False, **old)
    update(con, "alive", "06:00", text="still here")
    assert {r["source_ref"] for r in read(con, "open_incidents")} == {"told", "alive"}


def test_what_was_known_later_is_not_known_then(con: Connection):
    incident(con, "1", "08:00", known_at=at("08:20"))
    assert len(read(con, "incidents", at("08:10"))) == 1
    assert read(con, "incidents", at("08:10"), at("08:10")) == []


def test_worst_first_then_overdue_then_newest(con: Connection):
    rule(con, "initial", "*", 60)
    incident(con, "new", "09:10")
    incident(con, "late", "08:01")
    incident(con, "ungraded", "09:20", level=None)
    incident(con, "bad", "07:00", level=2)
    update(con, "bad", "07:20", "initial")
    order = [r["source_ref"] for r in read(con, "open_incidents")]
    assert order == ["bad", "late", "new", "ungraded"]


def test_levels_against_the_last_briefing(con: Connection):
    incident(con, "1", "06:40", level=2)
    update(con, "1", "06:52", "level", level_from=4, level_to=2)
    incident(con, "2", "08:33", level=2)
    incident(con, "3", "07:00", status="closed", closed_at=at("08:30"))
    incident(con, "4", "07:30", level=3)
    update(con, "4", "09:05", "level", level_from=4, level_to=3)
    rows = read(con, "level_counts")
    assert [(r["open_count"], r["count_before"], r["change"]) for r in rows] == [
        (0, 0, 0), (2, 1, 1), (1, 0, 1), (0, 2, -2)
    ]  # fmt: skip
    assert {r["since_at"] for r in rows} == {at("08:00")}


def test_before_the_first_briefing_of_the_day_the_last_was_yesterday(con: Connection):
    assert one(con, "moment", at("06:30"))["since_at"] == at("20:00", -1)
    assert one(con, "moment", at("08:00"))["since_at"] == at("20:00", -1)


def test_report_clock(con: Connection):
    rule(con, "initial", "*", 60)
    rule(con, "follow_up", "2", 30)
    incident(con, "1", "08:33", level=2)
    update(con, "1", "08:48", "level", level_from=4, level_to=2)
    update(con, "1", "08:48", "initial")
    before, late = state(con, "08:40"), state(con, "09:24")
    assert (before["report_kind"], before["report_state"]) == ("initial", "due")
    assert before["next_report_due_at"] == at("09:33")
    assert (late["report_kind"], late["report_state"]) == ("follow_up", "overdue")
    assert late["next_report_due_at"] == at("09:18")
    assert (late["report_overdue_minutes"], late["report_every_minutes"]) == (6, 30)
    assert state(con, "09:18")["report_state"] == "due"


def test_no_rule_no_clock_and_a_final_report_ends_it(con: Connection):
    incident(con, "1")
    assert state(con, "09:24")["report_state"] == "none"
    rule(con, "follow_up", "4", 30)
    update(con, "1", "08:20", "final")
    assert (state(con, "09:24")["report_state"], state(con, "09:24")["report_kind"]) == (
        "sent",
        None,
    )


def test_no_delay_from_a_day_precise_time(con: Connection):
    rule(con, "initial", "*", 60)
    incident(con, "1", reported_at=None, occurred_at=at("00:00"), occurred_precision="day")
    assert state(con, "09:24")["report_state"] == "none"


def test_first_arrival_of_the_last_day(con: Connection):
    for n, minutes in enumerate((5, 11, 16, 30)):
        incident(con, str(n), first_arrival_at=at("08:00") + timedelta(minutes=minutes))
    incident(con, "old", reported_at=at("08:00", -2), first_arrival_at=at("08:10", -2))
    incident(con, "odd", "09:00", first_arrival_at=at("08:50"))
    incident(con, "vague", reported_at=None, occurred_at=at("00:00"), occurred_precision="day",
             first_arrival_at=at("09:00"))  # fmt: skip
    assert one(con, "first_arrival") == {
        "median_minutes": 13.5, "arrivals": 4, "target_minutes": 15, "share_in_target": 0.5
    }  # fmt: skip


def test_timeline_is_told_in_order_without_saying_a_minute_twice(con: Connection):
    incident(
        con, "1", first_arrival_at=at("08:46"), contained_at=at("09:00"), occurred_at=at("07:50")
    )
    update(con, "1", "08:46", "status", status_to="responding", text="on scene")
    update(con, "1", "10:00", "note")
    kinds = [(r["seq"], r["kind"]) for r in read(con, "incident_timeline")]
    assert kinds == [(1, "occurred"), (2, "reported"), (3, "status"), (4, "contained")]


def test_hours_without_a_log_are_not_zero(con: Connection):
    incident(con, "1", "06:10", level=2)
    incident(con, "2", "06:50", level=None)
    incident(con, "3", "08:59", level=2)
    rows = read(con, "new_incidents_per_hour")
    seen = [(r["hour_at"], r["level"], r["incidents"]) for r in rows]
    assert seen == [
        (at("06:00"), 0, 1), (at("06:00"), 2, 1), (at("07:00"), 0, 0), (at("07:00"), 2, 0),
        (at("08:00"), 0, 0), (at("08:00"), 2, 1),
    ]  # fmt: skip
    put(con, "load", source_id="log", dataset="incident", started_at=at("09:20"), status="loaded")
    assert read(con, "new_incidents_per_hour")[-1]["hour_at"] == at("09:00")


def test_regions_show_the_worst_level_and_who_does_not_report(con: Connection):
    put(con, "region", region_code="990101", name="East", name_zh="东区", tier="county")
    incident(con, "1", level=4, region_code="990101")
    incident(con, "2", level=3, region_code="990101")
    silent = one(con, "regions")
    assert (silent["worst_level"], silent["open_count"], silent["has_report"]) == (3, 2, False)
    put(con, "source", source_id="log", title="Log", dataset="incident", connector="files",
        every_minutes=5, timezone="UTC", datum="wgs84", key_space="k",
        is_declared=True)  # fmt: skip
    put(con, "load", source_id="log", dataset="incident", started_at=at("09:20"), status="loaded")
    assert one(con, "regions")["has_report"]
    assert not one(con, "regions", at("09:40"))["has_report"]
    assert (silent["name_zh"], silent["name_en"]) == ("东区", "East")


def test_without_a_point_there_is_no_distance(con: Connection):
    sql = "SELECT core.distance_km(NULL, 29.5, 113.1, 29.5), core.distance_km(0, 0, 180, 0)"
    ((none, half_round),) = con.execute(sql).fetchall()
    assert none is None
    assert half_round == pytest.approx(20015.1, abs=0.1)
