"""The hazard that a file or a text speaks of without a column for it."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.recognise import codes
from sitroom.recognise.context import Context
from sitroom.recognise.han import traditional
from sitroom.recognise.words import is_cjk, plain, rows, runs_together, split
from sitroom.store.connect import literal


def hazard_hint(context: Context) -> str:
    """Return the hazard that the file's name or title speaks of, else its headers, else other."""
    read = codes.hazard_reader(context.site.folder)
    text = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", context.hint_text)
    found = read(text)
    has_kinds = context.column_of("hazard") is not None
    if context.column_of("magnitude") is not None and found in (None, "other") and not has_kinds:
        return "earthquake"
    if found and not found.startswith("other") and found != "fire":
        return found
    by_header = [code for header in context.headers if (code := read(header.full))]
    if found == "fire":
        return "forest_fire" if "forest_fire" in by_header else "fire"
    specific = [code for code in by_header if not code.startswith("other")]
    return specific[0] if specific else found or "other"


def hazard_in_text_sql(expr: str, site: Path | None) -> str:
    """Return SQL for the hazard that a text names, the longest word first; NULL without one."""
    words = [
        (written, row["code"])
        for row in rows("hazard_types", site)
        for word in [row["zh"], *split(row["aliases"])]
        if row["code"] != "other"
        for written in (plain(word), word.casefold())
    ]
    return _first_word_sql(expr, words)


def words_in_text_sql(expr: str, name: str, site: Path | None) -> str:
    """Return SQL for the code of one list that a text names; NULL without one."""
    words = [
        (written, row["code"])
        for row in rows("word_aliases", site)
        if row["list"] == name and row["code"] != "other"
        for word in split(row["aliases"])
        for written in (plain(word), word.casefold())
    ]
    return _first_word_sql(expr, words)


def _first_word_sql(expr: str, words: list[tuple[str, str]]) -> str:
    words = [*words, *((traditional(plain(w)), c) for w, c in words if is_cjk(w))]
    words = sorted(
        {(w, c) for w, c in words if len(w) >= (2 if runs_together(w) else 4)},
        key=lambda e: -len(e[0]),
    )
    han = "|".join(re.escape(word) for word, _ in words if runs_together(word))
    latin = "|".join(
        re.escape(word).replace("\\ ", " ") for word, _ in words if not runs_together(word)
    )
    spaced = f"translate(strip_accents(lower({expr})), '-_/', '   ')"
    found = f"regexp_extract({spaced}, '(?:{han})|\\b(?:{latin})s?\\b')"
    by_code: dict[str, list[str]] = {}
    for word, code in dict(reversed(words)).items():
        by_code.setdefault(code, []).extend([word] if runs_together(word) else [word, word + "s"])
    whens = " ".join(
        f"WHEN w IN ({', '.join(map(literal, listed))}) THEN {literal(code)}"
        for code, listed in by_code.items()
    )
    return f"list_transform([{found}], lambda w: CASE {whens} END)[1]"
