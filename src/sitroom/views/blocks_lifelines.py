"""Lifelines by district and service; what nobody reported is a state of its own, never normal."""

from __future__ import annotations

from typing import Any

from sitroom.views.cards import Block, cell
from sitroom.views.context import Rows
from sitroom.views.reader import Reader, present

SERVICES = {
    "power": "Power",
    "water": "Water",
    "gas": "Gas",
    "heat": "Heating",
    "telecom": "Telephone and data",
    "road": "Roads",
    "rail": "Railways",
    "air": "Air",
    "port": "Ports",
    "metro": "Metro",
    "hospital_beds": "Hospital beds",
    "fuel": "Fuel",
    "food_supply": "Food",
    "sewage": "Drainage",
    "radio_tv": "Radio and TV",
}
STATES = {
    "normal": "normal",
    "restored": "restored",
    "degraded": "limited",
    "out": "out",
    "closed": "closed",
    "unknown": "no report",
}
TINTS = (("normal", "fair"), ("restored", "fair"), ("degraded", "poor"), ("out", "worst"),
         ("closed", "worst"), ("unknown", "unknown"))  # fmt: skip


def lifelines(rows: Rows, ctx: Reader) -> Block:
    """Return a grid of districts by services with each one's last state and its age."""
    services = [code for code in SERVICES if len(rows) and code in set(rows.service)]
    named: dict[str, str] = {}
    if len(rows):
        named = {str(r.region_code): ctx.name(r, "region") for r in rows.itertuples()}
    by_place = {(str(r.region_code), r.service): r for r in rows.itertuples()}
    return {
        "kind": "grid",
        "class": "lifelines",
        "title": ctx.t("Lifelines by district"),
        "note": ctx.t("hatched: no report, or none lately") if len(rows) else "",
        "corner": ctx.t("District"),
        "columns": [ctx.t(SERVICES[code]) for code in services],
        "rows": [
            {
                "id": code,
                "name": name,
                "cells": [_state(by_place.get((code, service)), ctx) for service in services],
            }
            for code, name in sorted(named.items(), key=lambda pair: pair[1])
        ],
        "empty": ctx.t("No state of a lifeline has been received"),
        "unknown": True,
    }


def _state(row: Any, ctx: Reader) -> Block:
    if row is None:
        return cell(ctx.t("no report"), "unknown")
    said = ctx.t(STATES.get(str(row.state), str(row.state)))
    parts = [said]
    if row.state == "unknown" and present(row.last_state):
        last = ctx.t(STATES.get(str(row.last_state), str(row.last_state)))
        parts = [ctx.t("was {state} at {time}", state=last, time=ctx.time(row.observed_at))]
    elif present(row.observed_at):
        parts.append(ctx.time(row.observed_at))
    if present(row.users_affected) and row.users_affected:
        parts.append(ctx.t("{n} users without it", n=ctx.number(row.users_affected)))
    if present(row.restored_by):
        parts.append(ctx.t("back by {time}", time=ctx.time(row.restored_by)))
    if present(row.note) and row.note:
        parts.append(str(row.note))
    small = None
    if row.state in ("out", "degraded", "closed") and present(row.users_affected):
        small = ctx.number(row.users_affected)
    return cell(said, dict(TINTS).get(str(row.state), ""), hint=" · ".join(parts), small=small)
