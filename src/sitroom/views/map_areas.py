"""District names on the map, and the order in which all of its words find their places."""

from __future__ import annotations

from collections.abc import Sequence

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
    homeless = []
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
        own = [shapely.LineString(word.leader) for word in words if word.leader]
        hung = lines[1].union(map_words.drawn(scene, own, 3)) if own else lines[1]
        words += _beside_land(scene, area, name, sizes[0], full, (ground, hung), ctx)
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
    """A name on the free ground around all areas, and the leader to its own."""
    reach, theme = size * 0.8, style.theme(ctx.theme)
    width, none = map_labels.text_width(name, size), shapely.GeometryCollection()
    found = map_labels.callout(
        _middle(area), width, size * 1.1, taken, _frame(scene), reach, around[0], none, around[1]
    )
    if found is None:
        return []
    rect, leader = found
    side = ("left", rect.left) if leader[2][0] <= rect.left else ("right", rect.right)
    at = scene.plane(side[1], (rect.top + rect.bottom) / 2)
    line = tuple(scene.plane(*p) for p in leader)
    return [
        map_words.Word(*at, name, size, theme.land_label, align=side[0], rect=rect),
        map_words.Word(*at, "", 1, theme.land_label, leader=line),
    ]


def _middle(area: BaseGeometry) -> tuple[float, float]:
    largest = max(getattr(area, "geoms", [area]), key=lambda part: part.area)
    return shapely.maximum_inscribed_circle(largest, tolerance=3).coords[0]


def _frame(scene: Scene) -> Rect:
    return Rect(2, 2, scene.width - 2, scene.height - 2)
