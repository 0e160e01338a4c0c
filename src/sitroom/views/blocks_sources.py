"""The Sources page's blocks: what was promised, what came, what was set aside and why."""

from __future__ import annotations

from typing import Any

from sitroom.views.blocks_header import promising
from sitroom.views.blocks_trouble import noted
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, milliseconds, present

Block = dict[str, Any]
ROWS = 200
LOADS = 60
STATES = {
    "fresh": "fresh",
    "due": "due",
    "late": "late",
    "dead": "no data",
    "never": "never heard",
    "failed": "failed",
}
LOADED = {
    "loaded": "loaded",
    "unchanged": "nothing new",
    "failed": "failed",
    "skipped": "skipped",
    "running": "running",
}
DATASETS = {
    "region": "Districts",
    "org": "Organisations",
    "site": "Sites",
    "incident": "Incidents",
    "update": "Incident reports",
    "warning": "Warnings",
    "response": "Responses",
    "stock": "Stock",
    "move": "Stock movements",
    "team": "Teams",
    "asset": "Vehicles and equipment",
    "deployment": "Deployments",
    "risk": "Risks",
    "duty": "Duty posts",
    "task": "Tasks",
    "plan": "Plans",
    "step": "Plan measures",
    "drill": "Drills and training",
    "review": "Reviews",
    "lifeline": "Lifelines",
}


def sources(rows: Rows, ctx: Reader) -> Block:
    """Return every source with its promise, its state in words, its age and its last rows."""
    order = {"failed": 0, "dead": 1, "never": 2, "late": 3, "due": 4, "fresh": 5}
    ranked = rows.assign(_order=rows.state.map(order).fillna(6)) if len(rows) else rows
    ranked = ranked.sort_values(["_order", "source_id"]) if len(ranked) else ranked
    counted = promising(rows) if len(rows) else rows
    heard = int(counted.state.isin(["fresh", "due"]).sum()) if len(counted) else 0
    return {
        "kind": "sources",
        "title": ctx.t("Sources"),
        "note": ctx.t("{n} of {m} heard as promised", n=heard, m=len(counted)),
        "items": [_source(row, ctx) for row in ranked.itertuples()],
        "empty": ctx.t("No source is declared yet"),
    }


def _source(row: Any, ctx: Reader) -> Block:
    every = ctx.cadence(row.every_minutes)
    return {
        "id": row.source_id,
        "name": title(row, ctx),
        "fills": _coded(row.dataset, DATASETS, ctx),
        "every": every,
        "state": row.state,
        "said": _state(row, ctx),
        "at": milliseconds(row.last_good_at),
        "last": ctx.time(row.last_good_at),
        "rows": [
            ctx.number(n)
            for n in (row.rows_read, row.rows_inserted, row.rows_updated, row.rows_unchanged)
        ],
        "aside": ctx.number(row.rows_set_aside_open),
        "has_aside": bool(present(row.rows_set_aside_open) and row.rows_set_aside_open),
        "file": row.file_name if present(row.file_name) else "",
        "message": noted(row.message, ctx),
    }


def title(row: Any, ctx: Reader) -> str:
    """Return a source's title in the reader's language, else its name in the settings."""
    zh = row.title_zh if ctx.language == "zh" and present(row.title_zh) else row.title
    return str(zh) if present(zh) and zh else str(row.source_id)


def _state(row: Any, ctx: Reader) -> str:
    word = _coded(row.state, STATES, ctx)
    if row.state == "dead" and present(row.last_good_at):
        return ctx.t("no data since {time}", time=ctx.time(row.last_good_at))
    if row.state in ("late", "dead") and present(row.minutes_late):
        return ctx.t("{state} by {duration}", state=word, duration=ctx.duration(row.minutes_late))
    since = getattr(row, "state_since", None)
    if row.state in ("late", "dead", "failed") and present(since):
        return ctx.t("{state} since {time}", state=word, time=ctx.time(since))
    return word


def _coded(value: Any, words: dict[str, str], ctx: Reader) -> str:
    return ctx.t(words.get(str(value), str(value))) if present(value) and value else NO_REPORT


def set_aside(rows: Rows, reasons: Rows, ctx: Reader) -> Block:
    """Return the rows set aside: file, sheet, row, field, value and why, in the reader's words."""
    return {
        "kind": "problems",
        "title": ctx.t("Rows set aside"),
        "note": _count(rows, ctx),
        "items": [_problem(row, _reasons(reasons), ctx) for row in rows.head(ROWS).itertuples()],
        "download": f"set-aside.xlsx?language={ctx.language}" if len(rows) else "",
        "empty": ctx.t("No row is set aside"),
    }


def flagged(rows: Rows, reasons: Rows, ctx: Reader) -> Block:
    """Return the values that were not believed; their rows were kept without them."""
    return {
        "kind": "problems",
        "title": ctx.t("Values not believed"),
        "note": _count(rows, ctx),
        "items": [_problem(row, _reasons(reasons), ctx) for row in rows.head(ROWS).itertuples()],
        "empty": ctx.t("Every value read was believed"),
    }


def _count(rows: Rows, ctx: Reader) -> str:
    if len(rows) > ROWS:
        return ctx.t("{n}, the newest {shown} shown", n=ctx.number(len(rows)), shown=ROWS)
    return str(len(rows)) if len(rows) else ""


def _reasons(reasons: Rows) -> dict[str, Any]:
    return {row.reason: row for row in reasons.itertuples()} if len(reasons) else {}


def _problem(row: Any, reasons: dict[str, Any], ctx: Reader) -> Block:
    known = reasons.get(row.reason)
    said = ctx.name(known, "title") if known is not None else str(row.reason)
    # Details are written in English by the machine that set the row aside.
    detail = str(row.detail) if ctx.language == "en" and present(row.detail) else ""
    todo = ctx.name(known, "todo") if known is not None else NO_REPORT
    sheet = f" › {row.sheet}" if present(row.sheet) and row.sheet else ""
    return {
        "file": f"{row.file_name}{sheet}",
        "row": int(row.row_no) if present(row.row_no) else NO_REPORT,
        "field": _either(row.header, row.field),
        "value": str(row.value)[:200] if present(row.value) else NO_REPORT,
        "reason": f"{said} · {detail}" if detail else said,
        "todo": "" if todo == NO_REPORT else todo,
    }


def _either(first: Any, second: Any) -> str:
    return next((str(text) for text in (first, second) if present(text) and text), NO_REPORT)


def loads(rows: Rows, ctx: Reader) -> Block:
    """Return the latest loads with what each brought."""
    newest = rows[rows.status != "unchanged"].head(LOADS) if len(rows) else rows
    return {
        "kind": "loads",
        "title": ctx.t("Latest loads"),
        "note": str(len(rows)) if len(rows) else "",
        "items": [_load(row, ctx) for row in newest.itertuples()],
        "empty": ctx.t("Nothing was loaded yet"),
    }


def _load(row: Any, ctx: Reader) -> Block:
    counts = (row.rows_read, row.rows_inserted, row.rows_updated, row.rows_unchanged)
    sheet = f" › {row.sheet}" if present(row.sheet) and row.sheet else ""
    return {
        "at": ctx.time(row.finished_at if present(row.finished_at) else row.started_at),
        "file": f"{row.file_name}{sheet}",
        "fills": _coded(row.dataset, DATASETS, ctx),
        "state": row.status,
        "said": _coded(row.status, LOADED, ctx),
        "rows": [ctx.number(n) for n in counts],
        "aside": ctx.number(row.rows_rejected),
        "has_aside": bool(present(row.rows_rejected) and row.rows_rejected),
        "gone": ctx.number(row.rows_gone),
        "private": _kept_out(row, ctx),
        "message": noted(row.message, ctx),
    }


def _kept_out(row: Any, ctx: Reader) -> str:
    """Return how many columns were not stored and how many cells were masked; never what."""
    dropped = len(row.columns_dropped) if _is_list(row.columns_dropped) else 0
    masked = int(row.cells_masked) if present(row.cells_masked) else 0
    parts = [ctx.t("1 column" if dropped == 1 else "{n} columns", n=dropped)] if dropped else []
    parts += [ctx.t("{n} cells", n=ctx.number(masked))] if masked else []
    return " · ".join(parts) or NO_REPORT


def _is_list(value: Any) -> bool:
    return value is not None and not isinstance(value, str | float) and len(value) > 0


def audits(rows: Rows, ctx: Reader) -> Block:
    """Return the rules that some rows break, with how many."""
    return {
        "kind": "audits",
        "title": ctx.t("Audits that found something"),
        "note": ctx.t("{n} of {m} rules", n=int((rows.found > 0).sum()), m=len(rows))
        if len(rows)
        else "",
        "items": [
            {"name": row.name, "title": ctx.name(row, "title"), "found": ctx.number(row.found)}
            for row in rows[rows.found > 0].itertuples(index=False)
        ]
        if len(rows)
        else [],
        "empty": ctx.t("Every rule holds"),
    }
