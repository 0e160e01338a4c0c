"""The Incidents page's blocks: filters and the table."""

from __future__ import annotations

from typing import Any

from sitroom.views.blocks_briefing import incident
from sitroom.views.cards import choice
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows
from sitroom.views.narrowing import HOURS, incidents, narrowed
from sitroom.views.reader import NO_REPORT, Reader, milliseconds, numeral, present

Block = dict[str, Any]
ROWS = 200
QUIET_ROWS = 25

CATEGORIES = {
    "natural": "Natural disaster",
    "accident": "Accident",
    "health": "Public health",
    "social": "Social safety",
    "other": "Other",
}
SINCE = {
    "24h": "last 24 hours",
    "72h": "last 72 hours",
    "7d": "last 7 days",
    "30d": "last 30 days",
    "1y": "last year",
}


@narrows(incidents)
def filters(rows: Rows, ctx: Reader) -> Block:
    """Return the chips and lists that narrow the page, each with how many it would show."""
    address, now = ctx.address, ctx.now
    shown = narrowed(rows, address, now, without="level")
    by_level = shown.level.fillna(0).astype(int).value_counts().to_dict() if len(shown) else {}
    still_open = len(narrowed(rows, {}, now))
    return {
        "kind": "filters",
        "open": still_open,
        "all": len(rows),
        "levels": [
            {"level": n, "count": int(by_level.get(n, 0))} for n in (1, 2, 3, 4, 0)
            if n or by_level.get(0)
        ],
        "lists": [
            choice("category", ctx.t("Category"), _categories(rows, ctx), address),
            choice("district", ctx.t("District"), _districts(rows, ctx), address),
            choice("since", ctx.t("Since"), [(k, ctx.t(SINCE[k])) for k in HOURS], address),
        ],
        "address": dict(address),
    }  # fmt: skip


def _categories(rows: Rows, ctx: Reader) -> list[tuple[str, str]]:
    known = sorted({str(value) for value in rows.category.dropna()}) if len(rows) else []
    return [(value, category(value, ctx)) for value in known]


def category(value: Any, ctx: Reader) -> str:
    """Return a category code in words; a code without words as it stands."""
    return ctx.t(CATEGORIES.get(str(value), str(value))) if present(value) else NO_REPORT


def _districts(rows: Rows, ctx: Reader) -> list[tuple[str, str]]:
    if not len(rows):
        return []
    known = rows.dropna(subset=["region_code"]).drop_duplicates("region_code")
    named = [(str(row.region_code), ctx.name(row, "region")) for row in known.itertuples()]
    return sorted(named, key=lambda pair: pair[1])


@narrows(incidents)
def table(rows: Rows, ctx: Reader) -> Block:
    """Return one page of the incidents that the filters let through, worst first."""
    found = _in_order(narrowed(rows, ctx.address, ctx.now), ctx)
    page = _page(ctx.address.get("page", "1"), len(found))
    part = found.iloc[(page - 1) * ROWS : page * ROWS]
    unplaced = len(found) - len(found.dropna(subset=["lon", "lat"])) if len(found) else 0
    is_quiet = not len(found) and _is_quiet(rows, ctx)
    closed = _last_closed(rows) if is_quiet else rows.head(0)
    return {
        "kind": "table",
        "items": [_row(row, ctx) for row in part.itertuples()],
        "closed": [
            _row(row, ctx) | {"ended": ctx.t("closed {time}", time=ctx.time(row.closed_at))}
            for row in closed.itertuples()
        ],
        "lead": ctx.t("The last to be closed") if len(closed) else "",
        "count": len(found),
        "page": page,
        "pages": max(1, -(-len(found) // ROWS)),
        "unplaced": unplaced,
        "empty": ctx.t("No open incident" if is_quiet else "No incident fits these filters"),
    }


def _is_quiet(rows: Rows, ctx: Reader) -> bool:
    """Say of an empty table that it is a quiet day's, and not one of filters that nothing fits."""
    return not len(narrowed(rows, {}, ctx.now)) and ctx.address.get("show") != "all"


def _last_closed(rows: Rows) -> Rows:
    """Return what a quiet day shows instead of nothing: the incidents that were closed last."""
    if not len(rows):
        return rows
    ended = rows.dropna(subset=["closed_at"])
    return ended.sort_values("closed_at", ascending=False, kind="stable").head(QUIET_ROWS)


def _in_order(rows: Rows, ctx: Reader) -> Rows:
    # Open incidents come worst first from their metric; a past is read newest first.
    if ctx.address.get("show") == "all" and len(rows):
        return rows.sort_values("opened_at", ascending=False, kind="stable")
    if not len(rows):
        return rows
    order = rows.assign(
        _level=rows.level.fillna(9), _late=-rows.report_overdue_minutes.fillna(0).clip(lower=0)
    )
    return order.sort_values(
        ["_level", "_late", "opened_at"], ascending=[True, True, False], kind="stable"
    )


def _row(row: Any, ctx: Reader) -> Block:
    return incident(row, ctx) | {
        "at": ctx.time(row.opened_at),
        "until": milliseconds(row.closed_at),
        "ref": row.source_ref if present(row.source_ref) else "",
        "level_said": numeral(row.level),
    }


def _page(text: str, count: int) -> int:
    last = max(1, -(-count // ROWS))
    return min(max(1, int(text) if text.isdigit() else 1), last)
