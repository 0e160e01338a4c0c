"""Recognition from end to end: headers, dataset, then one expression for each field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sitroom import clock, datum
from sitroom.recognise import (
    cells,
    code_cells,
    currency,
    header_texts,
    hxl,
    keys,
    moments,
    persons,
    places,
    privacy,
    projected,
    row_zones,
)
from sitroom.recognise.claims import Assignment, Claim
from sitroom.recognise.context import Context
from sitroom.recognise.country import country_of
from sitroom.recognise.dataset import choose
from sitroom.recognise.fallback import content_fields, derived
from sitroom.recognise.fields import Field, Fitting, fields_of
from sitroom.recognise.headers import Header, is_private, read_header
from sitroom.recognise.model import Column, Recognition
from sitroom.recognise.profile import profiles, take_sample
from sitroom.recognise.words import refresh, word_list
from sitroom.settings import Site, Source
from sitroom.store.connect import Connection

_CODED = ("level", "hazard", "category", "status", "colour", "flag")
_INPUTS = ("dead_missing", "lonlat", "date", "shift", "shelf_life", "amount")


def recognise(
    table_columns: list[str],
    con: Connection,
    relation: str,
    *,
    source: Source,
    site: Site,
    file_name: str,
    hints: dict[str, Any],
) -> Recognition:
    """Find out what a table of text is and how each of its columns is read.

    `relation` is SQL with row_no, c0…cN and problem. Raises UnreadableFile when nothing fits.
    """
    refresh(site.folder)
    named = "" if source.datum else projected.told(table_columns, con, relation, site.folder)
    shifted = "" if source.datum or named else projected.datum_of(table_columns, site.folder)
    source = replace(source, datum=source.datum or named or shifted)
    headers = header_texts.read(table_columns, site.folder)
    headers, tagged = hxl.apply(headers, hints.get("hxl"), site.folder)
    take_sample(con, relation)
    in_metres = datum.is_projected(source.datum)
    plain_headers = [header.full for header in headers]
    fitting = Fitting(
        profiles(con, len(headers)), site.folder, in_metres=in_metres, headers=plain_headers
    )
    if hints.get("header") == "none" and not source.columns:
        headers = header_texts.by_cells(headers, fitting)
    private = _private(headers, fitting, site) | tagged
    spoken = f"{hints.get('title') or ''} {hints.get('sheet') or ''} {_stem(file_name)}"
    assignment, confidence, why = choose(headers, private, fitting, source, spoken, site.folder)
    context = _context(con, relation, source, site, headers, fitting, assignment, spoken)
    if named:
        context.notes.append(f"coordinates are metres of {named}, which the headers name")
    if hints.get("header") == "none":
        context.notes.append("no row of headers: columns are named by what their cells hold")
    if shifted:
        context.notes.append(f"coordinates are of {shifted}, which the headers name")
    currency.leave_foreign(context)
    persons.set_aside(context, private)
    content_fields(context, private)
    key, key_why = keys.choose(context, private)
    masked = _write_all(context, private)
    derived(context)
    return Recognition(
        dataset=assignment.dataset,
        confidence=confidence,
        why=why,
        columns=_columns(context, table_columns, private),
        expressions=context.expressions,
        checks=list(dict.fromkeys(context.checks)),
        key=key,
        key_why=key_why,
        zone=context.zone,
        datum=source.datum,
        day_first=context.day_first,
        masked=sorted(masked),
        notes=context.notes,
        numbered_by=key if context.is_numbered else "",
        is_unrepeated=context.is_unrepeated,
    )


def _context(
    con: Connection,
    relation: str,
    source: Source,
    site: Site,
    headers: list[Header],
    fitting: Fitting,
    assignment: Assignment,
    spoken: str,
) -> Context:
    """Put together what is known; a country that the headers name gives its zone."""
    country = country_of([header.full for header in headers], site.folder)
    zone = source.timezone or (country.zone if country else "") or site.timezone
    context = Context(
        con,
        relation,
        source,
        site,
        headers,
        fitting,
        assignment,
        country,
        zone,
        spoken,
        clock.now(site.folder),
    )
    if country and country.zone and not source.timezone:
        words = ", ".join(country.words)
        context.notes.append(f"zone {zone}: the headers are those of {country.code} ({words})")
    return context


def _private(headers: list[Header], fitting: Fitting, site: Site) -> set[int]:
    """Return the columns of personal data; not even the settings can bring one back."""
    widened = {read_header(text).full for text in site.drop_headers}
    named = {header.short for header in headers}
    # Beside a satellite's `scan`, numbers below `track` are the size of its picture's points.
    beside = word_list("not_private_beside", site.folder)

    def is_dropped(header: Header, numeric: bool) -> bool:
        if header.full in widened:
            return True
        is_public = numeric and beside.get(header.short, header.short) in named - {header.short}
        return not is_public and is_private(header, numeric, site.folder)

    found = zip(headers, fitting.profiles, strict=True)
    return {at for at, (header, p) in enumerate(found) if is_dropped(header, p.is_numeric)}


def _stem(file_name: str) -> str:
    return file_name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _write_all(context: Context, private: set[int]) -> set[int]:
    """Write the expressions of all fields; return the columns whose texts need masking."""
    row_zones.look(context, private)
    moments.build(context)
    places.build(context)
    chosen = context.assignment.chosen
    typed = {
        claim.column
        for claims in chosen.values()
        for claim in claims
        # Words are looked at too: what is no word of the list stays as it came in raw.
        if claim.field.kind not in ("text", "region", "list", *_CODED, "unit")
        or claim.field.column in ("source_ref", "url", "region_code")
    }
    texts = [
        profile
        for profile in context.fitting.profiles
        if profile.index not in typed | private and profile.filled and not profile.is_numeric
    ]
    masked = set(privacy.columns_to_mask(context.con, context.relation, texts))
    for name, claims in list(chosen.items()):
        field = claims[0].field
        if field.column in _INPUTS or name in context.expressions or name.startswith("common."):
            continue
        _write_one(context, name, claims, field, masked)
    return masked


def _write_one(
    context: Context, name: str, claims: list[Claim], field: Field, masked: set[int]
) -> None:
    first = claims[0]
    if field.column == "source_ref":
        return
    if field.kind in ("int", "quantity", "money"):
        cells.number(context, name, claims)
    elif field.kind in (*_CODED, "unit"):
        cells.coded(context, name, first)
    elif field.kind == "region":
        context.expressions[name] = places.region_sql(context, claims, masked)
    elif field.kind == "wkb":
        cells.shape(context, name, first.column)
    elif field.kind == "list":
        context.expressions[name] = cells.listed(context, first.column, masked)
    elif field.kind == "text":
        text = cells.text_sql(context, first.column, masked)
        if code_cells.is_code(field.column):
            text = code_cells.code_sql(context, name, first.column, text)
        context.expressions[name] = text
    if field.kind in ("level", "hazard", "unit"):
        beside = context.name(
            {"level": "level_text", "hazard": "hazard_text", "unit": "unit_text"}[field.kind]
        )
        if beside in fields_of(context.dataset) and beside not in context.assignment.chosen:
            context.expressions[beside] = cells.text_sql(context, first.column, masked)


def _columns(context: Context, texts: list[str], private: set[int]) -> list[Column]:
    claims = {
        claim.column: (name, claim)
        for name, own in context.assignment.chosen.items()
        for claim in own
    }
    notes = context.assignment.notes | context.column_notes
    found = []
    for index, text in enumerate(texts):
        header: Header = context.headers[index]
        column = Column(index, text, unit=header.unit, note=notes.get(index, ""))
        if index in private:
            column.how, column.why = "dropped", "personal data by its header; never stored"
            column.confidence = 1.0
        elif index in context.assignment.ignored:
            column.how, column.why = "override", "left out by the source's settings"
            column.confidence = 1.0
        elif index in claims:
            name, claim = claims[index]
            column.field, column.how = name, claim.how
            column.confidence = round(claim.weight, 2)
            column.why = _why(claim, header)
        found.append(column)
    return found


def _why(claim: Claim, header: Header) -> str:
    if claim.how == "override":
        return "named in the source's settings"
    if claim.how == "content":
        return f"by its contents ({claim.alias})"
    same = claim.alias in (header.full, header.short)
    return f"header is `{claim.alias}`" if same else f"header holds `{claim.alias}`"
