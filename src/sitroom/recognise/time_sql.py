"""The SQL that reads dates and times of day in the forms that a column holds."""

from __future__ import annotations

from collections.abc import Callable

from sitroom.recognise.times import FORMS, UTC_FORMS, TimeForm

_CLOCKS = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %I:%M:%S%p", " %I:%M%p")
_UTC_END = "(Z|z|UTC|GMT|[+-]00:?00)$"
_ZONED = "[T ][0-9:.]+ ?(Z|z|UTC|GMT|[+-][0-9]{2}:?([0-9]{2})?)$"
_AFTERNOON = "('下午', '傍晚', '晚上', '晚', '夜间')"
_CHINESE = (
    r"^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?[ ,，]*"
    r"(凌晨|早上|早晨|早|上午|清晨|中午|正午|下午|傍晚|晚上|晚|夜间)? *"
    r"([0-9]{1,2})?[时点:：]?([0-9]{1,2})?分?(?:钟)?:?([0-9]{1,2})?秒?[许左右]*$"
)


def date_sql(column: str, form: TimeForm) -> tuple[str | None, str | None]:
    """Return SQL for the local and for the UTC forms of a column, each NULL where it is not one."""
    text = f"trim({column})" if form.dates - {"iso", "iso_utc"} else column
    met = [name for name in FORMS if name in form.dates]
    local = [_SQL[name](text, form) for name in met if name not in UTC_FORMS]
    utc = [_SQL[name](text, form) for name in met if name in UTC_FORMS]
    if "iso" in form.dates and (utc or form.has_offsets):
        # DuckDB's cast drops an offset without a word, so the two must be told apart first.
        zoned = f"regexp_matches({column}, '{_ZONED}')"
        local = [f"CASE WHEN NOT {zoned} THEN {_coalesce(local)} END"]
    return (_coalesce(local) if local else None), (_coalesce(utc) if utc else None)


def _coalesce(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def _parsed(text: str, *formats: str) -> str:
    listed = ", ".join(f"'{one}'" for one in formats)
    if len(formats) > 1:
        listed = f"[{listed}]"
    return f"try_strptime({text}, {listed})"


def _iso_offset(text: str, form: TimeForm) -> str:
    del form
    valid = f"regexp_matches({text}, '[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?$')"
    tight = f"regexp_replace({text}, ' ([+-][0-9:]+)$', '\\1')"
    return f"CASE WHEN {valid} THEN timezone('UTC', TRY_CAST({tight} AS TIMESTAMPTZ)) END"


def _iso_utc(text: str, form: TimeForm) -> str:
    if form.dates == {"iso_utc"}:
        return f"TRY_CAST({text} AS TIMESTAMP)"
    bare = f"regexp_replace({text}, ' ?{_UTC_END}', '')"
    is_utc = f"regexp_matches({text}, '{_UTC_END}')"
    return f"CASE WHEN {is_utc} THEN TRY_CAST({bare} AS TIMESTAMP) END"


def _day(text: str, form: TimeForm) -> str:
    """Day, month and year in the order the whole column shows; an undecided column gives NULL."""
    if not form.year_first and form.day_first is None:
        return "NULL::TIMESTAMP"
    digits = f"regexp_extract({text}, '^[0-9]+[-/. ]+[0-9]+[-/. ]+[0-9]+')"
    date = f"regexp_replace({digits}, '[-/. ]+', '-', 'g')"
    clock = f"regexp_extract({text}, '[0-9]{{1,2}}:[0-9:]+ ?([AaPp]\\.?[Mm])?')"
    joined = f"trim({date} || ' ' || upper(replace({clock}, '.', '')))"
    if form.year_first:
        return _parsed(joined, *("%y-%m-%d" + c for c in _CLOCKS))
    order = "%d-%m-" if form.day_first else "%m-%d-"
    parts = []
    if "day4" in form.dates:
        parts.append(_parsed(joined, *(order + "%Y" + c for c in _CLOCKS)))
    if "day2" in form.dates:
        two = f"CASE WHEN regexp_matches({date}, '-[0-9]{{2}}$') THEN {joined} END"
        parts.append(_parsed(two, *(order + "%y" + c for c in _CLOCKS)))
    return _coalesce(parts)


def _chinese(text: str, form: TimeForm) -> str:
    del form
    wide = f"translate({text}, '０１２３４５６７８９：', '0123456789:')"
    parts = f"regexp_extract({wide}, '{_CHINESE}', ['y', 'mo', 'd', 'half', 'h', 'mi', 's'])"
    hour = (
        f"CASE WHEN t.half IN {_AFTERNOON} AND t.h::INT < 12 THEN t.h::INT + 12"
        " WHEN t.half IN ('中午', '正午') AND t.h::INT < 3 THEN t.h::INT + 12"
        " WHEN t.h = '' THEN 0 ELSE t.h::INT END"
    )
    date = "TRY_CAST(t.y || '-' || t.mo || '-' || t.d AS TIMESTAMP)"
    minutes = "to_minutes(coalesce(TRY_CAST(t.mi AS INT), 0))"
    seconds = "to_seconds(coalesce(TRY_CAST(t.s AS INT), 0))"
    value = f"{date} + to_hours({hour}) + {minutes} + {seconds}"
    valid = f"t.y <> '' AND ({hour}) <= 24"
    return f"list_transform([{parts}], lambda t: CASE WHEN {valid} THEN {value} END)[1]"


def _named(text: str, form: TimeForm) -> str:
    """Replace the month's name, in whatever language the column uses, by its number."""
    names = sorted(form.months, key=len, reverse=True)
    if not names:
        return "NULL::TIMESTAMP"
    noise = r"(^[^0-9]+,|([0-9])(st|nd|rd|th|º|\.)| de |[,.])"
    bare = f"regexp_replace(lower({text}), '{noise}', '\\2 ', 'g')"
    any_name = "|".join(names)
    whens = "".join(f" WHEN '{n}' THEN ' {form.months[n]} '" for n in names)
    number = f"CASE regexp_extract({bare}, '{any_name}'){whens} END"
    spaced = f"regexp_replace(regexp_replace({bare}, '{any_name}', {number}), '[- ]+', ' ', 'g')"
    joined = f"trim({spaced})"
    day_first = _parsed(joined, *("%d %m %Y" + c for c in _CLOCKS))
    month_first = _parsed(joined, *("%m %d %Y" + c for c in _CLOCKS))
    two = f"regexp_matches({joined}, '^[0-9]+ [0-9]+ [0-9]{{2}}$')"
    return (
        f"CASE WHEN regexp_matches(trim({bare}), '^[^0-9]') THEN {month_first}"
        f" WHEN {two} THEN {_parsed(joined, '%d %m %y')} ELSE {day_first} END"
    )


def _mail(text: str, form: TimeForm) -> str:
    del form
    bare = f"regexp_replace({text}, '^[A-Za-z]{{3}}, ', '')"
    ended = f"regexp_replace({bare}, '(GMT|UTC|UT)$', '+0000')"
    zoned = _parsed(ended, "%d %b %Y %H:%M:%S %z")
    return f"timezone('UTC', coalesce({zoned}, {_parsed(ended, '%d %b %Y %H:%M %z')}))"


def _serial(text: str, form: TimeForm) -> str:
    """Days since 1899-12-30, rounded to the second: Excel's fractions are a little off."""
    del form
    value = f"TRY_CAST({text} AS DOUBLE)"
    return (
        f"CASE WHEN {value} >= 20000 AND {value} < 80000 AND NOT contains({text}, '-')"
        f" THEN TIMESTAMP '1899-12-30' + to_seconds(round({value} * 86400)::BIGINT) END"
    )


def _epoch(scale: float) -> Callable[[str, TimeForm], str]:
    """Return the reader of epochs counted in 1/`scale` seconds; only 1990 to 2100 is believed."""

    def sql(text: str, form: TimeForm) -> str:
        del form
        value = f"TRY_CAST({text} AS DOUBLE)"
        low, high = 631_152_000 * scale, 4_102_444_800 * scale
        moment = f"make_timestamp(({value} * {1e6 / scale!r})::BIGINT)"
        return f"CASE WHEN {value} BETWEEN {low!r} AND {high!r} THEN {moment} END"

    return sql


def _leap(text: str, form: TimeForm) -> str:
    """A second 60 is a leap second; it is kept as the 59th."""
    del form
    return f"TRY_CAST(regexp_replace({text}, ':60([Zz])?$', ':59\\1') AS TIMESTAMP)"


def _dots(text: str, form: TimeForm) -> str:
    del form
    dated = r"'^([0-9]{4})\.([0-9]+)\.([0-9]+)\.?', '\1-\2-\3'"
    return f"TRY_CAST(regexp_replace({text}, {dated}) AS TIMESTAMP)"


def _half_days(text: str, form: TimeForm) -> str:
    del form
    tidy = f"upper(replace(replace(replace({text}, '.', ''), '/', '-'), 'T', ' '))"
    clocks = ("%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%I:%M:%S%p")
    return _parsed(tidy, *(f"%Y-%m-%d {clock}" for clock in clocks))


_SQL: dict[str, Callable[[str, TimeForm], str]] = {
    "iso": lambda text, form: f"TRY_CAST({text} AS TIMESTAMP)",
    "iso_utc": _iso_utc,
    "iso_offset": _iso_offset,
    "iso_leap": _leap,
    "iso_hour": lambda text, form: _parsed(
        f"replace(replace({text}, 'T', ' '), '/', '-')", "%Y-%m-%d %H"
    ),
    "iso_ampm": _half_days,
    "dots": _dots,
    "chinese": _chinese,
    "compact8": lambda text, form: _parsed(text, "%Y%m%d"),
    "compact12": lambda text, form: _parsed(f"regexp_replace({text}, '[ T]', '')", "%Y%m%d%H%M"),
    "compact14": lambda text, form: _parsed(
        f"regexp_replace({text}, '[ TZ]', '', 'g')", "%Y%m%d%H%M%S"
    ),
    "day4": _day,
    "day2": lambda text, form: "NULL::TIMESTAMP" if "day4" in form.dates else _day(text, form),
    "named": _named,
    "named_first": lambda text, form: (
        "NULL::TIMESTAMP" if "named" in form.dates else _named(text, form)
    ),
    "mail": _mail,
    "serial": _serial,
    "epoch_s": _epoch(1),
    "epoch_ms": _epoch(1e3),
    "epoch_us": _epoch(1e6),
}


def clock_sql(column: str, form: TimeForm) -> str:
    """Return SQL for the time of day as an INTERVAL; dates with a time give theirs."""
    text = f"trim({column})"
    times = []
    if form.clocks & {"clock", "clock24"} or "iso" in form.dates:
        times.append(f"TRY_CAST({text} AS TIME)")
    if "clock_ampm" in form.clocks:
        upper = f"upper(replace(replace({text}, '.', ''), ' ', ''))"
        times.append(f"{_parsed(upper, '%I:%M%p', '%I:%M:%S%p', '%I%p')}::TIME")
    if "clock_h" in form.clocks:
        tidy = f"regexp_replace({text}, '^([0-9]+) ?[hH时点] ?([0-9]*).*$', '\\1:0\\2')"
        times.append(f"TRY_CAST(regexp_replace({tidy}, ':0([0-9]{{2}})$', ':\\1') AS TIME)")
    if form.clocks & {"digits", "digits6"}:
        four = f"WHEN regexp_full_match({text}, '[0-9]{{3,4}}') THEN lpad({text}, 4, '0')"
        six = f"WHEN regexp_full_match({text}, '[0-9]{{6}}') THEN {text}"
        digits = f"regexp_replace(CASE {four} {six} END, '^(..)(..)(..)?$', '\\1:\\2')"
        times.append(f"TRY_CAST({digits} AS TIME)")
    intervals = [f"to_microseconds(epoch_us({_coalesce(times)}))"] if times else []
    if "clock24" in form.clocks:
        minutes = f"TRY_CAST(regexp_extract({text}, '^24:([0-5][0-9])', 1) AS INTEGER)"
        intervals.append(f"to_hours(24) + to_minutes({minutes})")
    if "fraction" in form.clocks or "serial" in form.dates:
        value = f"TRY_CAST({text} AS DOUBLE)"
        seconds = f"to_seconds(round(({value} - floor({value})) * 86400)::BIGINT)"
        day = f"{value} >= 0 AND ({value} < 2 OR {value} BETWEEN 20000 AND 80000)"
        intervals.append(f"CASE WHEN {day} THEN {seconds} END")
    return _coalesce(intervals) if intervals else "NULL::INTERVAL"
