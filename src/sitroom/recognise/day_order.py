"""Day or month first where no cell of a column tells: the custom of its country or tongue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sitroom.recognise.context import Context
from sitroom.recognise.time_sql import date_sql
from sitroom.recognise.times import TimeForm
from sitroom.store.connect import literal

# Words of headers for a date or a time, in tongues whose countries all write the day first.
_DAY_FIRST_WORDS = {
    *("fecha", "hora", "data", "heure", "jour", "dia", "datum", "uhrzeit", "beginn", "ende"),
    *("tarih", "tarihi", "saat", "saati", "giorno", "ora", "tanggal", "дата", "время"),
}
# What these tell has been; a warning may expire, and a delivery arrive, in the future.
_HAS_BEEN = {"occurred_at", "reported_at", "detected_at", "updated_at", "sent_at", "event_at"}
_MONTH_FIRST_ZONES = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("America/Phoenix", "America/Anchorage", "America/Detroit", "America/Boise"),
    *("America/Indiana/", "America/Kentucky/", "America/North_Dakota/", "America/Puerto_Rico"),
    *("Pacific/Honolulu", "Pacific/Guam", "Asia/Manila", "US/"),
)
_DAY_FIRST_ZONES = (
    "America/",
    "Europe/",
    "Africa/",
    "Australia/",
    "Pacific/",
    "Atlantic/",
    "Asia/",
)
_YEAR_FIRST_ZONES = (
    *("Asia/Shanghai", "Asia/Urumqi", "Asia/Taipei", "Asia/Hong_Kong", "Asia/Macau"),
    *("Asia/Tokyo", "Asia/Seoul", "Asia/Pyongyang", "Asia/Ulaanbaatar"),
)


@dataclass(frozen=True)
class Order:
    """Which comes first, how sure that is (0 to 1), and why."""

    day_first: bool
    confidence: float
    why: str


def custom(context: Context, column: int, form: TimeForm, decided: list[bool]) -> Order | None:
    """Return the order that everything but the cells speaks for, or None where nothing does."""
    declared = context.source.options.get("day_first")
    if isinstance(declared, bool):
        return Order(declared, 1.0, "declared by the source")
    if decided:
        return Order(decided[0], 0.9, "as in the file's other dates")
    if form.separators == {"."}:
        return Order(True, 0.9, "points stand between day, month and year")
    if (told := _by_the_clock(context, column, form)) is not None:
        return Order(told, 0.9, "the other way round some would lie in the future")
    if context.country:
        return Order(context.country.day_first, 0.8, f"the custom of {context.country.code}")
    if set(context.headers[column].full.split()) & _DAY_FIRST_WORDS:
        return Order(True, 0.8, "the custom of the header's language")
    zone = context.source.timezone or context.site.timezone
    if zone.startswith(_MONTH_FIRST_ZONES):
        return Order(False, 0.7, f"the custom at {zone}")
    if zone.startswith(_YEAR_FIRST_ZONES):
        return None
    if zone.startswith(_DAY_FIRST_ZONES):
        return Order(True, 0.7, f"the custom at {zone}")
    return None


def _by_the_clock(context: Context, column: int, form: TimeForm) -> bool | None:
    """Return the order in which nothing lies in the future that has been; None where both do."""
    names = {
        name.partition(".")[2]
        for name, claims in context.assignment.chosen.items()
        if column in (claim.column for claim in claims)
    }
    if not names & _HAS_BEEN:
        return None
    latest = literal(context.now + timedelta(days=1))
    ahead = {}
    for day_first in (True, False):
        form.day_first = day_first
        local, _ = date_sql(f"c{column}", form)
        ahead[day_first] = context.one_of_values(
            column, f"count(*) FILTER (WHERE ({local or 'NULL'}) > TIMESTAMP {latest})"
        )[0]
    form.day_first = None
    return None if bool(ahead[True]) == bool(ahead[False]) else not ahead[True]
