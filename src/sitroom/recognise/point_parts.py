"""Coordinates told in several columns: degrees, minutes and seconds, and the side of the world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sitroom.recognise.claims import Claim
from sitroom.recognise.context import Context
from sitroom.recognise.words import is_cjk, plain, word_list
from sitroom.store.connect import literal

_SIDES = {"lat": {"N": 1, "S": -1}, "lon": {"E": 1, "W": -1}}
_PARTS = (("minute", 60), ("second", 3600))


def stems(texts: Sequence[str], site: Path | None) -> list[str]:
    """Return the headers, those of degrees that minutes stand beside called as their axis alone.

    `Lat Deg`, `Lat Min` and `Lat Sec` are one latitude, and 纬度(度), 纬度(分) too.
    """
    found = [_part(text, site) for text in texts]
    minutes = {(stem, len(word) > 1) for stem, part, word in found if part == "minute"}
    return [
        stem if part == "degree" and (stem, len(word) > 1) in minutes else text
        for text, (stem, part, word) in zip(texts, found, strict=True)
    ]


def whole_sql(context: Context, claim: Claim, axis: str, degrees: str, *, o_is_east: bool) -> str:
    """Return SQL for degrees with the minutes, seconds and side that other columns tell.

    `axis` is lat or lon; `degrees` is SQL of the claim's own column. Of a side that is no side,
    and of 60 minutes or more, there is no coordinate.
    """
    sql, parts = degrees, _minutes_of(context, claim)
    if parts:
        more = " + ".join(f"({_share_sql(at, size)})" for at, size in parts)
        whole = f"abs(v) + {more}"
        minus = f"v < 0 OR starts_with(trim(c{claim.column}), '-')"
        signed = f"CASE WHEN {minus} THEN -({whole}) ELSE {whole} END"
        sql = f"list_transform([{sql}], lambda v: {signed})[1]"
        _take(context, claim, [at for at, _ in parts], "minutes")
    if (side := _side_of(context, claim, axis, len(parts))) is not None:
        sql = _sided_sql(context, side, axis, sql, o_is_east=o_is_east)
        _take(context, claim, [side], "side")
    return sql


def _part(text: str, site: Path | None) -> tuple[str, str, str]:
    """Return a header without its last or first word for a part of a degree, the part, its word."""
    form = plain(re.sub(r"[()\[\]（）_]", " ", text))
    for word, part in word_list("degree_part", site).items():
        if is_cjk(word) and form.endswith(word) and len(form) > len(word) + 1:
            return form.removesuffix(word), part, word
        if form.endswith(f" {word}"):
            return form.removesuffix(f" {word}"), part, word
        if form.startswith(f"{word} ") and len(word) > 1:
            return form.removeprefix(f"{word} "), part, word
    return form, "", ""


def _minutes_of(context: Context, claim: Claim) -> list[tuple[int, int]]:
    """Return the columns of minutes and of seconds of a coordinate, each with its size."""
    site = context.site.folder
    stem, is_split, _ = _part(context.headers[claim.column].text, site)
    told = [_part(header.text, site)[:2] for header in context.headers]
    if is_split != "degree" and (plain(stem), "minute") not in told:
        return []
    found = [(told.index((stem, p)), size) for p, size in _PARTS if (stem, p) in told]
    free = [(at, size) for at, size in found if at not in context.assignment.used]
    are_numbers = all(context.fitting.profiles[at].is_numeric for at, _ in free)
    return free if free and free[0][1] == 60 and are_numbers else []


def _share_sql(column: int, size: int) -> str:
    number = f"TRY_CAST(c{column} AS DOUBLE)"
    return (
        f"CASE WHEN coalesce(trim(c{column}), '') = '' THEN 0"
        f" WHEN {number} >= 0 AND {number} <= 60 THEN {number} / {size} END"
    )


def _side_of(context: Context, claim: Claim, axis: str, parts: int) -> int | None:
    """Return the column that holds N and S, or E and W: beside the coordinate, or headed so."""
    words = word_list("side", context.site.folder)
    heads = word_list("hemisphere", context.site.folder)
    for profile in context.fitting.profiles:
        header = context.headers[profile.index]
        is_beside = profile.index - claim.column in (-1, *range(1, parts + 2))
        if profile.index in context.assignment.used or not (
            is_beside or header.full in heads or _part(header.text, context.site.folder)[0] in heads
        ):
            continue
        sides = [
            (words.get(plain(value), ""), times)
            for value, times in zip(profile.values, profile.counts, strict=True)
            if value.strip().casefold() not in context.fitting.nothing
        ]
        own = {*_SIDES[axis], *("O" if axis == "lon" else "")}
        known = sum(times for side, times in sides if side in own)
        if known and known >= 0.8 * sum(times for _, times in sides):
            return profile.index
    return None


def _sided_sql(context: Context, side: int, axis: str, sql: str, *, o_is_east: bool) -> str:
    signs = _SIDES[axis] | ({"O": 1 if o_is_east else -1} if axis == "lon" else {})
    listed = {
        sign: ", ".join(
            literal(word)
            for word, code in word_list("side", context.site.folder).items()
            if signs.get(code) == sign
        )
        for sign in (1, -1)
    }
    cell = f"lower(trim(c{side}, ' .'))"
    return (
        f"list_transform([{sql}], lambda v: CASE WHEN {cell} IN ({listed[-1]}) THEN -abs(v)"
        f" WHEN {cell} IN ({listed[1]}) OR coalesce({cell}, '') = '' THEN v END)[1]"
    )


def _take(context: Context, claim: Claim, columns: list[int], part: str) -> None:
    name = claim.field.name
    own = [Claim(at, claim.field, 0.9, 0, 1, part, "content", part=part) for at in columns]
    context.assignment.take(name, [*context.assignment.chosen[name], *own])
    header = context.headers[claim.column].text
    context.column_notes |= dict.fromkeys(columns, f"the {part} of `{header}`")
