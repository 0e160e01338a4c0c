"""How soon one new row is on 200 open screens: from the file in the inbox to every screen.

Run with `python bench/viewers.py [SITE]`; SITE holds the sample's site already (it is copied), else
one is made. A real server with its loader; screens are live connections held by this process, which
looks for the row's title in the bytes it is sent and does nothing more, so that what is measured is
the server. A browser then draws what it was sent in its own time, on its own machine.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import psutil
from tornado.websocket import WebSocketClientConnection
from visitor import Subject, opened, served

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from serving import SITROOM

VIEWERS = 200
TURNS = 8
AIM = 1.0
HEAD = "Incident no,Title,Incident type,Level,Status,Occurred at,Reported at,District"


@dataclass(frozen=True)
class Turn:
    """Seconds of one row's way, and CPU-seconds of who carried it."""

    published: float
    screens: tuple[float, ...]
    server: float
    loader: float
    client: float


def main(site: Path | None) -> None:
    """Serve a copy of the site, open the screens, drop rows, print how long each part took."""
    from sitroom import demo
    from sitroom.ui.pages import pages

    with tempfile.TemporaryDirectory() as made:
        own = Path(made, "site")
        if site is None:
            demo.build(own, "en", until="0924")
        else:
            shutil.copytree(site, own)
        # The day's next files must not arrive meanwhile; its clock runs, as a real one does.
        (own / demo.STATE).unlink(missing_ok=True)
        demo.set_time(own, "0924", 1.0)
        pictures = [card.slot for card in pages()["briefing"].cards if card.is_picture]
        command = [*SITROOM, "serve", "--site", str(own), "--port", "0"]
        with served(command, own, Path(made, "log"), "briefing?lang=en", pictures) as briefing:
            turns = asyncio.run(_all_turns(own, briefing))
    _print(turns)


def _print(turns: list[Turn]) -> None:
    every = [taken for turn in turns for taken in turn.screens]
    p95 = quantiles(every, n=20)[-1]
    print(
        f"{VIEWERS} screens, {TURNS} rows, the file's arrival to           p50      p95      most"
    )
    _line("published", [turn.published for turn in turns])
    _line("the first screen", [min(turn.screens) for turn in turns])
    _line("every screen", every)
    _line(
        "every screen, from published", [t - turn.published for turn in turns for t in turn.screens]
    )
    print(f"CPU-s of a row: server {median(t.server for t in turns):.2f}, loader and its worker"
          f" {median(t.loader for t in turns):.2f}, all these screens {median(t.client for t in turns):.2f}")  # fmt: skip
    print(f"aim: p95 of every screen {AIM:.2f} s: {'kept' if p95 <= AIM else 'missed'}")


def _line(what: str, seconds: list[float]) -> None:
    p95 = quantiles(seconds, n=20, method="inclusive")[-1]
    print(f"  {what:44} {median(seconds):6.2f} s {p95:6.2f} s {max(seconds):6.2f} s")


async def _all_turns(site: Path, briefing: Subject) -> list[Turn]:
    wires = [await opened(briefing) for _ in range(VIEWERS)]
    turns = [await _turn(site, briefing, wires, number) for number in range(TURNS + 1)]
    for wire in wires:
        wire.close()
    return turns[1:]  # the first one warms up


async def _turn(
    site: Path, briefing: Subject, wires: list[WebSocketClientConnection], number: int
) -> Turn:
    await asyncio.sleep(4 + 0.13 * number)
    title = f"Bench flood {number} {time.time_ns()}"
    before, own = _cpu(briefing.process), time.process_time()
    begun = time.time()
    _drop(site, title)
    seen = await asyncio.gather(*(_sees(wire, title.encode()) for wire in wires))
    client = time.process_time() - own
    published = (site / "published" / "current").stat().st_mtime
    await asyncio.sleep(1.5)
    after = _cpu(briefing.process)
    return Turn(
        published - begun,
        tuple(at - begun for at in seen),
        after[0] - before[0],
        after[1] - before[1],
        client,
    )


async def _sees(wire: WebSocketClientConnection, title: bytes) -> float:
    """Return when the title came; two turns of different number never share one."""
    wanted = title.decode()
    while wanted not in (said := await asyncio.wait_for(wire.read_message(), 60) or ""):
        assert said, "The server closed the socket."
    return time.time()


def _cpu(server: psutil.Process) -> tuple[float, float]:
    """Return the CPU-seconds of the server, and of the loader and its workers."""
    below = server.children(recursive=True)
    return _used(server), sum(_used(one) for one in below)


def _used(process: psutil.Process) -> float:
    try:
        used = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return used.user + used.system + used.children_user + used.children_system


def _drop(site: Path, title: str) -> None:
    """Put a file with one incident into the inbox, complete from the start."""
    at = "2026-07-12 09:20:00"
    row = f"N-{time.time_ns()},{title},Flood,I,responding,{at},{at},Hedong"
    file = site / "inbox" / f"{time.time_ns()}.csv"
    fresh = file.with_name("." + file.name)
    fresh.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    fresh.replace(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None)
