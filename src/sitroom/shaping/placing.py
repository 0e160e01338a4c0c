"""Points and shapes of a source that declares another datum, brought to WGS-84."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sitroom import datum
from sitroom.store.connect import Connection

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def place(
    con: Connection, name: str, fields: Collection[str], absent: Collection[str]
) -> dict[str, str]:
    """Turn the points and shapes of `typed`; return the fields turned and the tables they are in.

    They come in the datum `name`. `fields` are those that columns fill, `absent` those of the
    dataset that none fills. The tables `turned_point` and `turned_shape` hold row_no and the
    fields, for rows that have them. What was delivered stays in lon_src and lat_src. A thing that
    is drawn as a shape and has a point here (a hospital's outline, a burnt area) gets one inside
    its shape.
    """
    is_same = datum.is_wgs84(name)
    has_points = {"lon_src", "lat_src"} <= set(fields)
    labelled = "geom_wkb" in fields and {"lon_src", "lat_src"} <= {*fields, *absent}
    found: dict[str, str] = {}
    points = []
    if has_points and not is_same:
        points.append(_turned_points(con, name))
    if "geom_wkb" in fields and (labelled or not is_same):
        shapes = _turned_shapes(con, name, has_points)
        if not is_same:
            _keep(con, "turned_shape", shapes.loc[:, ["row_no", "geom_wkb"]])
            found["geom_wkb"] = "turned_shape"
        if labelled:
            points.append(_points_inside(shapes))
    if points:
        import pandas as pd

        _keep(con, "turned_point", pd.concat(points, ignore_index=True))
        found |= {"lon": "turned_point", "lat": "turned_point"}
    return found


def _turned_points(con: Connection, name: str) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    points = con.execute(
        "SELECT row_no, lon_src AS x, lat_src AS y FROM typed"
        " WHERE lon IS NOT NULL AND lat IS NOT NULL"
    ).fetchnumpy()
    lon, lat = datum.to_wgs84(name, np.asarray(points["x"]), np.asarray(points["y"]))
    real = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    return pd.DataFrame(
        {
            "row_no": points["row_no"],
            "lon": np.where(real, np.round(lon, 9), np.nan),
            "lat": np.where(real, np.round(lat, 9), np.nan),
        }
    )


def _turned_shapes(con: Connection, name: str, has_points: bool) -> pd.DataFrame:
    """Return row_no, geom_wkb and shape of the rows that have one, and whether a point beside."""
    import numpy as np
    import pandas as pd
    import shapely

    def turned(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(datum.to_wgs84(name, corners[:, 0], corners[:, 1])).round(9)

    pointed = "lon IS NOT NULL" if has_points else "false"
    rows = con.execute(
        f"SELECT row_no, geom_wkb, {pointed} FROM typed WHERE geom_wkb IS NOT NULL"
    ).fetchall()
    shapes = shapely.from_wkb([wkb for _, wkb, _ in rows])
    if not datum.is_wgs84(name):
        shapes = shapely.transform(shapes, turned)
    return pd.DataFrame(
        {
            "row_no": pd.Series([row_no for row_no, *_ in rows], dtype="int64"),
            "geom_wkb": pd.Series(list(shapely.to_wkb(shapes)), dtype="object"),
            "shape": pd.Series(list(shapes), dtype="object"),
            "has_point": pd.Series([has for *_, has in rows], dtype="bool"),
        }
    )


def _points_inside(shapes: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd
    import shapely

    bare = shapes.loc[~shapes["has_point"]]
    inside = shapely.point_on_surface(list(bare["shape"]))
    lon, lat = shapely.get_x(inside).round(9), shapely.get_y(inside).round(9)
    return pd.DataFrame({"row_no": bare["row_no"], "lon": lon, "lat": lat})


def _keep(con: Connection, table: str, frame: pd.DataFrame) -> None:
    con.register("turned", frame)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM turned")
    con.unregister("turned")
