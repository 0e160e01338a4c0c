"""Sheets of many rows, read in batches so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from python_calamine import CalamineSheet

from sitroom.reading.batches import Value, batch_rows, stage_batches, text_of_value
from sitroom.reading.grid import check_width, is_label, label_columns
from sitroom.reading.header import Header, find_header, unique
from sitroom.reading.levels import Merge, filled
from sitroom.reading.parsed import Job, Table
from sitroom.reading.regions import begins_table

Rows = list[list[Value]]
Batch = tuple[int, Rows]  # the number of the first row, and the rows
_LOOK = 200  # rows that decide the header and which columns are labels
_BLOCK = 40  # rows behind a gap that decide whether another table begins there
_GAPS = 1000  # of a sheet with more gaps every row may stand alone: it is one table


def tables_of_long(
    job: Job, sheet: CalamineSheet, merges: Sequence[Merge], number: int
) -> list[Table]:
    """Stage the tables that stand below each other on a sheet; the first has that number."""
    known = frozenset(job.options.get("known_headers", ()))
    rows = _Rows(sheet.iter_rows(), batch_rows(sheet.total_width), known)
    tables: list[Table] = []
    while look := rows.look():
        header, above = _header(look, merges, known)
        check_width(job, header, sheet.name)
        body = [cells for row_no, cells in look if row_no > above]
        labels = label_columns(body)
        down = [m for m in merges if m[0] >= above and m[2] > m[0] and m[1] in labels]
        stage = job.stage(number + len(tables))
        batches = _filled(rows.batches(above, [cells for _, cells in look]), down)
        count = stage_batches(job, batches, header, stage)
        name = f"{sheet.name} ({len(tables) + 1})" if tables else sheet.name
        tables.append(Table(name, stage, header.names, above, count, dict(header.hints)))
    return tables


class _Rows:
    """The rows of a sheet from the first not yet staged."""

    def __init__(self, rows: Iterator[list[Value]], many: int, known: Collection[str]) -> None:
        self.rows, self.many, self.known = rows, many, known
        self.row_no, self.held = 1, list(islice(rows, many))
        self.gaps = 0

    def look(self) -> list[tuple[int, list[str | None]]]:
        """Return the next rows that are filled as text, numbered as on the sheet."""
        texts = ([text_of_value(value) for value in row] for row in self.held[:_LOOK])
        found = [(row_no, cells) for row_no, cells in enumerate(texts, self.row_no) if any(cells)]
        if not found and self.held:
            self.row_no += len(self.held[:_LOOK])
            self.held = self.held[_LOOK:] or list(islice(self.rows, self.many))
            return self.look()
        return found

    def batches(self, above: int, before: Sequence[list[str | None]]) -> Iterator[Batch]:
        """Yield the rows below row `above` up to where another table begins."""
        self.held = self.held[above + 1 - self.row_no :]
        self.row_no = above + 1
        while self.held:
            end = self._end(before)
            yield self.row_no, self.held[:end]
            self.row_no += end
            if end < len(self.held):
                self.held = self.held[end:]
                return
            self.held = list(islice(self.rows, self.many))

    def _end(self, before: Sequence[list[str | None]]) -> int:
        """Return how many of the held rows belong to the table that stands before them."""
        blank = [place for place, row in enumerate(self.held) if row[0] == "" and _is_blank(row)]
        ends = sorted(set(blank) - {place - 1 for place in blank})
        for place in ends:
            self.gaps += 1
            if self.gaps > _GAPS:
                break
            if place + _BLOCK > len(self.held):
                self.held += islice(self.rows, _BLOCK)
            behind = self.held[place + 1 : place + 1 + _BLOCK]
            block = [[text_of_value(value) for value in row] for row in behind]
            if begins_table(before, [row for row in block if filled(row)], self.known):
                return place + 1
        return len(self.held)


def _is_blank(row: Sequence[Value]) -> bool:
    return all(value == "" for value in row)


def _header(
    look: Sequence[tuple[int, list[str | None]]], merges: Sequence[Merge], known: Collection[str]
) -> tuple[Header, int]:
    """Return the header, and the number of the last row above the data."""
    first = look[0][0]
    index = {row_no: place for place, (row_no, _) in enumerate(look)}
    moved = [
        (index[a + 1], b, index.get(c + 1, len(look) - 1), d)
        for a, b, c, d in merges
        if a + 1 in index
    ]
    # Columns that only other tables on the sheet use must not make this one's header look thin.
    right = max(place + 1 for _, cells in look for place, text in enumerate(cells) if text)
    header = find_header([cells[:right] for _, cells in look[:60]], known, moved or None)
    width = len(look[0][1])
    names = [*header.names, *(f"column {place + 1}" for place in range(right, width))]
    header = replace(header, names=unique(names[: max(width, right)]))
    return header, look[header.first_data - 1][0] if header.first_data else first - 1


def _filled(batches: Iterator[Batch], merges: Sequence[Merge]) -> Iterator[Batch]:
    """Give a label to every row it is merged over; a quantity stays in its first row alone."""
    labels: dict[Merge, Value] = {}
    for first, rows in batches:
        end = first - 1 + len(rows)
        for merge in merges:
            top, left, bottom, _ = merge
            if bottom < first - 1 or top >= end:
                continue
            if top >= first - 1:
                label = rows[top - first + 1][left]
                if not (text := text_of_value(label)) or not is_label(text):
                    continue
                labels[merge] = label
            if merge in labels:
                for row in rows[max(top + 1, first - 1) - first + 1 : bottom - first + 2]:
                    row[left] = row[left] if row[left] != "" else labels[merge]
        yield first, rows
