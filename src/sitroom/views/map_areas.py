"""District names on the map, and the order in which all of its words find their places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sitroom.views import canvas, map_labels, map_words, style
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_geometry import Scene
from sitroom.views.map_labels import Rect
from sitroom.views.map_marks import NUMBERED, REACH, SITE
from sitroom.views.map_marks import unit as sign_unit

AREA_NAME = 18.0
# Shares of its size that a district's name may take, until it stands beside the land.
SMALLER = (1.0, 0.86, 0.75)
# How many places in a district a leader to its name may start from.
MOST_SPOTS = 12


def around(
    scene: Scene,
    regions: Rows,
    areas: list[BaseGeometry | None],
    lines: list[BaseGeometry | None],
    marks: Rows,
    worst: Rows,
    places: Rows,
    ctx: ViewContext,
    given: Sequence[map_words.Word] = (),
) -> list[map_words.Word]:
    """All words with their places: numerals on the marks, then callouts, then district names.

    `given` are words that have their places already.
    """
    unit = canvas.unit(ctx)
    at = scene.pixels(marks["x"].to_numpy(float), marks["y"].to_numpy(float))
    taken = [
        map_labels.around(tuple(p), REACH[rank] * sign_unit(ctx))
        for p, rank, scale in zip(at, marks["rank"], marks["scale"], strict=True)
        if scale >= NUMBERED
    ]
    depots = scene.pixels(places["x"].to_numpy(float), places["y"].to_numpy(float))
    taken += [map_labels.around(tuple(p), SITE * 0.6 * unit) for p in depots]
    water = map_words.drawn(scene, lines, AREA_NAME * unit * 0.3)
    borders = map_words.drawn(scene, [area.boundary for area in areas if area is not None], 1)
    taken += [word.rect for word in given if word.rect]
    told = map_words.callouts(scene, worst, taken, (water, borders), ctx)
    taken += [word.rect for word in told if word.rect]
    hung = [shapely.LineString(word.leader) for word in told if word.leader]
    leaders = map_words.drawn(scene, hung, 3)
    names = area_names(scene, regions, areas, (water, leaders), taken, ctx)
    return map_words.numerals(marks, at, ctx) + list(given) + told + names


def area_names(
    scene: Scene,
    regions: Rows,
    areas: list[BaseGeometry | None],
    lines: tuple[BaseGeometry, BaseGeometry],
    taken: list[Rect],
    ctx: ViewContext,
    land: Sequence[BaseGeometry | None] = (),
) -> list[map_words.Word]:
    """District names, the largest districts first: inside, or beside the land on a leader.

    `land` are all districts' areas where some of them need no name.
    """
    sizes = [canvas.letters(ctx, AREA_NAME * smaller) for smaller in SMALLER]
    rows = [
        (row, map_words.in_pixels(scene, area))
        for row, area in zip(regions.itertuples(), areas, strict=True)
        if area is not None and area.geom_type in ("Polygon", "MultiPolygon")
    ]
    ground = map_words.drawn(scene, land or areas, 1)
    words: list[map_words.Word] = []
    homeless: list[tuple[str, BaseGeometry]] = []
    for row, area in sorted(rows, key=lambda pair: -pair[1].area):
        name = map_words.spaced(map_words.named(row, "name", ctx))
        if not name:
            continue
        full = [*taken, *(word.rect for word in words if word.rect)]
        # From five metres smaller words are none.
        for size in sizes[:1] if ctx.frame == "wall" else sizes:
            if word := _inside(scene, area, name, size, full, lines, ctx):
                words.append(word)
                break
        else:
            homeless.append((name, area))
    for name, area in homeless:
        full = [*taken, *(word.rect for word in words if word.rect)]
        hung = [shapely.LineString(word.leader) for word in words if word.leader]
        crossed = [one.shape for one in full]
        kept_clear = shapely.union_all([lines[1], *crossed, map_words.drawn(scene, hung, 3)])
        words += _beside_land(scene, area, name, sizes[0], full, (ground, kept_clear), ctx)
    return words


def _inside(
    scene: Scene, area: BaseGeometry, name: str, size: float, taken: list[Rect],
    lines: tuple[BaseGeometry, BaseGeometry], ctx: ViewContext,
) -> map_words.Word | None:  # fmt: skip
    """A name near the middle of its area; None where the area has no room for it."""
    rect = map_labels.area_name(
        _middle(area),
        map_labels.text_width(name, size),
        size * 1.1,
        taken,
        _frame(scene),
        map_labels.astray(area, *lines),
    )
    if rect is None:
        return None
    x, y = scene.plane((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2)
    return map_words.Word(x, y, name, size, style.theme(ctx.theme).land_label, rect=rect)


def _beside_land(
    scene: Scene, area: BaseGeometry, name: str, size: float, taken: list[Rect],
    around: tuple[BaseGeometry, BaseGeometry], ctx: ViewContext,
) -> list[map_words.Word]:  # fmt: skip
    """A name on the free ground around all areas, and the leader to its own.

    `around` are the land, and what no leader crosses: marks, words and other leaders.
    """
    ground, kept_clear = around
    width, height, none = map_labels.text_width(name, size), size * 1.1, shapely.Point()
    covered = ground.union(kept_clear)
    shapely.prepare([covered, kept_clear])
    for spot in _outward(area, ground, taken, size):
        found = map_labels.callout(
            spot, width, height, taken, _frame(scene), size / 2, covered, none, kept_clear
        )
        if found:
            break
    else:
        return []
    rect, leader = found
    side = ("left", rect.left) if leader[2][0] <= rect.left else ("right", rect.right)
    at = scene.plane(side[1], (rect.top + rect.bottom) / 2)
    line, ink = tuple(scene.plane(*p) for p in leader), style.theme(ctx.theme).land_label
    return [
        map_words.Word(*at, name, size, ink, align=side[0], rect=rect),
        map_words.Word(*at, "", 1, ink, leader=line),
    ]


def _outward(
    area: BaseGeometry, ground: BaseGeometry, taken: list[Rect], size: float
) -> list[tuple[float, float]]:
    """Free places well within an area, those nearest to the edge of the land first."""
    within, step = area.buffer(-size / 2), max(size / 2, 4)
    x0, y0, x1, y1 = area.bounds
    grid = np.stack(np.meshgrid(np.arange(x0, x1, step), np.arange(y0, y1, step)), -1)
    spots = grid.reshape(-1, 2)
    spots = spots[shapely.contains_xy(within, spots)] if len(spots) else spots
    marks = [map_labels.around((float(x), float(y)), 2) for x, y in spots]
    free = [n for n, own in enumerate(marks) if not any(own.overlaps(one) for one in taken)]
    away = shapely.distance(shapely.points(spots[free]), ground.boundary)
    return [(float(x), float(y)) for x, y in spots[free][np.argsort(away)][:MOST_SPOTS]]


def _middle(area: BaseGeometry) -> tuple[float, float]:
    largest = max(getattr(area, "geoms", [area]), key=lambda part: part.area)
    return shapely.maximum_inscribed_circle(largest, tolerance=3).coords[0]


def _frame(scene: Scene) -> Rect:
    return Rect(2, 2, scene.width - 2, scene.height - 2)
