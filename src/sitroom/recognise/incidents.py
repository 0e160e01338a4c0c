"""What an incident's kind says: its hazard, and whether it was a false alarm."""

from __future__ import annotations

from dataclasses import replace

from sitroom.recognise import casualties, codes, incident_codes
from sitroom.recognise.context import Context
from sitroom.recognise.hazards import hazard_hint, hazard_in_text_sql
from sitroom.recognise.profile import words_of
from sitroom.store.connect import literal

_NO_QUAKES = (
    "'flood', 'drought', 'typhoon', 'storm', 'snow_cold', 'heat', 'forest_fire', 'fire',"
    " 'infectious_disease'"
)


def build(context: Context) -> None:
    """Fill hazard and false alarm where the file has them in words, numbers or its name only."""
    name = context.name("hazard")
    numbered = incident_codes.coded(context)
    if numbered:
        incident_codes.without_flags(context, numbered)
        context.expressions[name] = numbered.with_words(context.expressions.get(name))
    hint = hazard_hint(context)
    parts = _hazards(context, name)
    context.expressions[name] = f"coalesce({', '.join([*parts, literal(hint)])})"
    casualties.build(context)
    if not parts:
        context.notes.append(f"hazard {hint} for every row: by the file's name and headers")
    _false_alarms(context, [numbered.is_false_alarm] if numbered else [])
    magnitude = context.name("magnitude")
    if parts and magnitude in context.expressions:
        # Hail and drought have a magnitude too; only that of a quake is one here.
        context.expressions[magnitude] = (
            f"CASE WHEN ({context.expressions[name]}) NOT IN ({_NO_QUAKES})"
            f" THEN {context.expressions[magnitude]} END"
        )


def _hazards(context: Context, name: str) -> list[str]:
    """Return what tells the hazard of a row, the surest first; none where no column does."""
    parts = [context.expressions[name]] if name in context.expressions else []
    title, kind = context.column_of("title"), context.column_of("hazard")
    has_unknown = any(check.field == name for check in context.checks)
    if title is not None and (not parts or has_unknown):
        parts.append(hazard_in_text_sql(f"c{title}", context.site.folder))
    if kind is None:
        return parts
    size, depth = map(context.column_of, ("magnitude", "depth_km"))
    if size is not None and depth is not None:
        # Lists of quakes name a kind only of what is none: a quarry's blast.
        unnamed = f"coalesce(trim(c{kind}), '') = '' AND trim(c{size}) <> ''"
        parts.append(f"CASE WHEN {unnamed} THEN 'earthquake' END")
    if _are_mixed(context, kind):
        # A fire brigade's log is of more than fires: a kind that is not known is none of them.
        parts.append(f"CASE WHEN trim(c{kind}) <> '' THEN 'other' END")
    return parts


def _are_mixed(context: Context, column: int) -> bool:
    """Say whether a column of kinds holds several different ones that are known."""
    read = codes.hazard_reader(context.site.folder)
    found = {code for value in context.fitting.values(column) if (code := read(value))}
    return len({code for code in found if not code.startswith("other")}) > 1


def _false_alarms(context: Context, told: list[str]) -> None:
    """Say which rows are false alarms: by a column of their own, or a kind that says so."""
    name = context.name("is_false_alarm")
    parts = [*told, context.expressions[name]] if name in context.expressions else told
    kind = context.column_of("hazard")
    if kind is not None:
        read = codes.list_reader("incident_status", context.site.folder)
        false = [
            word
            for word, _, _ in words_of(context.con, context.relation, kind)
            if read(word) == "false_alarm"
        ]
        if false:
            listed = ", ".join(map(literal, false))
            context.checks = [
                replace(
                    check, condition_sql=f"({check.condition_sql}) AND c{kind} NOT IN ({listed})"
                )
                if check.column == kind and check.reason == "unknown_word"
                else check
                for check in context.checks
            ]
            parts.append(f"coalesce(c{kind} IN ({listed}), false)")
    if parts:
        context.expressions[name] = " OR ".join(f"coalesce({part}, false)" for part in parts)
