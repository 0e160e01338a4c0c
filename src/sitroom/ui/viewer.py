"""One viewer's page: its state, what it was shown last, and the wire to its browser."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl

import param
from jinja2 import Environment, Template
from tornado.ioloop import IOLoop

from sitroom.errors import SitroomError
from sitroom.ui import content as contents
from sitroom.ui.content import Content
from sitroom.ui.live import Live, Moment
from sitroom.ui.screen import Screen, measured, screen
from sitroom.ui.shell import moment_words, opening, present
from sitroom.ui.wire import NAME, Wire
from sitroom.ui.words import STATIC

if TYPE_CHECKING:
    from bokeh.document import Document

log = logging.getLogger("sitroom.ui")
_LONGEST_REQUEST = 4000


class State(param.Parameterized):
    """What one viewer looks at, and all of what that shows: assigned together, or not at all."""

    screen = param.ClassSelector(class_=Screen)
    content = param.ClassSelector(class_=Content)


class Viewer:
    """A session: follows the site's moments and its browser's address."""

    def __init__(self, live: Live, page: str, doc: Document):
        context: Any = doc.session_context
        request = context.request if context else None
        arguments = request.arguments if request else {}
        address = {name: said[-1].decode("utf-8", "replace") for name, said in arguments.items()}
        self.live, self.page = live, page
        self._loop = IOLoop.current()
        asked = screen(page, address, live.site)
        # The present is at hand; a past moment is read while the browser draws the frame.
        shown = contents.pending(live, asked)
        self._opened_at = live.moment
        if asked.is_live:
            shown = contents.content(live, asked, self._opened_at)
        self.state = State(screen=asked, content=shown)
        self._wanted, self._turn = asked, 0
        self.wire = Wire(name=NAME)
        self.wire.on_change("ask", self._hear)
        doc.add_root(self.wire)
        doc.template = page_template()
        doc.template_variables["shell"] = opening(live, asked, shown)

    def catch_up(self) -> None:
        """Show what came while the page was being made, and a past moment that is still unread."""
        if not self.asked.is_live or self._opened_at is not self.live.moment:
            self._prepare(self._wanted, whole=True)

    @property
    def asked(self) -> Screen:
        """The screen that the viewer's address asks for."""
        return cast(Screen, self.state.screen)

    @property
    def shown(self) -> Content:
        """What the viewer's browser was sent last."""
        return cast(Content, self.state.content)

    def refresh(self, asked: Screen, shown: Content) -> None:
        """Show what the screen shows now; only what changed is sent."""
        if asked != self.asked or shown.tag == self.shown.tag:
            return
        if shown.is_part:
            shown = replace(shown, blocks=self.shown.blocks | shown.blocks, is_part=False)
            if shown.blocks == self.shown.blocks:
                return
        self._publish(asked, shown, contents.patch(self.live, self.shown, shown))

    def _publish(self, asked: Screen, shown: Content, message: str) -> None:
        self.state.param.update(screen=asked, content=shown)
        self.wire.send(message)

    def _hear(self, _name: str, _before: str, said: str) -> None:
        # Anything may come up the wire: a request that makes no sense is dropped.
        try:
            request = json.loads(said[:_LONGEST_REQUEST])
            asked = self._wanted
            if "address" in request:
                address = dict(parse_qsl(str(request["address"]).lstrip("?")))
                asked = replace(screen(self.page, address, self.live.site), sizes=asked.sizes)
            if "sizes" in request:
                asked = replace(asked, sizes=measured(request["sizes"]))
            self._prepare(asked, whole="resync" in request)
        except (ValueError, TypeError, AttributeError):
            log.info("a request that cannot be read came up the wire")

    def _prepare(self, asked: Screen, whole: bool) -> None:
        # Rows are read and pictures drawn beside the server's loop, which others wait for.
        self._wanted = asked
        self._turn += 1
        turn = self._turn

        def make() -> None:
            # While this waited its turn the viewer went on: nobody looks at it any more.
            if turn != self._turn:
                return
            now = self.live.moment
            try:
                shown = contents.content(self.live, asked, present(self.live, asked))
            except SitroomError as gone:
                shown = contents.refused(self.live, asked, gone)
            self._loop.add_callback(self._answer, asked, shown, whole, turn, now)

        self.live.later(make)

    def _answer(
        self, asked: Screen, shown: Content, whole: bool, turn: int, made_at: Moment
    ) -> None:
        if turn != self._turn:
            return
        before = self.asked
        moved = _moment_of(asked) != _moment_of(before)
        if whole or moved:
            message = contents.whole(shown, moment_words(self.live, asked))
        else:
            message = contents.patch(self.live, self.shown, shown)
        self._publish(asked, shown, message)
        # Published while this was made: everybody was told, but this viewer of another screen.
        if asked.is_live and made_at is not self.live.moment:
            self._prepare(asked, whole=False)


def _moment_of(asked: Screen) -> tuple[object, ...]:
    return asked.as_of, asked.as_known_then, asked.published


@cache
def page_template() -> Template:
    """Return the frame that every page's first content stands in."""
    return Environment(autoescape=False).from_string((STATIC / "page.html").read_text("utf-8"))
