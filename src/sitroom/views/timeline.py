"""New incidents per hour, stacked by level, over the last 72 hours."""

from datetime import datetime, timedelta
from typing import Any

import holoviews as hv
import pandas as pd

from sitroom.views import canvas, style
from sitroom.views.context import Rows, ViewContext

HOURS = 72
BAR = 0.8  # of an hour


@canvas.reads(new_incidents_per_hour=("hour_at", "level", "incidents"))
def incident_bars(new_incidents_per_hour: pd.DataFrame, ctx: ViewContext) -> hv.Overlay:
    """Bars from rows `hour_at` (naive UTC), `level` (0–4), `incidents`.

    Hours without any row were covered by no log: they are hatched, not drawn as zero.
    """
    first = ctx.now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    rows = _placed(new_incidents_per_hour, first)
    totals: Rows = rows.groupby("hour")["incidents"].sum() if len(rows) else pd.Series(dtype=float)
    top = max(float(totals.max()) if len(totals) else 0.0, 4.0)
    layers: list[hv.Element] = [_bars(rows, ctx, first), _uncovered(set(rows["hour"]), top, ctx)]
    layers.append(_peak(totals, ctx))
    extent = -0.5, HOURS + 0.5, 0, top * 1.25
    return canvas.overlay(layers, ctx, extent, lambda plot, _: _days(plot.state, ctx, first))


def _placed(rows: Rows, first: datetime) -> Rows:
    """The rows inside the window with their hour counted from its start."""
    if rows.empty:
        return pd.DataFrame({"hour": [], "level": [], "incidents": []}).astype(int)
    hour = (pd.to_datetime(rows["hour_at"]) - pd.Timestamp(first)) // pd.Timedelta(hours=1)
    placed = rows.assign(hour=hour, level=rows["level"].fillna(0).astype(int))
    return placed[(placed["hour"] >= 0) & (placed["hour"] < HOURS)]


def _bars(rows: Rows, ctx: ViewContext, first: datetime) -> hv.Element:
    theme = style.theme(ctx.theme)
    # The least serious stands at the foot, as the eye compares from the base line.
    order = {4: 0, 3: 1, 2: 2, 1: 3, 0: 4}
    seen = rows[rows["incidents"] > 0].sort_values("level", key=lambda s: s.map(order))
    seen = seen.sort_values("hour", kind="stable")
    above = seen.groupby("hour")["incidents"].cumsum()
    boxes = pd.DataFrame(
        {
            "x0": seen["hour"] + (1 - BAR) / 2,
            "y0": above - seen["incidents"],
            "x1": seen["hour"] + (1 + BAR) / 2,
            "y1": above,
            "fill": [style.level_mark(theme, level).fill for level in seen["level"]],
        }
    )
    told = {
        "at": [_clock(ctx, first, hour) for hour in seen["hour"]],
        "grade": [_grade(ctx, level) for level in seen["level"]],
        "incidents": seen["incidents"].astype(int).tolist(),
    }
    return canvas.layer(
        hv.Rectangles(boxes, ["x0", "y0", "x1", "y1"], "fill"),
        fill_color="fill",
        line_color=None,
        hooks=[canvas.plain("bars"), canvas.hover(ctx, told, "@at", "@grade: @incidents")],
    )


def _uncovered(covered: set[int], top: float, ctx: ViewContext) -> hv.Element:
    theme = style.theme(ctx.theme)
    gaps: list[list[int]] = []
    for hour in (h for h in range(HOURS) if h not in covered):
        if gaps and gaps[-1][1] == hour:
            gaps[-1][1] = hour + 1
        else:
            gaps.append([hour, hour + 1])

    def hatch(plot: Any, _: Any) -> None:
        glyph = plot.handles["glyph"]
        glyph.hatch_pattern, glyph.hatch_color = "/", theme.hatch
        glyph.hatch_scale, glyph.hatch_weight = 7, 1

    return canvas.layer(
        hv.Rectangles([(a, 0, b, top) for a, b in gaps]),
        fill_alpha=0,
        line_color=None,
        hooks=[hatch],
    )


def _peak(totals: Rows, ctx: ViewContext) -> hv.Element:
    """The tallest bar's count: the only scale the picture needs."""
    theme = style.theme(ctx.theme)
    tallest = [] if totals.empty or totals.max() <= 0 else [int(totals.idxmax())]
    rows = [(hour + 0.5, float(totals[hour]), f"{int(totals[hour])}") for hour in tallest]

    def above(plot: Any, _: Any) -> None:
        plot.handles["glyph"].y_offset = -4 * canvas.unit(ctx)

    return canvas.layer(
        hv.Labels(rows, ["x", "y"], "text"),
        text_color=theme.secondary,
        text_font_size=canvas.points(ctx, 15),
        text_baseline="bottom",
        hooks=[canvas.lettering, above],
    )


def _days(figure: Any, ctx: ViewContext, first: datetime) -> None:
    """Name the days at their midnights along a hairline that is also the zero line."""
    theme = style.theme(ctx.theme)
    starts = [h for h in range(HOURS) if h == 0 or ctx.local(first + timedelta(hours=h)).hour == 0]
    # A sliver of the first day would push its name into the next one's.
    if len(starts) > 1 and starts[1] - starts[0] < 9:
        starts = starts[1:]
    axis = figure.xaxis[0]
    axis.visible = True
    axis.ticker = starts
    axis.major_label_overrides = {h: _day(ctx, first + timedelta(hours=h)) for h in starts}
    axis.axis_line_color = theme.step
    axis.axis_line_alpha = 0.5
    axis.major_tick_line_color = axis.minor_tick_line_color = None
    axis.major_tick_out = axis.minor_tick_out = 0
    axis.major_label_text_color = theme.muted
    axis.major_label_text_font = style.FONT
    axis.major_label_text_font_size = canvas.points(ctx, 15)
    axis.major_label_text_align = "left"
    axis.major_label_standoff = 6


def _day(ctx: ViewContext, moment: datetime) -> str:
    local, today = ctx.local(moment).date(), ctx.local(ctx.now).date()
    if local == today:
        return ctx.say("today", "今天")
    return ctx.say(f"{local.day} {local:%b}", f"{local.month}月{local.day}日")


def _clock(ctx: ViewContext, first: datetime, hour: int) -> str:
    begin = ctx.local(first + timedelta(hours=int(hour)))
    return f"{_day(ctx, first + timedelta(hours=int(hour)))} {begin:%H:%M}"


def _grade(ctx: ViewContext, level: int) -> str:
    if level not in style.LEVELS:
        return ctx.say("not graded", "未定级")
    numeral = style.LEVELS[level].numeral
    return ctx.say(f"level {numeral}", f"{numeral}级")
