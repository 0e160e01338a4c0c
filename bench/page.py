"""What the Briefing costs its server and its visitor, against a bare Panel page with one text.

Run with `python bench/page.py [SITE]`; SITE is a folder that holds the sample's site already (it is
written to), or a new one, where it is made first. Prints one line per measurement with the ratio to
the bare page, both served in the same run. CPU-seconds are those of the server process alone.
"""

from __future__ import annotations

import asyncio
import csv
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import chromium
from serving import SITROOM
from visitor import Subject, message, opened, served

WARM_UPS = 4
SESSIONS = 20
ROUNDS = 3
VIEWERS = 20
UPDATES = 4
VISITS = 5
BARE = """
import signal, sys, threading
from functools import partial
import panel as pn
shown = []
def page():
    text = pn.pane.HTML("one text")
    shown.append((pn.state.curdoc, text))
    pn.state.curdoc.on_session_destroyed(lambda _: shown.remove(mine) if mine in shown else None)
    mine = shown[-1]
    return text
def update(*_):
    for doc, text in list(shown):
        doc.add_next_tick_callback(partial(setattr, text, "object", text.object + "."))
server = pn.serve(
    {"bare": page}, port=0, address="127.0.0.1", show=False, start=False, verbose=False,
    websocket_origin="*", unused_session_lifetime_milliseconds=120_000,
)
signal.signal(signal.SIGUSR1, update)
server.start()
print(f"http://127.0.0.1:{server.port}/", flush=True)
server.io_loop.start()
"""


def main(site: Path) -> None:
    """Serve both pages and print what sessions, updates and first paints cost on each."""
    from sitroom.demo import build
    from sitroom.ui.pages import pages

    if not (site / "published").is_dir():
        build(site, "en", until="0924")
    pictures = [card.slot for card in pages()["briefing"].cards if card.is_picture]
    serve = [*SITROOM, "serve", "--no-load", "--site", str(site), "--port", "0"]
    bare = [sys.executable, "-c", BARE]
    with (
        tempfile.TemporaryDirectory() as logs,
        served(serve, site, Path(logs, "briefing.log"), "briefing?lang=en", pictures) as ours,
        served(bare, site, Path(logs, "bare.log"), "bare") as floor,
    ):
        asyncio.run(_sessions(ours, floor))
        asyncio.run(_updates(ours, floor, loading(site)))
        _paints(ours, floor)


async def _sessions(briefing: Subject, bare: Subject) -> None:
    """Open sessions one after another, in turn on both servers, and close each."""
    used: dict[str, list[float]] = {briefing.address: [], bare.address: []}
    for part in (briefing, bare):
        await _open_and_close(part, WARM_UPS)
    for _ in range(ROUNDS):
        for part in (bare, briefing):
            before = part.cpu()
            await _open_and_close(part, SESSIONS)
            used[part.address].append((part.cpu() - before) / SESSIONS)
    ours, floor = median(used[briefing.address]), median(used[bare.address])
    _line("open a bare Panel session", f"{floor * 1000:7.1f} CPU-ms")
    _line("open a Briefing session", f"{ours * 1000:7.1f} CPU-ms", ours / floor)


async def _open_and_close(part: Subject, times: int) -> None:
    for _ in range(times):
        (await opened(part)).close()


def loading(site: Path) -> Callable[[int], None]:
    """Return what loads one new incident into the site and publishes it."""
    folder = Path(tempfile.mkdtemp(prefix="sitroom-bench-"))

    def load(turn: int) -> None:
        file = folder / f"update-{time.time_ns()}.csv"
        with file.open("w", newline="", encoding="utf-8") as handle:
            rows = csv.writer(handle)
            rows.writerow(["Incident no", "Title", "Incident type", "Level", "Status",
                           "Occurred at", "Reported at", "District"])  # fmt: skip
            rows.writerow([f"BENCH-{time.time_ns()}", f"Bench flood {turn}", "Flood", "IV",
                           "responding", "2026-07-12 09:20:00", "2026-07-12 09:21:00",
                           "Hedong"])  # fmt: skip
        subprocess.run(
            [*SITROOM, "load", str(file), "--site", str(site)], check=True, capture_output=True
        )
        file.unlink()

    return load


async def _updates(briefing: Subject, bare: Subject, load: Callable[[int], None]) -> None:
    """Publish with one viewer and with many: what is drawn once, and what each viewer adds."""

    def nudge(_turn: int) -> None:
        bare.process.send_signal(signal.SIGUSR1)

    _, floor = await _told(bare, VIEWERS, nudge)
    alone, loop_alone = await _told(briefing, 1, load)
    many, loop_many = await _told(briefing, VIEWERS, load)
    each, more = floor / VIEWERS, (loop_many - loop_alone) / (VIEWERS - 1)
    _line(f"bare: change one text, {VIEWERS} viewers, each", f"{each * 1000:7.1f} CPU-ms")
    _line("one publish, 1 viewer, all work", f"{alone * 1000:7.1f} CPU-ms")
    _line(f"one publish, {VIEWERS} viewers, all work", f"{many * 1000:7.1f} CPU-ms")
    _line("one publish, each viewer more", f"{more * 1000:7.1f} CPU-ms", more / each)


async def _told(part: Subject, viewers: int, change: Callable[[int], None]) -> tuple[float, float]:
    """Return CPU-seconds of one change that all viewers hear: of the process, of its loop."""
    wires = [await opened(part) for _ in range(viewers)]
    all_work, loop = 0.0, 0.0
    for turn in range(UPDATES + 1):
        await asyncio.sleep(2)
        before = part.cpu(), part.loop_cpu()
        heard = asyncio.gather(*(message(wire) for wire in wires))
        await asyncio.to_thread(change, turn)
        await heard
        await asyncio.sleep(1)
        # The first one warms up.
        if turn:
            all_work += part.cpu() - before[0]
            loop += part.loop_cpu() - before[1]
    for wire in wires:
        wire.close()
    return all_work / UPDATES, loop / UPDATES


def _paints(briefing: Subject, bare: Subject) -> None:
    """Open both pages in fresh browsers' contexts: nothing is in their caches."""
    from playwright.sync_api import sync_playwright

    path = chromium.find()
    if path is None:
        print(chromium.HOW)
        return
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=chromium.flags())
        visits = {part.address: [_visit(browser, part) for _ in range(VISITS)]
                  for part in (bare, briefing)}  # fmt: skip
        browser.close()
    floor = [median(column) for column in zip(*visits[bare.address], strict=True)]
    ours = [median(column) for column in zip(*visits[briefing.address], strict=True)]
    for what, unit, mine, least in zip(
        ("first paint", "live connection, pictures asked", "transferred"),
        ("ms", "ms", "kB"), ours, floor, strict=True,
    ):  # fmt: skip
        _line(f"bare page: {what}", f"{least:7.0f} {unit}")
        _line(f"Briefing: {what}", f"{mine:7.0f} {unit}", mine / least)


def _visit(browser, part: Subject) -> tuple[float, float, float]:
    """Return milliseconds to first paint and to the live connection, and kilobytes received."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page, received = context.new_page(), [0.0]
    tap = context.new_cdp_session(page)
    tap.send("Network.enable")

    def count(event: dict) -> None:
        received[0] += event["encodedDataLength"]

    tap.on("Network.loadingFinished", count)
    page.goto(part.address)
    live = (
        "document.documentElement.dataset.live === 'yes'"
        if part.pictures
        else "globalThis.Bokeh && Bokeh.documents.length > 0 && Bokeh.documents[0].is_idle"
    )
    page.wait_for_function(live, timeout=60_000)
    alive = page.evaluate("performance.now()")
    page.wait_for_timeout(1500)
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    painted = page.evaluate(paint)
    context.close()
    return painted, alive, received[0] / 1000


def _line(what: str, figure: str, ratio: float | None = None) -> None:
    print(f"{what:42} {figure:16} {f'{ratio:5.2f} × bare' if ratio else ''}".rstrip(), flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else Path(made) / "site")
