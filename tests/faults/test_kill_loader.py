"""A loader killed at any moment leaves whole loads, an intact published file, and goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from incident_csv import write

from sitroom.site import at, pointer

pytestmark = pytest.mark.slow

KILLS = 20
ROWS = 70_000
FIRST = 1_000
WHOLE = """
    SELECT l.load_id, l.rows_read, l.rows_inserted, l.rows_rejected,
      (SELECT count(*) FROM core.incident i WHERE i.load_id = l.load_id) AS there,
      (SELECT count(DISTINCT row_no) FROM core.rejected_row r WHERE r.load_id = l.load_id) AS aside
    FROM core.load l WHERE l.status = 'loaded'
"""


def test_f01_a_killed_loader_never_shows_half_a_load(site: Path, tmp_path: Path) -> None:
    first, big = write(tmp_path / "first.csv", FIRST), write(tmp_path / "big.csv", ROWS)
    started = time.monotonic()
    assert _load(site, first).wait() == 3  # the bench file holds bad rows on purpose
    whole = _seconds_of_a_load(tmp_path, big)
    chance = random.Random(20)
    for _ in range(KILLS):
        loader = _load(site, big)
        time.sleep(chance.uniform(0, whole))
        _kill(loader)
        _everything_is_whole(site)
    assert _load(site, big).wait() == 3
    assert _everything_is_whole(site) == FIRST + ROWS
    assert time.monotonic() - started < 600


def _everything_is_whole(folder: Path) -> int:
    """Check every load that the published file shows; return how many rows they read."""
    current = pointer(folder)
    assert current is not None
    loads = at(folder, current[0]).sql(WHOLE)
    assert (loads.rows_inserted == loads.there).all()
    assert (loads.rows_rejected == loads.aside).all()
    assert (loads.rows_read == loads.rows_inserted + loads.rows_rejected).all()
    assert set(loads.rows_read) <= {FIRST, ROWS}
    assert loads.rows_read.is_unique
    return int(loads.rows_read.sum())


def _seconds_of_a_load(tmp_path: Path, big: Path) -> float:
    """Return how long one undisturbed load takes here, so that kills fall everywhere in it."""
    trial = tmp_path / "trial"
    trial.mkdir()
    begun = time.monotonic()
    assert _load(trial, big).wait() == 3
    return time.monotonic() - begun


def _load(folder: Path, file: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "sitroom", "load", str(file), "--site", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _kill(loader: subprocess.Popen) -> None:
    with suppress(ProcessLookupError):
        os.killpg(loader.pid, signal.SIGKILL)
    loader.wait()
