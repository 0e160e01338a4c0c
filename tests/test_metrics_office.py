"""Warnings, responses, sources, duty, surroundings and decisions, by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from metric_store import (
    Connection,
    at,
    decide,
    incident,
    one,
    put,
    read,
    rule,
    store_for_a_test,
    update,
)


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def warning(con: Connection, name: str, clock: str, **row: Any) -> None:
    put(con, "warning", **{
        "warning_id": name, "identifier": name, "hazard": "storm", "colour": "orange", "level": 2,
        "sent_at": at(clock), "expires_at": at("14:00"),
    } | row)  # fmt: skip


def in_force(con: Connection, clock: str) -> list[str]:
    return [r["warning_id"] for r in read(con, "warnings_in_force", at(clock))]


def test_an_update_replaces_and_a_cancel_ends(con: Connection):
    warning(con, "A", "06:00")
    warning(con, "B", "07:00", msg_type="Update", refs="met@lt,A,2026-07-12T06:00:00+08:00")
    warning(con, "C", "08:00", msg_type="Cancel", refs="B")
    seen = [in_force(con, c) for c in ("05:59", "06:30", "07:30", "08:00")]
    assert seen == [[], ["A"], ["B"], []]


def test_exercises_tests_and_drafts_are_never_in_force(con: Connection):
    for status in ("Exercise", "Test", "Draft", "System"):
        warning(con, status, "06:00", status=status)
    warning(con, "real", "05:00")
    warning(con, "practice cancel", "06:00", msg_type="Cancel", refs="real", status="Exercise")
    assert in_force(con, "09:00") == ["real"]


def test_a_warning_runs_out_or_fades(con: Connection):
    warning(con, "until two", "06:00")
    warning(con, "open end", "06:00", expires_at=None, level=3)
    warning(con, "later", "06:00", effective_at=at("13:00"))
    assert in_force(con, "09:24") == ["until two", "open end"]
    assert in_force(con, "13:30") == ["later", "until two", "open end"]
    assert in_force(con, "14:00") == ["open end"]
    assert read(con, "warnings_in_force", at("06:00", 1)) == []
    row = read(con, "warnings_in_force")[0]
    assert (row["minutes_left"], row["has_expiry"]) == (276, True)


def test_a_warning_has_the_name_it_was_issued_under_in_both_languages(con: Connection):
    """Rainstorm and lightning are both storms, and nobody answers them alike."""
    for name, event in (("a", "雷电"), ("b", "rainstorm"), ("c", "麦收大风"), ("d", None)):
        warning(con, name, "06:00", event_text=event)
    told = {r["warning_id"]: r for r in read(con, "warnings_in_force")}
    assert (told["a"]["hazard_zh"], told["a"]["hazard_en"]) == ("雷电", "Lightning")
    assert (told["b"]["hazard_zh"], told["b"]["hazard_en"]) == ("暴雨", "rainstorm")
    # What no list names stands by its own word, and in the other language by its hazard.
    assert told["c"]["hazard_zh"] == "麦收大风"
    assert told["c"]["hazard_en"] == told["d"]["hazard_en"] != "Lightning"


def test_one_warning_in_two_languages_is_one(con: Connection):
    warning(con, "W/en", "06:00", identifier="W", language="en-US")
    warning(con, "W/zh", "06:00", identifier="W", language="zh-CN")
    assert in_force(con, "09:00") == ["W/zh"]


def response(con: Connection, name: str, start: str, end: str | None, level: int = 2) -> None:
    put(con, "response_activation", activation_id=name, level=level, hazard="flood",
        decided_by="HQ", started_at=at(start), ended_at=at(end) if end else None)  # fmt: skip


def test_a_later_activation_takes_the_earlier_ones_place(con: Connection):
    response(con, "IV", "05:00", None, 4)
    response(con, "II", "06:40", "14:10", 2)
    assert [r["activation_id"] for r in read(con, "responses_in_force", at("06:00"))] == ["IV"]
    assert [r["activation_id"] for r in read(con, "responses_in_force")] == ["II"]
    assert read(con, "responses_in_force", at("14:10")) == []


def test_a_serious_warning_that_nothing_answers_needs_a_decision(con: Connection):
    warning(con, "rain", "06:00", area_desc="East")
    warning(con, "mild", "06:00", level=3, colour="yellow")
    (row,) = read(con, "needs_decision")
    assert (row["kind"], row["subject_id"]) == ("warning_without_response", "rain")
    assert json.loads(row["params"])["area"] == "East"
    response(con, "II", "06:40", None)
    assert read(con, "needs_decision") == []


def source(con: Connection, name: str, every: float | None = 10, path: str = "x/*.csv") -> None:
    put(con, "source", source_id=name, title=name, connector="files", every_minutes=every,
        path=path, timezone="UTC", datum="wgs84", key_space="k", is_declared=True)  # fmt: skip


_number = iter(range(1, 1000))


def load(con: Connection, name: str, when: datetime, status: str = "loaded", **row: Any) -> int:
    number = next(_number)
    put(con, "load", **{
        "load_id": number, "source_id": name, "started_at": when, "finished_at": when,
        "status": status, "file_name": "a.csv",
    } | row)  # fmt: skip
    return number


def states(con: Connection, clock: str) -> dict[str, str]:
    return {r["source_id"]: r["state"] for r in read(con, "source_health", at(clock))}


def test_fresh_due_late_dead_never_failed(con: Connection):
    source(con, "gauges")
    load(con, "gauges", at("09:00"))
    clocks = ("08:59", "09:10", "09:20", "09:21", "11:00", "11:01")
    seen = [states(con, clock)["gauges"] for clock in clocks]
    assert seen == ["never", "fresh", "due", "late", "late", "dead"]
    row = one(con, "source_health", at("09:22"))
    assert (row["age_minutes"], row["minutes_late"]) == (22, 12)
    load(con, "gauges", at("09:23"), "failed", message="not a table")
    row = one(con, "source_health")
    assert (row["state"], row["message"]) == ("failed", "not a table")
    assert row["last_good_at"] == at("09:00")


def test_a_file_found_again_is_no_news_but_a_feed_that_answers_is(con: Connection):
    for name, path in (("file", "x/*.csv"), ("feed", "https://met.example/feed")):
        source(con, name, path=path)
        load(con, name, at("08:00"))
        load(con, name, at("09:20"), "unchanged")
    assert states(con, "09:24") == {"file": "late", "feed": "fresh"}


def test_a_silent_source_needs_a_decision(con: Connection):
    source(con, "gauges")
    load(con, "gauges", at("09:02"))
    assert read(con, "needs_decision", at("09:22")) == []
    (row,) = read(con, "needs_decision")
    numbers = json.loads(row["params"])
    assert (row["kind"], numbers["minutes"], numbers["every_minutes"]) == ("source_silent", 22, 10)
    (change,) = read(con, "changes")
    assert (change["kind"], change["at"]) == ("source_lost", at("09:22"))


def test_rows_set_aside_are_open_until_the_file_comes_mended(con: Connection):
    source(con, "log")
    first = load(con, "log", at("08:00"), rows_read=1, rows_rejected=1)
    for reason in ("bad_date", "bad_number"):
        put(con, "rejected_row", load_id=first, source_id="log", row_no=7, reason=reason,
            set_aside_at=at("08:00"))  # fmt: skip
    assert len(read(con, "rejected_rows")) == 2
    assert one(con, "source_health")["rows_set_aside_open"] == 1
    load(con, "log", at("09:00"), rows_read=1, rows_inserted=1)
    assert read(con, "rejected_rows") == []
    assert one(con, "source_health")["rows_set_aside_open"] == 0
    assert len(read(con, "rejected_rows", at("08:30"))) == 2
    assert [r["started_at"] for r in read(con, "loads")] == [at("09:00"), at("08:00")]


def shift(con: Connection, post: str, start: str, end: str, filled: bool = True) -> None:
    put(con, "duty_shift", shift_id=f"{post}{start}", org="HQ", post=post, starts_at=at(start),
        ends_at=at(end), is_filled=filled)  # fmt: skip


def test_duty(con: Connection):
    shift(con, "desk", "08:00", "12:00")
    shift(con, "desk", "14:00", "20:00")
    shift(con, "expert", "20:00", "23:00", filled=False)
    assert [(r["post_zh"], r["is_filled"]) for r in read(con, "duty_now")] == [("desk", True)]
    gaps = [(r["post"], r["starts_at"], r["ends_at"]) for r in read(con, "duty_gaps")]
    assert gaps == [("desk", at("12:00"), at("14:00")), ("expert", at("20:00"), at("23:00"))]
    # What begins within eight hours needs a decision; the night's gap not yet.
    assert [json.loads(r["params"])["post"] for r in read(con, "needs_decision")] == ["desk"]
    assert read(con, "duty_gaps", at("13:00"))[0]["starts_at"] == at("13:00")


def test_readiness_leaves_empty_what_nobody_reported(con: Connection):
    assert set(one(con, "readiness").values()) == {None}
    shift(con, "desk", "08:00", "12:00")
    shift(con, "expert", "20:00", "23:00", filled=False)
    put(con, "team", team_id="a", name="a", status="available", ready_minutes=20)
    put(con, "team", team_id="b", name="b", status="available", ready_minutes=90)
    put(con, "drill", drill_id="late", name="late", kind="drill", planned_on=at("12:00").date(),
        held_on=None, status="planned")  # fmt: skip
    row = one(con, "readiness")
    assert (row["teams_ready"], row["teams_total"], row["ready_minutes"]) == (1, 2, 30)
    assert (row["posts_held"], row["posts_total"]) == (1, 2)
    assert (row["next_drill"], row["next_drill_on"]) == ("late", at("12:00").date())
    assert row["drills_overdue"] == 0
    assert row["items_with_minimum"] is None and row["plans_total"] is None


def test_teams(con: Connection):
    put(con, "site", site_id="base", name="Base", kind="fire_station", lon=113.1, lat=29.5)
    for name, status, since in (
        ("a", "available", None), ("b", "available", at("10:00")), ("c", "on_scene", None),
        ("d", "unknown", None),
    ):  # fmt: skip
        put(con, "team", team_id=name, name=name, status=status, status_at=since,
            base_site_id="base")  # fmt: skip
    assert one(con, "teams_ready") == {"teams_free": 1, "teams_total": 4, "teams_unknown": 2}
    assert {(t["lon"], t["lat"]) for t in read(con, "teams")} == {(113.1, 29.5)}


def test_what_lies_around(con: Connection):
    incident(con, "1", lon=113.1, lat=29.5)
    incident(con, "nowhere")
    for name, lat, kind in (("near", 29.51, "shelter"), ("edge", 29.58, "hospital"),
                            ("far", 29.6, "school")):  # fmt: skip
        put(con, "site", site_id=name, name=name, kind=kind, lon=113.1, lat=lat, capacity=200,
            occupancy=150, occupancy_at=at("09:00"), inspect_due_on="2026-07-02")  # fmt: skip
    rows = read(con, "incident_surroundings")
    assert [r["site_id"] for r in rows] == ["near", "edge"]
    assert [round(r["distance_km"], 1) for r in rows] == [1.1, 8.9]
    assert rows[0]["inspection_overdue_days"] == 10
    assert read(con, "incident_surroundings", at("08:30"))[0]["occupancy"] is None
    (shelter,) = read(con, "shelters")
    assert (shelter["occupancy_share"], len(read(con, "sites"))) == (0.75, 3)


def test_changes_since_the_briefing(con: Connection):
    rule(con, "initial", "*", 60)
    incident(con, "old", "07:00", level=2)
    update(con, "old", "07:10", "level", level_from=4, level_to=3)
    update(con, "old", "09:05", "level", level_from=3, level_to=2, text="worse")
    incident(con, "gone", "07:30", status="closed", closed_at=at("09:00"))
    incident(con, "new", "08:10")
    warning(con, "rain", "08:20")
    response(con, "II", "08:30", None)
    rows = read(con, "changes", at("09:12"))
    assert [(r["kind"], r["at"], r["subject_id"]) for r in rows] == [
        ("report_overdue", at("09:10"), "k:new"), ("raised", at("09:05"), "k:old"),
        ("closed", at("09:00"), "k:gone"), ("response", at("08:30"), "II"),
        ("warning", at("08:20"), "rain"), ("new", at("08:10"), "k:new"),
    ]  # fmt: skip


def test_decisions_are_ranked_worst_first(con: Connection):
    rule(con, "initial", "*", 30)
    incident(con, "two", level=2)
    incident(con, "four", level=4)
    incident(con, "mild", "09:10", level=4, hazard="construction", serious=12)
    source(con, "gauges")
    load(con, "gauges", at("08:00"))
    columns = ("rank", "kind", "severity", "subject_id")
    rows = [tuple(r[c] for c in columns) for r in read(con, "needs_decision")]
    assert rows == [
        (1, "report_overdue", 1, "k:two"), (2, "level_check", 2, "k:mild"),
        (3, "report_overdue", 3, "k:four"), (4, "source_silent", 4, "gauges"),
    ]  # fmt: skip


def test_an_incident_that_nobody_graded_may_be_the_worst(con: Connection):
    rule(con, "initial", "*", 30)
    incident(con, "three", "08:00", level=3)
    incident(con, "unknown", "08:20", level=None, hazard="flood")
    incident(con, "at least IV", "08:10", level=None)
    incident(con, "surely IV", "07:00", level=None, deaths=0, serious=0, loss_cny=0)
    rows = read(con, "needs_decision")
    assert [(r["subject_id"], r["severity"], json.loads(r["params"])["level"]) for r in rows] == [
        ("k:at least IV", 1, None), ("k:unknown", 1, None), ("k:three", 2, 3),
        ("k:surely IV", 3, None),
    ]  # fmt: skip


def test_thresholds_are_those_of_the_lists_and_the_settings(con: Connection):
    """One row that says the same of every moment, and something else once the list does."""
    earlier, now = (one(con, "thresholds", at("09:24", day)) for day in (-300, 0))
    assert earlier == now
    assert (now["short_ratio"], now["reach_km"], now["dormant_days"]) == (0.7, 50, 30)
    assert (now["zone"], now["briefing_times"]) == ("Asia/Shanghai", "08:00,20:00")
    decide(con, "UPDATE core.threshold SET value = '0.5' WHERE key = 'short_ratio'")
    assert one(con, "thresholds")["short_ratio"] == one(con, "moment")["short_ratio"] == 0.5
