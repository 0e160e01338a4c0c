"""Headers of several rows: which rows belong to one, and what they call each column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

Cells = Sequence[str | None]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0
_MOST = 3  # rows above the one with the names that may hold groups, and rows below with parts
_NUMBER = re.compile(r"[-+−]?[\d.,:/ 年月日时分秒TZ%％-]*\d[\d.,:/ 年月日时分秒TZ%％-]*")

# A date, a fraction or a number that is no year and no day of the month names no column.
_TELLING = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*|[-+]?\d+[.,]\d{2,}"
    r"|(?!(?:19|20)\d\d$)(?:3[2-9]|[4-9]\d|[1-9]\d{2,})"
)


def filled(cells: Cells) -> list[str]:
    """Return the texts of a row, blank cells left out."""
    return [text for cell in cells if (text := (cell or "").strip())]


def is_value(text: str) -> bool:
    """Say whether a text is a number, a date or too long to name anything."""
    return len(text) > 120 or bool(_NUMBER.fullmatch(text))


def is_data(row: Cells, body: Sequence[Cells]) -> bool:
    """Say whether a row that could be a header has values where the rows below have them.

    Days and numbers that follow one another in a row may well be headers.
    """
    places = [n for n, cell in enumerate(row) if _TELLING.fullmatch((cell or "").strip())]
    values = [(row[place] or "").strip() for place in places]
    shapes = {re.sub(r"\d", "9", value) for value in values}
    in_order = values in (sorted(set(values)), sorted(set(values), reverse=True))
    below = [cells for cells in body if len(filled(cells)) > 1]
    if not values or not below or (len(values) > 1 and len(shapes) == 1 and in_order):
        return False
    return all(
        sum(n < len(cells) and is_value((cells[n] or "").strip()) for cells in below)
        >= 0.8 * len(below)
        for n in places
    )


def levels_of(
    rows: Sequence[Cells], at: int, width: int, merges: Sequence[Merge] | None
) -> tuple[int, int]:
    """Return the first row of the header around row `at`, and the first row behind it."""
    top = at
    while top and at - top < _MOST and _groups(rows, top - 1, width, merges):
        top -= 1
    end = at + 1
    upper = _padded(rows[at], width)
    behind = len(rows) - (not merges)  # gaps alone prove nothing when no data follow
    while end < behind and end - at <= _MOST:
        lower = _padded(rows[end], width)
        if not (_parts_by_merges(rows, at, end, merges) if merges else _parts(upper, lower)):
            break
        upper = [low or up for low, up in zip(lower, upper, strict=True)]
        end += 1
    return top, end


def spread(rows: Sequence[Cells], merges: Sequence[Merge]) -> list[list[str | None]]:
    """Return rows in which every cell of a merged range holds the range's text."""
    shown = [list(row) for row in rows]
    for top, left, bottom, right in merges:
        if top < 0 or top >= len(shown) or left < 0 or left >= len(shown[top]):
            continue
        text = shown[top][left]
        for row in shown[top : bottom + 1]:
            row[left : right + 1] = [text] * len(row[left : right + 1])
    return shown


def names_of(
    levels: Sequence[Cells], width: int, is_part: Callable[[str, str], bool], *, by_gaps: bool
) -> list[str]:
    """Name columns by the lowest level; with those above before it where that is not enough.

    `is_part` says of a text and the one above it that only both together are a name. `by_gaps`
    says that a text also stands above the blank cells to its right.
    """
    exact = [_padded(level, max(width, len(level))) for level in levels]
    width = max(map(len, exact))
    exact = [_padded(level, width) for level in exact]
    parts = [_parts_of(exact, place, by_gaps) for place in range(width)]
    used = [
        2 if len(part) > 1 and (is_value(part[0]) or is_part(part[0], part[1])) else 1
        for part in parts
    ]
    for _ in levels[1:]:
        names = [" ".join(reversed(part[:n])) for part, n in zip(parts, used, strict=True)]
        often = Counter(name for name in names if name)
        used = [n + (often[name] > 1) for n, name in zip(used, names, strict=True)]
    return [" ".join(reversed(part[:n])) for part, n in zip(parts, used, strict=True)]


def _parts_of(levels: list[list[str]], place: int, by_gaps: bool) -> list[str]:
    """Return what the levels call one column, the lowest first."""
    parts: list[str] = []
    for level in reversed(levels):
        text = level[place]
        if not text and by_gaps and parts:
            text = next((before for before in reversed(level[:place]) if before), "")
        if text and text not in parts:
            parts.append(text)
    return parts


def _padded(cells: Cells, width: int) -> list[str]:
    texts = [(text or "").strip() for text in cells]
    return texts + [""] * (width - len(texts))


def _groups(rows: Sequence[Cells], at: int, width: int, merges: Sequence[Merge] | None) -> bool:
    """Say whether a row above the names holds groups of columns rather than a title."""
    texts = filled(rows[at])
    if len(set(texts)) < 2 or any(map(is_value, texts)) or texts[0].startswith("#"):
        return False
    if any(":" in text or "：" in text for text in texts):
        return False
    if merges:
        across = [m for m in merges if m[0] <= at <= m[2] and m[3] > m[1]]
        return any(m[3] - m[1] + 1 < 0.9 * width for m in across)
    return len(texts) < len(filled(rows[at + 1])) or len(texts) < width


def _parts_by_merges(
    rows: Sequence[Cells], at: int, below: int, merges: Sequence[Merge] | None
) -> bool:
    """Say whether a row below the names is held to them by merged cells."""
    texts = filled(rows[below])
    if not texts or texts[0].startswith("#"):
        return False
    here = [m for m in merges or () if m[0] <= below - 1 and m[0] >= max(0, at - _MOST)]
    if any(m[0] <= at and m[2] >= below for m in here):  # a name reaches down beside the parts
        return True
    under = [
        (rows[below][place] or "").strip()
        for _, left, bottom, right in here
        if right > left and bottom == below - 1
        for place in range(left, min(right + 1, len(rows[below])))
    ]
    return any(under) and not any(map(is_value, texts))


def _parts(upper: list[str], lower: list[str]) -> bool:
    """Say whether a row names the parts of the groups that gaps in the row above show."""
    texts = filled(lower)
    if not texts or any(map(is_value, texts)) or texts[0].startswith("#"):
        return False
    gaps = {place for place, text in enumerate(upper) if place and not text}
    grouped = gaps | {place - 1 for place in gaps}
    under = {place for place, text in enumerate(lower) if text}
    # A row of data fills the columns that stand alone; the parts of groups leave them blank.
    alone = set(range(len(upper))) - grouped
    return bool(under & gaps) and under <= grouped and bool(alone) and not lower[0]
