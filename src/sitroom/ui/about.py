"""What stands behind a figure: the metric's words, the sources it was made from, and their age."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from sitroom import content as facts
from sitroom.ui.live import Failed, Live, Moment
from sitroom.ui.pages import Card
from sitroom.views.reader import Reader, milliseconds, present

# core table → the kind of data whose sources fill it
_DATASET = {
    "incident_update": "update",
    "incident": "incident",
    "warning": "warning",
    "response_activation": "response",
    "stock_lot": "stock",
    "stock_target": "stock",
    "stock_movement": "move",
    "team": "team",
    "asset": "asset",
    "deployment": "deployment",
    "risk": "risk",
    "duty_shift": "duty",
    "task": "task",
    "plan": "plan",
    "plan_step": "step",
    "drill": "drill",
    "review": "review",
    "lifeline_status": "lifeline",
    "region": "region",
    "site": "site",
}


def card(live: Live, shown: Card, moment: Moment, ctx: Reader) -> dict[str, Any]:
    """Return the metrics of a card with their titles and cautions, and the sources behind them."""
    metrics = facts_of(live.site.folder)
    names = [name for name in shown.metrics if name in metrics]
    zh = ctx.language == "zh"
    said = [
        {
            "name": name,
            "title": metrics[name].title_zh if zh else metrics[name].title,
            "caution": metrics[name].caution_zh if zh else metrics[name].caution,
            # A function over other metrics' rows is no SELECT: it is copied as Python.
            "sql": not metrics[name].is_computed,
            "sources": sorted(datasets(live.site.folder, name)),
        }
        for name in names
    ]
    return {"metrics": said, "sources": _sources(live, names, moment, ctx)}


def reads(site: Path) -> tuple[str, ...]:
    """Return the metrics that every card needs besides its own: those that tell its sources."""
    return ("source_health",) if "source_health" in facts_of(site) else ()


def _sources(live: Live, names: list[str], moment: Moment, ctx: Reader) -> list[dict[str, Any]]:
    """Return the sources behind some metrics; all of the site's are told once for every card."""
    if not reads(live.site.folder):
        return []
    key = ("sources", moment.tag, ctx.language)
    every = live.once(key, partial(_every_source, live, moment, ctx))
    wanted = frozenset().union(*(datasets(live.site.folder, name) for name in names))
    return [source for source in every if source["fills"] in wanted]


def _every_source(live: Live, moment: Moment, ctx: Reader) -> list[dict[str, Any]]:
    health = live.frames(["source_health"], moment)["source_health"]
    if isinstance(health, Failed) or not len(health):
        return []
    columns = ["title", "title_zh", "last_good_at", "state", "dataset"]
    return [
        {
            "title": row.title_zh if ctx.language == "zh" and present(row.title_zh) else row.title,
            "at": milliseconds(row.last_good_at),
            "last": ctx.time(row.last_good_at),
            "state": row.state,
            "fills": row.dataset,
        }
        for row in health[columns].itertuples()
    ]


@lru_cache(maxsize=8)
def facts_of(site: Path) -> facts.Queries:
    """Return the site's metrics by name, listed once."""
    return facts.metrics(site)


@lru_cache(maxsize=512)
def datasets(site: Path, metric: str) -> frozenset[str]:
    """Return the kinds of data that a metric is made of, through the metrics it reads."""
    known = facts_of(site)
    reached, todo = set[str](), [metric]
    while todo:
        name = todo.pop()
        if name in reached or name not in known:
            continue
        reached.add(name)
        todo += known[name].reads
    tables = {
        table.removesuffix("_known")
        for name in reached
        for table in re.findall(r"\bcore\.(\w+)", known[name].sql)
    }
    return frozenset(_DATASET[table] for table in tables if table in _DATASET)
