"""Where things are: points with their repairs and doubts, and regions put together."""

from __future__ import annotations

from sitroom.recognise import points
from sitroom.recognise.context import Context
from sitroom.recognise.match import Claim
from sitroom.store.connect import literal


def build(context: Context) -> None:
    """Write longitude, latitude, what was delivered, and the checks on them."""
    chosen = context.assignment.chosen
    lon, lat = chosen.get(context.name("lon")), chosen.get(context.name("lat"))
    pair = chosen.get(context.name("lonlat"))
    if lon and lat:
        _point(context, lon[0], lat[0])
    elif pair:
        lon_sql, lat_sql = points.pair_sql(f"c{pair[0].column}")
        filled = context.filled_sql(pair[0].column, [])
        _write(context, lon_sql, lat_sql, filled, pair[0].column, pair[0].column)
        context.assignment.chosen[context.name("lon")] = pair
        del context.assignment.chosen[context.name("lonlat")]


def _point(context: Context, lon: Claim, lat: Claim) -> None:
    read = {}
    for claim, limit in ((lon, 180), (lat, 90)):
        values = context.fitting.values(claim.column)
        form = points.form_of(values, float(limit))
        sql = points.degrees_sql(f"c{claim.column}", form, limit)
        if not form.dms and context.failing(claim.column, f"TRY_CAST(c{claim.column} AS DOUBLE)"):
            sql = points.degrees_sql(f"c{claim.column}", points.PointForm(form.decimal, 1.0), limit)
        read[claim.column] = sql
    filled = f"({context.filled_sql(lon.column, [])} OR {context.filled_sql(lat.column, [])})"
    _write(context, read[lon.column], read[lat.column], filled, lon.column, lat.column)


def _write(
    context: Context, lon: str, lat: str, filled: str, lon_column: int, lat_column: int
) -> None:
    """Repair a sign that the file's own country shows to be missing; drop what cannot be."""
    context.expressions[context.name("lon_src")] = lon
    context.expressions[context.name("lat_src")] = lat
    repaired = _repaired(context, lon, lat, lon_column)
    null_island = f"(({repaired}) = 0 AND ({lat}) = 0)"
    bad = f"(({repaired}) IS NULL OR ({lat}) IS NULL OR {null_island})"
    counted, swapped, outside = context.one(
        f"count(*) FILTER (WHERE {filled} AND {bad}),"
        f" count(*) FILTER (WHERE ({lat}) IS NULL AND abs(TRY_CAST(c{lat_column} AS DOUBLE)) BETWEEN 90 AND 180"
        f" AND abs(TRY_CAST(c{lon_column} AS DOUBLE)) <= 90),"
        f" {_outside_count(context, repaired, lat)}"
    )
    good = f"NOT coalesce({bad}, true)"
    if counted:
        text = "degrees inside ±180 and ±90, not 0,0"
        text += "; longitude and latitude may be swapped" if swapped else ""
        context.flag(context.name("lat"), lat_column, f"{filled} AND {bad}", "bad_coordinate", text)
    if outside and context.country:
        inside = context.country.inside_sql(f"({repaired})", f"({lat})")
        text = f"a point in {context.country.code}, which the headers name"
        context.flag(
            context.name("lat"), lat_column, f"{good} AND NOT {inside}", "outside_area", text
        )
        good = f"({good} AND {inside})"
    if counted or outside:
        repaired, lat = f"CASE WHEN {good} THEN {repaired} END", f"CASE WHEN {good} THEN {lat} END"
    context.expressions[context.name("lon")] = repaired
    context.expressions[context.name("lat")] = lat


def _outside_count(context: Context, lon: str, lat: str) -> str:
    if not context.country:
        return "0"
    inside = context.country.inside_sql(f"({lon})", f"({lat})")
    return f"count(*) FILTER (WHERE ({lon}) IS NOT NULL AND ({lat}) IS NOT NULL AND NOT {inside})"


def _repaired(context: Context, lon: str, lat: str, column: int) -> str:
    """Return the longitude with its sign changed, if only so the points lie in the country.

    The headers must name the country; where the points are there neither way, they name it in vain.
    """
    country = context.country
    if not country:
        return lon
    as_is = country.inside_sql(f"({lon})", f"({lat})")
    turned = country.inside_sql(f"(-({lon}))", f"({lat})")
    known, inside, mirrored = context.one(
        f"count({lon}), count(*) FILTER (WHERE {as_is}), count(*) FILTER (WHERE {turned})"
    )
    if known and max(inside, mirrored) < known * 0.5:
        context.country = None
        context.notes.append(f"headers speak of {country.code}, the points lie elsewhere")
        return lon
    if not mirrored or inside * 20 > mirrored:
        return lon
    words = ", ".join(country.words)
    note = f"sign changed: the points lie in {country.code} ({words}) only as western longitudes"
    context.column_notes[column] = note
    context.notes.append(f"`{context.headers[column].text}`: {note}")
    return f"CASE WHEN ({lon}) > 0 AND {turned} THEN -({lon}) ELSE {lon} END"


def region_sql(context: Context, claims: list[Claim]) -> str:
    """Return SQL for the region: its tiers broad to narrow, those that repeat left out."""
    parts = [f"nullif(trim(c{claim.column}), '')" for claim in claims]
    if len(parts) == 1:
        return parts[0]
    return f"nullif(concat_ws({literal(' / ')}, {', '.join(parts)}), '')"
