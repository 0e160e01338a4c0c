"""What a file does not say in a column of its own: found in contents, names and other fields."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.recognise import codes
from sitroom.recognise.context import Context
from sitroom.recognise.fields import fields_of
from sitroom.recognise.match import Claim
from sitroom.recognise.profile import words_of
from sitroom.recognise.words import is_cjk, plain, rows, split
from sitroom.store.connect import literal

_BY_CONTENTS = {
    "incident": ("hazard", "level", "status"),
    "update": ("level_to", "status_to", "kind"),
    "warning": ("colour",),
    "risk": ("level",),
    "stock": ("unit",),
    "team": ("status", "kind"),
}


def content_fields(context: Context, private: set[int]) -> None:
    """Give fields that no header named to columns whose cells are nearly all their words."""
    known = fields_of(context.dataset, context.site.folder)
    for column in _BY_CONTENTS.get(context.dataset, ()):
        name = context.name(column)
        if name in context.assignment.chosen:
            continue
        for profile in context.fitting.profiles:
            free = profile.index not in context.assignment.used | private
            few = 2 <= profile.distinct <= 60 and not profile.is_numeric
            if free and few and _known_share(context, profile.index, name) >= 0.8:
                claim = Claim(profile.index, known[name], 0.6, 0, 0.9, "its words", "content")
                context.assignment.take(name, [claim])
                break


def _known_share(context: Context, column: int, name: str) -> float:
    field = fields_of(context.dataset, context.site.folder)[name]
    reader = codes.reader_for(field.kind, field.words, context.site.folder)
    values = context.fitting.values(column)
    if reader is None or not values:
        return 0.0
    return sum(reader(value) is not None for value in values) / len(values)


def derived(context: Context) -> None:
    """Fill what the tables need and the file says elsewhere, or only by its name."""
    {
        "incident": _incident,
        "warning": _warning,
        "stock": _stock,
        "move": _move,
        "site": _site,
        "region": lambda c: _default(c, "tier", "other"),
        "task": lambda c: _default(c, "kind", "checklist"),
        "duty": _duty,
        "deployment": _deployment,
        "risk": _risk,
        "response": _hazard_beside,
    }.get(context.dataset, lambda c: None)(context)


def _default(context: Context, column: str, value: str) -> None:
    name = context.name(column)
    known = context.expressions.get(name)
    context.expressions[name] = f"coalesce({known}, {literal(value)})" if known else literal(value)


def _incident(context: Context) -> None:
    name = context.name("hazard")
    hint = hazard_hint(context)
    parts = [context.expressions[name]] if name in context.expressions else []
    title = context.column_of("title")
    has_unknown = any(check.field == name for check in context.checks)
    if title is not None and (not parts or has_unknown):
        parts.append(hazard_in_text_sql(f"c{title}", context.site.folder))
    context.expressions[name] = f"coalesce({', '.join([*parts, literal(hint)])})"
    if not parts:
        context.notes.append(f"hazard {hint} for every row: by the file's name and headers")
    _false_alarms(context)


def _false_alarms(context: Context) -> None:
    """Say which rows are false alarms: by a column of their own, or a kind that says so."""
    name = context.name("is_false_alarm")
    parts = [context.expressions[name]] if name in context.expressions else []
    kind = context.column_of("hazard")
    if kind is not None:
        read = codes.list_reader("incident_status", context.site.folder)
        false = [
            word
            for word, _, _ in words_of(context.con, context.relation, kind)
            if read(word) == "false_alarm"
        ]
        if false:
            context.checks = [c for c in context.checks if not _only_about(c, kind, false, context)]
            parts.append(f"coalesce(c{kind} IN ({', '.join(map(literal, false))}), false)")
    if parts:
        context.expressions[name] = " OR ".join(f"coalesce({part}, false)" for part in parts)


def _only_about(check: object, column: int, words: list[str], context: Context) -> bool:
    """Say whether an unknown-word check is about no other words than these."""
    if getattr(check, "column", None) != column or getattr(check, "reason", "") != "unknown_word":
        return False
    listed = ", ".join(map(literal, words))
    condition = getattr(check, "condition_sql", "false")
    return not context.one(f"count(*) FILTER (WHERE {condition} AND c{column} NOT IN ({listed}))")[0]


def _warning(context: Context) -> None:
    hazard = context.name("hazard")
    parts = [context.expressions[hazard]] if hazard in context.expressions else []
    event, headline = context.column_of("event_text"), context.column_of("headline")
    for column in (event, headline):
        if column is not None:
            parts.append(hazard_in_text_sql(f"c{column}", context.site.folder))
    hint = hazard_hint(context)
    context.expressions[hazard] = f"coalesce({', '.join([*parts, literal(hint)])})"
    colour = context.name("colour")
    words = {"red": "红|red", "orange": "橙|orange|amber", "yellow": "黄|yellow", "blue": "蓝|blue", "white": "白色|white"}
    sources = [context.expressions[colour]] if colour in context.expressions else []
    for column in (context.column_of("level"), context.column_of("severity"), headline):
        if column is not None:
            whens = " ".join(
                f"WHEN regexp_matches(lower(c{column}), '{pattern}') THEN {literal(code)}"
                for code, pattern in words.items()
            )
            sources.append(f"CASE {whens} END")
    if sources:
        context.expressions[colour] = f"coalesce({', '.join(sources)})"
    _default(context, "status", "Actual")
    _default(context, "msg_type", "Alert")


def _stock(context: Context) -> None:
    unit = context.name("unit")
    quantity = context.column_of("qty_on_hand")
    parts = [context.expressions[unit]] if unit in context.expressions else []
    if quantity is not None and not context.fitting.profiles[quantity].is_numeric:
        from sitroom.recognise.numbers import cell_unit_sql

        parts.append(cell_unit_sql(f"c{quantity}"))
    header = context.headers[quantity].unit if quantity is not None else None
    read = codes.unit_reader(context.site.folder)
    parts.append(literal((read(header) if header else None) or ""))
    context.expressions[unit] = f"coalesce({', '.join(parts)})" if len(parts) > 1 else parts[0]
    _default(context, "category", "other")
    amount, price = context.column_of("amount"), context.name("unit_price")
    if amount is not None and price not in context.expressions and quantity is not None:
        total = f"TRY_CAST(replace(c{amount}, ',', '') AS DOUBLE)"
        context.expressions[price] = f"{total} / nullif({context.expressions[context.name('qty_on_hand')]}, 0)"
    _shelf_life(context)
    expires = context.column_of("expires_on")
    if expires is not None:
        context.expressions[context.name("expiry_text")] = f"nullif(trim(c{expires}), '')"


def _shelf_life(context: Context) -> None:
    """A life on the shelf counts from the day it was made; years where the header says so."""
    life, made = context.column_of("shelf_life"), context.expressions.get(context.name("made_on"))
    if life is None or not made or context.name("expires_on") in context.expressions:
        return
    header = context.headers[life]
    years = "年" in (header.unit or header.text) or "year" in header.full
    months = f"TRY_CAST(regexp_extract(c{life}, '[0-9]+') AS INTEGER)"
    factor = f"CASE WHEN contains(c{life}, '年') THEN 12 WHEN contains(c{life}, '月') THEN 1 ELSE {12 if years else 1} END"
    context.expressions[context.name("expires_on")] = f"(({made}) + to_months(({months} * {factor})::INTEGER))::DATE"


def _move(context: Context) -> None:
    headers = " ".join(
        context.headers[c].full for c in (context.column_of("moved_at"), context.column_of("qty")) if c is not None
    )
    words = headers + " " + plain(context.hint_text)
    kind = "adjust"
    if "出库" in words or "发放" in words or "领用" in words or "issue" in words:
        kind = "issue"
    elif "入库" in words or "receipt" in words or "received" in words:
        kind = "receipt"
    elif context.column_of("to_site") is not None and context.column_of("from_site") is not None:
        kind = "transfer_out"
    _default(context, "kind", kind)
    _default(context, "unit", "")


def _site(context: Context) -> None:
    read = codes.list_reader("site_kind", context.site.folder)
    hint = read(re.sub(r"(?<=\D)(?=\d)", " ", context.hint_text)) or _kind_by_header(context) or "other"
    name = context.name("kind")
    parts = [context.expressions[name]] if name in context.expressions else []
    if hint == "other" and not parts:
        column = context.column_of("name")
        if column is not None:
            parts.append(_words_in_text_sql(f"c{column}", "site_kind", context.site.folder))
    context.expressions[name] = f"coalesce({', '.join([*parts, literal(hint)])})"


def _kind_by_header(context: Context) -> str | None:
    column = context.column_of("name")
    if column is None:
        return None
    return codes.list_reader("site_kind", context.site.folder)(context.headers[column].short)


def _duty(context: Context) -> None:
    """A day and a shift make two instants: hours in the shift's text, else day or night shift."""
    date = context.expressions.get(context.name("date"))
    starts, ends = context.name("starts_at"), context.name("ends_at")
    shift = context.column_of("shift")
    day = context.column_of("date")
    context.expressions.pop(context.name("date"), None)
    if day is None or starts in context.expressions:
        return
    date = date or f"TRY_CAST(c{day} AS DATE)"
    text = f"coalesce(c{shift}, '')" if shift is not None else "''"
    hours = f"regexp_extract({text}, '([0-9]{{1,2}})[:：]([0-9]{{2}}).*?([0-9]{{1,2}})[:：]([0-9]{{2}})', ['a', 'b', 'c', 'd'])"
    night = f"regexp_matches(lower({text}), '夜|晚|night')"
    half = f"regexp_matches(lower({text}), '白|日班|早|day|morning')"
    begin = (
        f"CASE WHEN {hours}.a <> '' THEN {hours}.a::INT * 60 + {hours}.b::INT"
        f" WHEN {night} THEN 1200 ELSE 480 END"
    )
    end = (
        f"CASE WHEN {hours}.c <> '' THEN {hours}.c::INT * 60 + {hours}.d::INT"
        f" WHEN {night} OR NOT {half} THEN 480 ELSE 1200 END"
    )
    first = f"({date})::TIMESTAMP + to_minutes({begin})"
    last = f"({date})::TIMESTAMP + to_minutes({end}) + CASE WHEN ({end}) <= ({begin}) THEN INTERVAL 1 DAY ELSE INTERVAL 0 DAY END"
    for name, local in ((starts, first), (ends, last)):
        context.expressions[name] = f"timezone('UTC', timezone({literal(context.zone)}, {local}))"


def _deployment(context: Context) -> None:
    column = context.column_of("resource_name")
    header = context.headers[column].full if column is not None else ""
    is_item = "物资" in header or "item" in header
    _default(context, "resource_kind", "item" if is_item else "team")
    steps = (
        ("returned_at", "returned"), ("released_at", "released"), ("arrived_at", "on_scene"),
        ("departed_at", "en_route"), ("committed_at", "committed"),
    )
    whens = " ".join(
        f"WHEN ({context.expressions[context.name(field)]}) IS NOT NULL THEN {literal(code)}"
        for field, code in steps
        if context.name(field) in context.expressions
    )
    by_time = f"CASE {whens} ELSE 'requested' END" if whens else "'requested'"
    known = context.expressions.get(context.name("status"))
    context.expressions[context.name("status")] = f"coalesce({known}, {by_time})" if known else by_time


def _risk(context: Context) -> None:
    _hazard_beside(context)
    _default(context, "status", "open")


def _hazard_beside(context: Context) -> None:
    name, title = context.name("hazard"), context.column_of("name")
    if name not in context.expressions and title is not None:
        context.expressions[name] = hazard_in_text_sql(f"c{title}", context.site.folder)


def hazard_hint(context: Context) -> str:
    """Return the hazard that the file's name or title speaks of, else its headers, else other."""
    read = codes.hazard_reader(context.site.folder)
    text = re.sub(r"(?<=[^\W\d_])(?=\d)", " ", context.hint_text)
    found = read(text)
    if context.column_of("magnitude") is not None and found in (None, "other"):
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
        (plain(word), row["code"])
        for row in rows("hazard_types", site)
        for word in [row["zh"], *split(row["aliases"])]
        if row["code"] != "other"
    ]
    return _first_word_sql(expr, words)


def _words_in_text_sql(expr: str, name: str, site: Path | None) -> str:
    words = [
        (plain(word), row["code"])
        for row in rows("word_aliases", site)
        if row["list"] == name and row["code"] != "other"
        for word in split(row["aliases"])
    ]
    return _first_word_sql(expr, words)


def _first_word_sql(expr: str, words: list[tuple[str, str]]) -> str:
    words = sorted({(w, c) for w, c in words if len(w) >= (2 if is_cjk(w) else 4)}, key=lambda e: -len(e[0]))
    han = "|".join(re.escape(word) for word, _ in words if is_cjk(word))
    latin = "|".join(re.escape(word).replace("\\ ", " ") for word, _ in words if not is_cjk(word))
    found = f"regexp_extract(strip_accents(lower({expr})), '(?:{han})|\\b(?:{latin})s?\\b')"
    by_code: dict[str, list[str]] = {}
    for word, code in dict(reversed(words)).items():
        by_code.setdefault(code, []).extend([word] if is_cjk(word) else [word, word + "s"])
    whens = " ".join(
        f"WHEN w IN ({', '.join(map(literal, listed))}) THEN {literal(code)}"
        for code, listed in by_code.items()
    )
    return f"list_transform([{found}], lambda w: CASE {whens} END)[1]"
