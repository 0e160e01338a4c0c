"""The invented ground: nine districts that share their borders, the city's outline, one river.

Borders are drawn once, as chains between junctions on a 1000 x 700 sheet, and each district is
a ring of chains, so that neighbours share every vertex: no gap, no overlap.
"""

from __future__ import annotations

import math
import random
from itertools import pairwise

from words import Text

Point = tuple[float, float]

CITY = Text("兰汀市", "Lanting")
CITY_CODE = "990100"
KM_PER_UNIT = 0.0606
_WEST, _NORTH = 113.18, 29.66
_KM_PER_DEGREE_LON, _KM_PER_DEGREE_LAT = 96.93, 110.86

DISTRICTS = {
    "beiling": ("990101", Text("北岭区", "Beiling"), 71_300),
    "hedong": ("990102", Text("河东区", "Hedong"), 148_200),
    "shiqiao": ("990103", Text("石桥区", "Shiqiao"), 126_500),
    "liudi": ("990104", Text("柳堤区", "Liudi"), 79_800),
    "lingang": ("990105", Text("临港区", "Lingang"), 92_600),
    "wanghu": ("990106", Text("望湖区", "Wanghu"), 171_900),
    "zhugang": ("990107", Text("竹岗区", "Zhugang"), 83_700),
    "nanping": ("990108", Text("南屏区", "Nanping"), 76_400),
    "baisha": ("990109", Text("白沙区", "Baisha"), 53_000),
}
CODE = {key: code for key, (code, _, _) in DISTRICTS.items()}
NAME = {key: name for key, (_, name, _) in DISTRICTS.items()}
SHORT = {key: Text(name.zh.removesuffix("区"), name.en) for key, name in NAME.items()}
POPULATION = sum(people for _, _, people in DISTRICTS.values())

_J: dict[int, Point] = {
    1: (277, 53),
    2: (409, 109),
    3: (629, 190),
    4: (1012, 424),
    5: (64, 300),
    6: (216, 280),
    7: (252, 319),
    8: (414, 298),
    9: (464, 358),
    10: (565, 348),
    11: (624, 432),
    12: (404, 497),
    13: (263, 576),
    14: (578, 572),
    15: (590, 632),
}
_CHAINS: dict[tuple[int, int], list[Point]] = {
    (5, 1): [(32, 214), (49, 171), (99, 113), (140, 75), (191, 55), (240, 42)],
    (1, 2): [(327, 76), (367, 86)],
    (2, 3): [(442, 133), (481, 149), (540, 150), (594, 166)],
    (3, 4): [
        *[(690, 176), (744, 186), (800, 200), (847, 233)],
        *[(892, 291), (944, 318), (1006, 359), (1020, 406)],
    ],
    (4, 15): [
        *[(992, 455), (961, 482), (919, 537), (868, 559)],
        *[(809, 569), (738, 588), (679, 587), (639, 606)],
    ],
    (15, 13): [
        *[(541, 656), (507, 671), (466, 677), (442, 665)],
        *[(413, 640), (364, 627), (323, 621), (287, 600)],
    ],
    (13, 5): [
        *[(230, 552), (197, 531), (150, 502), (89, 472)],
        *[(55, 446), (67, 390), (74, 360), (68, 331)],
    ],
    (1, 6): [(257, 81), (250, 141), (227, 199), (221, 240)],
    (5, 6): [(116, 295), (161, 295)],
    (6, 7): [(237, 299)],
    (7, 8): [(300, 318), (367, 304)],
    (2, 8): [(404, 150), (411, 180), (400, 212), (411, 250)],
    (8, 9): [(430, 319)],
    (9, 10): [(521, 350)],
    (3, 10): [(608, 253), (580, 307)],
    (7, 13): [(259, 380), (252, 417), (260, 468), (268, 535)],
    (9, 12): [(445, 402), (415, 459)],
    (12, 13): [(359, 526), (310, 561)],
    (10, 11): [(600, 380)],
    (11, 14): [(608, 468), (600, 519)],
    (12, 14): [(448, 533), (504, 558)],
    (14, 15): [(590, 600)],
    (11, 4): [(684, 428), (747, 434), (845, 416), (966, 423)],
}
_RINGS = {
    "beiling": [5, 1, 6, 5],
    "hedong": [1, 2, 8, 7, 6, 1],
    "shiqiao": [2, 3, 10, 9, 8, 2],
    "liudi": [3, 4, 11, 10, 3],
    "lingang": [5, 6, 7, 13, 5],
    "wanghu": [7, 8, 9, 12, 13, 7],
    "zhugang": [9, 10, 11, 14, 12, 9],
    "nanping": [12, 14, 15, 13, 12],
    "baisha": [4, 15, 14, 11, 4],
}
_OUTLINE = [5, 1, 2, 3, 4, 15, 13, 5]
_RIVER: list[Point] = [
    *[(94, 496), (140, 477), (182, 448), (228, 425), (292, 449), (353, 469), (393, 444)],
    *[(444, 408), (494, 375), (551, 365), (612, 385), (652, 368), (685, 317), (733, 297)],
    *[(777, 254), (831, 213), (860, 200)],
]
RIVER = Text("兰汀河", "Lanting River")


def lonlat(point: Point) -> Point:
    """Return WGS-84 longitude and latitude of a point on the sheet."""
    lon = _WEST + point[0] * KM_PER_UNIT / _KM_PER_DEGREE_LON
    lat = _NORTH - point[1] * KM_PER_UNIT / _KM_PER_DEGREE_LAT
    return round(lon, 5), round(lat, 5)


def _wobbled(points: list[Point], rng: random.Random, depth: int, share: float) -> list[Point]:
    """Return the line with each stretch halved `depth` times, its middles pushed sideways."""
    for _ in range(depth):
        finer = [points[0]]
        for (x0, y0), (x1, y1) in pairwise(points):
            push = (rng.random() - 0.5) * share
            finer.append(((x0 + x1) / 2 - (y1 - y0) * push, (y0 + y1) / 2 + (x1 - x0) * push))
            finer.append((x1, y1))
        points = finer
    return points


class Ground:
    """The drawn city: rings of every district, the outline and the river, on the sheet."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(f"{seed} ground")
        chains = {
            (a, b): _wobbled([_J[a], *middle, _J[b]], rng, 3, 0.16)
            for (a, b), middle in _CHAINS.items()
        }
        self._chains = chains | {(b, a): line[::-1] for (a, b), line in chains.items()}
        self.rings = {key: self._ring(corners) for key, corners in _RINGS.items()}
        self.outline = self._ring(_OUTLINE)
        self.river = _wobbled(_RIVER, rng, 2, 0.14)

    def _ring(self, corners: list[int]) -> list[Point]:
        """Return a closed ring, anticlockwise on the map as GeoJSON asks."""
        ring: list[Point] = []
        for a, b in pairwise(corners):
            ring += self._chains[a, b][:-1]
        ring.append(ring[0])
        return ring[::-1] if _signed_area(ring) > 0 else ring

    def inside(self, district: str, point: Point) -> bool:
        """Say whether a point on the sheet lies in the district (even-odd rule)."""
        x, y = point
        hit = False
        ring = self.rings[district]
        for (x0, y0), (x1, y1) in pairwise(ring):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                hit = not hit
        return hit

    def somewhere(self, district: str, rng: random.Random) -> Point:
        """Return a point of the district, likelier near its middle where people live."""
        ring = self.rings[district]
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        while True:
            x = min(xs) + (max(xs) - min(xs)) * (rng.random() + rng.random()) / 2
            y = min(ys) + (max(ys) - min(ys)) * (rng.random() + rng.random()) / 2
            if self.inside(district, (x, y)):
                return x, y

    def area_km2(self, ring: list[Point]) -> float:
        """Return the area of a ring in square kilometres."""
        return round(abs(_signed_area(ring)) * KM_PER_UNIT**2, 1)

    def middle(self, ring: list[Point]) -> Point:
        """Return the centroid of a ring on the sheet."""
        area, cx, cy = _signed_area(ring), 0.0, 0.0
        for (x0, y0), (x1, y1) in pairwise(ring):
            cross = x0 * y1 - x1 * y0
            cx += (x0 + x1) * cross
            cy += (y0 + y1) * cross
        return cx / (6 * area), cy / (6 * area)


def _signed_area(ring: list[Point]) -> float:
    pairs = pairwise(ring)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def distance_km(a: Point, b: Point) -> float:
    """Return the distance of two lon/lat points in kilometres (haversine)."""
    lon0, lat0, lon1, lat1 = map(math.radians, (*a, *b))
    half = math.sin((lat1 - lat0) / 2) ** 2
    half += math.cos(lat0) * math.cos(lat1) * math.sin((lon1 - lon0) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))
