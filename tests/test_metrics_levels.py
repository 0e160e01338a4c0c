"""Three scales with their history, warnings version by version, and times to act, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from metric_store import NOW, Connection, at, incident, put, read, store_for_a_test, update


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def history(con: Connection, scale: str, clock: str = "09:24") -> list[tuple]:
    """Return level, from, until, minutes, by whom and basis of each period of one scale."""
    told = ("level", "from_at", "until_at", "minutes_at_level", "set_by", "basis")
    rows = read(con, "level_history", at(clock))
    return [tuple(r[k] for k in told) for r in rows if r["scale"] == scale]


def test_an_incidents_level_over_time(con: Connection):
    incident(con, "1", "08:33", level=2, lead_org="Fire brigade", level_basis="as_reported")
    update(con, "1", "08:40", "follow_up", level_to=4, from_org="Fire brigade")
    update(con, "1", "08:48", "level", level_from=4, level_to=2, from_org="Duty command")
    update(con, "1", "10:00", "level", level_from=2, level_to=3, from_org="Duty command")
    first = (4, at("08:33"), at("08:48"), 15, "Fire brigade", "as_reported")
    assert history(con, "incident") == [
        first[:1] + first[1:], (2, at("08:48"), None, 36, "Duty command", "decision")
    ]  # fmt: skip
    later = history(con, "incident", "10:30")
    assert later[1:] == [
        (2, at("08:48"), at("10:00"), 72, "Duty command", "decision"),
        (3, at("10:00"), None, 30, "Duty command", "decision"),
    ]
    before = history(con, "incident", "08:45")
    assert before == [(4, at("08:33"), None, 12, "Fire brigade", "as_reported")]


def test_times_at_each_level_sum_to_the_time_open(con: Connection):
    incident(con, "1", "08:00", level=3, status="closed", closed_at=at("11:00"))
    update(con, "1", "08:30", "level", level_from=4, level_to=2)
    update(con, "1", "10:00", "level", level_from=2, level_to=3)
    for clock in ("08:10", "08:30", "09:24", "10:30", "11:00", "12:00"):
        (row,) = read(con, "incidents", at(clock))
        assert sum(p[3] for p in history(con, "incident", clock)) == row["open_minutes"]


def test_nobody_graded_it_nothing_to_tell(con: Connection):
    incident(con, "1", level=None, category="social", hazard="social_safety")
    assert history(con, "incident") == []


def test_a_response_raised_and_ended(con: Connection):
    for n, (clock, level, ends) in enumerate((("06:00", 3, None), ("06:40", 2, "09:00"))):
        put(con, "response_activation", activation_id=f"a{n}", level=level, started_at=at(clock),
            ended_at=at(ends) if ends else None, hazard="flood", decided_by="Flood HQ",
            plan="Flood plan")  # fmt: skip
    assert history(con, "response") == [
        (3, at("06:00"), at("06:40"), 40, "Flood HQ", "Flood plan"),
        (2, at("06:40"), at("09:00"), 140, "Flood HQ", "Flood plan"),
    ]


def warn(con: Connection, name: str, clock: str, colour: str, **row) -> None:
    level = {"red": 1, "orange": 2, "yellow": 3, "blue": 4}[colour]
    put(con, "warning", **{
        "warning_id": name, "identifier": name, "hazard": "storm", "colour": colour, "level": level,
        "sent_at": at(clock), "msg_type": "Update" if "refs" in row else "Alert",
        "sender_org": "Met office", "expires_at": at("12:00"),
    } | row)  # fmt: skip


def test_a_warning_version_by_version(con: Connection):
    warn(con, "W1", "05:00", "yellow")
    warn(con, "W2", "06:54", "orange", refs="met,W1,2026-07-12T05:00:00+08:00")
    warn(con, "W3", "09:00", "orange", refs="W2", msg_type="Cancel")
    told = ("identifier", "event_id", "version", "ended_at", "ended_by", "is_in_force")
    rows = {c: [tuple(r[k] for k in told) for r in read(con, "warning_history", at(c))]
            for c in ("08:00", "09:24")}  # fmt: skip
    assert rows["08:00"] == [
        ("W1", "W1", 1, at("06:54"), "update", False),
        ("W2", "W1", 2, None, None, True),
    ]
    assert rows["09:24"] == [
        ("W1", "W1", 1, at("06:54"), "update", False),
        ("W2", "W1", 2, at("09:00"), "cancel", False),
        ("W3", "W1", 3, None, None, False),
    ]
    assert history(con, "warning") == [
        (3, at("05:00"), at("06:54"), 114, "Met office", "W1"),
        (2, at("06:54"), at("09:00"), 126, "Met office", "W2"),
    ]


def test_the_plans_answer_is_suggested_once_switched_on(con: Connection):
    warn(con, "W1", "08:00", "orange")
    (row,) = read(con, "warnings_in_force")
    assert row["suggested_response_level"] is None
    con.execute("UPDATE core.warning_response SET enabled = 'true' WHERE colour = 'orange'")
    (row,) = read(con, "warnings_in_force")
    assert (row["suggested_response_level"], row["suggested_status"]) == (2, "from memory")


def test_a_warning_that_nobody_acknowledged_needs_a_decision(con: Connection):
    warn(con, "W1", "09:00", "red")
    put(con, "response_activation", activation_id="a", level=2, started_at=at("09:00"),
        hazard="storm", decided_by="HQ")  # fmt: skip
    kinds = [[r["kind"] for r in read(con, "needs_decision", at(c))] for c in ("09:15", "09:16")]
    assert kinds == [[], ["warning_not_acknowledged"]]
    con.execute("INSERT INTO core.warning_acknowledgement VALUES ('f', 'W1', ?, ?, 'duty desk')",
                [at("09:20"), at("09:21")])  # fmt: skip
    (row,) = read(con, "warnings_in_force")
    assert (row["acknowledged_by"], row["acknowledgement_minutes"]) == ("duty desk", 20)
    assert read(con, "needs_decision") == []
    (then,) = read(con, "warnings_in_force", at("09:24"), at("09:20"))
    assert not then["is_acknowledged"]


def test_times_to_act_with_their_target(con: Connection):
    con.execute("INSERT INTO core.response_time_target BY NAME SELECT 'first_arrival' AS stage,"
                " 'fire' AS hazard, 10 AS minutes, 'true' AS enabled")  # fmt: skip
    for n, minutes in enumerate((4, 8, 12, 20)):
        incident(
            con,
            str(n),
            region_code="990101",
            first_arrival_at=at("08:00") + timedelta(minutes=minutes),
        )
    incident(con, "flood", hazard="flood", first_arrival_at=at("08:30"), closed_at=at("09:00"),
             status="closed")  # fmt: skip
    incident(con, "odd", "09:00", first_arrival_at=at("08:50"))
    rows = {(r["stage"], r["hazard"], r["region_code"]): r for r in read(con, "response_times")}
    told = ("incidents", "median_minutes", "p90_minutes", "target_minutes", "share_in_target")
    assert [rows["first_arrival", "fire", None][k] for k in told] == pytest.approx(
        [4, 10, 17.6, 10, 0.5]
    )
    everything = rows["first_arrival", None, None]
    assert [everything[k] for k in told] == pytest.approx([5, 12, 26, 10, 0.5])
    assert [rows["ended", "flood", None][k] for k in told] == [1, 60, 60, None, None]
    assert rows["first_arrival", "fire", "990101"]["incidents"] == 4
    late = con.execute("SELECT stage, incidents FROM metric.response_times(as_of := ?,"
                       " received_since_at := ?) WHERE hazard IS NULL AND region_code IS NULL",
                       [NOW, at("07:59")]).fetchall()  # fmt: skip
    assert late == [("first_arrival", 5), ("ended", 1)]
    none = con.execute("FROM metric.response_times(as_of := ?, received_since_at := ?)",
                       [NOW, at("08:00")]).fetchall()  # fmt: skip
    assert none == []
