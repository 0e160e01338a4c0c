"""Numbers as offices write them, and the SQL that reads a whole column of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sitroom.recognise.spoken_numbers import EASTERN, is_vague, read_spoken
from sitroom.recognise.words import rows, split

PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[,'  ]\d{3})+(?:\.\d+)?")
_EUROPEAN = re.compile(r"[+-]?(?:(?:\d{1,3}(?:[. ]\d{3})+|\d+),\d+|\d{1,3}(?:\.\d{3}){2,})")
COMMA_DECIMAL = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),(?:\d{1,2}|\d{4,})", re.ASCII)
POINT_DECIMAL = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)\.(?:\d{1,2}|\d{4,})", re.ASCII)
# An apostrophe in front keeps a number a text in a spreadsheet; exports leave it there.
_NUMBER = r"[+-]?\d[\d,.'  ]*"
_APPROX = (
    r"'?(?:约|大约|近|逾|超|超过|≥|>=?|~|≈|¥|￥|\$|€|US\$|about|approx\.?|around|ca?\.|over"
    r"|[Mm]ore than"
    r"|[Aa]t least|[Aa]bout|[Aa]pprox\.?|[Oo]ver)?\s*"
)
_UNIT = r"[^0-9\s\-~～至xX%/+、,.()（）][^0-9\s\-~～至_%/+()（）]{0,11}[23²³]?"
_WORDY = re.compile(
    rf"{_APPROX}({_NUMBER})\s*(万亿|亿|万|千|百)?\s*(?:余|多|左右|\+)?\s*({_UNIT})?"
    r"\s*(?:以上)?(?:[(（][^()（）]*[)）])?"
)
_NO_UNIT = re.compile(r"(?:st|nd|rd|th|[xXbo_]\w*)")
_FULL_WIDTH = ("０１２３４５６７８９．，－＋％" + EASTERN, "0123456789.,-+%" + "0123456789" * 3)
_TO_ASCII = str.maketrans(EASTERN, "0123456789" * 3)
_HEADER_FACTOR = {
    "万元": 1e4,
    "万": 1e4,
    "万人": 1e4,
    "亿元": 1e8,
    "亿": 1e8,
    "千元": 1e3,
    "千人": 1e3,
}
_EN_FACTOR = re.compile(
    r"(?:^|\b)(10k|10 ?000|ten thousand|thousands?|000s?|k|millions?|mn|m|lakhs?|crores?)\b"
)
# What stands before a unit of area or weight in a header: 千公顷, `in lakh ha`, `000 t`.
_TIMES = (
    *(("千", 1e3), ("万", 1e4), ("亿", 1e8), ("thousand", 1e3), ("1000", 1e3), ("000", 1e3)),
    *(("in lakh", 1e5), ("lakh", 1e5), ("in thousand", 1e3), ("in 000", 1e3), ("million", 1e6)),
    *(("in million", 1e6), ("crore", 1e7), ("in crore", 1e7), ("in ", 1.0)),
)
_EN_FACTORS = {
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "10k": 1e4,
    "10000": 1e4,
    "10 000": 1e4,
    "ten thousand": 1e4,
    "k": 1e3,
}


@dataclass(frozen=True)
class NumberForm:
    """How a column writes its numbers."""

    decimal_comma: bool = False
    slow: bool = False


def reads_as_number(text: str) -> bool:
    """Say whether a cell can be read as one number, its unit or 万 included."""
    wide = unicodedata.normalize("NFKC", text.strip().translate(_TO_ASCII))
    if PLAIN.fullmatch(wide) or _GROUPED.fullmatch(wide) or _EUROPEAN.fullmatch(wide):
        return True
    match = _WORDY.fullmatch(wide)
    if match and not _NO_UNIT.fullmatch(match[3] or ""):
        return True
    return read_spoken(text) is not None or is_vague(text)


def form_of(values: list[str]) -> NumberForm:
    """Decide from the values that are not plain whether the column's comma is a decimal one."""
    odd = [v.strip() for v in values if v.strip() and not PLAIN.fullmatch(v.strip())]
    commas = [
        wide
        for wide in (unicodedata.normalize("NFKC", v) for v in odd)
        if "," in wide or _EUROPEAN.fullmatch(wide)
    ]
    european = [v for v in commas if _EUROPEAN.fullmatch(v) and not _GROUPED.fullmatch(v)]
    return NumberForm(bool(european) and len(european) * 2 >= len(commas), bool(odd))


def header_factor(unit: str | None, kind: str = "money") -> float:
    """Return what a unit in the header multiplies by: 万元 is 10,000; a plain unit is 1.

    The `m` of a quantity is a metre or a magnitude, not a million.
    """
    if not unit:
        return 1.0
    word = unicodedata.normalize("NFKC", unit).strip().casefold()
    for known, factor in _HEADER_FACTOR.items():
        if word.endswith(known) or word.startswith(known):
            return factor
    match = _EN_FACTOR.search(word)
    if not match or (kind == "quantity" and match[1] in ("m", "k")):
        return 1.0
    found = match[1]
    return _EN_FACTORS.get(found, 1e6 if found.startswith(("m",)) else 1e3)


def unit_factor(unit: str | None, wanted: str) -> float:
    """Return the factor from the header's unit to the wanted one; 1 when it names another kind."""
    found = {
        word: (row["dimension"], row["unit"], row["factor"])
        for row in rows("units")
        for word in [*split(row["aliases"]), row["unit"].casefold()]
        if row["factor"]
    }
    word = (unit or "").strip().casefold()
    times, word = next(
        ((size, rest) for told, size in _TIMES if (rest := word.removeprefix(told)) != word
         and word not in found and rest.strip() in found), (1.0, word)
    )  # fmt: skip
    own, goal = found.get(word.strip()), found.get(wanted.casefold())
    if not own or not goal or own[0] != goal[0]:
        return 1.0
    return times * float(own[2]) / float(goal[2])


def dimension(unit: str) -> str:
    """Return what a unit measures, such as count or mass; empty for one that is not known."""
    word = unit.strip().casefold()
    known = (r for r in rows("units") if word in (r["unit"].casefold(), *split(r["aliases"])))
    return next((row["dimension"] for row in known), "")


def number_sql(
    column: str,
    form: NumberForm,
    *,
    guarded: bool,
    factor: float = 1.0,
    multipliers: dict[str, float] | None = None,
) -> str:
    """Return SQL giving DOUBLE; NULL for what is not one finite number.

    `factor` is what the header's unit multiplies by; 万 or one of the `multipliers` behind the
    number takes its place in a cell.
    `guarded` keeps out `1_000`, `nan`, `inf` and the like, which DuckDB's cast would take.
    """
    fast = f"TRY_CAST({column} AS DOUBLE)"
    if guarded:
        shape = r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\s*"
        fast = f"CASE WHEN regexp_full_match({column}, '{shape}') THEN {fast} END"
        fast = f"nullif(nullif({fast}, 'infinity'::DOUBLE), '-infinity'::DOUBLE)"
    if factor != 1:
        fast = f"({fast}) * {factor!r}"
    if not form.slow:
        return fast
    slow = _wordy_sql(
        column, decimal_comma=form.decimal_comma, factor=factor, multipliers=multipliers or {}
    )
    if form.decimal_comma:
        return slow
    return f"coalesce({fast}, {slow})"


def _wordy_sql(
    column: str, *, decimal_comma: bool, factor: float, multipliers: dict[str, float]
) -> str:
    before, after = _FULL_WIDTH
    text = f"trim(translate({column}, '{before}', '{after}'))"
    pattern = (
        rf"^{_APPROX}([+-]?[0-9][0-9,.'\x{{a0}} ]*)(?:[eE][+-]?[0-9]{{1,2}})?\s*"
        rf"(万亿|亿|万|千|百)?\s*(?:余|多|左右|\+)?\s*({_UNIT})?\s*(?:以上)?(?:[(（][^()（）]*[)）])?$"
    )
    parts = f"regexp_extract({text}, '{pattern.replace(chr(39), chr(39) * 2)}', ['n', 'f', 'u'])"
    digits = "regexp_replace(p.n, '[''\\x{a0} ]', '', 'g')"
    if decimal_comma:
        digits = f"replace(replace({digits}, '.', ''), ',', '.')"
        valid = "p.n <> ''"
    else:
        shape = r"[+-]?([0-9]+|[0-9]{1,3}([,''\x{a0} ][0-9]{3})+)(\.[0-9]*)?"
        valid = f"regexp_full_match(trim(p.n), '{shape}')"
        digits = f"replace({digits}, ',', '')"
    words = " ".join(f"WHEN '{word}' THEN {times!r}" for word, times in multipliers.items())
    otherwise = f"CASE lower(p.u) {words} ELSE {factor!r} END" if words else repr(factor)
    # A cell's own 万 or million takes the place of the header's, so that it counts once.
    times = (
        "CASE p.f WHEN '万' THEN 1e4 WHEN '亿' THEN 1e8 WHEN '万亿' THEN 1e12 WHEN '千' THEN 1e3"
        f" WHEN '百' THEN 1e2 ELSE {otherwise} END"
    )
    valid = f"({valid}) AND NOT regexp_full_match(p.u, 'st|nd|rd|th')"
    return (
        f"list_transform([{parts}], lambda p: CASE WHEN {valid}"
        f" THEN TRY_CAST({digits} AS DOUBLE) * {times} END)[1]"
    )


def cell_unit_sql(column: str) -> str:
    """Return SQL for the unit that stands behind a number in the same cell (198件 → 件)."""
    pattern = r"^\s*[+-]?[0-9０-９][0-9０-９,.]*\s*(?:万|亿)?\s*([^0-9０-９\s,.]+[23²³]?)\s*$"
    return f"nullif(regexp_extract({column}, '{pattern}', 1), '')"


def whole_sql(number: str) -> str:
    """Return SQL for a count: NULL for a fraction or what exceeds 64 bits."""
    return (
        f"CASE WHEN {number} = floor({number}) AND abs({number}) < 9e15 THEN ({number})::BIGINT END"
    )
