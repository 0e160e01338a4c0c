"""The maps of the wall's scenes: around one incident, of what is warned, of what is to be moved."""

from dataclasses import replace

import map_frames
import numpy as np
import pandas as pd
import pytest
from test_views_map import DESK, WALL, column, figure, named, words_on

from sitroom.views import blocks_map, canvas, map_marks, map_moves, style
from sitroom.views import map_geometry as geometry
from sitroom.views.map import incident_map


@pytest.fixture(scope="module")
def city() -> dict[str, pd.DataFrame]:
    return map_frames.city()


def test_around_one_incident_the_ground_is_plain_and_what_lies_near_has_its_name(city):
    chosen = city["incidents"].iloc[0]
    near = pd.DataFrame(
        {
            "kind": ["hazard_source", "school", "hospital"],
            "name_zh": None,
            "name_en": ["Tank farm B", "A school", "A hospital far away"],
            "region_zh": None,
            "region_en": None,
            "lon": [chosen.lon + 0.02, chosen.lon - 0.02, chosen.lon + 0.5],
            "lat": chosen.lat + 0.01,
        }
    )
    address = (("incident", str(chosen.incident_id)),)
    drawn = figure(
        blocks_map.near_map(city["regions"], city["incidents"], near, city["rivers"], WALL, address)
    )
    assert named(drawn, "land").glyph.fill_color == style.DARK.land  # one for all of them
    assert "Tank farm B" in words_on(drawn)
    assert not {"A school", "A hospital far away"} & set(words_on(drawn))
    # Its title stands large beside the map: there is no callout with it.
    assert chosen.title not in words_on(drawn)


def test_places_of_no_kind_of_their_own_have_a_sign_of_their_own(city):
    kinds = ["warehouse", "shelter", "hospital", "hazard_source", "school"]
    places = pd.concat([city["sites"].head(1)] * 5, ignore_index=True).assign(kind=kinds)
    drawn = figure(incident_map(city["regions"], NONE, places, ctx=DESK, site_kinds=None))
    signs = list(zip(column(drawn, "sites", "marker"), column(drawn, "sites", "size"), strict=True))
    assert len(set(signs)) == 5
    said = drawn.title.text
    assert all(said.count(sign) == 1 for sign in "□▽+○•")


def test_a_map_of_warnings_fills_what_is_warned_and_tints_nothing_else(city):
    codes = list(city["regions"]["region_code"])
    warnings = pd.DataFrame({"colour": ["orange"], "region_codes": [f'["{codes[0]}"]']})
    drawn = figure(blocks_map.warned_map(**city, warnings=warnings, ctx=WALL))
    warned = named(drawn, "warned").glyph
    assert warned.fill_alpha > 0.2
    assert warned.fill_color == style.WARNING_COLOURS["orange"].fill
    assert named(drawn, "land").glyph.fill_color == style.DARK.land  # one for all of them


def test_no_word_and_no_numeral_on_a_wall_is_smaller_than_a_sixtieth_of_its_height(city):
    for height in (720, 1080, 2160):
        ctx = replace(WALL, width=height, height=height * 0.6, screen=height)
        drawn = figure(incident_map(**city, ctx=ctx))
        sizes = [
            float(size.removesuffix("px")) for size in column(drawn, "words", "text_font_size")
        ]
        assert min(sizes) >= height / 60
        assert {"II", "III", "IV"} <= set(words_on(drawn))


def test_a_site_that_a_sign_half_hides_is_drawn_over_it(city):
    marks = map_marks.ranked(geometry.located(city["incidents"].head(1).assign(level=3)))
    x, y = marks["x"].iloc[0], marks["y"].iloc[0]
    scene = geometry.scene((x - 0.1, y - 0.1, x + 0.1, y + 0.1), 500, 500, 0)
    edge, half = map_marks.REACH[3] * map_marks.unit(DESK), map_marks.SITE / 2 * canvas.unit(DESK)
    away = pd.Series([0.0, edge, edge + 2 * half]) * scene.scale
    places = pd.DataFrame({"x": x + away, "y": y, "kind": "hazard_source"})
    assert list(map_marks.peeping(places, marks, scene, DESK).index) == [1]


def test_an_arrow_says_what_it_moves_and_a_depot_its_short_name(city):
    regions = city["regions"]
    assert "Hedong" in set(regions["name_en"])
    here, there = city["sites"].iloc[0], city["sites"].iloc[1]
    depots = pd.DataFrame(
        {
            "item_id": "bags", "site_id": ["a", "b"], "site_zh": ["河东储备库", "南屏储备库"],
            "site_en": ["Hedong depot", "Nanping depot"], "coverage": [0.3, 1.9],
            "category": "flood", "lon": [here.lon, there.lon], "lat": [here.lat, there.lat],
        }
    )  # fmt: skip
    moves = pd.DataFrame(
        {
            "item_id": ["bags", "bags"], "item_zh": "编织沙袋", "item_en": "Sandbags", "unit": "条",
            "move_qty": [4100.0, None], "distance_km": [18.0, None], "site_id": ["a", "b"],
            "donor_id": ["b", None],
        }
    )  # fmt: skip
    drawn = figure(map_moves.urgent_moves_map(regions, depots, moves, NONE, WALL))
    said = words_on(drawn)
    assert {"Sandbags 4,100 · 18 km", "Hedong", "Nanping"} <= set(said)
    assert said.count("Hedong") == 1  # the depot says it for its district
    ground = dict(zip(said, column(drawn, "words", "ground"), strict=True))
    assert ground["Sandbags 4,100 · 18 km"] == style.DARK.land
    assert len(column(drawn, "ways", "xs")) == 1


NONE = pd.DataFrame()


def test_on_a_wall_every_numeral_is_whole_and_the_worse_sign_stays(city):
    """Three at one place: the worst stays, and no two signs hide each other's numeral."""
    one = city["incidents"].head(1)
    rows = pd.concat(
        [one.assign(incident_id=str(n), level=level) for n, level in enumerate((2, 4, 3))]
    )
    marks = map_marks.ranked(geometry.located(rows.reset_index(drop=True)))
    x, y = marks["x"].iloc[0], marks["y"].iloc[0]
    scene = geometry.scene((x - 0.1, y - 0.1, x + 0.1, y + 0.1), 500, 500, 0)
    sized = map_marks.sized(marks, replace(WALL, width=500, height=500))
    moved = map_marks.apart(sized, sized.head(0), scene, WALL)
    assert tuple(moved.loc[moved["rank"] == 2, ["x", "y"]].iloc[0]) == pytest.approx((x, y))
    at = scene.pixels(moved["x"].to_numpy(float), moved["y"].to_numpy(float))
    reach = [map_marks.REACH[rank] * map_marks.unit(WALL) for rank in moved["rank"]]
    for a, b in ((0, 1), (0, 2), (1, 2)):
        assert np.hypot(*(at[a] - at[b])) >= map_marks.TOGETHER * (reach[a] + reach[b]) - 1e-6
    # Where somebody zooms in, a place is a place.
    assert map_marks.apart(sized, sized.head(0), scene, DESK) is sized


def test_a_depot_is_red_where_an_incident_waits_and_quiet_elsewhere(city):
    here, there = city["sites"].iloc[0], city["sites"].iloc[1]
    depots = pd.DataFrame({
        "item_id": "bags", "site_id": ["a", "b"], "site_zh": ["甲库", "乙库"],
        "site_en": ["A depot", "B depot"], "coverage": [0.3, 0.2], "category": "flood",
        "lon": [here.lon, there.lon], "lat": [here.lat, there.lat],
    })  # fmt: skip
    waits = pd.DataFrame({"item_id": ["bags"], "site_id": ["a"], "donor_id": [None]})
    drawn = figure(map_moves.urgent_moves_map(city["regions"], depots, waits, NONE, WALL))
    looks = list(
        zip(
            column(drawn, "depots", "fill_color"),
            column(drawn, "depots", "fill_alpha"),
            strict=True,
        )
    )
    assert looks == [(style.DARK.warn.fill, 0.0), (style.DARK.bad.fill, 1.0)]
