"""Official warnings in force: colour, area, what lies inside, until when, who acknowledged."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards
from sitroom.views.blocks_briefing import area_of, warning_name
from sitroom.views.blocks_standing import standing
from sitroom.views.cards import Block, cell, column
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, numeral, present
from sitroom.views.unread import without

EXPOSED = {
    "people": "{n} people",
    "hazard_source": "hazard sites {n}",
    "hospital": "hospitals {n}",
    "school": "schools {n}",
    "shelter": "shelters {n}",
    "warehouse": "depots {n}",
}


@without("regions")
def warnings(rows: Rows, regions: Rows, ctx: Reader) -> Block:
    """Return the warnings in force, the gravest first."""
    names = {str(row.region_code): ctx.name(row, "name") for row in regions.itertuples()}
    ordered = rows.sort_values("level", kind="stable") if len(rows) else rows
    columns = [
        column(ctx.t("Warning"), wide=True), column(ctx.t("Expires"), number=True),
        column(ctx.t("Acknowledged"), number=True),
    ]  # fmt: skip
    is_answered = "suggested_response_level" in rows and rows.suggested_response_level.notna().any()
    if is_answered:
        columns.append(column(ctx.t("Plan suggests"), number=True))
    return cards.table(
        ctx.t("Warnings in force"),
        columns,
        [_warning(row, names, is_answered, ctx) for row in ordered.itertuples()],
        ctx.t("No warning in force"),
        note=str(len(rows)) if len(rows) else "",
    )


def _warning(row: Any, names: dict[str, str], is_answered: bool, ctx: Reader) -> Block:
    said = warning_name(row, ctx)
    area = area_of(row, names, ctx)
    expires = (
        cell(ctx.time(row.expires_at))
        if present(row.expires_at)
        else cell(ctx.t("until withdrawn"), "dim")
    )
    cells = [cell(said, "strong", warning=str(row.colour), small=area), expires, _answer(row, ctx)]
    if is_answered:
        cells.append(_suggestion(row, ctx))
    return cards.row(cells, str(row.warning_id))


def _suggestion(row: Any, ctx: Reader) -> Block:
    if not present(row.suggested_response_level):
        return cell(NO_REPORT, "dim")
    known = standing(row.suggested_status, ctx)
    words = " · ".join(part for part in (ctx.name(row, "suggested_plan"), known) if part)
    level = ctx.t("Level {level} response", level=numeral(row.suggested_response_level))
    return cell(level, small=words)


def _answer(row: Any, ctx: Reader) -> Block:
    at = getattr(row, "acknowledged_at", None)
    if present(at):
        by = str(row.acknowledged_by) if present(row.acknowledged_by) else None
        return cell(ctx.time(at), "good", small=by)
    return cell(ctx.t("not yet"), "soon")
