"""How long the stock of each item lasts if it goes on as it did, with an interval.

title: Stock run-out
title_zh: 库存耗尽预测
unit: days
grain: item_id
caution: What was issued in the last eight weeks goes on at its mean rate; the interval holds for
  four in five (normal, from how much days differ and how few there are). Days left are given only
  for items whose forecast beat the plain baseline, the last two weeks repeated, when both were
  tried on every week of the item's own past; coverage says how often what came lay inside. It
  knows nothing of what no past week had, such as a flood that began today.
caution_zh: 假定近八周平均出库速率延续；区间为五分之四（按日波动与样本天数，正态近似）。仅对在该
  物资自身历史逐周回测中优于简单基线（重复最近两周）者给出天数；coverage 为实际值落入区间的比例。
  不含历史上未出现过的情形，如今日始发的洪水。
"""

from __future__ import annotations

import numpy as np
import pandas as pd

READS = ("stock_against_minimum", "stock_issues_daily")
COLUMNS = {
    "item_id": "VARCHAR",
    "item_zh": "VARCHAR",
    "item_en": "VARCHAR",
    "unit": "VARCHAR",
    "usable_qty": "DOUBLE",
    "minimum_qty": "DOUBLE",
    "rate_per_day": "DOUBLE",
    "days_left": "DOUBLE",
    "days_low": "DOUBLE",
    "days_high": "DOUBLE",
    "history_days": "INTEGER",
    "trials": "INTEGER",
    "error": "DOUBLE",
    "plain_error": "DOUBLE",
    "beats_baseline": "BOOLEAN",
    "coverage": "DOUBLE",
    "method": "VARCHAR",
    "interval": "DOUBLE",
}
WINDOW_DAYS, FEWEST_DAYS = 56, 28
AHEAD_DAYS, STEP_DAYS = 14, 7
FEWEST_TRIALS = 4
INTERVAL = 0.8
METHOD = "mean of 56 days"


def compute(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each item that was ever issued: rate, days left and how good that is."""
    stock = frames["stock_against_minimum"].set_index("item_id")
    rows = [
        {"item_id": item, **_forecast(_days(days), float(stock.usable_qty.get(item, 0.0)))}
        for item, days in frames["stock_issues_daily"].groupby("item_id")
    ]
    if not rows:
        return pd.DataFrame(columns=["item_id"])
    shared = ["item_id", "item_zh", "item_en", "unit", "usable_qty", "minimum_qty"]
    found = stock.reset_index()[shared].merge(pd.DataFrame(rows))
    order = ["days_left", "item_en", "item_id"]
    return found.assign(method=METHOD, interval=INTERVAL).sort_values(order, ignore_index=True)


def _days(rows: pd.DataFrame) -> np.ndarray:
    """Return what was issued on each day since the first movement, zeros included."""
    since, today = rows.since_on.iloc[0], rows.today_on.iloc[0]
    issued = np.zeros(int((today - since).days))
    np.add.at(issued, (rows.day_on - since).dt.days.to_numpy(), rows.issued_qty.to_numpy())
    return issued


def _forecast(issued: np.ndarray, usable: float) -> dict[str, object]:
    trials = [
        _trial(issued[:end], issued[end : end + AHEAD_DAYS].sum())
        for end in range(FEWEST_DAYS, len(issued) - AHEAD_DAYS + 1, STEP_DAYS)
    ]
    error, plain, inside = np.array(trials).mean(axis=0) if trials else (np.nan,) * 3
    is_better = len(trials) >= FEWEST_TRIALS and bool(error < plain)
    mean, spread, count = _rate(issued)
    left, low, high = _run_out(usable, mean, spread, count) if is_better else (None, None, None)
    return {
        "rate_per_day": mean,
        **{"days_left": left, "days_low": low, "days_high": high},
        **{"history_days": len(issued), "trials": len(trials)},
        **{"error": error, "plain_error": plain, "beats_baseline": is_better},
        "coverage": inside,
    }


def _trial(past: np.ndarray, came: float) -> tuple[float, float, float]:
    """Return how wrong the forecast and the plain baseline were, and whether it lay inside."""
    mean, spread, count = _rate(past)
    expected = mean * AHEAD_DAYS
    margin = _factor(count) * spread * np.sqrt(AHEAD_DAYS + AHEAD_DAYS**2 / count)
    plain = past[-AHEAD_DAYS:].sum()
    return abs(expected - came), abs(plain - came), float(abs(expected - came) <= margin)


def _rate(issued: np.ndarray) -> tuple[float, float, int]:
    """Return mean and standard deviation of a day, and of how many days."""
    recent = issued[-WINDOW_DAYS:]
    spread = float(recent.std(ddof=1)) if len(recent) > 1 else 0.0
    return float(recent.mean()) if len(recent) else 0.0, spread, max(len(recent), 1)


def _factor(count: int) -> float:
    from scipy.stats import t

    return float(t.ppf(0.5 + INTERVAL / 2, max(count - 1, 1)))


def _run_out(
    usable: float, mean: float, spread: float, count: int
) -> tuple[float | None, float | None, float | None]:
    """Return the days after which the stock is used up, and the interval's ends.

    Use over h days is h·mean ± factor·spread·√(h + h²/count): its own scatter and the rate's.
    Where that meets the stock is a quadratic; without a later root no end is in sight.
    """
    if mean <= 0:
        return None, None, None
    usable = max(usable, 0.0)
    scatter = (_factor(count) * spread) ** 2
    a, b = mean**2 - scatter / count, 2 * mean * usable + scatter
    root = np.sqrt(max(b**2 - 4 * a * usable**2, 0.0))
    # The smaller root in the form that loses no digits, and that a of zero or below allows.
    low = 2 * usable**2 / (b + root) if b + root > 0 else 0.0
    high = (b + root) / (2 * a) if a > 0 else None
    return usable / mean, low, high
