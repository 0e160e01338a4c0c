"""A date in several columns: year, month and day, each under a header of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sitroom.recognise.headers import Header
from sitroom.recognise.words import plain
from sitroom.store.connect import literal

if TYPE_CHECKING:
    from sitroom.recognise.context import Context

_WORDS = {
    "year": "year yr iyear ano annee jahr yil 年 年份 年度 西暦",
    "month": "month mo mon imonth mes mois monat ay 月 月份",
    "day": "day dy iday dia jour tag gun 日",
    "hour": "hour hr hh hora heure stunde saat 时 小时 点",
    "minute": "minute min mn minuto 分 分钟",
    "second": "second sec segundo sekunde 秒",
}
CLOCK_PARTS = ("hour", "minute", "second")
_PART_OF = {word: part for part, words in _WORDS.items() for word in words.split()}
# One number for year and month, as 202607; what is read of it is told by its place among the parts.
_YEAR_MONTH = ("yearmonth", "year month", "yyyymm")
_DAY_OF_YEAR = ("day of year", "dayofyear", "day of the year", "doy", "julian day", "jday", "yday")
_LATIN = re.compile(r"^(.*?) ?([^\W\d_]+)$")


def groups(headers: list[Header], numeric: Callable[[int], bool]) -> dict[str, dict[str, int]]:
    """Return the columns of year, month and day by what stands before the word (start, end)."""
    found: dict[str, dict[str, int]] = {}
    for index, header in enumerate(headers):
        if counted := next((w for w in _DAY_OF_YEAR if header.short.endswith(w)), ""):
            stem = header.short.removesuffix(counted).strip()
            found.setdefault(stem, {}).setdefault("day_of_year", index)
            continue
        joined = next((w for w in _YEAR_MONTH if header.short.endswith(w)), "")
        if joined and numeric(index):
            parts = found.setdefault(header.short.removesuffix(joined).strip(), {})
            parts |= {"year": index, "month": index}
            continue
        match = _LATIN.fullmatch(header.short)
        part = _PART_OF.get(match[2]) if match else None
        if match and part and (part == "month" or numeric(index)):
            found.setdefault(match[1], {}).setdefault(part, index)
    return {stem: parts for stem, parts in found.items() if "year" in parts}


def date_sql(context: Context, columns: list[int]) -> tuple[str, str, str]:
    """Return SQL for the date of year, month and day columns, its precision, and what fails.

    A blank month or day leaves the first one of the year or month, with that precision.
    """
    names = [f"c{column}" for column in columns]
    is_joined = len(columns) > 1 and columns[0] == columns[1]
    year = f"({_whole(names[0])} // 100)" if is_joined else _whole(names[0])
    parts, given = [f"({year})::VARCHAR"], []
    for place, name in enumerate(names[1:3]):
        number = _month(context, columns[1]) if place == 0 else _whole(name)
        if place == 0 and is_joined:
            number = f"({_whole(name)} % 100)"
        blank = f"coalesce(trim({name}), '') IN ('', '0', '0.0')"
        parts.append(f"CASE WHEN {blank} THEN '1' ELSE ({number})::VARCHAR END")
        given.append(f"NOT {blank}")
    parts += ["'1'"] * (3 - len(parts))
    joined = " || '-' || ".join(parts)
    date = f"TRY_CAST({joined} AS TIMESTAMP)"
    wide = ("year", "month")[: len(given)]
    whens = [f"WHEN NOT ({known}) THEN '{span}'" for known, span in zip(given, wide, strict=True)]
    narrow = ("year", "month", "day")[len(given)]
    precision = f"CASE {' '.join(whens)} ELSE '{narrow}' END" if whens else "'year'"
    return date, precision, f"trim({names[0]}) <> '' AND ({date}) IS NULL"


def of_day_sql(columns: dict[str, int]) -> str:
    """Return SQL for the time of day as an INTERVAL of columns of hours, minutes and seconds.

    NULL where there is no hour; what is blank behind it is nothing.
    """
    hour = _whole(f"c{columns['hour']}")
    rest = "".join(
        f" + to_{part}s(coalesce(TRY_CAST(c{columns[part]} AS DOUBLE), 0)::{kind})"
        for part, kind in (("minute", "INTEGER"), ("second", "DOUBLE"))
        if part in columns
    )
    return f"CASE WHEN {hour} BETWEEN 0 AND 24 THEN to_hours({hour}){rest} END"


def day_of_year_sql(columns: list[int]) -> tuple[str, str, str]:
    """Return the same for a column of years and one that counts the days of the year from 1."""
    year, day = (_whole(f"c{column}") for column in columns)
    start = f"TRY_CAST(({year})::VARCHAR || '-01-01' AS TIMESTAMP)"
    date = f"CASE WHEN {day} BETWEEN 1 AND 366 THEN {start} + to_days({day} - 1) END"
    return date, "'day'", f"trim(c{columns[0]}) <> '' AND ({date}) IS NULL"


def _whole(name: str) -> str:
    return f"TRY_CAST(TRY_CAST({name} AS DOUBLE) AS INTEGER)"


def _month(context: Context, column: int) -> str:
    months = context.fitting.months
    met = {
        value.strip(): months[plain(value)]
        for value in context.fitting.values(column)
        if plain(value) in months
    }
    whens = "".join(f" WHEN {literal(word)} THEN {number}" for word, number in met.items())
    number = _whole(f"c{column}")
    return f"CASE trim(c{column}){whens} ELSE {number} END" if whens else number
