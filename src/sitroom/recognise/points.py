"""Coordinates as offices write them: decimal degrees, degrees-minutes-seconds, pairs in a cell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_SIDE = "[NSEWO北南东西]"
_DMS = re.compile(
    rf"(?:北纬|南纬|东经|西经|{_SIDE})?\s*[+-]?\d{{1,3}}(?:[.,]\d+)?\s*(?:[º°˚:度d]|\s)\s*"
    r"(?:\d{1,2}(?:[.,]\d+)?\s*(?:['’′‘`:分m]|\s|$)\s*)?"
    rf"(?:\d{{1,2}}(?:[.,]\d+)?\s*(?:''|[\"”″“秒s]|’’|′′|$)?\s*)?{_SIDE}?",
    re.IGNORECASE,
)
_SIDED = re.compile(
    rf"(?:北纬|南纬|东经|西经|{_SIDE})\s*\d{{1,3}}(?:[.,]\d+)?|\d{{1,3}}(?:[.,]\d+)?\s*°?\s*{_SIDE}",
    re.IGNORECASE,
)
_HALF = rf"{_SIDE}?\s*[+-]?\d{{1,3}}\.?\d*\s*°?\s*{_SIDE}?"
_PAIR = re.compile(
    rf"[(\[]?\s*(?:SRID=\d+;\s*)?(?:POINT\s*\(\s*)?{_HALF}\s*[,，;；/ ]+\s*{_HALF}\s*[)\]]*",
    re.IGNORECASE,
)
# ISO 6709, as Japan's lists have it: +37.5+137.2-10000/ is latitude, longitude and height.
_ISO = re.compile(r"[+-]\d{1,2}(?:\.\d+)?[+-]\d{1,3}(?:\.\d+)?(?:[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?/?")
_ISO_SQL = r"^\s*([+-][0-9]{1,2}(?:\.[0-9]+)?)([+-][0-9]{1,3}(?:\.[0-9]+)?)(?:[+-/C].*)?$"

# Degrees, minutes, seconds and the side of the world, whatever stands between them.
_DMS_SQL = (
    r"^\s*([NSEWOnsewo北南东西])?[纬经]?\s*([+-]?)([0-9]{1,3}(?:[.,][0-9]+)?)\s*[º°˚:度dD ]?\s*"
    r"(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*[''’′‘`:分m ]?\s*)?"
    r"(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*[''’′\"”″“秒s]*)?\s*([NSEWOnsewo北南东西])?\s*$"
)
_PAIR_SQL = (
    r"([NSEWnsew])?\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*([NSEWnsew])?\s*[,，;；/ ]+\s*"
    r"([NSEWnsew])?\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*([NSEWnsew])?"
)


@dataclass(frozen=True)
class PointForm:
    """How a column writes coordinates, by shares of its values."""

    decimal: float
    dms: float

    @property
    def share(self) -> float:
        """Return which part of the values reads as a coordinate."""
        return self.decimal + self.dms


def form_of(values: list[str], limit: float) -> PointForm:
    """Look at values; a plain number counts only inside ±limit degrees."""
    decimal = dms = 0
    for value in values:
        # NFKC would make the letter o of º, which many write for the degree sign.
        text = unicodedata.normalize("NFKC", value.replace("º", "°")).strip()
        if _DECIMAL.fullmatch(text):
            decimal += abs(float(text.replace(",", "."))) <= limit
        elif _DMS.fullmatch(text) or _SIDED.fullmatch(text):
            dms += 1
    seen = max(len(values), 1)
    return PointForm(decimal / seen, dms / seen)


def is_eastward(values: list[str]) -> bool:
    """Say whether longitudes are counted from 0 to 360: none below 0, several beyond 180."""
    numbers = [float(v.replace(",", ".")) for v in map(str.strip, values) if _DECIMAL.fullmatch(v)]
    beyond = sum(180 < number <= 360 for number in numbers)
    inside = bool(numbers) and min(numbers) >= 0 and max(numbers) <= 360
    return inside and beyond >= max(2, 0.1 * len(numbers))


def pair_share(values: list[str]) -> float:
    """Return which part of the values is a pair of coordinates in one cell."""
    pairs = sum(bool(_PAIR.fullmatch(v) or _ISO.fullmatch(v)) for v in map(str.strip, values))
    return pairs / max(len(values), 1)


def degrees_sql(column: str, form: PointForm, limit: int, *, o_is_east: bool = False) -> str:
    """Return SQL for degrees as DOUBLE, before any repair of the sign; NULL outside ±limit.

    O is Ost in German and the west in the languages of Rome: oeste, ouest, ovest.
    """
    decimal = f"TRY_CAST({column} AS DOUBLE)"
    if not form.dms:
        return f"CASE WHEN {decimal} BETWEEN -{limit} AND {limit} THEN {decimal} END"
    read = f"coalesce({decimal}, {_dms_sql(column, o_is_east)})"
    inside = f"CASE WHEN v BETWEEN -{limit} AND {limit} THEN v END"
    return f"list_transform([{read}], lambda v: {inside})[1]"


def _dms_sql(column: str, o_is_east: bool) -> str:
    west = "'S', 'W', '南', '西'" if o_is_east else "'S', 'W', 'O', '南', '西'"

    def part(name: str) -> str:
        return f"coalesce(TRY_CAST(replace(p.{name}, ',', '.') AS DOUBLE), 0)"

    sign = (
        f"CASE WHEN p.neg = '-' OR upper(p.side) IN ({west})"
        f" OR upper(p.tail) IN ({west}) THEN -1 ELSE 1 END"
    )
    valid = f"p.deg <> '' AND {part('mi')} < 60 AND {part('se')} <= 60"
    parts = f"regexp_extract({column}, '{_DMS_SQL}', ['side', 'neg', 'deg', 'mi', 'se', 'tail'])"
    value = f"{sign} * ({part('deg')} + {part('mi')} / 60 + {part('se')} / 3600)"
    return f"list_transform([{parts}], lambda p: CASE WHEN {valid} THEN {value} END)[1]"


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
