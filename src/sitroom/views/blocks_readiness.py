"""The Readiness page: who is on duty, whether reports come in time, what is due to be done."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards
from sitroom.views.blocks_standing import standing
from sitroom.views.cards import Block, cell, column
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present
from sitroom.views.unread import without

REPORTS = {
    "initial": "first report",
    "follow_up": "follow-up report",
    "final": "final report",
    "daily": "daily report",
    "zero": "zero report",
    "correction": "correction",
}
DRILLS = {"drill": "drill", "training": "training", "outreach": "outreach"}
MODES = {
    "tabletop": "tabletop",
    "functional": "functional",
    "full_scale": "full scale",
    "unannounced": "unannounced",
}
STATES = {
    "held": "held",
    "planned": "planned",
    "overdue": "overdue",
    "cancelled": "cancelled",
    "done": "done",
    "open": "not done yet",
}


@without("duty", "scores", "plans", "drills", "actions")
def figures(
    duty: Rows, scores: Rows, plans: Rows, drills: Rows, actions: Rows, ctx: Reader
) -> Block:
    """Return posts filled, reports in time, and what is overdue of plans, drills and actions."""
    filled = int(duty.is_filled_now.fillna(False).sum()) if len(duty) else 0
    posts = f"{filled} / {len(duty)}" if len(duty) else NO_REPORT
    gaps = int((duty.hours_gap > 0).sum()) if len(duty) else 0
    note = ctx.t("posts with a gap ahead: {n}", n=gaps) if gaps else ""
    state = "late" if filled < len(duty) else "soon" if gaps else ""
    return cards.strip(
        [
            cards.figure(ctx.t("Posts filled now"), posts, "duty_coverage", note, state),
            _in_time(scores, ctx),
            _overdue(ctx.t("Plans due"), plans, ("review_overdue_days", "drill_overdue_days"),
                     "plans", ctx),
            _overdue(ctx.t("Drills overdue"), drills, ("overdue_days",), "drills", ctx),
            _overdue(ctx.t("Corrective actions overdue"), actions, ("overdue_days",),
                     "corrective_actions", ctx),
        ]
    )  # fmt: skip


def _in_time(scores: Rows, ctx: Reader) -> Block:
    label, name = ctx.t("Reports in time"), "report_scorecard"
    if not len(scores):
        return cards.figure(label, NO_REPORT, name, ctx.t("no report was due"))
    on_time, late, overdue = (int(scores[n].sum()) for n in ("on_time", "late", "overdue"))
    value = f"{on_time} / {on_time + late + overdue}"
    note = ctx.t("{n} overdue now", n=overdue) if overdue else ""
    return cards.figure(label, value, name, note, "late" if overdue else "soon" if late else "")


def _overdue(label: str, rows: Rows, columns: tuple[str, ...], metric: str, ctx: Reader) -> Block:
    if not len(rows):
        return cards.figure(label, NO_REPORT, metric, ctx.t("nothing on file"))
    late = int((rows[list(columns)].fillna(0) > 0).any(axis=1).sum())
    note = ctx.t("of {n}", n=ctx.number(len(rows)))
    return cards.figure(label, ctx.number(late), metric, note, "late" if late else "")


@without("gaps")
def duty(rows: Rows, gaps: Rows, ctx: Reader) -> Block:
    """Return every post with who holds it now and how the next 24 hours are covered."""
    columns = [
        column(ctx.t("Post"), wide=True), column(ctx.t("Now")), column(ctx.t("Next 24 h")),
        column(ctx.t("Gap"), number=True), column(ctx.t("Next shift"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Duty posts now and in the next 24 h"),
        columns,
        [_post(row, gaps, ctx) for row in rows.itertuples()],
        ctx.t("No roster has been received"),
        unknown=True,
        note=ctx.t("{n} posts", n=len(rows)) if len(rows) else "",
    )


def _post(row: Any, gaps: Rows, ctx: Reader) -> Block:
    post = row.post if ctx.language == "zh" or not present(row.post_en) else row.post_en
    now = cell(ctx.t("filled"), "good") if row.is_filled_now else cell(ctx.t("not filled"), "late")
    share = row.hours_covered / row.hours_ahead if row.hours_ahead else 0
    covered = ctx.t("{n} h covered", n=f"{row.hours_covered:.0f}")
    if row.hours_unknown >= 1:
        covered += " · " + ctx.t("{n} h not on the roster", n=f"{row.hours_unknown:.0f}")
    ahead = cell(covered, "soon" if row.hours_gap > 0 else "", share=share)
    return cards.row(
        [
            cell(str(post), "strong", small=str(row.org)),
            now,
            ahead,
            _gap(row, gaps, ctx),
            ctx.time(row.next_shift_at),
        ],
        f"{row.org}/{row.post}",
    )


def _gap(row: Any, gaps: Rows, ctx: Reader) -> Block:
    if not row.hours_gap > 0:
        return cell(ctx.t("none"), "dim")
    own = gaps[(gaps.org == row.org) & (gaps.post == row.post)] if len(gaps) else gaps
    first: Any = next(own.itertuples(), None)
    when = f"{ctx.time(first.starts_at)}–{ctx.time(first.ends_at)}" if first else ""
    return cell(ctx.duration(row.hours_gap * 60), "late", small=when or None)


def scorecard(rows: Rows, ctx: Reader) -> Block:
    """Return who reports in time: on time, late, overdue now, and how late by the median."""
    columns = [
        column(ctx.t("Organisation"), wide=True),
        column(ctx.t("In time")), column(ctx.t("Late"), number=True),
        column(ctx.t("Overdue now"), number=True), column(ctx.t("Late by (median)"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Reports in time, by organisation"),
        columns,
        [_score(row, ctx) for row in rows.itertuples()],
        ctx.t("No report was due"),
    )


def _score(row: Any, ctx: Reader) -> Block:
    done = row.on_time + row.late + row.overdue
    state = "late" if row.overdue else "soon" if row.late else "good" if done else "dim"
    in_time = cell(f"{row.on_time} / {done}" if done else NO_REPORT, state)
    if present(row.share_on_time):
        in_time["share"] = float(row.share_on_time)
    return cards.row(
        [
            cell(str(row.org) or ctx.t("nobody named"), "strong",
                 small=ctx.t(REPORTS.get(str(row.kind), str(row.kind)))),
            in_time,
            cell(ctx.number(row.late), "soon" if row.late else "dim"),
            cell(ctx.number(row.overdue), "late" if row.overdue else "dim"),
            ctx.duration(row.median_minutes_late),
        ],
        f"{row.org}/{row.kind}",
    )  # fmt: skip


def plans(rows: Rows, ctx: Reader) -> Block:
    """Return plans with when they are due for review and for a drill, the longest overdue first."""
    columns = [
        column(ctx.t("Plan"), wide=True), column(ctx.t("Review"), number=True),
        column(ctx.t("Drill"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Plans due for review and drill"),
        columns,
        [
            cards.row(
                [
                    cell(ctx.name(row, "name"), "strong",
                         small=str(row.owner_org) if present(row.owner_org) else None),
                    _due(row.review_due_on, row.review_overdue_days, row.review_rule_status, ctx),
                    _due(row.drill_due_on, row.drill_overdue_days, row.drill_rule_status, ctx),
                ],
                str(row.plan_id),
            )
            for row in rows.itertuples()
        ],
        ctx.t("No plan has been received"),
        unknown=True,
        note=str(len(rows)) if len(rows) else "",
    )  # fmt: skip


def _due(day: Any, overdue: Any, status: Any, ctx: Reader) -> Block:
    # An interval that only an unverified rule names says so.
    known = standing(status, ctx) or None
    if present(overdue) and overdue > 0:
        said = ctx.t("overdue {n} d", n=int(overdue))
        return cell(said, "late", hint=ctx.date(day), small=known)
    if present(day):
        return cell(ctx.date(day), small=known)
    return cell(ctx.t("no interval known"), "dim")


def drills(rows: Rows, ctx: Reader) -> Block:
    """Return drills and training, overdue first, then what is to come, then what was held."""
    columns = [
        column(ctx.t("Drill or training"), wide=True), column(ctx.t("State")),
        column(ctx.t("Day"), number=True), column(ctx.t("People"), number=True),
        column(ctx.t("Next due"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Drills and training"),
        columns,
        [_drill(row, ctx) for row in rows.itertuples()],
        ctx.t("No drill or training has been received"),
        unknown=True,
        note=str(len(rows)) if len(rows) else "",
    )


def _drill(row: Any, ctx: Reader) -> Block:
    kind = ctx.t(DRILLS.get(str(row.kind), str(row.kind)))
    parts = [kind, ctx.t(MODES.get(str(row.mode), str(row.mode))) if present(row.mode) else "",
             str(row.org) if present(row.org) else ""]  # fmt: skip
    state = cell(ctx.t(STATES.get(str(row.state), str(row.state))), _tone(row.state))
    if row.state == "overdue":
        state = cell(ctx.t("overdue {n} d", n=int(row.overdue_days)), "late")
    return cards.row(
        [
            cell(str(row.name), "strong", small=" · ".join(part for part in parts if part)),
            state,
            ctx.date(row.held_on if present(row.held_on) else row.planned_on),
            ctx.number(row.participants),
            ctx.date(row.next_due_on),
        ],
        str(row.drill_id),
    )


def _tone(state: Any) -> str:
    if state in ("done", "held"):
        return "good"
    return "late" if state == "overdue" else "dim" if state == "cancelled" else ""


def actions(rows: Rows, ctx: Reader) -> Block:
    """Return corrective actions to their closure: who must do what by when, overdue first."""
    columns = [
        column(ctx.t("Action"), wide=True), column(ctx.t("Organisation"), wide=True),
        column(ctx.t("State"), number=True),
    ]  # fmt: skip
    done = int((rows.state == "done").sum()) if len(rows) else 0
    return cards.table(
        ctx.t("Corrective actions to closure"),
        columns,
        [_action(row, ctx) for row in rows.itertuples()],
        ctx.t("No corrective action has been received"),
        unknown=True,
        note=ctx.t("{n} of {m} closed", n=done, m=len(rows)) if len(rows) else "",
    )


def _action(row: Any, ctx: Reader) -> Block:
    state = cell(ctx.t(STATES.get(str(row.state), str(row.state))), _tone(row.state))
    if row.state == "overdue":
        state = cell(ctx.t("overdue {n} d", n=int(row.overdue_days or 0)), "late")
    elif row.state == "open" and present(row.due_at):
        state = cell(ctx.t("due {day}", day=ctx.day(row.due_at)))
    return cards.row(
        [
            cell(str(row.title), "strong", small=str(row.review) if present(row.review) else None),
            str(row.owner_org) if present(row.owner_org) else NO_REPORT,
            state,
        ],
        str(row.task_id),
    )
