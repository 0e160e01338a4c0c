"""Lots, warnings, days on hand, run-out and moves equal a recount in pandas at three moments."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from stock_recount import StockRecount

from sitroom.paths import content_folder
from sitroom.site import latest


class Stock:
    """What the product shows at a moment, as known then, beside the recount."""

    def __init__(self, folder: Path, clock: str) -> None:
        self.published, self.recount = (
            latest(folder),
            StockRecount(content_folder("sample") / "zh", clock),
        )

    def frame(self, metric: str) -> pd.DataFrame:
        now = self.recount.now
        return self.published.read(metric, as_of=now, known_as_of=now)


@pytest.fixture(scope="module", params=["0630", "0924", "1300"])
def stock(request: pytest.FixtureRequest, site_at_1300: Path) -> Stock:
    return Stock(site_at_1300, request.param)


def test_every_lot(stock: Stock):
    shown = stock.frame("stock_lots").set_index("lot_no")
    counted = stock.recount.lots.set_index("lot")
    assert set(shown.index) == set(counted.index)
    counted = counted.loc[shown.index]
    assert shown.on_hand_qty.to_numpy() == pytest.approx(counted.on_hand.to_numpy())
    assert shown.deployable_qty.to_numpy() == pytest.approx(counted.deployable.to_numpy())


def test_warnings_of_minimum_and_expiry(stock: Stock):
    shown = stock.frame("stock_warnings")
    counts = shown.kind.value_counts()
    assert counts.get("below_minimum", 0) + counts.get("out", 0) == stock.recount.below_minimum()
    assert set(shown[shown.kind == "expiring"].qty) == set(stock.recount.expiring().deployable)


def test_movements_lead_from_the_opening_to_every_count(stock: Stock):
    lots = stock.recount.lots.set_index("lot").on_hand
    ledger = stock.recount.ledger().reindex(lots.index)
    assert ledger.to_numpy() == pytest.approx(lots.to_numpy(), abs=1e-6)
    days = stock.frame("stock_on_hand_daily")
    first, last = days.day_on.min(), days.day_on.max()
    moved = days[days.day_on > first]
    net = moved.in_qty.sum() - moved.out_qty.sum()
    ends = days.groupby("day_on").on_hand_qty.sum()
    assert ends[first] + net == pytest.approx(ends[last])
    assert ends[last] == pytest.approx(stock.recount.held().on_hand.sum())


def test_what_the_last_eight_weeks_used(stock: Stock):
    shown = stock.frame("stock_runout").set_index("item_en").rate_per_day
    counted = stock.recount.rate().reindex(shown.index).fillna(0.0)
    assert shown.to_numpy() == pytest.approx(counted.to_numpy())


def test_the_interval_of_the_run_out_holds_about_what_it_says(stock: Stock):
    shown = stock.frame("stock_runout")
    covered = float(np.average(shown.coverage, weights=shown.trials))
    assert 0.72 <= covered <= 0.9
    assert (shown.days_left.notna() <= shown.beats_baseline).all()
    assert (shown.error[shown.beats_baseline] < shown.plain_error[shown.beats_baseline]).all()


def test_moves_conserve_break_no_minimum_and_hold_what_a_decision_suggests(stock: Stock):
    moves, gaps = stock.frame("moves"), stock.frame("stock_gaps")
    usable, minimum = stock.recount.by_depot()
    for (item, depot), given in moves.groupby(["item_en", "from_zh"]).move_qty.sum().items():
        assert usable[item, depot] - given >= minimum[item, depot] - 1e-6
    got = moves.groupby(["item_id", "to_site_id"]).move_qty.sum()
    wanted = gaps.set_index(["item_id", "site_id"]).gap_qty
    assert (got <= wanted.reindex(got.index) + 1e-6).all()
    for one in stock.frame("stock_moves").dropna(subset=["donor_id"]).itertuples():
        same = (moves.item_id == one.item_id) & (moves.to_site_id == one.site_id)
        planned = moves[same & (moves.from_site_id == one.donor_id)]
        assert planned.move_qty.sum() == pytest.approx(one.move_qty)
