"""The map's layers, from the ground up; each function gives the elements it needs, or none."""

import json
from math import pi
from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from sitroom.views import canvas, style
from sitroom.views.context import ViewContext
from sitroom.views.map_geometry import Scene, circle

# Marker, size and turn of a level's mark at unit 1; Bokeh's own diamond is too narrow.
MARKS: dict[int, tuple[str, float, float]] = {
    0: ("circle", 15.0, 0.0),
    1: ("square", 23.0, pi / 4),
    2: ("triangle", 33.0, 0.0),
    3: ("square", 21.0, 0.0),
    4: ("circle", 19.0, 0.0),
}
# Half the extent of the mark, for words that keep clear of it.
REACH = {0: 8.0, 1: 16.0, 2: 17.0, 3: 10.5, 4: 9.5}
SITE = 12.0
TINT = {1: 0.40, 2: 0.34, 3: 0.15, 4: 0.06}
SITE_MARKS = {"depot": "square", "shelter": "inverted_triangle", "hospital": "cross"}
NEAR_KM = 5.0
CELL = 12  # pixels


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """Incidents with `rank` 1–4 (0: not graded), the worst last so that it is drawn on top."""
    if rows.empty:
        return rows.assign(rank=pd.Series(dtype=int))
    level = pd.to_numeric(rows["level"], errors="coerce").fillna(0).astype(int)
    rank = level.where(level.between(1, 4), 0)
    order = rank.replace(0, 5).sort_values(ascending=False, kind="stable").index
    return rows.assign(rank=rank).loc[order]


def worst(marks: pd.DataFrame) -> pd.DataFrame:
    """The incidents of the worst level open, when that is I or II; three at the most."""
    grave = marks[marks["rank"].isin([1, 2])]
    return grave[grave["rank"] == grave["rank"].min()].iloc[::-1].head(3)


def land(
    regions: pd.DataFrame, areas: list[BaseGeometry | None], ctx: ViewContext
) -> list[hv.Element]:
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
        hv.Polygons([r[2] for r in rows], ["x", "y"], ["fill", "line"]).opts(
            **canvas.LAYER,
            fill_color="fill",
            line_color="line",
            line_width=1.4,
            hooks=[canvas.plain("land"), hatched],
        )
    ]


def warned(
    regions: pd.DataFrame,
    areas: list[BaseGeometry | None],
    warnings: pd.DataFrame | None,
    ctx: ViewContext,
) -> list[hv.Element]:
    """Outlines, in the warning's colour, of the regions that warnings in force name."""
    if warnings is None or warnings.empty or "region_codes" not in warnings:
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
        hv.Polygons(rows, ["x", "y"], "line").opts(
            **canvas.LAYER,
            fill_alpha=0,
            line_color="line",
            line_width=width,
            line_dash="8 5",
            hooks=[canvas.plain("warned")],
        )
    ]


def river(lines: list[BaseGeometry | None], ctx: ViewContext) -> list[hv.Element]:
    """Rivers as soft broad lines."""
    theme = style.theme(ctx.theme)
    parts = [np.asarray(g.coords) for line in lines if line is not None for g in _strings(line)]
    if not parts:
        return []

    def soft(plot: Any, _: Any) -> None:
        plot.handles["glyph"].line_cap = plot.handles["glyph"].line_join = "round"

    return [
        hv.Path(parts, ["x", "y"]).opts(
            **canvas.LAYER,
            color=theme.river,
            line_width=9 * canvas.unit(ctx),
            hooks=[canvas.plain("river"), soft],
        )
    ]


def surroundings(worst: pd.DataFrame, scene: Scene, ctx: ViewContext) -> list[hv.Element]:
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
        hv.Polygons(rows, ["x", "y"], "line").opts(
            **canvas.LAYER,
            fill_color="line",
            fill_alpha=0.06,
            line_color="line",
            line_alpha=0.6,
            line_dash="3 5",
            line_width=1.3,
            hooks=[canvas.plain("near")],
        )
    ]


def sites(places: pd.DataFrame, ctx: ViewContext) -> list[hv.Element]:
    """Sites as hollow marks: depots are squares."""
    if places.empty:
        return []
    theme = style.theme(ctx.theme)
    rows = pd.DataFrame(
        {
            "x": places["x"],
            "y": places["y"],
            "marker": places["kind"].map(SITE_MARKS).fillna("circle"),
            "title": _named(places, "name", ctx),
            "about": _named(places, "region", ctx),
        }
    )
    return [
        hv.Points(rows, ["x", "y"], ["marker", "title", "about"]).opts(
            **canvas.LAYER,
            marker="marker",
            size=SITE * canvas.unit(ctx),
            fill_alpha=0,
            line_color=theme.site,
            line_width=2 * canvas.unit(ctx),
            tools=canvas.hover(ctx, "@title", "@about"),
            hooks=[canvas.plain("sites")],
        )
    ]


def leaders(words: list[Any], ctx: ViewContext) -> list[hv.Element]:
    """Thin lines from marks to the words about them."""
    hung = [word for word in words if word.leader]
    if not hung:
        return []
    return [
        hv.Path([np.array(word.leader) for word in hung], ["x", "y"]).opts(
            **canvas.LAYER,
            color=hung[0].colour,
            line_width=1.6 * canvas.unit(ctx),
            hooks=[canvas.plain("leaders")],
        )
    ]


def incidents(marks: pd.DataFrame, ctx: ViewContext) -> list[hv.Element]:
    """Level marks, and an empty layer for the ring around the chosen one."""
    if marks.empty:
        return []
    theme, unit = style.theme(ctx.theme), canvas.unit(ctx)
    rows = pd.DataFrame(
        {
            "x": marks["x"],
            "y": marks["y"],
            "marker": [MARKS[r][0] for r in marks["rank"]],
            "size": [MARKS[r][1] * unit for r in marks["rank"]],
            "angle": [MARKS[r][2] for r in marks["rank"]],
            "fill": [style.level_mark(theme, r).fill for r in marks["rank"]],
            "id": marks["incident_id"].astype(str),
            "title": marks["title"].fillna("").astype(str),
            "about": _about(marks, ctx),
        }
    )
    points = hv.Points(
        rows, ["x", "y"], ["marker", "size", "angle", "fill", "id", "title", "about"]
    ).opts(
        **canvas.LAYER,
        marker="marker",
        size="size",
        angle="angle",
        fill_color="fill",
        line_color=theme.map_background,
        line_width=1,
        tools=canvas.hover(ctx, "@title", "@about"),
        hooks=[canvas.plain("marks")],
    )
    ring = hv.Points([], ["x", "y"]).opts(
        **canvas.LAYER,
        marker="circle",
        size=40 * unit,
        fill_alpha=0,
        line_color=theme.strong,
        line_width=2,
        hooks=[canvas.plain("ring")],
    )
    return [points, ring]


def cells(marks: pd.DataFrame, scene: Scene, ctx: ViewContext) -> list[hv.Element]:
    """Too many incidents for marks: counted in squares, deeper where there are more."""
    theme = style.theme(ctx.theme)
    side = scene.scale * CELL
    spots = np.floor(marks[["x", "y"]].to_numpy(float) / side)
    _, where, counts = np.unique(spots, axis=0, return_inverse=True, return_counts=True)
    rows = pd.DataFrame(spots, columns=["x", "y"]).assign(cell=where, rank=marks["rank"].to_numpy())
    rows["rank"] = rows["rank"].replace(0, 5)
    each = rows.groupby("cell").agg(x=("x", "first"), y=("y", "first"), rank=("rank", "min"))
    share = 0.25 + 0.75 * np.log1p(counts) / np.log1p(counts.max())
    fill = [
        canvas.mixed(style.level_mark(theme, r).fill, theme.land, s)
        for r, s in zip(each["rank"], share, strict=True)
    ]
    low = each[["x", "y"]] * side
    boxes = pd.DataFrame(
        {
            "x0": low["x"],
            "y0": low["y"],
            "x1": low["x"] + side,
            "y1": low["y"] + side,
            "fill": fill,
            "incidents": counts,
        }
    )
    return [
        hv.Rectangles(boxes, ["x0", "y0", "x1", "y1"], ["fill", "incidents"]).opts(
            **canvas.LAYER,
            fill_color="fill",
            line_color=None,
            tools=canvas.hover(ctx, "@incidents"),
            hooks=[canvas.plain("cells")],
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
    """Region codes from a list or its JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return [value]
    return [str(v) for v in value] if isinstance(value, list | tuple | np.ndarray) else []


def _named(rows: pd.DataFrame, stem: str, ctx: ViewContext) -> pd.Series:
    """The reader's of two names, else the other, else nothing."""
    first, second = ctx.say(f"{stem}_en", f"{stem}_zh"), ctx.say(f"{stem}_zh", f"{stem}_en")
    empty = pd.Series("", index=rows.index, dtype=object)
    return rows.get(first, empty).fillna(rows.get(second, empty)).fillna("").astype(str)


def _about(marks: pd.DataFrame, ctx: ViewContext) -> list[str]:
    """Level, hazard and district in one line."""
    hazard, region = _named(marks, "hazard", ctx), _named(marks, "region", ctx)
    grade = [
        ctx.say(f"Level {n}", f"{n}级") if (n := numeral(r)) else ctx.say("Not graded", "未定级")
        for r in marks["rank"]
    ]
    return [" · ".join(p for p in parts if p) for parts in zip(grade, hazard, region, strict=True)]


def numeral(rank: int) -> str:
    """A level's numeral; empty when not graded."""
    return style.LEVELS[rank].numeral if rank in style.LEVELS else ""
