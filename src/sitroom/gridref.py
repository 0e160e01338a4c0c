"""Grid references, letters and digits that name a square: to the middle of it on WGS-84.

Britain's and Ireland's national grids, and the military grid (MGRS, USNG), whose polar squares are
not read. Letters are turned to metres here, as PROJ does not know them; metres to degrees by PROJ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sitroom import datum

_NATIONAL = re.compile(r"([A-HJ-Z])([A-HJ-Z])?\s*(\d{2,5})[\s,]*(\d{2,5})", re.ASCII)
_JOINED = re.compile(r"([A-HJ-Z])([A-HJ-Z])?\s*((?:\d\d){2,5})", re.ASCII)
_MILITARY = re.compile(
    r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])([A-HJ-NP-V])\s*(\d*)\s*(\d*)", re.ASCII
)
_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # national grids leave out the I alone
_COLUMNS, _ROWS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "ABCDEFGHJKLMNPQRSTUV"
# The least northing of each band, in metres: rows of squares come again every 2,000 kilometres.
_BANDS = dict(
    zip(
        "CDEFGHJKLMNPQRSTUVWX",
        (11, 20, 28, 37, 46, 55, 64, 73, 82, 91, 0, 8, 17, 26, 35, 44, 53, 62, 70, 79),
        strict=True,
    )
)
_SQUARE, _AROUND = 100_000, 2_000_000

Square = tuple[str, float, float]  # projection, easting and northing in metres


def square_of(text: str) -> Square | None:
    """Return the middle of the square that a reference names; None where it is no reference."""
    text = text.strip().upper()
    if found := _MILITARY.fullmatch(text):
        return _military(*found.groups())
    if found := _JOINED.fullmatch(text):
        half = len(found[3]) // 2
        return _national(found[1], found[2], found[3][:half], found[3][half:])
    if (found := _NATIONAL.fullmatch(text)) and len(found[3]) == len(found[4]):
        return _national(*found.groups())
    return None


def to_wgs84(texts: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude in degrees of those texts that are grid references."""
    import numpy as np

    groups: dict[str, list[tuple[str, float, float]]] = {}
    for text in texts:
        if square := square_of(text):
            groups.setdefault(square[0], []).append((text, *square[1:]))
    found: dict[str, tuple[float, float]] = {}
    for name, group in groups.items():
        east, north = (np.array([one[at] for one in group]) for at in (1, 2))
        lon, lat = datum.to_wgs84(name, east, north)
        for (text, *_), x, y in zip(group, lon.round(6), lat.round(6), strict=True):
            if abs(x) <= 180 and abs(y) <= 90:
                found[text] = (float(x), float(y))
    return found


def _national(first: str, second: str | None, east: str, north: str) -> Square | None:
    a = _LETTERS.index(first)
    if second is None:
        column, row, name = a % 5, 4 - a // 5, "epsg:29903"
    else:
        b, name = _LETTERS.index(second), "epsg:27700"
        column, row = (a - 2) % 5 * 5 + b % 5, 19 - a // 5 * 5 - b // 5
        if not (column < 7 and 0 <= row < 13):
            return None  # no sheet of Britain
    return name, column * _SQUARE + _metres(east), row * _SQUARE + _metres(north)


def _military(
    zone: str, band: str, column: str, row: str, first: str, second: str
) -> Square | None:
    digits = first + second
    half, odd = divmod(len(digits), 2)
    place = _COLUMNS.index(column) - (int(zone) - 1) % 3 * 8
    is_cut_wrong = second and len(first) != len(second)
    if not 1 <= int(zone) <= 60 or odd or is_cut_wrong or half > 5 or not 0 <= place < 8:
        return None
    east = (place + 1) * _SQUARE + _metres(digits[:half])
    north = (_ROWS.index(row) - (5 if int(zone) % 2 == 0 else 0)) % 20 * _SQUARE
    north += _metres(digits[half:])
    while north < _BANDS[band] * _SQUARE:
        north += _AROUND
    return f"epsg:{326 if band >= 'N' else 327}{int(zone):02}", east, north


def _metres(digits: str) -> float:
    """Return the metres that digits count inside a square of 100 km, to the middle of theirs."""
    size = 10 ** (5 - len(digits))
    return int(digits or 0) * size + size / 2
