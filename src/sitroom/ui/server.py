"""The server: pages, health, assets, and nothing else."""

from __future__ import annotations

import json
import logging
import secrets
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tornado.process import task_id
from tornado.web import RequestHandler, StaticFileHandler

from sitroom.alive import is_missed
from sitroom.settings import Site, open_site
from sitroom.ui import content as contents
from sitroom.ui.downloads import Rows, SetAside
from sitroom.ui.dropped import Confirm, Drop, may_load
from sitroom.ui.live import Live, Read
from sitroom.ui.pages import HOME, pages
from sitroom.ui.screen import screen
from sitroom.ui.shell import BOOT, clock_now
from sitroom.ui.watch import Watch
from sitroom.ui.words import STATIC

if TYPE_CHECKING:
    from bokeh.document import Document
    from panel.io.server import Server

log = logging.getLogger("sitroom.ui")
UNUSED_SESSION_SECONDS = 120


def serve(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 5006,
    processes: int = 1,
    *,
    loads: bool = False,
    ready: Callable[[str], None] = lambda _address: None,
    read: Read | None = None,
) -> None:
    """Serve the site's pages until interrupted; `ready` is told the address once it answers.

    `loads` says that a loader runs beside it: then pages may hand it files.
    """
    server = make_server(open_site(folder), host, port, processes, read=read, loads=loads)
    server.start()
    if task_id() in (None, 0):
        server.io_loop.add_callback(ready, f"http://{host}:{server.port}/")
    try:
        server.io_loop.start()
    finally:
        server.stop(wait=False)


def make_server(
    site: Site,
    host: str,
    port: int,
    processes: int = 1,
    *,
    read: Read | None = None,
    loads: bool = False,
) -> Server:
    """Return a server that is bound and warm but not started; it forks here."""
    from bokeh.application.handlers.function import FunctionHandler
    from panel.io.application import Application
    from panel.io.server import get_server

    port = port or free_port(host)
    logging.getLogger("tornado.application").addFilter(_is_news)
    holder: dict[str, Any] = {"loads": loads}
    applications: dict[str, Any] = {
        f"/{name}": Application(FunctionHandler(partial(_open, holder, name)))
        for name in pages(site.folder)
    }
    server = get_server(
        applications,
        port=port,
        address=host,
        num_procs=processes,
        websocket_origin=_origins(host, port),
        sign_sessions=True,
        # Tokens live as long as the server: a screen loads its page again after a restart.
        secret_key=secrets.token_urlsafe(48),
        include_headers=[],
        include_cookies=[],
        unused_session_lifetime_milliseconds=UNUSED_SESSION_SECONDS * 1000,
        use_index=False,
        extra_patterns=_routes(holder),
    )
    # After the fork: each process has its own readers, cache and watching thread.
    holder["live"] = live = Live(site, read)
    live.takes_files = may_load(holder)
    holder["watch"] = watch = Watch(live, server.io_loop.add_callback)
    warm(live)
    watch.start()
    return server


def warm(live: Live) -> None:
    """Make what the first visitor will ask for before the door opens."""
    began = time.monotonic()
    for name in pages(live.site.folder):
        contents.content(live, screen(name, {}, live.site), live.moment)
    log.info("warm after %.1f s", time.monotonic() - began)


def _open(holder: dict[str, Any], page: str, doc: Document) -> None:
    # Imported here: the first import of Panel costs more than everything else in this file.
    from sitroom.ui.viewer import Viewer

    viewer = Viewer(holder["live"], page, doc)
    leave = holder["watch"].join_in(viewer)
    doc.on_session_destroyed(lambda _context: leave())


def _routes(holder: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (r"/", Home),
        (r"/healthz", Health, {"holder": holder}),
        (r"/set-aside.xlsx", SetAside, {"holder": holder}),
        (r"/rows", Rows, {"holder": holder}),
        (r"/drop", Drop, {"holder": holder}),
        (r"/drop/([^/]+)", Confirm, {"holder": holder}),
        (r"/assets/[0-9a-f]+/(.*)", Assets, {"path": str(STATIC)}),
    ]


class Home(RequestHandler):
    """The front door leads to the Briefing, with whatever the address asks for."""

    def get(self) -> None:
        """Send the visitor on."""
        query = f"?{self.request.query}" if self.request.query else ""
        self.redirect(f"{HOME}{query}")


class Assets(StaticFileHandler):
    """Our scripts and styles; their path names their content, so they never grow old."""

    @classmethod
    def get_absolute_path(cls, root: str, path: str) -> str:
        """Find a file among the scripts; the picture's own stands beside them."""
        return super().get_absolute_path(str(STATIC.parent) if path == "picture.js" else root, path)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Serve what is inside the folder of scripts, and the picture's script."""
        if absolute_path == str(STATIC.parent / "picture.js"):
            return absolute_path
        return super().validate_absolute_path(root, absolute_path)

    def set_extra_headers(self, path: str) -> None:
        """Let browsers keep the file for a year."""
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.set_header("X-Content-Type-Options", "nosniff")


class Health(RequestHandler):
    """Whether the server lives and the data move: what every screen's watchdog asks."""

    def initialize(self, holder: dict[str, Any]) -> None:
        """Take the process's shared state."""
        self.holder = holder

    def get(self) -> None:
        """Answer in a few hundred bytes, without touching the data."""
        live: Live = self.holder["live"]
        said = clock_now(live) | {
            "boot": BOOT,
            "number": live.moment.number,
            "stalled": is_missed(live.site.folder),
        }
        self.set_header("Content-Type", "application/json")
        self.set_header("Cache-Control", "no-store")
        self.write(json.dumps(said))


def free_port(host: str) -> int:
    """Return a port of the host that nobody uses at this moment."""
    with socket.socket() as sock:
        sock.bind((host, 0))
        return sock.getsockname()[1]


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out what Bokeh raises when a visitor goes before the live connection is made."""
    return not (record.exc_info and isinstance(record.exc_info[1], AssertionError))


def _origins(host: str, port: int) -> list[str]:
    if host in ("127.0.0.1", "localhost", "::1"):
        return [f"{name}:{port}" for name in ("127.0.0.1", "localhost")]
    # Behind any name or proxy: what keeps strangers out is the signed token inside the page.
    return ["*"]
