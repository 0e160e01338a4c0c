"""The map's ground: districts, warned areas, rivers, surroundings, each as layers or none."""

import json
from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from sitroom.views import canvas, style
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_geometry import Scene, circle

# How much of a level's colour tints its district.
TINT = {1: 0.40, 2: 0.34, 3: 0.15, 4: 0.06}
NEAR_KM = 5.0


def land(regions: Rows, areas: list[BaseGeometry | None], ctx: ViewContext) -> list[hv.Element]:
    """Districts tinted by their worst open level; hatched where nobody reports."""
    theme = style.theme(ctx.theme)
    rows = []
    for row, area in zip(regions.itertuples(), areas, strict=True):
        if area is None or area.geom_type not in ("Polygon", "MultiPolygon"):
            continue
        level = 0 if pd.isna(row.worst_level) else int(row.worst_level)
        fill, line = theme.land, theme.land_line
        if level in TINT:
            mark = style.level_mark(theme, level)
            fill = canvas.mixed(mark.fill, theme.land, TINT[level])
            line = canvas.mixed(mark.fill, theme.land, 0.5)
        silent = row.has_report is not None and not bool(row.has_report)
        rows.append((level or 9, silent, {**_rings(area), "fill": fill, "line": line}))
    if not rows:
        return []
    # Worst last: its border lies over its neighbours'.
    rows.sort(key=lambda r: -r[0])

    def hatched(plot: Any, _: Any) -> None:
        if any(silent for _, silent, _ in rows):
            plot.handles["source"].data["hatch"] = ["/" if r[1] else " " for r in rows]
            plot.handles["glyph"].update(
                hatch_pattern={"field": "hatch"},
                hatch_color=theme.hatch,
                hatch_scale=9,
                hatch_weight=1,
            )

    return [
        canvas.layer(
            hv.Polygons([r[2] for r in rows], ["x", "y"], ["fill", "line"]),
            fill_color="fill",
            line_color="line",
            line_width=1.4 * canvas.unit(ctx),
            hooks=[canvas.plain("land"), hatched],
        )
    ]


def warned(
    regions: Rows,
    areas: list[BaseGeometry | None],
    warnings: Rows,
    ctx: ViewContext,
    *,
    is_filled: bool = False,
) -> list[hv.Element]:
    """Outlines, in the warning's colour, of the regions that warnings in force name; or filled."""
    if warnings is None or warnings.empty or "region_codes" not in warnings or regions.empty:
        return []
    by_code = dict(zip(regions["region_code"].astype(str), areas, strict=True))
    rows = []
    for row in warnings.itertuples():
        mark = style.WARNING_COLOURS.get(str(row.colour))
        shapes = [by_code[c] for c in _codes(row.region_codes) if by_code.get(c) is not None]
        # A warning for every district outlines nothing worth seeing.
        if mark and shapes and len(shapes) < len(by_code):
            rows += [{**_rings(s), "line": mark.fill} for s in shapes if s is not None]
    if not rows:
        return []
    width = 2.5 * canvas.unit(ctx)
    return [
        canvas.layer(
            hv.Polygons(rows, ["x", "y"], "line"),
            fill_color="line",
            fill_alpha=0.3 if is_filled else 0,
            line_color="line",
            line_width=width,
            line_dash=dashes(ctx, 8, 5),
            hooks=[canvas.plain("warned")],
        )
    ]


def dashes(ctx: ViewContext, *lengths: float) -> str:
    """A broken line's dashes and gaps, as long on a large wall as on a small one, to the eye."""
    return " ".join(str(max(1, round(length * canvas.unit(ctx)))) for length in lengths)


def river(lines: list[BaseGeometry | None], ctx: ViewContext) -> list[hv.Element]:
    """Rivers as soft broad lines."""
    theme = style.theme(ctx.theme)
    parts = [np.asarray(g.coords) for line in lines if line is not None for g in _strings(line)]
    if not parts:
        return []

    def soft(plot: Any, _: Any) -> None:
        plot.handles["glyph"].line_cap = plot.handles["glyph"].line_join = "round"

    return [
        canvas.layer(
            hv.Path(parts, ["x", "y"]),
            color=theme.river,
            line_width=9 * canvas.unit(ctx),
            hooks=[canvas.plain("river"), soft],
        )
    ]


def surroundings(worst: Rows, scene: Scene, ctx: ViewContext) -> list[hv.Element]:
    """Dashed circles of 5 km around the worst incidents."""
    theme = style.theme(ctx.theme)
    rows = [
        {("x", "y"): circle(row.x, row.y, scene.radius(NEAR_KM, row.y)), "line": mark.fill}
        for row in worst.itertuples()
        for mark in [style.level_mark(theme, row.rank)]
    ]
    if not rows:
        return []
    return [
        canvas.layer(
            hv.Polygons(rows, ["x", "y"], "line"),
            fill_color="line",
            fill_alpha=0.06,
            line_color="line",
            line_alpha=0.6,
            line_dash=dashes(ctx, 3, 5),
            line_width=1.3 * canvas.unit(ctx),
            hooks=[canvas.plain("near")],
        )
    ]


def _rings(area: BaseGeometry) -> dict[Any, Any]:
    """A polygon's corners as HoloViews wants them; parts parted by NaN, with their holes."""
    parts = list(getattr(area, "geoms", [area]))
    outer = [np.asarray(p.exterior.coords) for p in parts]
    rings: list[np.ndarray] = []
    for ring in outer:
        rings += [ring, np.full((1, 2), np.nan)]
    shape: dict[Any, Any] = {("x", "y"): np.concatenate(rings[:-1])}
    if any(p.interiors for p in parts):
        shape["holes"] = [[np.asarray(h.coords) for h in p.interiors] for p in parts]
    return shape


def _strings(line: BaseGeometry) -> list[Any]:
    return list(getattr(line, "geoms", [line]))


def _codes(value: Any) -> list[str]:
    """Region codes from a list, its JSON text, or codes parted by commas."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return [code.strip() for code in value.split(",") if code.strip()]
        value = value if isinstance(value, list) else [value]
    return [str(v) for v in value] if isinstance(value, list | tuple | np.ndarray) else []
