"""Files dropped on the Sources page: taken in, looked at in the worker, handed to the loader."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import shutil
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError, RequestHandler, stream_request_body

from sitroom import clock
from sitroom import content as facts
from sitroom.errors import SitroomError
from sitroom.schedule import INBOX
from sitroom.store.connect import Error
from sitroom.ui import content
from sitroom.ui.live import Live
from sitroom.ui.screen import screen
from sitroom.ui.shell import BOOT
from sitroom.views import blocks_drop, blocks_trouble
from sitroom.views.reader import Reader

FOLDER = "dropped"
# What nobody confirmed is forgotten after so long.
FORGOTTEN_SECONDS = 3600
_LONGEST_NAME = 120
_TOKEN = re.compile(r"[A-Za-z0-9_\-]{22}")


class FromHere(RequestHandler):
    """A handler that changes something: asked by our own page only, where files may be loaded."""

    def initialize(self, holder: dict[str, Any]) -> None:
        """Take the process's shared state."""
        self.holder = holder
        self.live: Live = holder["live"]

    def prepare(self) -> None:
        """Refuse what another site's page asks for, and everything where nothing is loaded."""
        if not is_from_here(self.request):
            raise HTTPError(403, reason="asked by another page")
        if not may_load(self.holder):
            raise HTTPError(403, reason="this server loads nothing")

    def reader(self) -> Reader:
        """Return who asks, as the page's own address says."""
        said = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        return content.context(self.live, screen("sources", said, self.live.site), self.live.moment)

    def say(self, said: dict[str, Any]) -> None:
        """Answer as JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(json.dumps(said, ensure_ascii=False, default=str))


@stream_request_body
class Drop(FromHere):
    """Takes a file in, piece by piece onto the disk, and answers what it would become."""

    file: IO[bytes] | None = None

    def prepare(self) -> None:
        """Open a place of a random name; a file that is too large is refused before it comes."""
        super().prepare()
        most = self.live.site.drop_limit_mb * 2**20
        told = self.request.headers.get("Content-Length", "")
        if not told.isdigit() or int(told) > most:
            raise HTTPError(413, reason="too large")
        connection: Any = self.request.connection
        connection.set_max_body_size(most)
        folder = self.live.site.folder / FOLDER
        folder.mkdir(exist_ok=True)
        _sweep(folder)
        self.token = secrets.token_urlsafe(16)
        self.path = folder / self.token / clean(self.request.headers.get("X-File-Name", ""))
        self.path.parent.mkdir()
        self.file = self.path.open("wb")

    def data_received(self, chunk: bytes) -> None:
        """Write what came; nothing is held in memory."""
        assert self.file
        self.file.write(chunk)

    async def post(self) -> None:
        """Look at the file in the worker process and say what loading would make of it."""
        assert self.file
        self.file.close()
        ctx = self.reader()
        try:
            block = await asyncio.to_thread(_looked_over, self.live, self.path, ctx)
        except (SitroomError, Error, OSError) as error:
            shutil.rmtree(self.path.parent, ignore_errors=True)
            self.say({"file": self.path.name, "error": blocks_trouble.told(error, ctx)})
            return
        self.say(block | {"token": self.token, "file": self.path.name})

    def on_connection_close(self) -> None:
        """Forget a file that did not come whole."""
        if self.file:
            self.file.close()
            shutil.rmtree(self.path.parent, ignore_errors=True)


class Confirm(FromHere):
    """Hands a dropped file to the loader, or forgets it."""

    def post(self, token: str) -> None:
        """Move the file into the inbox, which the loader watches."""
        file = self._file(token)
        inbox = self.live.site.folder / INBOX
        inbox.mkdir(exist_ok=True)
        number, target = 1, inbox / file.name
        while target.exists():
            number += 1
            target = inbox / f"{file.stem} ({number}){file.suffix}"
        file.replace(target)
        shutil.rmtree(file.parent, ignore_errors=True)
        self.say({"file": target.name})

    def delete(self, token: str) -> None:
        """Forget the file."""
        shutil.rmtree(self._file(token).parent, ignore_errors=True)
        self.say({})

    def _file(self, token: str) -> Path:
        folder = self.live.site.folder / FOLDER / token
        found = sorted(folder.glob("*")) if _TOKEN.fullmatch(token) else []
        if len(found) != 1:
            raise HTTPError(404, reason="no longer there")
        return found[0]


def may_load(holder: dict[str, Any]) -> bool:
    """Say whether this server's site is loaded by this server and takes files from pages."""
    return bool(holder.get("loads")) and holder["live"].site.drop_limit_mb > 0


def is_from_here(request: HTTPServerRequest) -> bool:
    """Say whether a request was made by a page of this server: its origin, and its secret."""
    headers = request.headers
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = urlsplit(headers.get("Origin", ""))
    is_ours = secrets.compare_digest(headers.get("X-Sitroom", ""), BOOT)
    return is_ours and bool(origin.netloc) and origin.netloc == headers.get("Host")


def clean(name: str) -> str:
    """Return a file's name without folders, leading dots and what a path cannot hold."""
    last = unquote(name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:_LONGEST_NAME] or "file"
    return f"{stem[:_LONGEST_NAME]}.{ending[:12]}"


def _looked_over(live: Live, path: Path, ctx: Reader) -> dict[str, Any]:
    import pandas as pd

    from sitroom.shaping.preview import preview

    reasons = pd.DataFrame(facts.reference("reason", live.site.folder))
    reasons = reasons.rename(columns={"title": "title_en", "todo": "todo_en"})
    return blocks_drop.preview(preview(live.site, path), reasons, ctx)


def _sweep(folder: Path) -> None:
    for old in folder.iterdir():
        if clock.seconds_since(old.stat().st_mtime) > FORGOTTEN_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
