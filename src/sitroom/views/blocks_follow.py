"""The whole sheet of an incident: with its tasks, its levels over time and the warnings over it."""

from __future__ import annotations

from typing import Any

from sitroom.views import blocks_sheet, cards, narrowing
from sitroom.views.blocks_briefing import warning_name
from sitroom.views.blocks_rules import reports
from sitroom.views.cards import Block, cell, column
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, numeral, present
from sitroom.views.unread import UNREAD, without

BASES = {"as_reported": "as reported", "rule": "by rule", "manual": "by decision"}
STATES = {
    "open": "not done yet",
    "overdue": "overdue",
    "done": "done",
    "cancelled": "cancelled",
}


@without(
    *blocks_sheet.SPARE,
    *("given", "measures", "responses", "history", "warned", "areas", "obligations"),
)
@narrows(narrowing.one_incident)
def sheet(
    rows: Rows,
    timeline: Rows,
    surroundings: Rows,
    needs: Rows,
    links: Rows,
    likely: Rows,
    given: Rows,
    measures: Rows,
    responses: Rows,
    history: Rows,
    warned: Rows,
    areas: Rows,
    obligations: Rows,
    ctx: Reader,
) -> Block:
    """Return the sheet of the incident that the address opens, and what follows from it."""
    block = blocks_sheet.sheet(rows, timeline, surroundings, needs, links, likely, ctx)
    if not block["id"]:
        return block
    incident = next(rows[rows.incident_id == block["id"]].itertuples())
    more = [
        _told(tasks(incident, given, measures, responses, ctx), (given, measures, responses), ctx),
        _told(reports(incident, obligations, ctx), (obligations,), ctx),
        _told(levels(incident, history, ctx), (history,), ctx),
        _told(warnings(incident, warned, areas, ctx), (warned, areas), ctx),
    ]
    return block | {"more": more}


def _told(part: Block, rows: tuple[Rows, ...], ctx: Reader) -> Block:
    """Return a part that does not say that there is nothing when its rows cannot be read."""
    if all(one is not UNREAD for one in rows):
        return part
    return part | {"empty": ctx.t("Cannot be read now"), "unknown": True}


def tasks(incident: Any, given: Rows, measures: Rows, responses: Rows, ctx: Reader) -> Block:
    """Return the incident's tasks and what the plan of its response asks for, overdue first."""
    own = given[given.incident_id == incident.incident_id] if len(given) else given
    lines = [*(_measure(row, ctx) for row in _asked(incident, measures, responses).itertuples()),
             *(_task(row, ctx) for row in own.itertuples())]  # fmt: skip
    columns = [
        column(ctx.t("Task"), wide=True), column(ctx.t("Organisation"), wide=True),
        column(ctx.t("State"), number=True),
    ]  # fmt: skip
    order = {"late": 0, "": 1, "good": 2, "dim": 3}
    lines.sort(key=lambda line: order.get(line["cells"][2]["state"], 1))
    return cards.table(ctx.t("Tasks"), columns, lines, ctx.t("No task is open"),
                       note=str(len(lines)) if lines else "")  # fmt: skip


def _asked(incident: Any, measures: Rows, responses: Rows) -> Rows:
    """The measures of the responses put in force for this incident, else for its hazard."""
    if not len(measures) or not len(responses):
        return measures.head(0)
    named = responses[responses.incident_id == incident.incident_id]
    alike = responses[responses.incident_id.isna() & (responses.hazard == incident.hazard)]
    own = named if len(named) else alike
    return measures[measures.activation_id.isin(own.activation_id)]


def _measure(row: Any, ctx: Reader) -> Block:
    who = " ".join(str(part) for part in (row.owner_org, row.owner_post) if present(part) and part)
    name = cell(ctx.name(row, "measure"), "strong", small=ctx.name(row, "plan"))
    return cards.row([name, who or NO_REPORT, _state(row, row.minutes_late, ctx)], str(row.step_id))


def _task(row: Any, ctx: Reader) -> Block:
    who = " ".join(str(part) for part in (row.owner_org, row.owner_post) if present(part) and part)
    late = present(row.overdue_minutes) and row.overdue_minutes > 0
    state = cell(ctx.t("overdue {by}", by=ctx.duration(row.overdue_minutes)), "late")
    if not late:
        due = ctx.t("due {time}", time=ctx.time(row.due_at)) if present(row.due_at) else ""
        state = cell(due or ctx.t("not done yet"))
    return cards.row([cell(str(row.title), "strong"), who or NO_REPORT, state], str(row.task_id))


def _state(row: Any, late: Any, ctx: Reader) -> Block:
    if row.state == "overdue":
        return cell(ctx.t("overdue {by}", by=ctx.duration(late)), "late")
    if row.state == "done":
        return cell(ctx.t("done {time}", time=ctx.time(row.done_at)), "good")
    if row.state == "open" and present(row.due_at):
        return cell(ctx.t("due {time}", time=ctx.time(row.due_at)))
    return cell(ctx.t(STATES.get(str(row.state), str(row.state))), "dim")


def levels(incident: Any, rows: Rows, ctx: Reader) -> Block:
    """Return the levels the incident had, each with who set it, on what basis and how long."""
    own = (
        rows[(rows.scale == "incident") & (rows.subject_id == incident.incident_id)]
        if len(rows)
        else rows
    )
    columns = [
        column(ctx.t("Level")), column(ctx.t("Set by"), wide=True),
        column(ctx.t("From"), number=True), column(ctx.t("For"), number=True),
    ]  # fmt: skip
    newest = own.sort_values("from_at", ascending=False, kind="stable") if len(own) else own
    return cards.table(
        ctx.t("Levels over time"), columns, [_level(row, ctx) for row in newest.itertuples()],
        ctx.t("Nobody has graded it yet"), unknown=True,
    )  # fmt: skip


def _level(row: Any, ctx: Reader) -> Block:
    basis = ctx.t(BASES.get(str(row.basis), str(row.basis))) if present(row.basis) else None
    basis = str(row.text) if present(row.text) and row.text else basis
    who = str(row.set_by) if present(row.set_by) and row.set_by else NO_REPORT
    return cards.row(
        [
            cell(numeral(row.level), "strong", level=int(row.level)),
            cell(who, small=basis),
            ctx.time(row.from_at),
            ctx.duration(row.minutes_at_level),
        ]
    )


def warnings(incident: Any, rows: Rows, areas: Rows, ctx: Reader) -> Block:
    """Return the warnings in force whose area the incident lies in."""
    over = areas[areas.region_code == incident.region_code] if len(areas) else areas
    own = rows[rows.warning_id.isin(over.warning_id)] if len(rows) and len(over) else rows.head(0)
    columns = [column(ctx.t("Warning"), wide=True), column(ctx.t("Expires"), number=True)]
    return cards.table(
        ctx.t("Warnings over it"), columns, [_warning(row, ctx) for row in own.itertuples()],
        ctx.t("No warning covers its district")
        if present(incident.region_code) else ctx.t("Its district is not known"),
        unknown=not present(incident.region_code),
    )  # fmt: skip


def _warning(row: Any, ctx: Reader) -> Block:
    said = warning_name(row, ctx)
    expires = ctx.time(row.expires_at) if present(row.expires_at) else ctx.t("until withdrawn")
    return cards.row([cell(said, "strong", warning=str(row.colour)), expires])
