"""The reader of a block: the view's context with words, dates and numbers as they read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from sitroom.views.context import ViewContext

NO_REPORT = "—"
_NUMERALS = ("—", "I", "II", "III", "IV")


@dataclass(frozen=True)
class Reader(ViewContext):
    """A context that also knows the reader's words, the place's names and the page's filters."""

    place: str = ""
    place_other: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)
    address: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    def t(self, text: str, **values: object) -> str:
        """Return the sentence in the reader's language with `{name}` places filled in."""
        said = self.words.get(text, text)
        return said.format(**values) if values else said

    def name(self, row: Any, stem: str) -> str:
        """Return `<stem>_zh` or `<stem>_en` of a row, as the reader reads, else the other."""
        first, second = ("zh", "en") if self.language == "zh" else ("en", "zh")
        for suffix in (first, second):
            value = getattr(row, f"{stem}_{suffix}", None)
            if present(value):
                return str(value)
        return NO_REPORT

    def time(self, instant: Any) -> str:
        """Return an instant as 24-hour time; with its day when that is not the moment's."""
        local = self._on_the_clock(instant)
        if local is None:
            return NO_REPORT
        clock = f"{local:%H:%M}"
        return (
            clock if local.date() == self.local(self.now).date() else f"{self.day(instant)} {clock}"
        )

    def day(self, instant: Any) -> str:
        """Return an instant's day, such as `12 Jul` or `7月12日`; the year when it is another."""
        local = self._on_the_clock(instant)
        return NO_REPORT if local is None else self.date(local)

    def date(self, day: Any) -> str:
        """Return a calendar day (no instant), such as `12 Jul` or `7月12日`."""
        if not present(day):
            return NO_REPORT
        found: Any = pd.Timestamp(day)
        same_year = found.year == self.local(self.now).year
        if self.language == "zh":
            return ("" if same_year else f"{found.year}年") + f"{found.month}月{found.day}日"
        return f"{found.day} {found:%b}" + ("" if same_year else f" {found.year}")

    def days_until(self, day: Any) -> int:
        """Return how many days after the reader's today a calendar day lies."""
        found: Any = pd.Timestamp(day)
        return (found.date() - self.local(self.now).date()).days

    def brief(self, row: Any, stem: str) -> str:
        """Return the first part of a name that lists what it covers; a Chinese name is short.

        Such as `Flood` of `Flood and waterlogging`.
        """
        name = self.name(row, stem)
        return name if self.language == "zh" else re.split(r" and | \(|, ", name)[0]

    def kind(self, row: Any) -> str:
        """Return what a list has room for of an incident's hazard: `Hazmat`, `危险化学品`."""
        name = self.name(row, "hazard")
        if self.language == "zh":
            return re.sub(r"(?<=...)(事故|事件)$", "", name)
        return _SHORT.get(name) or self.brief(row, "hazard")

    def _on_the_clock(self, instant: Any) -> datetime | None:
        moment: Any = pd.Timestamp(instant) if present(instant) else None
        return self.local(moment.to_pydatetime()) if present(moment) else None

    def duration(self, minutes: Any) -> str:
        """Return minutes as `2 h 44 m`, `51 m` or `3 d 4 h`, in the reader's language."""
        if not present(minutes):
            return NO_REPORT
        whole = max(0, int(float(minutes)))
        days, hours, rest = whole // 1440, whole // 60 % 24, whole % 60
        if days:
            return self.t("{d} d {h} h", d=days, h=hours)
        if hours:
            return self.t("{h} h {m} m", h=hours, m=f"{rest:02d}")
        return self.t("{m} m", m=rest)

    def cadence(self, minutes: Any) -> str:
        """Return a promised interval: whole days, whole hours, else as a duration."""
        if present(minutes) and minutes >= 1440 and minutes % 1440 == 0:
            return self.t("{n} d", n=int(minutes // 1440))
        if present(minutes) and minutes >= 60 and minutes % 60 == 0:
            return self.t("{n} h", n=int(minutes // 60))
        return self.duration(minutes)

    def number(self, value: Any, digits: int = 0) -> str:
        """Return a number with thousands grouped; `—` when nobody reported it."""
        if not present(value):
            return NO_REPORT
        number = float(value)
        if digits == 0 and abs(number) < 100 and number != int(number):
            digits = 1
        return f"{number:,.{digits}f}"

    def money(self, value: Any, currency: Any) -> str:
        """Return a sum in millions (亿 and 万 in Chinese) with its currency's sign or code."""
        if not present(value):
            return NO_REPORT
        amount = float(value)
        scales = ((1e8, "亿"), (1e4, "万")) if self.language == "zh" else ((1e6, "M"), (1e3, "k"))
        scale, word = next((s for s in scales if abs(amount) >= s[0]), (1, ""))
        code = str(currency) if present(currency) else ""
        said = f"{amount / scale:,.1f}" if word else f"{amount:,.0f}"
        return f"{_SIGNS.get(code, code)} {said} {word}".strip()

    def quantity(self, value: Any, unit: Any) -> str:
        """Return a quantity with its unit."""
        said = self.number(value)
        word = str(unit) if present(unit) else ""
        # English counts things without a measure word: 50 boats, not 50 艘.
        if self.language != "zh" and not word.isascii():
            word = ""
        return f"{said} {word}" if word else said


# What the field itself says for short; a list has no room for the whole, which its hint says.
_SHORT = {
    "Hazardous-chemical accident": "Hazmat",
    "Special-equipment accident": "Special equipment",
    "Construction accident": "Construction",
    "Industrial accident": "Industrial",
    "Environmental incident": "Environment",
    "Telecommunication failure": "Telecom failure",
    "Infectious-disease outbreak": "Disease outbreak",
    "Acute occupational poisoning": "Poisoning at work",
    "Food-safety incident": "Food safety",
    "Drug-safety incident": "Drug safety",
    "Other public-health event": "Public health",
}
_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def present(value: Any) -> bool:
    """Say whether a cell holds a value: not None, not NaN, not NaT."""
    return value is not None and not (pd.api.types.is_scalar(value) and pd.isna(value))


def numeral(level: Any) -> str:
    """Return an incident level as its Roman numeral; `—` when it was not graded."""
    return _NUMERALS[int(level)] if present(level) and 0 < int(level) < 5 else NO_REPORT


def milliseconds(instant: Any) -> int | None:
    """Return an instant (naive UTC) in milliseconds since 1970, as browsers count."""
    if not present(instant):
        return None
    moment: Any = pd.Timestamp(instant)
    return int(moment.timestamp() * 1000)
