"""The map's marks: incidents by level, sites, leaders; each function gives its layers, or none."""

from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd

from sitroom.views import canvas, style
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_geometry import Scene

# Marker, size and turn in degrees of a level's mark at unit 1; Bokeh's own diamond is too narrow.
MARKS: dict[int, tuple[str, float, float]] = {
    0: ("circle", 15.0, 0.0),
    1: ("square", 23.0, 45.0),
    2: ("triangle", 33.0, 0.0),
    3: ("square", 21.0, 0.0),
    4: ("circle", 19.0, 0.0),
}
# Half the extent of the mark, for words that keep clear of it.
REACH = {0: 8.0, 1: 16.0, 2: 17.0, 3: 10.5, 4: 9.5}
SITE = 12.0
SITE_MARKS = {
    "warehouse": "square",
    "shelter": "inverted_triangle",
    "hospital": "cross",
    "hazard_source": "circle",
}
# Any other place is a dot: there is no end of kinds, and none of them is to be looked for.
DOT = 3.0
# From five metres a numeral needs a larger sign around it.
ON_A_WALL = 1.33
CELL = 12  # pixels
# Signs nearer to each other than this share of both their extents hide one's numeral; where one
# that gives way may go, in its own and the largest sign's extent, the nearest first.
TOGETHER = 0.9
_TURNS = np.linspace(0, 2 * np.pi, 16, endpoint=False)
AROUND = np.vstack(
    [[0.0, 0.0]]
    + [
        away * np.column_stack([np.cos(_TURNS), np.sin(_TURNS)])
        for away in np.arange(0.1, 1.1, 0.1)
    ]
)
# More of a picture than this share under marks is a carpet: then they are drawn smaller.
MOST_COVERED, SMALLEST, NUMBERED = 0.22, 0.3, 0.75


def unit(ctx: ViewContext) -> float:
    """How large incidents' signs are: as other marks are, and larger on a wall."""
    return canvas.unit(ctx) * (ON_A_WALL if ctx.frame == "wall" else 1.0)


def ranked(rows: Rows) -> Rows:
    """Incidents with `rank` 1–4 (0: not graded), the worst last so that it is drawn on top."""
    if rows.empty:
        return rows.assign(rank=pd.Series(dtype=int))
    numbers: Rows = pd.to_numeric(rows["level"], errors="coerce")
    level = numbers.fillna(0).astype(int)
    rank = level.where(level.between(1, 4), 0)
    # Rows come worst first; on a map the worst is drawn last, over the others.
    order = rank.iloc[::-1].replace(0, 5).sort_values(ascending=False, kind="stable").index
    return rows.assign(rank=rank).loc[order]


def sized(marks: Rows, ctx: ViewContext) -> Rows:
    """The marks with `scale`: 1, or less where they would hide the ground; I and II stay larger."""
    drawn = sum((MARKS[rank][1] * unit(ctx)) ** 2 for rank in marks["rank"])
    room = MOST_COVERED * ctx.width * max(ctx.height, 1)
    scale = min(1.0, max(SMALLEST, (room / drawn) ** 0.5)) if drawn else 1.0
    grave = marks["rank"].isin([1, 2])
    return marks.assign(scale=np.where(grave, max(scale, min(1.0, 2 * scale)), scale))


def apart(marks: Rows, chosen: Rows, scene: Scene, ctx: ViewContext) -> Rows:
    """On a wall, where nobody zooms in: the signs so far apart that every numeral is whole.

    The chosen and the worse of two signs stay at their places; one that would lie under them gives
    way by as little as it takes, to beside them at most. Where there is no room it stays too.
    """
    if ctx.frame != "wall" or marks.empty or marks["scale"].min() < NUMBERED:
        return marks
    at = scene.pixels(marks["x"].to_numpy(float), marks["y"].to_numpy(float))
    reach = np.array([REACH[rank] for rank in marks["rank"]]) * unit(ctx)
    stands = marks.index.isin(chosen.index)
    for n in reversed(np.flatnonzero(~stands)):
        for spot in at[n] + AROUND * (reach[n] + reach.max()):
            away = np.hypot(*(at[stands] - spot).T)
            if (away >= TOGETHER * (reach[n] + reach[stands])).all():
                at[n] = spot
                break
        stands[n] = True
    x, y = scene.x0 + at[:, 0] * scene.scale, scene.y1 - at[:, 1] * scene.scale
    return marks.assign(x=x, y=y)


def worst(marks: Rows) -> Rows:
    """The incidents of the worst level open, when that is I or II; three at the most."""
    grave = marks[marks["rank"].isin([1, 2])]
    return grave[grave["rank"] == grave["rank"].min()].iloc[::-1].head(3)


def sites(places: Rows, ctx: ViewContext, name: str = "sites") -> list[hv.Element]:
    """Sites as hollow marks: depots are squares, hazard sites circles; others are dots."""
    if places.empty:
        return []
    theme = style.theme(ctx.theme)
    is_known = places["kind"].isin(list(SITE_MARKS))
    told = {
        "title": _named(places, "name", ctx).tolist(),
        "about": _named(places, "region", ctx).tolist(),
    }
    rows = pd.DataFrame(
        {
            "x": places["x"],
            "y": places["y"],
            "marker": places["kind"].map(SITE_MARKS).fillna("circle"),
            "size": np.where(is_known, SITE, DOT) * canvas.unit(ctx),
        }
    )
    return [
        canvas.layer(
            hv.Points(rows, ["x", "y"], ["marker", "size"]),
            marker="marker",
            size="size",
            fill_alpha=0,
            line_color=theme.site,
            line_width=2 * canvas.unit(ctx),
            hooks=[canvas.plain(name), canvas.hover(ctx, told, "@title", "@about")],
        )
    ]


def peeping(places: Rows, marks: Rows, scene: Scene, ctx: ViewContext) -> Rows:
    """The sites of which a sign hides a part: drawn again over it, none is left as a crescent."""
    if places.empty or marks.empty:
        return places.head(0)
    at = scene.pixels(marks["x"].to_numpy(float), marks["y"].to_numpy(float))
    spots = scene.pixels(places["x"].to_numpy(float), places["y"].to_numpy(float))
    reach = np.array([REACH[rank] for rank in marks["rank"]]) * unit(ctx)
    half = SITE / 2 * canvas.unit(ctx)
    away = np.abs(spots[:, None, :] - at[None, :, :]).max(axis=2)
    is_hidden = (away < reach - half).any(axis=1)
    return places[(away < reach + half).any(axis=1) & ~is_hidden]


def leaders(words: list[Any], ctx: ViewContext) -> list[hv.Element]:
    """Thin lines from marks to the words about them."""
    hung = [word for word in words if word.leader]
    if not hung:
        return []
    return [
        canvas.layer(
            hv.Path([np.array(w.leader) for w in hung if w.colour == colour], ["x", "y"]),
            color=colour,
            line_width=1.6 * canvas.unit(ctx),
            hooks=[canvas.plain("leaders")],
        )
        for colour in dict.fromkeys(word.colour for word in hung)
    ]


def incidents(marks: Rows, ctx: ViewContext) -> list[hv.Element]:
    """Level marks, and an empty layer for the ring around the chosen one."""
    if marks.empty:
        return []
    theme, large = style.theme(ctx.theme), unit(ctx)
    ids = marks["incident_id"].astype(str).tolist()
    told = {"title": marks["title"].fillna("").astype(str).tolist(), "about": _about(marks, ctx)}

    def identified(plot: Any, _: Any) -> None:
        plot.handles["source"].data["id"] = ids

    rows = pd.DataFrame(
        {
            "x": marks["x"],
            "y": marks["y"],
            "marker": [MARKS[r][0] for r in marks["rank"]],
            "size": [MARKS[r][1] * large for r in marks["rank"]] * marks["scale"].to_numpy(float),
            "angle": [MARKS[r][2] for r in marks["rank"]],
            "fill": [style.level_mark(theme, r).fill for r in marks["rank"]],
            # Of very many small ones, the ground and the names on it are seen through them.
            "alpha": np.where(marks["scale"] < NUMBERED, 0.6, 1.0),
        }
    )
    points = canvas.layer(
        hv.Points(rows, ["x", "y"], ["marker", "size", "angle", "fill", "alpha"]),
        marker="marker",
        size="size",
        angle="angle",
        fill_color="fill",
        fill_alpha="alpha",
        line_color=theme.map_background,
        line_width=1,
        hooks=[canvas.plain("marks"), identified, canvas.hover(ctx, told, "@title", "@about")],
    )
    return [points, _ring(ctx)]


def _ring(ctx: ViewContext) -> hv.Element:
    return canvas.layer(
        hv.Points([], ["x", "y"]),
        marker="circle",
        size=40 * unit(ctx),
        fill_alpha=0,
        line_color=style.theme(ctx.theme).strong,
        line_width=2,
        hooks=[canvas.plain("ring")],
    )


def cells(marks: Rows, scene: Scene, ctx: ViewContext) -> list[hv.Element]:
    """Too many incidents for marks: counted in squares, deeper where there are more."""
    theme = style.theme(ctx.theme)
    side = scene.scale * CELL
    spots = np.floor(marks[["x", "y"]].to_numpy(float) / side)
    _, where, counts = np.unique(spots, axis=0, return_inverse=True, return_counts=True)
    rows: Rows = pd.DataFrame(spots, columns=["x", "y"]).assign(
        cell=where, rank=marks["rank"].to_numpy()
    )
    rows["rank"] = rows["rank"].replace(0, 5)
    each = rows.groupby("cell").agg(x=("x", "first"), y=("y", "first"), rank=("rank", "min"))
    share = 0.25 + 0.75 * np.log1p(counts) / np.log1p(counts.max())
    fill = [
        canvas.mixed(style.level_mark(theme, r).fill, theme.land, s)
        for r, s in zip(each["rank"], share, strict=True)
    ]
    told = {"incidents": counts.tolist()}
    low = each[["x", "y"]] * side
    boxes = pd.DataFrame(
        {
            "x0": low["x"],
            "y0": low["y"],
            "x1": low["x"] + side,
            "y1": low["y"] + side,
            "fill": fill,
        }
    )
    return [
        canvas.layer(
            hv.Rectangles(boxes, ["x0", "y0", "x1", "y1"], "fill"),
            fill_color="fill",
            line_color=None,
            hooks=[canvas.plain("cells"), canvas.hover(ctx, told, "@incidents")],
        )
    ]


def _named(rows: Rows, stem: str, ctx: ViewContext) -> Rows:
    """The reader's of two names, else the other, else nothing."""
    first, second = ctx.say(f"{stem}_en", f"{stem}_zh"), ctx.say(f"{stem}_zh", f"{stem}_en")
    empty: Rows = pd.Series("", index=rows.index, dtype=object)
    return rows.get(first, empty).fillna(rows.get(second, empty)).fillna("").astype(str)


def _about(marks: Rows, ctx: ViewContext) -> list[str]:
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
