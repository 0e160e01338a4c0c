"""Small sheets of cells, whatever they came from: their tables found, labels filled, staged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitroom.reading import roster as rosters
from sitroom.reading.header import Header, find_header
from sitroom.reading.levels import Merge, filled, is_value
from sitroom.reading.notdata import is_not_data
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.regions import Region, is_alone, regions
from sitroom.reading.stage import Row, stage_rows

# The number of the row in its file, its cells, and what is wrong with the row already.
Line = tuple[int, list[str | None], str | None]
_LOOK = 200  # rows that decide which columns are labels
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?( 00:00(:00)?)?")


def tables_of(
    job: Job,
    lines: Sequence[Line],
    *,
    sheet: str | None = None,
    merges: Sequence[Merge] | None = None,
    number: int = 0,
) -> list[Table]:
    """Stage every table on a sheet; blank rows among `lines` are needed to tell them apart.

    `merges` are the merged ranges by index of line and column, None for formats without merging;
    `number` is that of the first table.
    """
    if roster := rosters.read(job, lines, sheet, number):
        return [roster]
    known = frozenset(job.options.get("known_headers", ()))
    found: list[Table] = []
    for region in regions([cells for _, cells, _ in lines], known):
        name = sheet if not found else f"{sheet or 'table'} ({len(found) + 1})"
        table = _table(job, lines, region, merges, known, number + len(found), name)
        if table:
            found.append(table)
    if len(found) > 1:
        where = f"sheet {sheet}" if sheet else "the file"
        job.notes.append(f"{where} holds {len(found)} tables, read as one each")
    return found


def check_width(job: Job, header: Header, sheet: str | None = None) -> None:
    """Refuse a table of too many columns."""
    if len(header.names) > job.limits.columns:
        what = f"sheet {sheet}" if sheet else job.path.name
        found = f"{what} has {len(header.names):,} columns."
        raise refuse("E_COLUMNS", found, f"at most {job.limits.columns:,}")


def _table(
    job: Job,
    lines: Sequence[Line],
    region: Region,
    merges: Sequence[Merge] | None,
    known: frozenset[str],
    number: int,
    sheet: str | None,
) -> Table | None:
    here = [
        (row_no, cells[region.left : region.right], problem)
        for row_no, cells, problem in lines[region.top : region.bottom]
    ]
    places = [place for place, (_, cells, _) in enumerate(here) if filled(cells)]
    body = [here[place] for place in places]
    moved = None if merges is None else list(_moved(merges, region, places))
    header = find_header([cells for _, cells, _ in body[:60]], known, moved)
    if not header.names or not body:
        return None
    check_width(job, header, sheet)
    above = body[header.first_data - 1][0] if header.first_data else 0
    rest = body[header.first_data :]
    if moved:
        fill_down(
            rest, [(a - header.first_data, b, c - header.first_data, d) for a, b, c, d in moved]
        )
    else:
        _fill_groups(job, rest, header)
    stage = job.stage(number)
    count, _ = stage_rows(job, _rows(rest, header), stage)
    return Table(sheet, stage, header.names, above, count, dict(header.hints))


def _moved(merges: Sequence[Merge], region: Region, places: list[int]) -> Iterator[Merge]:
    """Yield the merged ranges of a region by index of its filled rows."""
    index = {place + region.top: i for i, place in enumerate(places)}
    for top, left, bottom, right in merges:
        inside = [index[row] for row in range(top, bottom + 1) if row in index]
        if inside and left >= region.left:
            yield inside[0], left - region.left, inside[-1], right - region.left


def fill_down(rows: Sequence[Line], merges: Sequence[Merge]) -> None:
    """Give a label to every row it is merged over; a quantity stays in its first row alone."""
    labels = label_columns([cells for _, cells, _ in rows[:_LOOK]])
    for top, left, bottom, _ in merges:
        if left not in labels or top < 0 or top >= len(rows) or left >= len(rows[top][1]):
            continue
        label = rows[top][1][left]
        if label and is_label(label):
            for _, cells, _ in rows[top + 1 : bottom + 1]:
                if left < len(cells) and not cells[left]:
                    cells[left] = label


def is_label(text: str) -> bool:
    """Say whether a text names something or is a day; amounts and codes of digits are neither."""
    return not is_value(text) or bool(_DAY.fullmatch(text))


def label_columns(rows: Sequence[Sequence[str | None]]) -> set[int]:
    """Return the columns whose cells are mostly labels."""
    surplus: dict[int, int] = {}
    for cells in rows:
        for place, text in enumerate(cells):
            if text:
                surplus[place] = surplus.get(place, 0) + (1 if is_label(text) else -1)
    return {place for place, more in surplus.items() if more > 0}


def _fill_groups(job: Job, rows: Sequence[Line], header: Header) -> None:
    """Fill a first column that holds a label only where a group begins, as merged exports do."""
    data = [cells for _, cells, problem in rows if not problem and not is_not_data(cells, header)]
    if not is_group_column(data, len(header.names)):
        return
    label: str | None = None
    for _, cells, problem in rows:
        if problem or is_not_data(cells, header) or len(filled(cells)) < 2:
            label = None if (cells[:1] or [None])[0] else label
        elif cells[0]:
            label = cells[0]
        else:
            cells[0] = label
    job.notes.append(f"blank cells of {header.names[0]!r} are filled with the label above them")


def has_groups(lines: Sequence[Line], known: frozenset[str]) -> bool:
    """Say whether a table without merged cells has a first column of labels for groups."""
    rows = [cells for _, cells, _ in lines if filled(cells)]
    header = find_header(rows[:60], known)
    body = [cells for cells in rows[header.first_data :] if not is_not_data(cells, header)]
    return is_group_column(body, len(header.names))


def is_group_column(rows: Sequence[Sequence[str | None]], width: int) -> bool:
    """Say whether the first column holds labels of groups, each once, above rows full otherwise."""
    if width < 3 or len(rows) < 4 or not (rows[0][:1] and rows[0][0]):
        return False
    labels = [row[0] for row in rows if row and row[0]]
    blank = [row for row in rows if not (row and row[0])]
    often = 2 <= len(labels) <= 0.6 * len(rows) and len(set(labels)) == len(labels)
    full = all(len(filled(row)) >= 0.5 * (width - 1) and row[1] for row in blank)
    return often and full and not any(map(is_value, filled(labels)))


def _rows(lines: Sequence[Line], header: Header) -> Iterator[Row]:
    """Yield the rows of a table; those that are no data, or too wide, with their text."""
    width = len(header.names)
    last = max((i for i, (_, cells, _) in enumerate(lines) if len(filled(cells)) > 1), default=-1)
    for place, (row_no, cells, given) in enumerate(lines):
        is_note = is_alone(cells) and width > 3 and place > last >= 0
        problem = given or ("not_data" if is_note or is_not_data(cells, header) else None)
        if any(cells[width:]):
            problem = problem or "ragged"
        raw = "\t".join(cell or "" for cell in cells).rstrip() if problem else None
        yield row_no, [*cells[:width], *[None] * (width - len(cells))], problem, raw
