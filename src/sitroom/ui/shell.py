"""The frame around a page's content: what the browser needs once, before anything moves."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Any

from sitroom import clock
from sitroom.errors import SitroomError
from sitroom.handout import EXERCISE
from sitroom.settings import Site
from sitroom.site import at
from sitroom.ui.content import Content, context, whole
from sitroom.ui.live import Live, Moment
from sitroom.ui.pages import pages
from sitroom.ui.screen import FILTERS, Screen
from sitroom.ui.words import STATIC, script_words
from sitroom.views import style
from sitroom.views.reader import milliseconds

# One per server start, before it forks: a browser that sees another one loads the page again.
BOOT = secrets.token_hex(8)


def present(live: Live, asked: Screen) -> Moment:
    """Return the moment a screen shows: the site's present, or the one that it names.

    A frozen link whose file is no longer kept shows what was known when it was made.
    Raises SitroomError when it does not say when that was.
    """
    if asked.is_live:
        return live.moment
    moment = live.moment
    if asked.published:
        moment = _frozen(live, asked.published, asked.seen_at)
    as_of = asked.as_of or moment.as_of
    known = as_of if asked.as_known_then else moment.known_as_of
    return replace(moment, as_of=as_of, known_as_of=known)


def _frozen(live: Live, number: int, seen_at: datetime | None) -> Moment:
    try:
        frozen = live.once(("at", number), partial(at, live.site.folder, number))
    except SitroomError:
        if seen_at is None:
            raise
        return replace(live.moment, as_of=seen_at, known_as_of=seen_at)
    return replace(live.moment, number=number, as_of=frozen.published_at, published=frozen)


def opening(live: Live, asked: Screen, shown: Content) -> dict[str, Any]:
    """Return what the page's template is filled with."""
    steady = live.once(("shell", asked), partial(_steady, live, asked))
    moving = {"clock": clock_now(live), **moment_words(live, asked)}
    data = f'{steady[:-1]},{_dumps(moving)[1:-1]},"first":{whole(shown)}}}'
    return {
        "lang": "zh-CN" if asked.language == "zh" else "en",
        "theme": asked.theme,
        "frame": asked.frame,
        "page": asked.page,
        "title": _title(live, asked),
        # Paper is white, whatever the screen.
        "colours": f"{style.css(asked.theme)}@media print{{{style.css('light')}}}",
        "assets": f"assets/{version()}",
        "scripts": scripts(),
        # A closing tag inside a text must not end the element that carries it.
        "data": data.replace("<", "\\u003c"),
    }


def clock_now(live: Live) -> dict[str, Any]:
    """Return the site's time, how fast it runs, and when and how long ago data were published."""
    folder, moment = live.site.folder, live.moment
    published = milliseconds(moment.published.published_at) if moment.published else None
    return {
        "now": milliseconds(clock.now(folder)),
        "speed": clock.speed(folder),
        "published": published or (milliseconds(moment.as_of) if moment.number else None),
        "age": clock.seconds_since(moment.published_real),
        "number": moment.number,
    }


def moment_words(live: Live, asked: Screen) -> dict[str, Any]:
    """Return whether the screen is live and the moment it shows."""
    try:
        moment: datetime = present(live, asked).as_of
    except SitroomError:
        moment = asked.as_of or live.moment.as_of
    return {
        "live": asked.is_live,
        "as_of": milliseconds(moment),
        "frozen": asked.published,
        "as_known_then": asked.as_known_then,
    }


@cache
def version() -> str:
    """Return a name of all scripts and styles, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for file in sorted([*STATIC.iterdir(), *STATIC.parent.glob("*.js")]):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def scripts() -> list[str]:
    """Return the addresses of the scripts that a page needs: Bokeh's core, and nothing more."""
    from bokeh import __version__

    return [f"static/js/bokeh.min.js?v={__version__}"]


def _steady(live: Live, asked: Screen) -> str:
    found = pages(live.site.folder)
    # With the views that the pages have brought along by now.
    from sitroom.views.paper import colours as paper_colours

    ctx = context(live, asked, live.moment)
    said: dict[str, Any] = {
        "boot": BOOT,
        "health": "healthz",
        "language": asked.language,
        "theme": asked.theme,
        "paper": paper_colours(asked.theme),
        "frame": asked.frame,
        "page": asked.page,
        "zone": live.site.timezone,
        "exercise": EXERCISE if live.site.exercise else "",
        "filters": FILTERS,
        # The largest file that this page may hand over, in MB; 0: none.
        "drop": live.site.drop_limit_mb if live.takes_files else 0,
        "views": views(live.site, asked),
        "place": ctx.place,
        "words": script_words(asked.language),
        "pages": [{"name": name, "title": ctx.t(page.title)} for name, page in found.items()],
        "scenes": found[asked.page].slots(asked.frame),
    }
    return _dumps(said)


def _title(live: Live, asked: Screen) -> str:
    ctx = context(live, asked, live.moment)
    mark = f"{EXERCISE} · " if live.site.exercise else ""
    return f"{mark}{ctx.t(pages(live.site.folder)[asked.page].title)} · {ctx.place}"


def views(site: Site, asked: Screen) -> list[dict[str, str]]:
    """Return the views that the site names, each with its address and its name for the reader."""
    return [
        {
            "title": view.title_en if asked.language == "en" and view.title_en else view.title,
            "href": f"./{view.page}?{view.query}",
        }
        for view in site.views
    ]


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
