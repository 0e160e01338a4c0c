"""The loader process: loads what arrives, goes on after trouble, stops cleanly, runs alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from sitroom import listing, schedule
from sitroom.alive import ALIVE, Heart, is_missed
from sitroom.errors import Busy
from sitroom.listing import Listings
from sitroom.newsite import make_site
from sitroom.schedule import Watch, keep_loading, run
from sitroom.settings import Source, open_site
from sitroom.site import latest, pointer
from sitroom.sources import files_of, folders_of
from sitroom.store.record import open_record

LONG_AGO = 1_000_000_000
NOON = datetime(2026, 7, 12, 4)
LOG = "Incident no,Title,Incident type,Level,Status,Occurred at\n"
ROW = "A-{0},Flooded underpass {0},Flood,III,responding,2026-07-12 08:{0:02d}\n"
SOURCE = '[[sources]]\nname = "log"\npath = "log/*.csv"\ndataset = "incident"\nevery = "10 min"\n'


def eventually(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


def looks(folder: Path, many: int) -> None:
    """Wait until the loader has looked so many times."""
    alive, seen = folder / ALIVE, set[int]()
    eventually(lambda: not seen.add(alive.stat().st_mtime_ns) and len(seen) > many)


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
    eventually(lambda: any("1.csv" in line for line in loader.said))


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


def test_an_idle_loader_lists_nothing_and_asks_the_record_nothing(
    logging_site, loader, monkeypatch
):
    """What an idle look costs grows with neither the files nor the sources: it only takes stamps."""
    (logging_site / "log" / "1.csv").write_text(LOG + ROW.format(1))
    eventually(lambda: incidents(logging_site) == 1)
    monkeypatch.setattr(listing, "AGAIN_AFTER", 1e9)
    for folder in (logging_site / "log", logging_site / "inbox", logging_site):
        os.utime(folder, (LONG_AGO, LONG_AGO))
    looks(logging_site, 3)
    asked: list[str] = []
    for name in ("files_of", "is_meant", "take_up", "learn", "load_file", "publish"):
        real = getattr(schedule, name)
        monkeypatch.setattr(schedule, name, lambda *a, _n=name, _r=real: asked.append(_n) or _r(*a))
    looks(logging_site, 5)
    assert not asked
    (logging_site / "log" / "2.csv").write_text(LOG + ROW.format(2))
    eventually(lambda: incidents(logging_site) == 2, 10)
    assert {"files_of", "load_file", "publish"} <= set(asked)


def test_what_moves_in_any_folder_of_a_pattern_is_listed_again(tmp_path: Path):
    site = open_site(make_site(tmp_path))
    source = Source("deep", path="far/*/in/*.csv")
    listings, long_ago = Listings(), count(LONG_AGO)

    def listed() -> list[str]:
        files = listings.files(
            source.path, lambda: folders_of(site, source), lambda: files_of(site, source)
        )
        return [file.parent.parent.name + file.name for file in files]

    def nothing_moves() -> None:
        once = next(long_ago)
        for folder in (p for p in [tmp_path, *tmp_path.rglob("*")] if p.is_dir()):
            os.utime(folder, (once, once))
        listed()
        made = listings.made
        listed()
        assert listings.made == made

    nothing_moves()
    for district in ("east", "west"):
        inside = tmp_path / "far" / district / "in"
        inside.mkdir(parents=True)
        nothing_moves()
        (inside / "1.csv").write_text("1")
        assert f"{district}1.csv" in listed()
        nothing_moves()
    (tmp_path / "far" / "east" / "in" / "1.csv").unlink()
    assert listed() == ["west1.csv"]
    nothing_moves()
    (tmp_path / "far" / "west").rename(tmp_path / "far" / "south")
    assert listed() == ["south1.csv"]


def test_a_folder_that_changed_just_now_is_not_relied_on(tmp_path: Path):
    listings = Listings()

    def listed() -> int:
        return len(listings.files("x", lambda: [tmp_path], lambda: list(tmp_path.iterdir())))

    before = tmp_path.stat()
    assert listed() == 0
    (tmp_path / "1").write_text("1")
    os.utime(tmp_path, ns=(before.st_atime_ns, before.st_mtime_ns))  # within one grain of its stamp
    assert listed() == 1


def test_c29_a_growing_file_is_not_ripe(tmp_path: Path):
    watch, file = Watch(), tmp_path / "growing.csv"
    with file.open("w") as writer:
        for size in range(1, 3):
            writer.write("1")
            writer.flush()
            assert file.stat().st_size == size
            assert watch.ripe([file], NOON) == []
    # Nobody has it open any more, so nobody need wait until it was seen twice.
    assert watch.ripe([file], NOON) == [file]


def test_c29_where_the_system_does_not_tell_a_file_is_ripe_when_seen_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sitroom.schedule.is_let_go", lambda _: False)
    watch, file = Watch(), tmp_path / "growing.csv"
    file.write_text("1")
    assert watch.ripe([file], NOON) == []
    file.write_text("12")
    assert watch.ripe([file], NOON) == []
    assert watch.ripe([file], NOON) == [file]


def test_what_is_not_all_there_is_waited_for_though_nobody_writes_to_it(tmp_path: Path):
    watch = Watch()
    empty, shapefile = tmp_path / "empty.csv", tmp_path / "roads.shp"
    empty.touch()
    shapefile.write_text("its parts come after it")
    assert watch.ripe([empty, shapefile], NOON) == []
    assert watch.ripe([empty, shapefile], NOON) == [empty, shapefile]


def test_a_file_is_ripe_once_and_a_failed_one_again_at_its_cadence(tmp_path: Path):
    watch, file = Watch(), tmp_path / "file.csv"
    file.write_text("1")
    assert watch.ripe([file], NOON) == [file]
    watch.note(file, None, failed=True, now=NOON)
    assert watch.ripe([file], NOON + timedelta(minutes=9)) == []
    assert watch.ripe([file], NOON + timedelta(minutes=10)) == [file]
    watch.note(file, None, failed=False, now=NOON + timedelta(minutes=10))
    assert watch.ripe([file], NOON + timedelta(days=1)) == []


def test_a_loader_shows_that_it_lives_while_a_file_takes_long_and_not_when_it_is_stuck(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitroom.alive.EVERY_SECONDS", 0.02)
    sign = site / ALIVE
    sign.parent.mkdir(exist_ok=True)
    with Heart(site) as heart:
        os.utime(sign, (1, 1))
        eventually(lambda: not is_missed(site))
        monkeypatch.setattr("sitroom.alive.STUCK_SECONDS", 0.0)
        heart.looked()
        time.sleep(0.1)
        os.utime(sign, (1, 1))
        time.sleep(0.2)
        assert is_missed(site)
    assert not sign.exists() and not is_missed(site)
    with pytest.raises(ZeroDivisionError), Heart(site):
        raise ZeroDivisionError
    assert sign.exists()
