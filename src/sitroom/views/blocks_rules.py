"""What the rules ask of one incident: the reports it owes, with whose rule says so."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards
from sitroom.views.blocks_standing import ruled_by
from sitroom.views.cards import Block, cell, column
from sitroom.views.context import Rows
from sitroom.views.reader import Reader, present

KINDS = {"initial": "First report", "follow_up": "Follow-up {n}", "final": "Final report"}
FORMS = {"oral": "by telephone", "written": "in writing"}


def reports(incident: Any, rows: Rows, ctx: Reader) -> Block:
    """Return every report that a rule asks of the incident: due, sent, and how late."""
    own = rows[rows.incident_id == incident.incident_id] if len(rows) else rows
    columns = [column(ctx.t("Report"), wide=True), column(ctx.t("Due"))]
    columns.append(column(ctx.t("State"), number=True))
    lines = [_line(row, ctx) for row in own.itertuples()]
    return cards.table(
        ctx.t("Reports asked for"),
        columns,
        lines,
        ctx.t("No rule asks for a report"),
        note=str(len(lines)) if lines else "",
    )


def _line(row: Any, ctx: Reader) -> Block:
    number = int(row.number) if present(row.number) else 0
    what = ctx.t(KINDS.get(str(row.kind), "Report"), n=number)
    if present(row.form) and row.form in FORMS:
        what = f"{what}, {ctx.t(FORMS[row.form])}"
    # A rule that nobody verified says so beside its law.
    by_law = ruled_by(row.law, getattr(row, "article", None), row.status, ctx)
    parts = (row.jurisdiction, by_law, _condition(row, ctx))
    whose = " · ".join(str(part) for part in parts if present(part) and part)
    key = f"{row.rule_id} {row.kind} {number}"
    return cards.row(
        [cell(what, "strong", small=whose), ctx.time(row.due_at), _state(row, ctx)], key
    )


def _condition(row: Any, ctx: Reader) -> str:
    """Say on what a rule depends: nobody but the reader can tell whether that is so."""
    given = getattr(row, "condition", None)
    if not present(given) or not given:
        return ""
    return ctx.t("only if {condition} (not evaluated)", condition=str(given))


def _state(row: Any, ctx: Reader) -> Block:
    late = ctx.duration(row.minutes_late)
    if row.state == "overdue":
        return cell(ctx.t("overdue {by}", by=late), "late")
    if row.state == "late":
        return cell(ctx.t("sent {minutes} late", minutes=late), "late")
    if row.state == "on_time":
        return cell(ctx.t("sent {time}", time=ctx.time(row.sent_at)), "good")
    return cell(ctx.t("due {time}", time=ctx.time(row.due_at)))
