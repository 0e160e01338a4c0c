"""Kinds of incidents as a fire service's numbers: 745 is a false alarm, whatever burns in its name.

A word beside a number goes first; but a service call, a good intent and a false alarm are none of
the kinds that their names speak of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sitroom.recognise.codes import case_sql
from sitroom.recognise.context import Context
from sitroom.recognise.profile import words_of
from sitroom.recognise.words import rows, split, standing

_NUMBER = re.compile(r"([1-9]\d\d)(?:\.0)?[A-Z]?(?:[\s:_–-]+\D.*)?", re.S)
_LISTED = 0.8  # of the numbers are in the list; a service's own are read by their series
_NO_KIND = "other"


@dataclass(frozen=True)
class Coded:
    """SQL by one column of numbers: the hazard, and whether the incident is a false alarm."""

    column: int
    hazard: str
    is_false_alarm: str

    def with_words(self, words: str | None) -> str:
        """Return SQL for the hazard where another column, or the same, has words for it too."""
        if not words:
            return self.hazard
        none = f"({self.hazard}) = '{_NO_KIND}'"
        return f"CASE WHEN {none} THEN '{_NO_KIND}' ELSE coalesce({words}, {self.hazard}) END"


def coded(context: Context) -> Coded | None:
    """Return what the numbers of a known list say; None where no column has them."""
    listed = rows("incident_code", context.site.folder)
    for scheme in dict.fromkeys(row["scheme"] for row in listed):
        mine = [row for row in listed if row["scheme"] == scheme]
        heads = set(split(mine[0]["headers"]))
        known = {code: row for row in mine for code in split(row["codes"])}
        for index, header in enumerate(context.headers):
            if header.full in heads and _are_numbers(context.fitting.values(index), known):
                return _by_words(context, index, scheme, known)
    return None


def _are_numbers(values: list[str], known: dict[str, dict[str, str]]) -> bool:
    met = [_NUMBER.fullmatch(value.strip()) for value in values]
    numbers = {found[1] for found in met if found}
    in_list = sum(number in known for number in numbers)
    # 100, 200, 300 may be the kinds of anybody.
    is_told = any(not value.strip().endswith("00") for value in values)
    return is_told and all(met) and in_list >= _LISTED * len(numbers)


def _by_words(
    context: Context, column: int, scheme: str, known: dict[str, dict[str, str]]
) -> Coded:
    hazards: dict[str, str] = {}
    false: dict[str, str] = {}
    for word, _, _ in words_of(context.con, context.relation, column):
        found = _NUMBER.fullmatch(word.strip())
        row = found and (known.get(found[1]) or known.get(f"{found[1][0]}00"))
        if row:
            hazards[word] = row["hazard"]
            if row["incident_status"] == "false_alarm":
                false[word] = "true"
    told = standing(next(iter(known.values())))
    context.column_notes[column] = f"numbers of kinds as in {scheme}{told}"
    is_false = f"coalesce(({case_sql(f'c{column}', false)})::BOOLEAN, false)"
    return Coded(column, case_sql(f"c{column}", hazards), is_false)


def without_flags(context: Context, found: Coded) -> None:
    """Take back that a word of a kind is not known where its number is."""
    name = context.name("hazard")
    context.checks = [
        replace(check, condition_sql=f"({check.condition_sql}) AND ({found.hazard}) IS NULL")
        if check.field == name and check.reason == "unknown_word"
        else check
        for check in context.checks
    ]
