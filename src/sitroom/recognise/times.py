"""Dates and times as offices write them: the forms met in a column, and the SQL that reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_D = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}"
_T = r"\d{1,2}:\d{1,2}(?::[0-5]?\d(?:[.,]\d{1,9})?)?"
_ZONE = r" ?(?:[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)"
_AMPM = r" ?[AaPp]\.?[Mm]\.?"
_DAY = r"\d{1,2}[-/. ]\d{1,2}[-/. ]"
_MONTH = r"[^\W\d_]{3,10}\.?"
_CLOCK = r"(?:[ T,]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?)?"

# Form → how a value of that form looks. A value belongs to the first form that fits it.
FORMS: dict[str, re.Pattern[str]] = {
    "iso": re.compile(rf"{_D}(?:[T ]{_T})?"),
    "iso_utc": re.compile(rf"{_D}[T ]{_T} ?(?:Z|z|UTC|GMT|[+-]00:?00)"),
    "iso_offset": re.compile(rf"{_D}[T ]{_T}{_ZONE}"),
    "iso_leap": re.compile(rf"{_D}[T ]\d{{1,2}}:\d{{2}}:60(?:Z|z)?"),
    "iso_hour": re.compile(rf"{_D}[T ]\d{{1,2}}"),
    "iso_ampm": re.compile(rf"{_D}[T ]\d{{1,2}}:\d{{2}}(?::\d{{2}})?{_AMPM}"),
    "dots": re.compile(rf"\d{{4}}\.\d{{1,2}}\.\d{{1,2}}\.?(?:[T ]+{_T})?"),
    "chinese": re.compile(
        r"\d{4}年\d{1,2}月\d{1,2}[日号]?[ ,]*"
        r"(?:(?:凌晨|早上|早晨|早|上午|清晨|中午|正午|下午|傍晚|晚上|晚|夜间)? *"
        r"\d{1,2}(?:[时点:]\d{0,2}(?:分(?:钟)?|:\d{2})?(?:\d{1,2}秒)?)[许左右]*)?"
    ),
    "compact8": re.compile(r"(?:19|20|22)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"),
    "compact12": re.compile(
        r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ T]?[0-2]\d[0-5]\d"
    ),
    "compact14": re.compile(
        r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ T]?[0-2]\d[0-5]\d[0-6]\dZ?"
    ),
    "day4": re.compile(rf"{_DAY}\d{{4}}{_CLOCK}"),
    "day2": re.compile(rf"{_DAY}\d{{2}}{_CLOCK}"),
    "named": re.compile(
        rf"(?:{_MONTH},? )?\d{{1,2}}(?:st|nd|rd|th|º|\.)?(?: de)?[- ]?{_MONTH}"
        rf"(?: de|,)?[- ]?\d{{2,4}}{_CLOCK}"
    ),
    "named_first": re.compile(rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}{_CLOCK}"),
    "mail": re.compile(
        r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})?"
        r" (?:GMT|UTC|UT|[+-]\d{4})"
    ),
    "serial": re.compile(r"(?:[2-7]\d{4})(?:\.\d+)?"),
    "epoch_s": re.compile(r"\d{9,10}(?:\.\d+)?"),
    "epoch_ms": re.compile(r"\d{12,13}(?:\.0)?"),
    "epoch_us": re.compile(r"\d{15,16}"),
}
UTC_FORMS = frozenset({"iso_utc", "iso_offset", "mail", "epoch_s", "epoch_ms", "epoch_us"})
NUMERIC_FORMS = frozenset(
    {"serial", "epoch_s", "epoch_ms", "epoch_us", "compact8", "compact12", "compact14"}
)

CLOCKS: dict[str, re.Pattern[str]] = {
    "clock24": re.compile(r"24:[0-5]\d(?::[0-5]\d)?"),
    "clock": re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"),
    "clock_ampm": re.compile(rf"\d{{1,2}}(?::\d{{2}}){{0,2}}{_AMPM}"),
    "clock_h": re.compile(r"\d{1,2} ?[hH时点](?: ?\d{1,2} ?(?:m|min|分)?)?"),
    "digits": re.compile(r"(?:[01]?\d|2[0-4])[0-5]\d"),
    "digits6": re.compile(r"(?:[01]\d|2[0-4])[0-5]\d[0-6]\d"),
    "fraction": re.compile(r"[01]?\.\d{2,}(?:[eE]-\d+)?|0|1(?:\.0+)?"),
}


@dataclass
class TimeForm:
    """The forms of dates and of times of day that a column holds."""

    dates: set[str] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    day_first: bool | None = None
    year_first: bool = False
    ambiguous: bool = False
    months: dict[str, int] = field(default_factory=dict)
    dated: int = 0
    timed: int = 0
    other: int = 0
    shortest: int = 0
    has_offsets: bool = False
    span: list[Any] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Return which part of the values looked at is a date or a time."""
        seen = self.dated + self.timed + self.other
        return (self.dated + self.timed) / seen if seen else 0.0

    @property
    def is_clock(self) -> bool:
        """Say whether the column holds times of day rather than dates."""
        return self.timed > self.dated


def date_form(text: str) -> str | None:
    """Return the name of the form that a value has as a date, or None."""
    text = unicodedata.normalize("NFKC", text).strip()
    return next((name for name, form in FORMS.items() if form.fullmatch(text)), None)


def clock_form(text: str) -> str | None:
    """Return the name of the form that a value has as a time of day, or None."""
    text = unicodedata.normalize("NFKC", text).strip()
    return next((name for name, form in CLOCKS.items() if form.fullmatch(text)), None)


def forms_of(values: Iterable[str], months: dict[str, str]) -> TimeForm:
    """Look at a column's values and say which forms they have."""
    found = TimeForm()
    days: list[tuple[int, int, int]] = []
    for value in values:
        text = unicodedata.normalize("NFKC", value).strip()
        date = date_form(text)
        clock = None if date else clock_form(text)
        if clock:
            found.clocks.add(clock)
            found.timed += 1
        elif date:
            found.dates.add(date)
            found.dated += 1
            if date in ("day4", "day2"):
                first, second, third = re.split(r"[-/. ]+", text.split(",")[0], maxsplit=3)[:3]
                days.append((int(first), int(second), int(re.match(r"\d+", third)[0])))  # type: ignore[index]
            if date in ("named", "named_first"):
                found.months |= _months(text, months)
        else:
            found.other += 1
    _decide_order(found, days)
    return found


def _months(text: str, months: dict[str, str]) -> dict[str, int]:
    from sitroom.recognise.words import plain

    words = re.findall(r"[^\W\d_]{3,}", text)
    return {w.casefold(): int(months[plain(w)]) for w in words if plain(w) in months}


def _decide_order(found: TimeForm, days: list[tuple[int, int, int]]) -> None:
    """Decide day-first or month-first from all values; neither is impossible → ambiguous."""
    if not days:
        return
    day_first = all(1 <= d <= 31 and 1 <= m <= 12 for d, m, _ in days)
    month_first = all(1 <= d <= 31 and 1 <= m <= 12 for m, d, _ in days)
    if "day4" not in found.dates and not (day_first or month_first):
        found.year_first = all(1 <= m <= 12 and 1 <= d <= 31 for _, m, d in days)
        if found.year_first:
            return
    if day_first and month_first:
        # The part that stays small while the other runs through the month is the month.
        found.ambiguous = not all(d == m for d, m, _ in days)
        found.day_first = None
    else:
        votes = sum(d > 12 for d, _, _ in days) - sum(m > 12 for _, m, _ in days)
        found.day_first = votes > 0
