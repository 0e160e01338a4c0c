"""Who can go and with what: teams by echelon, vehicles and equipment."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards
from sitroom.views.cards import Block, cell, column
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present

ECHELONS = {
    "professional": "Professional",
    "backup": "Back-up",
    "social": "Volunteer",
    "mutual_aid": "Mutual aid",
    "unknown": "Not stated",
}
STATUS = {
    "available": "free",
    "assigned": "assigned",
    "on_scene": "on scene",
    "resting": "resting",
    "maintenance": "in maintenance",
    "out_of_service": "out of service",
    "unknown": "not reported",
}
TONES = (
    ("available", "good"),
    ("unknown", "dim"),
    ("maintenance", "soon"),
    ("out_of_service", "late"),
)
TEAM_KINDS = {
    "fire": "Fire",
    "medical": "Medical",
    "flood": "Flood",
    "hazchem": "Dangerous goods",
    "power": "Power",
    "telecom": "Telecoms",
    "search_rescue": "Search and rescue",
    "transport": "Transport",
    "militia": "Militia",
    "forest": "Forest fire",
    "engineering": "Engineering",
    "volunteer": "Volunteers",
    "other": "Other",
}
ASSET_KINDS = {
    "vehicle": "Vehicles",
    "pump": "Pumps",
    "generator": "Generators",
    "plant": "Plant",
    "boat": "Boats",
    "aircraft": "Aircraft",
    "drone": "Drones",
    "comms": "Communications",
    "other": "Other",
}


def echelons(rows: Rows, ctx: Reader) -> Block:
    """Return teams by echelon: free, and ready to move off within three times."""
    first: Any = next(rows.itertuples(), None)
    bounds = [first.first_minutes, first.second_minutes, first.third_minutes] if first else []
    ready = [
        column(ctx.t("ready in {time}", time=_time(minutes, ctx)), number=True)
        for minutes in bounds
    ]
    columns = [
        column(ctx.t("Echelon")), column(ctx.t("Teams free")), *ready,
        column(ctx.t("free, no time told"), number=True, spare=True),
        column(ctx.t("not reported"), number=True, spare=True),
        column(ctx.t("People"), number=True, spare=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Teams by echelon"),
        columns,
        [_echelon(row, ctx) for row in rows.itertuples()],
        ctx.t("No team has been reported"),
        unknown=True,
        note=ctx.t("free teams that move off in time; each time holds the shorter ones"),
    )


def _time(minutes: Any, ctx: Reader) -> str:
    # Orders of readiness are said in hours, also the one of a day.
    hours, rest = divmod(int(minutes), 60)
    return ctx.duration(minutes) if rest else ctx.t("{n} h", n=hours)


def _echelon(row: Any, ctx: Reader) -> Block:
    free = cell(
        f"{ctx.number(row.teams_free)} / {ctx.number(row.teams_total)}",
        "late" if not row.teams_free else "strong",
        share=row.teams_free / row.teams_total,
    )
    ready = [ctx.number(n) for n in (row.ready_first, row.ready_second, row.ready_third)]
    unknown = [
        cell(ctx.number(n), "soon" if n else "dim") for n in (row.free_untimed, row.teams_unknown)
    ]
    name = cell(ctx.t(ECHELONS.get(str(row.echelon), str(row.echelon))), "strong")
    return cards.row([name, free, *ready, *unknown, ctx.number(row.headcount)], row.echelon)


def teams(rows: Rows, ctx: Reader) -> Block:
    """Return every team with its kind, place, state and since when."""
    columns = [
        column(ctx.t("Team"), wide=True), column(ctx.t("Type"), spare=True),
        column(ctx.t("Echelon"), spare=True),
        column(ctx.t("District")), column(ctx.t("State")), column(ctx.t("State since"), spare=True),
        column(ctx.t("Moves off in"), number=True, spare=True),
        column(ctx.t("People"), number=True, spare=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Teams"),
        columns,
        [_team(row, ctx) for row in rows.itertuples()],
        ctx.t("No team has been reported"),
        unknown=True,
        note=str(len(rows)) if len(rows) else "",
    )


def _team(row: Any, ctx: Reader) -> Block:
    return cards.row(
        [
            cell(ctx.name(row, "name"), "strong"),
            _coded(row.kind, TEAM_KINDS, ctx),
            _coded(row.echelon, ECHELONS, ctx),
            ctx.name(row, "region"),
            status(row.status, ctx),
            ctx.time(row.status_at),
            ctx.duration(row.ready_minutes),
            ctx.number(row.headcount),
        ],
        str(row.team_id),
    )


def status(code: Any, ctx: Reader) -> Block:
    """Return a team's or a vehicle's state in words."""
    return cell(_coded(code, STATUS, ctx), dict(TONES).get(str(code), ""))


def _coded(code: Any, words: dict[str, str], ctx: Reader) -> str:
    return ctx.t(words.get(str(code), str(code))) if present(code) else NO_REPORT


def asset_kinds(rows: Rows, ctx: Reader) -> Block:
    """Return vehicles and equipment by kind: free, and how many inspections are overdue or due."""
    columns = [
        column(ctx.t("Type")), column(ctx.t("Free")),
        column(ctx.t("not reported"), number=True),
        column(ctx.t("inspection overdue"), number=True), column(ctx.t("due soon"), number=True),
        column(ctx.t("no date"), number=True), column(ctx.t("Next inspection"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Vehicles and equipment by kind"),
        columns,
        [_asset_kind(row, ctx) for row in rows.itertuples()],
        ctx.t("No vehicle or equipment has been reported"),
        unknown=True,
    )


def _asset_kind(row: Any, ctx: Reader) -> Block:
    free = cell(
        f"{ctx.number(row.pieces_free)} / {ctx.number(row.pieces_total)}",
        "strong" if row.pieces_free else "late",
        share=row.pieces_free / row.pieces_total if row.pieces_total else 0,
    )
    return cards.row(
        [
            cell(_coded(row.kind, ASSET_KINDS, ctx), "strong"),
            free,
            cell(ctx.number(row.pieces_unknown), "soon" if row.pieces_unknown else "dim"),
            cell(ctx.number(row.inspection_overdue), "late" if row.inspection_overdue else "dim"),
            cell(ctx.number(row.inspection_due), "soon" if row.inspection_due else "dim"),
            cell(ctx.number(row.inspection_unknown), "soon" if row.inspection_unknown else "dim"),
            ctx.date(row.next_inspection_on),
        ],
        str(row.kind),
    )


def assets(rows: Rows, ctx: Reader) -> Block:
    """Return every vehicle and piece of equipment, the inspection that is longest overdue first."""
    columns = [
        column(ctx.t("Name"), wide=True), column(ctx.t("Type"), spare=True),
        column(ctx.t("With"), spare=True),
        column(ctx.t("State")), column(ctx.t("Inspection due"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Vehicles and equipment"),
        columns,
        [_asset(row, ctx) for row in rows.itertuples()],
        ctx.t("No vehicle or equipment has been reported"),
        unknown=True,
        note=str(len(rows)) if len(rows) else "",
    )


def _asset(row: Any, ctx: Reader) -> Block:
    where = next((n for n in (ctx.name(row, "team"), ctx.name(row, "site")) if n != NO_REPORT), "")
    name = str(row.name) if row.qty == 1 else f"{row.name} × {ctx.quantity(row.qty, row.unit)}"
    spec = str(row.spec) if present(row.spec) else ""
    return cards.row(
        [
            cell(name, "strong", small=spec),
            _coded(row.kind, ASSET_KINDS, ctx),
            where or (str(row.org) if present(row.org) else NO_REPORT),
            status(row.status, ctx),
            _inspection(row, ctx),
        ],
        str(row.asset_id),
    )


def _inspection(row: Any, ctx: Reader) -> Block:
    if row.inspection == "unknown":
        return cell(ctx.t("no date"), "soon")
    day = ctx.date(row.inspect_due_on)
    if row.inspection == "overdue":
        return cell(ctx.t("overdue {n} d", n=-int(row.days_to_inspection)), "late", hint=day)
    if row.inspection == "due":
        return cell(ctx.t("in {n} d", n=int(row.days_to_inspection)), "soon", hint=day)
    return cell(day)
