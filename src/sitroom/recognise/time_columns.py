"""One column of dates or times: how all of its rows are read, and its way to UTC."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sitroom.recognise import buddhist
from sitroom.recognise.context import MOST_SHAPES, Context, shape_sql
from sitroom.recognise.fields import word_list_raw
from sitroom.recognise.profile import usable
from sitroom.recognise.time_parts import DAY_ORDER_FORMS, RUN_TOGETHER_FORMS
from sitroom.recognise.time_sql import clock_sql, date_sql, spelt_sql
from sitroom.recognise.times import TimeForm, forms_of
from sitroom.store.connect import literal

FIRST_YEAR, LAST_YEAR = 1900, 2300
_NAMED_ZONES = {"utc": "UTC", "gmt": "UTC", "z": "UTC", "北京时间": "Asia/Shanghai"}


def read(context: Context, column: int, form: TimeForm) -> tuple[str | None, str | None, str]:
    """Read a column, look at the whole of it for forms that the sample did not show, and again."""
    cell = f"c{column}"
    zoned = f"strlen({cell}) > 19 OR contains({cell}, 'Z') OR contains({cell}, '+')"
    _prepare(context, column, form)
    _decide_whole(context, column, form)
    local, utc = date_sql(cell, form)
    both = either(local, utc)
    suspicious = zoned if form.dates == {"iso"} else "false"
    filled, read, odd, values, form.shortest, *form.span = _looked_over(
        context, cell, both, suspicious, form
    )
    if filled == read and not odd:
        return local, utc, ""
    if odd or not values:
        values = context.failing(column, both, suspicious if odd else "false")
    if form.buddhist is not None:
        values = [buddhist.gregorian(value, form.buddhist) for value in values]
    more = forms_of(values, context.fitting.months)
    if odd or not more.dates <= form.dates:
        form.shortest, form.span, form.has_offsets = 0, [], bool(odd)
    form.learn(more)
    _decide_whole(context, column, form)
    local, utc = date_sql(f"c{column}", form)
    both = either(local, utc)
    filled = context.filled_sql(column, context.is_nothing(values))
    return local, utc, f"({both}) IS NULL AND {filled}"


def _looked_over(
    context: Context, cell: str, both: str, suspicious: str, form: TimeForm
) -> tuple[Any, ...]:
    """Return how many cells are filled and read, whether some look zoned, one cell of each shape
    that is not read (where the sample had such), and the least and greatest of what is read.
    """
    counts = (
        f"count({cell}) AS filled, count(v) AS read, bool_or({suspicious}) AS odd,"
        f" min(strlen({cell})) AS shortest, min(v) AS low, max(v) AS high,"
        " max(CASE WHEN isfinite(v) THEN epoch_us(v::TIME) END) AS latest"
    )
    source = f"(SELECT {cell}, {both} AS v FROM {usable(context.relation)})"
    if not form.other:
        told = "filled, read, odd, [], shortest, low, high, latest"
        found = f"SELECT {told} FROM (SELECT {counts} FROM {source})"
        return context.con.execute(found).fetchall()[0]
    unread = f"CASE WHEN v IS NULL AND trim({cell}) <> '' THEN {shape_sql(cell)} END"
    groups = (
        f"SELECT {unread} AS unread, any_value({cell}) AS one, {counts} FROM {source} GROUP BY 1"
    )
    return context.con.execute(
        "SELECT sum(filled)::BIGINT, sum(read)::BIGINT, bool_or(odd),"
        f" coalesce(list(one) FILTER (unread IS NOT NULL), [])[:{MOST_SHAPES}],"
        f" min(shortest), min(low), max(high), max(latest) FROM ({groups})"
    ).fetchall()[0]


def _year_beside(context: Context, column: int) -> int | None:
    """Return the one year that a column's other cells are of: 7月12日 stands between them."""
    values = " ".join(context.fitting.values(column))
    years = set(re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})(?=[年/.-])", values))
    return int(years.pop()) if len(years) == 1 else None


def _prepare(context: Context, column: int, form: TimeForm) -> None:
    """Tell the form what the file says beside the cells: the year, the date system, the zones."""
    form.year = context.year or (_year_beside(context, column) if form.parts else None)
    form.is_1904 = context.source.options.get("date_system") == 1904
    form.zones = {
        word.upper(): _minutes(code)
        for word, code in word_list_raw("zone", context.site.folder).items()
    }
    # CST is China's time in Asia and the time of Chicago elsewhere.
    form.zones["CST"] = 480 if context.zone.startswith("Asia/") else -360


def _minutes(offset: str) -> int:
    sign = -1 if offset.startswith("-") else 1
    hours, minutes = offset.lstrip("+-").split(":")
    return sign * (int(hours) * 60 + int(minutes))


def either(local: str | None, utc: str | None) -> str:
    """Return SQL for whichever of two readings there is."""
    parts = [part for part in (local, utc) if part]
    return f"coalesce({', '.join(parts)})" if len(parts) > 1 else (parts or ["NULL::TIMESTAMP"])[0]


def _decide_whole(context: Context, column: int, form: TimeForm) -> None:
    """Decide day-first or month-first on all rows; the largest first and second part tell."""
    if not form.dates & DAY_ORDER_FORMS or form.year_first:
        return
    two = r"(?:^|[ ,])([0-9]{1,2})[-/. ] ?([0-9]{1,2})[-/. ] ?[0-9]{2}"
    if form.dates & RUN_TOGETHER_FORMS:
        two = r"^ *([0-9]{1,2})([0-9]{2})[0-9]{4}(?:[0-9]{4})? *$"
    numbers = f"regexp_extract(c{column}, '{two}', ['a', 'b'])"
    first, second = context.one(
        f"max(TRY_CAST({numbers}.a AS INT)), max(TRY_CAST({numbers}.b AS INT))"
    )
    if first is None or second is None:
        return
    if first > 12 and second > 12 and form.day_first is not None:
        return  # one of them is a slip: what most cells show stands
    if first > 12 or second > 12:
        form.day_first = first > 12
        form.ambiguous = False


def precision_sql(column: int, form: TimeForm) -> str:
    """Return SQL for how precise a cell is: minute, hour, day, month or year."""
    cast = form.dates - set(form.parts)
    if not cast - {"iso", "iso_utc", "iso_offset"}:
        precise = f"strlen(trim(c{column})) > 10"
    elif cast <= {"epoch_s", "epoch_ms", "epoch_us", "compact12", "compact14"}:
        precise = "true"
    else:
        precise = f"regexp_matches(c{column}, ':|^-?[0-9]{{9,}}|^[0-9]{{5}}\\.|^/')"
    plain = f"CASE WHEN {precise} THEN 'minute' ELSE 'day' END"
    if not form.parts:
        return plain
    part = spelt_sql(f"c{column}", form)
    return f"CASE WHEN ({part}).at IS NOT NULL THEN ({part}).precision ELSE {plain} END"


def clock(context: Context, column: int) -> tuple[str, str]:
    """Return SQL for a column's time of day and a condition for cells that are none."""
    form = context.fitting.times(column)
    sql = clock_sql(f"c{column}", form)
    odd = context.one(f"count(*) FILTER (WHERE ({sql}) IS NULL AND trim(c{column}) <> '')")[0]
    if not odd:
        return sql, ""
    values = context.failing(column, sql)
    more = forms_of(values, context.fitting.months)
    form.learn(more)
    sql = clock_sql(f"c{column}", form)
    filled = context.filled_sql(column, context.is_nothing(values))
    return sql, f"({sql}) IS NULL AND {filled}"


def zone_of(unit: str | None) -> str | None:
    """Return the zone that a header names in brackets, such as (UTC) or (UTC+8), or None."""
    word = (unit or "").strip().casefold()
    offset = re.fullmatch(r"(?:utc|gmt) ?([+-])0?(\d{1,2})(?::?00)?", word)
    if offset:
        # The names of these zones count westwards.
        return f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}"
    return _NAMED_ZONES.get(word)


def to_utc(local: str, zone: str, low: datetime | None, high: datetime | None) -> str:
    """Return SQL from local time to UTC; a fixed shift where the zone's offset never changes.

    The shift is ten times as cheap as the calendar, and the same in the years between.
    """
    shift = _fixed_offset(zone, low, high)
    if shift is None:
        return f"timezone('UTC', timezone({literal(zone)}, {local}))"
    minutes = int(shift.total_seconds() // 60)
    return f"({local}) - to_minutes({minutes})" if minutes else f"({local})"


def _fixed_offset(zone: str, low: datetime | None, high: datetime | None) -> timedelta | None:
    if low is None or high is None or low.year < FIRST_YEAR or high.year >= LAST_YEAR:
        return None
    rules, seen = ZoneInfo(zone), set()
    moment, end = low - timedelta(days=2), high + timedelta(days=8)
    while moment < end:
        seen.add(rules.utcoffset(moment))
        if len(seen) > 1:
            return None
        moment += timedelta(days=7)
    return seen.pop() if seen else None
