"""Where things are: points with their repairs and doubts, and regions put together."""

from __future__ import annotations

from sitroom import datum
from sitroom.recognise import cells, match, pairs, point_parts, points, projected
from sitroom.recognise.blanks import bare_sql
from sitroom.recognise.claims import Claim
from sitroom.recognise.context import Context
from sitroom.recognise.country import Country
from sitroom.recognise.privacy import mask_sql
from sitroom.recognise.profile import usable
from sitroom.recognise.words import word_list
from sitroom.store.connect import literal


def build(context: Context) -> None:
    """Write longitude, latitude, what was delivered, and the checks on them."""
    chosen = context.assignment.chosen
    lon, lat = chosen.get(context.name("lon")), chosen.get(context.name("lat"))
    pair = chosen.pop(context.name("lonlat"), None)
    if lon and lat and datum.is_projected(context.source.datum):
        projected.build(context, lon[0].column, lat[0].column)
    elif lon and lat:
        columns = [f"c{claim[0].column}" for claim in (lon, lat)]
        # The sample may have shown decimals only; one other cell anywhere and both ways are read.
        odd = " OR ".join(f"({c} <> '' AND TRY_CAST({c} AS DOUBLE) IS NULL)" for c in columns)
        force = bool(context.one(f"count(*) FILTER (WHERE {odd})")[0])
        filled = _filled(context, [claim[0].column for claim in (lon, lat)], look=force)
        lon_sql = _degrees(context, lon[0], 180, force_dms=force)
        lat_sql = _degrees(context, lat[0], 90, force_dms=force)
        _write(context, lon_sql, lat_sql, f"({filled})", lon[0].column, lat[0].column)
    elif pair:
        column = pair[0].column
        lon_sql, lat_sql = _pair(context, column)
        filled = context.filled_sql(column, [])
        if pair[0].part == "behind":
            point = pairs.behind_sql(f"c{column}")
            (lon_sql, lat_sql), filled = pairs.pair_sql(point), f"({point}) <> ''"
        chosen[context.name("lon")] = pair
        _write(context, lon_sql, lat_sql, filled, column, column)
    else:
        _tell_unused(context, lon or lat)


def _pair(context: Context, column: int) -> tuple[str, str]:
    """Return SQL for the two halves of a pair, whichever ways the cells of the column write it."""
    cell, lon_first = f"c{column}", _lon_first(context, column)
    plain = pairs.pair_sql(cell, lon_first=lon_first)
    others = pairs.others_sql(cell)
    if not context.one(f"count(*) FILTER (WHERE {others})")[0]:
        return plain
    split = pairs.split_sql(cell, lon_first=lon_first, o_is_east=_o_is_east(context, column))
    lon, lat = (
        f"CASE WHEN {others} THEN {other} ELSE {one} END"
        for one, other in zip(plain, split, strict=True)
    )
    return lon, lat


def _o_is_east(context: Context, column: int) -> bool:
    """Say whether O is Ost: a file that writes W for the west, or German headers, mean that."""
    german = word_list("o_is_east", context.site.folder)
    return any("W" in value.upper() for value in context.fitting.values(column)) or any(
        word in german for header in context.headers for word in header.full.split()
    )


def _tell_unused(context: Context, alone: tuple[Claim, ...] | list[Claim] | None) -> None:
    """Say of a column headed as a coordinate why it gives no place; it stays beside the row."""
    if alone:
        for name in ("lon", "lat"):
            context.assignment.chosen.pop(context.name(name), None)
        header = context.headers[alone[0].column].text
        context.notes.append(f"`{header}`: no place, for its other coordinate is not there")
    for column, note in context.assignment.notes.items():
        if match.PROJECTED in note:
            context.notes.append(f"`{context.headers[column].text}`: {note}")


def _filled(context: Context, columns: list[int], *, look: bool) -> str:
    """Return a condition that one of the columns holds more than a mark for "nothing"."""
    parts = []
    for column in columns:
        odd = context.failing(column, f"TRY_CAST(c{column} AS DOUBLE)") if look else []
        parts.append(context.filled_sql(column, context.is_nothing(odd)))
    return " OR ".join(parts)


def _lon_first(context: Context, column: int) -> bool:
    """Say whether some pair of the column has a first number that only a longitude can be."""
    two = r"([-+]?[0-9]{1,3}(?:\.[0-9]+)?)[^-+0-9.]+([-+]?[0-9]{1,3}(?:\.[0-9]+)?)"
    part = f"regexp_extract(c{column}, '{two}', ['x', 'y'])"
    first, second = context.one(
        f"max(abs(TRY_CAST({part}.x AS DOUBLE))), max(abs(TRY_CAST({part}.y AS DOUBLE)))"
    )
    return first is not None and first > 90 and second <= 90


def _degrees(context: Context, claim: Claim, limit: int, *, force_dms: bool) -> str:
    values = context.fitting.values(claim.column)
    if limit == 180 and points.is_eastward(values):
        note = "counted from 0 to 360 eastward; brought to ±180"
        context.column_notes[claim.column] = note
        context.notes.append(f"`{context.headers[claim.column].text}`: {note}")
        degrees = f"TRY_CAST(c{claim.column} AS DOUBLE)"
        return f"CASE WHEN {degrees} BETWEEN 0 AND 360 THEN (({degrees} + 180) % 360) - 180 END"
    form = points.form_of(values, float(limit))
    if force_dms:
        form = points.PointForm(form.decimal, 1.0)
    o_is_east = _o_is_east(context, claim.column)
    degrees = points.degrees_sql(f"c{claim.column}", form, limit, o_is_east=o_is_east)
    axis = "lat" if limit == 90 else "lon"
    return point_parts.whole_sql(context, claim, axis, degrees, o_is_east=o_is_east)


def _write(
    context: Context, lon: str, lat: str, filled: str, lon_column: int, lat_column: int
) -> None:
    """Repair a sign that the file's own country shows to be missing; drop what cannot be."""
    turned = _is_turned(context, lon, lat, lon_column)
    country = context.country
    wanted = _wanted(country, lon, lat)
    simple = not turned and "regexp" not in lon + lat
    if simple:
        part = {name: sql.replace("{x}", lon).replace("{y}", lat) for name, sql in wanted.items()}
    else:
        part = _once(wanted, lon, lat, _turn(country) if country and turned else "{x}")
    doubts = wanted if simple else None
    doubtful, outside = _count_doubts(context, lon, lat, filled, part, doubts)
    plain = not (doubtful or outside or turned)
    for field, inner in (("lon_src", "sx"), ("lat_src", "sy"), ("lon", "x"), ("lat", "y")):
        source = {"x": "sx", "y": "sy"}.get(inner, inner) if plain else inner
        context.expressions[context.name(field)] = part[source]
    if doubtful:
        text = "degrees inside ±180 and ±90, not 0,0 or 1,1"
        swapped = f"abs(TRY_CAST(c{lat_column} AS DOUBLE)) BETWEEN 90 AND 180"
        swapped += f" AND abs(TRY_CAST(c{lon_column} AS DOUBLE)) < 90"
        if context.one(f"count(*) FILTER (WHERE {swapped})")[0]:
            text += "; longitude and latitude may be swapped"
        unusable = f"{part['bad']} AND {filled}"
        context.flag(context.name("lat"), lat_column, unusable, "bad_coordinate", text)
    if outside and country:
        text = f"a point in {country.code}, which the headers name"
        context.flag(context.name("lat"), lat_column, part["outside"], "outside_area", text)


def _wanted(country: Country | None, lon: str, lat: str) -> dict[str, str]:
    """Return what is asked of a point {x}, {y}: as delivered, as drawn, and the doubts about it."""
    inside = country.inside_sql("{x}", "{y}") if country else "true"
    # 0,0 and 1,1 are what forms are filled with; no point has twice the same figure but by chance.
    bad = "({x} IS NULL OR {y} IS NULL OR {x} = {y})"
    keep = f"NOT {bad} AND {inside}"
    return {
        "sx": lon,
        "sy": lat,
        "bad": bad,
        "outside": f"NOT {bad} AND NOT {inside}",
        "x": f"CASE WHEN {keep} THEN {{x}} END",
        "y": f"CASE WHEN {keep} THEN {{y}} END",
    }


def _turn(country: Country) -> str:
    inside = country.inside_sql("(-{x})", "{y}")
    return f"CASE WHEN {{x}} > 0 AND {inside} THEN -{{x}} ELSE {{x}} END"


def _count_doubts(
    context: Context,
    lon: str,
    lat: str,
    filled: str,
    part: dict[str, str],
    simple: dict[str, str] | None,
) -> tuple[int, int]:
    """Count the cells that are no point, and the points outside the country."""
    bad, outside = part["bad"], part["outside"]
    given = usable(context.relation)
    if simple:
        given = f"(SELECT *, {lon} AS x, {lat} AS y FROM {given})"
        bad, outside = (
            simple[n].replace("{x}", "x").replace("{y}", "y") for n in ("bad", "outside")
        )
    outside = outside if context.country else "false"
    doubtful = f"{bad} AND {filled}"
    counts = f"count(*) FILTER (WHERE {doubtful}), count(*) FILTER (WHERE {outside})"
    return context.con.execute(f"SELECT {counts} FROM {given}").fetchall()[0]


def _once(wanted: dict[str, str], lon: str, lat: str, turn: str) -> dict[str, str]:
    """Put all parts into one expression, which DuckDB works out once a row for all its uses."""
    moved = turn.replace("{x}", "p.sx").replace("{y}", "p.sy")
    own = {"sx": "q.sx", "sy": "q.sy"}
    inner = ", ".join(
        f"'{name}': {own.get(name, sql.replace('{x}', 'q.x').replace('{y}', 'q.y'))}"
        for name, sql in wanted.items()
    )
    read = f"[{{'sx': {lon}, 'sy': {lat}}}]"
    both = f"list_transform({read}, lambda p: {{'sx': p.sx, 'sy': p.sy, 'x': {moved}, 'y': p.sy}})"
    point = f"list_transform({both}, lambda q: {{{inner}}})[1]"
    return {name: f"({point}).{name}" for name in wanted}


def _is_turned(context: Context, lon: str, lat: str, column: int) -> bool:
    """Say whether the points lie in the country only with the sign of the longitude changed.

    The headers must name the country; where the points are there neither way, they name it in vain.
    """
    country = context.country
    if not country or not country.boxes:
        return False
    p = f"list_transform([{{'x': {lon}, 'y': {lat}}}], lambda p: p)[1]"
    as_is = country.inside_sql(f"({p}).x", f"({p}).y")
    mirrored = country.inside_sql(f"(-({p}).x)", f"({p}).y")
    known, inside, outside = context.one(
        f"count(({p}).x), count(*) FILTER (WHERE {as_is}), count(*) FILTER (WHERE {mirrored})"
    )
    if known and max(inside, outside) < known * 0.5:
        context.country = None
        context.notes.append(f"headers speak of {country.code}, the points lie elsewhere")
        return False
    if not outside or inside * 20 > outside:
        return False
    words = ", ".join(country.words)
    note = f"sign changed: the points lie in {country.code} ({words}) only with western longitude"
    context.column_notes[column] = note
    context.notes.append(f"`{context.headers[column].text}`: {note}")
    return True


def region_sql(context: Context, claims: list[Claim], masked: set[int]) -> str:
    """Return SQL for the region: its tiers joined, broad to narrow, personal data masked."""
    parts = [
        mask_sql(part) if claim.column in masked else part
        for claim in claims
        for bare in [bare_sql(f"c{claim.column}")]
        for part in [cells.named_sql(context, claim.column, bare)]
    ]
    if len(parts) == 1:
        return parts[0]
    return f"nullif(concat_ws({literal(' / ')}, {', '.join(parts)}), '')"
