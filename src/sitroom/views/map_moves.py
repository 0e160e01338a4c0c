"""Suggested moves on the one map: depots by the worst of their stock, an arrow for each way."""

from __future__ import annotations

from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd
import shapely

from sitroom.views import canvas, map_labels, map_words, narrowing, style
from sitroom.views import map_geometry as geometry
from sitroom.views import map_ground as ground
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_geometry import Scene

SHORT, LOW = 0.5, 1.0  # of the minimum: what makes a depot red, and yellow
BEND = 0.16  # how far an arrow swings out, as a share of its length
MARK, NAME, TOLD = 13.0, 16.0, 14.5  # pixels at unit 1
MOST_WAYS = 6  # more arrows than these hide the ground and one another
STEPS = np.linspace(0, 1, 25)[:, None]


@narrows(narrowing.one_item)
@canvas.reads(
    regions=("region_code", "name_zh", "name_en", "geom_wkb", "has_report"),
    depots=("item_id", "site_id", "site_zh", "site_en", "coverage", "category", "lon", "lat"),
    moves=("item_id", "item_zh", "item_en", "unit", "move_qty", "distance_km", "from_site_id",
           "to_site_id", "from_lon", "from_lat", "to_lon", "to_lat"),
    rivers=("geom_wkb",),
)  # fmt: skip
def moves_map(
    regions: pd.DataFrame,
    depots: pd.DataFrame,
    moves: pd.DataFrame,
    rivers: pd.DataFrame,
    ctx: ViewContext,
    address: tuple[tuple[str, str], ...] = (),
) -> hv.Overlay:
    """The map of depots and of the moves of the chosen item, or of every item.

    A way that several items take is one arrow. Of very many the first are drawn, in the order of
    the metric: what an incident waits for before what only fills a minimum.
    """
    item = dict(address).get("item", "")
    shown = moves[moves["item_id"].astype(str) == item] if item and len(moves) else moves
    places = _depots(depots, item)
    # Districts are plain ground here: their tint would be read as a state of the stock.
    plain = regions.assign(worst_level=None) if len(regions) else regions
    areas, lines = geometry.shapes(plain), geometry.shapes(rivers)
    box = geometry.bounds(areas, places)
    if box is None:
        return canvas.nothing(ctx)
    ways = _ways(shown, ctx)
    legend = _legend(min(len(ways), MOST_WAYS), len(ways), ctx)
    ways = ways[:MOST_WAYS]
    height = max(ctx.height - map_words.legend_height(legend, ctx), 1)
    scene = geometry.scene(box, ctx.width, height, margin=14 * canvas.unit(ctx))
    areas = geometry.simplified(areas, scene.scale * 0.6)
    lines = geometry.simplified(lines, scene.scale * 0.6)
    layers = [
        *ground.land(plain, areas, ctx),
        *ground.river(lines, ctx),
        *_arrows(ways, ctx),
        *_marks(places, ctx),
        map_words.texts(_words(scene, plain, areas, places, ways, ctx), ctx),
    ]
    extent = scene.x0, scene.x1, scene.y0, scene.y1
    hooks = (canvas.fitted(extent), map_words.legend(legend, ctx))
    return canvas.overlay(layers, ctx, extent, *hooks)


def _legend(shown: int, ways: int, ctx: ViewContext) -> list[str]:
    """What the marks mean, and how many ways are left to the table beside the map."""
    red = ctx.say("red: under half of a minimum", "红：不足定额一半")
    yellow = ctx.say("yellow: under it", "黄：低于定额")
    lines = [f"□ {ctx.say('depot', '仓库')}{map_words.BETWEEN}{red} · {yellow}"]
    if shown < ways:
        lines.append(
            ctx.say(
                f"The first {shown} of {ways} ways; choose an item for its own",
                f"仅画前 {shown} 条，共 {ways} 条；选择物资可看其全部调拨",
            )
        )
    return lines


def _depots(depots: Rows, item: str) -> Rows:
    """One row for each depot with a place, with the least share of a minimum it holds."""
    own = depots[depots["item_id"].astype(str) == item] if item and len(depots) else depots
    found = geometry.located(own)
    if found.empty:
        return found.assign(coverage=pd.Series(dtype=float))
    kept = found.sort_values("coverage", na_position="last", kind="stable")
    return kept.drop_duplicates("site_id")


def _ways(moves: Rows, ctx: ViewContext) -> list[dict[str, Any]]:
    """One way for each pair of depots: its curve on the plane, its words, what it carries."""
    if not len(moves):
        return []
    found = []
    for _, rows in moves.groupby(["from_site_id", "to_site_id"], sort=False):
        first = rows.iloc[0]
        ends = [
            geometry.mercator(first[f"{end}_lon"], first[f"{end}_lat"]) for end in ("from", "to")
        ]
        (x0, y0), (x1, y1) = ends
        if not np.isfinite([x0, y0, x1, y1]).all():
            continue
        start, end = np.array([x0, y0], float), np.array([x1, y1], float)
        aside = np.array([start[1] - end[1], end[0] - start[0]]) * BEND
        middle = (start + end) / 2 + aside
        curve = (1 - STEPS) ** 2 * start + 2 * (1 - STEPS) * STEPS * middle + STEPS**2 * end
        found.append({"curve": curve, **_told(first, len(rows), ctx)})
    return found


def _told(row: Any, items: int, ctx: ViewContext) -> dict[str, str]:
    """What goes first that way, how many more items and how far; in short only what."""
    name = row[ctx.say("item_en", "item_zh")]
    unit = str(row["unit"] or "")
    unit = unit if ctx.language == "zh" or unit.isascii() else ""
    text = f"{name} {row['move_qty']:,.6g} {unit}".strip()
    more = ctx.say(f" +{items - 1} more", f" 等{items}项") if items > 1 else ""
    return {"text": f"{text}{more} · {row['distance_km']:.0f} km", "short": text}


def _arrows(ways: list[dict[str, Any]], ctx: ViewContext) -> list[hv.Element]:
    if not ways:
        return []
    theme, unit = style.theme(ctx.theme), canvas.unit(ctx)
    # The head sits just before the depot's mark, turned as the curve arrives.
    heads = []
    for way in ways:
        tip, before = way["curve"][-3], way["curve"][-5]
        turn = np.degrees(np.arctan2(tip[1] - before[1], tip[0] - before[0])) - 90
        heads.append((tip[0], tip[1], turn))
    return [
        canvas.layer(hv.Path([way["curve"] for way in ways], ["x", "y"]), color=theme.leader,
                     line_width=2.6 * unit, line_alpha=0.85, hooks=[canvas.plain("ways")]),
        canvas.layer(hv.Points(heads, ["x", "y"], "turn"), marker="triangle", angle="turn",
                     size=13 * unit, fill_color=theme.leader, line_color=None,
                     hooks=[canvas.plain("heads")]),
    ]  # fmt: skip


def _marks(places: Rows, ctx: ViewContext) -> list[hv.Element]:
    if places.empty:
        return []
    theme = style.theme(ctx.theme)
    rows = pd.DataFrame({
        "x": places["x"], "y": places["y"],
        "fill": [_colour(share, theme) for share in places["coverage"]],
    })  # fmt: skip
    told = {
        "title": places[ctx.say("site_en", "site_zh")].astype(str).tolist(),
        "about": [_share(share, ctx) for share in places["coverage"]],
    }
    return [
        canvas.layer(
            hv.Points(rows, ["x", "y"], "fill"),
            marker="square",
            size=MARK * canvas.unit(ctx),
            fill_color="fill",
            line_color=theme.map_background,
            line_width=1,
            hooks=[canvas.plain("depots"), canvas.hover(ctx, told, "@title", "@about")],
        )
    ]


def _colour(share: Any, theme: style.Theme) -> str:
    if pd.isna(share):
        return theme.site
    return (theme.bad if share < SHORT else theme.warn if share < LOW else theme.ok).fill


def _share(share: Any, ctx: ViewContext) -> str:
    if pd.isna(share):
        return ctx.say("no minimum is set", "未设定额")
    return ctx.say(f"scarcest item: {share:.0%} of its minimum", f"最缺物资为定额的 {share:.0%}")


def _words(
    scene: Scene, regions: Rows, areas: list[Any], places: Rows, ways: list[dict[str, Any]],
    ctx: ViewContext,
) -> list[map_words.Word]:  # fmt: skip
    """Depots' names, then what moves where no arrow is in the way, then the districts' names."""
    theme, unit = style.theme(ctx.theme), canvas.unit(ctx)
    at = scene.pixels(places["x"].to_numpy(float), places["y"].to_numpy(float))
    taken = [map_labels.around(tuple(p), MARK * 0.6 * unit) for p in at]
    curves = [shapely.LineString(scene.pixels(w["curve"][:, 0], w["curve"][:, 1])) for w in ways]
    crossed = shapely.union_all(curves).buffer(3) if curves else shapely.GeometryCollection()

    def is_crossed(rect: map_labels.Rect) -> bool:
        return crossed.intersects(shapely.box(rect.left, rect.top, rect.right, rect.bottom))

    words: list[map_words.Word] = []
    for spot, name in zip(at, places[ctx.say("site_en", "site_zh")].astype(str), strict=True):
        _put(
            words,
            taken,
            scene,
            sorted(_beside(spot, name, NAME * unit, unit), key=is_crossed),
            name,
            NAME * unit,
            theme.text,
            float(spot[0]),
        )
    for way in ways:
        spots = scene.pixels(way["curve"][:, 0], way["curve"][:, 1])
        # A way whose words find no room is told in the table beside the map.
        for text in (way["text"], way["short"]):
            clear = [r for r in _along(spots, text, TOLD * unit) if not is_crossed(r)]
            if _put(words, taken, scene, clear, text, TOLD * unit, theme.secondary):
                break
    free = shapely.GeometryCollection()
    return words + map_words.area_names(scene, regions, areas, (free, crossed), taken, ctx)


def _put(
    words: list[map_words.Word], taken: list[map_labels.Rect], scene: Scene,
    candidates: list[map_labels.Rect], text: str, size: float, colour: str,
    beside: float | None = None,
) -> bool:  # fmt: skip
    """Put a text at its first place that is free, and say whether there was one."""
    frame = map_labels.Rect(2, 2, scene.width - 2, scene.height - 2)
    for rect in candidates:
        if rect.inside(frame) and not any(rect.overlaps(other, 1.5) for other in taken):
            taken.append(rect)
            # Words beside a mark start, or end, at it, whatever their true width is.
            side = "center" if beside is None else "left" if rect.left > beside else "right"
            if rect.left < (beside or 0) < rect.right:
                side = "center"
            at = {"left": rect.left, "right": rect.right}.get(side, (rect.left + rect.right) / 2)
            x, y = scene.plane(at, (rect.top + rect.bottom) / 2)
            words.append(map_words.Word(x, y, text, size, colour, align=side, rect=rect))
            return True
    return False


def _beside(spot: Any, text: str, size: float, unit: float) -> list[map_labels.Rect]:
    width, height, away = map_labels.text_width(text, size), size * 1.15, MARK * 0.8 * unit
    x, y = float(spot[0]), float(spot[1])
    lefts = [(x + away, y - height / 2), (x - away - width, y - height / 2),
             (x - width / 2, y + away), (x - width / 2, y - away - height)]  # fmt: skip
    return [map_labels.Rect(left, top, left + width, top + height) for left, top in lefts]


def _along(spots: Any, text: str, size: float) -> list[map_labels.Rect]:
    width, height = map_labels.text_width(text, size), size * 1.15
    found = []
    for n in (12, 10, 14, 8, 16, 6, 18):
        x, y = float(spots[n][0]), float(spots[n][1])
        for left, top in ((x + 6, y - height / 2), (x - width - 6, y - height / 2),
                          (x - width / 2, y - height - 5), (x - width / 2, y + 5)):  # fmt: skip
            found.append(map_labels.Rect(left, top, left + width, top + height))
    return found
