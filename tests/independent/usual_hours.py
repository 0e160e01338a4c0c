"""How many new incidents an hour usually has: the method of `unusual_hours` in numpy.

The level is the mean of the last seven days, drawn one day's weight towards the mean of the year;
times the hour's and the weekday's share of the year; the interval is negative-binomial with the
dispersion of the last 56 days. The plain method beside it is the year's mean of the same hour
with a Poisson interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

YEAR, WEEK, LEARN, FIRST = 365, 7, 56, 28


def per_hour(moments: pd.Series) -> pd.Series:
    """Return how many fell into each hour, from the first day's midnight to the last hour."""
    hours = moments.dt.floor("h")
    every = pd.date_range(hours.min().normalize(), hours.max(), freq="h")
    return hours.value_counts().reindex(every, fill_value=0)


@dataclass
class Usual:
    """What was learned before a day: expected counts by day and hour, and the dispersion."""

    counts: np.ndarray  # days x 24, until the day learned for
    weekday: int  # of the first day

    def __post_init__(self) -> None:
        days = self.counts[-YEAR:]
        offset = len(self.counts) - len(days)
        self.mean = days.sum() / days.size
        self.hour = (days.sum(axis=0) + 5) / (days.sum() + 5 * 24) * 24
        of = (self.weekday + offset + np.arange(len(days))) % 7
        self.day = np.array([
            (days[of == k].sum() + 20) / (24 * (of == k).sum() * self.mean + 20) for k in range(7)
        ])  # fmt: skip
        past = range(max(1, len(self.counts) - LEARN), len(self.counts))
        expected = np.array([self.expect(self.counts[:d]) for d in past])
        seen = self.counts[past.start :]
        excess = ((seen - expected) ** 2 - expected).sum() / (expected**2).sum()
        self.phi = max(1e-6, float(excess))

    def expect(self, before: np.ndarray) -> np.ndarray:
        """Return the expected count of each hour of the day after `before`."""
        week = before[-YEAR:][-WEEK:]
        level = (week.sum() + 24 * self.mean) / (24 * len(week) + 24)
        return level * self.day[(self.weekday + len(before)) % 7] * self.hour


def bounds(expected: float, phi: float, share: float = 0.95) -> tuple[int, int]:
    """Return the interval that holds `share` of a negative-binomial count."""
    size, low, total, k = 1 / phi, -1, 0.0, 0
    while True:
        total += math.exp(
            math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1)
            + size * math.log(size / (size + expected)) + k * math.log(expected / (size + expected))
        )  # fmt: skip
        if low < 0 and total >= (1 - share) / 2:
            low = k
        if total >= (1 + share) / 2:
            return low, k
        k += 1


def backtest(counts: pd.Series) -> dict[str, dict[str, float]]:
    """Return coverage, mean width and Winkler score of the 95 % interval, and the mean error.

    Every day after the first 28 (a quarter of a shorter series) is foretold from those before it.
    """
    days = counts.to_numpy()[: len(counts) // 24 * 24].reshape(-1, 24).astype(float)
    weekday = counts.index[0].weekday()
    told: dict[str, list[tuple[float, float, float, float]]] = {"usual": [], "plain": []}
    for d in range(LEARN + FIRST, len(days)):
        usual = Usual(days[:d], weekday)
        plain = days[max(0, d - YEAR) : d].mean(axis=0)
        for hour, seen in enumerate(days[d]):
            expected = float(usual.expect(days[:d])[hour])
            told["usual"].append((seen, expected, *bounds(expected, usual.phi)))
            told["plain"].append((seen, plain[hour], *bounds(max(plain[hour], 1e-9), 1e-6)))
    return {name: _scores(np.array(rows)) for name, rows in told.items()}


def _scores(rows: np.ndarray) -> dict[str, float]:
    seen, expected, low, high = rows.T
    missed = np.maximum(low - seen, 0) + np.maximum(seen - high, 0)
    return {
        "coverage": float((missed == 0).mean()),
        "width": float((high - low).mean()),
        "winkler": float((high - low + 2 / 0.05 * missed).mean()),
        "error": float(np.abs(seen - expected).mean()),
    }
