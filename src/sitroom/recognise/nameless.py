"""Columns of a table without headers: named by their cells, where these are telling."""

from __future__ import annotations

import re

from sitroom.recognise.codes import reader_for
from sitroom.recognise.fields import Fitting
from sitroom.recognise.time_parts import WIDE_FORMS
from sitroom.recognise.times import NUMERIC_FORMS

_DEGREES = re.compile(r"-?[0-9]{1,3}[.,][0-9]+")
_LETTERS = re.compile(r"[^\W\d_]{3,}|[\u3400-\u9fff]{2,}")
_OWN_NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9_\-/.#]*")
_COMPACT = {"compact8", "compact12", "compact14"}
_LONGEST_WORD = 40
_MOSTLY = 0.8


def names(fitting: Fitting) -> dict[int, str]:
    """Return the header that each telling column would have; none where nothing is told.

    A table of dates, and of kinds or places, is a log; one of items, units and numbers a stock.
    """
    found: dict[int, str] = {}
    _when(fitting, found)
    if found:
        _word(fitting, found, "hazard", "type")
        _point(fitting, found)
        if not {"type", "latitude"} & set(found.values()):
            return {}
        _own_number(fitting, found)
        _text(fitting, found, "title")
        return found
    _word(fitting, found, "unit", "unit")
    for unit in list(found):
        amount = next((n for n in (unit + 1, unit - 1) if _is_amount(fitting, n)), None)
        if amount is not None:
            found[amount] = "quantity"
            _text(fitting, found, "item")
    return found if "item" in found.values() else {}


def _when(fitting: Fitting, found: dict[int, str]) -> None:
    """Name the first column of dates, and one of times of day beside it."""
    untold = (NUMERIC_FORMS - _COMPACT) | WIDE_FORMS
    for profile in fitting.profiles:
        form = fitting.times(profile.index) if profile.filled else None
        if form and form.share >= 0.9 and not form.is_clock and form.dates - untold:
            found[profile.index] = "date"
            after = profile.index + 1
            beside = fitting.profiles[after : after + 1]
            if beside and beside[0].filled and _is_clock(fitting, after):
                found[after] = "time"
            return


def _is_clock(fitting: Fitting, column: int) -> bool:
    form = fitting.times(column)
    return form.is_clock and form.share >= 0.9 and form.clocks <= {"clock", "digits6"}


def _word(fitting: Fitting, found: dict[int, str], kind: str, name: str) -> None:
    """Name the column of which most words are known; of several the one with the shortest."""
    reader = reader_for(kind, "", fitting.site)
    fitting_ones: list[tuple[float, int]] = []
    for profile in fitting.profiles:
        values = fitting.values(profile.index)
        if reader is None or profile.index in found or not values or profile.is_numeric:
            continue
        known = sum(len(v) <= _LONGEST_WORD and reader(v) is not None for v in values)
        if known >= _MOSTLY * len(values):
            fitting_ones.append((sum(map(len, values)) / len(values), profile.index))
    if fitting_ones:  # 内涝 rather than 河东内涝
        found[min(fitting_ones)[1]] = name


def _point(fitting: Fitting, found: dict[int, str]) -> None:
    """Name two columns of degrees side by side, if one of them goes beyond what a latitude can.

    Where neither does, which is which is not told.
    """
    for profile in fitting.profiles[:-1]:
        pair = (profile.index, profile.index + 1)
        if any(column in found for column in pair):
            continue
        most = [_farthest(fitting, column) for column in pair]
        if all(0 < far <= 180 for far in most) and (most[0] > 90) != (most[1] > 90):
            order = ("longitude", "latitude") if most[0] > 90 else ("latitude", "longitude")
            found |= dict(zip(pair, order, strict=True))
            return


def _farthest(fitting: Fitting, column: int) -> float:
    """Return how far from zero a column of degrees goes; 0 when it holds something else."""
    values = [v.strip() for v in fitting.values(column)]
    degrees = [v for v in values if _DEGREES.fullmatch(v)]
    if not values or len(degrees) < _MOSTLY * len(values):
        return 0.0
    return max(abs(float(value.replace(",", "."))) for value in degrees)


def _own_number(fitting: Fitting, found: dict[int, str]) -> None:
    """Name the first column if each row has a number of its own there."""
    first = fitting.profiles[0]
    values = [value.strip() for value in first.values]
    told = values and 0 not in found and first.distinct == first.filled == first.rows
    counted = {str(number) for number in range(1, first.rows + 1)} == set(values)
    if told and not counted and all(map(_OWN_NUMBER.fullmatch, values)):
        found[0] = "id"


def _text(fitting: Fitting, found: dict[int, str], name: str) -> None:
    """Name the first column of words that mostly differ."""
    for profile in fitting.profiles:
        values = fitting.values(profile.index)
        lettered = sum(bool(_LETTERS.search(value)) for value in values)
        differ = profile.distinct > 1 or profile.filled == 1
        if profile.index not in found and values and differ and lettered == len(values):
            found[profile.index] = name
            return


def _is_amount(fitting: Fitting, column: int) -> bool:
    return 0 <= column < len(fitting.profiles) and fitting.profiles[column].is_numeric
