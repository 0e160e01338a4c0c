"""The Risks page: the register as a matrix, what is overdue, and what a warning makes urgent."""

from __future__ import annotations

from typing import Any

from sitroom.views import cards, narrowing
from sitroom.views.blocks_briefing import warning_name
from sitroom.views.blocks_standing import standing
from sitroom.views.cards import Block, cell, column
from sitroom.views.conditions import kept, narrows
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, numeral, present
from sitroom.views.unread import UNREAD, without

# The grid's tint of a risk level; the level's numeral is in the cell's hint and in the tables.
TINTS = (("1", "worst"), ("2", "bad"), ("3", "poor"), ("4", "fair"))


def narrow(risks: Rows, ctx: Reader) -> Block:
    """Return what narrows the page: organisation, district, and only what is short of stock."""
    orgs = [(org, org) for org in sorted(risks.owner_org.dropna().unique())] if len(risks) else []
    named = (
        risks.dropna(subset=["region_code"]).drop_duplicates("region_code") if len(risks) else risks
    )
    districts = sorted(
        ((str(row.region_code), ctx.name(row, "region")) for row in named.itertuples()),
        key=lambda pair: pair[1],
    )
    short = {
        "name": "below",
        "title": ctx.t("Under a warning and short of stock only"),
        "on": bool(ctx.address.get("below")),
    }
    lists = [
        cards.choice("org", ctx.t("Organisation"), orgs, ctx.address),
        cards.choice("district", ctx.t("District"), districts, ctx.address),
    ]
    return cards.chips(lists=lists, toggles=[short])


def narrowed(rows: Rows, ctx: Reader) -> Rows:
    """Return the rows of the organisation and the district that the address names."""
    return kept(rows, narrowing.risks("", list(rows), ctx.address, ctx.now))


@without("risks", "reviews", "controls", "warned")
@narrows(narrowing.risks)
def figures(risks: Rows, reviews: Rows, controls: Rows, warned: Rows, ctx: Reader) -> Block:
    """Return open risks and the gravest of them, what is overdue, what stands under a warning."""
    shown, late = narrowed(risks, ctx), narrowed(reviews, ctx)
    grave = int((shown.level == 1).sum()) if len(shown) else 0
    overdue = int(narrowed(controls, ctx).overdue_count.sum()) if len(controls) else 0
    under = narrowed(warned, ctx)
    count = under.risk_id.nunique() if len(under) else 0
    short = under[under.short_count > 0].risk_id.nunique() if len(under) else 0
    unknown = NO_REPORT if _unregistered(risks) else ""
    return cards.strip(
        [
            cards.figure(ctx.t("Open risks"), unknown or ctx.number(len(shown)), "risks",
                         ctx.t("{n} of level I", n=grave) if grave else ""),
            cards.figure(ctx.t("Under a warning in force"), unknown or ctx.number(count),
                         "risks_under_warning",
                         ctx.t("{n} short of what they would need", n=short) if short else "",
                         "late" if short else "soon" if count else ""),
            cards.figure(ctx.t("Reviews overdue"), unknown or ctx.number(len(late)),
                         "risk_reviews_overdue", "", "late" if len(late) else ""),
            cards.figure(ctx.t("Controls overdue"), unknown or ctx.number(overdue),
                         "risk_controls_overdue", "", "late" if overdue else ""),
        ]
    )  # fmt: skip


def _unregistered(risks: Rows) -> bool:
    """Say whether nobody handed in a register; of one that cannot be read nothing is said."""
    return risks is not UNREAD and not len(risks)


def matrix(rows: Rows, risks: Rows, ctx: Reader) -> Block:
    """Return likelihood by consequence: in each cell the risks without and with their controls."""
    used = risks.profile.value_counts().index[0] if len(risks) else None
    own = rows[rows.profile == used] if len(rows) else rows
    likelihoods = sorted(own.likelihood.unique(), reverse=True) if len(own) else []
    consequences = sorted(own.consequence.unique()) if len(own) else []
    by_place = {(row.likelihood, row.consequence): row for row in own.itertuples()}
    return {
        "kind": "grid",
        "class": "matrix",
        "title": ctx.t("Risk matrix"),
        "note": ctx.t("without controls → with them"),
        "corner": ctx.t("likelihood\u00a0↓ consequence\u00a0→"),
        "columns": [f"{value:g}" for value in consequences],
        "rows": [
            {
                "id": f"{value:g}",
                "name": f"{value:g}",
                "cells": [_place(by_place.get((value, c)), ctx) for c in consequences],
            }
            for value in likelihoods
        ],
        "empty": ctx.t("No register of risks has been received"),
        "unknown": True,
        "remarks": _method(own, ctx),
    }


def _method(own: Rows, ctx: Reader) -> list[Block]:
    row: Any = next(own.itertuples(), None)
    if row is None:
        return []
    size = f"{own.likelihood.nunique()} × {own.consequence.nunique()}"
    text = ctx.t(
        "Method {method}, {size} ({profile})", method=row.method, size=size, profile=row.profile
    )
    known = standing(row.profile_status, ctx)
    said = [{"text": f"{text}, {known}" if known else text, "state": ""}]
    if not own.level.notna().any():
        text = ctx.t("Exposure counts too, so that no cell has one level and none is tinted")
        said.append({"text": text, "state": ""})
    return said


def _place(row: Any, ctx: Reader) -> Block:
    if row is None:
        return cell("", "nothing")
    tint = dict(TINTS).get(f"{row.level:g}", "") if present(row.level) else "nothing"
    level = ctx.t("risk level {level}", level=numeral(row.level))
    if not row.inherent_count and not row.residual_count:
        return cell("", tint, hint=level)
    return cell(f"{row.inherent_count} → {row.residual_count}", tint, hint=level)


@without("risks")
@narrows(narrowing.urgent_risks)
def under_warning(rows: Rows, risks: Rows, ctx: Reader) -> Block:
    """Return risks that a warning in force makes urgent, those short of stock first."""
    asked = narrowing.urgent_risks("risks_under_warning", list(rows), ctx.address, ctx.now)
    shown = kept(rows, asked)
    if len(shown):
        # Whose needed stock is short stands first; the metric's order holds within.
        order = shown.short_count.fillna(0).gt(0)
        shown = shown.assign(_short=~order).sort_values("_short", kind="stable")
    columns = [
        column(ctx.t("Risk"), wide=True), column(ctx.t("Risk level"), number=True),
        column(ctx.t("Warning")), column(ctx.t("Needed and below minimum"), wide=True),
        column(ctx.t("Open incidents near"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Risks under a warning in force"),
        columns,
        [_under(row, ctx) for row in shown.itertuples()],
        ctx.t("No register of risks has been received") if _unregistered(risks)
        else ctx.t("No risk lies under a warning in force"),
        unknown=_unregistered(risks),
        note=ctx.t("short of stock first") if len(shown) else "",
    )  # fmt: skip


def _under(row: Any, ctx: Reader) -> Block:
    until = ctx.t("until {time}", time=ctx.time(row.expires_at)) if present(row.expires_at) else ""
    short = cell(ctx.t("nothing below minimum"), "dim")
    if not present(row.short_count):
        short = cell(ctx.t("needs not known"), "dim")
    elif row.short_count:
        short = cell(ctx.name(row, "short"), "late", small=ctx.name(row, "depot"),
                     page="resources", go={"below": "1"})  # fmt: skip
    warning = cell(warning_name(row, ctx, "warning"), warning=str(row.colour), small=until)
    place = " · ".join(
        p for p in (ctx.name(row, "hazard"), ctx.name(row, "region")) if p != NO_REPORT
    )
    is_near = present(row.near_incidents) and row.near_incidents > 0
    near = cell(ctx.number(row.near_incidents), "late" if is_near else "dim")
    if is_near:
        near |= {"level": int(row.near_worst_level) if present(row.near_worst_level) else 0}
    return cards.row(
        [cell(str(row.name), "strong", small=place), numeral(row.level), warning, short, near],
        str(row.risk_id),
    )


@without("risks")
@narrows(narrowing.risks)
def reviews(rows: Rows, risks: Rows, ctx: Reader) -> Block:
    """Return risks whose review is overdue, the longest first."""
    shown = narrowed(rows, ctx)
    columns = [
        column(ctx.t("Risk"), wide=True), column(ctx.t("Risk level"), number=True),
        column(ctx.t("Organisation"), wide=True), column(ctx.t("Review was due"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Reviews overdue"),
        columns,
        [
            cards.row(
                [
                    cell(str(row.name), "strong", small=ctx.name(row, "region")),
                    numeral(row.level),
                    str(row.owner_org) if present(row.owner_org) else NO_REPORT,
                    cell(ctx.t("overdue {n} d", n=int(row.overdue_days)), "late",
                         hint=ctx.date(row.next_review_on)),
                ],
                str(row.risk_id),
            )
            for row in shown.itertuples()
        ],
        ctx.t("No register of risks has been received") if _unregistered(risks)
        else ctx.t("No review is overdue"),
        unknown=_unregistered(risks),
        note=str(len(shown)) if len(shown) else "",
    )  # fmt: skip


@without("risks")
@narrows(narrowing.risks)
def controls(rows: Rows, risks: Rows, ctx: Reader) -> Block:
    """Return overdue controls by the organisation that must do them."""
    shown = narrowed(rows, ctx)
    columns = [
        column(ctx.t("Organisation"), wide=True), column(ctx.t("Controls overdue"), number=True),
        column(ctx.t("not done yet"), number=True), column(ctx.t("longest"), number=True),
        column(ctx.t("Worst risk"), number=True),
    ]  # fmt: skip
    return cards.table(
        ctx.t("Controls overdue by organisation"),
        columns,
        [
            cards.row(
                [
                    cell(_org(row.owner_org, ctx), "strong",
                         go={"org": str(row.owner_org) if present(row.owner_org) else None}),
                    cell(ctx.number(row.overdue_count), "late"),
                    ctx.number(row.open_count),
                    ctx.t("{n} d", n=int(row.worst_days)),
                    numeral(row.worst_risk_level),
                ],
                str(row.owner_org),
            )
            for row in shown.itertuples()
        ],
        ctx.t("No register of risks has been received") if _unregistered(risks)
        else ctx.t("No control is overdue"),
        unknown=_unregistered(risks),
    )  # fmt: skip


def _org(name: Any, ctx: Reader) -> str:
    return str(name) if present(name) and name else ctx.t("nobody named")
