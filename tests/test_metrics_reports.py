"""The report clock by hand: what is due, sent and late, by whose rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from metric_store import Connection, at, decide, incident, read, rule, store_for_a_test, update


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def city_rule(con: Connection, **row: Any) -> None:
    """Switch on a rule with any columns of the list."""
    row = {"hazards": "*", "levels": "*", "enabled": "true"} | row
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    decide(con, f"INSERT INTO core.report_rule ({names}) VALUES ({marks})", row.values())


def obligations(con: Connection, clock: str, *columns: str) -> list[tuple]:
    return [tuple(row[c] for c in columns) for row in read(con, "report_obligations", at(clock))]


def test_sent_late_counts_its_minutes_and_the_next_is_due_from_it(con: Connection):
    rule(con, "initial", "*", 60)
    rule(con, "follow_up", "2", 30)
    incident(con, "1", "08:00", level=2)
    update(con, "1", "09:10", "initial")
    update(con, "1", "09:40", "follow_up")
    update(con, "1", "10:15", "follow_up")
    asked = ("kind", "number", "due_at", "state", "minutes_late")
    assert obligations(con, "10:50", *asked) == [
        ("initial", None, at("09:00"), "late", 10),
        ("follow_up", 1, at("09:40"), "on_time", 0),
        ("follow_up", 2, at("10:10"), "late", 5),
        ("follow_up", 3, at("10:45"), "overdue", 5),
    ]
    assert obligations(con, "09:20", *asked)[-1] == ("follow_up", 1, at("09:40"), "due", 0)


def test_a_raise_counts_the_due_time_anew_and_it_may_be_late_at_once(con: Connection):
    rule(con, "follow_up", "4", 1440)
    rule(con, "follow_up", "2", 30)
    incident(con, "1", "08:00", level=2)
    update(con, "1", "08:05", "initial")
    update(con, "1", "09:00", "level", level_from=4, level_to=2)
    assert obligations(con, "08:59", "due_at", "state") == [(at("08:05", 1), "due")]
    assert obligations(con, "09:00", "due_at", "state", "minutes_late") == [
        (at("08:35"), "overdue", 25)
    ]


def test_a_report_is_judged_by_the_level_just_before_it(con: Connection):
    """Raised by the very report: the limit was still that of the milder level."""
    rule(con, "follow_up", "4", 120)
    rule(con, "follow_up", "2", 30)
    incident(con, "1", "08:00", level=2)
    update(con, "1", "08:05", "initial")
    update(con, "1", "09:30", "follow_up", level_from=4, level_to=2)
    found = obligations(con, "09:40", "rule_id", "due_at", "state")
    assert found == [
        ("test follow_up 2", at("10:00"), "due"),
        ("test follow_up 4", at("10:05"), "on_time"),
    ]


def test_two_cities_rules_give_two_due_times_for_one_incident(con: Connection):
    for city, minutes in (("East", 30), ("West", 120)):
        city_rule(con, rule_id=city, jurisdiction=city, kind="initial", clock="reported",
                  minutes=minutes, law=f"{city} rules", status="verified")  # fmt: skip
    incident(con, "1", "08:00")
    found = obligations(con, "09:00", "jurisdiction", "due_at", "state", "law", "status")
    assert found == [
        ("East", at("08:30"), "overdue", "East rules", "verified"),
        ("West", at("10:00"), "due", "West rules", "verified"),
    ]
    (row,) = read(con, "incidents", at("09:00"))
    assert (row["next_report_due_at"], row["report_rule"]) == (at("08:30"), "East")


def test_by_telephone_first_and_then_in_writing(con: Connection):
    city_rule(con, rule_id="phone", kind="initial", form="oral", clock="known", minutes=20)
    city_rule(con, rule_id="paper", kind="initial", form="written", clock="known", minutes=40)
    incident(con, "1", "08:00")
    update(con, "1", "08:15", "initial", form="oral")
    asked = ("rule_id", "due_at", "state", "minutes_late")
    assert obligations(con, "08:50", *asked) == [
        ("phone", at("08:20"), "on_time", 0),
        ("paper", at("08:40"), "overdue", 10),
    ]
    update(con, "1", "08:55", "follow_up", form="written")
    assert obligations(con, "09:00", *asked)[-1] == ("paper", at("08:40"), "late", 15)
    incident(con, "2", "08:00")
    update(con, "2", "08:30", "initial")
    both = [r for r in read(con, "report_obligations", at("09:00")) if r["incident_id"] == "k:2"]
    assert [(r["rule_id"], r["state"]) for r in both] == [("phone", "late"), ("paper", "on_time")]


def test_daily_and_final_reports(con: Connection):
    city_rule(con, rule_id="daily", kind="follow_up", clock="daily", at_time="18:00")
    city_rule(con, rule_id="final", kind="final", clock="occurred", minutes=1440)
    incident(con, "1", "08:00", occurred_at=at("07:50"))
    update(con, "1", "08:10", "initial")
    assert obligations(con, "09:00", "rule_id", "due_at") == [
        ("daily", at("18:00")), ("final", at("07:50", 1))
    ]  # fmt: skip
    update(con, "1", "18:05", "follow_up")
    found = obligations(con, "18:10", "rule_id", "due_at", "state", "minutes_late")
    assert found[0] == ("daily", at("18:00"), "late", 5)
    assert ("daily", at("18:00", 1), "due", 0) in found


def test_what_closed_incidents_did_not_send_is_not_known(con: Connection):
    rule(con, "initial", "*", 60)
    incident(con, "1", "08:00", status="closed", closed_at=at("08:30"))
    incident(con, "2", "08:00", status="closed", closed_at=at("09:30"))
    update(con, "2", "08:20", "initial")
    assert obligations(con, "10:00", "incident_id", "state") == [("k:2", "on_time")]


def test_unverified_rules_are_off_and_say_so(con: Connection):
    incident(con, "1", "08:00", hazard="environmental", level=1)
    assert read(con, "report_obligations") == []
    assert read(con, "report_clocks") == []
    decide(con, "UPDATE core.report_rule SET enabled = 'true' WHERE rule_id = 'env-province'")
    (row,) = read(con, "report_obligations")
    assert (row["rule_id"], row["status"], row["law"]) == (
        "env-province", "from memory", "环保部令第17号"
    )  # fmt: skip


def test_scorecard_by_organisation(con: Connection):
    rule(con, "initial", "*", 60)
    for number, clock, org in (("1", "08:30", "East"), ("2", "09:10", "East"), ("3", "09:40", "East"),
                               ("4", "08:50", "West")):  # fmt: skip
        incident(con, number, "08:00")
        update(con, number, clock, "initial", from_org=org)
    incident(con, "5", "08:00", lead_org="West")
    incident(con, "6", "10:00", lead_org="West")
    rows = {r["org"]: r for r in read(con, "report_scorecard", at("10:00"))}
    # East: 10 and 40 minutes late; West: one overdue for an hour, one not due yet.
    east, west = rows["East"], rows["West"]
    told = ("on_time", "late", "overdue", "due", "median_minutes_late")
    assert [east[k] for k in told] == [1, 2, 0, 0, 25]
    assert [west[k] for k in told] == [1, 0, 1, 1, 60]
    assert (east["share_on_time"], west["share_on_time"]) == (pytest.approx(1 / 3), 0.5)
