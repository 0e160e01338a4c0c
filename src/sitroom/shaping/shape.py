"""What a table is filled with: a SELECT of data/shapes, and the fields that make a row itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitroom.errors import SitroomError
from sitroom.paths import content as content_files

if TYPE_CHECKING:
    from sitroom.shaping.stage import Job


@dataclass(frozen=True)
class Shape:
    """One SELECT from `shaped` to one table; the primary one carries the counts of a load."""

    table: str
    sql: str
    is_primary: bool
    identity: tuple[str, ...]
    # What makes a row itself where the first field of its identity is blank.
    otherwise: tuple[str, ...]


def shapes(job: Job) -> list[Shape]:
    """Return the shapes of the job's dataset, the primary one last."""
    prefix = job.recognition.dataset + "."
    found = [
        _shape(name.removeprefix(prefix), file.read_text(encoding="utf-8"))
        for name, file in content_files("shapes", job.site.folder).items()
        if name.startswith(prefix)
    ]
    return sorted(found, key=lambda shape: shape.is_primary)


def primary_shape(job: Job) -> Shape:
    """Return the shape whose table has one row for each row of the file."""
    last = shapes(job)[-1:]
    if not last or not last[0].is_primary:
        dataset = job.recognition.dataset
        raise SitroomError(f"No file data/shapes/{dataset}.*.sql begins with `-- primary`.")
    return last[0]


def _shape(table: str, sql: str) -> Shape:
    identity, otherwise = _fields_named("identity", sql), _fields_named("else", sql)
    return Shape(table, sql, sql.startswith("-- primary"), identity, otherwise)


def _fields_named(word: str, sql: str) -> tuple[str, ...]:
    named = re.search(rf"^-- {word}: (.+)$", sql, re.MULTILINE)
    return tuple(field.strip() for field in named[1].split(",")) if named else ()
