"""Dates and times as offices write them: the forms met in a column, decided on all its values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sitroom.recognise.time_parts import (
    DAY_ORDER_FORMS,
    NAMED_FORMS,
    PART_FORMS,
    RUN_TOGETHER_FORMS,
    has_numerals,
    tidy,
)

_D = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}"
_T = r"[0-9]{1,2}:[0-9]{1,2}(?::[0-5]?[0-9](?:\.[0-9]{1,9})?)?"
_FULL = rf"{_D}[T ][0-9]{{1,2}}:[0-9]{{2}}:[0-5][0-9](?:\.[0-9]{{1,9}})?"
_DAY_OF_YEAR = r"(?:00[1-9]|0[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_DAY_OR_MONTH = rf"(?:{_DAY}|(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]))"

# Forms that one cast reads; the rest are read by their parts. The first form that fits counts.
CAST_FORMS: dict[str, re.Pattern[str]] = {
    "iso": re.compile(rf"{_D}(?:[T ]{_T})?"),
    "iso_utc": re.compile(rf"{_FULL} ?(?:Z|UTC|[+-]00:?00)"),
    "iso_offset": re.compile(rf"{_FULL} ?[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]"),
    "compact8": re.compile(rf"(?:19|20|21|22)[0-9]{{2}}{_DAY}"),
    "compact12": re.compile(rf"(?:19|20)[0-9]{{2}}{_DAY}[ T]?[0-2][0-9][0-5][0-9]"),
    "compact14": re.compile(rf"(?:19|20)[0-9]{{2}}{_DAY}[ T]?[0-2][0-9][0-5][0-9][0-5][0-9]"),
    # As the fire services of the United States write them: 071220260815.
    "day12": re.compile(rf"{_DAY_OR_MONTH}(?:19|20)[0-9]{{2}}[0-2][0-9][0-5][0-9]"),
    "roc7": re.compile(rf"1[0-9]{{2}}{_DAY}"),
    "julian7": re.compile(rf"(?:19|20)[0-9]{{2}}{_DAY_OF_YEAR}"),
    # A spreadsheet has taken the zero from 07122026.
    "day8": re.compile(rf"(?:{_DAY_OR_MONTH}|[1-9](?:0[1-9]|[12][0-9]|3[01]))(?:19|20)[0-9]{{2}}"),
    "serial": re.compile(r"[2-7][0-9]{4}(?:\.[0-9]+)?"),
    "epoch_s": re.compile(r"-?[0-9]{9,10}(?:\.[0-9]+)?"),
    "epoch_ms": re.compile(r"-?[0-9]{11,13}(?:\.0)?|/Date\(-?[0-9]{10,14}\)/"),
    "epoch_us": re.compile(r"-?[0-9]{14,16}"),
}
FORMS: dict[str, re.Pattern[str]] = CAST_FORMS | PART_FORMS
# 26208 is the 208th day of 2026 only where the header says that days of the year are counted.
_JULIAN5 = re.compile(rf"[0-9]{{2}}{_DAY_OF_YEAR}")
UTC_FORMS = frozenset({"iso_utc", "iso_offset", "epoch_s", "epoch_ms", "epoch_us"})
NUMERIC_FORMS = frozenset(
    {
        *("serial", "epoch_s", "epoch_ms", "epoch_us"),
        *("compact8", "compact12", "compact14", "day8", "day12", "roc7", "julian7", "julian5"),
    }
)

CLOCKS: dict[str, re.Pattern[str]] = {
    "clock": re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-5][0-9](?:\.[0-9]+)?)?"),
    "digits": re.compile(r"(?:[01]?[0-9]|2[0-4])[0-5][0-9]"),
    "digits6": re.compile(r"(?:[01][0-9]|2[0-4])[0-5][0-9][0-6][0-9]"),
    "minutes": re.compile(r"[0-9]|[0-5][0-9]"),
    "fraction": re.compile(r"[01]?\.[0-9]{2,}(?:[eE]-[0-9]+)?|0|1(?:\.0+)?"),
    "spoken": PART_FORMS["clock"],
}
# Lists of disasters write 0 for a day, or a month, that nobody knows.
_WITHOUT_DAY = re.compile(r"(?:19|20|21)[0-9]{2}[-/][0-9]{1,2}[-/]00?")
_ONE_ORDER = 0.9  # of dates run together; the rest are slips
_NO_CLOCK = re.compile(r"[0-9]+(?:\.[0-9])?")


@dataclass
class TimeForm:
    """The forms of dates and of times of day that a column holds."""

    dates: set[str] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    day_first: bool | None = None
    year_first: bool = False
    ambiguous: bool = False
    separators: set[str] = field(default_factory=set)
    months: dict[str, int] = field(default_factory=dict)
    numerals: bool = False
    dated: int = 0
    timed: int = 0
    other: int = 0
    shortest: int = 0
    has_offsets: bool = False
    has_leap: bool = False
    year: int | None = None
    pivot: int = 68
    zones: dict[str, int] = field(default_factory=dict)
    is_1904: bool = False
    span: list[Any] = field(default_factory=list)
    # Names of months to their numbers, where years are counted from 543 before ours.
    buddhist: dict[str, str] | None = None

    @property
    def share(self) -> float:
        """Return which part of the values looked at is a date or a time."""
        seen = self.dated + self.timed + self.other
        return (self.dated + self.timed) / seen if seen else 0.0

    @property
    def is_clock(self) -> bool:
        """Say whether the column holds times of day rather than dates."""
        return self.timed > self.dated

    @property
    def parts(self) -> list[str]:
        """Return the forms that are read by their parts, in their order."""
        return [name for name in PART_FORMS if name in self.dates]

    def learn(self, more: TimeForm) -> None:
        """Take in what further values of the column show."""
        self.dates |= more.dates
        self.clocks |= more.clocks
        self.months |= more.months
        self.separators |= more.separators
        self.numerals |= more.numerals
        self.has_leap |= more.has_leap


def date_form(text: str) -> str | None:
    """Return the name of the form that a value has as a date, or None."""
    text = text.strip()
    found = next((name for name, form in CAST_FORMS.items() if form.fullmatch(text)), None)
    if found and not _WITHOUT_DAY.fullmatch(text):
        return found
    plain = tidy(text)
    return next(
        (name for name, form in PART_FORMS.items() if name != "clock" and form.fullmatch(plain)),
        None,
    )


def clock_form(text: str) -> str | None:
    """Return the name of the form that a value has as a time of day, or None."""
    text = tidy(text)
    found = next((name for name, form in CLOCKS.items() if form.fullmatch(text)), None)
    return None if found == "spoken" and _NO_CLOCK.fullmatch(text) else found


def forms_of(values: Iterable[str], months: dict[str, str]) -> TimeForm:
    """Look at a column's values and say which forms they have."""
    found = TimeForm()
    days: list[tuple[int, int, int]] = []
    met = [(value, date_form(value)) for value in values]
    # 2024 is a year, or 20:24 among other times of day.
    are_years = bool(met) and all(date == "year" for _, date in met)
    for value, date in met:
        named = _months(tidy(value), months) if date in NAMED_FORMS else {}
        if date in NAMED_FORMS and not named:
            date = None
        clock = clock_form(value) if date is None or (date == "year" and not are_years) else None
        if clock:
            found.clocks.add(clock)
            found.timed += 1
        elif date:
            found.dates.add(date)
            found.dated += 1
            found.months |= named
            found.numerals |= date in PART_FORMS and has_numerals(value)
            found.has_leap |= bool(re.search(r":60(?:\D|$)", value))
            if date in RUN_TOGETHER_FORMS:
                days.append(_digit_parts(date, value.strip()))
            elif date in DAY_ORDER_FORMS:
                found.separators |= set(re.findall(r"[0-9]([-/. ])", tidy(value))[:1])
                days.append(_day_parts(date, tidy(value)))
        else:
            found.other += 1
    if "ymd2" in found.dates:
        found.year_first = True
    if found.clocks == {"minutes"}:
        found.clocks, found.other, found.timed = set(), found.other + found.timed, 0
    _decide_order(found, days)
    if found.dates & RUN_TOGETHER_FORMS:
        _doubt_run_together(found, days)
    return found


def _doubt_run_together(found: TimeForm, days: list[tuple[int, int, int]]) -> None:
    """Leave out days and months run together that are other numbers, or of no one order."""
    if "epoch_ms" in found.dates or max(_shares(days)) < _ONE_ORDER:
        found.dates -= RUN_TOGETHER_FORMS
        if not found.dates:
            found.dated, found.other = 0, found.other + found.dated
    else:  # 2012026 among them is the first of February, and no 26th day of 2012
        found.dates.discard("julian7")


def julian_form(values: Iterable[str]) -> TimeForm | None:
    """Return the form of a column of years and days of the year as 26208; None when it is none."""
    met = [value.strip() for value in values]
    fits = bool(met) and all(_JULIAN5.fullmatch(value) for value in met)
    return TimeForm(dates={"julian5"}, dated=len(met)) if fits else None


def _digit_parts(form: str, text: str) -> tuple[int, int, int]:
    digits = text.zfill(int(form.removeprefix("day")))
    return int(digits[:2]), int(digits[2:4]), int(digits[4:8])


def _day_parts(form: str, text: str) -> tuple[int, int, int]:
    parts = PART_FORMS[form].fullmatch(text)
    assert parts is not None
    return int(parts["a"]), int(parts["b"]), int(parts["y"])


def _months(text: str, months: dict[str, str]) -> dict[str, int]:
    from sitroom.recognise.words import plain

    words = re.findall(r"[^\W\d_]{3,}", text)
    return {w.lower(): int(months[plain(w)]) for w in words if plain(w) in months}


def _decide_order(found: TimeForm, days: list[tuple[int, int, int]]) -> None:
    """Decide day-first or month-first from all values; neither is impossible → ambiguous."""
    if not days or found.year_first:
        return
    day_first, month_first = (share == 1 for share in _shares(days))
    if "day4" not in found.dates and not (day_first or month_first):
        found.year_first = all(1 <= m <= 12 and 1 <= d <= 31 for _, m, d in days)
        if found.year_first:
            return
    if day_first and month_first:
        found.ambiguous = not all(d == m for d, m, _ in days)
        found.day_first = None
    else:
        votes = sum(d > 12 for d, _, _ in days) - sum(m > 12 for _, m, _ in days)
        found.day_first = votes > 0


def _shares(days: list[tuple[int, int, int]]) -> tuple[float, float]:
    """Return which part of them can be read with the day first, and with the month first."""
    day_first = sum(1 <= d <= 31 and 1 <= m <= 12 for d, m, _ in days)
    month_first = sum(1 <= d <= 31 and 1 <= m <= 12 for m, d, _ in days)
    return day_first / len(days), month_first / len(days)
