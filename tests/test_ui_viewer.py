"""Viewers of a real server: told together, by one message, of the newest; nothing stays behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from visitor import Subject, ask, message, opened

from sitroom.load import load_file
from sitroom.settings import open_site
from sitroom.store.publish import publish
from sitroom.store.record import open_record
from sitroom.ui import content as contents
from sitroom.ui import reads
from sitroom.ui.viewer import Viewer

VIEWERS = 5
# Everything that is kept for later is at its most by then.
FILLED, MANY = 20, 45
HELD = ("Viewer", "State", "Content", "Moment", "Published", "Wire", "Document", "ServerSession",
        "ServerConnection", "NextTickCallback", "DataFrame", "patch_doc", "Reader")  # fmt: skip
LOG = "Incident no,Title,Level,Occurred at,Status\nM-1,Flood,II,2026-07-12 09:00,responding\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one incident, published."""
    from sitroom.newsite import make_site

    folder = make_site(tmp_path_factory.mktemp("viewers") / "site")
    log = folder / "log.csv"
    log.write_text(LOG, encoding="utf-8")
    settings = open_site(folder)
    with open_record(settings) as record:
        load_file(settings, record, log)
        publish(settings, record)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The site served in a thread of this process, whose objects can be counted; read once."""
    known: dict[str, Any] = {}

    def read(moment: Any, names: list[str], ahead: Any = ()) -> dict[str, Any]:
        missing = [name for name in names if name not in known]
        known.update(reads.read(moment, missing) if missing else {})
        return {name: known[name] for name in names}

    ready, served = threading.Event(), []

    def run() -> None:
        from sitroom.ui.server import make_server

        asyncio.set_event_loop(asyncio.new_event_loop())
        server = make_server(open_site(folder), "127.0.0.1", 0, read=read)
        served.extend([server.io_loop, f"http://127.0.0.1:{server.port}/"])
        server.start()
        ready.set()
        server.io_loop.start()
        server.stop(wait=False)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(120)
    yield served[1]
    for watching in threading.enumerate():
        if watching.name == "sitroom-watch":
            watching.stop()  # pyright: ignore[reportAttributeAccessIssue]
    served[0].add_callback(served[0].stop)
    thread.join(30)


def publish_again(folder: Path) -> int:
    """Publish the same facts under the next number, as a loader would, and retire an old one."""
    published = folder / "published"
    pointer = json.loads((published / "current").read_text(encoding="utf-8"))
    number = pointer["number"] + 1
    os.link(published / f"{number - 1:06d}.duckdb", published / f"{number:06d}.duckdb")
    fresh = published / "current.new"
    fresh.write_text(json.dumps(pointer | {"number": number}), encoding="utf-8")
    fresh.replace(published / "current")
    (published / f"{number - 2:06d}.duckdb").unlink(missing_ok=True)
    return number


def run_apart(talk: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread: a browser that an earlier test opened keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, talk).result()


def page(address: str, name: str) -> Subject:
    return Subject(f"{address}{name}?lang=en", psutil.Process(), [])


async def told(wire: Any, number: int) -> dict[str, Any]:
    """Return the next message that is of the published file `number`; others are passed over."""
    while True:
        events = (await asyncio.wait_for(message(wire), 20)).get("events", ())
        for said in (json.loads(event["new"]) for event in events):
            if said["tag"].startswith(f"{number}@"):
                return said


def test_a_filter_changed_during_a_publication_shows_the_newest(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go, make = threading.Event(), threading.Event(), contents.content

    def slow(live: Any, asked: Any, moment: Any) -> contents.Content:
        made = make(live, asked, moment)
        if asked.filter and not reached.is_set():
            reached.set()
            go.wait(30)
        return made

    monkeypatch.setattr(contents, "content", slow)

    async def follow() -> None:
        wire = await opened(page(address, "incidents"))
        await ask(wire, "wire", {"address": "?lang=en&level=2"})
        assert await asyncio.to_thread(reached.wait, 30)
        number = publish_again(folder)
        before = await told(wire, number)
        go.set()
        # First what was being made, then at once the same of what came meanwhile.
        after = await told(wire, number)
        assert before["tag"] != after["tag"]
        wire.close()

    run_apart(follow())


def test_one_viewer_that_cannot_be_told_keeps_no_other_waiting(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[Viewer] = []
    refresh = Viewer.refresh

    def fails_once(viewer: Viewer, *what: Any) -> None:
        # Whoever has gone meanwhile, as the other tests' viewers, is told for a while.
        if not failed and viewer.page == "sources":
            failed.append(viewer)
            raise RuntimeError("this one viewer fails")
        refresh(viewer, *what)

    async def follow() -> None:
        wires = [await opened(page(address, "sources")) for _ in range(2)]
        monkeypatch.setattr(Viewer, "refresh", fails_once)
        number = publish_again(folder)
        waiting = [asyncio.ensure_future(told(wire, number)) for wire in wires]
        done, others = await asyncio.wait(waiting, timeout=20, return_when="FIRST_COMPLETED")
        assert len(done) == len(others) == len(failed) == 1
        for waits in others:
            waits.cancel()
        number = publish_again(folder)
        assert all([await told(wire, number) for wire in wires])
        for wire in wires:
            wire.close()

    run_apart(follow())


def test_viewers_of_one_screen_are_sent_one_message(folder: Path, address: str) -> None:
    async def follow() -> list[list[str]]:
        wires = [await opened(page(address, "briefing")) for _ in range(VIEWERS)]
        publish_again(folder)
        parts = [[await asyncio.wait_for(w.read_message(), 20) for _ in range(3)] for w in wires]
        for wire in wires:
            wire.close()
        return parts

    sent = run_apart(follow())
    # The header's own number included: it was made once.
    assert all(parts == sent[0] for parts in sent)
    assert '"attr":"push"' in sent[0][2]


def test_what_a_server_holds_does_not_grow_with_publications(folder: Path, address: str) -> None:
    some, many = run_apart(followed(folder, address))
    assert some["Wire"] >= VIEWERS
    grown = {kind: (some[kind], many[kind]) for kind in HELD if many[kind] > some[kind] + 3}
    assert grown == {}
    megabytes = (many["bytes"] - some["bytes"]) / 1e6
    print(f"{MANY - FILLED} publications, {VIEWERS} screens: {megabytes:+.1f} MB")
    assert megabytes < 20


async def followed(folder: Path, address: str) -> tuple[Counter, Counter]:
    """Hold screens open over many publications; return what is held after some and after all."""
    wires = [await opened(page(address, "briefing")) for _ in range(VIEWERS)]
    some = Counter()
    for turn in range(MANY):
        number = publish_again(folder)
        for wire in wires:
            await told(wire, number)
        if turn == FILLED:
            some = held()
    many = held()
    for wire in wires:
        wire.close()
    return some, many


def held() -> Counter:
    """How many objects of each kind there are, and the bytes of this process."""
    gc.collect()
    found = Counter(type(one).__name__ for one in gc.get_objects())
    found["bytes"] = psutil.Process().memory_info().rss
    return found
