"""Headers that name a year or a month, as those of a series of figures do."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.recognise.headers import Header
from sitroom.recognise.words import word_list

_YEAR = re.compile(r"(?:fy ?)?((?:19|20)\d\d) ?(?:年度?)?")
_MONTH = re.compile(r"((?:19|20)\d\d) ?[-/年 ] ?(\d{1,2})月?")


def period_of(header: Header, site: Path | None) -> str:
    """Return the year, or year and month, that a header names; empty where it names none."""
    text = header.full
    if found := _YEAR.fullmatch(text):
        return found[1]
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return f"{found[1]}-{int(found[2]):02}"
    months = word_list("month", site)
    *_, last = words = text.split() or [""]
    month = months.get(words[0]) or months.get(last)
    year = next((word for word in words if re.fullmatch(r"(?:19|20)?\d\d", word)), "")
    if len(words) != 2 or not month or not year:
        return ""
    return f"{year if len(year) == 4 else '20' + year}-{int(month):02}"
