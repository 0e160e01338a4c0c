"""The demonstration: files arrive by the site's clock, the board moves, the day ends."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import psutil
import pytest
from serving import SITROOM, serving

from sitroom import clock, demo
from sitroom.settings import open_site

LANGUAGES = ("zh", "en")
BEGIN = datetime(2026, 7, 11, 22, 30)


def eventually(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.2)


def files_in(folder: Path) -> set[str]:
    return {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_begins_at_half_past_six_with_what_was_there_before(tmp_path, language):
    demo.make_sample_site(tmp_path, language)
    assert clock.now(tmp_path) == BEGIN
    assert clock.speed(tmp_path) == 0
    site = open_site(tmp_path)
    assert site.language == language and site.timezone == "Asia/Shanghai"
    assert demo.deliver(tmp_path) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_arrive_in_order_and_once(tmp_path, language):
    demo.make_sample_site(tmp_path, language)
    hours = demo.arrivals(language)
    third = hours[2]
    demo.set_time(tmp_path, third, 0)
    before = files_in(tmp_path)
    arrived = demo.deliver(tmp_path)
    assert list(arrived) == hours[:3]
    copied = [file for files in arrived.values() for file in files]
    assert copied and all(file.is_file() for file in copied)
    assert not [name for name in files_in(tmp_path) - before if name.endswith(".part")]
    assert demo.deliver(tmp_path) == {}


def test_both_languages_tell_the_same_day():
    assert demo.arrivals("zh") == demo.arrivals("en")


def test_the_day_ends_and_time_slows_down(tmp_path):
    demo.make_sample_site(tmp_path, "zh")
    assert demo.next_arrival(tmp_path) > BEGIN
    demo.set_time(tmp_path, "2359", 60)
    demo.deliver(tmp_path)
    assert demo.next_arrival(tmp_path) == datetime.max
    demo.slow_down(tmp_path)
    assert clock.speed(tmp_path) == 1
    assert clock.now(tmp_path) - BEGIN > timedelta(hours=17)


def test_the_sample_is_the_emergency_that_the_board_shows(demo_site: Path):
    from sitroom.site import latest

    published = latest(demo_site)
    now = clock.now(demo_site)
    assert now == datetime(2026, 7, 12, 1, 24)
    levels = published.read("level_counts", as_of=now).set_index("level")["open_count"].to_dict()
    assert levels == {1: 0, 2: 2, 3: 6, 4: 15}
    health = published.read("source_health", as_of=now)
    late = health[~health["state"].isin(["fresh", "due"])]
    assert len(late) >= 1, "one source is late on purpose"
    assert len(published.read("rejected_rows", as_of=now)) >= 3, "some rows are bad on purpose"


@pytest.mark.slow
@pytest.mark.xdist_group("served")
def test_the_demo_answers_and_its_board_moves(tmp_path: Path):
    folder = tmp_path / "lanting"
    speed = ["--speed", "1200", "--no-browser", "--port", "0"]
    command = [*SITROOM, "demo", "--language", "en", "--site", str(folder), *speed]
    with serving(folder, tmp_path / "log", command) as served:
        first = served.health()["number"]
        eventually(lambda: served.health()["number"] > first, 60)
        state = json.loads((folder / demo.STATE).read_text(encoding="utf-8"))
        assert state["delivered"] > demo.START
        assert served.is_well(), served.said()


@pytest.mark.slow
@pytest.mark.xdist_group("served")
def test_every_process_ends_with_the_one_that_was_started(demo_site: Path, tmp_path: Path):
    folder = tmp_path / "site"
    shutil.copytree(demo_site, folder)
    command = [*SITROOM, "serve", "--site", str(folder), "--port", "0", "--processes", "2"]
    with serving(folder, tmp_path / "log", command) as served:
        started = psutil.Process(served.process.pid).children(recursive=True)
        assert len(started) >= 3, "two servers and a loader"
    eventually(lambda: not any(one.is_running() for one in started), 15)
