from dataclasses import replace

import map_frames
import pandas as pd

from sitroom.views import style
from sitroom.views.context import ViewContext
from sitroom.views.timeline import incident_bars

CTX = ViewContext("en", "dark", map_frames.NOW, "Asia/Shanghai", "wall", 480, 160)


def figure(rows: pd.DataFrame, ctx: ViewContext = CTX):
    import holoviews as hv

    return hv.renderer("bokeh").get_plot(incident_bars(rows, ctx)).state


def bars(drawn) -> pd.DataFrame:
    return pd.DataFrame(drawn.renderers[0].data_source.data)


def test_each_hour_is_one_stack_with_the_least_serious_at_the_foot():
    rows = map_frames.hours()
    drawn = bars(figure(rows))
    heights = drawn.assign(height=drawn.top - drawn.bottom)
    assert heights.height.sum() == rows.incidents.sum()
    foot = heights[heights.bottom == 0]
    assert len(foot) == foot.left.nunique()
    assert (foot.fill_color == style.theme("dark").level_4.fill).any()
    assert not (heights[heights.bottom > 0].fill_color == style.theme("dark").level_4.fill).any()


def test_hours_no_log_covered_are_hatched_and_zero_is_not():
    rows = map_frames.hours()
    rows = pd.concat([rows[rows.hour_at != rows.hour_at.min()], rows.head(1).assign(incidents=0)])
    drawn = figure(rows)
    gaps = pd.DataFrame(drawn.renderers[1].data_source.data)
    assert list(zip(gaps.left, gaps.right, strict=True)) == [(40, 44)]
    assert drawn.renderers[1].glyph.hatch_pattern == "/"


def test_days_are_named_at_local_midnight():
    english = figure(map_frames.hours()).xaxis[0].major_label_overrides
    chinese = figure(map_frames.hours(), replace(CTX, language="zh")).xaxis[0]
    assert list(english.values()) == ["9 Jul", "10 Jul", "11 Jul", "today"]
    assert list(chinese.major_label_overrides.values()) == ["7月9日", "7月10日", "7月11日", "今天"]
    # 72 hours end with 09:00–10:00 local: today's midnight is ten hours before the end.
    assert list(english)[-1] == 62


def test_no_rows_at_all_is_all_hatched():
    drawn = figure(pd.DataFrame({"hour_at": [], "level": [], "incidents": []}))
    gaps = pd.DataFrame(drawn.renderers[1].data_source.data)
    assert (gaps.left.min(), gaps.right.max()) == (0, 72)


def test_rows_outside_the_window_are_not_drawn():
    old = map_frames.hours().assign(hour_at=lambda r: r.hour_at - pd.Timedelta(days=30))
    assert bars(figure(old)).empty
