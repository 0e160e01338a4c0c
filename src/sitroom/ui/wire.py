"""The wire between a page and its browser: one live model, and messages made once for everybody."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bokeh.core.properties import String
from bokeh.core.types import ID
from bokeh.model import DataModel
from bokeh.protocol.messages.patch_doc import patch_doc
from tornado.ioloop import IOLoop

if TYPE_CHECKING:
    from bokeh.server.session import ServerSession

NAME = ID("wire")
# As many different screens as are told in one go without making a message twice.
MESSAGES_KEPT = 16


class Wire(DataModel):
    """The one live model of a page: what the server pushes, and what the browser asks.

    A bare Bokeh model, not a component: it needs one script where Panel's need five.
    """

    push = String(default="")
    ask = String(default="")

    def __new__(cls, *args: Any, **properties: Any) -> Wire:
        """Make a wire whose id is the same in every document: one message fits them all."""
        wire: Any = super().__new__(cls, *args, **properties)
        wire._id = NAME
        return wire

    def trigger(self, attr: str, *change: Any, **options: Any) -> None:
        """Tell of a change as every model does, but of `push`: `send` sends that itself."""
        if attr != "push":
            super().trigger(attr, *change, **options)

    def send(self, message: str) -> None:
        """Push a message to the browsers of this document; call it on the server's loop.

        Bokeh would diff, wrap and serialise the message anew for each viewer, under a lock of
        each document. Here the viewers of one screen are sent the same three texts.
        """
        # Also kept: a browser that is only just joining reads it with the document.
        self.push = message
        context = self.document.session_context if self.document else None
        session: ServerSession | None = getattr(context, "session", None)
        loop = IOLoop.current()
        for connection in session._subscribed_connections if session else ():
            loop.add_callback(connection._socket.send_message, _packed(message))


@lru_cache(maxsize=MESSAGES_KEPT)
def _packed(message: str) -> patch_doc:
    """Return Bokeh's own message that sets `push`; it makes its JSON once, when first sent."""
    change: Any = {"kind": "ModelChanged", "model": {"id": NAME}, "attr": "push", "new": message}
    return patch_doc(patch_doc.create_header(), {}, {"events": [change]})
