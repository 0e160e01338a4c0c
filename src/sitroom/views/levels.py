"""Open incidents by level: one bar a level, in its shape, colour and numeral."""

from __future__ import annotations

from typing import Any

import holoviews as hv
import pandas as pd

from sitroom.views import canvas, style
from sitroom.views.context import Rows, ViewContext

BAR = 0.62


@canvas.reads(incidents=("level",))
def level_bars(incidents: Rows, *, ctx: ViewContext) -> hv.Overlay:
    """Return a bar for each level I to IV, and one for those not graded, worst first.

    `incidents` has one row per incident with its `level` (1-4, missing where not graded).
    """
    theme = style.theme(ctx.theme)
    counts = incidents["level"].fillna(0).astype(int).value_counts() if len(incidents) else {}
    shown = [*style.LEVELS, *([0] if counts.get(0) else [])]
    numbers = [int(counts.get(level, 0)) for level in shown]
    top = max(4, *numbers)
    rows = len(shown)
    places = [rows - 1 - place for place in range(rows)]
    bars = pd.DataFrame(
        {
            "x0": 0,
            "y0": [y + (1 - BAR) / 2 for y in places],
            "x1": numbers,
            "y1": [y + (1 + BAR) / 2 for y in places],
            "fill": [style.level_mark(theme, level).fill for level in shown],
        }
    )
    grades = [
        (-0.02 * top, y + 0.5, _grade(ctx, level)) for level, y in zip(shown, places, strict=True)
    ]
    values = [(n + 0.02 * top, y + 0.5, f"{n}") for n, y in zip(numbers, places, strict=True)]
    layers = [
        canvas.layer(
            hv.Rectangles(bars, ["x0", "y0", "x1", "y1"], "fill"),
            fill_color="fill",
            line_color=None,
            hooks=[canvas.plain("bars")],
        ),
        *(
            _sign(ctx, level, (-0.17 * top, y + 0.5))
            for level, y in zip(shown, places, strict=True)
        ),
        _words(grades, ctx, theme.secondary, "right"),
        _words(values, ctx, theme.strong, "left"),
    ]
    return canvas.overlay(layers, ctx, (-0.24 * top, top * 1.12, -0.1, rows + 0.1))


def _sign(ctx: ViewContext, level: int, place: tuple[float, float]) -> hv.Element:
    """The level's shape, so that it is told without its colour too."""
    mark = style.level_mark(style.theme(ctx.theme), level)
    return canvas.layer(
        hv.Points([place]),
        marker=style.LEVELS[level].shape if level in style.LEVELS else "circle_dot",
        size=18 * canvas.unit(ctx),
        color=mark.fill,
        line_color=None,
    )


def _words(rows: list[Any], ctx: ViewContext, colour: str, align: str) -> hv.Element:
    return canvas.layer(
        hv.Labels(rows, ["x", "y"], "text"),
        text_color=colour,
        text_align=align,
        text_baseline="middle",
        text_font_size=canvas.points(ctx, 20),
        hooks=[canvas.lettering],
    )


def _grade(ctx: ViewContext, level: int) -> str:
    if level not in style.LEVELS:
        return ctx.say("not graded", "未定级")
    mark = style.LEVELS[level]
    return ctx.say(f"Level {mark.numeral}", f"{mark.numeral} 级")
