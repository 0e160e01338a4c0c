"""How soon one new row is on every open screen of a site that holds a million incidents.

Run with `python bench/update.py [ROWS]`. A real server with its loader, viewers that hold the
Briefing open, and a one-row file dropped into the inbox: the seconds until each viewer was sent it.
The site is made once and kept in the machine's temporary folder; each run works on a copy.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import psutil
from incident_csv import write
from load import LOAD
from visitor import Subject, message, opened

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from serving import SITROOM, serving

VIEWERS = 10
TURNS = 5
HEAD = "Incident no,Title,Incident type,Level,Status,Occurred at,Reported at,District"
AIM = 2.0


def main(rows: int) -> None:
    """Build the site, serve it, drop rows and print how long each took to be seen by all."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        site = Path(shutil.copytree(_kept(rows), folder / "site"))
        command = [*SITROOM, "serve", "--site", str(site), "--port", "0"]
        with serving(site, folder / "serve.log", command) as served:
            process = psutil.Process(served.process.pid)
            briefing = Subject(f"{served.address}briefing?lang=en", process, [])
            took = asyncio.run(_all_turns(site, briefing))
    print(
        f"{rows:,} incidents, {VIEWERS} screens: one row seen by all after"
        f" {median(took):.2f} s (median of {TURNS}), {max(took):.2f} s at most; aim {AIM:.0f} s"
    )


def _kept(rows: int) -> Path:
    """Return a site that holds so many incidents, made when the tables or the makers changed."""
    from sitroom.newsite import make_site
    from sitroom.store.schema import fingerprint

    made_by = Path(__file__).with_name("incident_csv.py").read_bytes()
    name = f"{rows}-{fingerprint()}-{hashlib.sha256(made_by).hexdigest()[:8]}"
    kept = Path(tempfile.gettempdir()) / f"sitroom-bench-{os.getuid()}" / name
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            log = write(Path(folder) / "log.csv", rows)
            site = make_site(Path(folder) / "site")
            subprocess.run([sys.executable, "-c", LOAD, str(log), str(site)], check=True)
            site.rename(kept)
    return kept


async def _all_turns(site: Path, briefing: Subject) -> list[float]:
    wires = [await opened(briefing) for _ in range(VIEWERS)]
    took = []
    for turn in range(TURNS + 1):
        await asyncio.sleep(3)
        title = f"Bench flood {turn} {time.time_ns()}"
        begun = time.monotonic()
        _drop(site, title)
        await asyncio.gather(*(_sees(wire, title) for wire in wires))
        took.append(time.monotonic() - begun)
    for wire in wires:
        wire.close()
    return took[1:]  # the first one warms up


def _drop(site: Path, title: str) -> None:
    """Put a file with one incident of this minute into the inbox, complete from the start."""
    at = datetime.now(UTC) + timedelta(hours=8) - timedelta(minutes=2)
    row = f"N-{time.time_ns()},{title},Flood,I,responding,{at:%Y-%m-%d %H:%M:%S},{at:%Y-%m-%d %H:%M:%S},Hedong"
    file = site / "inbox" / f"{time.time_ns()}.csv"
    file.parent.mkdir(exist_ok=True)
    fresh = file.with_name("." + file.name)
    fresh.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    fresh.replace(file)


async def _sees(wire, title: str) -> None:
    while title not in json.dumps(await message(wire)):
        pass


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
