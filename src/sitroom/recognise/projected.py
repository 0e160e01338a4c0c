"""Coordinates in metres, of a source that declares its projection or headers that name it."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom import datum
from sitroom.recognise import headers as heads
from sitroom.recognise.context import Context
from sitroom.recognise.numbers import form_of, number_sql
from sitroom.recognise.words import plain, word_list
from sitroom.store.connect import Connection

_EPSG = re.compile(r"\bepsg[\s:_]*(\d{4,5})(?!\d)", re.I)
_ZONE = re.compile(r"\butm[\s_-]*(?:zone|zona|huso|fuso)?[\s_-]*(\d{1,2})\s*([A-Z])?\b", re.I)
_CELL = re.compile(r"\s*(?:utm)?\s*(?:zone)?\s*(\d{1,2})\s*([C-HJ-NP-X])\s*", re.I)


def told(headers: list[str], con: Connection, relation: str, site: Path | None) -> str:
    """Return the projection that headers name, or a column of UTM zones that are all one.

    Empty where a latitude stands beside the metres: degrees are taken as they are.
    """
    if not any(bare(header, site) != header for header in headers) and not (
        {plain(header) for header in headers} & word_list("utm_zone", site).keys()
    ):
        return ""
    if any(_is_latitude(header, site) for header in headers):
        return ""
    for header in headers:
        if (epsg := _EPSG.search(header)) and datum.is_projected(f"epsg:{epsg[1]}"):
            return f"epsg:{epsg[1]}"
        if (zone := _ZONE.search(header)) and (found := _utm(zone[1], zone[2])):
            return found
        if plain(header) in word_list("utm_zone", site):
            cell = f"c{headers.index(header)}"
            cells = con.execute(f"SELECT DISTINCT {cell} FROM {relation} WHERE problem IS NULL"
                                f" AND trim({cell}) <> '' LIMIT 2").fetchall()  # fmt: skip
            zone = _CELL.fullmatch(cells[0][0]) if len(cells) == 1 else None
            if zone and (found := _utm(zone[1], zone[2])):
                return found
    names = word_list("projection", site)
    return next((names[w] for h in headers for w in names if _names(_words(h), w)), "")


def datum_of(headers: list[str], site: Path | None) -> str:
    """Return the datum of a web map that the headers of both coordinates name, else nothing."""
    names = word_list("datum", site)
    found = [
        code
        for header in headers
        for word, code in names.items()
        if re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", _words(header))
    ]
    return found[0] if len(found) > 1 and len(set(found)) == 1 else ""


def bare(header: str, site: Path | None) -> str:
    """Return a coordinate's header without the projection that it names; others as they are."""
    rest = _words(_ZONE.sub(" ", _EPSG.sub(" ", header.replace("_", " "))))
    for word in ("utm", *sorted(word_list("projection", site), key=len, reverse=True)):
        if _names(rest, word):
            rest = f" {rest} ".replace(f" {word} ", " ").strip()
    rest = re.sub(r" (?:m|metres|meters|米)$", "", rest)
    is_told = rest != _words(header)
    return word_list("axis", site).get(rest, header) if is_told else header


def _is_latitude(header: str, site: Path | None) -> bool:
    if bare(header, site) != header or plain(header) in word_list("axis", site):
        return False
    found = heads.matches(heads.read_header(header), "site", site)
    return any(match.field == "site.lat" and match.score >= 0.95 for match in found)


def _words(header: str) -> str:
    return plain(re.sub(r"[()\[\]（）_]", " ", header))


def _names(text: str, word: str) -> bool:
    return f" {word} " in f" {text} "


def _utm(zone: str, band: str | None) -> str:
    """Return the projection of a UTM zone; none where S may be a band of the north, or the south.

    Bands from C to M lie south of the equator, from N to X north of it.
    """
    if not band or band.upper() == "S" or not 1 <= int(zone) <= 60:
        return ""
    return f"epsg:{326 if band.upper() >= 'N' else 327}{int(zone):02}"


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
