"""Duty shifts: a day and the name of a shift make two instants."""

from __future__ import annotations

from sitroom.recognise.context import Context
from sitroom.store.connect import literal


def build(context: Context) -> None:
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
    clock = "([0-9]{1,2})[:：]([0-9]{2})"
    hours = f"regexp_extract({text}, '{clock}.*?{clock}', ['a', 'b', 'c', 'd'])"
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
    over = f"CASE WHEN ({end}) <= ({begin}) THEN 1440 ELSE 0 END"
    last = f"({date})::TIMESTAMP + to_minutes({end} + {over})"
    for name, local in ((starts, first), (ends, last)):
        context.expressions[name] = f"timezone('UTC', timezone({literal(context.zone)}, {local}))"
