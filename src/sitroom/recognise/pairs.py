"""Pairs of coordinates in one cell: decimals, WKT, JSON, ISO 6709, degrees with their minutes."""

from __future__ import annotations

import re

from sitroom.recognise import points

_SIDE = "[NSEWO北南东西]"
_HALF = rf"{_SIDE}?\s*[+-]?\d{{1,3}}\.?\d*\s*°?\s*{_SIDE}?"
_PAIR = re.compile(
    rf"[(\[]?\s*(?:SRID=\d+;\s*)?(?:POINT\s*\(\s*)?{_HALF}\s*[,，;；/ ]+\s*{_HALF}\s*[)\]]*",
    re.IGNORECASE,
)
# ISO 6709, as Japan's lists have it: +37.5+137.2-10000/ is latitude, longitude and height.
_ISO = re.compile(r"[+-]\d{1,2}(?:\.\d+)?[+-]\d{1,3}(?:\.\d+)?(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?/?")
_ISO_SQL = r"^\s*([+-][0-9]{1,2}(?:\.[0-9]+)?)([+-][0-9]{1,3}(?:\.[0-9]+)?)(?:[+-/C].*)?$"

_PAIR_SQL = (
    r"([NSEWnsew])?\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*([NSEWnsew])?\s*[,，;；/ ]+\s*"
    r"([NSEWnsew])?\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*([NSEWnsew])?"
)
# Where the second half of a pair begins that is not two plain numbers: behind a side of the world,
# before one, behind a comma between two texts with a degree sign, or two decimal commas.
_SIDES, _CHINESE = "NSEWOnsewo", "北南东西"
_DEGREES = r"[+-]?[0-9]{1,3}\s*[°º˚゜]"
_HALVES = (
    rf"^\s*[(\[]?([^{_SIDES}]+[{_SIDES}])[\s,，;；/]*([^{_SIDES}]+[{_SIDES}])[)\]]?\s*$",
    rf"^\s*[(\[]?([{_SIDES}][^{_SIDES}]+?)[\s,，;；/]*([{_SIDES}][^{_SIDES}]+?)[)\]]?\s*$",
    rf"^\s*([{_CHINESE}][^{_CHINESE}]+?)[\s,，;；/、]*([{_CHINESE}][^{_CHINESE}]+?)\s*$",
    rf"^\s*({_DEGREES}[^,;/]*?)\s*[,，;；/ ]\s*({_DEGREES}[^,;/]*?)\s*$",
    r"^\s*([+-]?[0-9]{1,3},[0-9]+)\s*[;；/ ]\s*([+-]?[0-9]{1,3},[0-9]+)\s*$",
)
_BEHIND = r"\S\s*\((-?[0-9]{1,2}\.[0-9]+\s*,\s*-?[0-9]{1,3}\.[0-9]+)\)\s*$"
_BEHIND_FORM = re.compile(_BEHIND)
_HALVES_FORMS = [re.compile(form) for form in _HALVES]
_PLAIN = rf"^\s*[(\[]?\s*(?:SRID=[0-9]+;\s*)?(?:POINT\s*\(\s*)?{_PAIR_SQL}\s*[)\]]*\s*$"


def pair_share(values: list[str]) -> float:
    """Return which part of the values is a pair of coordinates in one cell."""
    pairs = sum(map(_is_pair, map(str.strip, values)))
    return pairs / max(len(values), 1)


def behind_share(values: list[str]) -> float:
    """Return which part of the values ends with a pair in brackets, as an address and its point."""
    return sum(bool(_BEHIND_FORM.search(value)) for value in values) / max(len(values), 1)


def behind_sql(column: str) -> str:
    """Return SQL for the pair in brackets at the end of a cell; empty without one."""
    return f"regexp_extract({column}, '{_BEHIND}', 1)"


def _is_pair(text: str) -> bool:
    if _PAIR.fullmatch(text) or _ISO.fullmatch(text):
        return True
    halves = next((found.groups() for form in _HALVES_FORMS if (found := form.match(text))), ())
    return bool(halves) and all(points.form_of([half.strip()], 180).share for half in halves)


def others_sql(column: str) -> str:
    """Return a condition: the cell is filled and no pair of plain numbers."""
    return (
        f"({column} <> '' AND NOT regexp_matches({column}, '(?i){_PLAIN}')"
        f" AND NOT regexp_matches({column}, '{_ISO_SQL}'))"
    )


def split_sql(column: str, *, lon_first: bool, o_is_east: bool) -> tuple[str, str]:
    """Return SQL for longitude and latitude of a pair whose halves are degrees with minutes."""
    halves = column
    for form in _HALVES:
        halves = f"regexp_replace({halves}, '{form}', '\\1|\\2')"
    read = (
        f"list_transform(list_transform([{halves}], lambda h: {{'a': split_part(h, '|', 1),"
        f" 'b': split_part(h, '|', 2)}}), lambda h: {{'w': regexp_matches(h.a, '[EWew东西]'),"
        f" 'a': {points.dms_sql('h.a', o_is_east)}, 'b': {points.dms_sql('h.b', o_is_east)}}})"
    )
    turned = f"(p.w OR abs(p.a) > 90 OR {str(lon_first).lower()})"

    def pick(first: str, second: str, limit: int) -> str:
        value = f"CASE WHEN {turned} THEN {first} ELSE {second} END"
        inside = f"CASE WHEN ({value}) BETWEEN -{limit} AND {limit} THEN {value} END"
        return f"list_transform({read}, lambda p: {inside})[1]"

    return pick("p.a", "p.b", 180), pick("p.b", "p.a", 90)


def pair_sql(column: str, *, lon_first: bool = False) -> tuple[str, str]:
    """Return SQL for longitude and latitude of a pair; a letter or a value over 90 decides.

    Without either the order is latitude, longitude, except in WKT (POINT) and in JSON, which put
    the longitude first, and where other cells of the column do (`lon_first`).
    """
    names = "['a', 'x', 'b', 'c', 'y', 'd']"
    column = f"regexp_replace({column}, '{_ISO_SQL}', '\\1, \\2')"
    parts = f"regexp_extract({column}, '{_PAIR_SQL}', {names})"
    said = rf"regexp_matches({column}, '(?i)^\s*(POINT|SRID|\[)')"
    first_is_lon = (
        "(upper(p.a || p.b) IN ('E', 'W') OR abs(TRY_CAST(p.x AS DOUBLE)) > 90"
        f" OR {'true' if lon_first else said})"
    )
    first = "TRY_CAST(p.x AS DOUBLE) * CASE WHEN upper(p.a || p.b) IN ('S', 'W') THEN -1 ELSE 1 END"
    second = (
        "TRY_CAST(p.y AS DOUBLE) * CASE WHEN upper(p.c || p.d) IN ('S', 'W') THEN -1 ELSE 1 END"
    )

    def pick(when_first: str, otherwise: str, limit: int) -> str:
        value = f"CASE WHEN {first_is_lon} THEN {when_first} ELSE {otherwise} END"
        return (
            f"list_transform([{parts}], lambda p: CASE WHEN ({value}) BETWEEN -{limit} AND {limit}"
            f" THEN {value} END)[1]"
        )

    return pick(first, second, 180), pick(second, first, 90)
