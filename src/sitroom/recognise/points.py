"""Coordinates as offices write them: decimal degrees, degrees with minutes and seconds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_SIDE = "[NSEWO北南东西]"
_DMS = re.compile(
    rf"(?:北纬|南纬|东经|西经|{_SIDE})?\s*[+-]?\d{{1,3}}(?:[.,]\d+)?\s*(?:[º°˚゜:度d-]|\s)\s*"
    r"(?:\d{1,2}(?:[.,]\d+)?\s*(?:['’′‘`:分m-]|\s|$)\s*)?"
    rf"(?:\d{{1,2}}(?:[.,]\d+)?\s*(?:''|[\"”″“秒s]|’’|′′|$)?\s*)?{_SIDE}?",
    re.IGNORECASE,
)
_SIDED = re.compile(
    rf"(?:北纬|南纬|东经|西经|{_SIDE})\s*\d{{1,3}}(?:[.,]\d+)?|\d{{1,3}}(?:[.,]\d+)?\s*°?\s*{_SIDE}",
    re.IGNORECASE,
)
# Receivers of satellites write degrees and minutes without a mark between: 3108.500,N.
_JOINED = re.compile(r"\d{2,3}[0-5]\d\.\d+\s*,?\s*[NSEW]", re.IGNORECASE)
_JOINED_SQL = r"^\s*([0-9]{2,3})([0-5][0-9]\.[0-9]+)\s*,?\s*([NSEWnsew])\s*$"
# Degrees, minutes, seconds and the side of the world, whatever stands between them.
_DMS_SQL = (
    r"^\s*([NSEWOnsewo北南东西])?[纬经]?\s*([+-]?)([0-9]{1,3}(?:[.,][0-9]+)?)\s*[º°˚゜:度dD -]?\s*"
    r"(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*[''’′‘`:分m -]?\s*)?"
    r"(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*[''’′\"”″“秒s]*)?\s*([NSEWOnsewo北南东西])?\s*$"
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
        text = unicodedata.normalize("NFKC", value.replace("º", "°").replace("゜", "°")).strip()
        if _DECIMAL.fullmatch(text):
            decimal += abs(float(text.replace(",", "."))) <= limit
        elif any(form.fullmatch(text) for form in (_DMS, _SIDED, _JOINED)):
            dms += 1
    seen = max(len(values), 1)
    return PointForm(decimal / seen, dms / seen)


def is_eastward(values: list[str]) -> bool:
    """Say whether longitudes are counted from 0 to 360: none below 0, several beyond 180."""
    numbers = [float(v.replace(",", ".")) for v in map(str.strip, values) if _DECIMAL.fullmatch(v)]
    beyond = sum(180 < number <= 360 for number in numbers)
    inside = bool(numbers) and min(numbers) >= 0 and max(numbers) <= 360
    return inside and beyond >= max(2, 0.1 * len(numbers))


def degrees_sql(column: str, form: PointForm, limit: int, *, o_is_east: bool = False) -> str:
    """Return SQL for degrees as DOUBLE, before any repair of the sign; NULL outside ±limit.

    O is Ost in German and the west in the languages of Rome: oeste, ouest, ovest.
    """
    decimal = f"TRY_CAST({column} AS DOUBLE)"
    if not form.dms:
        return f"CASE WHEN {decimal} BETWEEN -{limit} AND {limit} THEN {decimal} END"
    read = f"coalesce({decimal}, {dms_sql(column, o_is_east)})"
    inside = f"CASE WHEN v BETWEEN -{limit} AND {limit} THEN v END"
    return f"list_transform([{read}], lambda v: {inside})[1]"


def dms_sql(column: str, o_is_east: bool) -> str:
    """Return SQL for degrees as DOUBLE of degrees, minutes and seconds; NULL for what is none."""
    west = "'S', 'W', '南', '西'" if o_is_east else "'S', 'W', 'O', '南', '西'"

    def part(name: str) -> str:
        return f"coalesce(TRY_CAST(replace(p.{name}, ',', '.') AS DOUBLE), 0)"

    sign = (
        f"CASE WHEN p.neg = '-' OR upper(p.side) IN ({west})"
        f" OR upper(p.tail) IN ({west}) THEN -1 ELSE 1 END"
    )
    valid = f"p.deg <> '' AND {part('mi')} < 60 AND {part('se')} <= 60"
    column = f"regexp_replace({column}, '{_JOINED_SQL}', '\\1 \\2 \\3')"
    parts = f"regexp_extract({column}, '{_DMS_SQL}', ['side', 'neg', 'deg', 'mi', 'se', 'tail'])"
    value = f"{sign} * ({part('deg')} + {part('mi')} / 60 + {part('se')} / 3600)"
    return f"list_transform([{parts}], lambda p: CASE WHEN {valid} THEN {value} END)[1]"
