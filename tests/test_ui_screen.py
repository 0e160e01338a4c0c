"""What an address asks for, and what it cannot ask for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sitroom.settings import Site
from sitroom.ui.screen import Screen, address, measured, screen

SITE = Site(folder=Path("/nowhere"), timezone="Asia/Shanghai", language="zh")


def test_an_empty_address_is_the_site_in_its_own_language_now() -> None:
    assert screen("briefing", {}, SITE) == Screen("briefing", "zh", "light", "desk")


def test_a_wall_is_dark_unless_told_otherwise() -> None:
    assert screen("briefing", {"frame": "wall"}, SITE).theme == "dark"
    assert screen("briefing", {"frame": "wall", "theme": "light"}, SITE).theme == "light"


def test_what_means_nothing_is_ignored() -> None:
    asked = screen("briefing", {"lang": "xx", "theme": "<b>", "frame": "roof", "x": "1"}, SITE)
    assert asked == Screen("briefing", "zh", "light", "desk")


def test_a_moment_is_told_on_the_sites_clock() -> None:
    asked = screen("briefing", {"as_of": "2026-07-12T09:24", "known": "then"}, SITE)
    assert asked.as_of == datetime(2026, 7, 12, 1, 24)
    assert asked.as_known_then
    assert screen("briefing", {"as_of": "yesterday"}, SITE).as_of is None


def test_an_address_opens_exactly_the_screen_it_was_made_from() -> None:
    from urllib.parse import parse_qsl

    told = {"lang": "en", "as_of": "2026-07-12T09:24", "level": "2,3", "q": "河东 & x"}
    asked = screen("incidents", told, SITE)
    assert screen("incidents", dict(parse_qsl(address(asked, SITE))), SITE) == asked


def test_long_filters_are_cut() -> None:
    assert len(screen("incidents", {"q": "x" * 9999}, SITE).filter["q"]) == 200


def test_sizes_come_in_steps_and_within_reason() -> None:
    # Never more room than there is: shown in more, words stand apart; in less, one over another.
    assert measured({"map": [1043, 612]}) == (("map", 1040, 600),)
    assert measured({"map": [10**9, -5]}) == (("map", 8000, 80),)
    assert measured("nonsense") == ()


def test_viewers_share_a_card_that_does_not_depend_on_what_differs() -> None:
    one = screen("incidents", {"incident": "a", "level": "2"}, SITE)
    two = screen("incidents", {"incident": "b", "level": "2"}, SITE)
    assert one.seen_by(slot="table") == two.seen_by(slot="table")
    assert one.seen_by(selection=True) != two.seen_by(selection=True)
