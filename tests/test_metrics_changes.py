"""What changed between any two moments agrees with the states at both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from metric_store import EVER, Connection, Row, at, incident, put, read, store_for_a_test, update


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def changes(con: Connection, since: datetime, until: datetime, known: datetime = EVER,
            since_known: datetime | None = None) -> list[Row]:  # fmt: skip
    more = f", since_known_as_of := TIMESTAMP '{since_known}'" if since_known else ""
    result = con.execute(
        f"FROM metric.changes(as_of := TIMESTAMP '{until}', known_as_of := TIMESTAMP '{known}',"
        f" since_at := TIMESTAMP '{since}'{more})"
    )
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def told(rows: list[Row]) -> list[tuple]:
    return [(r["kind"], r["subject_id"], r["level_from"], r["level_to"]) for r in rows]


def test_between_two_moments_of_choice(con: Connection):
    incident(con, "1", "06:00", level=2)
    update(con, "1", "07:00", "level", level_from=4, level_to=3)
    update(con, "1", "09:00", "level", level_from=3, level_to=2)
    incident(con, "2", "08:10", status="closed", closed_at=at("09:05"))
    put(con, "response_activation", activation_id="r", level=3, started_at=at("07:30"),
        ended_at=at("08:30"), hazard="flood", decided_by="HQ")  # fmt: skip
    assert told(changes(con, at("06:30"), at("09:24"))) == [
        ("closed", "k:2", 4, None), ("raised", "k:1", 4, 2), ("new", "k:2", None, 4),
    ]  # fmt: skip
    assert told(changes(con, at("08:00"), at("09:02"))) == [
        ("raised", "k:1", 3, 2), ("response_ended", "r", 3, None), ("new", "k:2", None, 4),
    ]  # fmt: skip
    assert changes(con, at("09:10"), at("09:20")) == []


def test_a_warning_updated_and_one_cancelled(con: Connection):
    for name, clock, colour, refs, kind in (
        ("W1", "05:00", "yellow", None, "Alert"), ("W2", "08:20", "orange", "W1", "Update"),
        ("V1", "05:00", "blue", None, "Alert"), ("V2", "09:00", "blue", "V1", "Cancel"),
    ):  # fmt: skip
        put(con, "warning", warning_id=name, identifier=name, colour=colour, sent_at=at(clock),
            level={"orange": 2, "yellow": 3, "blue": 4}[colour], msg_type=kind, refs=refs,
            expires_at=at("18:00"))  # fmt: skip
    rows = changes(con, at("08:00"), at("09:24"))
    assert told(rows) == [
        ("warning_ended", "V1", 4, None), ("warning", "W2", 3, 2), ("warning_ended", "W1", 3, None),
    ]  # fmt: skip
    assert [r["detail"] for r in rows if r["kind"] == "warning_ended"] == ["cancel", "update"]


def test_what_came_late_is_said_to_be_late(con: Connection):
    """Reported at 07:00 and known at 08:30: new against what was known at 08:00."""
    incident(con, "1", "07:00", known_at=at("08:30"))
    assert changes(con, at("08:00"), at("09:00")) == []
    (row,) = changes(con, at("08:00"), at("09:00"), at("09:00"), since_known=at("08:00"))
    assert (row["kind"], row["at"], row["is_learned_late"]) == ("new", at("07:00"), True)


INCIDENTS = st.lists(
    st.tuples(
        st.integers(0, 20), st.sampled_from([None, 5, 12, 25]), st.sampled_from([None, 1, 2, 3, 4]),
        st.lists(st.tuples(st.integers(0, 23), st.sampled_from(["level", "status"]),
                           st.integers(1, 4)), max_size=3),
    ), max_size=6,
)  # fmt: skip
STATUSES = ("responding", "contained", "closed", "responding")


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(made=[(0, 12, 1, [(19, "level", 2)])], one=13, other=19)  # regraded when closed
@example(made=[(0, None, None, [(9, "level", 4)])], one=8, other=10)  # graded for the first time
@given(INCIDENTS, st.integers(0, 23), st.integers(0, 23))
def test_open_then_and_now_agree_with_the_changes(con: Connection, made: Any, one: int, other: int):
    for table in ("incident", "incident_update"):
        con.execute(f"DELETE FROM core.{table}")
    for n, (opened, hours, level, reports) in enumerate(made):
        closed = None if hours is None else at("00:30") + timedelta(hours=opened + hours)
        incident(con, str(n), f"{opened:02d}:10", level=level, closed_at=closed,
                 status="closed" if closed else "responding")  # fmt: skip
        for hour, kind, value in reports:
            words = {"level_to": value} if kind == "level" else {"status_to": STATUSES[value - 1]}
            update(con, str(n), f"{hour:02d}:20", kind, **words)
    since, until = sorted((at(f"{one:02d}:30"), at(f"{other:02d}:30")))
    before = {r["incident_id"]: r for r in read(con, "incident_state", since)}
    after = {r["incident_id"]: r for r in read(con, "incident_state", until)}
    rows = changes(con, since, until)
    kinds = Counter(r["kind"] for r in rows)
    opened_then, open_now = (sum(r["is_open"] for r in s.values()) for s in (before, after))
    assert open_now == opened_then + kinds["new"] + kinds["reopened"] - kinds["closed"]
    # What was known never shrinks: no report of an incident is taken back.
    assert before.keys() <= after.keys()
    regraded = {r["incident_id"]: r for r in rows if r["kind"] in ("raised", "lowered")}
    for key, row in before.items():
        if row["level"] != after[key]["level"]:
            line = regraded.pop(key)
            assert (line["level_from"], line["level_to"]) == (row["level"], after[key]["level"])
    assert not set(regraded) & set(before)
    levels = read(con, "level_counts", until)
    ungraded = sum(r["is_open"] and r["level"] is None for r in after.values())
    # Where nothing was ever told of incidents there is no count.
    assert sum(r["open_count"] or 0 for r in levels) + ungraded == open_now


VERSIONS = st.lists(
    st.lists(st.tuples(st.integers(0, 23), st.sampled_from([None, 1, 2, 3, 4])), min_size=1,
             max_size=3, unique_by=lambda version: version[0]), max_size=5,
)  # fmt: skip


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(VERSIONS, st.integers(0, 23))
def test_what_was_known_stays_as_it_was_known(con: Connection, made: Any, hour: int):
    """Whatever comes later, and however often: at any hour just what had been told by then."""
    for table in ("core.incident", "history.incident"):
        con.execute(f"DELETE FROM {table}")
    expected = {}
    for n, versions in enumerate(made):
        versions = sorted(versions, key=lambda version: version[0])
        for known, level in versions:
            con.execute(
                "INSERT INTO history.incident BY NAME SELECT *, ? AS known_until FROM core.incident"
                " WHERE incident_id = ?", [at(f"{known:02d}:00"), f"k:{n}"],
            )  # fmt: skip
            con.execute("DELETE FROM core.incident WHERE incident_id = ?", [f"k:{n}"])
            incident(con, str(n), "00:00", level=level, known_at=at(f"{known:02d}:00"))
        told = [level for known, level in versions if known <= hour]
        expected |= {f"k:{n}": told[-1]} if told else {}
    now = at(f"{hour:02d}:00")
    rows = {r["incident_id"]: r["level"] for r in read(con, "incident_state", EVER, now)}
    assert rows == expected
