"""The loader process: loads what arrives, goes on after trouble, stops cleanly, runs alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sitroom.errors import Busy
from sitroom.schedule import Watch, keep_loading, run
from sitroom.settings import open_site
from sitroom.site import latest, pointer
from sitroom.store.record import open_record

NOON = datetime(2026, 7, 12, 4)
LOG = "Incident no,Title,Incident type,Level,Status,Occurred at\n"
ROW = "A-{0},Flooded underpass {0},Flood,III,responding,2026-07-12 08:{0:02d}\n"
SOURCE = '[[sources]]\nname = "log"\npath = "log/*.csv"\ndataset = "incident"\nevery = "10 min"\n'


def eventually(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


def incidents(folder: Path) -> int:
    if not pointer(folder):
        return -1
    return int(latest(folder).sql("SELECT count(*) AS n FROM core.incident")["n"][0])


@pytest.fixture
def logging_site(site: Path) -> Path:
    (site / "log").mkdir()
    settings = site / "sitroom.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SOURCE, encoding="utf-8")
    return site


class Loader:
    """A loader in a thread of this test."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.stop = threading.Event()
        self.thread = threading.Thread(
            target=run, args=(open_site(folder), self.stop, self.said.append)
        )
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        self.thread.join(timeout=30)
        assert not self.thread.is_alive()


@pytest.fixture
def loader(logging_site: Path) -> Iterator[Loader]:
    running = Loader(logging_site)
    eventually(lambda: pointer(logging_site) is not None)
    yield running
    running.end()


def test_a_new_file_is_loaded_and_published_as_soon_as_it_is_seen(logging_site, loader):
    (logging_site / "log" / "1.csv").write_text(LOG + ROW.format(1) + ROW.format(2))
    eventually(lambda: incidents(logging_site) == 2, 10)
    (logging_site / "log" / "2.csv").write_text(LOG + ROW.format(3))
    eventually(lambda: incidents(logging_site) == 3, 10)


def test_a_changed_file_is_loaded_again(logging_site, loader):
    file = logging_site / "log" / "1.csv"
    file.write_text(LOG + ROW.format(1))
    eventually(lambda: incidents(logging_site) == 1)
    file.write_text(LOG + ROW.format(1) + ROW.format(2))
    eventually(lambda: incidents(logging_site) == 2)


def test_a_file_in_the_inbox_needs_no_source(logging_site, loader):
    (logging_site / "inbox" / "calls.csv").write_text(LOG + ROW.format(7))
    eventually(lambda: incidents(logging_site) == 1)


def test_one_unreadable_file_does_not_stop_the_others(logging_site, loader):
    (logging_site / "log" / "1.csv").write_bytes(b"")
    (logging_site / "log" / "2.csv").write_text(LOG + ROW.format(1))
    eventually(lambda: incidents(logging_site) == 1)
    assert any("1.csv" in line for line in loader.said)


def test_a_changed_setting_is_taken_up_and_a_mistake_is_not(logging_site, loader):
    settings = logging_site / "sitroom.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(good + "nonsense = 1\n", encoding="utf-8")
    eventually(lambda: any("cannot be used" in line for line in loader.said))
    (logging_site / "more").mkdir()
    (logging_site / "more" / "1.csv").write_text(LOG + ROW.format(1))
    more = SOURCE.replace('"log', '"more')
    settings.write_text(f"{good}\n{more}", encoding="utf-8")
    eventually(lambda: incidents(logging_site) == 1)


def test_f07_f31_a_second_loader_is_refused_with_75(logging_site, loader):
    with pytest.raises(Busy) as refused:
        run(open_site(logging_site), threading.Event(), print)
    assert refused.value.exit_code == 75
    assert str(os.getpid()) in str(refused.value)


def test_the_record_is_free_after_the_loader_stopped(logging_site):
    first = Loader(logging_site)
    eventually(lambda: pointer(logging_site) is not None)
    first.end()
    with open_record(open_site(logging_site)):
        pass


def test_f40_a_loader_that_was_killed_is_started_again(logging_site):
    stop, said = threading.Event(), []
    keeper = keep_loading(logging_site, stop, said.append)
    lock = logging_site / "record" / "lock"
    try:
        eventually(lambda: lock.exists() and lock.read_text().strip().isdigit(), 60)
        eventually(lambda: pointer(logging_site) is not None, 60)
        os.kill(int(lock.read_text()), signal.SIGKILL)
        (logging_site / "log" / "1.csv").write_text(LOG + ROW.format(1))
        eventually(lambda: incidents(logging_site) == 1, 60)
        assert any("starting it again" in line for line in said)
    finally:
        stop.set()
        keeper.join(timeout=30)
    assert not keeper.is_alive()


def test_c29_a_growing_file_is_not_ripe(tmp_path: Path):
    watch, file = Watch(), tmp_path / "growing.csv"
    file.write_text("1")
    assert watch.ripe([file], NOON) == []
    file.write_text("12")
    assert watch.ripe([file], NOON) == []
    assert watch.ripe([file], NOON) == [file]


def test_a_file_is_ripe_once_and_a_failed_one_again_at_its_cadence(tmp_path: Path):
    watch, file = Watch(), tmp_path / "file.csv"
    file.write_text("1")
    watch.ripe([file], NOON)
    assert watch.ripe([file], NOON) == [file]
    watch.note(file, None, failed=True, now=NOON)
    assert watch.ripe([file], NOON + timedelta(minutes=9)) == []
    assert watch.ripe([file], NOON + timedelta(minutes=10)) == [file]
    watch.note(file, None, failed=False, now=NOON + timedelta(minutes=10))
    assert watch.ripe([file], NOON + timedelta(days=1)) == []
