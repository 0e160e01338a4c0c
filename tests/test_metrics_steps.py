"""Metrics that others are made of, each with a case counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from metric_store import Connection, at, incident, one, put, read, rule, store_for_a_test, update


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def loaded(con: Connection, number: int, clock: str, file: str, mends: int | None = None) -> None:
    put(con, "load", load_id=number, source_id="log", file_name=file, started_at=at(clock),
        status="loaded", mends_load=mends)  # fmt: skip


def test_level_and_counts_of_an_incident_on_its_own(con: Connection):
    incident(con, "1", "08:00", level=2, deaths=5, counts_at=at("09:00"), contained_at=at("09:30"))
    update(con, "1", "08:10", "level", level_from=4, level_to=3, deaths=1)
    update(con, "1", "09:00", "level", level_from=3, level_to=2)
    row = one(con, "incident_alone", at("08:30"))
    assert (row["level"], row["deaths"], row["status"], row["is_open"]) == (
        3, 1, "reported", True
    )  # fmt: skip
    assert (row["contained_at"], row["last_update_at"]) == (None, at("08:10"))
    # Reports that a person linked are one event: the worst level, the greatest count, once open.
    incident(con, "2", "08:20", level=4, deaths=3)
    put(con, "incident_link", decision="one", incident_a="k:1", incident_b="k:2", is_linked=True,
        decided_at=at("08:25"))  # fmt: skip
    rows = {r["incident_id"]: r for r in read(con, "incident_state", at("08:30"))}
    main, other = rows["k:1"], rows["k:2"]
    assert (main["level"], main["deaths"], main["members"]) == (3, 3, 2)
    assert (main["is_open"], other["is_open"], other["linked_to"]) == (True, False, "k:1")


def test_reports_still_to_send_and_reports_sent(con: Connection):
    rule(con, "initial", "*", 30)
    rule(con, "follow_up", "3", 60)
    incident(con, "1", "08:00", level=3)
    (first,) = one(con, "incident_deadlines", at("08:10"))["awaited"]
    assert (first["kind"], first["due_at"]) == ("initial", at("08:30"))
    update(con, "1", "08:40", "initial")
    (sent,) = read(con, "reports_sent")
    assert (sent["rule_id"], sent["due_at"], sent["sent_at"], sent["number"]) == (
        "test initial *", at("08:30"), at("08:40"), None
    )  # fmt: skip
    (following,) = one(con, "incident_deadlines")["awaited"]
    assert (following["kind"], following["due_at"], following["number"]) == (
        "follow_up", at("09:40"), 1
    )  # fmt: skip


def test_clauses_of_a_hazard_come_worst_first_with_their_bands(con: Connection):
    clauses = {r["hazard"]: r["clauses"] for r in read(con, "grading_bands")}
    fire = [(c["level"], [(t["criterion"], t["threshold"], t["high"]) for t in c["tests"]])
            for c in clauses["fire"] if c["rule_id"] == "cn-fire-2007"]  # fmt: skip
    assert fire == [
        (1, [("deaths", 30, None)]), (1, [("serious", 100, None)]), (1, [("loss_cny", 1e8, None)]),
        (2, [("deaths", 10, 29)]), (2, [("serious", 50, 99)]), (2, [("loss_cny", 5e7, 99999999)]),
        (3, [("deaths", 3, 9)]), (3, [("serious", 10, 49)]), (3, [("loss_cny", 1e7, 49999999)]),
        (4, [("any", 0, None)]),
    ]  # fmt: skip
    assert "social_safety" not in clauses


def test_criteria_that_only_a_source_s_own_column_tells(con: Connection):
    told = '{"客车脱轨辆数": "18 辆", "繁忙干线": "是", "中断行车小时": "", "颜色": "红"}'
    incident(con, "1", hazard="transport_rail", other_fields=told)
    incident(con, "2", hazard="transport_rail")
    assert read(con, "further_criteria") == [
        {"incident_id": "k:1", "further": {"busy_trunk": 1.0, "cars_passenger": 18.0}}
    ]


def test_values_not_believed_are_those_of_the_newest_reading(con: Connection):
    flagged = {"source_id": "log", "file_name": "a.csv", "reason": "bad_date"}
    loaded(con, 1, "07:00", "a.csv")
    loaded(con, 2, "08:00", "a.csv")
    loaded(con, 3, "09:00", "a.csv", mends=2)
    for load, row, fixed in ((1, 4, None), (2, 5, None), (2, 6, 3)):
        put(con, "flagged_cell", load_id=load, row_no=row, set_aside_at=at("07:00"),
            fixed_by_load=fixed, **flagged)  # fmt: skip
    assert [r["row_no"] for r in read(con, "flagged_cells")] == [5]
    assert [r["row_no"] for r in read(con, "flagged_cells", at("08:30"))] == [5, 6]
    assert [r["row_no"] for r in read(con, "flagged_cells", at("07:30"))] == [4]


def test_a_column_that_changed_is_told_from_when_it_was_seen(con: Connection):
    for load, clock, kind in ((1, "08:00", "renamed"), (2, "09:30", "lost")):
        put(con, "drift", load_id=load, source_id="log", kind=kind, header=kind, is_applied=True,
            seen_at=at(clock))  # fmt: skip
    assert [r["kind"] for r in read(con, "schema_drift")] == ["renamed"]
    assert [r["kind"] for r in read(con, "schema_drift", at("10:00"))] == ["lost", "renamed"]


def test_whom_to_ask_is_the_office_above_the_city_s_own(con: Connection):
    def org(name: str, tier: str, parent: str | None = None, kind: str = "office") -> None:
        put(con, "org", org_id=name, name=name, kind=kind, tier=tier, parent_org_id=parent)

    assert read(con, "next_tier") == []
    org("district", "county", "city")
    org("city", "prefecture")
    assert read(con, "next_tier") == []
    org("nation", "national")
    org("province", "province", kind="department")
    # Without a parent, the lowest tier that is listed; with one, that.
    assert one(con, "next_tier")["org_id"] == "province"
    con.execute("UPDATE core.org SET parent_org_id = 'nation' WHERE org_id = 'city'")
    assert one(con, "next_tier")["org_id"] == "nation"


def test_controls_are_done_overdue_or_open_by_the_day(con: Connection):
    put(con, "risk", risk_id="r", name="Tank", level=2, residual_level=3, owner_org="Park")
    for name, row in {
        "done": {"due_on": date(2026, 7, 1), "done_on": date(2026, 7, 12)},
        "late": {"due_on": date(2026, 7, 2)},
        "today": {"due_on": date(2026, 7, 12), "owner_org": "Fire"},
        "to be done": {"due_on": date(2026, 7, 11), "done_on": date(2026, 7, 13)},
        "undated": {}, "said done": {"due_on": date(2026, 7, 1), "status": "done"},
        "cancelled": {"due_on": date(2026, 7, 1), "status": "cancelled"},
    }.items():  # fmt: skip
        put(con, "risk_control", control_id=name, risk_id="r", description=name, **row)
    rows = read(con, "risk_controls")
    assert [(r["control_id"], r["state"], r["overdue_days"], r["owner_org"]) for r in rows] == [
        ("late", "overdue", 10, "Park"), ("to be done", "overdue", 1, "Park"),
        ("done", "done", None, "Park"), ("said done", "done", None, "Park"),
        ("today", "open", None, "Fire"), ("undated", "open", None, "Park"),
    ]  # fmt: skip
    assert {r["risk_level"] for r in rows} == {3}


def test_risks_that_a_warning_concerns_by_hazard_and_area(con: Connection):
    for code in ("990101", "990102"):
        put(con, "region", region_code=code, name=code, tier="county")
    for name, hazard, code in (("dyke", "flood", "990101"), ("slope", "geological", "990102"),
                               ("store", "fire", "990101"), ("nowhere", "flood", None)):  # fmt: skip
        put(con, "risk", risk_id=name, name=name, hazard=hazard, region_code=code, level=2)
    rain: dict[str, Any] = {"hazard": "storm", "colour": "red", "level": 1, "sent_at": at("08:00")}
    put(con, "warning", warning_id="rain", identifier="rain", event_code="11B03",
        region_codes="990101", **rain)  # fmt: skip
    put(con, "warning", warning_id="bolt", identifier="bolt", event_code="11B14",
        region_codes="990101,990102", **rain)  # fmt: skip
    assert [(r["risk_id"], r["warning_id"]) for r in read(con, "risks_warned")] == [
        ("dyke", "rain")
    ]


def test_an_hour_is_unusual_beyond_what_five_weeks_of_one_an_hour_allow(con: Connection):
    """One an hour since midnight of 7 June: one is expected, and 0 to 3 hold 95 % (Poisson)."""
    put(con, "source", source_id="log", title="Log", dataset="incident", connector="files",
        timezone="Asia/Shanghai", datum="wgs84", key_space="k", is_declared=True)  # fmt: skip
    loaded(con, 1, "09:20", "a.csv")
    con.execute("UPDATE core.load SET dataset = 'incident', finished_at = started_at")
    con.execute(
        "INSERT INTO core.incident BY NAME SELECT 'k:' || n AS incident_id, 'One' AS title,"
        " TIMESTAMP '2026-07-12 01:10' - to_hours(n) AS reported_at, 'closed' AS status,"
        " TIMESTAMP '2026-06-01' AS known_at, 'log' AS source_id FROM range(35 * 24 + 10) t(n)"
    )
    for n in range(3):
        incident(con, f"more {n}", "08:30")
    rows = read(con, "unusual_hours")
    assert len(rows) == 72
    assert {round(r["expected"], 6) for r in rows} == {1}
    assert {(r["low"], r["high"]) for r in rows} == {(0, 3)}
    assert [(r["hour_at"], r["incidents"], r["unusual"]) for r in rows if r["is_unusual"]] == [
        (at("08:00"), 4, "above")
    ]
