"""Pictures of an analyst's own rows, in the board's type and colours: intervals and a week."""

from __future__ import annotations

from typing import Any

import holoviews as hv
import pandas as pd

from sitroom.views import canvas, style
from sitroom.views.context import Rows, ViewContext

DAYS = (("Mon", "一"), ("Tue", "二"), ("Wed", "三"), ("Thu", "四"), ("Fri", "五"), ("Sat", "六"),
        ("Sun", "日"))  # fmt: skip


def interval_dots(rows: Rows, *, ctx: ViewContext) -> hv.Overlay:
    """Return one line per row with a dot: `name`, `low`, `middle` and `high` in one unit.

    A `target` column, if there is one, is drawn as the line that says minimum on the board.
    """
    theme = style.theme(ctx.theme)
    count = len(rows)
    places = [count - 0.5 - place for place in range(count)]
    top = float(rows[["high", *(["target"] if "target" in rows else [])]].max().max()) or 1.0
    spans = pd.DataFrame(
        {
            "x0": rows["low"].to_numpy(float),
            "y0": [y - 0.09 for y in places],
            "x1": rows["high"].to_numpy(float),
            "y1": [y + 0.09 for y in places],
        }
    )
    names = [(-0.02 * top, y, str(n)) for n, y in zip(rows["name"], places, strict=True)]
    figures = [
        (high + 0.02 * top, y, f"{middle:g}  ({low:g}–{high:g})")
        for low, middle, high, y in zip(
            rows["low"], rows["middle"], rows["high"], places, strict=True
        )
    ]
    layers = [
        canvas.layer(hv.Rectangles(spans), fill_color=theme.step, line_color=None),
        canvas.layer(
            hv.Points(list(zip(rows["middle"], places, strict=True))),
            color=theme.accent,
            size=11 * canvas.unit(ctx),
            line_color=None,
        ),
        _texts(names, ctx, theme.text, "right"),
        _texts(figures, ctx, theme.muted, "left"),
    ]
    if "target" in rows and count:
        line = hv.Segments(
            [(float(rows["target"].iloc[0]), 0.1, float(rows["target"].iloc[0]), count)]
        )
        layers.insert(0, canvas.layer(line, color=theme.minimum, line_width=2))
    return canvas.overlay(layers, ctx, (-0.3 * top, 1.3 * top, 0, count))


def week_grid(rows: Rows, *, ctx: ViewContext) -> hv.Overlay:
    """Return hours across and weekdays down, darker for more.

    `rows` has `weekday` (0 is Monday), `hour` and `value`.
    """
    theme = style.theme(ctx.theme)
    most = float(rows["value"].max()) if len(rows) else 0.0
    boxes = pd.DataFrame(
        {
            "x0": rows["hour"].to_numpy(float) + 0.04,
            "y0": 6.04 - rows["weekday"].to_numpy(float),
            "x1": rows["hour"].to_numpy(float) + 0.96,
            "y1": 6.96 - rows["weekday"].to_numpy(float),
            "fill": [
                canvas.mixed(theme.accent, theme.panel, 0.06 + 0.94 * value / most if most else 0)
                for value in rows["value"]
            ],
        }
    )
    told = {
        "at": [f"{ctx.say(*DAYS[int(d)])} {int(h):02d}:00" for d, h in
               zip(rows["weekday"], rows["hour"], strict=True)],
        "value": [f"{value:g}" for value in rows["value"]],
    }  # fmt: skip
    days = [(-0.3, 6.5 - day, ctx.say(*words)) for day, words in enumerate(DAYS)]
    hours = [(hour + 0.5, -0.35, f"{hour:02d}") for hour in range(0, 24, 3)]
    layers = [
        canvas.layer(
            hv.Rectangles(boxes, ["x0", "y0", "x1", "y1"], "fill"),
            fill_color="fill",
            line_color=None,
            hooks=[canvas.plain("hours"), canvas.hover(ctx, told, "@at", "@value")],
        ),
        _texts(days, ctx, theme.text, "right"),
        _texts(hours, ctx, theme.muted, "center"),
    ]
    return canvas.overlay(layers, ctx, (-2.2, 24.2, -0.8, 7.1))


def _texts(rows: list[Any], ctx: ViewContext, colour: str, align: str) -> hv.Element:
    return canvas.layer(
        hv.Labels(rows, ["x", "y"], "text"),
        text_color=colour,
        text_align=align,
        text_baseline="middle",
        text_font_size=canvas.points(ctx, 16),
        hooks=[canvas.lettering],
    )
