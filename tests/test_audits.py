"""Every audit: quiet on an empty store, and finds the one row that breaks its rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from metric_store import Connection, at, audit, incident, put, store_for_a_test

from sitroom import content

LOT = {"lot_id": "L", "item_id": "i", "site_id": "s", "qty_on_hand": 5}
OPENING = {"movement_id": "1", "item_id": "i", "lot_no": "1", "kind": "opening", "qty": 9,
           "moved_at": at("06:00"), "to_site_id": "s"}  # fmt: skip
SHIFT = {"org": "HQ", "post": "desk", "ends_at": at("20:00")}
LOAD = {"load_id": 9, "started_at": at("08:00"), "status": "loaded", "rows_read": 1,
        "rows_rejected": 1}  # fmt: skip
INCIDENT = {
    "incident_id": "k:1", "title": "x", "category": "accident", "hazard": "fire",
    "status": "responding", "reported_at": at("08:00"), "known_at": at("08:00"),
}  # fmt: skip
ASKED = {"deployment_id": "D", "incident_id": "k:1", "resource_kind": "item", "status": "requested"}
RISK = {"risk_id": "R", "name": "x", "l": 3, "s": 4}
REPORT = {"update_id": "U", "incident_id": "k:9", "kind": "note", "event_at": at("00:00")}


def place(source: str, number: int) -> dict[str, Any]:
    """Return a site of one name in two sources, the second's some 440 m to the north-east."""
    off = 0.003 * (source == "b")
    return {
        "site_id": f"{source}{number}", "name": f"School {number}", "kind": "school",
        "source_id": source, "lon": 112.2 + number / 10 + off, "lat": 30.3 + off,
    }  # fmt: skip


Rows = list[tuple[str, dict[str, Any]]]
# audit, rows that are right, the row that breaks the rule, its table and number
CASES: list[tuple[str, Rows, tuple[str, dict[str, Any]], str]] = [
    ("key_unique", [("incident", INCIDENT)], ("incident", INCIDENT), "k:1"),
    ("load_arithmetic", [("load", LOAD | {"load_id": 8, "rows_inserted": 1, "rows_rejected": 0})],
     ("load", LOAD), "9"),
    ("orphans", [("incident", INCIDENT), ("incident_update", REPORT | {"update_id": "ok",
     "incident_id": "k:1"})], ("incident_update", REPORT), "U"),
    ("unknown_codes", [("incident", INCIDENT)],
     ("incident", INCIDENT | {"incident_id": "k:2", "hazard": "dragon"}), "k:2"),
    ("stock_impossible", [("stock_lot", LOT)],
     ("stock_lot", LOT | {"lot_id": "bad", "qty_reserved": 6}), "bad"),
    ("stock_unreconciled", [("stock_lot", LOT | {"lot_no": "1", "counted_at": at("07:00")}),
     ("stock_movement", OPENING), ("stock_movement", OPENING | {"movement_id": "2", "qty": 4,
      "kind": "issue", "from_site_id": "s"}), ("stock_movement", OPENING | {"lot_no": "2"})],
     ("stock_lot", LOT | {"lot_id": "bad", "lot_no": "2", "counted_at": at("07:00")}), "bad"),
    ("expires_before_made", [("stock_lot", LOT | {"made_on": "2026-01-01"})],
     ("stock_lot", LOT | {"lot_id": "bad", "made_on": "2026-01-02", "expires_on": "2026-01-01"}),
     "bad"),
    ("layer_shifted", [("site", place(who, n)) for who in "ab" for n in range(5)][:-1],
     ("site", place("b", 4)), "b0"),
    ("times_out_of_order", [("incident", INCIDENT | {"closed_at": at("09:00")})],
     ("incident", INCIDENT | {"incident_id": "k:2", "first_arrival_at": at("07:59")}), "k:2"),
    ("status_moves", [("incident_update", REPORT | {"update_id": "ok", "status_from": "closed",
      "status_to": "responding", "text": "it burns again"})],
     ("incident_update", REPORT | {"status_from": "reported", "status_to": "closed"}), "U"),
    ("known_before_it_happened", [("incident", INCIDENT)],
     ("incident", INCIDENT | {"incident_id": "k:2", "reported_at": at("09:30")}), "k:2"),
    ("outside_its_area",
     [("region", {"region_code": "1", "name": "East", "tier": "county", "lon": 113, "lat": 29.5,
       "area_km2": 100}),
      ("incident", INCIDENT | {"region_code": "1", "lon": 113.1, "lat": 29.5})],
     ("incident", INCIDENT | {"incident_id": "k:2", "region_code": "1", "lon": 29.5, "lat": 29.5}),
     "k:2"),
    ("shelter_over_capacity", [("site", {"site_id": "a", "name": "a", "kind": "shelter",
     "capacity": 9, "occupancy": 9})],
     ("site", {"site_id": "b", "name": "b", "kind": "shelter", "capacity": 9, "occupancy": 10}),
     "b"),
    ("duty_gaps", [("duty_shift", SHIFT | {"shift_id": "1", "starts_at": at("08:00")})],
     ("duty_shift", SHIFT | {"shift_id": "2", "starts_at": at("21:00"), "ends_at": at("22:00")}),
     "2"),
    ("duty_twice", [("duty_shift", SHIFT | {"shift_id": "1", "starts_at": at("08:00")})],
     ("duty_shift", SHIFT | {"shift_id": "2", "starts_at": at("19:00"), "ends_at": at("22:00")}),
     "2"),
    ("risk_product", [("risk", RISK | {"score": 12})],
     ("risk", RISK | {"risk_id": "bad", "score": 15}), "bad"),
    ("risk_level_differs", [("risk", RISK | {"level": 2})],
     ("risk", RISK | {"risk_id": "bad", "level": 3}), "bad"),
    ("office_dates", [("drill", {"drill_id": "d", "name": "x", "held_on": "2026-07-11"})],
     ("drill", {"drill_id": "bad", "name": "x", "held_on": "2026-07-20"}), "bad"),
    ("unit_differs",
     [("stock_item", {"item_id": "i", "name": "Foam", "unit": "t"}),
      ("deployment", ASKED | {"resource_name": "foam", "unit": "t"})],
     ("deployment", ASKED | {"deployment_id": "bad", "resource_name": "Foam", "unit": "桶"}),
     "bad"),
]  # fmt: skip


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def test_every_audit_has_a_case_and_says_why():
    audits = content.audits()
    assert {name for name, *_ in CASES} == set(audits)
    for found in audits.values():
        assert found.title and found.title_zh
        assert "-- why: " in found.path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", content.audits())
def test_an_empty_store_breaks_no_rule(con: Connection, name: str):
    assert audit(con, name) == []


@pytest.mark.parametrize(("name", "right", "wrong", "number"), CASES)
def test_an_audit_finds_the_row_that_breaks_its_rule(
    con: Connection, name: str, right: Rows, wrong: tuple[str, dict[str, Any]], number: str
):
    for table, row in right:
        put(con, table, **row)
    assert audit(con, name) == []
    put(con, wrong[0], **wrong[1])
    ((table, subject, detail),) = audit(con, name)
    assert (table, subject) == (wrong[0], number)
    assert detail


def test_a_load_whose_rejections_are_listed_adds_up(con: Connection):
    put(con, "load", **LOAD)
    for reason in ("bad_date", "no_key"):
        put(con, "rejected_row", load_id=9, row_no=4, reason=reason, set_aside_at=at("08:00"))
    assert audit(con, "load_arithmetic") == []


def test_a_wrong_order_names_both_times(con: Connection):
    incident(con, "1", contained_at=at("09:00"), closed_at=at("08:30"))
    ((_, _, detail),) = audit(con, "times_out_of_order")
    assert detail == "closed 2026-07-12 00:30:00 before contained 2026-07-12 01:00:00"
