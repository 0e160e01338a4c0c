"""The Briefing's blocks: rows in, one plain dictionary out, in the reader's words."""

from __future__ import annotations

from typing import Any

from sitroom.views.blocks_since import ended, warnings_ended
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, milliseconds, numeral, present
from sitroom.views.unread import only_when_none, without

Block = dict[str, Any]
SHOWN = 14
STOCK_SHOWN = 10


def levels(counts: Rows, ctx: Reader) -> Block:
    """Return open incidents by level with the change since the last briefing."""
    items = []
    for row in counts.sort_values("level").itertuples():
        change = int(row.change) if present(row.change) else 0
        since = ctx.t("change since the briefing at {time}", time=ctx.time(row.since_at))
        items.append({
            "level": int(row.level),
            "count": ctx.number(row.open_count),
            "quiet": not row.open_count,
            "change": f"{change:+d}".replace("-", "−") if change else "",
            "title": ctx.t("Level {level} open", level=numeral(row.level)),
            "since": since,
        })  # fmt: skip
    return {"kind": "levels", "items": items}


@without("casualties", "arrival", "teams", "items")
def figures(
    casualties: Rows,
    arrival: Rows,
    teams: Rows,
    items: Rows,
    ctx: Reader,
) -> Block:
    """Return the five figures of the strip: people, time, teams, stock."""
    people, first, ready, below = (_first(frame) for frame in (casualties, arrival, teams, items))
    minutes = ctx.t("{n} min", n=ctx.number(first.get("median_minutes")))
    harmed = [ctx.number(people.get(key)) for key in ("deaths", "missing", "injured")]
    unknown = people.get("counts_unknown")
    late = _above(first.get("median_minutes"), first.get("target_minutes"))
    return {
        "kind": "figures",
        "items": [
            _figure(ctx.t("Moved to safety"), ctx.number(people.get("relocated")), "casualties"),
            _figure(ctx.t("Dead · missing · injured"), " · ".join(harmed), "casualties")
            | {"hint": ctx.t("{n} open incidents without counts", n=unknown) if unknown else ""},
            _figure(
                ctx.t("First arrival, median"),
                minutes if present(first.get("median_minutes")) else NO_REPORT,
                "first_arrival",
                ctx.t("target {n}", n=ctx.number(first.get("target_minutes"))),
                "late" if late else "",
            ),
            _figure(ctx.t("Teams free"), _share(ready, "teams_free", "teams_total", ctx),
                    "teams_ready"),
            _figure(ctx.t("Items below minimum"), _share(below, "items_below", "items_total", ctx),
                    "items_below_minimum"),
        ],
    }  # fmt: skip


def _figure(label: str, value: str, metric: str, note: str = "", state: str = "") -> Block:
    return {"label": label, "value": value, "note": note, "metric": metric, "state": state}


def _share(row: Block, part: str, whole: str, ctx: Reader) -> str:
    if not present(row.get(whole)) or not row.get(whole):
        return NO_REPORT
    return f"{ctx.number(row.get(part))} / {ctx.number(row.get(whole))}"


def _above(value: Any, target: Any) -> bool:
    return present(value) and present(target) and float(value) > float(target)


def _first(frame: Rows) -> Block:
    return frame.iloc[0].to_dict() if len(frame) else {}


@without("readiness", "changes")
@only_when_none("rows", "readiness", "changes")
def incident_list(rows: Rows, readiness: Rows, changes: Rows, ctx: Reader) -> Block:
    """Return the open incidents, worst first, with their next report.

    Without any: what is ready, and what came to an end since the last briefing.
    """
    by_level = rows.level.fillna(0).astype(int).value_counts().to_dict() if len(rows) else {}
    return {
        "kind": "incidents",
        "title": ctx.t("Open incidents"),
        "note": ctx.t("{n} open · worst first", n=len(rows)) if len(rows) else "",
        "items": [incident(row, ctx) for row in rows.head(SHOWN).itertuples()],
        "by_level": {str(level): int(n) for level, n in by_level.items()},
        "empty": ctx.t("No open incident"),
        "ready": [] if len(rows) else _readiness(_first(readiness), ctx) + ended(changes, ctx),
    }


def _readiness(row: Block, ctx: Reader) -> list[Block]:
    """Return what a quiet day is about; a line that nobody reports on is left out."""
    within = ctx.duration(row.get("ready_minutes"))
    gap, drill = row.get("gap_hours"), row.get("next_drill")
    lines = [
        (ctx.t("Teams that move off within {time}", time=within), "teams_ready", "teams_total", ""),
        (ctx.t("Duty posts held now"), "posts_held", "posts_total",
         ctx.t("{n} h not held ahead", n=ctx.number(gap)) if present(gap) and gap else ""),
        (ctx.t("Items at their minimum"), "items_at_minimum", "items_with_minimum", ""),
        (ctx.t("Plans due for review"), "plans_due", "plans_total", ""),
    ]  # fmt: skip
    said = [
        {"label": label, "value": _share(row, part, whole, ctx), "note": note}
        for label, part, whole, note in lines
        if present(row.get(whole))
    ]
    if present(drill):
        day = ctx.day(row.get("next_drill_on"))
        said.append({"label": ctx.t("Next drill"), "value": day, "note": str(drill)})
    return said


def incident(row: Any, ctx: Reader) -> Block:
    """Return one incident as lists and tables show it."""
    return {
        "id": row.incident_id,
        "level": int(row.level) if present(row.level) else 0,
        "title": row.title if present(row.title) else NO_REPORT,
        "where": ctx.name(row, "region"),
        "what": ctx.name(row, "hazard"),
        "brief": ctx.kind(row),
        "step": int(row.step) if present(row.step) else 0,
        "open": bool(row.is_open),
        "since": milliseconds(row.opened_at),
        "minutes": float(row.open_minutes) if present(row.open_minutes) else None,
        "report": _report(row, ctx),
        "check": bool(row.level_check) if present(row.level_check) else False,
        "placed": present(row.lon) and present(row.lat),
    }


def _report(row: Any, ctx: Reader) -> Block | None:
    if not present(row.next_report_due_at) or row.report_state not in ("due", "overdue"):
        return None
    first = row.report_kind == "initial"
    return {
        "due": milliseconds(row.next_report_due_at),
        "first": first,
        # Told, not worked out by the screen: the list and the decisions must say the same.
        "late": row.report_state == "overdue",
        "time": ctx.time(row.next_report_due_at),
    }


def stock(rows: Rows, ctx: Reader, most: int = STOCK_SHOWN) -> Block:
    """Return stock against its minimum, worst first: bars to a common line."""
    known = rows[rows.coverage.notna()] if len(rows) else rows
    # Critical items first, then by how far below the minimum they are.
    order = {"out": 0, "short": 1, "low": 2, "ok": 3}
    ranked = known.assign(_state=known.state.map(order).fillna(4)) if len(known) else known
    worst = ranked.sort_values(["_state", "coverage"], kind="stable") if len(ranked) else ranked
    return {
        "kind": "stock",
        "title": ctx.t("Stock against minimum"),
        "note": ctx.t("usable now; line = minimum"),
        "items": [_stock_row(row, ctx) for row in worst.head(most).itertuples()],
        "empty": ctx.t("No stock standard is loaded"),
    }


def _stock_row(row: Any, ctx: Reader) -> Block:
    text = f"{ctx.number(row.usable_qty)} / {ctx.quantity(row.minimum_qty, row.unit)}"
    if present(row.days_of_supply) and present(row.people_served) and row.people_served:
        text = ctx.t(
            "{days} days for {people}",
            days=f"{row.days_of_supply:.1f}",
            people=ctx.number(row.people_served),
        )
    return {
        "name": ctx.name(row, "item"),
        "share": round(float(row.coverage), 3),
        "state": row.state,
        "text": text,
    }


@without("regions", "changes")
@only_when_none("rows", "changes")
def warnings(rows: Rows, regions: Rows, changes: Rows, ctx: Reader) -> Block:
    """Return the official warnings in force: colour, hazard, area, until when.

    Without any: those that ended since the last briefing.
    """
    names = {str(row.region_code): ctx.name(row, "name") for row in regions.itertuples()}
    worst = rows.sort_values("level") if len(rows) else rows
    items = [_warning(row, names, ctx) for row in worst.itertuples()]
    return {
        "kind": "warnings",
        "title": ctx.t("Warnings in force"),
        "note": str(len(items)) if items else "",
        "items": items,
        "empty": ctx.t("No warning in force"),
        "ended": [] if len(rows) else warnings_ended(changes, ctx),
    }


def area_of(row: Any, names: dict[str, str], ctx: Reader) -> str:
    """Return a warning's area by its districts' names in the reader's language, else as written."""
    codes = str(row.region_codes).split(",") if present(row.region_codes) else []
    # Districts that we know by name are said in the reader's language; else as the warning says.
    known = [names[code] for code in codes if code in names]
    area = ctx.t(", ").join(known) if known and len(known) == len(codes) else row.area_desc
    # A code above all of ours, such as 990100 over 990102, is the whole of the place.
    above = [code.rstrip("0") for code in codes if code not in names]
    if len(above) == 1 and names and all(name.startswith(above[0]) for name in names):
        area = ""
    return str(area) if present(area) and area else ctx.t("whole area")


def warning_name(row: Any, ctx: Reader, stem: str = "hazard") -> str:
    """Return what a warning is called wherever it is named: `Severe storm, orange`."""
    return ctx.t("{hazard}, {colour}", hazard=ctx.brief(row, stem), colour=ctx.t(row.colour))


def _warning(row: Any, names: dict[str, str], ctx: Reader) -> Block:
    area = area_of(row, names, ctx)
    said = warning_name(row, ctx)
    more = next((t for t in (row.description, row.headline) if present(t) and t), "")
    until = (
        ctx.t("until {time}", time=ctx.time(row.expires_at))
        if present(row.expires_at)
        else ctx.t("until withdrawn")
    )
    return {
        "id": row.warning_id,
        "colour": row.colour,
        "text": f"{said} — {area}",
        "until": until,
        "more": more,
    }
