"""A metric's rows as an analyst wants them: zoned times, whole numbers, geometry, and terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

CRS = "EPSG:4326"
GEOMETRY = "geom_wkb"
_WHOLE = re.compile(r"U?(TINY|SMALL|BIG)?INT(EGER)?")


def dressed(frame: pd.DataFrame, types: dict[str, str], zone: ZoneInfo) -> pd.DataFrame:
    """Return the rows with instants in the site's zone, and whole numbers that may be unknown.

    Rows with a shape (WKB) or with longitude and latitude come as a GeoDataFrame in WGS-84, whose
    geometry is None where nobody knows the place.
    """
    changed: dict[str, Any] = {}
    for column in frame.columns:
        kind = types.get(column, "")
        if kind == "TIMESTAMP" and not column.startswith("local_"):
            changed[column] = frame[column].dt.tz_localize("UTC").dt.tz_convert(zone)
        elif _WHOLE.fullmatch(kind):
            changed[column] = frame[column].astype("UInt64" if kind[0] == "U" else "Int64")
        elif kind == "BOOLEAN":
            changed[column] = frame[column].astype("boolean")
    shown = frame.assign(**changed) if changed else frame
    return _on_the_map(shown) if has_geometry(types) else shown


def has_geometry(columns: dict[str, str]) -> bool:
    """Say whether rows with these columns have a place on the map."""
    return GEOMETRY in columns or {"lon", "lat"} <= columns.keys()


def _on_the_map(frame: pd.DataFrame) -> geopandas.GeoDataFrame:
    import geopandas

    if GEOMETRY in frame:
        shapes: Any = [bytes(wkb) if isinstance(wkb, bytes | bytearray) else None
                  for wkb in frame[GEOMETRY]]  # fmt: skip
        geometry = geopandas.GeoSeries.from_wkb(shapes, index=frame.index, crs=CRS)
        return geopandas.GeoDataFrame(frame.drop(columns=GEOMETRY), geometry=geometry)
    points = geopandas.GeoSeries.from_xy(frame["lon"], frame["lat"], index=frame.index, crs=CRS)
    known = frame["lon"].notna() & frame["lat"].notna()
    return geopandas.GeoDataFrame(frame, geometry=points.where(known, None))
