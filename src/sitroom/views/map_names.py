"""Names beside marks and words along lines: each takes its first place that is free."""

from __future__ import annotations

from typing import Any

import numpy as np

from sitroom.views import canvas, map_labels, map_words, style
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_geometry import KM_PER_DEGREE, Scene, latitude
from sitroom.views.map_ground import NEAR_KM
from sitroom.views.map_labels import Rect
from sitroom.views.map_marks import REACH, SITE, SITE_MARKS
from sitroom.views.map_marks import unit as sign_unit

LINE = 1.15  # a line's height, in its type's size
SITE_NAME = 15.0
# Of the places around an incident, those that have a mark of their own are worth a name.
MOST_NAMES = 9


class Names:
    """Words put on one scene after another, none over what is already there."""

    def __init__(self, scene: Scene, taken: list[Rect]) -> None:
        self.scene = scene
        self.taken = taken
        self.words: list[map_words.Word] = []
        self._frame = Rect(2, 2, scene.width - 2, scene.height - 2)

    def put(
        self, places: list[Rect], text: str, size: float, colour: str,
        *, beside: float | None = None, ground: str = "",
    ) -> bool:  # fmt: skip
        """Put a text at its first place that is free, and say whether there was one.

        `beside` is the pixel across of the mark that it names: the words start, or end, there.
        `ground` is the colour that covers what runs beneath the words.
        """
        for rect in places:
            if rect.inside(self._frame) and not any(rect.overlaps(o, 1.5) for o in self.taken):
                self.taken.append(rect)
                side, across = _anchor(rect, beside)
                x, y = self.scene.plane(across, (rect.top + rect.bottom) / 2)
                self.words.append(
                    map_words.Word(x, y, text, size, colour, align=side, rect=rect, ground=ground)
                )
                return True
        return False


def _anchor(rect: Rect, beside: float | None) -> tuple[str, float]:
    # Words beside a mark start, or end, at it, whatever their true width is.
    if beside is not None and rect.left > beside:
        return "left", rect.left
    if beside is not None and rect.right < beside:
        return "right", rect.right
    return "center", (rect.left + rect.right) / 2


def beside(spot: Any, text: str, size: float, away: float) -> list[Rect]:
    """Places right of, left of, below and above a mark, `away` pixels from its middle."""
    width, height = map_labels.text_width(text, size), size * LINE
    x, y = float(spot[0]), float(spot[1])
    lefts = [
        (x + away, y - height / 2), (x - away - width, y - height / 2),
        (x - width / 2, y + away), (x - width / 2, y - away - height),
    ]  # fmt: skip
    return [Rect(left, top, left + width, top + height) for left, top in lefts]


def along(spots: Any, text: str, size: float) -> list[Rect]:
    """Places on a curve of pixels, then close above, below and beside it; the middle first."""
    width, height = map_labels.text_width(text, size) + 4, size * LINE
    middle = len(spots) // 2
    steps = sorted(range(3, len(spots) - 3), key=lambda n: abs(n - middle))
    shifts = [(0.0, 0.0), (0.0, -0.7), (0.0, 0.7), (0.53, 0.0), (-0.53, 0.0)]
    middles = [
        (float(spots[n][0]) + across * width, float(spots[n][1]) + down * height)
        for across, down in shifts
        for n in steps
    ]
    return [Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in middles]


def of_sites(
    scene: Scene, places: Rows, chosen: Rows, marks: Rows, ctx: ViewContext
) -> list[map_words.Word]:
    """Names of the nearest places around the incident that the map is about."""
    if places.empty or chosen.empty:
        return []
    theme, unit = style.theme(ctx.theme), canvas.unit(ctx)
    size, x, y = canvas.letters(ctx, SITE_NAME), chosen["x"].iloc[0], chosen["y"].iloc[0]
    narrow = np.cos(np.radians(latitude(float(y))))
    away: Any = np.hypot(places["x"] - x, places["y"] - y) * KM_PER_DEGREE * narrow
    own = places[places["kind"].isin(list(SITE_MARKS)) & (away <= NEAR_KM)]
    spots = scene.pixels(places["x"].to_numpy(float), places["y"].to_numpy(float))
    signs = scene.pixels(marks["x"].to_numpy(float), marks["y"].to_numpy(float))
    taken = [map_labels.around(tuple(p), SITE * 0.6 * unit) for p in spots]
    taken += [
        map_labels.around(tuple(p), REACH[rank] * sign_unit(ctx))
        for p, rank in zip(signs, marks["rank"], strict=True)
    ]
    names = Names(scene, taken)
    for row in own.assign(away=away).sort_values("away").head(MOST_NAMES).itertuples():
        name = map_words.named(row, "name", ctx)
        spot = scene.pixels(row.x, row.y)
        # One beside the incident's own sign has its name farther out.
        rects = [r for far in (0.9, 2.6) for r in beside(spot, name, size, SITE * far * unit)]
        names.put(rects, name, size, theme.secondary, beside=float(spot[0]))
    return names.words
