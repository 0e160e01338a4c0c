"""Suggested moves on the one map: depots by the worst of their stock, an arrow for each way."""

from __future__ import annotations

from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd
import shapely

from sitroom.views import (
    canvas,
    map_areas,
    map_labels,
    map_legend,
    map_names,
    map_words,
    narrowing,
    style,
)
from sitroom.views import map_geometry as geometry
from sitroom.views import map_ground as ground
from sitroom.views import map_marks as marking
from sitroom.views.blocks_resources import bare
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_geometry import Scene
from sitroom.views.map_labels import is_on, share_hidden
from sitroom.views.unread import without

SHORT, LOW = 0.5, 1.0  # of the minimum
FOR_INCIDENT = 1  # the priority of what an open incident waits for
BEND = 0.16  # how far an arrow swings out, as a share of its length
MARK, NAME, TOLD = 13.0, 16.0, 14.5  # pixels at unit 1
MOST_HIDDEN = 0.3  # of an arrow under the words on it
MOST_WAYS = 5  # more arrows than these hide the ground and one another
FEWER_WAYS, NARROW = 3, 480  # on a picture so narrow
STEPS = np.linspace(0, 1, 25)[:, None]


@without("regions", "rivers")
@narrows(narrowing.one_item)
@canvas.reads(
    regions=("region_code", "name_zh", "name_en", "geom_wkb", "has_report"),
    depots=("item_id", "site_id", "site_zh", "site_en", "coverage", "category", "is_critical",
            "lon", "lat"),
    moves=("item_id", "item_zh", "item_en", "unit", "move_qty", "distance_km", "priority",
           "from_site_id", "to_site_id", "from_lon", "from_lat", "to_lon", "to_lat"),
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

    A way that several items take is one arrow. Of very many the first are drawn: what an incident
    waits for before what only fills a minimum, critical items before others, near before far.
    """
    waiting = moves.loc[moves["priority"] == FOR_INCIDENT, "to_site_id"] if len(moves) else ()
    return _map(regions, depots, moves, rivers, ctx, dict(address).get("item", ""), set(waiting))


def _map(
    regions: Rows, depots: Rows, moves: Rows, rivers: Rows, ctx: ViewContext, item: str,
    waiting: set[Any],
) -> hv.Overlay:  # fmt: skip
    """The map, where `waiting` are the depots that lack what an open incident needs."""
    shown = moves[moves["item_id"].astype(str) == item] if item and len(moves) else moves
    places = _depots(depots, item)
    # Districts are plain ground here: their tint would be read as a state of the stock.
    plain = regions.assign(worst_level=None) if len(regions) else regions
    areas, lines = geometry.shapes(plain), geometry.shapes(rivers)
    box = geometry.bounds(areas, places)
    if box is None:
        return canvas.nothing(ctx)
    places = _states(places, item, waiting)
    ways = _ways(_in_order(shown, depots), ctx)
    most = FEWER_WAYS if ctx.width < NARROW else MOST_WAYS
    legend = _legend(item, min(len(ways), most), len(ways), ctx)
    ways = ways[:most]
    height = max(ctx.height - map_legend.height(legend, ctx), 1)
    scene = geometry.scene(box, ctx.width, height, margin=14 * canvas.unit(ctx))
    areas = geometry.simplified(areas, scene.scale * 0.6)
    lines = geometry.simplified(lines, scene.scale * 0.6)
    words = _words(scene, plain, areas, lines, places, ways, ctx)
    layers = [
        *ground.land(plain, areas, ctx),
        *ground.river(lines, ctx),
        *marking.leaders(words, ctx),
        *_arrows(ways, ctx),
        *_marks(places, ctx),
        map_words.texts(words, ctx),
    ]
    extent = scene.x0, scene.x1, scene.y0, scene.y1
    hooks = (canvas.fitted(extent), map_legend.written(legend, ctx))
    return canvas.overlay(layers, ctx, extent, *hooks)


@without("regions", "rivers")
@canvas.reads(
    **moves_map.__dict__["reads"]
    | {"moves": ("item_id", "item_zh", "item_en", "unit", "move_qty", "distance_km", "site_id",
                 "donor_id")},
)  # fmt: skip
def urgent_moves_map(
    regions: pd.DataFrame,
    depots: pd.DataFrame,
    moves: pd.DataFrame,
    rivers: pd.DataFrame,
    ctx: ViewContext,
) -> hv.Overlay:
    """The same map of what is short near open incidents: one row a depot, with who can help it."""
    given = moves[moves["donor_id"].notna()] if len(moves) else moves
    where = depots.drop_duplicates("site_id")[["site_id", "lon", "lat"]]
    for end, site in (("from", "donor_id"), ("to", "site_id")):
        told = where.set_axis([site, f"{end}_lon", f"{end}_lat"], axis=1)
        given = given.merge(told, on=site, how="left")
    named = given.assign(from_site_id=given["donor_id"], to_site_id=given["site_id"])
    waiting = set(moves["site_id"]) if len(moves) else set()
    return _map(regions, depots, named, rivers, ctx, "", waiting)


def _legend(item: str, shown: int, ways: int, ctx: ViewContext) -> list[str]:
    """What the marks mean, and how many ways are left to the table beside the map."""
    if item:
        red = ctx.say("red: under half of its minimum", "红：不足定额一半")
        yellow = ctx.say("yellow: under it", "黄：低于定额")
    else:
        red = ctx.say("red: an open incident waits", "红：未结事件待用")
        yellow = ctx.say("yellow: an item under half of its minimum", "黄：有物资不足定额一半")
    lines = map_legend.fitted([f"□ {ctx.say('depot', '仓库')}", red, yellow], ctx)
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


def _states(places: Rows, item: str, waiting: set[Any]) -> Rows:
    """The depots with `state`: bad, low, ok or unknown, the worst last so that it is on top.

    Of one item the share of its minimum says it. Of all of them some are short nearly everywhere:
    what an open incident waits for stands out, and the rest stays quiet.
    """
    short, is_low = places["coverage"] < SHORT, places["coverage"] < LOW
    bad, low = (short, is_low) if item else (places["site_id"].isin(waiting), short)
    state = np.select([bad, low, places["coverage"].notna()], ["bad", "low", "ok"], "unknown")
    ranked = places.assign(state=state, alpha=np.where(bool(item) | bad, 1.0, 0.0))
    return ranked.loc[bad.sort_values(kind="stable").index]


def _in_order(moves: Rows, depots: Rows) -> Rows:
    if not {"priority", "distance_km"} <= set(moves) or "is_critical" not in depots:
        return moves
    critical = depots.loc[depots["is_critical"].fillna(False).astype(bool), "item_id"]
    ranked = moves.assign(_minor=~moves["item_id"].isin(critical))
    return ranked.sort_values(["priority", "_minor", "distance_km"], kind="stable")


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
    more = ctx.say(f" +{items - 1}", f" 等{items}项") if items > 1 else ""
    return {
        "text": f"{text}{more} · {row['distance_km']:.0f} {ctx.say('km', '公里')}",
        "short": text,
    }


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
    colours = {"bad": theme.bad.fill, "low": theme.warn.fill, "ok": theme.ok.fill}
    colour = [colours.get(state, theme.site) for state in places["state"]]
    rows = places[["x", "y", "alpha"]].assign(colour=colour)
    told = {
        "title": places[ctx.say("site_en", "site_zh")].astype(str).tolist(),
        "about": [_share(share, ctx) for share in places["coverage"]],
    }
    return [
        canvas.layer(
            hv.Points(rows, ["x", "y"], ["colour", "alpha"]),
            marker="square",
            size=MARK * canvas.unit(ctx),
            fill_color="colour",
            fill_alpha="alpha",
            line_color="colour",
            line_width=2 * canvas.unit(ctx),
            hooks=[canvas.plain("depots"), canvas.hover(ctx, told, "@title", "@about")],
        )
    ]


def _share(share: Any, ctx: ViewContext) -> str:
    if pd.isna(share):
        return ctx.say("no minimum is set", "未设定额")
    return ctx.say(f"scarcest item: {share:.0%} of its minimum", f"最缺物资为定额的 {share:.0%}")


def _words(
    scene: Scene, regions: Rows, areas: list[Any], rivers: list[Any], places: Rows,
    ways: list[dict[str, Any]], ctx: ViewContext,
) -> list[map_words.Word]:  # fmt: skip
    """What moves, on its arrow; then the depots' names, then those of districts without one."""
    theme, unit = style.theme(ctx.theme), canvas.unit(ctx)
    name_size, told_size = canvas.letters(ctx, NAME), canvas.letters(ctx, TOLD)
    at = scene.pixels(places["x"].to_numpy(float), places["y"].to_numpy(float))
    spots = [scene.pixels(way["curve"][:, 0], way["curve"][:, 1]) for way in ways]
    curves = [shapely.LineString(spot).buffer(3) for spot in spots]
    water = map_words.drawn(scene, rivers, 4.5 * unit)
    names = map_names.Names(scene, [map_labels.around(tuple(p), MARK * 0.6 * unit) for p in at])
    for n, way in enumerate(ways):
        others = shapely.union_all(curves[:n] + curves[n + 1 :])
        # A way whose words find no room is told in the table beside the map.
        for text in (way["text"], way["short"]):
            clear = [
                rect
                for rect in map_names.along(spots[n], text, told_size)
                if not is_on(rect, others) and share_hidden(rect, spots[n]) < MOST_HIDDEN
            ]
            clear.sort(key=lambda rect: is_on(rect, water))
            if names.put(clear, text, told_size, theme.text, ground=theme.land):
                break
    crossed = shapely.union_all(curves) if curves else shapely.GeometryCollection()
    stood = places[ctx.say("site_en", "site_zh")].astype(str).map(bare)
    for spot, name in zip(at, stood, strict=True):
        rects = map_names.beside(spot, name, name_size, MARK * 0.8 * unit)
        rects.sort(key=lambda rect: is_on(rect, crossed))
        names.put(rects, name, name_size, theme.text, beside=float(spot[0]))
    # A depot that has its district's name says it for both.
    own = regions[ctx.say("name_en", "name_zh")] if len(regions) else stood.head(0)
    known = tuple(name for name in stood if name)
    said = [isinstance(name, str) and name.startswith(known) for name in own]
    kept = [None if is_said else area for area, is_said in zip(areas, said, strict=True)]
    free = shapely.GeometryCollection()
    lines = (free, crossed)
    return names.words + map_areas.area_names(scene, regions, kept, lines, names.taken, ctx, areas)
