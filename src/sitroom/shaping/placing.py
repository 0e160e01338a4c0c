"""Points and shapes of a source that declares another datum, brought to WGS-84."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sitroom import datum
from sitroom.settings import Source
from sitroom.store.connect import Connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def place(con: Connection, source: Source, fields: Collection[str]) -> dict[str, str]:
    """Turn the points and shapes of `typed`; return the fields turned and the tables they are in.

    The tables `turned_point` and `turned_shape` hold row_no and the fields, for rows that have
    them. What was delivered stays in lon_src and lat_src.
    """
    if datum.is_wgs84(source.datum):
        return {}
    found: dict[str, str] = {}
    if {"lon_src", "lat_src"} <= set(fields):
        _turn_points(con, source.datum)
        found |= {"lon": "turned_point", "lat": "turned_point"}
    if "geom_wkb" in fields:
        _turn_shapes(con, source.datum)
        found["geom_wkb"] = "turned_shape"
    return found


def _turn_points(con: Connection, name: str) -> None:
    import numpy as np
    import pandas as pd

    points = con.execute(
        "SELECT row_no, lon_src AS x, lat_src AS y FROM typed"
        " WHERE lon IS NOT NULL AND lat IS NOT NULL"
    ).fetchnumpy()
    lon, lat = datum.to_wgs84(name, np.asarray(points["x"]), np.asarray(points["y"]))
    real = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    frame = pd.DataFrame(
        {
            "row_no": points["row_no"],
            "lon": np.where(real, np.round(lon, 9), np.nan),
            "lat": np.where(real, np.round(lat, 9), np.nan),
        }
    )
    _keep(con, "turned_point", frame)


def _turn_shapes(con: Connection, name: str) -> None:
    import numpy as np
    import pandas as pd
    import shapely

    def turned(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(datum.to_wgs84(name, corners[:, 0], corners[:, 1])).round(9)

    rows = con.execute("SELECT row_no, geom_wkb FROM typed WHERE geom_wkb IS NOT NULL").fetchall()
    shapes = shapely.transform(shapely.from_wkb([wkb for _, wkb in rows]), turned)
    frame = pd.DataFrame(
        {
            "row_no": pd.Series([row_no for row_no, _ in rows], dtype="int64"),
            "geom_wkb": pd.Series(list(shapely.to_wkb(shapes)), dtype="object"),
        }
    )
    _keep(con, "turned_shape", frame)


def _keep(con: Connection, table: str, frame) -> None:
    con.register("turned", frame)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM turned")
    con.unregister("turned")
