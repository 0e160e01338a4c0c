"""How sure a figure is: intervals that assume nothing about how values are spread."""

from __future__ import annotations

from collections.abc import Iterable
from math import comb
from typing import NamedTuple


class Interval(NamedTuple):
    """A median and the bounds between which the true one lies, and of how many values."""

    low: float
    middle: float
    high: float
    values: int


def median_interval(values: Iterable[float | None], confidence: float = 0.95) -> Interval | None:
    """Return the median with its exact interval from order statistics; None below six values.

    The k-th smallest and k-th largest value enclose the true median with probability
    1 - 2·P(Bin(n, ½) < k), whatever the distribution (Conover, Practical Nonparametric
    Statistics, 3.2). The widest k that keeps `confidence` is taken, so it is never too narrow.
    Unknown values are left out. Below six values no interval of 95 % exists.
    """
    known = sorted(float(value) for value in values if value is not None and value == value)
    n = len(known)
    tail, k = 0.0, 0
    while k < n // 2 and 2 * (tail + comb(n, k) / 2**n) <= 1 - confidence:
        tail += comb(n, k) / 2**n
        k += 1
    if k == 0:
        return None
    half = n // 2
    middle = known[half] if n % 2 else (known[half - 1] + known[half]) / 2
    return Interval(known[k - 1], middle, known[n - k], n)
