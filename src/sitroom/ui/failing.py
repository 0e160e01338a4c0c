"""What stands in the place of a card or a part of it that cannot be made: since when, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitroom.ui.about import facts_of
from sitroom.ui.live import Failed, Live
from sitroom.ui.pages import Card
from sitroom.views.reader import NO_REPORT, Reader

Block = dict[str, Any]
STRIPS = ("figures", "strip")
NAMED = 4  # a card of more metrics is named by the first


def card(live: Live, shown: Card, why: Failed, ctx: Reader) -> Block:
    """Return what is said in the place of a card: what it was about, since when it is missing.

    The technical reason is for whoever mends it, folded away; a wall has nobody to unfold it.
    """
    if shown.slot == "header":
        return _header(why, ctx)
    is_wall = ctx.frame == "wall"
    return {
        "kind": "broken",
        "subject": _subject(live, shown, ctx),
        "title": ctx.t("This card could not be made"),
        "text": _since(why, ctx),
        "where": ctx.t("The reason stands at the duty desk.") if is_wall else "",
        "folded": ctx.t("For whoever mends it"),
        "detail": "" if is_wall else str(why),
    }


def lacking(live: Live, block: Block, lost: Mapping[str, Failed], ctx: Reader) -> Block:
    """Return a card with what it had to be made without: each lost figure of a strip by itself.

    What is no figure is named under the card's title. A header says it in words of its own.
    """
    if block["kind"] == "header":
        return block | {"hint": _since(next(iter(lost.values())), ctx)}
    told = {name: _told(live, name, why, ctx) for name, why in lost.items()}
    # A view that shows nothing of some rows at the moment says so: they are not missed.
    said = set(block.get("idle", ()))
    if block["kind"] in STRIPS:
        said |= {item["metric"] for item in block["items"]}
        block = block | {"items": [_unread(item, told) for item in block["items"]]}
    return block | {"lost": [one for name, one in told.items() if name not in said]}


def _told(live: Live, name: str, why: Failed, ctx: Reader) -> Block:
    metric = facts_of(live.site.folder).get(name)
    title = (metric.title_zh if ctx.language == "zh" else metric.title) if metric else name
    detail = "" if ctx.frame == "wall" else str(why)
    since = ctx.t("since {time}", time=ctx.time(why.since)) if why.since else ""
    return {"title": title, "since": since, "text": _since(why, ctx), "detail": detail}


def _unread(item: Block, told: Mapping[str, Block]) -> Block:
    """Return a figure as it is, or hatched when what it is made of cannot be read."""
    if item["metric"] not in told:
        return item
    why = told[item["metric"]]
    hint = " ".join(part for part in (why["text"], why["detail"]) if part)
    return item | {"value": NO_REPORT, "note": why["since"], "state": "unread", "hint": hint}


def bare_header(ctx: Reader) -> Block:
    """Return a header that only says where this is: it needs no data for that."""
    return {"kind": "header", "place": ctx.place, "other": ctx.place_other, "responses": [],
            "heard": 0, "promised": 0, "unheard": []}  # fmt: skip


def _header(why: Failed, ctx: Reader) -> Block:
    # Without these words, a level in force that cannot be read would look like none in force.
    said = ctx.t("Response level and sources cannot be read")
    return bare_header(ctx) | {"unread": said, "hint": _since(why, ctx)}


def _since(why: Failed, ctx: Reader) -> str:
    if why.since is None:
        return ""
    if why.is_earlier:
        return ctx.t("Missing since {time} or earlier.", time=ctx.time(why.since))
    return ctx.t("Missing since {time}.", time=ctx.time(why.since))


def _subject(live: Live, shown: Card, ctx: Reader) -> str:
    """Return a card's own title, else those of the metrics it is about."""
    if shown.title:
        return ctx.t(shown.title)
    metrics = facts_of(live.site.folder)
    about = [name for name in shown.metrics if name not in shown.spare] or shown.metrics
    named = [metrics[name] for name in about if name in metrics][:NAMED]
    return " · ".join(one.title_zh if ctx.language == "zh" else one.title for one in named)
