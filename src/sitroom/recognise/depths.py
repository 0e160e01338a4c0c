"""How deep a quake was: a third coordinate, or a column in metres."""

from __future__ import annotations

import re
from dataclasses import replace

from sitroom.recognise.claims import Claim
from sitroom.recognise.context import Context
from sitroom.recognise.fields import Field

_BEYOND = re.compile(r"[1-9][0-9]{3,5}(?:\.[0-9]+)?")


def fill(context: Context, known: dict[str, Field]) -> None:
    """The third coordinate of an earthquake is its depth in kilometres, as the feeds have it."""
    depth, magnitude = context.name("depth_km"), context.name("magnitude")
    if magnitude not in context.assignment.chosen:
        return
    told = context.column_of("depth_km")
    if told is not None:
        _in_metres(context, told)
        return
    for profile in context.fitting.profiles:
        if context.headers[profile.index].short == "z" and profile.is_numeric:
            claim = Claim(profile.index, known[depth], 0.8, 0, 1, "third coordinate", "content")
            context.assignment.take(depth, [claim])


def _in_metres(context: Context, column: int) -> None:
    """Depths beyond any quake's in kilometres are metres, as QuakeML has them."""
    header = context.headers[column]
    values = [v.strip() for v in context.fitting.values(column)]
    deep = sum(bool(_BEYOND.fullmatch(value)) for value in values)
    if values and not header.unit and deep * 2 > len(values):
        context.headers[column] = replace(header, unit="m")
        context.column_notes[column] = "metres: no quake is so many kilometres deep"
