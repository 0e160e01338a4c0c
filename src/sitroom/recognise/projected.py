"""Coordinates in metres, of a source that declares its projection."""

from __future__ import annotations

from sitroom import datum
from sitroom.recognise.context import Context
from sitroom.recognise.numbers import form_of, number_sql


def build(context: Context, x_column: int, y_column: int) -> None:
    """Write easting and northing, and flag what lies outside the projection's extent.

    Survey tables often call the northing X: the order in which the points lie inside is taken.
    """
    name = context.source.datum
    west, east, south, north = datum.extent(name)
    x, y = _metres(context, x_column), _metres(context, y_column)

    def inside(easting: str, northing: str) -> str:
        return f"({easting} BETWEEN {west} AND {east} AND {northing} BETWEEN {south} AND {north})"

    as_is, turned = context.one(
        f"count(*) FILTER (WHERE {inside(x, y)}), count(*) FILTER (WHERE {inside(y, x)})"
    )
    if turned > as_is:
        x, y = y, x
        for column in (x_column, y_column):
            context.column_notes[column] = "X is the northing here: the points lie inside only so"
    good = inside(x, y)
    for field, sql in (("lon_src", x), ("lat_src", y)):
        context.expressions[context.name(field)] = sql
    # Metres for now: shaping turns them to degrees and puts those in their place.
    for field, sql in (("lon", x), ("lat", y)):
        context.expressions[context.name(field)] = f"CASE WHEN {good} THEN {sql} END"
    given = f"(trim(c{x_column}) <> '' OR trim(c{y_column}) <> '')"
    text = f"metres inside the extent of {name}: {west:.0f} to {east:.0f} east, " + (
        f"{south:.0f} to {north:.0f} north"
    )
    unusable = f"{given} AND NOT coalesce({good}, false)"
    if context.one(f"count(*) FILTER (WHERE {unusable})")[0]:
        context.flag(context.name("lat"), y_column, unusable, "bad_coordinate", text)


def _metres(context: Context, column: int) -> str:
    values = context.fitting.values(column)
    return number_sql(f"c{column}", form_of(values), guarded=True)
