"""Where on a sheet its tables are: below each other, beside each other, or just one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sitroom.reading.header import Header, contrasts, find_header, first_cells, header_key, hits
from sitroom.reading.levels import filled, is_value
from sitroom.reading.notdata import is_footer

Cells = Sequence[str | None]
_NAMES_ROWS = re.compile(
    r"(?:名称|名|编号|编码|序号)$|(?:^|[\s_])(?:name|id|no\.?|code|item)$", re.I
)
_LOOK = 60  # rows that decide what a block of rows is


@dataclass(frozen=True)
class Region:
    """A part of a sheet that holds one table: rows and columns from 0, the ends not included."""

    top: int
    bottom: int
    left: int
    right: int


def regions(rows: Sequence[Cells], known: Collection[str]) -> list[Region]:
    """Return the parts of a sheet that are a table each, from the left and from above.

    A blank row or column alone parts nothing: behind it must stand a header of its own.
    """
    width = max(map(len, rows), default=0)
    whole = Region(0, len(rows), 0, width)
    found: list[Region] = []
    bands = _bands(rows, whole, known)
    for band in bands:
        for block in _blocks(rows, band, known):
            found += _bands(rows, block, known) if len(bands) == 1 else [block]
    return found


def begins_table(before: Sequence[Cells], block: Sequence[Cells], known: Collection[str]) -> bool:
    """Say whether rows behind a gap are a table of their own, and not more of the one before."""
    left, right = _sides(block[:_LOOK])
    block = [row[left:right] for row in block[:_LOOK]]
    header = find_header(block, known)
    if header.hints.get("header") == "none" or not any(map(filled, block[: header.first_data])):
        return False
    at = next(i for i in range(header.first_data - 1, -1, -1) if filled(block[i]))
    if any(map(is_value, filled(block[at]))):
        return False
    head, body = block[at], [row for row in block[header.first_data :] if filled(row)]
    earlier = find_header(before[:_LOOK], known)
    title = header.hints.get("title")
    if first_cells(head) in earlier.heads:  # a page break, unless another title stands above
        again = title is None or title in str(earlier.hints.get("above")) or is_footer(title)
        return not again
    if hits(head, known) >= min(2, len(filled(head))) and len(filled(head)) > 1:
        return bool(body) or hits(head, known) > 2
    if len(filled(head)) < 2 or not body:
        return False
    other_shape = bool(title) or len(filled(head)) != len(earlier.names)
    return contrasts(head, body, 1 if other_shape else 2)


def part(rows: Sequence[Cells], region: Region) -> list[Cells]:
    """Return the rows of one region, cut to its columns."""
    return [row[region.left : region.right] for row in rows[region.top : region.bottom]]


def is_alone(cells: Cells) -> bool:
    """Say whether a row holds one text and nothing else, as titles and notes do."""
    texts = filled(cells)
    return len(texts) == 1 and not is_value(texts[0])


def _blocks(rows: Sequence[Cells], region: Region, known: Collection[str]) -> Iterator[Region]:
    """Yield the tables that stand below each other in a region."""
    inside = part(rows, region)
    top = 0
    for at in _gaps(inside):
        before = _without_blank(inside[top:at])
        has_rows = sum(len(filled(row)) > 1 for row in before) > 1
        if has_rows and begins_table(before, _without_blank(inside[at:]), known):
            yield _shrunk(
                rows, Region(region.top + top, region.top + at, region.left, region.right)
            )
            top = at
    yield _shrunk(rows, Region(region.top + top, region.bottom, region.left, region.right))


def _shrunk(rows: Sequence[Cells], region: Region) -> Region:
    """Return a region without the blank columns at its sides."""
    left, right = _sides(part(rows, region))
    return Region(region.top, region.bottom, region.left + left, region.left + right)


def _sides(rows: Sequence[Cells]) -> tuple[int, int]:
    """Return the first column with a text, and the first behind the last one."""
    used = {place for row in rows for place, text in enumerate(row) if text and text.strip()}
    return (min(used), max(used) + 1) if used else (0, 0)


def _gaps(rows: Sequence[Cells]) -> Iterator[int]:
    """Yield where rows begin again behind blank ones, or a lone text stands below a full row."""
    for at in range(1, len(rows)):
        if not filled(rows[at]):
            continue
        after_blank = not filled(rows[at - 1])
        title = is_alone(rows[at]) and len(filled(rows[at - 1])) > 2
        if after_blank or title:
            yield at


def _without_blank(rows: Sequence[Cells]) -> list[Cells]:
    found: list[Cells] = []
    for row in rows:
        if filled(row):
            found.append(row)
            if len(found) >= _LOOK:
                break
    return found


def _bands(rows: Sequence[Cells], region: Region, known: Collection[str]) -> list[Region]:
    """Return the tables that stand beside each other in a region, blank columns between them."""
    inside = part(rows, region)
    used = [
        any(place < len(row) and (row[place] or "").strip() for row in inside)
        for place in range(region.right - region.left)
    ]
    found: list[Region] = []
    for left, right in _runs(used):
        here = Region(region.top, region.bottom, region.left + left, region.left + right)
        if found and not _apart(rows, found[-1], here, known):
            last = found.pop()
            here = Region(last.top, last.bottom, last.left, here.right)
        found.append(here)
    return found if len(found) > 1 else [region]


def _runs(used: list[bool]) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    for place, is_used in enumerate([*used, False]):
        if is_used and begun is None:
            begun = place
        elif not is_used and begun is not None:
            yield begun, place
            begun = None


def _apart(rows: Sequence[Cells], left: Region, right: Region, known: Collection[str]) -> bool:
    """Say whether what stands left and right of blank columns are two tables."""
    sides = [part(rows, left), part(rows, right)]
    if min(left.right - left.left, right.right - right.left) < 2:
        return False
    headers = [find_header(_without_blank(side), known) for side in sides]
    if any(header.hints.get("header") == "none" for header in headers):
        return False
    first, second = ({header_key(name) for name in header.names if name} for header in headers)
    if len({key for key in first & second if not key.startswith("column")}) >= 2:
        return True
    return _own_titles(headers) or _own_ends(sides) or all(map(_begins_with_a_name, headers))


def _begins_with_a_name(header: Header) -> bool:
    """Say whether the first column names or numbers what the rows are, as that of a table does."""
    return len(header.names) > 2 and bool(_NAMES_ROWS.search(header.names[0].strip()))


def _own_titles(headers: list[Header]) -> bool:
    titles = [header.hints.get("title", "") for header in headers]
    plain = [bool(title) and not is_value(title) and ":" not in title for title in titles]
    return all(plain) and "：" not in "".join(titles) and titles[0] != titles[1]


def _own_ends(sides: list[list[Cells]]) -> bool:
    """Say whether one side goes on for two rows or more where the other has ended or not begun."""
    full = [[len(filled(row)) > 1 for row in side] for side in sides]
    both = [place for place, pair in enumerate(zip(*full, strict=True)) if all(pair)]
    if not both:
        return any(full[0]) and any(full[1])
    single = [place for place, pair in enumerate(zip(*full, strict=True)) if any(pair)]
    outside = [place for place in single if place > both[-1] or place < both[0]]
    inside = [place for place in single if both[0] <= place <= both[-1]]
    return len(outside) >= 2 and len(inside) == len(both)
