"""Content: made once for everybody, sent only where it changed, never able to end its script."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
import ui_frames

from sitroom.settings import Site
from sitroom.ui import content as contents
from sitroom.ui.live import Live, Moment
from sitroom.ui.screen import Frame, Language, Screen, screen
from sitroom.ui.shell import opening
from sitroom.ui.viewer import Viewer
from sitroom.ui.watch import IDLE_TICKS, TICK_SITE_SECONDS, Watch


class Reading:
    """Counts what is read, and may fail for some metrics."""

    def __init__(self, *broken: str) -> None:
        self.frames, self.broken, self.read = ui_frames.all_frames(), broken, 0
        self.ahead: list[str] = []
        self.names: set[str] = set()

    def __call__(
        self, moment: Moment, names: list[str], ahead: Iterable[str] = ()
    ) -> dict[str, pd.DataFrame]:
        self.read += len(names)
        self.names.update(names)
        self.ahead = self.ahead or list(ahead)
        if set(self.broken) & set(names):
            raise ValueError("a metric that fails")
        return {name: self.frames[name] for name in names}


class Looking:
    """Somebody who looks at a screen."""

    def __init__(self, asked: Screen) -> None:
        self.asked = asked
        self.told: list[contents.Content] = []

    def refresh(self, asked: Screen, shown: contents.Content) -> None:
        self.told.append(shown)


@pytest.fixture
def reading() -> Reading:
    return Reading()


@pytest.fixture
def live(tmp_path: Path, reading: Reading) -> Live:
    return Live(Site(folder=tmp_path, title="兰汀市", title_en="Lanting"), reading)


NOW = Moment(1, 0.0, ui_frames.NOW)
LATER = Moment(2, 1.0, ui_frames.NOW)
ZONE = ZoneInfo("Asia/Shanghai")


def test_many_viewers_of_one_screen_read_once(live: Live, reading: Reading) -> None:
    made: list[contents.Content] = []

    def look() -> None:
        made.append(contents.content(live, Screen("briefing", "en"), NOW))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read = reading.read
    contents.content(live, Screen("briefing", "zh", "dark"), NOW)
    assert reading.read == read
    first = made[0].blocks
    assert all(one.blocks[slot] is first[slot] for one in made for slot in first)


def test_only_what_changed_is_sent(live: Live, reading: Reading) -> None:
    asked = Screen("briefing", "en")
    before = contents.content(live, asked, NOW)
    reading.frames["level_counts"] = reading.frames["level_counts"].assign(open_count=9)
    after = contents.content(live, asked, LATER)
    message = json.loads(contents.patch(live, before, after))
    assert (message["from"], message["tag"]) == (before.tag, after.tag)
    assert list(message["blocks"]) == ["levels"]
    assert contents.patch(live, before, after) is contents.patch(live, before, after)


def test_a_metric_that_fails_takes_only_its_own_card(tmp_path: Path) -> None:
    live = Live(Site(folder=tmp_path), Reading("needs_decision"))
    shown = contents.content(live, Screen("briefing", "en"), NOW)
    kinds = {slot: json.loads(block)["kind"] for slot, block in shown.blocks.items()}
    assert kinds["decisions"] == "broken"
    assert [slot for slot, kind in kinds.items() if kind == "broken"] == ["decisions"]


def test_a_card_that_cannot_be_made_says_so_in_the_readers_words(
    live: Live, reading: Reading
) -> None:
    """On a wall no reason that only a programmer reads; at the desk it is there, as a text."""

    def told(frame: Frame, language: Language, slot: str, moment: Moment) -> dict[str, Any]:
        asked = Screen("briefing", language, frame=frame)
        return dict(json.loads(contents.content(live, asked, moment).blocks[slot]))

    live.moment = NOW
    assert told("wall", "en", "decisions", NOW)["kind"] != "broken"
    reading.broken = ("needs_decision",)
    later = replace(LATER, as_of=LATER.as_of + timedelta(minutes=6))
    desk = told("desk", "en", "decisions", later)
    assert (desk["subject"], desk["detail"]) == ("Needs a decision", "ValueError")
    longer = replace(later, number=3, as_of=later.as_of + timedelta(minutes=6))
    wall = told("wall", "en", "decisions", longer)
    assert "ValueError" not in json.dumps(wall)
    assert wall["text"] == f"Missing since {later.as_of.astimezone(ZONE):%H:%M}."
    assert told("wall", "zh", "decisions", longer)["title"] == "此项未能生成"


def test_a_header_says_which_half_of_it_cannot_be_read(live: Live, reading: Reading) -> None:
    """A level in force stays when the sources fail; one that fails is never taken for none."""

    def header(number: int, *broken: str) -> dict[str, Any]:
        reading.broken = broken
        moment = replace(LATER, number=number)
        shown = contents.content(live, Screen("briefing", "en"), moment)
        return dict(json.loads(shown.blocks["header"]))

    whole = header(2)
    assert whole["responses"] and whole["promised"] and not whole["unread"]
    unheard = header(3, "source_health")
    assert unheard["responses"] == whole["responses"] and not unheard["promised"]
    assert unheard["unread"] == "Sources cannot be read"
    silent = header(4, "responses_in_force")
    assert (silent["responses"], silent["calm"]) == ([], "")
    assert silent["promised"] == whole["promised"]
    assert silent["unread"] == "Response level cannot be read"
    neither = header(5, "responses_in_force", "source_health")
    assert (neither["place"], neither["responses"]) == ("Lanting", [])
    assert neither["unread"] == "Response level and sources cannot be read"


def test_a_figure_that_cannot_be_read_fails_alone(live: Live, reading: Reading) -> None:
    live.moment = NOW
    before = json.loads(contents.content(live, Screen("briefing", "en"), NOW).blocks["figures"])
    reading.broken = ("first_arrival",)
    shown = contents.content(live, Screen("briefing", "en"), LATER)
    after = json.loads(shown.blocks["figures"])
    changed = [b for a, b in zip(before["items"], after["items"], strict=True) if a != b]
    assert [(one["metric"], one["value"], one["state"]) for one in changed] == [
        ("first_arrival", "—", "unread")
    ]
    assert "Missing since" in changed[0]["hint"] and "ValueError" in changed[0]["hint"]
    assert after["lost"] == []


def test_every_card_names_its_metric_and_what_it_means(live: Live) -> None:
    shown = contents.content(live, Screen("briefing", "zh"), NOW)
    about = json.loads(shown.blocks["levels"])["about"]
    assert about["metrics"][0]["name"] == "level_counts"
    assert about["metrics"][0]["title"]
    assert {source["title"] for source in about["sources"]} >= {"指挥中心台账"}


def test_data_cannot_end_the_script_that_carries_it(live: Live, reading: Reading) -> None:
    hostile = "</script><script>alert(1)</script>"
    rows = reading.frames["open_incidents"]
    reading.frames["open_incidents"] = rows.assign(title=hostile)
    live.moment = NOW
    asked = screen("briefing", {"lang": "en"}, live.site)
    told = opening(live, asked, contents.content(live, asked, NOW))
    assert "<" not in told["data"]
    titles = json.loads(told["data"])["first"]["blocks"]["incidents"]["items"]
    assert titles[0]["title"] == hostile


def test_a_busy_wall_reads_nothing_that_only_a_quiet_one_shows(
    live: Live, reading: Reading
) -> None:
    asked = Screen("briefing", "en", frame="wall")
    contents.content(live, asked, NOW)
    assert not {"changes", "readiness"} & reading.names
    reading.frames["open_incidents"] = reading.frames["open_incidents"].head(0)
    quiet = contents.content(live, asked, LATER)
    assert {"changes", "readiness"} <= reading.names
    assert "Teams that move off" in quiet.blocks["incidents"]


def test_what_came_in_is_told_before_the_rest_is_read(
    live: Live, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of incidents does not wait for the decisions; the clock alone is told whole."""
    viewer = Looking(screen("briefing", {"lang": "en"}, live.site))
    watch = Watch(live, lambda tell: tell())
    watch._viewers.add(cast(Viewer, viewer))
    live.moment = NOW
    monkeypatch.setattr(live, "look", lambda: LATER)
    watch._bring_up_to_date()
    first, whole = viewer.told
    assert (first.is_part, set(first.blocks)) == (True, {"levels", "incidents"})
    assert not whole.is_part
    assert whole.blocks.items() > first.blocks.items()
    watch._bring_up_to_date()
    assert len(viewer.told) == 3
    assert {"level_counts", "needs_decision"} <= set(reading.ahead)


def test_a_past_moment_opens_with_places_only(live: Live) -> None:
    shown = contents.pending(live, Screen("briefing"))
    assert set(shown.blocks.values()) == {'{"kind":"pending"}'}


def test_the_clock_alone_makes_an_idle_server_read_seldom(live: Live) -> None:
    """Nobody looks: minutes pass unread. Somebody does: the next look reads what has fallen due."""
    watch = Watch(live, lambda tell: tell())
    assert not watch._is_new(TICK_SITE_SECONDS)
    assert watch._is_new(TICK_SITE_SECONDS * IDLE_TICKS)
    watch._viewers.add(cast(Viewer, Looking(screen("briefing", {}, live.site))))
    assert watch._is_new(TICK_SITE_SECONDS)
    assert not watch._is_new(TICK_SITE_SECONDS - 1)
