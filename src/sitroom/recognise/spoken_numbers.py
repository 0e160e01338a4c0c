"""Numbers that are written as words: 三百二十, 约三百, 十余人, 7 (incl. 1 missing), 1.5 million."""

from __future__ import annotations

import re
import unicodedata

EASTERN = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९"
_TO_ASCII = str.maketrans(EASTERN, "0123456789" * 3)
_CAPITALS = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億兩○〇", "一二二三三四五六六七八九十百千万亿两零零"
)
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_NUMERAL = "零一二两三四五六七八九十百千万亿"
_ENGLISH = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
_LETTERS = {"m": 1e6, "b": 1e9}
_WORDS = {
    **{"k": 1e3, "thousand": 1e3, "mille": 1e3},
    **{"mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millones": 1e6},
    **{"bn": 1e9, "billion": 1e9, "billions": 1e9},
}
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_BEFORE = re.compile(
    r"^(?:约|大约|近|将近|逾|超|超过|上|至少|不少于|不低于|共|共计|合计|总计|死亡|遇难|失踪|失联|受伤|伤"
    r"|about|approx\.?|approximately|around|ca?\.|circa|over|more than|at least|some|[≥>~≈]=?)\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:余|多|左右|以上|许|\+)*\s*([^\W\d_%]{0,12}(?: [^\W\d_%]{1,12})?)\.?$")
_RANGE = re.compile(
    r"[0-9一二三四五六七八九十百千万]\s*(?:[-–~～—]|至|到| to )\s*[0-9一二三四五六七八九十百千万]"
)
_SPOKEN = re.compile(
    rf"((?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?|[{_NUMERAL}]+)((?:[{_NUMERAL}]|[0-9])*)"
)


def multipliers(kind: str) -> dict[str, float]:
    """Return what a word behind a number multiplies by; of a quantity an m is a metre."""
    return _WORDS if kind == "quantity" else _WORDS | _LETTERS


def read_spoken(text: str, kind: str = "int") -> float | None:
    """Return the one number that a cell says in words, or None: a range or `some` is none.

    What stands in brackets is part of the number before it and never added.
    """
    wide = unicodedata.normalize("NFKC", text).translate(_TO_ASCII).translate(_CAPITALS).strip()
    bare = _BRACKETS.sub(" ", wide).strip()
    if not bare or _RANGE.search(bare):
        return None
    before = None
    while before != bare:
        before, bare = bare, _BEFORE.sub("", bare)
    word, _, rest = bare.partition(" ")
    if word.casefold() in _ENGLISH and not re.search(r"\d", rest):
        return float(_ENGLISH[word.casefold()])
    found = _SPOKEN.match(bare)
    if not found:
        return None
    after = _AFTER.fullmatch(bare[found.end() :])
    value = _value(found[0])
    if after is None or value is None or re.fullmatch(r"st|nd|rd|th|[xXbo_]\w*", after[1]):
        return None
    factor = multipliers(kind).get(after[1].partition(" ")[0].casefold(), 1.0)
    return value * factor


def is_vague(text: str) -> bool:
    """Say whether a cell speaks of a number without giving one: a range, or `several`."""
    wide = unicodedata.normalize("NFKC", text).strip()
    return bool(_RANGE.search(wide) or re.fullmatch(r"[数多若几][十百千万]?[余多]?\w{0,2}", wide))


def _value(text: str) -> float | None:
    """Return the value of digits and Chinese numerals together, such as 1万2千 or 二〇二四."""
    plain = text.replace(",", "")
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain):
        return float(plain)
    if re.fullmatch("[零一二三四五六七八九]+", plain):
        return float("".join(str(_DIGIT[char]) for char in plain))
    total = section = current = 0.0
    for token in re.findall(r"[0-9]+(?:\.[0-9]+)?|.", plain):
        if token in _LARGE:
            total += (section + current or 1) * _LARGE[token]
            section = current = 0.0
        elif token in _SMALL:
            section += (current or 1) * _SMALL[token]
            current = 0.0
        elif token in _DIGIT:
            current = float(_DIGIT[token])
        elif re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", token):
            current = float(token)
        else:
            return None
    return total + section + current
