"""Words in cells and the codes they stand for: levels, hazards, states, kinds and units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from sitroom.recognise.han import simplified
from sitroom.recognise.words import (
    is_cjk,
    nearest_word,
    plain,
    rows,
    runs_together,
    split,
    version,
    word_list,
)
from sitroom.store.connect import literal

Reader = Callable[[str], str | None]
LEGACY_TOP = "1?"
# What each scale speaks of: a response or a warning of level I is no incident of level I.
_SPEAKS_OF = {
    "incident": "事件|事故|EVENT|INCIDENT",
    "response": "应急响应|响应|RESPONSE",
    "warning": "预警信号|预警|WARNING",
}
_RISKS = "风险|隐患|RISK"
_NUMERAL = "0-9一二三四五六七八九十IVX"
_NOT_A_LEVEL = re.compile(
    rf"(?:震级|风力|阵风|M|\.)\s*[{_NUMERAL}]+级"
    rf"|[.{_NUMERAL}]+级\s*(?:左右|以上)?的?(?:地震|大风|风|阵风|风力|浪|医院|公路|火险|甲等|电站|文物|水源|生物)"
    # From one level to another is neither, and what falls short of a level has not got it.
    rf"|[{_NUMERAL}]+级?\s*[-~—–、至到]\s*[{_NUMERAL}]+级"
    rf"|(?:不属|不是|不够|不足|不构成|未构成|未达|未到|低于|并非|非)[于到]?(?:特别重大|重大|较大|一般|[{_NUMERAL}]+级)"
    r"|\b(?:NOT|BELOW|UNDER)\s+(?:AN?\s+|YET\s+)*(?:LEVEL\s+)?\S+"
    r"|国家级|省级|市级|县级|(?:重大|较大)(?:节日|活动|会议|赛事|项目|工程|面积)|一般性"
    rf"|(?:진도|震度|烈度|INTENSITY|MMI)\s*[{_NUMERAL}]+"
)


def level_reader(scheme: str, site: Path | None = None) -> Reader:
    """Return a reader of level words in one scheme; the same word differs between schemes."""
    known = {
        _level_key(word): row["level"]
        for row in rows("level_aliases", site)
        if row["scheme"] == scheme
        for word in split(row["aliases"])
    }
    longest = sorted((w for w in known if len(w) >= 2), key=len, reverse=True)
    standing = [(re.compile(_standing(word)), known[word]) for word in longest]
    tail, of_another = _nouns(scheme)

    def read(text: str) -> str | None:
        key = _level_key(text)
        shorter = tail.sub("", key)
        for form in (key, shorter, tail.sub("", shorter)):
            if form in known:
                return known[form]
        key = re.sub(r"(\d+)\.0+$", r"\1", key)
        if key in known:
            return known[key]
        rest, found = unicodedata.normalize("NFKC", text).upper(), set()
        rest = of_another.sub(" ", _NOT_A_LEVEL.sub(" ", rest))
        for pattern, level in standing:
            if pattern.search(rest):
                found.add(level)
                rest = pattern.sub(" ", rest)
        return found.pop() if len(found) == 1 else None

    return read


def _nouns(scheme: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what may end a level of this scheme, and what is a level of another one."""
    others = "|".join([*(said for name, said in _SPEAKS_OF.items() if name != scheme), _RISKS])
    own = _SPEAKS_OF.get(scheme, others)
    levels = rf"(?:[{_NUMERAL}]+级?|特别重大|重大|较大|一般|[红橙黄蓝]色?)\s*"
    another = rf"{levels}(?:{others})" if scheme in _SPEAKS_OF else r"(?!)"
    return re.compile(rf"\s*(?:{own}|级)$"), re.compile(another)


def _standing(word: str) -> str:
    """Return the pattern of a word that stands by itself: of `12级` the last two are no level."""
    if not is_cjk(word):
        return rf"(?<![A-Z0-9-]){re.escape(word)}(?![A-Z0-9-])"
    before = rf"(?<![.{_NUMERAL}])" if re.match(rf"[{_NUMERAL}]", word) else ""
    return before + re.escape(word)


def _level_key(text: str) -> str:
    text = simplified(text)
    return (
        re.sub(r"[\s\[\]()【】（）《》「」]", "", unicodedata.normalize("NFKC", text)).upper()
        if (is_cjk(text))
        else re.sub(r"[\[\](){}]", "", unicodedata.normalize("NFKC", text)).strip().upper()
    )


def hazard_reader(site: Path | None = None) -> Reader:
    """Return a reader of hazards: the code, the name, else the longest known word inside."""
    exact, inside = _hazard_words(site, version(site))

    def read(text: str) -> str | None:
        form = plain(text)
        if form in exact:
            return exact[form]
        return next((code for pattern, code in inside if pattern.search(form)), None)

    return read


@lru_cache(maxsize=8)
def _hazard_words(
    site: Path | None, version: int
) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    del version
    exact: dict[str, str] = {}
    words: list[tuple[str, str]] = []
    for row in rows("hazard_types", site):
        aliases = split(row["aliases"])
        for name in [row["code"], row["zh"], row["en"], *aliases]:
            exact.setdefault(plain(name), row["code"])
        if row["code"] != "other":
            words += [(plain(word), row["code"]) for word in [row["zh"], *aliases]]
    for row in rows("word_aliases", site):
        if row["list"] == "hazard_alone":  # `Road` is a kind of accident, a road in a text is none
            exact |= {plain(word): row["code"] for word in split(row["aliases"])}
    words = [w for w in words if len(w[0]) >= (2 if runs_together(w[0]) else 4)]
    words.sort(key=lambda entry: (entry[1].startswith("other"), -len(entry[0])))
    return exact, [
        (re.compile(re.escape(w) if runs_together(w) else rf"\b{re.escape(w)}s?\b"), code)
        for w, code in words
    ]


def list_reader(name: str, site: Path | None = None) -> Reader:
    """Return a reader of one list of word_aliases.csv; a longer cell may end in a known word."""
    known = word_list(name, site)
    longest = sorted((w for w in known if len(w) >= (2 if is_cjk(w) else 4)), key=len, reverse=True)

    def read(text: str) -> str | None:
        form = plain(text)
        if form in known:
            return known[form]
        for word in longest:
            if is_cjk(word):
                if form.endswith(word) or form.startswith(word):
                    return known[word]
            elif re.search(rf"\b{re.escape(word)}\b", form):
                return known[word]
        return None

    return read


def status_reader(header: str, site: Path | None = None) -> Reader | None:
    """Return a reader of yes and no below a header that asks: closed? active?; else None."""
    when_true = word_list("status_asked", site).get(header)
    if when_true is None:
        return None
    states = {"true": when_true, "false": {"closed": "responding"}.get(when_true, "closed")}
    flags, otherwise = word_list("flag", site), list_reader("incident_status", site)

    def read(text: str) -> str | None:
        return states.get(flags.get(plain(text), "")) or otherwise(text)

    return read


def unit_reader(site: Path | None = None) -> Reader:
    """Return a reader of units: every way of writing one gives one word."""
    known = {
        _unit_key(word): row["unit"]
        for row in rows("units", site)
        for word in [*split(row["aliases"]), row["unit"]]
    }

    def read(text: str) -> str | None:
        return known.get(_unit_key(text))

    return read


def _unit_key(text: str) -> str:
    form = simplified(unicodedata.normalize("NFKC", text).strip().casefold())
    return re.sub(r"(/s|\(s\)|[.\s]+)$", "", form)


def known_words(kind: str, name: str, site: Path | None = None) -> list[str]:
    """Return the words that a kind of field knows, to name the nearest in a message."""
    if kind == "hazard":
        return list(_hazard_words(site, version(site))[0])
    if kind == "unit":
        return [plain(w) for row in rows("units", site) for w in split(row["aliases"])]
    if kind == "level":
        found = [row for row in rows("level_aliases", site) if row["scheme"] == name]
        return [plain(word) for row in found for word in split(row["aliases"])]
    return list(word_list(name, site))


def reader_for(kind: str, name: str, site: Path | None = None, header: str = "") -> Reader | None:
    """Return the reader of a field's words by its kind; None where cells are not words.

    Below a `header` that asks for a state, yes and no are states too.
    """
    asked = status_reader(header, site) if kind == "status" else None
    return asked or _reader_for(kind, name, site, version(site))


@lru_cache(maxsize=256)
def _reader_for(kind: str, name: str, site: Path | None, version: int) -> Reader | None:
    del version
    if kind == "hazard":
        return hazard_reader(site)
    if kind == "unit":
        return unit_reader(site)
    if kind == "level":
        return level_reader(name, site)
    if kind in ("category", "status", "flag", "colour"):
        return list_reader(name or kind, site)
    return None


def case_sql(column: str, codes: dict[str, str], otherwise: str = "NULL") -> str:
    """Return SQL that turns the values of a column, as they stand, into their codes."""
    if not codes:
        return otherwise
    if len(set(codes.values())) == 1 and otherwise == "NULL" and len(codes) > 3:
        listed = ", ".join(literal(word) for word in codes)
        return f"CASE WHEN {column} IN ({listed}) THEN {literal(next(iter(codes.values())))} END"
    whens = " ".join(f"WHEN {literal(w)} THEN {literal(code)}" for w, code in codes.items())
    return f"CASE {column} {whens} ELSE {otherwise} END"


def advice(word: str, kind: str, name: str, site: Path | None = None) -> str:
    """Return the nearest known word as a sentence, or an empty text."""
    near = nearest_word(word, known_words(kind, name, site))
    return f"; nearest known word: {near}" if near else ""
