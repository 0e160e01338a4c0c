"""Loader, server with two processes and a notebook's reader at work together: nobody waits."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest
from serving import SITROOM, Served, serving

from sitroom.site import latest, pointer

pytestmark = pytest.mark.slow

SECONDS = 300 if os.environ.get("SITROOM_LONG") == "1" else 40
LOAD_EVERY = 2.0
ROWS = 5
LOCKED = ("Could not set lock", "Conflicting lock", "database is locked", "IO Error", "Traceback")
HEADER = [
    "事件编号",
    "事件名称",
    "事件类型",
    "事件等级",
    "发生时间",
    "接报时间",
    "所属区县",
    "事件状态",
]
READER = """
import json, sys, time
import sitroom
while True:
    site = sitroom.open(sys.argv[1])
    number = site.published.number
    print(json.dumps([number, len(site.open_incidents())]), flush=True)
    time.sleep(0.3)
"""


@dataclass(frozen=True)
class Seen:
    """What one opened Briefing showed: the published number and what three cards count."""

    number: int
    by_level: dict[str, int]
    listed: dict[str, int]
    noted: int


def test_loader_server_and_reader_work_together(site: Path, tmp_path: Path) -> None:
    first = _drop(tmp_path, 0)
    subprocess.run([*SITROOM, "load", str(first), "--site", str(site)], check=True)
    serve = [*SITROOM, "serve", "--site", str(site), "--port", "0", "--processes", "2"]
    with (
        serving(site, tmp_path / "server.log", serve) as served,
        _reading(site, tmp_path / "reader.log") as reader,
        _loading(site) as dropped,
    ):
        seen = _watched(served, SECONDS)
        assert served.is_well(), served.said()
        assert reader.poll() is None, (tmp_path / "reader.log").read_text(encoding="utf-8")
    said = (tmp_path / "reader.log").read_text(encoding="utf-8")
    answers = (tmp_path / "reader.out").read_text(encoding="utf-8")
    # The reader was ended at an arbitrary moment: its last line may be half a line.
    read = [json.loads(line) for line in answers.split("\n")[:-1]]
    assert not [word for word in LOCKED if word in said + served.said()], said + served.said()
    _nobody_disagrees(seen)
    _only_rises([number for number, _ in read])
    _only_rises([count for _, count in read])
    loads = latest(site).sql("SELECT status FROM core.load")
    print(
        f"{SECONDS} s: {len(dropped)} files dropped, {len(loads)} loads, published"
        f" {pointer(site)}, {len(read)} reads, {len(seen)} screens of"
        f" {len({screen.number for screen in seen})} publications"
    )
    assert set(loads.status) == {"loaded"}
    assert read[-1][0] > read[0][0] and read[-1][1] > read[0][1]


def _nobody_disagrees(seen: list[Seen]) -> None:
    assert len({screen.number for screen in seen}) > 3
    for screen in seen:
        assert {k: n for k, n in screen.by_level.items() if n} == screen.listed, screen
        assert screen.noted == sum(screen.listed.values()), screen


def _only_rises(numbers: list[int]) -> None:
    assert numbers and numbers == sorted(numbers)


def _watched(served: Served, seconds: float) -> list[Seen]:
    """Open the Briefing again and again; every answer must come, from whichever process."""
    end, seen = time.monotonic() + seconds, []
    while time.monotonic() < end:
        seen.append(_screen(served))
        time.sleep(0.5)
    return seen


def _screen(served: Served) -> Seen:
    with urlopen(f"{served.address}briefing?lang=en", timeout=30) as answer:
        page = answer.read().decode("utf-8")
    found = re.search(r'<script[^>]*id="shell"[^>]*>(.*?)</script>', page, re.S)
    assert found, page[:2000]
    first = json.loads(found[1])["first"]
    blocks = first["blocks"]
    assert not [slot for slot, block in blocks.items() if block["kind"] == "broken"], blocks
    counts = {str(i["level"]): int(i["count"]) for i in blocks["levels"]["items"]}
    noted = re.match(r"\d+", blocks["incidents"]["note"])
    return Seen(
        number=int(first["tag"].partition("@")[0]),
        by_level=counts,
        listed=blocks["incidents"]["by_level"],
        noted=int(noted[0]) if noted else 0,
    )


@contextmanager
def _reading(folder: Path, log: Path) -> Iterator[subprocess.Popen]:
    """Read through `sitroom.open` in a loop, as a notebook in a process of its own."""
    with log.open("w") as errors, log.with_suffix(".out").open("w") as answers:
        command = [sys.executable, "-c", READER, str(folder)]
        reader = subprocess.Popen(command, stdout=answers, stderr=errors)
        try:
            yield reader
        finally:
            reader.send_signal(signal.SIGKILL)
            reader.wait()


@contextmanager
def _loading(folder: Path) -> Iterator[list[Path]]:
    """Drop a small file into the inbox every now and then until the block ends."""
    stop, dropped = threading.Event(), []

    def drop() -> None:
        while not stop.wait(LOAD_EVERY):
            dropped.append(_drop(folder, len(dropped) + 1))

    thread = threading.Thread(target=drop)
    thread.start()
    try:
        yield dropped
    finally:
        stop.set()
        thread.join()


def _drop(folder: Path, turn: int) -> Path:
    """Write a log of new open incidents, numbered on from the file before, into the inbox."""
    file = folder / "inbox" / f"log-{turn:04d}.csv"
    file.parent.mkdir(exist_ok=True)
    part = file.with_name(f".{file.name}")
    at = f"{datetime.now(UTC) + timedelta(hours=8) - timedelta(minutes=5):%Y-%m-%d %H:%M:%S}"
    with part.open("w", newline="", encoding="utf-8") as handle:
        rows = csv.writer(handle)
        rows.writerow(HEADER)
        for number in range(turn * ROWS, (turn + 1) * ROWS):
            level = "ⅠⅡⅢⅣ"[number % 4] + "级"
            name = f"事件{number}"
            rows.writerow([f"T-{number:05d}", name, "洪涝", level, at, at, "河东区", "处置中"])
    return part.replace(file)
