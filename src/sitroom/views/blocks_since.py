"""What changed since the last briefing, newest first; a line about an incident leads to it."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards
from sitroom.views.blocks_handover import LINES, level_change
from sitroom.views.cards import Block, cell, column
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present

SHOWN = 30
ENDED = {
    "reopened": "Reopened",
    "warning_ended": "Warning ended",
    "response_ended": "Response ended",
}
ENDS = {"closed": "Closed since {time}", "warning_ended": "Warnings ended since {time}"}
LATE = ("report_overdue", "source_lost", "stock_low")


def since_briefing(rows: Rows, ctx: Reader) -> Block:
    """Return the changes since the last briefing: when, what, and about which."""
    columns = [column(ctx.t("Time")), column(ctx.t("What")), column(ctx.t("Which"), wide=True)]
    since = rows.since_at.iloc[0] if len(rows) else None
    more = len(rows) - SHOWN
    return cards.table(
        ctx.t("Since the last briefing"),
        columns,
        [_line(row, ctx) for row in rows.head(SHOWN).itertuples()],
        ctx.t("Nothing changed since the last briefing"),
        note=ctx.t("since {time}", time=ctx.time(since)) if present(since) else "",
        remarks=[{"text": ctx.t("{n} more", n=more), "state": ""}] if more > 0 else [],
    )


def _line(row: Any, ctx: Reader) -> Block:
    kind = str(row.kind)
    said = ctx.t(ENDED.get(kind) or LINES.get(kind, kind))
    late = ctx.t("learned late") if row.is_learned_late else None
    return cards.row(
        [
            cell(ctx.time(row.at), small=late),
            cell(said, "late" if kind in LATE else ""),
            _subject(row, ctx),
        ],
        f"{kind} {row.subject_id} {row.at}",
    )


def _subject(row: Any, ctx: Reader) -> Block:
    which = cell(_name(row, ctx) or NO_REPORT, "strong", small=level_change(row, ctx) or None)
    if not present(row.incident_id):
        return which
    level = int(row.level_to) if present(row.level_to) else None
    link = {"page": "incidents", "go": {"incident": str(row.incident_id)}}
    return which | link | ({} if level is None else {"level": level})


def _name(row: Any, ctx: Reader) -> str:
    """Return the name of what changed as the reader reads, else the other, else nothing."""
    told = (row.subject_zh, row.subject) if ctx.language == "zh" else (row.subject, row.subject_zh)
    return next((str(one) for one in told if present(one) and one), "")


def quietly(changes: Rows, ctx: Reader) -> Block:
    """Return what else changed since the last briefing, for a quiet day: what ended is counted."""
    other = changes[~changes.kind.isin(ENDS)] if len(changes) else changes
    since = changes.since_at.iloc[0] if len(changes) else None
    return {
        "title": ctx.t("Since the last briefing"),
        "note": ctx.t("since {time}", time=ctx.time(since)) if present(since) else "",
        "items": [_said(row, ctx) for row in other.head(SHOWN).itertuples()],
        "empty": ctx.t("Nothing else changed") if len(changes)
        else ctx.t("Nothing changed since the last briefing"),
    }  # fmt: skip


def warnings_ended(changes: Rows, ctx: Reader) -> list[Block]:
    """Return the warnings that ended since the last briefing, the last of them first."""
    found = changes[changes.kind == "warning_ended"] if len(changes) else changes
    return [_said(row, ctx) for row in found.head(SHOWN).itertuples()]


def _said(row: Any, ctx: Reader) -> Block:
    kind = str(row.kind)
    what = ctx.t(ENDED.get(kind) or LINES.get(kind, kind))
    return {
        "time": ctx.time(row.at),
        "which": _name(row, ctx) or NO_REPORT,
        "what": " · ".join(part for part in (what, level_change(row, ctx)) if part),
        "state": "late" if kind in LATE else "",
    }


def ended(changes: Rows, ctx: Reader) -> list[Block]:
    """Return how many incidents and warnings ended since the last briefing, and which last."""
    lines = []
    for kind, label in ENDS.items():
        found = changes[changes.kind == kind] if len(changes) else changes
        if not len(found):
            continue
        last = found.sort_values("at", kind="stable").iloc[-1]
        lines.append({
            "label": ctx.t(label, time=ctx.time(last.since_at)),
            "value": ctx.number(len(found)),
            "note": f"{ctx.time(last['at'])} · {name}" if (name := _name(last, ctx)) else "",
        })  # fmt: skip
    return lines
