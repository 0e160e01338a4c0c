"""A visitor without a browser: what the benches measure servers with, as light as can be."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psutil
from bokeh.protocol import Protocol
from tornado.websocket import WebSocketClientConnection, websocket_connect

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from serving import serving

# What a browser tells of each picture's place.
PICTURE = [960, 640]


@dataclass
class Subject:
    """A page under measurement: its address, the process that serves it, its pictures' slots."""

    address: str
    process: psutil.Process
    pictures: list[str]

    def cpu(self) -> float:
        """Return the CPU-seconds that the server has used so far."""
        used = self.process.cpu_times()
        return used.user + used.system

    def loop_cpu(self) -> float:
        """Return the CPU-seconds of the one thread that serves all viewers; drawing is beside."""
        own = next(t for t in self.process.threads() if t.id == self.process.pid)
        return own.user_time + own.system_time


@contextmanager
def served(
    command: list[str], site: Path, log: Path, page: str, pictures: list[str] | None = None
) -> Iterator[Subject]:
    """Serve a site by a command until the block ends; its pictures' slots are asked for."""
    with serving(site, log, command) as found:
        process = psutil.Process(found.process.pid)
        yield Subject(f"{found.address}{page}", process, pictures or [])


async def opened(part: Subject) -> WebSocketClientConnection:
    """Do what a browser does: get the page, join its socket, pull the document, tell sizes."""
    with urlopen(part.address, timeout=60) as answer:
        token = re.search(r'"token":"([^"]+)"', answer.read().decode())
    assert token, f"{part.address} holds no session."
    socket = f"ws{part.address.removeprefix('http').partition('?')[0]}/ws"
    wire = await websocket_connect(socket, subprotocols=["bokeh", token[1]])
    await message(wire)
    for fragment in _fragments():
        await wire.write_message(fragment)
    # What is published in between is sent before the answer.
    while "doc" not in (pulled := await message(wire)):
        pass
    if part.pictures:
        model = pulled["doc"]["roots"][0]["id"]
        await ask(wire, model, {"sizes": dict.fromkeys(part.pictures, PICTURE)})
        while "push" not in json.dumps(await message(wire)):
            pass
    return wire


async def ask(wire: WebSocketClientConnection, model: str, what: dict) -> None:
    """Ask the server as a browser does: by setting `ask` of the page's wire."""
    event = {"kind": "ModelChanged", "model": {"id": model}, "attr": "ask", "new": json.dumps(what)}
    for fragment in _patch(event):
        await wire.write_message(fragment)


def _fragments() -> list[str]:
    asked = Protocol().create("PULL-DOC-REQ")
    return [asked.header_json, asked.metadata_json, asked.content_json]


def _patch(event: dict) -> list[str]:
    header = {"msgid": f"bench-{time.monotonic_ns()}", "msgtype": "PATCH-DOC"}
    return [json.dumps(part) for part in (header, {}, {"events": [event]})]


async def message(wire: WebSocketClientConnection) -> dict:
    """Return the content of the next message: header, metadata, content, each one fragment."""
    parts = [await asyncio.wait_for(wire.read_message(), 60) for _ in range(3)]
    assert parts[2] is not None, "The server closed the socket."
    return json.loads(parts[2])
