"""The handover note: what the post that goes off duty tells the one that comes."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards
from sitroom.views.cards import Block, cell, column
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, numeral, present

# In the order in which whoever comes wants to hear them.
SECTIONS = {
    "decision": "Needs a decision",
    "overdue": "Overdue",
    "next": "Comes next",
    "changed": "Changed since the shift began",
}
LINES = {
    "new": "New incident",
    "raised": "Raised",
    "lowered": "Lowered",
    "closed": "Closed",
    "overdue": "Report overdue",
    "warning": "Warning",
    "response": "Response",
    "source_lost": "Source lost",
    "stock_low": "Below minimum",
    "report_overdue": "Report overdue",
    "level_check": "Level check",
    "short_of_stock": "Short of stock",
    "expiring": "Expiring",
    "source_silent": "Source silent",
    "duty_gap": "Post not filled",
    "warning_without_response": "Warning without response",
    "warning_not_acknowledged": "Warning not acknowledged",
    "task_overdue": "Task overdue",
    "measure_overdue": "Plan measure overdue",
    "lifeline_down": "Lifeline down",
    "minimum_broken": "Minimum broken",
    "control_overdue": "Controls overdue",
    "report": "Report overdue",
    "task": "Task overdue",
    "measure": "Measure of the plan overdue",
    "post": "Shift begins",
    "gap": "Post not filled",
}


def handover(rows: Rows, ctx: Reader) -> Block:
    """Return the note's lines under their headings: to decide, overdue, next, changed."""
    columns = [column(ctx.t("What")), column(ctx.t("Which"), wide=True),
               column(ctx.t("Time"), number=True)]  # fmt: skip
    lines, before = [], ""
    order = {section: n for n, section in enumerate(SECTIONS)}
    ranked = rows.assign(_order=rows.section.map(order)) if len(rows) else rows
    ranked = ranked.sort_values(["_order", "place"], kind="stable") if len(rows) else rows
    for row in ranked.itertuples():
        if row.section != before:
            heading = ctx.t(SECTIONS.get(str(row.section), str(row.section)))
            lines.append(cards.row([cell(heading, "heading")], str(row.section), "span"))
        lines.append(_line(row, ctx))
        before = row.section
    since = rows.since_at.iloc[0] if len(rows) else None
    note = cards.table(
        ctx.t("Handover note"),
        columns,
        lines,
        ctx.t("Nothing to hand over: nothing changed and nothing is open"),
        note=ctx.t("since {time}", time=ctx.time(since)) if present(since) else "",
    )
    return note | {"kind": "note"}


def _line(row: Any, ctx: Reader) -> Block:
    subject = ctx.name(row, "subject")
    said = ctx.t(LINES.get(str(row.kind), str(row.kind)))
    which = cell(subject if subject != NO_REPORT else "", "strong", small=_detail(row, ctx))
    if row.kind in ("new", "raised", "lowered", "closed", "overdue", "report", "report_overdue"):
        which |= {"page": "incidents", "go": {"incident": str(row.subject_id)}}
    at = ctx.time(row.event_at) if present(row.event_at) else ""
    return cards.row(
        [cell(said, "late" if row.section == "overdue" else ""), which, at], str(row.place)
    )


def level_change(row: Any, ctx: Reader) -> str:
    """Return from which level to which an incident went; nothing for any other line."""
    if row.kind not in ("raised", "lowered") or not present(row.level_to):
        return ""
    before, after = numeral(row.level_from), numeral(row.level_to)
    return ctx.t("Level {before} → {after}", before=before, after=after)


def _detail(row: Any, ctx: Reader) -> str:
    parts = [level_change(row, ctx)]
    if present(row.org) and row.org:
        parts.append(str(row.org))
    if present(row.late_minutes):
        parts.append(ctx.t("overdue {by}", by=ctx.duration(row.late_minutes)))
    return " · ".join(part for part in parts if part)
