"""A shape as cells of text: a point as lon and lat, anything else as WKB, in degrees of WGS-84."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitroom.reading.parsed import Job
from sitroom.reading.projection import is_declared, to_wgs84

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

FARTHEST = 1e9  # no projection of the Earth gives larger figures
_BROAD = 180.0  # degrees; a shape broader than that may be one that crosses the date line
_NEAR_DATE_LINE = 120.0


class BadShape(ValueError):
    """A shape that cannot be drawn."""


class Shapes:
    """Turns the shapes of one file into cells, and remembers what had to be done to them."""

    def __init__(self, job: Job, crs: str = "") -> None:
        self._vertices = job.limits.vertices
        self._is_free = is_declared(job)
        self._turn = to_wgs84(job, crs) if crs else None
        self._repaired = self._split = 0
        self._most = 0.0

    @property
    def keeps_points(self) -> bool:
        """Say whether points stay as they are written."""
        return self._turn is None

    def cells(self, shape: BaseGeometry) -> dict[str, str | None]:
        """Return the cells of a shape; raises BadShape for one that cannot be drawn.

        A shape outside the degrees of the Earth says so in its cell, which is then set aside.
        """
        import numpy as np
        import shapely

        if shape.is_empty or shapely.get_num_coordinates(shape) > self._vertices:
            raise BadShape
        shape = shapely.force_2d(shape)
        if not np.isfinite(shapely.get_coordinates(shape)).all():
            raise BadShape
        if self._turn is not None:
            shape = shapely.transform(shape, self._turn)
        low_x, low_y, high_x, high_y = shape.bounds
        if not max(abs(low_x), abs(low_y), abs(high_x), abs(high_y)) < FARTHEST:
            raise BadShape
        if shape.geom_type == "Point":
            return {"lon": _written(low_x), "lat": _written(low_y)}
        inside = max(abs(low_x), abs(high_x)) <= 360 and max(abs(low_y), abs(high_y)) <= 90
        if not (inside or self._is_free):
            corners = f"{low_x:.7g} {low_y:.7g}, {high_x:.7g} {high_y:.7g}"
            return {"geometry": f"no degrees: {corners}"}
        shape = self._valid(shape)
        if not self._is_free:
            shape = self._inside_180(shape)
        return {"geometry": shapely.to_wkb(shape, hex=True, byte_order=1)}

    def notes(self) -> list[str]:
        """Say what was done to shapes."""
        found: list[str] = []
        if self._repaired:
            found.append(
                f"{self._repaired:,} shapes that cross themselves were repaired;"
                f" their area changed by at most {self._most:.1%}"
            )
        if self._split:
            found.append(f"{self._split:,} shapes were split at the date line")
        return found

    def _valid(self, shape: BaseGeometry) -> BaseGeometry:
        import shapely

        if not shape.is_valid:
            try:
                valid = shapely.make_valid(shape)
            except shapely.GEOSException as error:
                raise BadShape from error
            self._repaired += 1
            largest = max(shape.area, valid.area)
            change = abs(valid.area - shape.area) / largest if largest else 0.0
            self._most, shape = max(self._most, change), valid
        return shapely.orient_polygons(shape) if "Polygon" in shape.geom_type else shape

    def _inside_180(self, shape: BaseGeometry) -> BaseGeometry:
        """Cut a shape at the date line, of whichever way it is written to cross it."""
        import shapely
        from shapely.affinity import translate

        low, _, high, _ = shape.bounds
        if low >= -180 and high <= 180:
            if high - low <= _BROAD or not _jumps(shape):
                return shape
            moved = shapely.transform(shape, _eastward)
            if moved.bounds[2] - moved.bounds[0] >= _BROAD:
                return shape
            shape = self._valid(moved)
        self._split += 1
        parts = [
            translate(shapely.intersection(shape, shapely.box(w, -90, w + 360, 90)), -180 - w)
            for w in (-540.0, -180.0, 180.0)
        ]
        return shapely.union_all([part for part in parts if not part.is_empty])


def _written(degrees: float) -> str:
    return repr(round(degrees, 9))


def _jumps(shape: BaseGeometry) -> bool:
    """Say whether a line of a shape goes from one side of the date line to the other."""
    import numpy as np
    import shapely

    for part in shapely.get_parts(shape):
        line = part.exterior if part.geom_type == "Polygon" else part
        x = shapely.get_coordinates(line)[:, 0]
        leap = np.abs(np.diff(x))
        near = (np.abs(x[1:]) > _NEAR_DATE_LINE) & (np.abs(x[:-1]) > _NEAR_DATE_LINE)
        if part.geom_type != "Point" and bool(((leap > 180) & (leap < 360) & near).any()):
            return True
    return False


def _eastward(places: Any) -> Any:
    return places + [360, 0] * (places[:, :1] < 0)
