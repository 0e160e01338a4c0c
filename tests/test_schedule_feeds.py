"""The loader and its feeds: each at its own cadence, one that hangs keeps no other waiting."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

import pytest
from feed_server import answer, endless, feed_server, hanging, in_turn
from fetched import LOG, ROW, with_source

from sitroom.cli import main
from sitroom.fetching.carried import Carried
from sitroom.fetching.patience import LONGEST_WAIT
from sitroom.schedule import Watch, _is_due, _pause, run
from sitroom.settings import Source, open_site
from sitroom.site import latest, pointer

NOON = datetime(2026, 7, 12, 4)


@pytest.fixture
def feeds():
    with feed_server() as running:
        yield running


def wait_until(true, seconds: float = 20) -> float:
    begin = time.monotonic()
    while not true():
        assert time.monotonic() - begin < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begin


def states(folder) -> dict[str, str]:
    if not pointer(folder):
        return {}
    frame = latest(folder).read("source_health")
    return dict(zip(frame.source_id, frame.state, strict=True))


def test_f29_one_poisoned_feed_among_ten_leaves_nine_on_time(site, feeds) -> None:
    feeds.routes["/poison"] = hanging(20)
    feeds.routes["/endless"] = endless()
    with_source(site, feeds.base + "/poison", name="a_poisoned", every="1 min")
    with_source(site, feeds.base + "/endless", name="b_endless", every="1 min")
    for number in range(9):
        log = LOG + ROW.format(number).replace("A-", f"F{number}-")
        url = feeds.put(f"/{number}.csv", log)
        with_source(site, url, name=f"feed_{number}", every="1 min")
    stop, said = threading.Event(), []
    loader = threading.Thread(target=run, args=(open_site(site), stop, said.append))
    loader.start()
    try:
        wait_until(lambda: sum(s == "fresh" for s in states(site).values()) == 9, 60)
        assert states(site)["a_poisoned"] in ("never", "failed")
    finally:
        stop.set()
        loader.join(timeout=30)
    assert not loader.is_alive()


def test_a_feed_is_fetched_again_at_its_cadence_and_not_before(site, feeds) -> None:
    first, second = LOG + ROW.format(1), LOG + ROW.format(1) + ROW.format(2)
    feeds.routes["/log.csv"] = in_turn(answer(first), answer(second))
    with_source(site, feeds.base + "/log.csv", every="2 s")
    stop = threading.Event()
    loader = threading.Thread(target=run, args=(open_site(site), stop, print))
    loader.start()
    try:
        wait_until(lambda: len(feeds.asked) == 1)
        assert wait_until(lambda: len(feeds.asked) == 2) > 1.5
        count = "SELECT count(*) AS n FROM core.incident"
        wait_until(lambda: latest(site).sql(count)["n"][0] == 2)
    finally:
        stop.set()
        loader.join(timeout=30)


def test_a_source_that_asks_to_be_left_alone_is_left_alone() -> None:
    source = Source("feed", url="https://feed.example/", every="1 min")
    assert _pause(source, Carried(source)) == timedelta(minutes=1)
    assert _pause(source, Carried(source, wait=LONGEST_WAIT)) == timedelta(minutes=10)


def test_f25_a_clock_that_was_set_back_does_not_silence_a_source() -> None:
    source, watch = Source("feed", url="https://feed.example/", every="1 min"), Watch()
    watch.due["feed"] = NOON + timedelta(minutes=1)
    assert not _is_due(source, watch, NOON)
    assert _is_due(source, watch, NOON + timedelta(minutes=1))
    assert _is_due(source, watch, NOON - timedelta(days=20_000))


def test_the_command_fetches_a_source_and_says_4_when_it_cannot(site, feeds, capsys) -> None:
    feeds.put("/log.csv", LOG + ROW.format(1))
    with_source(site, feeds.base + "/log.csv", name="here")
    with_source(site, feeds.base + "/none.csv", name="gone")
    assert exit_code("load", "--source", "here", "--site", str(site)) == 0
    assert exit_code("load", "--source", "gone", "--site", str(site)) == 4
    assert "404" in capsys.readouterr().out


def exit_code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)
