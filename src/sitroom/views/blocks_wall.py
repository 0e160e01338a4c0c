"""The wall's scenes: which there are, and what each shows besides the page itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sitroom.views.blocks_briefing import area_of, stock, warning_name
from sitroom.views.blocks_resources import bare
from sitroom.views.blocks_sheet import SPARE, sheet
from sitroom.views.blocks_warnings import EXPOSED
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows
from sitroom.views.narrowing import one_incident, opened
from sitroom.views.reader import Reader, present
from sitroom.views.unread import without

Block = dict[str, Any]
GRAVE = (1, 2)
SUPPLIES = 40
FACTS = 7  # and how long it is open: two rows of four


@without("incidents", "moves", "warnings")
def turns(incidents: Rows, moves: Rows, warnings: Rows, ctx: Reader) -> Block:
    """Return the scenes that a wall shows in turn: every open incident of level I or II first."""
    grave = incidents[incidents.level.isin(GRAVE)] if len(incidents) else incidents
    items = [_turn("", ctx.t("Briefing"))]
    items += [
        _turn("incident", str(row.title), str(row.incident_id), int(row.level))
        for row in grave.itertuples()
    ]
    if len(moves):
        items.append(_turn("resources", ctx.t("Resources")))
    if len(warnings):
        items.append(_turn("warnings", ctx.t("Warnings in force")))
    return {"kind": "turns", "items": items}


def _turn(scene: str, title: str, incident: str = "", level: int = 0) -> Block:
    return {"scene": scene, "title": title, "incident": incident, "level": level}


@without(*SPARE)
@narrows(one_incident)
def incident(
    open_incidents: Rows,
    rows: Rows,
    timeline: Rows,
    surroundings: Rows,
    needs: Rows,
    links: Rows,
    likely: Rows,
    ctx: Reader,
) -> Block:
    """Return one incident's scene: what its sheet says, for reading from afar.

    A wall that is opened at the scene and names no incident shows the worst.
    """
    shown = {**ctx.address, "incident": opened(ctx.address, open_incidents)}
    at = replace(ctx, address=shown)
    told = sheet(rows, timeline, surroundings, needs, links, likely, at)
    return told | {"kind": "scene", "facts": told.get("facts", [])[:FACTS]}


def supplies(rows: Rows, ctx: Reader) -> Block:
    """Return every item against its minimum, worst first, and how many there are in all."""
    known = int(rows.coverage.notna().sum()) if len(rows) else 0
    return stock(rows, ctx, SUPPLIES) | {"total": known}


def moves(rows: Rows, ctx: Reader) -> Block:
    """Return the moves that would close what is short, or that nobody can close it."""
    return {
        "kind": "moves",
        "title": ctx.t("Suggested moves"),
        "note": str(len(rows)) if len(rows) else "",
        "items": [_move(row, ctx) for row in rows.itertuples()],
        "empty": ctx.t("Every critical item is at its minimum"),
    }


def _move(row: Any, ctx: Reader) -> Block:
    has_donor = present(row.donor_id)
    whom = ctx.t(
        "{donor} → {site}, {km} km",
        donor=bare(ctx.name(row, "donor")),
        site=bare(ctx.name(row, "site")),
        km=f"{row.distance_km:.0f}" if has_donor else "",
    )
    return {
        "item": f"{ctx.name(row, 'item')} {ctx.quantity(row.move_qty, row.unit)}"
        if has_donor
        else ctx.name(row, "item"),
        "text": whom if has_donor else ctx.t("no depot can spare any"),
        "level": int(row.incident_level) if present(row.incident_level) else 0,
        "for": str(row.incident_title) if present(row.incident_title) else "",
        "closed": has_donor,
    }


@without("regions", "exposure")
def bulletins(rows: Rows, regions: Rows, exposure: Rows, ctx: Reader) -> Block:
    """Return the warnings in force: where, what lies there, their whole text; worst first."""
    names = {str(row.region_code): ctx.name(row, "name") for row in regions.itertuples()}
    worst = rows.sort_values("level") if len(rows) else rows
    return {
        "kind": "bulletins",
        "title": ctx.t("Warnings in force"),
        "note": str(len(rows)) if len(rows) else "",
        "items": [_bulletin(row, names, exposure, ctx) for row in worst.itertuples()],
        "empty": ctx.t("No warning in force"),
    }


def _bulletin(row: Any, names: dict[str, str], exposure: Rows, ctx: Reader) -> Block:
    until = (
        ctx.t("until {time}", time=ctx.time(row.expires_at))
        if present(row.expires_at)
        else ctx.t("until withdrawn")
    )
    said = (row.headline, row.description, row.instruction)
    return {
        "colour": row.colour,
        "title": warning_name(row, ctx),
        "until": f"{area_of(row, names, ctx)} · {until}",
        "exposed": _exposed(row.warning_id, exposure, ctx),
        "texts": [str(text) for text in said if present(text) and text],
    }


def _exposed(warning_id: Any, exposure: Rows, ctx: Reader) -> str:
    """Return what lies under a warning: people, then the places that matter most there."""
    own = exposure[exposure.warning_id == warning_id] if len(exposure) else exposure
    known = {row.what: row.quantity for row in own.itertuples() if present(row.quantity)}
    said = [ctx.t(text, n=ctx.number(known[w])) for w, text in EXPOSED.items() if known.get(w)]
    return " · ".join(said)
