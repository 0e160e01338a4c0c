"""Lots, roads, loans, warnings, days of supply and needs, by hand; what always holds, by chance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from metric_store import Connection, at, incident, one, put, read, store_for_a_test

WATER = "water | L"


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        put(con, "stock_item", item_id=WATER, name="Water", unit="L", is_consumable=True,
            rate_per_person_day=3)  # fmt: skip
        for name, lon in (("East", 113.1), ("West", 113.2)):
            put(con, "site", site_id=name.lower(), name=name, kind="warehouse", lon=lon, lat=29.5)
        yield con


def lot(con: Connection, number: str, qty: float, **row: object) -> None:
    put(con, "stock_lot", **{
        "lot_id": number, "lot_no": number, "item_id": WATER, "site_id": "east",
        "qty_on_hand": qty, "counted_at": at("07:00"),
    } | row)  # fmt: skip


def move(con: Connection, number: str, kind: str, qty: float, when: object, **row: object) -> None:
    put(con, "stock_movement", movement_id=number, item_id=WATER, kind=kind, qty=qty,
        moved_at=when, **row)  # fmt: skip


def test_a_lot_has_a_state_and_leaves_in_the_order_of_expiry(con: Connection):
    lot(con, "late", 5, expires_on="2027-01-01")
    lot(con, "soon", 5, expires_on="2026-07-20", qty_reserved=2)
    lot(con, "ahead", 5, expires_on="2026-09-01")
    lot(con, "never", 5)
    lot(con, "gone", 5, expires_on="2026-07-11")
    lot(con, "paper", 5, holding="contract")
    lot(con, "held", 5, condition="quarantined")
    lot(con, "coming", 5, received_on="2026-07-13")
    rows = {r["lot_id"]: r for r in read(con, "stock_lots")}
    assert {n: (r["state"], r["deployable_qty"], r["fefo_rank"]) for n, r in rows.items()} == {
        "soon": ("expiring", 3, 1), "ahead": ("expiring_ahead", 5, 2), "late": ("usable", 5, 3),
        "never": ("usable", 5, 4), "gone": ("expired", 0, None), "paper": ("contract", 0, None),
        "held": ("quarantined", 0, None), "coming": ("not_received", 0, None),
    }  # fmt: skip
    assert (rows["soon"]["days_left"], rows["gone"]["days_left"]) == (8, -1)
    depot = one(con, "stock_by_depot")
    assert (depot["usable_qty"], depot["on_hand_qty"], depot["contract_qty"]) == (18, 30, 5)


def test_a_count_made_later_is_taken_back_to_the_moment(con: Connection):
    lot(con, "a", 70, counted_at=at("09:12"))
    move(con, "1", "issue", 30, at("08:57"), from_site_id="east", lot_no="a")
    assert one(con, "stock_lots")["on_hand_qty"] == 70
    assert one(con, "stock_lots", at("08:30"))["on_hand_qty"] == 100


def test_what_is_on_the_road_is_in_neither_depot(con: Connection):
    lot(con, "a", 60)
    move(
        con,
        "1",
        "transfer_out",
        40,
        at("06:00"),
        from_site_id="east",
        to_site_id="west",
        lot_no="a",
    )
    row = one(con, "stock_in_transit")
    assert (row["from_en"], row["to_en"], row["in_transit_qty"]) == ("East", "West", 40)
    assert one(con, "stock_lots")["in_transit_qty"] == 40
    put(con, "stock_target", target_id="t", item_id=WATER, scope="site", scope_id="west",
        target_qty=50)  # fmt: skip
    west = {r["site_en"]: r for r in read(con, "stock_by_depot")}["West"]
    assert (west["usable_qty"], west["inbound_qty"]) == (0, 40)
    move(con, "2", "transfer_in", 40, at("08:00"), from_site_id="east", to_site_id="west")
    assert read(con, "stock_in_transit") == []
    assert len(read(con, "stock_in_transit", at("07:59"))) == 1


def test_durables_issued_to_an_incident_are_on_loan_until_returned(con: Connection):
    con.execute("UPDATE core.stock_item SET is_consumable = false")
    lot(con, "a", 60)
    move(con, "1", "issue", 40, at("06:00"), from_site_id="east", lot_no="a", incident_id="k:1")
    move(con, "2", "receipt", 15, at("08:00"), to_site_id="east", lot_no="a", incident_id="k:1")
    assert one(con, "stock_lots")["on_loan_qty"] == 25
    assert one(con, "stock_lots", at("07:00"))["on_loan_qty"] == 40


def test_every_kind_of_warning_by_hand(con: Connection):
    lot(con, "a", 90, expires_on="2026-07-21", counted_at=at("07:00", -100))
    lot(con, "b", 100)
    for site, minimum in (("east", 200), ("west", 10)):
        put(con, "stock_target", target_id=site, item_id=WATER, scope="site", scope_id=site,
            target_qty=minimum)  # fmt: skip
    # 56 in 28 days are 2 a day; of 90 litres 20 are used through the ninth day from now.
    move(con, "1", "issue", 56, at("09:00", -9), from_site_id="east")
    con.execute("INSERT INTO core.stock_plan BY NAME SELECT 'p' AS plan_id, '*' AS response_level,"
                " 100 AS people, 2 AS days, 'true' AS enabled")  # fmt: skip
    found = {r["kind"]: r for r in read(con, "stock_warnings")}
    said = {k: (r["qty"], r["limit_qty"], r["days"], r["site_en"]) for k, r in found.items()}
    assert said == {
        "out": (0, 10, None, "West"),
        "below_plan": (190, 600, None, None),
        "below_minimum": (190, 200, None, "East"),
        "expiring": (90, None, 9, "East"),
        "expires_before_use": (70, 20, 9, "East"),
        "stale_count": (90, None, 100, "East"),
    }


def test_days_of_supply_by_each_basis(con: Connection):
    lot(con, "a", 900)
    incident(con, "1", relocated=50)
    move(con, "1", "issue", 84, at("09:00", -9), from_site_id="east")
    move(con, "2", "issue", 28, at("09:00"), from_site_id="east")
    con.execute("INSERT INTO core.stock_plan BY NAME SELECT 'p' AS plan_id, '*' AS response_level,"
                " 100 AS people, 2 AS days, 'true' AS enabled, 'ours' AS source")  # fmt: skip
    rows = {r["demand_basis"]: (r["demand_per_day"], r["days_of_supply"])
            for r in read(con, "stock_days")}  # fmt: skip
    assert rows == {
        "present_rate": (4, 225), "last_24_hours": (28, pytest.approx(900 / 28)),
        "people_moved": (150, 6), "plan": (300, 3),
    }  # fmt: skip


def test_an_incident_needs_the_greater_of_request_and_plan(con: Connection):
    lot(con, "a", 100)
    incident(con, "1", level=2, relocated=50, lon=113.1, lat=29.5)
    assert (one(con, "needs")["plan_qty"], one(con, "needs")["gap_qty"]) == (150, 50)
    put(con, "deployment", deployment_id="1", incident_id="k:1", resource_kind="item",
        resource_id=WATER, resource_name="Water", qty=180, unit="L", status="requested",
        requested_at=at("08:50"))  # fmt: skip
    row = one(con, "needs")
    assert (row["asked_qty"], row["needed_qty"], row["deployable_qty"]) == (180, 180, 100)
    assert (row["gap_qty"], row["nearest_en"]) == (80, "East")
    con.execute("UPDATE core.incident SET lon = NULL")
    row = one(con, "needs")
    assert (row["needed_qty"], row["deployable_qty"], row["gap_qty"]) == (180, None, None)


def test_a_unit_that_does_not_convert_is_never_added_or_needed(con: Connection):
    put(con, "stock_item", item_id="water | box", name="Bottled water", unit="box")
    lot(con, "a", 100)
    lot(con, "b", 7, item_id="water | box")
    incident(con, "1", relocated=50, lon=113.1, lat=29.5)
    assert {r["item_id"]: r["usable_qty"] for r in read(con, "stock_against_minimum")} == {
        WATER: 100, "water | box": 7
    }  # fmt: skip
    assert [r["item_id"] for r in read(con, "needs")] == [WATER]


def test_value_is_of_one_currency_or_not_told(con: Connection):
    lot(con, "a", 10, unit_price=2)
    lot(con, "b", 10)
    assert (
        one(con, "stock_figures")["value_on_hand"],
        one(con, "stock_figures")["lots_without_price"],
    ) == (20, 1)
    lot(con, "c", 10, unit_price=2, currency="EUR")
    assert (
        one(con, "stock_figures")["value_on_hand"],
        one(con, "stock_figures")["currencies"],
    ) == (None, 2)


steps = st.lists(
    st.tuples(st.sampled_from(["receipt", "issue", "adjust", "dispose"]), st.integers(1, 9),
              st.integers(0, 80)), max_size=8,
)  # fmt: skip


@given(steps, st.integers(0, 50), st.integers(0, 60))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_movements_conserve_and_nothing_deployable_is_not_on_hand(con, moves, on_hand, reserved):
    con.execute("DELETE FROM core.stock_movement; DELETE FROM core.stock_lot")
    lot(con, "a", on_hand, qty_reserved=reserved)
    for n, (kind, qty, days_ago) in enumerate(moves):
        move(con, str(n), kind, qty, at("06:00", -days_ago), from_site_id="east", lot_no="a")
    days = read(con, "stock_on_hand_daily")
    assert len(days) == 91 and days[-1]["on_hand_qty"] == on_hand
    for before, after in pairwise(days):
        assert before["on_hand_qty"] + after["in_qty"] - after["out_qty"] == after["on_hand_qty"]
    (row,) = read(con, "stock_lots")
    assert row["deployable_qty"] <= row["on_hand_qty"]
