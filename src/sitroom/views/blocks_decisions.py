"""Needs a decision: what a rule found, said as one sentence and one suggested action."""

from __future__ import annotations

import json
from typing import Any

from sitroom.views.blocks_since import quietly
from sitroom.views.blocks_standing import standing
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, numeral
from sitroom.views.unread import UNREAD, only_when_none, without

Block = dict[str, Any]


@without("incidents", "changes")
@only_when_none("incidents", "changes")
def decisions(rows: Rows, incidents: Rows, changes: Rows, ctx: Reader) -> Block:
    """Return the short list of what needs somebody, worst first, each with its reason.

    Without any open incident there is room below it for what changed since the last briefing.
    """
    return {
        "kind": "decisions",
        "title": ctx.t("Needs a decision"),
        "note": str(len(rows)) if len(rows) else "",
        "items": [_decision(row, ctx) for row in rows.itertuples()],
        "empty": ctx.t("Nothing needs a decision"),
        "since": None if len(incidents) or changes is UNREAD else quietly(changes, ctx),
        "idle": ["open_incidents"],
    }


def _decision(row: Any, ctx: Reader) -> Block:
    values = json.loads(row.params) if isinstance(row.params, str) and row.params else {}
    kind = str(row.kind)
    heading, sentence, action = _SAID.get(kind, _anything)(str(row.subject), values, ctx)
    return {
        "severity": int(row.severity),
        "heading": heading,
        "text": sentence,
        "action": action,
        "metric": row.metric,
        "incident": row.subject_id if kind in ("report_overdue", "level_check") else "",
    }


Said = tuple[str, str, str]


def _report_overdue(subject: str, values: Block, ctx: Reader) -> Said:
    first, graded = values.get("report_kind") == "initial", values.get("level") is not None
    sentence = ctx.t(
        _REPORT_DUE[first, graded],
        incident=subject,
        time=ctx.time(values.get("due_at")),
        level=numeral(values.get("level")),
        minutes=ctx.number(values.get("every_minutes")),
    )
    return ctx.t("Report overdue"), sentence, ctx.t("duty desk to call")


# (is it the first report?, is the incident graded?) → what is said
_REPORT_DUE = {
    (True, True): "{incident}: first report was due {time}",
    (True, False): "{incident}, not graded: first report was due {time}",
    (False, True): "{incident}: follow-up report was due {time} ({level}: every {minutes} min)",
    (False, False): "{incident}, not graded: follow-up report was due {time} (every {minutes} min)",
}

# criterion of the grading rule → how a count of it is said
_COUNTED = {
    "deaths": "{n} dead",
    "missing": "{n} missing",
    "serious": "{n} seriously injured",
    "injured": "{n} injured",
    "relocated": "{n} moved to safety",
    "loss_cny": "loss of {n} yuan",
    "trapped": "{n} trapped",
    "affected": "{n} affected",
    "other": "a count of {n}",
}


def counted(criterion: Any, value: Any, ctx: Reader) -> str:
    """Return what a grading rule counted, such as `12 seriously injured`."""
    return ctx.t(_COUNTED.get(str(criterion), _COUNTED["other"]), n=ctx.number(value))


def _level_check(subject: str, values: Block, ctx: Reader) -> Said:
    low, high = values.get("low"), values.get("high")
    band = f"{ctx.number(low)}–{ctx.number(high)}" if high is not None else f"≥ {ctx.number(low)}"
    sentence = ctx.t(
        "{incident} is logged {level}; {count} meets {rule} ({band}, {law})",
        incident=subject,
        level=numeral(values.get("level")),
        count=counted(values.get("criterion"), values.get("value"), ctx),
        rule=numeral(values.get("level_by_rule")),
        band=band,
        law=_clause(values, ctx),
    )
    return ctx.t("Level check"), sentence, ctx.t("review the level")


def _clause(values: Block, ctx: Reader) -> str:
    title = values.get("rule_title_zh") if ctx.language == "zh" else values.get("rule_title")
    article = str(values.get("article") or "")
    law = str(title or values.get("law") or NO_REPORT)
    readable = ctx.language == "zh" or article.isascii()
    said = f"{law} {article}" if article and readable and article not in law else law
    known = standing(values.get("status"), ctx)
    return f"{said}, {known}" if known else said


def _short_of_stock(subject: str, values: Block, ctx: Reader) -> Said:
    item, site = _both(values, "item", ctx) or subject, _both(values, "site", ctx)
    donor = _both(values, "donor", ctx)
    minimum = ctx.quantity(values.get("minimum"), values.get("unit"))
    sentence = ctx.t(
        "{item} at {site} {usable} of {minimum} minimum; {donor} has {spare}, {km} km"
        if donor
        else "{item} at {site} {usable} of {minimum} minimum; no depot can spare any",
        item=item,
        site=site,
        usable=ctx.number(values.get("usable")),
        minimum=minimum,
        donor=donor,
        spare=ctx.number(values.get("donor_usable")),
        km=ctx.number(values.get("distance_km")),
    )
    action = (
        ctx.t("move {n}", n=ctx.quantity(values.get("move_qty"), values.get("unit")))
        if donor
        else ctx.t("ask the next level up")
    )
    return ctx.t("Short of stock"), sentence, action


def _expiring(subject: str, values: Block, ctx: Reader) -> Said:
    days = values.get("days")
    gone = days is not None and float(days) < 0
    sentence = ctx.t(
        "{item} {qty} at {site} expired on {day}"
        if gone
        else "{item} {qty} at {site} expires in {days} days",
        item=_both(values, "item", ctx) or subject,
        qty=ctx.quantity(values.get("qty"), values.get("unit")),
        site=_both(values, "site", ctx) or NO_REPORT,
        days=ctx.number(days),
        day=values.get("expires_on"),
    )
    return ctx.t("Expiring"), sentence, ctx.t("use first / replace")


def _source_silent(subject: str, values: Block, ctx: Reader) -> Said:
    title = values.get("title_zh") if ctx.language == "zh" else values.get("title")
    said = ctx.t(
        "{source} silent for {duration}",
        source=title or subject,
        duration=ctx.duration(values.get("minutes")),
    )
    return ctx.t("Source silent"), said, ctx.t("check the link")


def _duty_gap(subject: str, values: Block, ctx: Reader) -> Said:
    sentence = ctx.t(
        "{post}, {org}: nobody from {start} to {end}",
        post=values.get("post") or subject,
        org=values.get("org") or NO_REPORT,
        start=ctx.time(values.get("starts_at")),
        end=ctx.time(values.get("ends_at")),
    )
    return ctx.t("Duty gap"), sentence, ctx.t("fill the post")


def _warning_without_response(subject: str, values: Block, ctx: Reader) -> Said:
    sentence = ctx.t(
        "{hazard}, {colour}, in force for {area}; no response started",
        hazard=_both(values, "hazard", ctx) or values.get("hazard") or subject,
        colour=ctx.t(str(values.get("colour") or "")),
        area=values.get("area") or ctx.t("whole area"),
    )
    return ctx.t("Warning without response"), sentence, ctx.t("decide on a response")


def _task_overdue(subject: str, values: Block, ctx: Reader) -> Said:
    sentence = ctx.t(
        "{task}: {org}, {duration} overdue",
        task=subject,
        org=values.get("org") or NO_REPORT,
        duration=ctx.duration(values.get("minutes")),
    )
    if values.get("incident"):
        sentence = f"{values['incident']} · {sentence}"
    return ctx.t("Task overdue"), sentence, ctx.t("call the organisation")


def _measure_overdue(subject: str, values: Block, ctx: Reader) -> Said:
    sentence = ctx.t(
        "{task}: {org}, {duration} overdue; nobody has taken it up ({plan}, level {level})",
        task=_both(values, "measure", ctx) or subject,
        org=values.get("org") or NO_REPORT,
        duration=ctx.duration(values.get("minutes")),
        plan=_both(values, "plan", ctx) or NO_REPORT,
        level=numeral(values.get("level")),
    )
    return ctx.t("Plan measure overdue"), sentence, ctx.t("assign it")


# code of a lifeline's service → how it is said
SERVICES = {
    "power": "Power",
    "water": "Water",
    "gas": "Gas",
    "heat": "Heat",
    "telecom": "Telecommunications",
    "road": "Roads",
    "rail": "Railway",
    "air": "Air traffic",
    "port": "Ports",
    "metro": "Metro",
    "hospital_beds": "Hospital beds",
    "fuel": "Fuel",
    "food_supply": "Food supply",
    "sewage": "Drainage",
    "radio_tv": "Radio and TV",
}


def _lifeline_down(subject: str, values: Block, ctx: Reader) -> Said:
    is_past = bool(values.get("restored_by"))
    sentence = ctx.t(
        "{service}, {region}: out, {n} users; was to be back {time}"
        if is_past
        else "{service}, {region}: out, {n} users; nobody says when it is back",
        service=ctx.t(SERVICES.get(str(values.get("service")), subject)),
        region=_both(values, "region", ctx) or NO_REPORT,
        n=NO_REPORT if values.get("users") is None else ctx.number(values.get("users")),
        time=ctx.time(values.get("restored_by")),
    )
    return ctx.t("Lifeline down"), sentence, ctx.t("ask the operator")


def _minimum_broken(subject: str, values: Block, ctx: Reader) -> Said:
    sentence = ctx.t(
        "{item}: {usable} of {minimum} minimum in all depots",
        item=_both(values, "item", ctx) or subject,
        usable=ctx.number(values.get("usable")),
        minimum=ctx.quantity(values.get("minimum"), values.get("unit")),
    )
    return ctx.t("Minimum broken"), sentence, ctx.t("order or ask the next level up")


def _control_overdue(subject: str, values: Block, ctx: Reader) -> Said:
    sentence = ctx.t(
        "{n} risks under {hazard}, {colour}: controls or reviews overdue; worst {risk}, {org}",
        n=ctx.number(values.get("risks")),
        hazard=_both(values, "hazard", ctx) or subject,
        colour=ctx.t(str(values.get("colour") or "")),
        risk=values.get("worst") or NO_REPORT,
        org=values.get("org") or NO_REPORT,
    )
    return ctx.t("Controls overdue"), sentence, ctx.t("check them now")


def _warning_not_acknowledged(subject: str, values: Block, ctx: Reader) -> Said:
    sentence = ctx.t(
        "{hazard}, {colour}, sent {minutes} min ago; nobody acknowledged it",
        hazard=_both(values, "hazard", ctx) or values.get("hazard") or subject,
        colour=ctx.t(str(values.get("colour") or "")),
        minutes=ctx.number(values.get("minutes")),
    )
    return ctx.t("Warning not acknowledged"), sentence, ctx.t("duty desk to acknowledge it")


def _anything(subject: str, _values: Block, ctx: Reader) -> Said:
    return ctx.t("Decision"), subject, ""


def _both(values: Block, stem: str, ctx: Reader) -> str:
    first, second = ("zh", "en") if ctx.language == "zh" else ("en", "zh")
    return str(values.get(f"{stem}_{first}") or values.get(f"{stem}_{second}") or "")


_SAID = {
    "report_overdue": _report_overdue,
    "level_check": _level_check,
    "short_of_stock": _short_of_stock,
    "expiring": _expiring,
    "source_silent": _source_silent,
    "duty_gap": _duty_gap,
    "warning_without_response": _warning_without_response,
    "task_overdue": _task_overdue,
    "measure_overdue": _measure_overdue,
    "lifeline_down": _lifeline_down,
    "minimum_broken": _minimum_broken,
    "control_overdue": _control_overdue,
    "warning_not_acknowledged": _warning_not_acknowledged,
}
