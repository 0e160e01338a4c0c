"""What stands in the place of a card that cannot be made: plain words, and since when."""

from __future__ import annotations

from typing import Any

from sitroom.ui.about import facts_of
from sitroom.ui.live import Failed, Live
from sitroom.ui.pages import Card
from sitroom.views.reader import Reader

Block = dict[str, Any]
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
    """Return a card's own title, else those of the metrics it shows."""
    if shown.title:
        return ctx.t(shown.title)
    metrics = facts_of(live.site.folder)
    named = [metrics[name] for name in shown.metrics if name in metrics][:NAMED]
    return " · ".join(one.title_zh if ctx.language == "zh" else one.title for one in named)
