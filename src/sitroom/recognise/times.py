"""Dates and times as offices write them: the forms met in a column, and the SQL that reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

_D = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}"
_T = r"\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d{1,9})?)?"
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
        r"\d{4}年\d{1,2}月\d{1,2}[日号]?[ ,]*(?:(?:凌晨|早上|早晨|早|上午|清晨|中午|正午|下午|傍晚|晚上|晚|夜间)? *"
        r"\d{1,2}(?:[时点:]\d{0,2}(?:分(?:钟)?|:\d{2})?(?:\d{1,2}秒)?)[许左右]*)?"
    ),
    "compact8": re.compile(r"(?:19|20|22)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"),
    "compact12": re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ T]?[0-2]\d[0-5]\d"),
    "compact14": re.compile(
        r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ T]?[0-2]\d[0-5]\d[0-6]\dZ?"
    ),
    "day4": re.compile(rf"{_DAY}\d{{4}}{_CLOCK}"),
    "day2": re.compile(rf"{_DAY}\d{{2}}{_CLOCK}"),
    "named": re.compile(rf"(?:{_MONTH},? )?\d{{1,2}}(?:st|nd|rd|th|º|\.)?(?: de)?[- ]?{_MONTH}(?: de|,)?[- ]?\d{{2,4}}{_CLOCK}"),
    "named_first": re.compile(rf"{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}{_CLOCK}"),
    "mail": re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|UT|[+-]\d{4})"),
    "serial": re.compile(r"(?:[2-7]\d{4})(?:\.\d+)?"),
    "epoch_s": re.compile(r"\d{9,10}(?:\.\d+)?"),
    "epoch_ms": re.compile(r"\d{12,13}(?:\.0)?"),
    "epoch_us": re.compile(r"\d{15,16}"),
    "chinese_short": re.compile(r"\d{1,2}月\d{1,2}日(?:\d{1,2}[时点:](?:\d{1,2}分?)?许?)?"),
}
UTC_FORMS = frozenset({"iso_utc", "iso_offset", "mail", "epoch_s", "epoch_ms", "epoch_us"})
NUMERIC_FORMS = frozenset({"serial", "epoch_s", "epoch_ms", "epoch_us", "compact8", "compact12", "compact14"})

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


def date_sql(column: str, form: TimeForm) -> tuple[str | None, str | None]:
    """Return SQL for the local and for the UTC forms of a column, each NULL where it is not one."""
    text = f"trim({column})" if form.dates - {"iso", "iso_utc"} else column
    local = [_SQL[name](text, form) for name in FORMS if name in form.dates and name not in UTC_FORMS]
    utc = [_SQL[name](text, form) for name in FORMS if name in form.dates and name in UTC_FORMS]
    mixed = local and utc
    if mixed and "iso" in form.dates:
        # DuckDB's cast drops an offset without a word, so the two must be told apart first.
        zoned = f"regexp_matches({column}, '[T ][0-9:.]+ ?(Z|z|UTC|GMT|[+-][0-9]{{2}}:?([0-9]{{2}})?)$')"
        local = [f"CASE WHEN NOT {zoned} THEN {_coalesce(local)} END"]
        utc = [f"CASE WHEN {zoned} THEN {_coalesce(utc)} END"] if form.dates & {"iso_utc", "iso_offset"} else utc
    return (_coalesce(local) if local else None), (_coalesce(utc) if utc else None)


def _coalesce(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})"


def _strp(text: str, *formats: str) -> str:
    listed = ", ".join(f"'{one}'" for one in formats)
    return f"try_strptime({text}, {listed})" if len(formats) == 1 else f"try_strptime({text}, [{listed}])"


def _wide(text: str) -> str:
    return f"translate({text}, '０１２３４５６７８９：', '0123456789:')"


def _iso_offset(text: str, form: TimeForm) -> str:
    del form
    valid = f"regexp_matches({text}, '[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?$')"
    tight = f"regexp_replace({text}, ' ([+-][0-9:]+)$', '\\1')"
    return f"CASE WHEN {valid} THEN timezone('UTC', TRY_CAST({tight} AS TIMESTAMPTZ)) END"


def _iso_utc(text: str, form: TimeForm) -> str:
    if form.dates == {"iso_utc"}:
        return f"TRY_CAST({text} AS TIMESTAMP)"
    bare = f"regexp_replace({text}, ' ?(Z|z|UTC|GMT|[+-]00:?00)$', '')"
    return f"CASE WHEN regexp_matches({text}, '(Z|z|UTC|GMT|[+-]00:?00)$') THEN TRY_CAST({bare} AS TIMESTAMP) END"


def _day(text: str, form: TimeForm) -> str:
    """Day, month and year in the order the whole column shows; an undecided column gives NULL."""
    if form.year_first:
        order = "%y-%m-%d"
    elif form.day_first is None:
        return "NULL::TIMESTAMP"
    else:
        order = "%d-%m-" if form.day_first else "%m-%d-"
    date = f"regexp_replace(regexp_extract({text}, '^[0-9]+[-/. ]+[0-9]+[-/. ]+[0-9]+'), '[-/. ]+', '-', 'g')"
    clock = f"upper(replace(regexp_extract({text}, '[0-9]{{1,2}}:[0-9:]+ ?([AaPp]\\.?[Mm])?'), '.', ''))"
    joined = f"trim({date} || ' ' || {clock})"
    clocks = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p", " %I:%M:%S%p", " %I:%M%p")
    if form.year_first:
        return _strp(joined, *(order + c for c in clocks))
    parts = []
    if "day4" in form.dates:
        parts.append(_strp(joined, *(order + "%Y" + c for c in clocks)))
    if "day2" in form.dates:
        two = f"CASE WHEN regexp_matches({date}, '-[0-9]{{2}}$') THEN {joined} END"
        parts.append(_strp(two, *(order + "%y" + c for c in clocks)))
    return _coalesce(parts)


def _chinese(text: str, form: TimeForm) -> str:
    del form
    pattern = (
        r"^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?[ ,，]*(凌晨|早上|早晨|早|上午|清晨|中午|正午|下午|傍晚|晚上|晚|夜间)? *"
        r"([0-9]{1,2})?[时点:：]?([0-9]{1,2})?分?(?:钟)?:?([0-9]{1,2})?秒?[许左右]*$"
    )
    names = "['y', 'mo', 'd', 'half', 'h', 'mi', 's']"
    hour = (
        "CASE WHEN t.half IN ('下午', '傍晚', '晚上', '晚', '夜间') AND t.h::INT < 12 THEN t.h::INT + 12"
        " WHEN t.half IN ('中午', '正午') AND t.h::INT < 3 THEN t.h::INT + 12"
        " WHEN t.h = '' THEN 0 ELSE t.h::INT END"
    )
    date = "TRY_CAST(t.y || '-' || t.mo || '-' || t.d AS TIMESTAMP)"
    time = f"to_hours({hour}) + to_minutes(coalesce(TRY_CAST(t.mi AS INT), 0)) + to_seconds(coalesce(TRY_CAST(t.s AS INT), 0))"
    parts = f"regexp_extract({_wide(text)}, '{pattern}', {names})"
    return f"list_transform([{parts}], lambda t: CASE WHEN t.y <> '' AND ({hour}) <= 24 THEN {date} + {time} END)[1]"


def _named(text: str, form: TimeForm) -> str:
    """Replace the month's name, in whatever language the column uses, by its number."""
    bare = f"regexp_replace(lower({text}), '(^[^0-9]+,|([0-9])(st|nd|rd|th|º|\\.)| de |[,.])', '\\2 ', 'g')"
    names = sorted(form.months, key=len, reverse=True)
    if not names:
        return "NULL::TIMESTAMP"
    word = f"regexp_extract({bare}, '{'|'.join(names)}')"
    number = "CASE " + word + "".join(f" WHEN '{n}' THEN ' {form.months[n]} '" for n in names) + " END"
    joined = f"trim(regexp_replace(regexp_replace({bare}, '{'|'.join(names)}', {number}), '[- ]+', ' ', 'g'))"
    clocks = ("", " %H:%M:%S", " %H:%M", " %I:%M:%S %p", " %I:%M %p")
    orders = ("%d %m %Y",) if "named" in form.dates else ()
    orders += ("%m %d %Y",) if "named_first" in form.dates else ()
    first = _strp(joined, *(o + c for o in orders for c in clocks))
    if len(orders) == 2:
        is_first = f"regexp_matches({bare}, '^[^0-9]')"
        first = (
            f"CASE WHEN {is_first} THEN {_strp(joined, *('%m %d %Y' + c for c in clocks))}"
            f" ELSE {_strp(joined, *('%d %m %Y' + c for c in clocks))} END"
        )
    two = f"CASE WHEN regexp_matches({joined}, '^[0-9]+ [0-9]+ [0-9]{{2}}$') THEN {_strp(joined, '%d %m %y')} ELSE {first} END"
    return two if "named" in form.dates else first


def _mail(text: str, form: TimeForm) -> str:
    del form
    bare = f"regexp_replace({text}, '^[A-Za-z]{{3}}, ', '')"
    ended = f"regexp_replace({bare}, '(GMT|UTC|UT)$', '+0000')"
    zoned = f"try_strptime({ended}, '%d %b %Y %H:%M:%S %z')"
    return f"timezone('UTC', coalesce({zoned}, try_strptime({ended}, '%d %b %Y %H:%M %z')))"


def _serial(text: str, form: TimeForm) -> str:
    """Days since 1899-12-30, rounded to the second: Excel's fractions are a little off."""
    del form
    value = f"TRY_CAST({text} AS DOUBLE)"
    return (
        f"CASE WHEN {value} >= 20000 AND {value} < 80000 AND NOT contains({text}, '-')"
        f" THEN TIMESTAMP '1899-12-30' + to_seconds(round({value} * 86400)::BIGINT) END"
    )


def _epoch(divide: str, low: float, high: float):  # noqa: ANN202
    def sql(text: str, form: TimeForm) -> str:
        del form
        value = f"TRY_CAST({text} AS DOUBLE)"
        return f"CASE WHEN {value} BETWEEN {low!r} AND {high!r} THEN make_timestamp(({value} {divide})::BIGINT) END"

    return sql


def _leap(text: str, form: TimeForm) -> str:
    del form
    return f"TRY_CAST(regexp_replace({text}, ':60([Zz])?$', ':59\\1') AS TIMESTAMP)"


_SQL = {
    "iso": lambda text, form: f"TRY_CAST({text} AS TIMESTAMP)",
    "iso_utc": _iso_utc,
    "iso_offset": _iso_offset,
    "iso_leap": _leap,
    "iso_hour": lambda text, form: _strp(f"replace(replace({text}, 'T', ' '), '/', '-')", "%Y-%m-%d %H"),
    "iso_ampm": lambda text, form: _strp(
        f"upper(replace(replace(replace({text}, '.', ''), '/', '-'), 'T', ' '))",
        *(f"%Y-%m-%d {c}" for c in ("%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%I:%M:%S%p")),
    ),
    "dots": lambda text, form: f"TRY_CAST(regexp_replace({text}, '^([0-9]{{4}})\\.([0-9]+)\\.([0-9]+)\\.?', '\\1-\\2-\\3') AS TIMESTAMP)",
    "chinese": _chinese,
    "compact8": lambda text, form: _strp(text, "%Y%m%d"),
    "compact12": lambda text, form: _strp(f"regexp_replace({text}, '[ T]', '')", "%Y%m%d%H%M"),
    "compact14": lambda text, form: _strp(f"regexp_replace({text}, '[ TZ]', '', 'g')", "%Y%m%d%H%M%S"),
    "day4": _day,
    "day2": lambda text, form: "NULL::TIMESTAMP" if "day4" in form.dates else _day(text, form),
    "named": _named,
    "named_first": lambda text, form: "NULL::TIMESTAMP" if "named" in form.dates else _named(text, form),
    "mail": _mail,
    "serial": _serial,
    "epoch_s": _epoch("* 1000000", 631152000.0, 4102444800.0),
    "epoch_ms": _epoch("* 1000", 631152000e3, 4102444800e3),
    "epoch_us": _epoch("", 631152000e6, 4102444800e6),
    "chinese_short": lambda text, form: "NULL::TIMESTAMP",
}


def clock_sql(column: str, form: TimeForm) -> str:
    """Return SQL for the time of day as an INTERVAL; dates with a time give theirs."""
    text = f"trim({column})"
    parts = []
    if form.clocks & {"clock", "clock24"} or form.dates & {"iso"}:
        parts.append(f"TRY_CAST({text} AS TIME)")
    if "clock_ampm" in form.clocks:
        upper = f"upper(replace(replace({text}, '.', ''), ' ', ''))"
        parts.append(_strp(upper, "%I:%M%p", "%I:%M:%S%p", "%I%p") + "::TIME")
    if "clock_h" in form.clocks:
        tidy = f"regexp_replace({text}, '^([0-9]+) ?[hH时点] ?([0-9]*).*$', '\\1:0\\2')"
        parts.append(f"TRY_CAST(regexp_replace({tidy}, ':0([0-9]{{2}})$', ':\\1') AS TIME)")
    if form.clocks & {"digits", "digits6"}:
        digits = f"CASE WHEN regexp_full_match({text}, '[0-9]{{3,4}}') THEN lpad({text}, 4, '0') WHEN regexp_full_match({text}, '[0-9]{{6}}') THEN {text} END"
        parts.append(f"TRY_CAST(regexp_replace({digits}, '^(..)(..)(..)?$', '\\1:\\2') AS TIME)")
    if "fraction" in form.clocks or "serial" in form.dates:
        value = f"TRY_CAST({text} AS DOUBLE)"
        seconds = f"round(({value} - floor({value})) * 86400)::BIGINT"
        fraction = f"CASE WHEN {value} >= 0 AND ({value} < 2 OR {value} BETWEEN 20000 AND 80000) THEN to_seconds({seconds}) END"
    else:
        fraction = None
    intervals = [f"to_microseconds(epoch_us({_coalesce(parts)}))"] if parts else []
    if "clock24" in form.clocks:
        minutes = f"TRY_CAST(regexp_extract({text}, '^24:([0-5][0-9])', 1) AS INTEGER)"
        intervals.append(f"to_hours(24) + to_minutes({minutes})")
    intervals += [fraction] if fraction else []
    return _coalesce(intervals) if intervals else "NULL::INTERVAL"
