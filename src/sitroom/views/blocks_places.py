"""Where people are taken in: shelters with how full they are, hospitals with their beds."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards
from sitroom.views.blocks_sheet import SITE_STATUS
from sitroom.views.cards import Block, cell, column
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present

FULL, NEARLY = 1.0, 0.8  # of the places


def shelters(rows: Rows, ctx: Reader) -> Block:
    """Return shelters with how full they are; one that has not reported says so."""
    columns = [
        column(ctx.t("Shelter"), wide=True), column(ctx.t("District"), spare=True),
        column(ctx.t("State"), spare=True),
        column(ctx.t("People")), column(ctx.t("Counted"), number=True, spare=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Shelters"),
        columns,
        [_place(row, row.occupancy, row.capacity, ctx) for row in rows.itertuples()],
        ctx.t("No shelter has been reported"),
        unknown=True,
        note=str(len(rows)) if len(rows) else "",
    )


def beds(rows: Rows, ctx: Reader) -> Block:
    """Return hospitals with their beds in use and free, the fewest free first."""
    columns = [
        column(ctx.t("Hospital"), wide=True), column(ctx.t("District"), spare=True),
        column(ctx.t("Beds in use")), column(ctx.t("Free"), number=True),
        column(ctx.t("Counted"), number=True, spare=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Hospital beds"),
        columns,
        [_hospital(row, ctx) for row in rows.itertuples()],
        ctx.t("No hospital has reported its beds"),
        unknown=True,
        note=str(len(rows)) if len(rows) else "",
    )


def _place(row: Any, used: Any, most: Any, ctx: Reader) -> Block:
    return cards.row(
        [
            cell(ctx.name(row, "name"), "strong"),
            ctx.name(row, "region"),
            _status(row.status, ctx),
            _used(row, used, most, ctx),
            ctx.time(row.occupancy_at),
        ],
        str(row.site_id),
    )


def _hospital(row: Any, ctx: Reader) -> Block:
    free = cell(ctx.number(row.beds_free), _fullness(row.occupancy_share) or "strong")
    return cards.row(
        [
            cell(ctx.name(row, "name"), "strong"),
            ctx.name(row, "region"),
            _used(row, row.beds_in_use, row.beds, ctx),
            free if present(row.beds_free) else cell(NO_REPORT, "unknown"),
            ctx.time(row.occupancy_at),
        ],
        str(row.site_id),
    )


def _used(row: Any, used: Any, most: Any, ctx: Reader) -> Block:
    if not present(used):
        return cell(ctx.t("no report"), "unknown")
    share = float(row.occupancy_share) if present(row.occupancy_share) else None
    state = _fullness(row.occupancy_share)
    return cell(f"{ctx.number(used)} / {ctx.number(most)}", state, share=share)


def _fullness(share: Any) -> str:
    if not present(share) or share < NEARLY:
        return ""
    return "late" if share >= FULL else "soon"


def _status(code: Any, ctx: Reader) -> str:
    return ctx.t(SITE_STATUS.get(str(code), str(code))) if present(code) else NO_REPORT
