"""Casualties that a column tells in words, as 死亡3人、受伤5人 or `3 dead, 5 injured`."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.recognise.context import Context
from sitroom.recognise.words import is_cjk, word_list

_COUNTED = ("deaths", "missing", "injured", "trapped")
_BETWEEN = r"(?:人数|了|为|約|约|共|[:：])?\s*"
_PERSONS = r"\s*(?:人|名|persons?|people)?\s*"
_NOBODY = (
    r"^\s*(?:无(?:人员)?(?:伤亡)?|(?:暂无|未造成|没有)(?:人员)?伤亡|no casualties|none)"
    r"\s*[。.]?\s*$"
)


def build(context: Context) -> None:
    """Fill the counts that no column of numbers gives from the one that tells them in words.

    A sentence that names no missing says nothing of them; one of nobody hurt says 0 of all.
    """
    site = context.site.folder
    absent = [n for n in _COUNTED if context.name(n) not in context.assignment.chosen]
    if "deaths" not in absent or "injured" not in absent:
        return
    heads = word_list("casualty_text", site)
    for profile in context.fitting.profiles:
        values = context.fitting.values(profile.index)
        header = context.headers[profile.index]
        free = profile.index not in context.assignment.used and not profile.is_numeric
        if free and values and {header.full, header.short} & heads.keys():
            words = _words(site)
            told = re.compile(f"{_NOBODY}|[0-9]{_PERSONS}(?:{words['']})|(?:{words['']})"
                              f"{_BETWEEN}[0-9]", re.I)  # fmt: skip
            if sum(bool(told.search(value)) for value in values) >= 0.5 * len(values):
                for name in absent:
                    context.expressions[context.name(name)] = _sql(profile.sql, words, name)
                context.column_notes[profile.index] = "casualties are counted from its words"
                return


def _words(site: Path | None) -> dict[str, str]:
    """Return the words for each count as a pattern, and under the blank name those of all."""
    found: dict[str, list[str]] = {}
    for word, code in word_list("casualty", site).items():
        found.setdefault(code, []).append(word if is_cjk(word) else rf"\b{word}\b")
    patterns = {code: "|".join(own) for code, own in found.items()}
    return patterns | {"": "|".join(patterns.values())}


def _sql(cell: str, words: dict[str, str], name: str) -> str:
    """Return SQL for one count: its number stands behind its word, or before it as in 3人死亡."""
    text = f"lower(translate({cell}, '０１２３４５６７８９', '0123456789'))"
    behind = rf"(?:{words[name]}){_BETWEEN}([0-9]+)"
    before = rf"([0-9]+){_PERSONS}(?:{words[name]})"
    begins = rf"^[^0-9]*(?:{words['']}){_BETWEEN}[0-9]"
    read = (
        f"CASE WHEN regexp_matches({text}, '{begins}') THEN regexp_extract({text}, '{behind}', 1)"
        f" ELSE regexp_extract({text}, '{before}', 1) END"
    )
    return (
        f"CASE WHEN regexp_matches({text}, '{_NOBODY}') THEN 0"
        f" ELSE TRY_CAST(nullif({read}, '') AS BIGINT) END"
    )
