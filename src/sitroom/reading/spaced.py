"""Text whose cells stand one blank apart below names that do, aligned or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from sitroom.reading.encoding import BAD_BYTE
from sitroom.reading.grid import Line
from sitroom.reading.header import hits
from sitroom.reading.levels import is_value

_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
_LOOK = 20  # lines in which the names are looked for
_NAMES, _KNOWN = 4, 3  # names that a line of them has at least, and that are known of them
_FITTING = 0.8  # of the rows have a cell for each name


def lines_of(text: str, known: Collection[str]) -> list[Line] | None:
    """Return the cells of each line; None when lines do not have one for each name above them.

    A day and the time behind it are one cell where they have one name; the last may be of several
    words. A line of other cells than most is set aside: nobody can say which blank parts what.
    """
    lines = [line.strip() for line in text.splitlines()]
    at = next((n for n, line in enumerate(lines[:_LOOK]) if _are_names(line, known)), None)
    if at is None:
        return None
    names = lines[at].split()
    rows = [(n, line, _cells(line, len(names))) for n, line in enumerate(lines[at + 1 :], at + 2)]
    shapes = Counter(_shape(cells) for _, _, cells in rows if cells)
    if not shapes or shapes.most_common(1)[0][1] < _FITTING * sum(bool(r[1]) for r in rows):
        return None
    usual = shapes.most_common(1)[0][0]
    found: list[Line] = [(at + 1, list(names), None)]
    for number, line, cells in rows:
        if cells and _shape(cells) == usual:
            found.append((number, list(cells), "bad_encoding" if BAD_BYTE in line else None))
        elif line:
            found.append((number, [line], "ragged" if len(line.split()) > 2 else "not_data"))
    return found


def _are_names(line: str, known: Collection[str]) -> bool:
    words = line.split()
    return len(words) >= _NAMES and hits(words, known) >= _KNOWN and not any(map(is_value, words))


def _cells(line: str, width: int) -> list[str] | None:
    words = line.split()
    for place in range(min(len(words), width) - 1):
        if len(words) <= width:
            break
        if _DAY.fullmatch(words[place]) and _CLOCK.fullmatch(words[place + 1]):
            words[place : place + 2] = [f"{words[place]} {words[place + 1]}"]
    if len(words) > width:
        words[width - 1 :] = [" ".join(words[width - 1 :])]
    return words if len(words) == width else None


def _shape(cells: list[str]) -> tuple[str, ...]:
    """Return where days, times and numbers stand; of the last cell, which may be a text, none."""
    return tuple(map(_kind, cells[:-1]))


def _kind(cell: str) -> str:
    if _DAY.match(cell):
        return "moment" if " " in cell else "day"
    if _CLOCK.fullmatch(cell):
        return "clock"
    return "number" if is_value(cell) else "word"
