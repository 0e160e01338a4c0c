"""A page's content: one JSON string per card, made once per process and shared by viewers."""

from __future__ import annotations

import inspect
import json
import logging
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sitroom.errors import SitroomError
from sitroom.ui import about, failing
from sitroom.ui.live import Failed, Live, Moment
from sitroom.ui.pages import Card, Page, pages
from sitroom.ui.picture import drawn
from sitroom.ui.screen import WALL, Screen
from sitroom.ui.words import catalogue
from sitroom.views.reader import Reader
from sitroom.views.unread import UNREAD

log = logging.getLogger("sitroom.ui")
# What stands in the place of a card of another tab.
AWAY = '{"kind":"away"}'
OF_ONE_INCIDENT = ("sheet", "scene", "near")


@dataclass(frozen=True)
class Content:
    """What one screen shows at one moment: slot → JSON string, never changed once made.

    With `is_part` the slots that are not there stay as they were.
    """

    tag: str
    blocks: dict[str, str]
    scene: str = ""
    is_part: bool = False


def content(live: Live, asked: Screen, moment: Moment) -> Content:
    """Return everything a screen shows at the moment."""
    page, cards = _shown(live, asked)
    # All rows of a screen are read together, so that its cards agree and planning is shared.
    names = _metrics(live, cards)
    blocks = dict.fromkeys(page.slots(asked.frame)[""], AWAY) if page.tabs else {}
    blocks |= {card.slot: _block(live, asked, moment, names, card) for card in cards}
    return Content(_tag(asked, moment), blocks, asked.scene)


def first(live: Live, asked: Screen, moment: Moment) -> Content:
    """Return the part of a content that need not wait until the rest has been read."""
    page, cards = _shown(live, asked)
    told = tuple(card for card in cards if card.slot in page.first) if moment.number else ()
    names = _metrics(live, told)
    if told:
        live.frames(names, moment, ahead=_metrics(live, cards))
    blocks = {card.slot: _block(live, asked, moment, names, card) for card in told}
    return Content(f"{_tag(asked, moment)}/first", blocks, asked.scene, is_part=True)


def _shown(live: Live, asked: Screen) -> tuple[Page, tuple[Card, ...]]:
    """Return the page of a screen, and those of its cards that the screen shows."""
    page = pages(live.site.folder)[asked.page]
    return page, page.shown(asked.frame, asked.scene, asked.filter.get("tab", ""))


def _metrics(live: Live, cards: Iterable[Card]) -> tuple[str, ...]:
    own = (name for card in cards for name in card.metrics if name not in card.only_when_none)
    return tuple(dict.fromkeys((*own, *about.reads(live.site.folder))))


def _tag(asked: Screen, moment: Moment) -> str:
    # Filters are part of the tag: two contents with one tag are the same.
    return f"{moment.tag}/{zlib.crc32(repr(asked).encode()):x}"


def pending(live: Live, asked: Screen) -> Content:
    """Return a content that only holds the places: what is coming is still being read."""
    _, cards = _shown(live, asked)
    return Content("pending", {card.slot: '{"kind":"pending"}' for card in cards}, asked.scene)


def refused(live: Live, asked: Screen, why: SitroomError) -> Content:
    """Return a content that says on every card why the moment asked for cannot be shown."""
    ctx = context(live, asked, live.moment)
    text = ctx.t("The file that this view was frozen to is no longer kept. Go back to now.")
    log.info("%s", why)
    title = ctx.t("This card cannot be shown")
    block = _dumps({"kind": "broken", "title": title, "text": text})
    _, cards = _shown(live, asked)
    return Content("refused", {card.slot: block for card in cards}, asked.scene)


def patch(live: Live, before: Content, after: Content) -> str:
    """Return the JSON message that turns one content into the other; shared between viewers."""
    changed = {s: b for s, b in after.blocks.items() if before.blocks.get(s) != b}
    key = ("patch", before.tag, after.tag, tuple(sorted((s, hash(b)) for s, b in changed.items())))
    return live.once(key, partial(_message, before.tag, after, changed))


def whole(after: Content, shell: dict[str, Any] | None = None) -> str:
    """Return the JSON message that holds all of a content, whatever the browser showed before."""
    return _message(None, after, after.blocks, shell)


def _message(
    before: str | None, after: Content, blocks: dict[str, str], shell: dict[str, Any] | None = None
) -> str:
    inside = ",".join(f"{json.dumps(slot)}:{block}" for slot, block in blocks.items())
    said = {"from": before, "tag": after.tag, "scene": after.scene, "shell": shell or {}}
    head = json.dumps(said)
    return f'{head[:-1]},"blocks":{{{inside}}}}}'


def _block(live: Live, asked: Screen, moment: Moment, names: tuple[str, ...], card: Card) -> str:
    # Few cards depend on which incident is opened; the rest is shared by those who read it.
    own = asked.seen_by(selection=card.slot in OF_ONE_INCIDENT, slot=card.slot)
    key = ("block", own, card.slot, moment.tag)
    return live.once(key, partial(_make_block, live, own, moment, names, card))


def _make_block(
    live: Live, asked: Screen, moment: Moment, names: tuple[str, ...], card: Card
) -> str:
    ctx = context(live, asked, moment)
    if not moment.number:
        return _dumps(_nothing_yet(card, ctx))
    rows = _rows(live, moment, names, card)
    lost = {n: r for n, r in zip(card.metrics, rows, strict=True) if isinstance(r, Failed)}
    needed = [why for name, why in lost.items() if name not in card.spare]
    if needed or (lost and len(lost) == len(card.metrics)):
        return _dumps(failing.card(live, card, next(iter(needed or lost.values())), ctx))
    rows = [UNREAD if isinstance(row, Failed) else row for row in rows]
    drawing = (asked.page, card.slot)
    try:
        block = (
            _picture(asked, moment, card, rows, ctx, tuple(lost))
            if card.is_picture
            else card.view(*rows, ctx)
        )
    except Exception:
        log.exception("the card %s of %s cannot be drawn", card.slot, asked.page)
        why = live.failed(drawing, ctx.t("The rows are there, but cannot be drawn."), moment)
        return _dumps(failing.card(live, card, why, ctx))
    live.went_well(drawing, moment)
    told = failing.lacking(live, block, lost, ctx) if lost else block
    return _dumps(told | {"about": about.card(live, card, moment, ctx)})


def _rows(live: Live, moment: Moment, names: tuple[str, ...], card: Card) -> list[Any]:
    """Return the rows (or why not: Failed) of a card's metrics, in order."""
    frames = dict(live.frames(names, moment))
    for name, other in card.only_when_none.items():
        is_none = not isinstance(frames[other], Failed) and not len(frames[other])
        frames[name] = live.frames([name], moment)[name] if is_none else UNREAD
    return [frames[name] for name in card.metrics]


def _picture(
    asked: Screen,
    moment: Moment,
    card: Card,
    rows: list[Any],
    ctx: Reader,
    lost: tuple[str, ...],
) -> dict[str, Any]:
    size, wall = asked.size(card.slot), asked.size(WALL)
    item = ""
    # Drawn when the browser has measured its place: nobody waits for a picture of another size.
    if size:
        sized = replace(ctx, width=size[0], height=size[1], screen=wall[1] if wall else 0)
        frames = dict(zip(inspect.signature(card.view).parameters, rows, strict=False))
        key = (
            moment.number,
            None if asked.is_live else moment.as_of,
            moment.known_as_of,
            asked.filters,
            lost,
        )
        view = card.view
        # A picture that depends on filters is told them as an option, which names the drawing.
        if "address" in inspect.signature(view).parameters:
            view = partial(view, address=asked.filters)
        item = drawn(view, frames, sized, key)
    return {"kind": "picture", "title": ctx.t(card.title), "item": item}


def context(live: Live, asked: Screen, moment: Moment) -> Reader:
    """Return what views are told about the reader of this screen."""
    site = live.site
    names = (site.title, site.title_en) if asked.language == "zh" else (site.title_en, site.title)
    place, other = names if names[0] else (names[1], "")
    return Reader(
        now=moment.as_of,
        language=asked.language,
        theme=asked.theme,
        frame=asked.frame,
        zone=site.timezone,
        place=place,
        place_other=other if other != place else "",
        words=catalogue(asked.language),
        address=asked.filter,
    )


def _nothing_yet(card: Card, ctx: Reader) -> dict[str, Any]:
    if card.slot == "header":
        return failing.bare_header(ctx)
    # What reads nothing is there before anything is: the place where the first file is dropped.
    return {"kind": "nothing"} if card.metrics else card.view(ctx)


def _dumps(block: dict[str, Any]) -> str:
    return json.dumps(block, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} is not a value that a block may hold")
