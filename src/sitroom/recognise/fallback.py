"""What a file does not say in a column of its own: found in contents, names and other fields."""

from __future__ import annotations

import re
from dataclasses import replace

from sitroom.recognise import alerts, codes, depths, incidents, pairs, shifts, supplies
from sitroom.recognise.claims import Claim
from sitroom.recognise.context import Context
from sitroom.recognise.fields import Field, fields_of
from sitroom.recognise.hazards import hazard_in_text_sql, words_in_text_sql
from sitroom.recognise.words import word_list
from sitroom.store.connect import literal

_LONGEST_WORD = 40
_BY_CONTENTS = {
    "incident": ("hazard", "level", "status"),
    "update": ("level_to", "status_to", "kind"),
    "warning": ("colour", "msg_type"),
    "risk": ("level",),
    "stock": ("unit",),
    "team": ("status", "kind"),
}


def content_fields(context: Context, private: set[int]) -> None:
    """Give fields that no header named to columns whose cells are nearly all their words."""
    known = fields_of(context.dataset, context.site.folder)
    depths.fill(context, known)
    _pair(context, known, private)
    _parent(context, known, private)
    for column in _BY_CONTENTS.get(context.dataset, ()):
        name = context.name(column)
        if name in context.assignment.chosen:
            continue
        for profile in context.fitting.profiles:
            free = profile.index not in context.assignment.used | private
            if column.startswith("level") and _of_other_scale(context, profile.index):
                continue  # the intensity of a quake runs from I to XII too
            few = 2 <= profile.distinct <= 60 and not profile.is_numeric
            if column.startswith("level") and profile.distinct == profile.filled:
                continue  # P1, P2, P3 that never repeat are numbers of the rows
            few = few or (column == "status" and bool(_asked(context, profile.index)))
            least = 0.6 if column == "colour" else 0.8  # beside Red and Amber stands Signal no. 8
            if free and few and _known_share(context, profile.index, name) >= least:
                claim = Claim(profile.index, known[name], 0.6, 0, 0.9, "its words", "content")
                context.assignment.take(name, [claim])
                break


def _asked(context: Context, column: int) -> codes.Reader | None:
    """Return the reader of a column that asks for a state and is answered with yes or no."""
    return codes.status_reader(context.headers[column].short, context.site.folder)


def _of_other_scale(context: Context, column: int) -> bool:
    header = context.headers[column].full
    return any(word in header for word in word_list("other_scale", context.site.folder))


def _pair(context: Context, known: dict[str, Field], private: set[int]) -> None:
    """A column of points in one cell is the place where no two columns are."""
    pair, lon = context.name("lonlat"), context.name("lon")
    if pair not in known or {pair, lon} & context.assignment.chosen.keys():
        return
    for profile in context.fitting.profiles:
        free = profile.index not in context.assignment.used | private
        if (
            free
            and profile.filled
            and pairs.pair_share(context.fitting.values(profile.index)) > 0.9
        ):
            claim = Claim(profile.index, known[pair], 0.8, 0, 1, "pairs of numbers", "content")
            context.assignment.take(pair, [claim])
            return
    for profile in context.fitting.profiles:
        told = profile.index not in private and not profile.is_numeric
        if told and pairs.behind_share(context.fitting.values(profile.index)) > 0.9:
            claim = Claim(profile.index, known[pair], 0.8, 0, 1, "pairs behind it", "content")
            context.assignment.take(pair, [replace(claim, part="behind")])
            return


def _parent(context: Context, known: dict[str, Field], private: set[int]) -> None:
    """A column of an area table whose codes are those of other rows names the area above."""
    name, code = context.name("parent_code"), context.column_of("region_code")
    if context.dataset != "region" or code is None or name in context.assignment.chosen:
        return
    codes_here = set(context.fitting.values(code))
    for profile in context.fitting.profiles:
        values = set(context.fitting.values(profile.index)) - {"0", "-1"}
        free = profile.index not in context.assignment.used | private
        if free and values and len(values & codes_here) >= 0.8 * len(values):
            claim = Claim(profile.index, known[name], 0.8, 0, 1, "codes of other rows", "content")
            context.assignment.take(name, [claim])
            return


def _known_share(context: Context, column: int, name: str) -> float:
    field = fields_of(context.dataset, context.site.folder)[name]
    header = context.headers[column].short
    reader = codes.reader_for(field.kind, field.words, context.site.folder, header)
    values = context.fitting.values(column)
    if reader is None or not values or max(map(len, values)) > _LONGEST_WORD:
        return 0.0
    return sum(reader(value) is not None for value in values) / len(values)


def derived(context: Context) -> None:
    """Fill what the tables need and the file says elsewhere, or only by its name."""
    {
        "incident": incidents.build,
        "warning": alerts.build,
        "stock": supplies.stock,
        "move": supplies.move,
        "site": _site,
        "region": _region,
        "task": lambda c: c.default("kind", "checklist"),
        "duty": shifts.build,
        "deployment": _deployment,
        "risk": _risk,
        "response": _hazard_beside,
        "lifeline": _lifeline,
    }.get(context.dataset, lambda c: None)(context)


def _region(context: Context) -> None:
    """An area has a tier of government; a unit is a tier of offices only.

    A boundary that bears its code alone is called by it.
    """
    code = context.expressions.get(context.name("region_code"))
    if code and context.name("name") not in context.expressions:
        context.expressions[context.name("name")] = code
    name = context.name("tier")
    known = context.expressions.get(name, "NULL::VARCHAR")
    context.expressions[name] = f"coalesce(nullif({known}, 'unit'), 'other')"
    parent = context.name("parent_code")
    column = context.column_of("parent_code")
    if column is not None:
        # Boundary services give the parent as an object: {"adcode": 110000}.
        inside = f"regexp_extract(c{column}, '[0-9]{{6,12}}')"
        context.expressions[parent] = (
            f"CASE WHEN starts_with(c{column}, '{{') THEN nullif({inside}, '')"
            f" ELSE nullif({context.expressions[parent]}, '0') END"
        )


def _site(context: Context) -> None:
    read = codes.list_reader("site_kind", context.site.folder)
    hint = (
        read(re.sub(r"(?<=\D)(?=\d)", " ", context.hint_text))
        or _kind_by_header(context)
        or "other"
    )
    name = context.name("kind")
    parts = [context.expressions[name]] if name in context.expressions else []
    if hint == "other" and not parts:
        column = context.column_of("name")
        if column is not None:
            parts.append(words_in_text_sql(f"c{column}", "site_kind", context.site.folder))
    context.expressions[name] = f"coalesce({', '.join([*parts, literal(hint)])})"


def _kind_by_header(context: Context) -> str | None:
    """Return the kind that the name's header tells, else the one kind that other headers name."""
    read = codes.list_reader("site_kind", context.site.folder)
    column = context.column_of("name")
    named = read(context.headers[column].short) if column is not None else None
    others = {kind for header in context.headers if (kind := read(header.short))}
    return named or (others.pop() if len(others) == 1 else None)


def _lifeline(context: Context) -> None:
    """A list of outages whose cells name the company alone says by its name what is out."""
    service = codes.list_reader("lifeline_service", context.site.folder)(context.hint_text)
    if service:
        context.default("service", service)


def _deployment(context: Context) -> None:
    column = context.column_of("resource_name")
    header = context.headers[column].full if column is not None else ""
    is_item = "物资" in header or "item" in header
    context.default("resource_kind", "item" if is_item else "team")
    steps = (
        ("returned_at", "returned"),
        ("released_at", "released"),
        ("arrived_at", "on_scene"),
        ("departed_at", "en_route"),
        ("committed_at", "committed"),
    )
    whens = " ".join(
        f"WHEN ({context.expressions[context.name(field)]}) IS NOT NULL THEN {literal(code)}"
        for field, code in steps
        if context.name(field) in context.expressions
    )
    by_time = f"CASE {whens} ELSE 'requested' END" if whens else "'requested'"
    known = context.expressions.get(context.name("status"))
    context.expressions[context.name("status")] = (
        f"coalesce({known}, {by_time})" if known else by_time
    )


def _risk(context: Context) -> None:
    _hazard_beside(context)
    context.default("status", "open")
    known = [context.expressions.get(context.name(name)) for name in ("l", "s", "score")]
    column = context.column_of("score")
    if all(known) and column is not None and context.column_of("e") is None:
        wrong = f"abs(({known[0]}) * ({known[1]}) - ({known[2]})) > 0.01"
        text = "likelihood times severity"
        context.flag(context.name("score"), column, wrong, "ls_product_mismatch", text, "row")


def _hazard_beside(context: Context) -> None:
    name, title = context.name("hazard"), context.column_of("name")
    if name not in context.expressions and title is not None:
        context.expressions[name] = hazard_in_text_sql(f"c{title}", context.site.folder)
