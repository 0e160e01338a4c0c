"""A real server and loader, started as a person would and ended with the test."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

SITROOM = [sys.executable, "-m", "sitroom"]


@dataclass
class Served:
    """A site that is being served: its folder, its address, and what its processes said."""

    folder: Path
    address: str
    process: subprocess.Popen
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def health(self) -> dict:
        with urlopen(f"{self.address}healthz", timeout=10) as answer:
            return json.load(answer)

    def is_well(self) -> bool:
        bad = ("Traceback", "IO Error", "Could not set lock")
        return self.process.poll() is None and not any(word in self.said() for word in bad)


@contextmanager
def serving(
    folder: Path, log: Path, command: Sequence[str] | None = None, seconds: float = 240
) -> Iterator[Served]:
    """Serve a site on a free port until the block ends; fail when no address comes in time."""
    command = command or [*SITROOM, "serve", "--site", str(folder), "--port", "0"]
    out = log.with_suffix(".out")
    with log.open("w") as errors, out.open("w") as answers:
        process = subprocess.Popen(command, stdout=answers, stderr=errors)
        try:
            address = _address(process, out, log, seconds)
            yield Served(folder, address, process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen, out: Path, log: Path, seconds: float) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        said = out.read_text(encoding="utf-8").strip()
        if said.startswith("http") and said.endswith("/"):
            return said.splitlines()[-1]
        time.sleep(0.1)
    raise AssertionError(f"No address within {seconds} s.\n{log.read_text(encoding='utf-8')}")
