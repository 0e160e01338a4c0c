"""Areas laid over areas: how much of each region lies under a shape, and the people with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    import pandas as pd

EARTH_KM = 6371.0088
_CORNERS = 128


def shapes(wkb: Iterable[Any]) -> np.ndarray:
    """Return geometries from WKB; what is missing is None."""
    return shapely.from_wkb([None if _is_missing(cell) else bytes(cell) for cell in wkb])


def circles(lon: Any, lat: Any, radius_km: float) -> np.ndarray:
    """Return a circle of `radius_km` around each point, as polygons in degrees."""
    lon, lat = np.asarray(lon, float)[:, None], np.asarray(lat, float)[:, None]
    turn = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)[None, :]
    # Corners on the circle would enclose less than it: they lie so far outside that areas agree.
    reach = radius_km * np.sqrt(2 * np.pi / _CORNERS / np.sin(2 * np.pi / _CORNERS))
    north = np.degrees(reach / EARTH_KM)
    east = north / np.maximum(np.cos(np.radians(lat)), 1e-6)
    corners = np.stack([lon + east * np.cos(turn), lat + north * np.sin(turn)], -1)
    return np.asarray(shapely.polygons(corners))


def inside(over: np.ndarray, lon: Any, lat: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return which shape holds which point, as their places in their lists, edges included."""
    points = np.asarray(shapely.points(np.column_stack([lon, lat]).astype(float)))
    which, point = shapely.STRtree(points).query(over, predicate="intersects")
    return which, point


def overlap(over: np.ndarray, regions: pd.DataFrame) -> pd.DataFrame:
    """Return how much of each region each shape covers, where they meet at all.

    `regions` has geom_wkb and population (persons). The result has the places of shape and region
    in their lists, `share` (0 to 1) and `people`, persons; people is empty where the region does
    not say how many it has. People are taken to live evenly: the share of people is that of area.
    """
    import pandas as pd

    ground = shapes(regions.geom_wkb)
    tree = shapely.STRtree(ground)
    which, region = tree.query(over, predicate="intersects")
    whole = shapely.area(_level(ground))
    common = shapely.area(_level(shapely.intersection(over[which], ground[region])))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(common / whole[region], 0, 1)
    people = share * regions.population.to_numpy(float, na_value=np.nan)[region]
    found = pd.DataFrame({"shape": which, "region": region, "share": share, "people": people})
    return found.query("share > 0").sort_values(["shape", "region"]).reset_index(drop=True)


def _level(geometry: np.ndarray) -> np.ndarray:
    """Return geometries on the equal-area cylinder: there an area is that on the globe."""
    return shapely.transform(
        geometry,
        lambda at: np.column_stack(
            [EARTH_KM * np.radians(at[:, 0]), EARTH_KM * np.sin(np.radians(at[:, 1]))]
        ),
    )


def _is_missing(cell: Any) -> bool:
    return cell is None or not isinstance(cell, bytes | bytearray | memoryview)
