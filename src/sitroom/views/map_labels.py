"""Where words go on a map: beside what they name, on nothing else.

Everything here is in pixels with y downwards. Words are placed one after another, the most
important first; each takes the cheapest of its candidate positions that covers no obstacle.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from shapely import LineString, box
from shapely.geometry.base import BaseGeometry

Pixel = tuple[float, float]

CLEAR = 3.0  # pixels of air around words
MOST_OUT = 0.03  # of a name outside its area: no more than words are guessed too wide
FAR = 1e9


@dataclass(frozen=True)
class Rect:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def shape(self) -> BaseGeometry:
        """The same as a geometry, to be measured against areas and lines."""
        return box(self.left, self.top, self.right, self.bottom)

    def overlaps(self, other: "Rect", air: float = 0.0) -> bool:
        """Whether the two come closer than `air`."""
        return (
            self.left < other.right + air
            and other.left < self.right + air
            and self.top < other.bottom + air
            and other.top < self.bottom + air
        )

    def inside(self, other: "Rect") -> bool:
        """Whether no part of it lies outside the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


def around(centre: Pixel, half: float) -> Rect:
    """The square of half side `half` around a pixel."""
    return Rect(centre[0] - half, centre[1] - half, centre[0] + half, centre[1] + half)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """About how many pixels a line takes: Chinese characters are as wide as the type is high."""
    latin = 0.60 if bold else 0.56
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else latin for c in text)
    return wide * size


def area_name(
    centre: Pixel,
    width: float,
    height: float,
    taken: Iterable[Rect],
    frame: Rect,
    cost: Callable[[Rect], float],
) -> Rect | None:
    """Where an area's name goes: near its middle, and inside it; None where there is no room."""
    obstacles = list(taken)
    best: tuple[float, Rect] | None = None
    for x, y in _spiral(centre, step=height * 0.55, turns=9):
        rect = Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        away = hypot(x - centre[0], y - centre[1])
        if best is not None and away >= best[0]:
            break
        if not rect.inside(frame) or any(rect.overlaps(o, CLEAR) for o in obstacles):
            continue
        price = away + cost(rect)
        if price < FAR and (best is None or price < best[0]):
            best = price, rect
    return best[1] if best else None


def callout(
    mark: Pixel,
    width: float,
    height: float,
    taken: Iterable[Rect],
    frame: Rect,
    reach: float,
    covered: BaseGeometry,
    borders: BaseGeometry,
    hung: BaseGeometry,
) -> tuple[Rect, tuple[Pixel, Pixel, Pixel]] | None:
    """Where words about a mark go, and the leader from the mark to them (start, elbow, end).

    `reach` is how far the leader starts from the mark's middle. The mark's own rectangle is not
    to be in `taken`. No words lie on what is `covered`, and none on a border if it can be helped.
    `hung` are the leaders of other words: where this one could only cross them there are no words,
    for they would be read as each other's.
    """
    obstacles = list(taken)
    best: tuple[float, Rect, tuple[Pixel, Pixel, Pixel]] | None = None
    for away in (2.2, 2.5, 2.8, 3.2, 3.6, 4.1, 4.6, 5.3, 6.0, 7.0, 8.0, 9.0, 10.0):
        for step in range(24):
            angle = 2 * pi * step / 24 + pi / 24
            rect, leader = _hung(mark, angle, away * reach, width, height, reach)
            if not rect.inside(frame) or any(rect.overlaps(o, CLEAR * 2) for o in obstacles):
                continue
            crossed = sum(_crosses(leader, o) for o in obstacles)
            # To the right and slightly below reads best; a leader through a mark misleads.
            price = away + 30 * crossed + (cos(angle) < 0) * 1.0 + (sin(angle) < 0) * 0.4
            if best is not None and price >= best[0]:
                continue
            words = rect.shape
            price += 4 * words.intersects(borders)
            is_apart = not words.intersects(covered) and not LineString(leader).intersects(hung)
            if (best is None or price < best[0]) and is_apart:
                best = price, rect, leader
    return best[1:] if best else None


def astray(
    area: BaseGeometry, water: BaseGeometry, leaders: BaseGeometry
) -> Callable[[Rect], float]:
    """What a name's place costs beside its distance: leaving its area, lying on a line."""

    def cost(rect: Rect) -> float:
        words = rect.shape
        out = 1 - words.intersection(area).area / words.area
        # A name that lies partly in the next area is taken for that one's.
        if out > MOST_OUT or words.intersects(leaders):
            return FAR
        return 90.0 * out + 90.0 * words.intersects(water)

    return cost


def share_hidden(rect: Rect, spots: Iterable[Pixel]) -> float:
    """How much of a curve words on it would hide, as a share of its length."""
    line = LineString(spots)
    hidden = line.intersection(rect.shape)
    return hidden.length / max(line.length, 1.0)


def is_on(rect: Rect, lines: BaseGeometry) -> bool:
    """Whether words lie on any of the lines."""
    return bool(lines.intersects(rect.shape))


def _hung(
    mark: Pixel, angle: float, away: float, width: float, height: float, reach: float
) -> tuple[Rect, tuple[Pixel, Pixel, Pixel]]:
    """Words hung at the end of a leader with a short level foot, on the side it points to."""
    x, y = mark[0] + cos(angle) * away, mark[1] + sin(angle) * away
    side = 1 if cos(angle) >= 0 else -1
    foot = x + side * reach * 0.55
    edge = foot + side * 6
    left = edge if side > 0 else edge - width
    rect = Rect(left, y - height * 0.3, left + width, y + height * 0.7)
    start = mark[0] + cos(angle) * reach * 1.15, mark[1] + sin(angle) * reach * 1.15
    return rect, (start, (x, y), (foot, y))


def _spiral(centre: Pixel, step: float, turns: int) -> Iterator[Pixel]:
    yield centre
    for ring in range(1, turns + 1):
        count = 8 * ring
        for i in range(count):
            angle = 2 * pi * i / count
            yield centre[0] + cos(angle) * ring * step * 1.4, centre[1] + sin(angle) * ring * step


def _crosses(line: tuple[Pixel, ...], rect: Rect) -> bool:
    return any(_touches(rect, a, b) for a, b in pairwise(line))


def _touches(rect: Rect, a: Pixel, b: Pixel) -> bool:
    """Whether a stretch of line enters a rectangle (Liang and Barsky's clipping)."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    enter, leave = 0.0, 1.0
    for p, q in (
        (-dx, a[0] - rect.left),
        (dx, rect.right - a[0]),
        (-dy, a[1] - rect.top),
        (dy, rect.bottom - a[1]),
    ):
        if p == 0:
            if q < 0:
                return False
        elif p < 0:
            enter = max(enter, q / p)
        else:
            leave = min(leave, q / p)
    return enter <= leave
