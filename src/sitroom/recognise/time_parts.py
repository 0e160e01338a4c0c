"""Dates that are written out: one pattern each, by which Python knows and DuckDB reads them.

A pattern names its parts (year, month, day, hour …); one piece of SQL puts the parts together.
"""

from __future__ import annotations

import re
import unicodedata

_HALF = (
    "凌晨|清晨|早上|早晨|上午|午前|早|中午|正午|下午|午後|午后|傍晚|晚上|晚间|晚間|夜间|夜里|晚|夜"
    "|오전|오후|[AaPp][Mm]"
)
_AFTER = (
    "('下午', '午後', '午后', '傍晚', '晚上', '晚间', '晚間', '夜间', '夜里', '晚', '夜',"
    " '오후', 'pm')"
)
_BEFORE = "('凌晨', '午前', '上午', '오전', 'am')"
_CLOCK = (
    rf"(?P<half>{_HALF})? *(?P<h>[0-9]{{1,2}})"
    r"(?:(?:[:.]|[时時点點시hH] ?)(?P<mi>[0-9]{1,2})"
    r"(?:(?:[:.]|[分분] ?)(?P<s>[0-9]{1,2}(?:[.,][0-9]{1,9})?)?[秒초]?|m(?:in)?)?"
    r"|(?P<mi2>[0-9]{2})(?P<s2>[0-9]{2})?|[时時点點시hH])?"
    r"(?:许|許|左右|前后|钟|鐘|頃|ごろ| ?hrs?| ?HRS?| ?Uhr| ?[hH])*"
    r"(?: ?(?P<ap>[AaPp])\.? ?[Mm]\.?)?"
)
_ZONE = (
    r"(?: ?[(\[]?(?P<z>[Zz]|(?:UTC|GMT|UT)? ?[+-][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{2,5})[)\]]?)?"
    r"(?:\[[A-Za-z_/]+\])?"
)
_BEFORE_CLOCK = r"(?:[T ,;:_\-]+| ?@ ?| / | ?\| ?|)(?:at |às |as |à |a las |alle |um |kl\.? ?)?"
_TAIL = rf"(?:{_BEFORE_CLOCK}{_CLOCK}{_ZONE})?"
_DAY_OF_WEEK = r"(?:[ (,]*(?:星期|周|週|礼拜)[一二三四五六日天0-9][ ),]*| ?\([月火水木金土日]\) ?)?"
_WEEKDAY = r"(?:[^\s0-9,./()\-:年月日]{2,10}\.?,? )?"
_MONTH = r"(?P<mon>[^\s0-9,./()\-:_年月日旬初底]{3,10})"
_Y4 = r"(?P<y>[0-9]{4})"
_MO_D = r"(?P<mo>[0-9]{1,2}) ?[-/._月월] ?(?P<d>[0-9]?[1-9]|[1-9]0)[日号號일.]?"

_YMD = rf"{_Y4} ?[-/._年년] ?{_MO_D}{_DAY_OF_WEEK}"
_AB = r"(?P<a>[0-9]{1,2})[-/. ] ?(?P<b>[0-9]{1,2})[-/. ] ?"
_ORDINAL_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?: de| of)?"
_COMPACT = r"(?P<y>(?:19|20|21|22)[0-9]{2})(?P<mo>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])"

# Form → pattern of the whole cell, after `tidy`. A cell belongs to the first form that fits it.
PATTERNS: dict[str, str] = {
    "ymd": _YMD + _TAIL,
    "md_clock": (
        r"(?P<mo>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})[ ,]+(?P<h>[0-9]{1,2}):(?P<mi>[0-9]{2})"
        r"(?::(?P<s>[0-9]{2}))?"
    ),
    "day4": _AB + _Y4 + _TAIL,
    "day2": _AB + r"(?P<y>[0-9]{2})" + _TAIL,
    "era": (
        r"(?P<era>中華民國|民國|民国|令和|平成|昭和|[RHS])\.? ?(?P<y>[0-9]{1,3}|元)"
        rf" ?[-/.年] ?{_MO_D}{_DAY_OF_WEEK}{_TAIL}"
    ),
    "roc": rf"(?P<roc>1[0-9]{{2}}) ?[-/.年] ?{_MO_D}{_DAY_OF_WEEK}{_TAIL}",
    "named": (
        rf"{_WEEKDAY}{_ORDINAL_DAY}[- /.]*{_MONTH}\.?(?: del?|,)?[- /.]*"
        rf"(?P<y>[0-9]{{4}}|[0-9]{{2}}){_TAIL}"
    ),
    "named_first": rf"{_WEEKDAY}{_MONTH}\.? ?(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? ?{_Y4}{_TAIL}",
    "named_year": rf"{_Y4}[- /]{_MONTH}[- /](?P<d>[0-9]{{1,2}}){_TAIL}",
    "ctime": rf"[A-Za-z]{{3}},? {_MONTH} +(?P<d>[0-9]{{1,2}}) {_CLOCK}{_ZONE} {_Y4}",
    "clock_ymd": rf"{_CLOCK}{_ZONE}[ ,]+{_Y4}[-/.年]{_MO_D}",
    "clock_day4": rf"{_CLOCK}{_ZONE}[ ,]+{_AB}{_Y4}",
    "spaced": rf"{_COMPACT}[ T_\-]{_CLOCK}{_ZONE}",
    "zoned14": rf"{_COMPACT}[ T_\-]?(?P<h>[0-2][0-9])(?P<mi2>[0-5][0-9])(?P<s2>[0-6][0-9])?{_ZONE}",
    "md": rf"(?P<mo>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})[日号號]?{_DAY_OF_WEEK}{_TAIL}",
    "ymd2": r"(?P<y>[0-9]{2}) ?[-/.年] ?(?P<mo>[0-9]{1,2}) ?[-/.月] ?(?P<d>[0-9]{1,2})[日号號]?"
    + _TAIL,
    "week": r"(?P<y>[0-9]{4})-?W(?P<week>[0-5][0-9])-?(?P<d>[1-7])" + _TAIL,
    "ordinal": r"(?P<y>[0-9]{4})-(?P<doy>[0-3][0-9]{2})" + _TAIL,
    "month": (
        r"(?P<y>(?:19|20|21)[0-9]{2}) ?(?:[-/年] ?(?P<mo>0?[1-9]|1[0-2])|\.(?P<mo2>0?[1-9]|1[0-2]))"
        r"(?:月份?)?(?P<third>上旬|中旬|下旬|初|中|底|末)?(?:[-/.]00?)?"
    ),
    "named_month": rf"{_MONTH}[ .,\-]*(?P<y>(?:19|20|21)[0-9]{{2}})",
    "year": r"(?P<y>(?:19|20)[0-9]{2})(?:年度?|\.0|[-/]00?[-/]00?)?",
    "clock": _CLOCK,
}
PART_FORMS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern) for name, pattern in PATTERNS.items()
}
# Forms that give no day; a column of them alone is only a date where its header says so.
WIDE_FORMS = frozenset({"month", "named_month", "year"})
# Eight digits, or twelve with a time, of which the month or the day stands first.
RUN_TOGETHER_FORMS = frozenset({"day8", "day12"})
DAY_ORDER_FORMS = frozenset({"day4", "day2", "clock_day4"}) | RUN_TOGETHER_FORMS
YEARLESS_FORMS = frozenset({"md", "md_clock"})
NAMED_FORMS = frozenset({"named", "named_first", "named_year", "ctime", "named_month"})

_WIDE = "０１２３４５６７８９：／－．，（）　〜"
_NARROW = "0123456789:/-.,() ~"
_EASTERN = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९"
_HAN, _HAN_DIGITS = "〇零○一二三四五六七八九", "000123456789"
_DIGITS = str.maketrans(_EASTERN, "0123456789" * 3)
_TENS = (
    *(("([1-9])十([1-9])", r"\1\2"), ("([1-9])十", r"\g<1>0")),
    *(("十([1-9])", r"1\1"), ("十", "10")),
)
_HAN_DATE = re.compile(rf"[{_HAN}十]+ *[年月日号时時点點分]")


def tidy(text: str) -> str:
    """Return a cell with plain digits: full-width, Arabic-Indic and Chinese numerals replaced."""
    text = unicodedata.normalize("NFKC", text).strip().translate(_DIGITS)
    if _HAN_DATE.search(text):
        text = text.translate(str.maketrans(_HAN, _HAN_DIGITS))
        for pattern, digits in _TENS:
            text = re.sub(pattern, digits, text)
    return re.sub("([时時点點])半", r"\g<1>30分", text)


def has_numerals(text: str) -> bool:
    """Say whether a date is written with Chinese numerals."""
    return bool(_HAN_DATE.search(text))


def tidy_sql(text: str, *, numerals: bool) -> str:
    """Return SQL that does what `tidy` does."""
    before = _WIDE + _EASTERN
    sql = f"trim(translate({text}, '{before}', '{_NARROW}{'0123456789' * 3}'))"
    if numerals:
        sql = f"translate({sql}, '{_HAN}', '{_HAN_DIGITS}')"
        for pattern, digits in _TENS:
            sql = f"regexp_replace({sql}, '{pattern}', '{digits.replace('g<1>', '1')}', 'g')"
    return f"regexp_replace({sql}, '([时時点點])半', '\\130分')"


def parts_sql(
    name: str,
    text: str,
    *,
    day_first: bool | None,
    year_first: bool = False,
    year: int | None = None,
    pivot: int = 68,
    months: dict[str, int] | None = None,
    zones: dict[str, int] | None = None,
) -> str:
    """Return SQL giving {at TIMESTAMP, minutes INTEGER, precision VARCHAR} of one form.

    `minutes` is the offset that the cell itself names, else NULL; `at` is NULL where a cell has
    not this form or names no moment. `year` stands where the form has none, `pivot` is the last
    two-digit year that is of this century.
    """
    pattern = PATTERNS[name]
    given = re.findall(r"\(\?P<(\w+)>", pattern)
    bare = re.sub(r"\(\?P<\w+>", "(", pattern).replace("'", "''")
    listed = ", ".join(f"'{part}'" for part in given)
    parts = f"regexp_extract({text}, '^(?:{bare})$', [{listed}])"
    has = set(given)
    date = _date_sql(has, name, day_first, year_first, year, pivot, months or {})
    clock, timed = _clock_sql(has)
    precision = timed
    if name != "clock" and not has & {"d", "b", "doy"}:
        precision = "'month'" if has & {"mo", "mon"} else "'year'"
    offset = _offset_sql(zones or {}) if "z" in has else "NULL::INTEGER"
    value = f"{{'at': {date} + {clock}, 'minutes': {offset}, 'precision': {precision}}}"
    return f"list_transform([{parts}], lambda t: {value})[1]"


def _date_sql(
    has: set[str],
    name: str,
    day_first: bool | None,
    year_first: bool,
    year: int | None,
    pivot: int,
    months: dict[str, int],
) -> str:
    if name == "clock":
        return "CASE WHEN t.h <> '' THEN TIMESTAMP '1970-01-01' END"
    y, mo, d = "t.y", "t.mo", "t.d"
    if "mo2" in has:
        mo = "coalesce(nullif(t.mo, ''), t.mo2)"
    if "mon" in has:
        whens = "".join(f" WHEN '{word}' THEN '{number}'" for word, number in months.items())
        mo = f"CASE lower(t.mon){whens} END" if whens else "NULL"
    if "a" in has:
        if day_first is None and not (year_first and name == "day2"):
            return "NULL::TIMESTAMP"
        mo, d = ("t.b", "t.a") if day_first else ("t.a", "t.b")
        if year_first and name == "day2":
            y, mo, d = "t.a", "t.b", "t.y"
    if "roc" in has:
        y = "(TRY_CAST(t.roc AS INT) + 1911)::VARCHAR"
    elif "era" in has:
        y = _era_sql()
    elif "y" not in has:
        y = f"'{year}'" if year else "NULL"
    elif name in ("day2", "ymd2", "named"):
        century = f"CASE WHEN TRY_CAST({y} AS INT) <= {pivot} THEN '20' ELSE '19' END"
        y = f"CASE WHEN length({y}) = 2 THEN {century} || {y} ELSE {y} END"
    if "week" in has:
        monday = f"date_trunc('week', TRY_CAST({y} || '-01-04' AS TIMESTAMP))"
        return f"({monday} + to_days(TRY_CAST(t.week AS INT) * 7 - 8 + TRY_CAST(t.d AS INT)))"
    if "doy" in has:
        return f"(TRY_CAST({y} || '-01-01' AS TIMESTAMP) + to_days(TRY_CAST(t.doy AS INT) - 1))"
    if "third" in has:
        d = "CASE left(t.third, 1) WHEN '中' THEN '11' WHEN '下' THEN '21' ELSE '1' END"
    elif not has & {"d", "b"}:
        d = "'1'"
    if not has & {"mo", "mon", "a"}:
        mo = "'1'"
    return f"TRY_CAST({y} || '-' || {mo} || '-' || {d} AS TIMESTAMP)"


def _era_sql() -> str:
    first = (
        "CASE WHEN t.era IN ('R', '令和') THEN 2018 WHEN t.era IN ('H', '平成') THEN 1988"
        " WHEN t.era IN ('S', '昭和') THEN 1925 ELSE 1911 END"
    )
    return f"({first} + CASE WHEN t.y = '元' THEN 1 ELSE TRY_CAST(t.y AS INT) END)::VARCHAR"


def _clock_sql(has: set[str]) -> tuple[str, str]:
    """Return SQL for the time of day as an INTERVAL (zero without one) and for its precision."""
    if "h" not in has:
        return "INTERVAL 0 DAY", "'day'"
    minute = " || ".join(f"t.{part}" for part in ("mi", "mi2") if part in has)
    second = " || ".join(f"t.{part}" for part in ("s", "s2") if part in has)
    seconds = f"coalesce(TRY_CAST(replace({second}, ',', '.') AS DOUBLE), 0)"
    minutes = f"coalesce(TRY_CAST({minute} AS INT), 0)"
    hour = "TRY_CAST(t.h AS INT)"
    if "half" in has:
        half = "lower(t.half || CASE WHEN t.ap <> '' THEN t.ap || 'm' ELSE '' END)"
        hour = (
            f"CASE WHEN {half} IN {_AFTER} AND {hour} < 12 THEN {hour} + 12"
            f" WHEN {half} IN {_BEFORE} AND {hour} = 12 THEN 0"
            f" WHEN {half} IN ('中午', '正午') AND {hour} < 3 THEN {hour} + 12 ELSE {hour} END"
        )
    # 24:00 is the next day; a second 60 runs over into the next minute.
    valid = f"({hour} < 24 OR {hour} = 24 AND {minutes} = 0) AND {minutes} < 60 AND {seconds} < 61"
    added = f"to_hours({hour}) + to_minutes({minutes}) + to_microseconds(({seconds} * 1e6)::BIGINT)"
    clock = f"CASE WHEN t.h = '' THEN INTERVAL 0 DAY WHEN {valid} THEN {added} END"
    precision = f"CASE WHEN t.h = '' THEN 'day' WHEN {minute} = '' THEN 'hour' ELSE 'minute' END"
    return clock, precision


def _offset_sql(zones: dict[str, int]) -> str:
    """Return SQL for the minutes east of UTC that a cell names; NULL where it names none.

    An offset that no place has, or a word that is no zone, makes the cell no moment: 9999.
    """
    signed = r"^(?:UTC|GMT|UT)? ?([+-])([0-9]{1,2}):?([0-9]{2})?$"
    part = f"regexp_extract(t.z, '{signed}', ['sign', 'h', 'm'])"
    count = f"TRY_CAST({part}.h AS INT) * 60 + coalesce(TRY_CAST({part}.m AS INT), 0)"
    numeric = (
        f"CASE WHEN ({count}) > 840 THEN 9999 WHEN {part}.sign = '-' THEN -({count})"
        f" ELSE {count} END"
    )
    names = "".join(f" WHEN '{name}' THEN {minutes}" for name, minutes in zones.items())
    named = f"CASE upper(t.z){names} ELSE 9999 END" if names else "9999"
    return f"CASE WHEN t.z = '' THEN NULL WHEN {part}.sign <> '' THEN {numeric} ELSE {named} END"
