from dataclasses import replace
from itertools import combinations

import map_frames
import numpy as np
import pandas as pd
import pytest
import shapely

from sitroom.views import map_areas, map_legend, map_marks, map_words, style
from sitroom.views import map_geometry as geometry
from sitroom.views.context import ViewContext
from sitroom.views.map import incident_map

WALL = ViewContext("en", "dark", map_frames.NOW, "Asia/Shanghai", "wall", 1040, 640)
DESK = replace(WALL, theme="light", frame="desk", width=800, height=420)
PHONE = replace(WALL, frame="phone", width=390, height=300)
NARROW = replace(WALL, width=420, height=480)
NOTHING = pd.DataFrame()


@pytest.fixture(scope="module")
def city() -> dict[str, pd.DataFrame]:
    return map_frames.city()


def figure(overlay):
    import holoviews as hv

    return hv.renderer("bokeh").get_plot(overlay).state


def named(drawn, name: str):
    return next((r for r in drawn.renderers if r.name == name), None)


def column(drawn, name: str, field: str) -> list:
    return list(named(drawn, name).data_source.data[field])


def words_on(drawn) -> list[str]:
    return column(drawn, "words", "text")


@pytest.mark.parametrize(
    "ctx", [WALL, NARROW, DESK, PHONE], ids=["wall", "narrow", "desk", "phone"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_lies_on_a_mark_or_another_word(city, ctx, language):
    words, marks = placed(city, replace(ctx, language=language))
    rects = list({w.rect for w in words if w.rect})
    for i, one in enumerate(rects):
        assert not any(one.overlaps(other) for other in rects[i + 1 :])
        assert not any(one.overlaps(mark) for mark in marks)
    frame = map_words.Rect(0, 0, ctx.width, ctx.height)
    assert all(rect.inside(frame) for rect in rects)
    leaders = [shapely.LineString(word.leader) for word in words if word.leader]
    assert leaders and not any(a.intersects(b) for a, b in combinations(leaders, 2))


def test_a_wall_names_every_district_and_the_worst_incident(city):
    drawn = words_on(figure(incident_map(**city, ctx=WALL)))
    assert set(city["regions"]["name_en"]) <= set(drawn)
    assert "河东泵站内涝" in drawn
    assert "2 missing · 17 injured · 4,180 moved" in drawn


@pytest.mark.parametrize(
    "ctx", [WALL, NARROW, DESK, PHONE], ids=["wall", "narrow", "desk", "phone"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_name_is_in_its_district_or_on_a_leader_beside_the_land(city, ctx, language):
    ctx = replace(ctx, language=language)
    words, _ = placed(city, ctx)
    scene, areas = seen(city, ctx)
    names = [map_words.spaced(name) for name in city["regions"][f"name_{language}"]]
    shapes = dict(zip(names, (map_words.in_pixels(scene, a) for a in areas), strict=True))
    land = shapely.union_all(list(shapes.values()))
    told = [word for word in words if word.text in shapes]
    assert len(told) >= 0.7 * len(names)
    for word in told:
        box = shapely.box(word.rect.left, word.rect.top, word.rect.right, word.rect.bottom)
        within = shapes[word.text].intersection(box).area / box.area
        assert within > 0.9 or not box.intersects(land)


def seen(city, ctx):
    areas = geometry.shapes(city["regions"])
    box = geometry.bounds(areas)
    height = ctx.height - map_legend.height(["one line"], ctx)
    return geometry.scene(box, ctx.width, height, 16), areas


def placed(city, ctx):
    marks = map_marks.sized(map_marks.ranked(geometry.located(city["incidents"])), ctx)
    places = geometry.located(city["sites"])
    areas, lines = geometry.shapes(city["regions"]), geometry.shapes(city["rivers"])
    scene, _ = seen(city, ctx)
    words = map_areas.around(
        scene, city["regions"], areas, lines, marks, map_marks.worst(marks), places, ctx
    )
    at = scene.pixels(marks["x"].to_numpy(), marks["y"].to_numpy())
    reach = [map_marks.REACH[r] * map_marks.unit(ctx) for r in marks["rank"]]
    return words, [map_words.map_labels.around(tuple(p), r) for p, r in zip(at, reach, strict=True)]


def test_each_level_has_its_shape_and_numeral_and_colour(city):
    rows = city["incidents"].head(5).assign(level=[1, 2, 3, 4, None])
    drawn = figure(incident_map(city["regions"], rows, ctx=WALL))
    marks = {
        level: column(drawn, "marks", "id").index(f"log:{n}")
        for n, level in enumerate([1, 2, 3, 4, 0])
    }
    shapes = {lv: column(drawn, "marks", "marker")[i] for lv, i in marks.items()}
    assert shapes == {1: "square", 2: "triangle", 3: "square", 4: "circle", 0: "circle"}
    assert column(drawn, "marks", "angle")[marks[1]] == pytest.approx(np.pi / 4)
    theme = style.theme("dark")
    for level, i in marks.items():
        fill = column(drawn, "marks", "fill_color")[i]
        assert fill == style.level_mark(theme, level).fill
    assert {"I", "II", "III", "IV"} <= set(words_on(drawn))


def test_the_worst_is_drawn_last_and_in_the_metric_s_order(city):
    drawn = figure(incident_map(**city, ctx=WALL))
    assert column(drawn, "marks", "id")[-1] == "log:0"


def test_districts_take_their_worst_level_and_silence_is_hatched(city):
    regions = city["regions"].assign(has_report=[n > 0 for n in range(9)])
    drawn = figure(incident_map(regions, city["incidents"], ctx=WALL))
    assert column(drawn, "land", "hatch").count("/") == 1
    assert len(set(column(drawn, "land", "fill_color"))) == 4
    assert "no report" in drawn.title.text
    assert "no report" not in figure(incident_map(**city, ctx=WALL)).title.text


def test_the_circle_is_five_kilometres_where_it_lies(city):
    drawn = figure(incident_map(**city, ctx=WALL))
    ring = (
        np.array(column(drawn, "near", "xs")[-1][0][0]),
        np.array(column(drawn, "near", "ys")[-1][0][0]),
    )
    x, y = ring[0].mean(), (ring[1].max() + ring[1].min()) / 2
    lat = np.radians(geometry.latitude(y))
    east = (ring[0].max() - x) * geometry.KM_PER_DEGREE * np.cos(lat)
    north = (geometry.latitude(ring[1].max()) - np.degrees(lat)) * geometry.KM_PER_DEGREE
    assert east == pytest.approx(5, rel=0.02) and north == pytest.approx(5, rel=0.02)


def test_warnings_outline_the_districts_they_name(city):
    codes = list(city["regions"]["region_code"])
    warnings = pd.DataFrame(
        {"colour": ["orange", "blue"], "region_codes": [f'["{codes[0]}"]', codes]}
    )
    drawn = figure(incident_map(**city, warnings=warnings, ctx=WALL))
    assert named(drawn, "warned").glyph.line_color == style.WARNING_COLOURS["orange"].fill


def test_a_quiet_map_has_land_and_names_only(city):
    drawn = figure(incident_map(city["regions"], city["incidents"].head(0), ctx=WALL))
    assert named(drawn, "land") and not named(drawn, "marks")
    assert set(words_on(drawn)) == set(city["regions"]["name_en"])


def test_nothing_at_all_says_so():
    drawn = figure(
        incident_map(NOTHING, NOTHING, NOTHING, NOTHING, ctx=replace(WALL, language="zh"))
    )
    assert list(drawn.renderers[0].data_source.data["text"]) == ["暂无区划边界和位置数据"]


def test_points_without_districts_fill_the_map(city):
    drawn = figure(incident_map(NOTHING, city["incidents"], ctx=WALL))
    xs = column(drawn, "marks", "x")
    assert drawn.x_range.start < min(xs) and max(xs) < drawn.x_range.end
    assert len(xs) == 23


def test_incidents_without_a_place_are_left_out_and_one_is_enough(city):
    rows = city["incidents"].head(3).assign(lon=[113.4, None, 999.0])
    drawn = figure(incident_map(NOTHING, rows, ctx=WALL))
    assert column(drawn, "marks", "id") == ["log:0"]
    assert drawn.x_range.end - drawn.x_range.start > 0.01


def test_points_across_the_date_line_stand_together(city):
    rows = city["incidents"].head(3).assign(lon=[179.5, -179.5, -178.0], lat=[0.0, 1.0, 2.0])
    drawn = figure(incident_map(NOTHING, rows, ctx=WALL))
    assert drawn.x_range.end - drawn.x_range.start < 10


def test_points_around_the_world_stay_where_maps_have_them():
    lon = np.array([-170.0, -60.0, 0.0, 60.0, 140.0])
    assert geometry.unwrapped(lon) == pytest.approx(lon)


def test_more_points_than_can_be_drawn_are_counted_in_cells(city):
    many = pd.concat([city["incidents"]] * 500, ignore_index=True)
    drawn = figure(incident_map(city["regions"], many, ctx=DESK))
    assert not named(drawn, "marks")
    counts = column(drawn, "cells", "incidents")
    assert sum(counts) == 11_500 and len(counts) <= 23


def test_wkb_that_cannot_be_read_is_no_shape():
    rows = pd.DataFrame({"geom_wkb": [b"nonsense", None, shapely.to_wkb(shapely.Point(1, 2))]})
    assert [shape is None for shape in geometry.shapes(rows)] == [True, True, False]


def test_neighbours_keep_their_common_border_when_simplified(city):
    areas = geometry.shapes(city["regions"])
    fewer = geometry.simplified(areas, 0.003)
    assert shapely.coverage_is_valid(np.array(fewer, dtype=object))
    assert shapely.get_num_coordinates(fewer).sum() < shapely.get_num_coordinates(areas).sum()


def test_a_hostile_title_stays_text_and_is_shortened(city):
    title = "<img src=x onerror=alert(1)> $$\\alpha$$ @id{safe} 很长很长很长很长很长很长"
    rows = city["incidents"].assign(title=title)
    drawn = figure(incident_map(city["regions"], rows, ctx=DESK))
    assert title in column(drawn, "marks", "title")
    assert any(text.endswith("…") and text.startswith("<img") for text in words_on(drawn))
    tooltips = [tool.tooltips for tool in drawn.toolbar.tools if hasattr(tool, "tooltips")]
    assert tooltips and not any("{safe}" in html or "{{" in html for html in tooltips)


def test_a_wall_has_no_tools_and_a_desk_has_its_gestures(city):
    assert figure(incident_map(**city, ctx=WALL)).toolbar.tools == []
    tools = {type(t).__name__ for t in figure(incident_map(**city, ctx=DESK)).toolbar.tools}
    assert tools == {"HoverTool", "PanTool", "WheelZoomTool", "TapTool"}


def test_the_picture_has_few_renderers(city):
    assert len(figure(incident_map(**city, ctx=DESK)).renderers) <= 9


def test_thousands_of_marks_are_drawn_small_and_the_grave_ones_stay_larger(city):
    few = map_marks.sized(map_marks.ranked(geometry.located(city["incidents"])), DESK)
    assert set(few.scale) == {1.0}
    rows = pd.concat([city["incidents"].head(2).assign(level=[1, 4])] * 2000, ignore_index=True)
    many = map_marks.sized(map_marks.ranked(geometry.located(rows)), DESK)
    scale = many.groupby("rank")["scale"].first()
    assert scale[4] == map_marks.SMALLEST and scale[1] == 2 * map_marks.SMALLEST
