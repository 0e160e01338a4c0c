"""Features of any format as rows of text: their attributes, and their place as cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sitroom.reading.geometry import BadShape, Shapes
from sitroom.reading.header import unique
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.stage import Row, stage_rows

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_PLACE = ("lon", "lat", "geometry")


class Feature(NamedTuple):
    """A row of a layer: its number, its cells, its shape if it has one, and what is wrong."""

    row_no: int
    cells: dict[str, str | None]
    shape: BaseGeometry | None = None
    problem: str | None = None


def stage_features(
    job: Job, features: Iterable[Feature], shapes: Shapes, number: int, sheet: str | None
) -> Table:
    """Stage a layer as a table; a column is added when an attribute is first met."""
    columns: dict[str, int] = {}
    stage = job.stage(number)
    rows, width = stage_rows(job, _rows(job, features, shapes, columns), stage)
    names = unique([*columns, *[""] * (width - len(columns))])
    return Table(sheet, stage, names, 0, rows, {"sheet": sheet} if sheet else {})


def _rows(
    job: Job, features: Iterable[Feature], shapes: Shapes, columns: dict[str, int]
) -> Iterator[Row]:
    for feature in features:
        cells, problem = feature.cells, feature.problem
        if feature.shape is not None and problem is None:
            try:
                place = shapes.cells(feature.shape)
            except BadShape:
                place, problem = {}, "bad_geometry"
            for name in place.keys() & cells.keys():
                cells[f"attribute.{name}"] = cells.pop(name)
            cells = cells | place
        for name in cells:
            columns.setdefault(name, len(columns))
        if len(columns) > job.limits.columns:
            raise refuse(
                "E_COLUMNS",
                f"{job.path.name} has more than {job.limits.columns:,} attributes.",
                "the same attributes for all features",
            )
        row: list[str | None] = [None] * len(columns)
        for name, text in cells.items():
            row[columns[name]] = text
        yield feature.row_no, row, problem or _unfit(job, cells), _raw(cells, problem)


def _unfit(job: Job, cells: dict[str, str | None]) -> str | None:
    texts = [text for name, text in cells.items() if text and name != "geometry"]
    if any(len(text) > job.limits.text for text in texts):
        return "too_long"
    return "control_character" if any("\0" in text for text in texts) else None


def _raw(cells: dict[str, str | None], problem: str | None) -> str | None:
    if problem is None:
        return None
    return "\t".join(text for name, text in cells.items() if text and name not in _PLACE)
