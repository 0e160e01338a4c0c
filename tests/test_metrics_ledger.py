"""Lots, movements, issues and how long they last; what lies under a shape: each counted by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from metric_store import NOW, Connection, at, incident, one, put, read, store_for_a_test
from scipy.stats import t as student
from shapely.geometry import LineString, box


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        put(con, "stock_item", item_id="water", name="Water", unit="L")
        for name, lon in (("a", 113.0), ("b", 113.1)):
            put(con, "site", site_id=name, name=name, kind="warehouse", lon=lon, lat=29.0)
        yield con


def lot(con: Connection, name: str, quantity: float, site: str = "a", **row: Any) -> None:
    put(con, "stock_lot", **{
        "lot_id": name, "lot_no": name, "item_id": "water", "site_id": site,
        "qty_on_hand": quantity, "counted_at": at("00:00"),
    } | row)  # fmt: skip


def moved(con: Connection, kind: str, quantity: float, when: datetime, **row: Any) -> None:
    put(con, "stock_movement", **{
        "movement_id": f"{kind} {when} {row.get('lot_no')}", "item_id": "water", "kind": kind,
        "qty": quantity, "moved_at": when, "from_site_id": "a",
    } | row)  # fmt: skip


def test_a_lot_is_held_as_its_condition_and_its_dates_say(con: Connection):
    lot(con, "fine", 100, qty_reserved=30)
    lot(con, "soon", 10, expires_on=date(2026, 8, 11))
    lot(con, "later", 5, expires_on=date(2026, 8, 12), holding="consigned")
    lot(con, "over", 7, expires_on=date(2026, 7, 11))
    lot(con, "broken", 3, condition="damaged")
    lot(con, "promised", 50, holding="contract")
    held = {r["lot_id"]: (r["state"], r["deployable_qty"]) for r in read(con, "stock_held")}
    assert held == {
        "fine": ("usable", 70), "soon": ("expiring", 10), "later": ("expiring_ahead", 5),
        "over": ("expired", 0), "broken": ("damaged", 0), "promised": ("contract", 0),
    }  # fmt: skip
    row = one(con, "stock_usable")
    assert (row["usable_qty"], row["on_hand_qty"], row["reserved_qty"]) == (85, 125, 30)
    assert (row["expired_qty"], row["expiring_qty"], row["expiring_ahead_qty"]) == (7, 10, 15)
    assert (row["consigned_qty"], row["contract_qty"]) == (5, 50)
    assert row["next_expiry_on"] == datetime(2026, 8, 11).date()


def test_figures_of_the_strip(con: Connection):
    lot(con, "soon", 10, expires_on=date(2026, 7, 20), unit_price=2, currency="CNY")
    lot(con, "fine", 30, "b", unit_price=3, currency="CNY")
    lot(con, "unpriced", 1, "b")
    for site, least in (("a", 40), ("b", 30)):
        put(con, "stock_target", target_id=site, item_id="water", scope="site", scope_id=site,
            target_qty=least)  # fmt: skip
    row = one(con, "stock_figures")
    assert (row["items_below"], row["items_total"]) == (1, 1)
    assert (row["worst_site_id"], row["worst_coverage"]) == ("a", 0.25)
    assert (row["expiring_lots"], row["first_qty"], row["first_days"]) == (1, 10, 8)
    assert (row["value_on_hand"], row["currencies"], row["lots_without_price"]) == (110, 1, 1)


def test_movements_carry_their_sign_and_their_depot(con: Connection):
    moved(con, "receipt", 8, at("07:00"), from_site_id=None, to_site_id="b")
    moved(con, "issue", 5, at("08:00"))
    moved(con, "transfer_out", 4, at("08:10"), to_site_id="b")
    moved(con, "transfer_in", 4, at("08:40"), to_site_id="b", status="in_transit")
    moved(con, "adjust", -1, at("09:00"))
    moved(con, "order", 90, at("09:00"))
    moved(con, "issue", 2, at("10:00"))
    flows = [(r["kind"], r["site_id"], r["signed_qty"]) for r in read(con, "stock_flows")]
    assert sorted(flows) == [
        ("adjust", "a", -1), ("issue", "a", -5), ("receipt", "b", 8), ("transfer_out", "a", -4),
    ]  # fmt: skip


def test_a_days_issues_end_with_yesterday_and_stock_goes_back_day_by_day(con: Connection):
    lot(con, "x", 20, counted_at=NOW)
    moved(con, "opening", 50, at("08:00", -3), from_site_id=None, to_site_id="a")
    moved(con, "issue", 10, at("23:59", -2))
    moved(con, "issue", 15, at("00:00", -1))
    moved(con, "issue", 5, at("08:00"))
    days = [(r["day_on"].day, r["issued_qty"], r["since_on"].day)
            for r in read(con, "stock_issues_daily")]  # fmt: skip
    assert days == [(10, 10, 9), (11, 15, 9)]
    back = [(r["day_on"].day, r["on_hand_qty"], r["out_qty"])
            for r in read(con, "stock_on_hand_daily")]  # fmt: skip
    assert back == [(9, 50, 0), (10, 40, 10), (11, 25, 15), (12, 20, 5)]


def test_run_out_by_a_rate_that_beats_the_last_fortnight(con: Connection):
    """A fortnight of 20 a day, one of none, in turn: the mean of 10 is less wrong than the last."""
    lot(con, "x", 200, counted_at=NOW)
    moved(con, "opening", 5000, at("08:00", -112), from_site_id=None, to_site_id="a")
    for day in range(1, 113):
        if (day - 1) // 14 % 2:
            moved(con, "issue", 20, at("12:00", -day), lot_no=str(day))
    row = one(con, "stock_runout")
    assert (row["rate_per_day"], row["days_left"], row["history_days"]) == (10, 20, 112)
    assert row["beats_baseline"] and row["error"] < row["plain_error"]
    # What is used until the interval's ends, at its slower and at its faster rate, is the stock.
    scatter = student.ppf(0.9, 55) * math.sqrt(56 / 55 * 100)
    for days, sign in ((row["days_low"], 1), (row["days_high"], -1)):
        used = 10 * days + sign * scatter * math.sqrt(days + days**2 / 56)
        assert used == pytest.approx(200)
    # One that goes on as it did is foretold no better than by its last fortnight.
    con.execute("UPDATE core.stock_movement SET kind = 'adjust' WHERE kind = 'issue'")
    for day in range(1, 113):
        moved(con, "issue", 10, at("11:00", -day), lot_no=str(day))
    even = one(con, "stock_runout")
    assert (even["beats_baseline"], even["days_left"]) == (False, None)


def test_depots_are_near_each_other_within_reach(con: Connection):
    put(con, "site", site_id="far", name="far", kind="warehouse", lon=114.0, lat=29.0)
    for site in ("a", "b", "far"):
        lot(con, site, 1, site)
    rows = read(con, "depot_distances")
    assert [(r["from_site_id"], r["to_site_id"]) for r in rows] == [("a", "b"), ("b", "a")]
    # A tenth of a degree of longitude at 29° N.
    assert rows[0]["distance_km"] == pytest.approx(
        math.radians(0.1) * 6371.0088 * math.cos(math.radians(29)), rel=1e-6
    )


def test_what_a_depot_lacks_and_what_it_can_spare(con: Connection):
    """30 of 100 beside an incident of level II that still needs 50: short, and 70 lacking."""
    con.execute("UPDATE core.stock_item SET is_critical = true")
    for site, quantity, least in (("a", 30, 100), ("b", 90, 60)):
        lot(con, site, quantity, site)
        put(con, "stock_target", target_id=site, item_id="water", scope="site", scope_id=site,
            target_qty=least)  # fmt: skip
    incident(con, "1", level=2, lon=113.0, lat=29.0)
    put(con, "deployment", deployment_id="1", incident_id="k:1", resource_kind="item",
        resource_id="water", resource_name="Water", qty=50, unit="L", status="requested",
        requested_at=at("09:00"))  # fmt: skip
    short = one(con, "stock_short")
    assert (short["site_id"], short["coverage"], short["incident_id"]) == ("a", 0.3, "k:1")
    a, b = sorted(read(con, "stock_gaps"), key=lambda r: r["site_id"])
    assert (a["gap_qty"], a["incident_gap_qty"], a["spare_qty"], a["priority"]) == (70, 20, 0, 1)
    assert (b["gap_qty"], b["spare_qty"], b["priority"]) == (0, 30, None)
    incident(con, "2", level=3, lon=113.1, lat=29.0)
    # A depot near an incident of level III alone is not short by this, and half is not below half.
    con.execute("UPDATE core.stock_lot SET qty_on_hand = 50 WHERE lot_id = 'a'")
    assert read(con, "stock_short") == []


@pytest.fixture
def squares(con: Connection) -> Connection:
    """Two areas side by side, of 1,000 people and of nobody knows how many, and a river."""
    for code, west, people in (("east", 113.05, None), ("west", 112.95, 1000)):
        put(con, "region", region_code=code, name=code, tier="county", population=people,
            geom_wkb=box(west, 28.95, west + 0.1, 29.05).wkb)  # fmt: skip
    put(con, "region", region_code="river", name="Lanjiang", name_zh="岚江", tier="river",
        geom_wkb=LineString([(113, 29), (113.1, 29)]).wkb)  # fmt: skip
    return con


def rain(con: Connection, name: str, **row: Any) -> None:
    put(con, "warning", warning_id=name, identifier=name, hazard="storm", colour="red", level=1,
        sent_at=at("08:00"), **row)  # fmt: skip


def test_what_lies_under_a_warning_by_its_shape_or_its_codes(squares: Connection):
    con = squares
    rain(con, "half", geom_wkb=box(112.95, 28.95, 113.0, 29.2).wkb)
    rain(con, "coded", region_codes="west")
    rain(con, "over both", geom_wkb=box(112.9, 28.9, 113.2, 29.1).wkb)
    rain(con, "gone", geom_wkb=box(112.95, 28.95, 113.0, 29.2).wkb, expires_at=at("09:00"))
    con.execute("UPDATE core.site SET region_code = 'west' WHERE site_id = 'a'")
    assert [r["warning_id"] for r in read(con, "warning_shapes")] == ["half", "over both"]
    people = {(r["warning_id"], r["region_code"]): (round(r["share"], 6), r["people"])
              for r in read(con, "warning_people")}  # fmt: skip
    assert people == {
        ("coded", "west"): (1, 1000), ("half", "west"): (0.5, pytest.approx(500)),
        ("over both", "west"): (1, pytest.approx(1000)), ("over both", "east"): (1, None),
    }  # fmt: skip
    exposed = {(r["warning_id"], r["what"]): r["quantity"] for r in read(con, "warning_exposure")}
    # Depot a stands on the half's edge, and an edge is inside.
    assert exposed == {
        ("half", "warehouse"): 1, ("coded", "warehouse"): 1, ("coded", "people"): 1000, ("half", "people"): 500,
        ("over both", "warehouse"): 2, ("over both", "people"): None,
    }  # fmt: skip


def test_what_lies_around_an_incident_ring_by_ring(squares: Connection):
    """On west's western edge: half of each circle lies in the area of 1,000 people."""
    incident(squares, "1", lon=112.95, lat=29.0)
    near = {(r["radius_km"], r["what"]): r["quantity"] for r in read(squares, "incident_exposure")}
    # 0.1° by 0.1° at 29° N: 9.73 km by 11.12 km, as on the plane of the circle.
    area = (math.radians(0.1) * 6371.0088) ** 2 * math.cos(math.radians(29))
    assert near[1, "people"] == pytest.approx(1000 * math.pi / 2 / area, abs=1)
    assert near[5, "people"] == pytest.approx(1000 * math.pi * 25 / 2 / area, rel=0.01)
    assert (1, "warehouse") not in near
    assert near[5, "warehouse"] == near[10, "warehouse"] == 1
    # The widest reaches into the area of which nobody knows how many live there.
    assert near[10, "people"] is None


def test_rivers_are_lines_beside_the_areas(squares: Connection):
    row = one(squares, "rivers")
    assert (row["name_zh"], row["name_en"]) == ("岚江", "Lanjiang")
    assert [r["region_code"] for r in read(squares, "regions")] == ["east", "west"]
