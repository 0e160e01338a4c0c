"""The Resources page: what is held where against its minimum, and what would close the gaps."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards, narrowing
from sitroom.views.cards import Block, cell
from sitroom.views.conditions import kept, narrows
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present

TABS = {"stock": "Stock", "teams": "Teams", "vehicles": "Vehicles", "sites": "Sites"}
# The grid's tints, by how much of its minimum a depot holds; the share itself is in the cell.
TINTS = ((0.5, "worst"), (0.8, "bad"), (1.0, "poor"), (1.5, "fair"))
DEPOT_WORDS = (" depot", " warehouse", "储备库", "仓库", "库")
CATEGORIES = {
    "protection": "Protective equipment",
    "clothing": "Clothing",
    "shelter": "Shelter and bedding",
    "rescue": "Rescue",
    "cleanup": "Clean-up",
    "tools": "Tools",
    "water_food": "Water and food",
    "fuel_power": "Fuel and power",
    "sanitation": "Sanitation",
    "lighting": "Lighting",
    "comms": "Communications",
    "medical": "Medical",
    "material": "Materials",
    "engineering_plant": "Plant and pumps",
    "fire": "Fire-fighting",
    "other": "Other",
}


def narrow(depots: Rows, ctx: Reader) -> Block:
    """Return the page's tabs and, for stock, the filters: item group, depot, below minimum."""
    tab = ctx.address.get("tab", "")
    tab = tab if tab in TABS else "stock"
    tabs = [(name, ctx.t(title)) for name, title in TABS.items()]
    leave = ("group", "depot", "below", "item", "at")
    if tab != "stock":
        return cards.chips(tab, tabs, leave=leave)
    groups = [(str(c), _category(c, ctx)) for c in _distinct(depots, "category")]
    sites = {str(row.site_id): ctx.name(row, "site") for row in depots.itertuples()}
    lists = [
        cards.choice("group", ctx.t("Item group"), groups, ctx.address),
        cards.choice("depot", ctx.t("Depot"), list(sites.items()), ctx.address),
    ]
    below = {"name": "below", "title": ctx.t("Below minimum only"), "on": _below(ctx)}
    return cards.chips(tab, tabs, lists, [below], leave)


def _distinct(rows: Rows, name: str) -> list[Any]:
    return sorted(rows[name].dropna().unique()) if len(rows) else []


def _category(code: Any, ctx: Reader) -> str:
    return ctx.t(CATEGORIES.get(str(code), str(code))) if present(code) else NO_REPORT


def _below(ctx: Reader) -> bool:
    return bool(ctx.address.get("below"))


def figures(rows: Rows, ctx: Reader) -> Block:
    """Return the strip: items below minimum, the worst depot, what expires soon, the value."""
    first: Any = next(rows.itertuples(), None)
    name = "stock_figures"
    if first is None:
        empty = [cards.figure(ctx.t("Items below minimum"), NO_REPORT, name)]
        return cards.strip(empty)
    below = first.items_below
    worst = (NO_REPORT, ctx.t("every depot holds its minimum"))
    if present(first.worst_item_id):
        worst = (
            f"{ctx.name(first, 'worst_item')} · {bare(ctx.name(first, 'worst_site'))}",
            ctx.t("{share} of the minimum", share=percent(first.worst_coverage)),
        )
    return cards.strip(
        [
            cards.figure(ctx.t("Items below minimum"), ctx.number(below), name,
                         ctx.t("of {n}", n=ctx.number(first.items_total)), "late" if below else ""),
            cards.figure(ctx.t("Worst"), *worst[:1], name, worst[1], "words"),
            _expiring(first, ctx),
            _value(first, ctx),
        ]
    )  # fmt: skip


def _expiring(row: Any, ctx: Reader) -> Block:
    note = ctx.t("none")
    if row.expiring_lots:
        quantity = ctx.quantity(row.first_qty, row.first_unit)
        first = f"{ctx.name(row, 'first_item')} {quantity}"
        note = ctx.t("first {what} in {n} d", what=first, n=int(row.first_days))
    label = ctx.t("Lots that expire soon")
    return cards.figure(label, ctx.number(row.expiring_lots), "stock_figures", note)


def _value(row: Any, ctx: Reader) -> Block:
    without = int(row.lots_without_price or 0)
    note = ctx.t("{n} lots without a price", n=ctx.number(without)) if without else ""
    label = ctx.t("Value on hand")
    if row.currencies and row.currencies > 1:
        note = ctx.t("{n} currencies are not added", n=int(row.currencies))
        return cards.figure(label, NO_REPORT, "stock_figures", note)
    return cards.figure(label, ctx.money(row.value_on_hand, row.currency), "stock_figures", note)


@narrows(narrowing.depots)
def grid(depots: Rows, items: Rows, ctx: Reader) -> Block:
    """Return items by depots as shares of the minimum, the scarcest first.

    A cell leads to its lots and movements; stock without a minimum shows its quantity instead.
    """
    shown = _narrowed(depots, ctx)
    known = _ranked(items, shown, ctx)
    sites = _sites(shown, ctx)
    by_cell = {(row.item_id, row.site_id): row for row in shown.itertuples()}
    rows = [
        {
            "id": item.item_id,
            "name": cell(ctx.name(item, "item"), go={"item": item.item_id, "at": None},
                         key=f"item-{item.item_id}"),
            "cells": [_cell(by_cell.get((item.item_id, site)), item, site, ctx) for site in sites],
            "more": _totals(item, ctx),
        }
        for item in known.itertuples()
    ]  # fmt: skip
    return {
        "kind": "grid",
        "title": ctx.t("Usable stock as a share of the minimum, item by depot"),
        "note": ctx.t("click a cell for lots and movements") if rows else "",
        "corner": ctx.t("Item"),
        "columns": [
            *sites.values(),
            ctx.t("All"),
            ctx.t("Days of supply"),
            ctx.t("First expiry"),
        ],
        "rows": rows,
        **_nothing(depots, ctx),
    }


def _nothing(depots: Rows, ctx: Reader) -> Block:
    if not len(depots):
        return {"empty": ctx.t("No inventory has been received"), "unknown": True}
    return {"empty": ctx.t("No item fits these filters"), "unknown": False}


def _narrowed(depots: Rows, ctx: Reader) -> Rows:
    asked = narrowing.depots("stock_by_depot", list(depots), ctx.address, ctx.now)
    return kept(depots, asked, lambda _metric: depots)


def _ranked(items: Rows, shown: Rows, ctx: Reader) -> Rows:
    if not len(shown) or not len(items):
        return items.head(0)
    worst = shown.groupby("item_id").coverage.min()
    known = items[items.item_id.isin(shown.item_id)].copy()
    known["worst"] = known.item_id.map(worst)
    # Items that must never run out come first; then the one that is scarcest anywhere.
    return known.sort_values(
        ["is_critical", "worst", "item_id"], ascending=[False, True, True], kind="stable"
    )


def _sites(shown: Rows, ctx: Reader) -> dict[str, str]:
    if not len(shown):
        return {}
    named = {row.site_id: bare(ctx.name(row, "site")) for row in shown.itertuples()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def bare(name: str) -> str:
    """Return a depot's name without the word for a depot: where depots stand, it is said once."""
    for word in DEPOT_WORDS:
        if name.endswith(word) and name != word:
            return name.removesuffix(word)
    return name


def _cell(row: Any, item: Any, site: str, ctx: Reader) -> Block:
    chosen = (ctx.address.get("item"), ctx.address.get("at")) == (item.item_id, site)
    go = {"item": item.item_id, "at": site}
    key = f"{item.item_id}@{site}"
    if row is None:
        return cell(NO_REPORT, "nothing", hint=ctx.t("not kept here"))
    held = ctx.quantity(row.usable_qty, row.unit)
    if not present(row.coverage):
        return cell(held, "", go=go, key=key, chosen=chosen, hint=ctx.t("no minimum is set"))
    hint = f"{held} / {ctx.quantity(row.minimum_qty, row.unit)}"
    label = f"{ctx.name(item, 'item')}, {ctx.name(row, 'site')}: {percent(row.coverage)}, {hint}"
    return cell(percent(row.coverage), tint(row.coverage), go=go, key=key, chosen=chosen,
                hint=hint, label=label)  # fmt: skip


def tint(share: float) -> str:
    """Return the tint's name for a share of the minimum."""
    return next((name for bound, name in TINTS if share < bound), "ample")


def percent(share: Any) -> str:
    """Return a share as a percentage; `—` when it is not known."""
    return f"{float(share) * 100:,.0f} %" if present(share) else NO_REPORT


def _totals(item: Any, ctx: Reader) -> list[Block]:
    expiry = cell(NO_REPORT, "")
    if present(item.next_expiry_on):
        expiring = present(item.expiring_qty) and item.expiring_qty > 0
        days = ctx.days_until(item.next_expiry_on)
        expiry = cell(ctx.t("{n} d", n=days), "late" if expiring else "",
                      hint=ctx.date(item.next_expiry_on))  # fmt: skip
    supply = cell(NO_REPORT, "", hint=ctx.t("no demand is known"))
    if present(item.days_of_supply):
        basis = ctx.t("for {n} people moved to safety", n=ctx.number(item.people_served))
        supply = cell(ctx.t("{n} d", n=f"{item.days_of_supply:.1f}"), "", hint=basis)
    return [cell(percent(item.coverage), "strong"), supply, expiry]
