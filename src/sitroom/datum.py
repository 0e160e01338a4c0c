"""Datums: from coordinates as a source declares them to longitude and latitude of WGS-84.

GCJ-02 and BD-09 are the published shifts of Chinese web maps; their inverses are iterated, which
is exact to a micrometre. All else is PROJ's. A datum is declared by the source, never guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitroom.errors import UsageError, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Degrees = NDArray[np.float64]
    Pair = tuple[Degrees, Degrees]

# Geographic CGCS2000 differs from WGS-84 by less than a metre, which PROJ too takes as nothing.
_SAME = ("wgs84", "cgcs2000", "unknown", "epsg:4326", "epsg:4490", "")
_NAMED = {"xian80": "epsg:4610", "beijing54": "epsg:4214"}
_SHIFTED = ("gcj02", "bd09")
_EPSG = re.compile(r"epsg:\d{4,6}")
# Outside this box the maps are not shifted: longitude, then latitude.
_CHINA = (72.004, 137.8347, 0.8293, 55.8271)
_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
_ROUNDS, _CLOSE = 10, 1e-10


def checked(name: str, where: str) -> str:
    """Return a declared datum in lower case; UsageError when there is none of that name."""
    datum = name.strip().lower().replace("-", "") or "wgs84"
    known = [*_SAME[:3], *_SHIFTED, *_NAMED]
    if datum in known or (_EPSG.fullmatch(datum) and _crs(datum) is not None):
        return datum
    raise UsageError(
        f"The datum of {where} is `{name}`." + nearest(datum, known),
        "one of: " + ", ".join(known) + ", or a projection such as epsg:4547",
    )


def is_wgs84(datum: str) -> bool:
    """Say whether coordinates in this datum are drawn as they stand."""
    return datum in _SAME


def is_shifted(datum: str) -> bool:
    """Say whether a datum is a web map of China, which shifts what is in degrees already."""
    return datum in _SHIFTED


def is_projected(datum: str) -> bool:
    """Say whether a datum's coordinates are metres on a plane rather than degrees."""
    crs = _crs(datum) if datum not in (*_SAME, *_SHIFTED, *_NAMED) else None
    return crs is not None and crs.is_projected


def extent(datum: str) -> tuple[float, float, float, float]:
    """Return least and greatest easting and northing, in metres, of where a projection is used.

    Half a width and a height are added, since offices use a zone beyond its edge.
    """
    from pyproj import Transformer

    crs = _crs(datum)
    area = crs.area_of_use if crs else None
    if area is None:
        return -2e7, 2e7, -2e7, 2e7
    onto = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    west, south, east, north = onto.transform_bounds(area.west, area.south, area.east, area.north)
    wide, high = (east - west) / 2, (north - south) / 2
    return west - wide, east + wide, south - high, north + high


def to_wgs84(datum: str, x: Degrees, y: Degrees) -> Pair:
    """Return longitude and latitude in degrees of WGS-84; NaN or infinite where there is none.

    `x` is longitude or easting, `y` latitude or northing; both of one shape.
    """
    if is_wgs84(datum):
        return x, y
    if datum in _SHIFTED:
        return _unshifted(x, y) if datum == "gcj02" else _unshifted(*_from_bd09(x, y))
    from pyproj import Transformer

    known = Transformer.from_crs(_crs(datum), "EPSG:4326", always_xy=True)
    return known.transform(x, y)


def gcj02(lon: Degrees, lat: Degrees) -> Pair:
    """Return points of WGS-84 as GCJ-02 draws them; outside China they stay where they are."""
    import numpy as np

    west, east, south, north = _CHINA
    x, y = lon - 105, lat - 35
    bend = np.radians(lat)
    flat = 1 - _ECCENTRICITY * np.sin(bend) ** 2
    along = _AXIS / np.sqrt(flat) * np.cos(bend) * np.pi / 180
    across = _AXIS * (1 - _ECCENTRICITY) / (flat * np.sqrt(flat)) * np.pi / 180
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return (
        np.where(inside, lon + _metres_east(x, y) / along, lon),
        np.where(inside, lat + _metres_north(x, y) / across, lat),
    )


def bd09(lon: Degrees, lat: Degrees) -> Pair:
    """Return points of GCJ-02 as BD-09 draws them."""
    import numpy as np

    turn = np.pi * 3000 / 180
    far = np.hypot(lon, lat) + 2e-5 * np.sin(lat * turn)
    angle = np.arctan2(lat, lon) + 3e-6 * np.cos(lon * turn)
    return far * np.cos(angle) + 0.0065, far * np.sin(angle) + 0.006


def _unshifted(lon: Degrees, lat: Degrees) -> Pair:
    return _inverted(gcj02, lon, lat)


def _from_bd09(lon: Degrees, lat: Degrees) -> Pair:
    return _inverted(bd09, lon, lat)


def _inverted(shift, lon: Degrees, lat: Degrees) -> Pair:
    """Find the points that a shift puts where these are: four rounds do, ten are allowed."""
    import numpy as np

    x, y = lon.copy(), lat.copy()
    for _ in range(_ROUNDS):
        there = shift(x, y)
        dx, dy = lon - there[0], lat - there[1]
        x, y = x + dx, y + dy
        if np.nanmax(np.abs([dx, dy]), initial=0) < _CLOSE:
            break
    return x, y


def _metres_north(x: Degrees, y: Degrees) -> Degrees:
    import numpy as np

    plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    waves = _waves(x)
    waves += 20 * np.sin(y * np.pi) + 40 * np.sin(y / 3 * np.pi)
    waves += 160 * np.sin(y / 12 * np.pi) + 320 * np.sin(y * np.pi / 30)
    return plain + waves * 2 / 3


def _metres_east(x: Degrees, y: Degrees) -> Degrees:
    import numpy as np

    plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    waves = _waves(x)
    waves += 20 * np.sin(x * np.pi) + 40 * np.sin(x / 3 * np.pi)
    waves += 150 * np.sin(x / 12 * np.pi) + 300 * np.sin(x / 30 * np.pi)
    return plain + waves * 2 / 3


def _waves(x: Degrees) -> Degrees:
    import numpy as np

    return 20 * np.sin(6 * x * np.pi) + 20 * np.sin(2 * x * np.pi)


def _crs(datum: str):
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_epsg(int(_NAMED.get(datum, datum).removeprefix("epsg:")))
    except (CRSError, ValueError):
        return None
