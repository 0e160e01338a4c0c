"""Numbers of a feed's own scale: only the layout of the feed says whose level 3 it is."""

from __future__ import annotations

from dataclasses import dataclass

from sitroom.recognise.codes import case_sql
from sitroom.recognise.context import Context
from sitroom.recognise.words import rows, split, standing


@dataclass(frozen=True)
class Scale:
    """SQL of what a column's numbers stand for: a name of the warning, its colour, its severity."""

    event: str
    colour: str
    severity: str


def scale_of(context: Context) -> Scale | None:
    """Return the scale of the feed whose headers the file has all; None where it has none's."""
    places = {header.full: index for index, header in enumerate(context.headers)}
    listed = rows("warning_scale", context.site.folder)
    told = [row for row in listed if set(split(row["headers"])) <= places.keys()]
    if not told:
        return None
    mine = [row for row in told if row["scale"] == told[0]["scale"]]
    column = places[mine[0]["column"]]
    values = {value.strip() for value in context.fitting.values(column)}
    if values - {row["value"] for row in mine}:
        return None
    told_by = f"{mine[0]['scale']}{standing(mine[0])}"
    context.column_notes[column] = f"the scale of {told_by}, by the layout of its feed"
    cell = f"trim(c{column})"

    def said(part: str) -> str:
        return case_sql(cell, {row["value"]: row[part] for row in mine if row[part]})

    return Scale(said("event"), said("colour"), said("severity"))


def fill(context: Context, scale: Scale) -> None:
    """Let the scale say what no column of its own says."""
    for column, told in (("event_text", scale.event), ("severity", scale.severity)):
        name = context.name(column)
        if told != "NULL":
            context.expressions[name] = f"coalesce({context.expressions.get(name, 'NULL')}, {told})"
