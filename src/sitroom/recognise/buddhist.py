"""Dates of Thailand, Laos and Cambodia: years counted from 543 before ours, months by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sitroom.recognise.times import date_form

_BEFORE = 543
_YEAR = r"(?:^|[^0-9])(2[45][0-9]{2})(?:[^0-9]|$)"
_THAI = re.compile("[\u0e00-\u0e7f]")
_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_PLAIN = str.maketrans(_DIGITS, "0123456789")
_AROUND = "(?:เวลา|พ\\.ศ\\.|น\\.)"  # `at`, `of the era` and `o'clock`
_MOSTLY = 0.9


def are_told(values: Sequence[str], months: Mapping[str, str]) -> bool:
    """Say whether nearly all values are dates of this count."""
    if not any(map(_has_year, values[:5])):
        return False
    found = sum(map(_has_year, values))
    return found >= _MOSTLY * len(values) and _are_dates(values, months)


def _has_year(text: str) -> bool:
    return bool(re.search(_YEAR, text[:60].translate(_PLAIN)))


def _are_dates(values: Sequence[str], months: Mapping[str, str]) -> bool:
    """Say whether the values are dates in our count; a number such as 2500 alone is no year."""
    forms = [date_form(gregorian(value, months)) for value in values if not value.isdecimal()]
    return bool(forms) and sum(form is not None for form in forms) >= _MOSTLY * len(forms)


def gregorian(text: str, months: Mapping[str, str]) -> str:
    """Return a date in our count, with a number for the name of its month."""
    text = text.translate(_PLAIN)
    if _THAI.search(text):
        text = re.sub(_AROUND, " ", text)
        for name, number in _names(months):
            text = re.sub(name, f"/{number}/", text)
    year = re.search(_YEAR, text)
    text = text.replace(year[1], str(int(year[1]) - _BEFORE)) if year else text
    return re.sub(" +", " ", text).strip()


def gregorian_sql(cell: str, months: Mapping[str, str]) -> str:
    """Return SQL that does what `gregorian` does."""
    sql = f"translate({cell}, '{_DIGITS}', '0123456789')"
    sql = f"regexp_replace({sql}, '{_AROUND}', ' ', 'g')"
    for name, number in _names(months):
        sql = f"regexp_replace({sql}, '{name}', '/{number}/')"
    sql = f"trim(regexp_replace({sql}, ' +', ' ', 'g'))"
    year = f"regexp_extract(t, '{_YEAR}', 1)"
    ours = f"replace(t, {year}, (TRY_CAST({year} AS INT) - {_BEFORE})::VARCHAR)"
    return f"list_transform([{sql}], lambda t: CASE WHEN {year} = '' THEN t ELSE {ours} END)[1]"


def _names(months: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return patterns of the Thai names of months, the longest first, and their numbers."""
    thai = [(name, number) for name, number in months.items() if _THAI.search(name)]
    thai.sort(key=lambda pair: -len(pair[0]))
    return [(f" *{re.escape(name)} *", number) for name, number in thai]
