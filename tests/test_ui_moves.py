"""Suggested moves: the list says what stays short, the map draws what is listed."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import shapely
from test_ui_blocks import plain, reader

from sitroom.ui.picture import drawn
from sitroom.views import blocks_moves, map_moves, stock_trend
from sitroom.views.context import ViewContext

NOTHING = pd.DataFrame()


def moves() -> pd.DataFrame:
    rows = [
        ("foam", "Foam", "t", "east", "West depot", "west", 0.5, 24.0, 3, None),
        ("bags", "Sandbags", "pcs", "south", "East depot", "east", 4100, 18.0, 1, "k:1"),
    ]
    names = "item_id item_en unit from_site_id to_en to_site_id move_qty distance_km priority"
    frame = pd.DataFrame(rows, columns=[*names.split(), "incident_id"])
    more = {"item_zh": None, "to_zh": None, "from_zh": None, "from_en": "South depot",
            "from_lon": 113.4, "from_lat": 29.3, "to_lon": 113.6, "to_lat": 29.6}  # fmt: skip
    return frame.assign(**more)


def gaps() -> pd.DataFrame:
    frame = pd.DataFrame({
        "item_id": ["bags", "bags", "foam"], "site_id": ["east", "west", "west"],
        "gap_qty": [4100, 300, 1.1], "is_critical": True,
    })  # fmt: skip
    return frame


def unclosed() -> pd.DataFrame:
    frame = pd.DataFrame({
        "item_id": ["foam"], "site_id": ["west"], "item_en": ["Foam"], "item_zh": None,
        "site_en": ["West depot"], "site_zh": None, "unit": ["t"], "priority": [1],
        "closed_qty": [0.5], "unclosed_qty": [0.6], "ask_en": ["the province"], "ask_zh": None,
    })  # fmt: skip
    return frame


def test_moves_for_incidents_come_first_and_what_stays_short_is_said() -> None:
    block = plain(blocks_moves.moves(moves(), unclosed(), gaps(), reader()))
    said = [[c if isinstance(c, str) else c["text"] for c in row["cells"]] for row in block["rows"]]
    assert said[0] == ["South", "East", "Sandbags", "4,100 pcs", "18"]
    assert said[-1] == ["Not closed: Foam at West short 0.6 t; ask the province"]
    assert block["note"] == "2 of 3 gaps closed in full, 1 in part"
    assert block["rows"][0]["cells"][2]["go"] == {"incident": "k:1"}


def test_a_chosen_item_leaves_its_own_moves() -> None:
    block = plain(blocks_moves.moves(moves(), unclosed(), gaps(), reader(item="bags")))
    assert [row["state"] for row in block["rows"]] == [""]
    assert block["note"] == "2 of 2 gaps closed in full"


def test_no_gap_and_no_way_to_close_one_are_told_apart() -> None:
    none = moves().head(0)
    quiet = blocks_moves.moves(none, unclosed().head(0), gaps().head(0), reader())
    assert (quiet["rows"], quiet["empty"], quiet["note"]) == ([], "No depot lacks anything", "")


def depots() -> pd.DataFrame:
    return pd.DataFrame({
        "item_id": "bags", "item_en": "Sandbags", "item_zh": None, "unit": "pcs",
        "site_id": ["east", "south"], "site_en": ["East depot", "South depot"],
        "site_zh": ["东库", "南库"], "coverage": [0.3, 1.4], "minimum_qty": [1000.0, 500.0],
        "category": "material", "lon": [113.6, 113.4], "lat": [29.6, 29.3],
    })  # fmt: skip


def regions() -> pd.DataFrame:
    return pd.DataFrame({
        "region_code": ["1"], "name_zh": ["甲区"], "name_en": ["First"], "has_report": [True],
        "geom_wkb": [shapely.box(113.2, 29.1, 113.8, 29.8).wkb], "worst_level": [2],
    })  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_map_draws_each_way_once_and_names_what_goes(language: str) -> None:
    ctx = ViewContext(language="zh" if language == "zh" else "en", width=640, height=480)
    frames = {"regions": regions(), "depots": depots(), "moves": moves(), "rivers": NOTHING}
    said = drawn(map_moves.moves_map, frames, ctx, key=("moves", language))
    assert '"ways"' in said and '"heads"' in said
    assert ("East depot" if language == "en" else "东库") in said
    if language == "en":
        assert "Sandbags 4,100 pcs · 18 km" in said


def test_of_many_ways_the_first_are_drawn_and_the_rest_is_counted() -> None:
    one = moves().iloc[[0]]
    many = pd.concat([one.assign(from_site_id=f"s{n}", from_lon=113.3 + n / 50) for n in range(9)])
    ctx = ViewContext(language="en", width=640, height=480)
    frames = {"regions": regions(), "depots": depots(), "moves": many, "rivers": NOTHING}
    said = drawn(map_moves.moves_map, frames, ctx, key=("moves", "many"))
    assert "The first 5 of 9 ways" in said
    few = drawn(map_moves.moves_map, frames | {"moves": one}, ctx, key=("moves", "few"))
    assert "ways; choose an item" not in few


def test_the_map_of_nothing_says_so() -> None:
    frames = {"regions": NOTHING, "depots": NOTHING, "moves": NOTHING, "rivers": NOTHING}
    assert "No boundaries and no places yet" in drawn(
        map_moves.moves_map, frames, ViewContext(language="en"), key=("moves", "nothing")
    )


def test_the_trend_names_both_rates_and_hides_no_worse_one() -> None:
    runout = pd.DataFrame({"item_id": ["bags"], "days_left": [900.0], "days_low": [500.0],
                           "days_high": [None]})  # fmt: skip
    days = pd.DataFrame({"item_id": ["bags"], "demand_basis": ["last_24_hours"],
                         "days_of_supply": [5.4]})  # fmt: skip
    slow, fast = stock_trend._coming(runout, days)
    assert (slow.rate, slow.latest, fast.rate, fast.days) == (
        "forecast",
        stock_trend.NEVER,
        "day",
        5.4,
    )
    assert stock_trend._until(100, 12) == (12, 0.0)
    assert stock_trend._until(100, 60) == (30, 50.0)
    assert json.dumps(fast)
