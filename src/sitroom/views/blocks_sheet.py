"""One incident's sheet: facts, timeline, what lies near, what it needs."""

from __future__ import annotations

from typing import Any

from sitroom.views.blocks_briefing import incident
from sitroom.views.blocks_change import same_event
from sitroom.views.blocks_decisions import counted
from sitroom.views.blocks_incidents import category
from sitroom.views.blocks_standing import ruled_by
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, milliseconds, numeral, present
from sitroom.views.unread import UNREAD, without

Block = dict[str, Any]
NEAR_KM = 5
SPARE = ("timeline", "surroundings", "needs", "links", "likely")
# What is shown where it was reported.
COUNTS = {"trapped": "Trapped", "rescued": "Rescued", "serious": "Seriously injured"}
STATUS = {
    "reported": "Reported",
    "verified": "Verified",
    "responding": "On scene",
    "contained": "Contained",
    "recovery": "Recovery",
    "closed": "Closed",
    "false_alarm": "False alarm",
    "merged": "Merged",
}
KINDS = {
    "hazard_source": "Hazard site",
    "hospital": "Hospital",
    "school": "School",
    "warehouse": "Depot",
    "shelter": "Shelter",
    "fire_station": "Fire station",
    "team_base": "Team base",
    "command_post": "Command post",
    "reservoir": "Reservoir",
    "dyke": "Dyke",
    "geohazard_point": "Landslide point",
    "station_hub": "Transport hub",
    "substation": "Substation",
    "waterworks": "Waterworks",
    "gas_station": "Gas works",
    "telecom_site": "Telecom site",
    "bridge_tunnel": "Bridge or tunnel",
    "helipad": "Helipad",
    "other": "Other",
}
SITE_STATUS = {
    "open": "open",
    "in_use": "in use",
    "closed": "closed",
    "full": "full",
    "damaged": "damaged",
    "standby": "standby",
    "ready": "ready",
    "normal": "normal",
    "unknown": "unknown",
}
EVENTS = {
    "occurred": "Occurred",
    "reported": "Reported",
    "verified": "Verified",
    "first_arrival": "First team on scene",
    "contained": "Contained",
    "closed": "Closed",
    "initial": "First report sent",
    "follow_up": "Follow-up report sent",
    "final": "Final report sent",
    "status": "Status changed",
    "level": "Level changed",
    "counts": "Counts reported",
    "note": "Note",
    "merge": "Merged",
}


@without(*SPARE)
def sheet(
    rows: Rows,
    timeline: Rows,
    surroundings: Rows,
    needs: Rows,
    links: Rows,
    likely: Rows,
    ctx: Reader,
) -> Block:
    """Return the sheet of the incident that the address opens; an invitation without one."""
    wanted = ctx.address.get("incident", "")
    found = rows[rows.incident_id == wanted] if len(rows) and wanted else rows.head(0)
    if not len(found):
        text = ctx.t("This incident is not known") if wanted else ctx.t("Choose an incident")
        return {"kind": "sheet", "id": "", "empty": text}
    row = next(found.itertuples())
    parts = {"timeline": timeline, "near": surroundings, "needs": needs}
    return {
        "kind": "sheet",
        **incident(row, ctx),
        "line": _line(row, ctx),
        "facts": _facts(row, ctx),
        "description": row.description if present(row.description) else "",
        "timeline": [_event(event, ctx) for event in _own(timeline, wanted).itertuples()],
        "near": _near(_own(surroundings, wanted), ctx),
        "needs": [_need(need, ctx) for need in _own(needs, wanted).itertuples()],
        **same_event(links, likely, wanted, ctx),
        # Parts that would say that there is nothing, and know nothing.
        "unread": [part for part, told in parts.items() if told is UNREAD],
    }


def _own(rows: Rows, wanted: str) -> Rows:
    return rows[rows.incident_id == wanted] if len(rows) else rows


def _line(row: Any, ctx: Reader) -> str:
    parts = [category(row.category, ctx), ctx.name(row, "hazard")]
    kind = " › ".join(part for part in parts if part != NO_REPORT)
    rest = [ctx.name(row, "region"), row.place, row.source_ref]
    return " · ".join([kind, *(str(p) for p in rest if present(p) and p not in ("", NO_REPORT))])


def _facts(row: Any, ctx: Reader) -> list[Block]:
    harmed = " · ".join(ctx.number(n) for n in (row.deaths, row.missing, row.injured))
    facts = [
        _fact(ctx.t("Status"), _coded(row.status, STATUS, ctx)),
        _fact(ctx.t("Dead · missing · injured"), harmed),
        _fact(ctx.t("Moved to safety"), ctx.number(row.relocated)),
        _fact(ctx.t("Received → on scene"), _minutes(row, ctx)),
        {"label": ctx.t("Report"), "report": True},
        _fact(ctx.t("Level by rule"), _by_rule(row, ctx), "late" if _true(row.level_check) else "")
        | {"note": _rule_of(row, ctx)},
        _fact(ctx.t("Lead"), str(row.lead_org) if present(row.lead_org) else NO_REPORT),
        _fact(ctx.t("Occurred"), ctx.time(row.occurred_at)),
        _fact(ctx.t("Reported"), ctx.time(row.reported_at)),
    ]
    more = ((ctx.t(label), getattr(row, count)) for count, label in COUNTS.items())
    facts += [_fact(label, ctx.number(n)) for label, n in more if present(n)]
    if present(row.loss_cny):
        facts.append(_fact(ctx.t("Direct loss"), ctx.t("{n} yuan", n=ctx.number(row.loss_cny))))
    return facts


def _fact(label: str, value: str, state: str = "") -> Block:
    return {"label": label, "value": value, "state": state}


def _minutes(row: Any, ctx: Reader) -> str:
    if not present(row.first_arrival_at) or not present(row.opened_at):
        return NO_REPORT
    return ctx.duration((row.first_arrival_at - row.opened_at).total_seconds() / 60)


def _by_rule(row: Any, ctx: Reader) -> str:
    if not present(row.level_by_rule):
        return NO_REPORT
    criterion = getattr(row, "rule_criterion", None)
    is_counted = present(criterion) and criterion != "any"
    why = counted(criterion, row.rule_value, ctx) if is_counted else ""
    level = numeral(row.level_by_rule)
    if _true(getattr(row, "level_by_rule_at_least", False)):
        level = ctx.t("at least {level}", level=level)
    return f"{level} ({why})" if why else level


def _rule_of(row: Any, ctx: Reader) -> str:
    """The clause that fired: whose it is, and how far that was verified; then others met too."""
    if not present(row.level_by_rule) or not present(getattr(row, "rule_law", None)):
        return ""
    by_law = ruled_by(row.rule_law, row.rule_article, row.rule_status, ctx)
    others = ctx.name(row, "other_rules")
    return by_law if others == NO_REPORT else f"{by_law} · {ctx.t('Other rules met')} {others}"


def _true(value: Any) -> bool:
    return present(value) and bool(value)


def _coded(value: Any, words: dict[str, str], ctx: Reader) -> str:
    return ctx.t(words.get(str(value), str(value))) if present(value) and value else NO_REPORT


def _event(event: Any, ctx: Reader) -> Block:
    title = event.text if present(event.text) and event.text else ""
    raised = present(event.level_to) and (
        not present(event.level_from) or event.level_to != event.level_from
    )
    if raised:
        change = ctx.t("Level {level}", level=numeral(event.level_to))
        if present(event.level_from):
            change = ctx.t(
                "Level {before} → {after}",
                before=numeral(event.level_from),
                after=numeral(event.level_to),
            )
        title = f"{change} · {title}" if title else change
    return {
        "at": milliseconds(event.event_at),
        "time": ctx.time(event.event_at),
        "text": title or _coded(event.kind, EVENTS, ctx),
        "level": int(event.level_to) if raised else 0,
        "counts": _counts(event, ctx),
        "source": _source(event, ctx),
    }


def _counts(event: Any, ctx: Reader) -> str:
    said = (
        ("{n} dead", event.deaths),
        ("{n} missing", event.missing),
        ("{n} injured", event.injured),
        ("{n} moved to safety", event.relocated),
    )
    return " · ".join(ctx.t(text, n=ctx.number(n)) for text, n in said if present(n))


def _source(event: Any, ctx: Reader) -> str:
    parts = [str(event.from_org)] if present(event.from_org) and event.from_org else []
    if present(event.source_id):
        parts.append(ctx.t("source: {name}", name=event.source_id))
    if present(event.row_no):
        parts.append(ctx.t("row {n}", n=int(event.row_no)).replace(" ", "\u00a0"))
    return " · ".join(parts)


def _near(rows: Rows, ctx: Reader) -> Block:
    close = rows[rows.distance_km <= NEAR_KM].sort_values("distance_km") if len(rows) else rows
    counts = close.kind.value_counts() if len(close) else {}
    said = [f"{_coded(kind, KINDS, ctx)} {n}" for kind, n in counts.items()]
    return {
        "title": ctx.t("Within {km} km", km=NEAR_KM),
        "note": " · ".join(said),
        "items": [
            {
                "what": _coded(row.kind, KINDS, ctx),
                "name": ctx.name(row, "name"),
                "km": ctx.t("{n} km", n=f"{row.distance_km:.1f}"),
                "state": _state(row, ctx),
            }
            for row in close.head(20).itertuples()
        ],
    }


def _state(row: Any, ctx: Reader) -> str:
    parts = [_site_status(row, ctx)] if present(row.status) else []
    if present(row.capacity) and present(row.occupancy):
        parts.append(f"{ctx.number(row.occupancy)} / {ctx.number(row.capacity)}")
    if present(row.hazard_grade):
        parts.append(ctx.t("hazard grade {n}", n=numeral(row.hazard_grade)))
    parts += [str(row.note)] if present(row.note) and row.note else []
    return " · ".join(parts) or NO_REPORT


def _site_status(row: Any, ctx: Reader) -> str:
    # A shelter opens for people; anything else that is open is doing what it always does.
    if row.status == "open" and row.kind != "shelter":
        return ctx.t("in service")
    return _coded(row.status, SITE_STATUS, ctx)


def _need(row: Any, ctx: Reader) -> Block:
    nearest = NO_REPORT
    if present(row.nearest_zh) or present(row.nearest_en):
        near = getattr(row, "nearest_zh" if ctx.language == "zh" else "nearest_en", None)
        name = near if present(near) else row.nearest_zh or row.nearest_en
        nearest = f"{ctx.quantity(row.nearest_qty, row.unit)} {name}"
    short = present(row.short_qty) and row.short_qty > 0
    if short:
        nearest += f" ({ctx.t('short {n}', n=ctx.quantity(row.short_qty, row.unit))})"
    return {
        "item": ctx.name(row, "item"),
        "asked": ctx.quantity(row.asked_qty, row.unit),
        "sent": ctx.quantity(row.sent_qty, row.unit),
        "nearest": nearest,
        "short": bool(short),
        # Where its lots are, and what would close the gap.
        "go": {"item": str(row.item_id)} if present(row.item_id) else None,
    }
