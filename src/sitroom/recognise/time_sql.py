"""The SQL that reads dates and times of day in the forms that a column holds."""

from __future__ import annotations

from collections.abc import Callable

from sitroom.recognise import buddhist
from sitroom.recognise.time_parts import parts_sql, tidy_sql
from sitroom.recognise.times import CAST_FORMS, UTC_FORMS, TimeForm

_UTC_END = "(Z|UTC|[+-]00:?00)$"
_ZONED = "[T ][0-9:.]+ ?(Z|z|UTC|GMT|[+-][0-9]{2}:?([0-9]{2})?)$"
_EPOCH_LOW, _EPOCH_HIGH = -2_208_988_800, 4_102_444_800


def date_sql(column: str, form: TimeForm) -> tuple[str | None, str | None]:
    """Return SQL for the local and for the UTC forms of a column, each NULL where it is not one."""
    cell = column
    if form.buddhist is not None:
        column = buddhist.gregorian_sql(column, form.buddhist)
    text = f"trim({column})" if form.dates - {"iso", "iso_utc"} else column
    met = [name for name in (*CAST_FORMS, "julian5") if name in form.dates]
    local = [_SQL[name](text, form) for name in met if name not in UTC_FORMS]
    utc = [_SQL[name](text, form) for name in met if name in UTC_FORMS]
    if "iso" in form.dates and (utc or form.parts or form.has_offsets):
        # DuckDB's cast drops an offset without a word, so the two must be told apart first.
        zoned = f"regexp_matches({column}, '{_ZONED}')"
        local = [f"CASE WHEN NOT {zoned} THEN {_coalesce(local)} END"]
    if form.parts:
        part = spelt_sql(cell, form)
        local.append(f"CASE WHEN ({part}).minutes IS NULL THEN ({part}).at END")
        shift = f"({part}).at - to_minutes(({part}).minutes)"
        utc.append(f"CASE WHEN ({part}).minutes < 9999 THEN {shift} END")
    return (_coalesce(local) if local else None), (_coalesce(utc) if utc else None)


def spelt_sql(column: str, form: TimeForm) -> str:
    """Return SQL for {at, minutes, precision} of the first spelt form that reads a cell."""
    if form.buddhist is not None:
        column = buddhist.gregorian_sql(column, form.buddhist)
    text = tidy_sql(column, numerals=form.numerals)
    read = [
        parts_sql(
            name,
            text,
            day_first=form.day_first,
            year_first=form.year_first,
            year=form.year,
            pivot=form.pivot,
            months=form.months,
            zones=form.zones,
        )
        for name in form.parts
    ]
    if len(read) == 1:
        return read[0]
    return f"list_filter([{', '.join(read)}], lambda x: x.at IS NOT NULL)[1]"


def _coalesce(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def _parsed(text: str, *formats: str) -> str:
    listed = ", ".join(f"'{one}'" for one in formats)
    if len(formats) > 1:
        listed = f"[{listed}]"
    return f"try_strptime({text}, {listed})"


def _iso_offset(text: str, form: TimeForm) -> str:
    del form
    valid = f"regexp_matches({text}, '[+-](0[0-9]|1[0-4]):?[0-5][0-9]$')"
    tight = f"regexp_replace({text}, ' ([+-][0-9:]+)$', '\\1')"
    return f"CASE WHEN {valid} THEN timezone('UTC', TRY_CAST({tight} AS TIMESTAMPTZ)) END"


def _iso_utc(text: str, form: TimeForm) -> str:
    if form.dates == {"iso_utc"}:
        return f"TRY_CAST({text} AS TIMESTAMP)"
    bare = f"regexp_replace({text}, ' ?{_UTC_END}', '')"
    is_utc = f"regexp_matches({text}, '{_UTC_END}')"
    return f"CASE WHEN {is_utc} THEN TRY_CAST({bare} AS TIMESTAMP) END"


def _serial(text: str, form: TimeForm) -> str:
    """Days since 1899-12-30, rounded to the second: Excel's fractions are a little off."""
    value = f"TRY_CAST({text} AS DOUBLE)"
    first = "1904-01-01" if form.is_1904 else "1899-12-30"
    return (
        f"CASE WHEN {value} >= 20000 AND {value} < 80000 AND NOT contains({text}, '-')"
        f" THEN TIMESTAMP '{first}' + to_seconds(round({value} * 86400)::BIGINT) END"
    )


def _epoch(scale: float) -> Callable[[str, TimeForm], str]:
    """Return the reader of epochs counted in 1/`scale` seconds; only 1900 to 2100 is believed."""

    def sql(text: str, form: TimeForm) -> str:
        del form
        digits = f"regexp_replace({text}, '^/Date\\((.*)\\)/$', '\\1')" if scale == 1e3 else text
        value = f"TRY_CAST({digits} AS DOUBLE)"
        low, high = _EPOCH_LOW * scale, _EPOCH_HIGH * scale
        moment = f"make_timestamp(({value} * {1e6 / scale!r})::BIGINT)"
        long = {1: "9,10", 1e3: "10,14", 1e6: "14,16"}[scale]
        fits = (
            f"{value} BETWEEN {low!r} AND {high!r}"
            f" AND regexp_matches({digits}, '^-?[0-9]{{{long}}}([.]|$)')"
        )
        return f"CASE WHEN {fits} THEN {moment} END"

    return sql


def _run_together(digits: int, rest: str) -> Callable[[str, TimeForm], str]:
    """Return the reader of a day, a month and a year without anything between them."""

    def sql(text: str, form: TimeForm) -> str:
        if form.day_first is None:
            return "NULL::TIMESTAMP"
        order = "%d%m" if form.day_first else "%m%d"
        padded = f"lpad({text}, {digits}, '0')"
        fits = f"strlen({text}) IN ({digits - 1}, {digits})"
        return f"CASE WHEN {fits} THEN {_parsed(padded, order + rest)} END"

    return sql


def _roc7(text: str, form: TimeForm) -> str:
    """Seven digits count the years of the Republic: 1130703 is 3 July 2024."""
    del form
    fits = f"regexp_full_match({text}, '1[0-9]{{6}}')"
    year = f"(TRY_CAST(left({text}, 3) AS INT) + 1911)::VARCHAR"
    return f"CASE WHEN {fits} THEN {_parsed(f'{year} || right({text}, 4)', '%Y%m%d')} END"


def _julian(text: str, form: TimeForm) -> str:
    """Years and days of the year: 2026208, or 26208 where the header says so."""
    digits = 7 if "julian7" in form.dates else 5
    century = f"CASE WHEN TRY_CAST(left({text}, 2) AS INT) <= {form.pivot} THEN '20' ELSE '19' END"
    year = f"left({text}, 4)" if digits == 7 else f"{century} || left({text}, 2)"
    days = f"to_days(TRY_CAST(right({text}, 3) AS INT) - 1)"
    fits = f"regexp_full_match({text}, '[0-9]{{{digits}}}')"
    return f"CASE WHEN {fits} THEN TRY_CAST({year} || '-01-01' AS TIMESTAMP) + {days} END"


_SQL: dict[str, Callable[[str, TimeForm], str]] = {
    "iso": lambda text, form: f"TRY_CAST({text} AS TIMESTAMP)",
    "iso_utc": _iso_utc,
    "iso_offset": _iso_offset,
    "compact8": lambda text, form: _parsed(text, "%Y%m%d"),
    "compact12": lambda text, form: _parsed(f"regexp_replace({text}, '[ T]', '')", "%Y%m%d%H%M"),
    "compact14": lambda text, form: _parsed(f"regexp_replace({text}, '[ T]', '')", "%Y%m%d%H%M%S"),
    "day8": _run_together(8, "%Y"),
    "day12": _run_together(12, "%Y%H%M"),
    "roc7": _roc7,
    "julian7": _julian,
    "julian5": _julian,
    "serial": _serial,
    "epoch_s": _epoch(1),
    "epoch_ms": _epoch(1e3),
    "epoch_us": _epoch(1e6),
}


def clock_sql(column: str, form: TimeForm) -> str:
    """Return SQL for the time of day as an INTERVAL; dates with a time give theirs."""
    text = f"trim({column})"
    times = []
    if "clock" in form.clocks or "iso" in form.dates:
        times.append(f"TRY_CAST({text} AS TIME)")
    if form.clocks & {"digits", "digits6", "minutes"}:
        four = f"WHEN regexp_full_match({text}, '[0-9]{{1,4}}') THEN lpad({text}, 4, '0')"
        six = f"WHEN regexp_full_match({text}, '[0-9]{{6}}') THEN {text}"
        digits = f"regexp_replace(CASE {four} {six} END, '^(..)(..)(..)?$', '\\1:\\2')"
        times.append(f"TRY_CAST({digits} AS TIME)")
    intervals = [f"to_microseconds(epoch_us({_coalesce(times)}))"] if times else []
    if form.clocks & {"spoken", "digits"}:
        part = parts_sql("clock", tidy_sql(column, numerals=form.numerals), day_first=None)
        spoken = f"(({part}).at - TIMESTAMP '1970-01-01')"
        marked = f"regexp_matches({text}, '[^0-9.]|^2400$|[0-9][.][0-9]')"
        intervals.append(f"CASE WHEN {marked} THEN {spoken} END")
    if "fraction" in form.clocks or "serial" in form.dates:
        value = f"TRY_CAST({text} AS DOUBLE)"
        seconds = f"to_seconds(round(({value} - floor({value})) * 86400)::BIGINT)"
        day = f"{value} >= 0 AND ({value} < 2 OR {value} BETWEEN 20000 AND 80000)"
        intervals.append(f"CASE WHEN {day} THEN {seconds} END")
    return _coalesce(intervals) if intervals else "NULL::INTERVAL"
