"""The Briefing's header: where this is, the response in force, and which sources are heard."""

from __future__ import annotations

from typing import Any

from sitroom.views.context import Rows
from sitroom.views.reader import Reader, numeral, present
from sitroom.views.unread import UNREAD, without

Block = dict[str, Any]


@without("responses", "sources")
def header(responses: Rows, sources: Rows, ctx: Reader) -> Block:
    """Return where this is, the response in force and how many sources were heard."""
    counted = promising(sources) if len(sources) else sources
    unheard = counted[~counted.state.isin(["fresh", "due"])] if len(counted) else counted
    return {
        "kind": "header",
        "place": ctx.place,
        "other": ctx.place_other,
        "responses": [_response(row, ctx) for row in responses.head(2).itertuples()],
        "calm": _calm(responses, sources, ctx),
        "unread": _unread(responses, sources, ctx),
        "heard": len(counted) - len(unheard),
        "promised": len(counted),
        "unheard": [
            {"text": source_words(row, ctx), "state": "soon" if row.state == "late" else "late"}
            for row in unheard.itertuples()
        ],
    }


def _calm(responses: Rows, sources: Rows, ctx: Reader) -> str:
    """Return that no response is in force, where somebody reports them: silence is not calm."""
    if responses is UNREAD:
        return ""
    is_told = len(sources) and sources[sources.dataset == "response"].last_good_at.notna().any()
    return ctx.t("No response in force") if is_told and not len(responses) else ""


def _unread(responses: Rows, sources: Rows, ctx: Reader) -> str:
    # Without these words, a level in force that cannot be read would look like none in force.
    if responses is UNREAD:
        return ctx.t("Response level cannot be read")
    return ctx.t("Sources cannot be read") if sources is UNREAD else ""


def promising(sources: Rows) -> Rows:
    """Return the sources that can be missed: one that promises nothing only when it failed."""
    return sources[sources.every_minutes.notna() | (sources.state == "failed")]


def _response(row: Any, ctx: Reader) -> Block:
    return {
        "level": int(row.level) if present(row.level) else 0,
        "title": ctx.t("Level {level} response", level=numeral(row.level)),
        "hazard": ctx.brief(row, "hazard"),
        "since": ctx.t("since {time}", time=ctx.time(row.started_at)),
    }


def source_words(row: Any, ctx: Reader) -> str:
    """Return a source's name and how late it is, in words."""
    title = row.title_zh if ctx.language == "zh" and present(row.title_zh) else row.title
    if not present(row.last_good_at):
        return ctx.t("{source}: never heard", source=title)
    return ctx.t("{source}: no data since {time}", source=title, time=ctx.time(row.last_good_at))
