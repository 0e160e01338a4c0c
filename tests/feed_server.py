"""A real HTTP(S) server on this machine that answers as feeds do, on good days and on bad ones."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behave = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class FeedServer:
    """Paths and how each behaves; `asked` keeps every request's path and headers."""

    routes: dict[str, Behave] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def put(self, path: str, body: str | bytes, **more) -> str:
        """Answer a path with a body, and return its address."""
        self.routes[path] = answer(body, **more)
        return self.base + path


def answer(
    body: str | bytes = b"", status: int = 200, headers: dict[str, str] | None = None,
    kind: str = "application/octet-stream",
) -> Behave:  # fmt: skip
    """Answer as a well-behaved server does."""
    content = body.encode() if isinstance(body, str) else body

    def behave(to: BaseHTTPRequestHandler) -> None:
        given = {"Content-Type": kind, "Content-Length": str(len(content))} | (headers or {})
        send(to, status, given, content)

    return behave


def send(to: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
    to.send_response(status)
    for name, value in headers.items():
        to.send_header(name, value)
    to.end_headers()
    to.wfile.write(body)


def with_etag(body: str, etag: str = '"1"', modified=None) -> Behave:
    """Answer 304 to whoever has this version already."""
    stamp = {"Last-Modified": format_datetime(modified, usegmt=True)} if modified else {}

    def behave(to: BaseHTTPRequestHandler) -> None:
        if to.headers.get("If-None-Match") == etag:
            send(to, 304, {"ETag": etag} | stamp, b"")
        else:
            answer(body, headers={"ETag": etag} | stamp)(to)

    return behave


def packed(body: bytes) -> Behave:
    """Answer with gzip as content encoding."""
    return answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})


def cut_off(body: bytes) -> Behave:
    """Announce more than is sent."""

    def behave(to: BaseHTTPRequestHandler) -> None:
        send(to, 200, {"Content-Length": str(len(body) + 100)}, body)
        to.close_connection = True

    return behave


def dripping(seconds: float, step: float = 0.05) -> Behave:
    """Send one byte after the other."""

    def behave(to: BaseHTTPRequestHandler) -> None:
        send(to, 200, {"Content-Length": "1000000"}, b"")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            to.wfile.write(b"x")
            time.sleep(step)

    return behave


def hanging(seconds: float) -> Behave:
    """Send headers, then nothing."""

    def behave(to: BaseHTTPRequestHandler) -> None:
        send(to, 200, {"Content-Length": "100"}, b"")
        time.sleep(seconds)

    return behave


def endless() -> Behave:
    """Send megabyte after megabyte without saying how many."""

    def behave(to: BaseHTTPRequestHandler) -> None:
        send(to, 200, {"Connection": "close"}, b"")
        while True:
            to.wfile.write(b"x" * 2**20)

    return behave


def in_turn(*behaviours: Behave) -> Behave:
    """Behave differently at each asking; the last way is kept."""
    turns = list(behaviours)
    return lambda to: (turns.pop(0) if len(turns) > 1 else turns[0])(to)


@contextmanager
def feed_server(context: ssl.SSLContext | None = None) -> Iterator[FeedServer]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    feeds = FeedServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            feeds.asked.append((self.path, dict(self.headers)))
            behave = feeds.routes.get(self.path) or feeds.routes.get(self.path.partition("?")[0])
            try:
                (behave or answer(status=404))(self)
            except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    port = server.server_address[1]
    feeds.base = f"{'https' if context else 'http'}://127.0.0.1:{port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield feeds
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
