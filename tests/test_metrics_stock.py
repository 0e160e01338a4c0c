"""Stock, needs and moves, by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from metric_store import Connection, at, incident, one, put, read, store_for_a_test


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def item(con: Connection, name: str, *, unit: str = "pcs", **row: object) -> str:
    """Insert an item; its id is made as the loader makes it."""
    key = f"{name.lower()} | {unit}"
    put(con, "stock_item", item_id=key, name=name, unit=unit, **row)
    return key


def depot(con: Connection, name: str, lon: float) -> None:
    put(con, "site", site_id=name.lower(), name=name, kind="warehouse", lon=lon, lat=29.5)


def lot(con: Connection, key: str, site: str, qty: float, **row: object) -> None:
    number = f"{key}/{site}/{qty}/{sorted(row.items())}"
    put(con, "stock_lot", lot_id=number, item_id=key, site_id=site, qty_on_hand=qty, **row)


def target(con: Connection, key: str, site: str, qty: float, scope: str = "site") -> None:
    put(con, "stock_target", target_id=f"{key}@{site}", item_id=key, scope=scope, scope_id=site,
        target_qty=qty)  # fmt: skip


def test_only_what_can_be_used_today_counts(con: Connection):
    key = item(con, "Water", unit="L")
    depot(con, "East", 113.1)
    lot(con, key, "east", 100, qty_reserved=30)
    lot(con, key, "east", 7, condition="opened")
    lot(con, key, "east", 50, expires_on="2026-07-12")
    lot(con, key, "east", 9, expires_on="2026-08-11")
    lot(con, key, "east", 11, expires_on="2026-08-12")
    lot(con, key, "east", 400, expires_on="2026-07-11")
    lot(con, key, "east", 800, condition="damaged")
    lot(con, key, "east", 1600, holding="contract")
    lot(con, key, "east", 3, holding="consigned")
    row = one(con, "stock_by_depot")
    assert (row["usable_qty"], row["expired_qty"]) == (70 + 7 + 50 + 9 + 11 + 3, 400)
    assert row["expiring_qty"] == 50 + 9
    assert str(row["next_expiry_on"]) == "2026-07-12"


def test_the_day_of_expiry_is_the_sites_own(con: Connection):
    key = item(con, "Water")
    depot(con, "East", 113.1)
    lot(con, key, "east", 5, expires_on="2026-07-12")
    assert one(con, "stock_by_depot", at("23:59"))["usable_qty"] == 5
    assert one(con, "stock_by_depot", at("00:00", 1))["usable_qty"] == 0


def test_against_minimum(con: Connection):
    for site in ("East", "West"):
        depot(con, site, 113.1)
    for name, held, minimum in (
        ("Bags", 12400, 20300), ("Beds", 1120, 1200), ("Boats", 0, 10), ("Kits", 11, 10),
        ("Rope", 3, None),
    ):  # fmt: skip
        key = item(con, name)
        lot(con, key, "east", held)
        if minimum:
            target(con, key, "east", minimum - 1)
            target(con, key, "west", 1)
    rows = {r["item_en"]: r for r in read(con, "stock_against_minimum")}
    assert {n: r["state"] for n, r in rows.items()} == {
        "Bags": "short", "Beds": "low", "Boats": "out", "Kits": "ok", "Rope": "none"
    }  # fmt: skip
    assert rows["Bags"]["coverage"] == pytest.approx(12400 / 20300)
    assert rows["Rope"]["coverage"] is None
    assert one(con, "items_below_minimum") == {"items_below": 3, "items_total": 5}


def test_days_of_supply_name_their_demand(con: Connection):
    key = item(con, "Water", unit="L", rate_per_person_day=3)
    depot(con, "East", 113.1)
    lot(con, key, "east", 38874)
    nobody = one(con, "stock_against_minimum")
    assert (nobody["days_of_supply"], nobody["demand_basis"]) == (None, None)
    incident(con, "1", relocated=4180)
    row = one(con, "stock_against_minimum")
    assert row["days_of_supply"] == pytest.approx(3.1)
    assert (row["demand_basis"], row["people_served"]) == ("relocated", 4180)


def test_a_depot_with_a_minimum_and_no_stock_holds_zero(con: Connection):
    key = item(con, "Boats")
    depot(con, "East", 113.1)
    target(con, key, "east", 4)
    row = one(con, "stock_by_depot")
    assert (row["usable_qty"], row["minimum_qty"], row["coverage"]) == (0, 4, 0)


def request(con: Connection, key: str, qty: float, **row: object) -> None:
    number = f"{key}/{qty}/{sorted(row.items())}"
    put(con, "deployment", **{
        "deployment_id": number, "incident_id": "k:1", "resource_kind": "item",
        "resource_id": key, "resource_name": key.split(" |")[0], "qty": qty, "unit": "t",
        "status": "requested", "requested_at": at("08:50"),
    } | row)  # fmt: skip


def test_needs_are_asked_sent_and_what_the_nearest_cannot_give(con: Connection):
    key = item(con, "Foam", unit="t")
    incident(con, "1", level=2, lon=113.1, lat=29.5)
    for name, lon, qty in (("Near", 113.12, 3.1), ("Far", 113.4, 9.0), ("Bare", 113.1, 0)):
        depot(con, name, lon)
        lot(con, key, name.lower(), qty)
    request(con, key, 2.4, status="on_scene", departed_at=at("08:57"))
    request(con, key, 2.2, status="en_route", departed_at=at("09:44"))
    request(con, "FOAM", 1.4)
    request(con, key, 99, status="declined")
    row = one(con, "incident_needs")
    assert (row["asked_qty"], row["sent_qty"], row["nearest_en"]) == (6.0, 2.4, "Near")
    assert row["short_qty"] == pytest.approx(0.5)
    assert one(con, "incident_needs", at("09:44"))["sent_qty"] == 4.6
    assert read(con, "incident_needs", at("08:49")) == []


def shortage(con: Connection) -> str:
    key = item(con, "Sandbags", is_critical=True)
    incident(con, "1", level=2, lon=113.1, lat=29.5)
    for name, lon, qty, minimum in (
        ("Hedong", 113.1, 1900, 6000), ("Wanghu", 113.15, 2500, 2000),
        ("Nanping", 113.285, 9400, 4900),
    ):  # fmt: skip
        depot(con, name, lon)
        lot(con, key, name.lower(), qty)
        target(con, key, name.lower(), minimum)
    return key


def test_the_donor_is_the_nearest_that_can_give_the_whole_gap(con: Connection):
    shortage(con)
    row = one(con, "stock_moves")
    assert (row["site_en"], row["donor_en"], row["move_qty"]) == ("Hedong", "Nanping", 4100)
    assert row["distance_km"] == pytest.approx(17.9, abs=0.1)


def test_a_depots_minimum_is_never_given_away(con: Connection):
    key = shortage(con)
    con.execute("UPDATE core.stock_target SET target_qty = 8000 WHERE scope_id = 'nanping'")
    row = one(con, "stock_moves")
    assert (row["donor_en"], row["move_qty"]) == ("Wanghu", 500)
    con.execute("UPDATE core.stock_target SET target_qty = 99999 WHERE scope_id <> 'hedong'")
    assert one(con, "stock_moves")["donor_en"] is None
    assert key


def test_what_was_asked_for_and_sent_is_no_longer_short(con: Connection):
    key = shortage(con)
    request(con, key, 100, unit="pcs", status="en_route", departed_at=at("09:00"))
    assert read(con, "stock_moves") == []
    request(con, key, 50, unit="pcs")
    assert len(read(con, "stock_moves")) == 1


def test_n09_a_request_is_converted_to_the_items_unit_or_stands_by_itself(con: Connection):
    key = item(con, "Foam", unit="t")
    incident(con, "1", level=2, lon=113.1, lat=29.5)
    request(con, key, 2)
    request(con, key, 500, unit="kg")
    request(con, key, 7, unit="桶")
    asked = {row["item_key"]: row for row in read(con, "item_requests")}
    assert {name: (row["asked_qty"], row["unit"]) for name, row in asked.items()} == {
        key: (2.5, "t"),
        "foam | 桶": (7, "桶"),
    }


def test_shortage_and_expiry_need_a_decision(con: Connection):
    key = shortage(con)
    lot(con, key, "wanghu", 24, expires_on="2026-07-21")
    short, expiring = read(con, "needs_decision")
    numbers = json.loads(short["params"])
    assert (short["kind"], short["severity"]) == ("short_of_stock", 2)
    assert short["action"] == "move_stock"
    assert (numbers["usable"], numbers["minimum"], numbers["move_qty"]) == (1900, 6000, 4100)
    assert (numbers["donor_en"], numbers["donor_usable"]) == ("Nanping", 9400)
    numbers = json.loads(expiring["params"])
    assert (expiring["kind"], numbers["qty"], numbers["days"]) == ("expiring", 24, 9)
    assert numbers["expires_on"] == "2026-07-21"


def test_stock_that_fell_below_its_minimum_since_the_briefing_is_a_change(con: Connection):
    key = item(con, "Bags")
    depot(con, "East", 113.1)
    lot(con, key, "east", 90)
    target(con, key, "east", 100)
    put(con, "stock_movement", movement_id="1", item_id=key, kind="issue", qty=10,
        moved_at=at("09:00"))  # fmt: skip
    (row,) = read(con, "changes")
    assert (row["kind"], row["at"], row["subject_id"]) == ("stock_low", at("09:00"), key)
    con.execute("UPDATE core.stock_movement SET qty = 9")
    assert read(con, "changes") == []
