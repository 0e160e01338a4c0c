"""One item in one depot, or in all: its lots in the order they leave, and what moved."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards, narrowing
from sitroom.views.blocks_resources import percent
from sitroom.views.blocks_standing import standing
from sitroom.views.cards import Block, cell, column
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present
from sitroom.views.unread import without

MOVEMENTS = 60
LOT_STATES = {
    "usable": "usable",
    "expiring": "expires soon",
    "expiring_ahead": "expires in some months",
    "expired": "expired",
    "damaged": "damaged",
    "quarantined": "quarantined",
    "contract": "by contract, not here",
    "capacity": "capacity, not here",
    "not_received": "not received yet",
}
TONES = (("expiring", "late"), ("expiring_ahead", "soon"), ("expired", "late"),
         ("damaged", "soon"), ("quarantined", "soon"))  # fmt: skip
MOVES = {
    "opening": "opening count",
    "receipt": "received",
    "issue": "issued",
    "transfer_out": "moved out",
    "transfer_in": "moved in",
    "adjust": "adjusted",
    "dispose": "disposed of",
}
BASES = {
    "present_rate": "at the rate of the last weeks",
    "last_24_hours": "at the rate of the last 24 h",
    "people_moved": "for the people moved to safety",
    "plan": "by the plan in force",
}


@without("days")
@narrows(narrowing.one_place)
def lots(depots: Rows, held: Rows, flows: Rows, days: Rows, ctx: Reader) -> Block:
    """Return the chosen item's facts, lots and movements; nothing chosen shows nothing."""
    item, site = ctx.address.get("item", ""), ctx.address.get("at", "")
    own = _of(depots, item, site)
    first: Any = next(own.itertuples(), None)
    if first is None:
        return {"kind": "details", "id": ""}
    return {
        "kind": "details",
        "id": f"{item}@{site}",
        "title": ctx.name(first, "item"),
        "line": ctx.name(first, "site") if site else ctx.t("all depots"),
        "close": {"item": None, "at": None},
        "facts": [*_held(own, ctx), *_supply(_of(days, item, ""), site, ctx)],
        "tables": [
            _lots(_of(held, item, site), ctx),
            _movements(_of(flows, item, site), depots, ctx),
        ],
    }


def _of(rows: Rows, item: str, site: str) -> Rows:
    if not len(rows):
        return rows
    found = rows[rows.item_id.astype(str) == item]
    return found[found.site_id.astype(str) == site] if site else found


def _held(own: Rows, ctx: Reader) -> list[Block]:
    unit = own.unit.iloc[0]
    usable, minimum = own.usable_qty.sum(), own.minimum_qty.sum(min_count=1)
    share = usable / minimum if present(minimum) and minimum else None
    facts = [
        (ctx.t("Usable"), ctx.quantity(usable, unit), ""),
        (ctx.t("Minimum"), ctx.quantity(minimum, unit), ""),
        (ctx.t("Share of the minimum"), percent(share), "late" if share and share < 1 else ""),
        (ctx.t("Reserved"), ctx.quantity(own.reserved_qty.sum(), unit), ""),
        (ctx.t("On the road to it"), ctx.quantity(own.inbound_qty.sum(), unit), ""),
        (ctx.t("By contract"), ctx.quantity(own.contract_qty.sum(), unit), ""),
    ]
    return [{"label": label, "value": value, "state": state} for label, value, state in facts]


def _supply(days: Rows, site: str, ctx: Reader) -> list[Block]:
    # Demand is known for the office as a whole, so that one depot has no days of its own.
    if site or not len(days):
        return []
    return [
        {
            "label": ctx.t("Days of supply"),
            "value": ctx.t(
                "{n} d {basis}",
                n=f"{row.days_of_supply:.1f}",
                basis=_basis(row, ctx),
            ),
            "state": "",
        }
        for row in days.itertuples()
    ]


def _basis(row: Any, ctx: Reader) -> str:
    """What the days are counted by; a standard that nobody verified says so."""
    words = ctx.t(BASES.get(str(row.demand_basis), str(row.demand_basis)))
    known = standing(getattr(row, "status", None), ctx)
    return f"{words} ({known})" if known else words


def _lots(held: Rows, ctx: Reader) -> Block:
    columns = [
        column(ctx.t("Lot"), wide=True), column(ctx.t("Usable"), number=True),
        column(ctx.t("Expires"), number=True),
    ]  # fmt: skip
    ordered = held.sort_values(["fefo_rank"], na_position="last", kind="stable")
    return cards.table(
        ctx.t("Lots"),
        columns,
        [_lot(row, ctx) for row in ordered.itertuples()],
        ctx.t("No lot is on file"),
        note=ctx.t("in the order they leave") if len(held) else "",
    )


def _lot(row: Any, ctx: Reader) -> Block:
    tone = dict(TONES).get(str(row.state), "")
    # The depot and the shelf: what somebody who fetches it asks first.
    place = [ctx.name(row, "site"), str(row.bin) if present(row.bin) else ""]
    number = str(row.lot_no) if present(row.lot_no) else NO_REPORT
    notes = [
        ctx.t("{n} reserved", n=ctx.number(row.reserved_qty)) if row.reserved_qty else "",
        ctx.t("{n} on the road", n=ctx.number(row.in_transit_qty)) if row.in_transit_qty else "",
        ctx.t("{n} on loan", n=ctx.number(row.on_loan_qty)) if row.on_loan_qty else "",
    ]
    expires = ctx.t("no expiry")
    if present(row.expires_on):
        expires = f"{ctx.date(row.expires_on)} · {ctx.t('{n} d', n=int(row.days_left))}"
    state = ctx.t(LOT_STATES.get(str(row.state), str(row.state)))
    return cards.row(
        [
            cell(number, "strong", small=" · ".join(part for part in place if part)),
            cell(
                ctx.quantity(row.deployable_qty, row.unit),
                small=" · ".join(filter(None, notes)) or None,
            ),
            cell(expires, tone, small=state),
        ],
        str(row.lot_id),
    )


def _movements(flows: Rows, depots: Rows, ctx: Reader) -> Block:
    columns = [
        column(ctx.t("Time")), column(ctx.t("Movement"), wide=True),
        column(ctx.t("Quantity"), number=True), column(ctx.t("Document"), number=True),
    ]  # fmt: skip
    names = {str(row.site_id): ctx.name(row, "site") for row in depots.itertuples()}
    newest = flows.sort_values("moved_at", ascending=False, kind="stable").head(MOVEMENTS)
    return cards.table(
        ctx.t("Movements"),
        columns,
        [_movement(row, names, ctx) for row in newest.itertuples()],
        ctx.t("No movement is on file"),
        note=ctx.t("{n}, the newest first", n=len(flows)) if len(flows) else "",
    )


def _movement(row: Any, names: dict[str, str], ctx: Reader) -> Block:
    sign = "+" if row.signed_qty > 0 else "−"
    places = [names.get(str(site), str(site)) for site in (row.site_id, row.other_site_id)
              if present(site)]  # fmt: skip
    if row.signed_qty > 0:
        places.reverse()
    kind = cell(ctx.t(MOVES.get(str(row.kind), str(row.kind))), small=" → ".join(places))
    if present(row.incident_id):
        kind |= {"page": "incidents", "go": {"incident": str(row.incident_id)}}
    return cards.row(
        [
            ctx.time(row.moved_at),
            kind,
            f"{sign}{ctx.number(abs(row.signed_qty))}",
            str(row.doc_no) if present(row.doc_no) else NO_REPORT,
        ],
        str(row.movement_id),
    )
