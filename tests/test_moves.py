"""The moves between depots: by hand, against brute force, and what-if that changes nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metric_store import Connection, at, frames, incident, put, read, store_for_a_test

from sitroom import computed, content
from sitroom.errors import UsageError

ITEM = "bags"


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        put(con, "stock_item", item_id=ITEM, name="Sandbags", unit="pcs", is_critical=True)
        yield con


def depot(con: Connection, name: str, lon: float, qty: float, minimum: float | None) -> None:
    """Insert a depot on one parallel; a degree is 96.8 km there."""
    key = name.lower()
    put(con, "site", site_id=key, name=name, kind="warehouse", lon=lon, lat=29.5)
    put(con, "stock_lot", lot_id=key, item_id=ITEM, site_id=key, qty_on_hand=qty)
    if minimum is not None:
        put(con, "stock_target", target_id=key, item_id=ITEM, scope="site", scope_id=key,
            target_qty=minimum)  # fmt: skip


def moves(con: Connection, **what_if: object) -> dict[tuple[str, str], float]:
    return {(r["from_en"], r["to_en"]): r["move_qty"] for r in read(con, "moves", **what_if)}


def request(con: Connection, number: str, qty: float) -> None:
    put(con, "deployment", deployment_id=number, incident_id=f"k:{number}", resource_kind="item",
        resource_id=ITEM, resource_name="Sandbags", qty=qty, unit="pcs", status="requested",
        requested_at=at("08:50"))  # fmt: skip


def test_the_nearest_gives_first_and_nobody_goes_below_the_minimum(con: Connection):
    depot(con, "Short", 113.0, 20, 100)
    depot(con, "Near", 113.1, 130, 100)
    depot(con, "Far", 113.3, 190, 100)
    assert moves(con) == {("Near", "Short"): 30, ("Far", "Short"): 50}
    near, far = read(con, "moves")
    assert (near["from_left_qty"], far["from_left_qty"]) == (100, 140)
    assert far["distance_km"] == pytest.approx(29.0, abs=0.1)
    assert read(con, "moves_unclosed") == []
    (row,) = read(con, "moves_summary")
    assert (row["gaps"], row["closed_in_full"], row["moves"]) == (1, 1, 2)


def test_beyond_reach_nothing_is_sent_and_the_next_tier_is_asked(con: Connection):
    depot(con, "Short", 113.0, 20, 100)
    depot(con, "Away", 114.0, 500, 100)
    put(con, "org", org_id="city", name="City Bureau", kind="office", parent_org_id="province")
    put(con, "org", org_id="district", name="District", kind="office", parent_org_id="city")
    put(con, "org", org_id="province", name="Province Department", name_zh="省厅", tier="province")
    assert moves(con) == {}
    (left,) = read(con, "moves_unclosed")
    assert (left["gap_qty"], left["closed_qty"], left["unclosed_qty"]) == (80, 0, 80)
    assert (left["ask_en"], left["ask_zh"]) == ("Province Department", "省厅")


def test_what_an_incident_needs_comes_before_a_minimum_that_is_nearer(con: Connection):
    depot(con, "Scene", 113.0, 10, 10)
    depot(con, "Giver", 113.2, 150, 100)
    depot(con, "Short", 113.21, 0, 80)
    incident(con, "1", level=3, lon=113.0, lat=29.5)
    request(con, "1", 50)
    assert moves(con) == {("Giver", "Scene"): 40, ("Giver", "Short"): 10}
    rows = {r["to_en"]: r for r in read(con, "moves")}
    assert (rows["Scene"]["for_incident_qty"], rows["Scene"]["priority"]) == (40, 1)
    assert (rows["Short"]["for_incident_qty"], rows["Short"]["priority"]) == (0, 3)


def test_what_is_needed_at_the_scene_is_not_given_away(con: Connection):
    depot(con, "Scene", 113.0, 200, 10)
    depot(con, "Short", 113.1, 0, 80)
    incident(con, "1", level=3, lon=113.0, lat=29.5)
    request(con, "1", 150)
    assert moves(con) == {("Scene", "Short"): 50}


def test_what_is_on_the_road_closes_a_gap_and_cannot_be_sent_on(con: Connection):
    depot(con, "Short", 113.0, 20, 100)
    depot(con, "Giver", 113.1, 150, 100)
    put(con, "stock_movement", movement_id="1", item_id=ITEM, kind="transfer_out", qty=60,
        moved_at=at("09:00"), from_site_id="giver", to_site_id="short")  # fmt: skip
    assert moves(con) == {("Giver", "Short"): 20}
    put(con, "stock_movement", movement_id="2", item_id=ITEM, kind="transfer_in", qty=60,
        moved_at=at("09:10"), from_site_id="giver", to_site_id="short")  # fmt: skip
    assert moves(con) == {("Giver", "Short"): 50}


def test_what_if_a_depot_is_lost_or_more_is_needed(con: Connection):
    depot(con, "Short", 113.0, 20, 100)
    depot(con, "Near", 113.1, 180, 100)
    depot(con, "Far", 113.3, 190, 100)
    incident(con, "1", level=3, lon=113.1, lat=29.5)
    request(con, "1", 100)
    before = frames(con, ["stock_by_depot", "needs", "stock_short", "depot_distances"])
    assert moves(con) == {("Near", "Short"): 80}
    assert moves(con, withdraw="near") == {("Far", "Short"): 80}
    assert moves(con, demand=["Sandbags @ Short: 130"]) == {
        ("Near", "Short"): 80,
        ("Far", "Short"): 30,
    }
    for name, frame in frames(con, list(before)).items():
        pd.testing.assert_frame_equal(frame, before[name])
    with pytest.raises(UsageError, match="no site `Nowhere`"):
        moves(con, withdraw=["Nowhere"])
    with pytest.raises(UsageError, match="what-if `withdrew`"):
        moves(con, withdrew="near")


small = st.integers(0, 4)
cases = st.tuples(
    st.lists(small, min_size=1, max_size=3),  # what each giver can spare
    st.lists(st.tuples(small, small), min_size=1, max_size=2),  # needed and minimum gap of each
    st.lists(st.integers(1, 60), min_size=6, max_size=6),  # kilometres; beyond 50 is out of reach
)


@given(cases)
@settings(max_examples=60, deadline=None)
def test_no_plan_of_whole_units_is_better(case):
    spare, wanted, kilometres = case
    gaps = [
        {"site_id": f"g{n}", "spare_qty": q, "incident_gap_qty": 0, "gap_qty": 0}
        for n, q in enumerate(spare)
    ] + [
        {"site_id": f"t{n}", "spare_qty": 0, "incident_gap_qty": a, "gap_qty": a + b}
        for n, (a, b) in enumerate(wanted)
    ]
    told = dict.fromkeys(("site_zh", "site_en", "item_zh", "item_en", "unit", "incident_id"), "")
    numbers = dict.fromkeys(("usable_qty", "minimum_qty", "lon", "lat"), 0.0)
    frame = pd.DataFrame([
        {"item_id": ITEM, "is_near_incident": False, **told, **numbers, **row} for row in gaps
    ])  # fmt: skip
    arcs = [
        (f"g{g}", f"t{t}", float(kilometres[3 * t + g]))
        for g in range(len(spare))
        for t in range(len(wanted))
        if kilometres[3 * t + g] <= 50
    ]
    reach = pd.DataFrame(arcs, columns=["from_site_id", "to_site_id", "distance_km"])
    given_frames = {"stock_gaps": frame, "depot_distances": reach}
    untouched = {name: one.copy(deep=True) for name, one in given_frames.items()}
    compute = computed._function(content.metrics()["moves"].path)
    found = compute(given_frames)
    for name, one in given_frames.items():
        pd.testing.assert_frame_equal(one, untouched[name])
    closed_first = float(found.for_incident_qty.sum())
    result = (-closed_first, -float(found.move_qty.sum()),
              float((found.move_qty * found.distance_km).sum()))  # fmt: skip
    assert result == pytest.approx(_best(spare, wanted, arcs), abs=1e-4)
    given_away = found.groupby("from_site_id").move_qty.sum() if len(found) else {}
    for site, qty in dict(given_away).items():
        assert qty <= spare[int(site[1:])] + 1e-6


def _best(spare, wanted, arcs) -> tuple[float, float, float]:
    """Try every plan of whole units: needs closed, all closed, quantity times distance."""
    best = (0.0, 0.0, 0.0)
    ranges = [
        range(min(spare[int(g[1:])], sum(wanted[int(t[1:])])) + 1) for g, t, _ in arcs
    ]  # fmt: skip
    for plan in itertools.product(*ranges):
        given_away, got = [0] * len(spare), [0] * len(wanted)
        for (g, t, _), qty in zip(arcs, plan, strict=True):
            given_away[int(g[1:])] += qty
            got[int(t[1:])] += qty
        if any(a > b for a, b in zip(given_away, spare, strict=True)):
            continue
        if any(q > sum(w) for q, w in zip(got, wanted, strict=True)):
            continue
        needs = sum(min(q, w[0]) for q, w in zip(got, wanted, strict=True))
        cost = sum(km * qty for (_, _, km), qty in zip(arcs, plan, strict=True))
        best = min(best, (-needs, -sum(plan), cost))
    return best
