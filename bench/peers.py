"""What the Briefing costs beside the same page in Streamlit and in Dash (`bench/peers/`).

Run with `python bench/peers.py [SITE]`; SITE holds the sample's site (it is copied), else one is
made. Each page has its own copy, its own server and a real browser, one after the other. CPU is
that of the server with its children; `sitroom load` that publishes the new row is not counted.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import chromium
from serving import SITROOM

HERE = Path(__file__).parent / "peers"
AS_OF = "2026-07-12 01:24:00"
VISITS, VIEWERS, UPDATES, IDLE_SECONDS, SETTLE_SECONDS = 5, 5, 3, 8.0, 5.0
HEAD = "Incident no,Title,Incident type,Level,Status,Occurred at,Reported at,District"


@dataclass(frozen=True)
class Peer:
    """A page under measurement: how to serve it, and where its figure of level I stands."""

    name: str
    page: str
    figure: str

    def command(self, site: Path, port: int, programs: Path) -> list[str]:
        """Return what serves the page on the port."""
        if self.name == "sitroom":
            return [*SITROOM, "serve", "--no-load", "--site", str(site), "--port", str(port)]
        if self.name == "Streamlit":
            told = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true",
                    "server.fileWatcherType": "none", "browser.gatherUsageStats": "false"}  # fmt: skip
            options = [part for key, value in told.items() for part in (f"--{key}", str(value))]
            return [str(programs / "streamlit"), "run", str(HERE / "streamlit_app.py"), *options]
        return [str(programs / "gunicorn"), "dash_app:server", "--chdir", str(HERE),
                "--workers", "1", "--threads", "8", "--bind", f"127.0.0.1:{port}"]  # fmt: skip


PEERS = (
    Peer("sitroom", "briefing?lang=en", ".level b"),
    Peer("Streamlit", "", "[data-testid=stMetricValue]"),
    Peer("Dash", "", "#level-1"),
)
Figures = dict[str, float]


def main(sample: Path | None) -> None:
    """Measure every page and print them side by side."""
    from playwright.sync_api import sync_playwright

    path = chromium.find()
    if path is None:
        sys.exit(chromium.HOW)
    programs = _installed()
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as made, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=chromium.flags())
        for peer in PEERS:
            site = _site(Path(made, peer.name), sample)
            with _served(peer, site, programs) as (address, server):
                found[peer.name] = _opening(browser, address, peer, server)
                found[peer.name] |= _following(browser, address, peer, server, site)
        browser.close()
    _print(found, programs)


def _print(found: dict[str, Figures], programs: Path) -> None:
    names = list(found)
    print(f"{'':44}" + "".join(f"{name:>22}" for name in names))
    for what in found[names[0]]:
        ours = found[names[0]][what]
        cells = (f"{one[what]:10.1f} {f'{one[what] / ours:8.2f} ×' if ours else '':>11}"
                 for one in found.values())  # fmt: skip
        print(f"{what:44}" + "".join(cells))
    listed = subprocess.run([str(programs / "python"), "-c", VERSIONS], check=True,
                            capture_output=True, text=True)  # fmt: skip
    print(listed.stdout.strip())


VERSIONS = (
    "from importlib.metadata import version as v; "
    "print(', '.join(f'{n} {v(n)}' for n in ('streamlit', 'dash', 'gunicorn', 'duckdb', 'pandas')))"
)


def _installed() -> Path:
    """Return the folder of the peers' programs, installed once beside other temporary files."""
    wanted = HERE / "requirements.txt"
    mark = hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]
    folder = Path(os.environ.get("PEERS_VENV") or Path(tempfile.gettempdir(), f"peers-{mark}"))
    programs = folder / "bin"
    if not (programs / "streamlit").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(programs / "python"), "-m", "pip", "install", "-q", "-r", str(wanted)]
        subprocess.run(install, check=True)
    return programs


def _site(folder: Path, sample: Path | None) -> Path:
    from sitroom import demo

    if sample:
        shutil.copytree(sample, folder)
    else:
        demo.build(folder, "en", until="0924")
    (folder / demo.STATE).unlink(missing_ok=True)
    return folder


@contextmanager
def _served(peer: Peer, site: Path, programs: Path) -> Iterator[tuple[str, psutil.Process]]:
    from sitroom.ui.server import free_port

    port = free_port("127.0.0.1")
    told = os.environ | {"PEERS_SITE": str(site), "PEERS_AS_OF": AS_OF}
    with (site.parent / f"{peer.name}.log").open("w") as log:
        command = peer.command(site, port, programs)
        process = subprocess.Popen(command, env=told, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}/{peer.page}"
            _wait_for(address, process)
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(address, timeout=10).close()
            return
        except OSError:
            # Not there yet, or there and still making its first page.
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer.")


def _opening(browser, address: str, peer: Peer, server: psutil.Process) -> Figures:
    """Open the page in fresh contexts, the first to warm up, and close each."""
    _visit(browser, address, peer)
    before, visits = _cpu(server), []
    for _ in range(VISITS):
        visits.append(_visit(browser, address, peer))
    used = (_cpu(server) - before) / VISITS
    painted, told, kilobytes, requests = (median(column) for column in zip(*visits, strict=True))
    return {
        "open a session, CPU-ms of the server": used * 1000,
        "first paint, ms": painted,
        "first figure on the screen, ms": told,
        "received, kB": kilobytes,
        "requests": requests,
    }


def _visit(browser, address: str, peer: Peer) -> tuple[float, float, float, float]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page, received, asked = context.new_page(), [0.0], [0]
    tap = context.new_cdp_session(page)
    tap.send("Network.enable")

    def count(event: dict) -> None:
        received[0] += event["encodedDataLength"]
        asked[0] += 1

    def frame(event: dict) -> None:
        received[0] += len(event["response"]["payloadData"])

    tap.on("Network.loadingFinished", count)
    tap.on("Network.webSocketFrameReceived", frame)
    page.goto(address)
    page.wait_for_function("figure => document.querySelector(figure)?.textContent.trim()",
                           arg=peer.figure, timeout=60_000)  # fmt: skip
    told = page.evaluate("performance.now()")
    page.wait_for_timeout(1500)
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    painted = page.evaluate(paint)
    context.close()
    return painted, told, received[0] / 1000, asked[0]


# Notes when the figure says something else than at first.
NOTES = """figure => {
  const told = () => document.querySelector(figure)?.textContent.trim();
  const before = told();
  globalThis.seenAt = 0;
  const look = setInterval(() => {
    if (told() && told() !== before) { globalThis.seenAt = Date.now(); clearInterval(look); }
  }, 20);
}"""


def _following(browser, address: str, peer: Peer, server: psutil.Process, site: Path) -> Figures:
    """Hold the page open in several contexts, and publish one row a few times."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    pages = [context.new_page() for _ in range(VIEWERS)]
    for page in pages:
        page.goto(address)
        page.wait_for_function("figure => document.querySelector(figure)?.textContent.trim()",
                               arg=peer.figure, timeout=60_000)  # fmt: skip
    time.sleep(3)
    before = _cpu(server)
    time.sleep(IDLE_SECONDS)
    idle = (_cpu(server) - before) / IDLE_SECONDS
    used, took = [], []
    for turn in range(UPDATES):
        for page in pages:
            page.evaluate(NOTES, peer.figure)
        before, begun = _cpu(server), time.monotonic()
        published = _publish(site, turn)
        for page in pages:
            page.wait_for_function("globalThis.seenAt", timeout=60_000)
        took += [page.evaluate("globalThis.seenAt") / 1000 - published for page in pages]
        time.sleep(SETTLE_SECONDS)
        used.append(_cpu(server) - before - idle * (time.monotonic() - begun))
    context.close()
    return {
        "nothing new, CPU-ms of a second and viewer": idle / VIEWERS * 1000,
        "an update, CPU-ms of a viewer": max(median(used), 0) / VIEWERS * 1000,
        "published until on the screen, ms": median(took) * 1000,
    }


def _publish(site: Path, turn: int) -> float:
    """Load one incident of level I and return when it was published."""
    file = site / f"peers-{turn}.csv"
    at = "2026-07-12 09:20:00"
    row = f"P-{time.time_ns()},Bench flood {turn},Flood,I,responding,{at},{at},Hedong"
    file.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    command = [*SITROOM, "load", str(file), "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)
    return (site / "published" / "current").stat().st_mtime


def _cpu(server: psutil.Process) -> float:
    total = 0.0
    for process in (server, *server.children(recursive=True)):
        used = process.cpu_times()
        total += used.user + used.system
    return total


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None)
