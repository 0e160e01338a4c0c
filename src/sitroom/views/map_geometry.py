"""From longitude and latitude to the map's plane, and from the plane to the picture's pixels.

The plane is Mercator in degrees: x is the longitude, y grows with latitude so that shapes stay
true, and a place keeps its coordinates whatever else is on the map.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from sitroom.views.context import Rows

KM_PER_DEGREE = 111.32
# Mercator has no poles.
HIGHEST = 85.0

Box = tuple[float, float, float, float]  # x0, y0, x1, y1


def mercator(lon: "np.ndarray | float", lat: "np.ndarray | float") -> tuple[np.ndarray, np.ndarray]:
    """Degrees east and north to the plane."""
    north = np.radians(np.clip(np.asarray(lat, float), -HIGHEST, HIGHEST))
    return np.asarray(lon, float), np.degrees(np.arcsinh(np.tan(north)))


def latitude(y: float) -> float:
    """Degrees north of a height on the plane."""
    return float(np.degrees(np.arctan(np.sinh(np.radians(y)))))


@dataclass(frozen=True)
class Scene:
    """The part of the plane that is shown, and the pixels it is shown on (y downwards)."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Degrees per pixel."""
        return (self.x1 - self.x0) / self.width

    def pixels(self, x: "np.ndarray | float", y: "np.ndarray | float") -> np.ndarray:
        """Pixels of places on the plane, as an array of pairs."""
        across = (np.asarray(x, float) - self.x0) / self.scale
        down = (self.y1 - np.asarray(y, float)) / self.scale
        return np.stack([across, down], axis=-1)

    def plane(self, across: float, down: float) -> tuple[float, float]:
        """The place on the plane under a pixel."""
        return self.x0 + across * self.scale, self.y1 - down * self.scale

    def radius(self, km: float, y: float) -> float:
        """Degrees on the plane that a distance covers at the height `y`."""
        return km / KM_PER_DEGREE / np.cos(np.radians(latitude(y)))


def scene(box: Box, width: float, height: float, margin: float) -> Scene:
    """The smallest scene that shows a box with `margin` pixels around it at one scale."""
    x0, y0, x1, y1 = box
    inner = max(width - 2 * margin, 1), max(height - 2 * margin, 1)
    # One place, or several on one spot, still get some ground around them.
    scale = max((x1 - x0) / inner[0], (y1 - y0) / inner[1], 0.02 / min(inner))
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    dx, dy = scale * width / 2, scale * height / 2
    return Scene(x - dx, y - dy, x + dx, y + dy, width, height)


def unwrapped(lon: np.ndarray) -> np.ndarray:
    """Longitudes moved by whole turns so that places across 180° stand together."""
    seen = lon[np.isfinite(lon)]
    if len(seen) < 2:
        return lon
    around = np.sort(np.mod(seen, 360.0))
    gaps = np.diff(np.append(around, around[0] + 360.0))
    widest = int(np.argmax(gaps))
    # A map of the world stays as readers know it; only what is truly cut in two is joined.
    if 360.0 - gaps[widest] > min(np.ptp(seen) / 2, 180.0):
        return lon
    start = around[(widest + 1) % len(around)]
    moved = np.mod(lon - start, 360.0) + start
    return moved - 360.0 * np.floor((np.nanmean(moved) + 180.0) / 360.0)


def located(rows: Rows) -> Rows:
    """The rows with a believable place, with their `x` and `y` on the plane."""
    if rows is None or rows.empty:
        return pd.DataFrame(columns=[*([] if rows is None else rows.columns), "x", "y"])
    numbers: Rows = rows[["lon", "lat"]].apply(pd.to_numeric, errors="coerce")
    lon, lat = numbers["lon"], numbers["lat"]
    found = rows[(lon.abs() <= 180) & (lat.abs() <= 90)]
    x, y = mercator(lon[found.index].to_numpy(float), lat[found.index].to_numpy(float))
    return found.assign(x=x, y=y)


def shapes(rows: Rows) -> list[BaseGeometry | None]:
    """Each row's `geom_wkb` on the plane; None where there is none or it cannot be read."""
    if rows is None or rows.empty:
        return []
    raw = [
        bytes(b) if isinstance(b, bytes | bytearray | memoryview) else None for b in rows.geom_wkb
    ]
    read = shapely.from_wkb(np.array(raw, dtype=object), on_invalid="ignore")
    return [
        None
        if shape is None or shape.is_empty
        else shapely.transform(shape, lambda c: np.stack(mercator(c[:, 0], c[:, 1]), axis=-1))
        for shape in read
    ]


def simplified(found: list[BaseGeometry | None], tolerance: float) -> list[BaseGeometry | None]:
    """Shapes with no more corners than can be seen; neighbours keep their common borders."""
    some = [i for i, shape in enumerate(found) if shape is not None]
    areas = np.array([found[i] for i in some], dtype=object)
    if not len(areas):
        return found
    if all(shapely.get_dimensions(areas) == 2) and shapely.coverage_is_valid(areas):
        fewer = shapely.coverage_simplify(areas, tolerance)
    else:
        fewer = shapely.simplify(areas, tolerance)
    kept = dict(zip(some, fewer, strict=True))
    return [kept.get(i) for i in range(len(found))]


def bounds(shapes: Iterable[BaseGeometry | None], *points: Rows) -> Box | None:
    """The box around shapes, or around points when there is no shape; None around nothing."""
    boxes = np.array([shape.bounds for shape in shapes if shape is not None])
    if len(boxes):
        return (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))  # type: ignore[return-value]
    seen = np.concatenate([rows[["x", "y"]].to_numpy(float) for rows in points])
    if not len(seen):
        return None
    return (*seen.min(axis=0), *seen.max(axis=0))  # type: ignore[return-value]


def surrounding(place: Rows, km: float) -> Box | None:
    """The box that holds a circle of `km` around the first row; None without a row."""
    if place.empty:
        return None
    x, y = float(place["x"].iloc[0]), float(place["y"].iloc[0])
    reach = 1.1 * km / KM_PER_DEGREE / np.cos(np.radians(latitude(y)))
    return x - reach, y - reach, x + reach, y + reach


def inside(shapes: list[BaseGeometry | None], scene: Scene) -> list[BaseGeometry | None]:
    """What of each shape the scene shows; None of those that it does not."""
    box = scene.x0, scene.y0, scene.x1, scene.y1
    cut = [None if shape is None else shapely.clip_by_rect(shape, *box) for shape in shapes]
    return [None if shape is None or shape.is_empty else shape for shape in cut]


def circle(x: float, y: float, radius: float) -> np.ndarray:
    """Corners of a circle on the plane."""
    turn = np.linspace(0, 2 * np.pi, 73)
    return np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn)], axis=-1)
