"""From the projection that a file itself names to degrees of WGS-84."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sitroom import datum
from sitroom.reading.parsed import Job
from sitroom.reading.refusal import refuse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Turn = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_CODE = re.compile(r"(?:^|[:/])(EPSG|ESRI)[:/](?:[\d.]*[:/])?(\d{4,6})$", re.IGNORECASE)
_CRS84 = re.compile(r"CRS:?84h?$", re.IGNORECASE)
_AXIS = 6_378_137.0  # metres; the ellipsoids of WGS-84, CGCS2000 and GRS 80 all have it
_FLATTENING = (298.2572, 298.2573)


def is_declared(job: Job) -> bool:
    """Say whether the source declares a projection, which is then undone after reading."""
    declared = str(job.options.get("datum") or "")
    return not (datum.is_wgs84(declared) or datum.is_shifted(declared))


def to_wgs84(job: Job, crs: str) -> Turn | None:
    """Return what turns pairs of x and y to longitude and latitude; None when they are so already.

    `crs` is an EPSG name or WKT; never an address, a file or a PROJ string, which can name files.
    A projection that the source declares is undone later, so nothing is done here. Refuses E_CRS.
    """
    if is_declared(job):
        return None
    found = _turn(crs.strip())
    if isinstance(found, str):
        raise refuse(
            "E_CRS",
            f"{job.path.name} is in a projection that is not known: {found[:80]}.",
            "an EPSG code, or the WKT of one",
            'declare it in the source\'s settings, such as datum = "epsg:4547"',
        )
    turn, name = found
    if turn is not None:
        note = f"coordinates turned from {name} to WGS-84"
        job.notes += [note] if note not in job.notes else []
    return turn


@lru_cache(maxsize=32)
def _turn(crs: str) -> tuple[Turn | None, str] | str:
    if _CRS84.search(crs):
        return None, crs
    import numpy as np
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        code = _CODE.search(crs)
        if not code and "[" not in crs:
            return crs
        known = CRS.from_authority(code[1].upper(), code[2]) if code else CRS.from_wkt(crs)
        if known.is_geographic and _is_wgs84(known.ellipsoid):
            return None, known.name
        transformer = Transformer.from_crs(known, "EPSG:4326", always_xy=True)
    except ProjError:
        return crs

    def turn(places: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = transformer.transform(places[:, 0], places[:, 1])
        return np.column_stack([x, y]).round(9)

    return turn, known.name


def _is_wgs84(ellipsoid: Any) -> bool:
    low, high = _FLATTENING
    return (
        ellipsoid is not None
        and ellipsoid.semi_major_metre == _AXIS
        and low < ellipsoid.inverse_flattening < high
    )
