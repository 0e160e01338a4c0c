"""What would close the gaps: moves between depots, and what no move can close."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards, narrowing
from sitroom.views.blocks_resources import bare
from sitroom.views.cards import Block, cell, column
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows
from sitroom.views.reader import Reader, present
from sitroom.views.unread import without


@without("gaps")
@narrows(narrowing.one_item)
def moves(rows: Rows, unclosed: Rows, gaps: Rows, ctx: Reader) -> Block:
    """Return suggested moves, those for incidents first, and under them what stays short."""
    shown, open_gaps = _of(rows, ctx), _of(unclosed, ctx)
    columns = [
        column(ctx.t("From depot")), column(ctx.t("To depot")), column(ctx.t("Item"), wide=True),
        column(ctx.t("Quantity"), number=True), column(ctx.t("km"), number=True),
    ]  # fmt: skip
    critical = set(gaps[gaps.is_critical].item_id) if len(gaps) else set()
    in_order = shown
    if len(shown):
        in_order = shown.assign(_minor=~shown.item_id.isin(critical)).sort_values(
            ["priority", "_minor", "distance_km"], kind="stable"
        )
    return cards.table(
        ctx.t("Moves"),
        columns,
        [
            *(_move(row, ctx) for row in in_order.itertuples()),
            *(_unclosed(row, ctx) for row in open_gaps.itertuples()),
        ],
        ctx.t("No gap can be closed by a move") if len(open_gaps)
        else ctx.t("No depot lacks anything"),
        note=_note(_of(gaps, ctx), open_gaps, ctx),
    )  # fmt: skip


def _of(rows: Rows, ctx: Reader) -> Rows:
    item = ctx.address.get("item")
    return rows[rows.item_id.astype(str) == item] if item and len(rows) else rows


def _note(gaps: Rows, unclosed: Rows, ctx: Reader) -> str:
    lacking = gaps[gaps.gap_qty > 0] if len(gaps) else gaps
    if not len(lacking):
        return ""
    partly = int((unclosed.closed_qty > 0).sum()) if len(unclosed) else 0
    closed = len(lacking) - len(unclosed)
    said = ctx.t("{n} of {m} gaps closed in full", n=closed, m=len(lacking))
    return said + (ctx.t(", {n} in part", n=partly) if partly else "")


def _move(row: Any, ctx: Reader) -> Block:
    item = cell(ctx.name(row, "item"), "strong")
    if present(row.incident_id):
        item |= {"small": ctx.t("for an incident"), "page": "incidents",
                 "go": {"incident": str(row.incident_id)}}  # fmt: skip
    return cards.row(
        [
            bare(ctx.name(row, "from")),
            bare(ctx.name(row, "to")),
            item,
            ctx.quantity(row.move_qty, row.unit),
            f"{row.distance_km:.0f}",
        ],
        f"{row.item_id}/{row.from_site_id}/{row.to_site_id}",
    )


def _unclosed(row: Any, ctx: Reader) -> Block:
    text = ctx.t(
        "Not closed: {item} at {site} short {n}",
        item=ctx.name(row, "item"),
        site=bare(ctx.name(row, "site")),
        n=ctx.quantity(row.unclosed_qty, row.unit),
    )
    if present(row.ask_zh) or present(row.ask_en):
        text += ctx.t("; ask {org}", org=ctx.name(row, "ask"))
    # Its own incident comes before a minimum, and is said louder.
    state = "late" if row.priority < 3 else "soon"
    return cards.row([cell(text, state)], f"{row.item_id}/{row.site_id}", "span")
