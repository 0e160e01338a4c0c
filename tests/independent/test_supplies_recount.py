"""Needs, gaps, moves, days of supply and figures of stock equal a recount from the files."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest
from shown import Shown
from supplies_recount import SuppliesRecount


@pytest.fixture
def supplies(shown: Shown) -> SuppliesRecount:
    return shown.recount(SuppliesRecount)


def by_incident(rows: pd.DataFrame) -> dict:
    numbers = rows.incident_id.astype(str).str.split(":", n=1).str[-1]
    return dict(zip(zip(numbers, rows.item_en, strict=True), rows.to_dict("records"), strict=True))


def same(told: object, counted: float | None) -> bool:
    return pd.isna(told) if counted is None else told == pytest.approx(counted)  # type: ignore[call-overload]


def test_what_each_incident_needs(shown: Shown, supplies: SuppliesRecount):
    told, counted = by_incident(shown.frame("needs")), supplies.needs()
    assert set(told) == set(counted)
    for key, need in counted.items():
        assert told[key][shown.name("nearest")] == need.pop("nearest"), key
        for column, value in need.items():
            assert same(told[key][column], value), (key, column)  # type: ignore[arg-type]


def test_what_each_incident_asked_for_and_the_nearest_depot(
    shown: Shown, supplies: SuppliesRecount
):
    told = by_incident(shown.frame("incident_needs"))
    assert {k: (r["asked_qty"], r["sent_qty"]) for k, r in told.items()} == supplies.requests
    for key, (depot, has, short) in supplies.short_after_nearest().items():
        row = told[key]
        assert row[shown.name("nearest")] == depot
        assert (row["nearest_qty"], row["short_qty"]) == pytest.approx((has, short))


def test_gaps_and_spare_stock(shown: Shown, supplies: SuppliesRecount):
    told = shown.frame("stock_gaps").set_index(["item_en", shown.name("site")])
    counted = supplies.gaps.set_index(["item", "depot"])
    assert set(told.index) == set(counted.index)
    told = told.loc[counted.index]
    for column, mine in (("gap_qty", "gap"), ("incident_gap_qty", "own"), ("spare_qty", "spare")):
        assert told[column].to_numpy() == pytest.approx(counted[mine].to_numpy()), column
    assert told.priority.astype(float).fillna(0).tolist() == counted.priority.fillna(0).tolist()


def test_moves_close_as_much_as_can_be_at_the_least_way(shown: Shown, supplies: SuppliesRecount):
    moves, gaps = shown.frame("moves"), supplies.gaps
    for item in gaps[gaps.gap > 0]["item"].unique():
        mine = moves[moves.item_en == item]
        closed, way = supplies.best_moves(item)
        assert mine.for_incident_qty.sum() == pytest.approx(closed.get(1, 0.0), abs=1e-4), item
        assert mine.move_qty.sum() == pytest.approx(sum(closed.values()), abs=1e-4), item
        assert (mine.move_qty * mine.distance_km).sum() == pytest.approx(way, rel=1e-4), item
    assert set(moves.item_en) <= set(gaps[gaps.gap > 0]["item"])


def test_no_move_breaks_a_minimum_and_what_is_left_open_adds_up(
    shown: Shown, supplies: SuppliesRecount
):
    moves, site = shown.frame("moves"), shown.name("from")
    spare = supplies.gaps.set_index(["item", "depot"]).spare
    for key, given in moves.groupby(["item_en", site]).move_qty.sum().items():
        assert given <= spare[key] + 1e-6
        assert supplies.usable[key] - given >= supplies.minimum[key] - 1e-6  # type: ignore[index]
    got = moves.groupby(["item_en", shown.name("to")]).move_qty.sum()
    gap = supplies.gaps.set_index(["item", "depot"]).gap
    left = (gap - got.reindex(gap.index).fillna(0.0)).round(6)
    told = shown.frame("moves_unclosed").set_index(["item_en", shown.name("site")]).unclosed_qty
    assert told.to_dict() == pytest.approx(left[left > 1e-6].to_dict())


def test_the_one_donor_that_a_decision_names(shown: Shown, supplies: SuppliesRecount):
    rows = shown.frame("stock_moves")
    assert set(zip(rows.item_en, rows[shown.name("site")], strict=True)) == supplies.short_near()
    for row in rows.to_dict("records"):
        item, to, donor = row["item_en"], row[shown.name("site")], row[shown.name("donor")]
        spare = {d: supplies.usable[item, d] - least for (i, d), least in supplies.minimum.items()
                 if i == item and d != to and supplies.usable[i, d] > least}  # fmt: skip
        gap = supplies.minimum[item, to] - supplies.usable[item, to]
        whole = {d for d, qty in spare.items() if qty >= gap} or set(spare)
        assert donor in whole
        assert row["move_qty"] == pytest.approx(min(gap, spare[donor]))


def test_days_of_supply_by_each_basis(shown: Shown, supplies: SuppliesRecount):
    rows = shown.frame("stock_days")
    told = dict(
        zip(zip(rows.item_en, rows.demand_basis, strict=True), rows.days_of_supply, strict=True)
    )
    assert told == pytest.approx(supplies.days_of_supply())


def test_figures_of_the_strip(shown: Shown, supplies: SuppliesRecount):
    row = shown.row("stock_figures")
    item, depot, coverage = supplies.worst()
    assert (row["worst_item_en"], row[shown.name("worst_site")]) == (item, depot)
    assert row["worst_coverage"] == pytest.approx(coverage)
    expiring = supplies.stock.expiring()
    assert row["expiring_lots"] == len(expiring)
    first = expiring.sort_values(["expires", "lot"]).iloc[0]
    assert (row["first_item_en"], row["first_qty"]) == (first["item"], first.deployable)
    assert (
        row["first_days"]
        == (pd.Timestamp(str(first.expires)) - pd.Timestamp(supplies.stock.today)).days
    )
    assert row["value_on_hand"] == pytest.approx(supplies.value())
    below = (
        pd.Series(supplies.usable).groupby(level=0).sum()
        < pd.Series(supplies.minimum).groupby(level=0).sum()
    )
    assert (row["items_below"], row["items_total"]) == (below.sum(), len(below))


def test_every_movement_and_its_sign(shown: Shown, supplies: SuppliesRecount):
    rows, moves = shown.frame("stock_flows"), supplies.stock.moves
    told = rows.groupby("lot_no").signed_qty.sum().to_dict()
    assert told == pytest.approx(moves.groupby("lot").signed.sum().to_dict())
    assert rows.moved_at.max() <= supplies.now and len(rows) == len(moves)


def test_stock_lots_by_value_and_count(shown: Shown, supplies: SuppliesRecount):
    rows = shown.frame("stock_lots").set_index("lot_no")
    lots = supplies.stock.lots.set_index("lot").loc[rows.index]
    assert rows.value.to_numpy() == pytest.approx(
        (lots.on_hand * lots.price.astype(float)).to_numpy(), nan_ok=True
    )
    assert rows.reserved_qty.to_numpy() == pytest.approx(lots.reserved.to_numpy())
    road = rows[rows.in_transit_qty > 0].in_transit_qty.sum()
    assert road == pytest.approx(sum(supplies.on_the_road.values()))


def test_run_out_is_told_of_every_item_ever_issued(shown: Shown, supplies: SuppliesRecount):
    rows = shown.frame("stock_runout").set_index("item_en")
    start = pd.Timestamp(supplies.stock.today) - timedelta(hours=8)
    moves = supplies.stock.moves
    past = moves[moves.kind.isin(("出库", "issue")) & (moves["at"] < start)]
    names = supplies.stock.lots.set_index("lot")["item"]
    assert set(rows.index) == set(past.lot.map(names))
    assert rows.rate_per_day.to_dict() == pytest.approx(
        supplies.stock.rate().reindex(rows.index).fillna(0.0).to_dict()
    )
    left = rows[rows.days_left.notna()]
    usable = pd.Series(supplies.usable).groupby(level=0).sum()
    expected = (usable / supplies.stock.rate()).reindex(left.index)
    assert left.days_left.to_dict() == pytest.approx(expected.to_dict())
    assert (left.days_low <= left.days_left).all()
