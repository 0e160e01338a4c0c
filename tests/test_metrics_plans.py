"""Plans, tasks, drills, duty, lifelines and what of them needs a decision, by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from metric_store import Connection, at, incident, one, put, read, store_for_a_test
from office_rows import control, lifeline, plan, risk, step, task


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def response(con: Connection, level: int, start: str, end: str | None = None, **row) -> None:
    put(con, "response_activation", **{
        "activation_id": f"level {level} {start}", "level": level, "hazard": "flood",
        "decided_by": "HQ", "plan": "plan a", "started_at": at(start),
        "ended_at": at(end) if end else None,
    } | row)  # fmt: skip


def flood_plan(con: Connection) -> None:
    plan(con, "a")
    for number, level, minutes in (("IV", 4, 30), ("III", 3, 60), ("II", 2, 90)):
        step(con, number, level, minutes)


def asked(con: Connection, clock: str) -> dict[str, tuple[str, str]]:
    rows = read(con, "plan_measures", at(clock))
    return {r["source_ref"]: (f"{r['due_at'] - at('00:00')}", r["state"]) for r in rows}


def test_raising_the_level_adds_only_the_difference(con: Connection):
    flood_plan(con)
    response(con, 4, "01:00", "02:00")
    response(con, 2, "02:00")
    assert asked(con, "00:59") == {}
    assert asked(con, "01:10") == {"IV": ("1:30:00", "open")}
    # The measure of level IV keeps its own time; III and II begin with level II.
    assert asked(con, "02:10") == {
        "IV": ("1:30:00", "overdue"), "III": ("3:00:00", "open"), "II": ("3:30:00", "open"),
    }  # fmt: skip


def test_lowering_the_level_asks_no_longer_and_raising_it_asks_anew(con: Connection):
    flood_plan(con)
    response(con, 2, "01:00", "03:00")
    response(con, 4, "03:00", "06:00")
    response(con, 3, "06:00", "09:00")
    assert list(asked(con, "04:00")) == ["IV"]
    assert asked(con, "06:30") == {"IV": ("1:30:00", "overdue"), "III": ("7:00:00", "open")}
    assert asked(con, "09:00") == {}


def test_after_a_time_without_a_response_the_plan_begins_anew(con: Connection):
    flood_plan(con)
    response(con, 4, "01:00", "02:00")
    response(con, 4, "05:00", activation_id="again")
    assert asked(con, "05:10") == {"IV": ("5:30:00", "open")}


def test_a_task_that_names_the_measure_or_says_the_same_does_it(con: Connection):
    flood_plan(con)
    response(con, 3, "01:00")
    task(con, "early", "00:30", step_ref="iv", done_at=at("00:40"), status="done")
    task(con, "named", "01:05", step_ref="iv", done_at=at("01:40"), status="done")
    task(con, "same words", "01:05", title="measure  III", owner_org="bureau")
    rows = {r["source_ref"]: r for r in read(con, "plan_measures", at("01:50"))}
    assert (rows["IV"]["state"], rows["IV"]["minutes_late"]) == ("done", 10)
    assert (rows["III"]["state"], rows["III"]["task_id"]) == ("open", "k:same words")
    assert {r["source_ref"]: r["state"] for r in read(con, "plan_measures", at("01:35"))} == {
        "IV": "overdue", "III": "open",
    }  # fmt: skip


def test_an_activation_that_names_no_plan_takes_the_only_one_for_its_hazard(con: Connection):
    flood_plan(con)
    response(con, 4, "01:00", plan=None)
    assert list(asked(con, "01:10")) == ["IV"]
    plan(con, "other")
    assert asked(con, "01:10") == {}


def test_a_measure_that_nobody_takes_up_needs_a_decision(con: Connection):
    flood_plan(con)
    response(con, 2, "01:00")
    task(con, "IV", "01:05", step_ref="iv", done_at=at("01:20"), status="done")
    task(con, "III", "01:05", step_ref="iii")
    assert [d["kind"] for d in read(con, "needs_decision", at("04:29"))] == []
    (row,) = read(con, "needs_decision", at("04:31"))
    assert (row["kind"], json.loads(row["params"])["minutes"]) == ("measure_overdue", 121)


def test_a_plan_is_due_by_its_own_word_its_own_interval_or_a_rule(con: Connection):
    plan(con, "said", next_review_on="2026-07-10")
    plan(con, "own", last_review_on="2024-07-02", review_every_months=24, drill_every_months=24)
    plan(con, "rule", kind="special", issued_on="2023-07-11")
    plan(con, "nothing", kind="event", issued_on="2000-01-01")
    plan(con, "gone", status="withdrawn")
    put(con, "drill", drill_id="d", name="x", plan_ref="plan own", held_on="2024-07-12")
    rows = {r["plan_id"]: r for r in read(con, "plans")}
    columns = ("review_basis", "review_overdue_days", "drill_basis", "drill_overdue_days")
    assert {n: tuple(r[c] for c in columns) for n, r in rows.items()} == {
        "said": ("register", 2, "drill-government", None),
        "own": ("plan", 10, "plan", None),
        "rule": (None, None, "drill-government", 1),
        "nothing": (None, None, None, None),
    }


def test_drills_and_training(con: Connection):
    for name, row in {
        "held": {"held_on": "2026-07-11"}, "late": {"planned_on": "2026-07-10"},
        "to come": {"planned_on": "2026-07-12", "kind": "training"},
        "off": {"planned_on": "2026-07-01", "status": "cancelled"},
        "not yet": {"planned_on": "2026-07-11", "held_on": "2026-07-13"},
    }.items():  # fmt: skip
        put(con, "drill", drill_id=name, name=name, **row)
    assert {r["drill_id"]: (r["state"], r["overdue_days"]) for r in read(con, "drills")} == {
        "held": ("held", None), "late": ("overdue", 2), "to come": ("planned", None),
        "off": ("cancelled", None), "not yet": ("overdue", 1),
    }  # fmt: skip


def test_reviews_to_closure(con: Connection):
    put(con, "review", review_id="r", source_ref="PG-1", title="Storm", due_on="2026-07-10")
    for number, due, done in (("a", "08:00", None), ("b", "08:00", "07:00"), ("c", "20:00", None)):
        task(con, number, "06:00", due, kind="corrective", review_ref="pg-1",
             done_at=at(done) if done else None)  # fmt: skip
    row = one(con, "reviews")
    counts = [row[c] for c in ("actions_total", "actions_done", "actions_overdue")]
    assert (row["state"], row["overdue_days"], counts) == ("overdue", 2, [3, 1, 1])
    actions = [(r["source_ref"], r["state"], r["review"]) for r in read(con, "corrective_actions")]
    assert actions == [
        ("a", "overdue", "Storm"), ("c", "open", "Storm"), ("b", "done", "Storm"),
    ]  # fmt: skip
    assert read(con, "needs_decision", at("14:00")) == []


def test_tasks_open_and_overdue_by_organisation(con: Connection):
    incident(con, "1", level=2)
    task(con, "late", "06:00", "07:00", incident_id="k:1")
    task(con, "done", "06:00", "07:00", done_at=at("09:00"), status="done")
    task(con, "later", "06:00", "12:00", owner_org="Water")
    task(con, "not given", "10:00", "12:00")
    rows = read(con, "tasks_open")
    assert [(r["source_ref"], r["overdue_minutes"]) for r in rows] == [
        ("late", 144), ("later", None),
    ]  # fmt: skip
    row = one(con, "tasks_overdue")
    assert (row["owner_org"], row["overdue_count"], row["worst_minutes"]) == ("Bureau", 1, 144)
    assert [d["kind"] for d in read(con, "needs_decision")] == ["task_overdue"]
    assert len(read(con, "tasks_open", at("08:59"))) == 3


def test_duty_coverage_counts_an_overlap_once_and_what_is_not_planned_as_unknown(con: Connection):
    for n, (start, end, day, filled) in enumerate([
        ("08:00", "20:00", 0, True), ("18:00", "22:00", 0, True), ("22:00", "23:59", 0, False),
    ]):  # fmt: skip
        put(con, "duty_shift", shift_id=f"{n}", org="HQ", post="desk", is_filled=filled,
            starts_at=at(start, day), ends_at=at(end, day))  # fmt: skip
    row = one(con, "duty_coverage", at("10:00"))
    hours = [row[f"hours_{c}"] for c in ("covered", "gap", "unknown", "ahead")]
    assert hours == pytest.approx([12, 119 / 60, 24 - 12 - 119 / 60, 24])
    assert row["is_filled_now"] and row["next_shift_at"] == at("18:00")


def test_a_lifeline_is_unknown_by_itself_once_it_is_older_than_its_cadence(con: Connection):
    put(con, "source", source_id="log", title="x", connector="files", every_minutes=60,
        timezone="UTC", datum="wgs84", key_space="k", is_declared=True)  # fmt: skip
    for n, name in enumerate(("East", "West"), 1):
        put(con, "region", region_code=f"{n}", name=name, tier="county")
    lifeline(con, "power", "1", "07:00")
    lifeline(con, "power", "1", "08:30", state="degraded", users_affected=40)
    lifeline(con, "water", "2", "08:00", source_id="another")

    def states(clock: str) -> list[str]:
        return [r["state"] for r in read(con, "lifelines", at(clock))]

    # east power, east water, west power, west water
    assert states("08:00") == ["normal", "unknown", "unknown", "normal"]
    assert states("08:29") == ["unknown", "unknown", "unknown", "normal"]
    assert states("09:30") == ["degraded", "unknown", "unknown", "normal"]
    assert states("09:31") == ["unknown", "unknown", "unknown", "normal"]
    # Where nothing is promised, after the hours of the threshold.
    assert (states("14:00")[3], states("14:01")[3]) == ("normal", "unknown")
    row = read(con, "lifelines", at("09:31"))[0]
    assert (row["last_state"], row["is_stale"], row["age_minutes"]) == ("degraded", True, 61)
    assert read(con, "lifelines", at("09:31"))[1]["is_never_reported"]


def test_a_lifeline_that_is_out_without_a_time_needs_a_decision(con: Connection):
    put(con, "region", region_code="1", name="East", tier="county")
    lifeline(con, "power", "1", "08:00", state="out", restored_by=at("10:00"), users_affected=9)
    assert read(con, "needs_decision") == []
    (row,) = read(con, "needs_decision", at("10:01"))
    assert (row["kind"], json.loads(row["params"])["users"]) == ("lifeline_down", 9)


def test_overdue_controls_under_a_warning_need_a_decision(con: Connection):
    put(con, "region", region_code="990101", name="East", tier="county", parent_code="990100")
    put(con, "warning", warning_id="w", identifier="w", hazard="storm", event_code="11B03",
        level=2, colour="orange", sent_at=at("06:00"), region_codes="990100000000")  # fmt: skip
    put(
        con,
        "response_activation",
        activation_id="a",
        level=2,
        hazard="flood",
        started_at=at("06:00"),
    )
    risk(con, "dyke", region_code="990101")
    risk(con, "fire", region_code="990101", hazard="fire")
    control(con, "dyke", "2026-07-11")
    control(con, "fire", "2026-07-11")
    (row,) = read(con, "needs_decision")
    numbers = json.loads(row["params"])
    assert (row["kind"], numbers["risks"], numbers["worst"]) == ("control_overdue", 1, "Risk dyke")


def test_a_critical_item_far_below_its_minimum_needs_a_decision(con: Connection):
    put(con, "site", site_id="depot", name="Depot", kind="warehouse")
    put(con, "stock_item", item_id="bags", name="Bags", unit="pcs", is_critical=True)
    put(con, "stock_target", target_id="t", item_id="bags", scope="site", scope_id="depot",
        target_qty=100)  # fmt: skip
    put(con, "stock_lot", lot_id="l", item_id="bags", site_id="depot", qty_on_hand=70)
    assert read(con, "needs_decision") == []
    con.execute("UPDATE core.stock_lot SET qty_on_hand = 69")
    (row,) = read(con, "needs_decision")
    assert (row["kind"], json.loads(row["params"])["usable"]) == ("minimum_broken", 69)


def test_a_handover_note_says_what_changed_what_is_late_and_who_comes(con: Connection):
    put(con, "duty_shift", shift_id="now", org="HQ", post="desk", starts_at=at("09:00"),
        ends_at=at("20:00"))  # fmt: skip
    put(con, "duty_shift", shift_id="next", org="HQ", post="desk", starts_at=at("20:00"),
        ends_at=at("23:00"), is_filled=False)  # fmt: skip
    incident(con, "before", "08:50")
    incident(con, "since", "09:10")
    task(con, "late", "06:00", "09:00")
    lines = [(r["section"], r["kind"], r["subject_id"]) for r in read(con, "handover_note")]
    assert lines == [
        ("changed", "new", "k:since"), ("overdue", "task", "k:late"), ("next", "gap", "next"),
    ]  # fmt: skip
