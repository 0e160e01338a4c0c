"""Tables of a web page, as spreadsheet programs and web systems save them under any name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sitroom.reading import jsontext
from sitroom.reading.encoding import BAD_BYTE, text_of
from sitroom.reading.grid import Line, tables_of
from sitroom.reading.header import find_header, hits
from sitroom.reading.jsonrows import is_json
from sitroom.reading.levels import Merge, filled
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.smalltext import fixed

_SILENT = frozenset({"script", "style", "template", "noscript", "select", "textarea", "title"})
_SPAN = 1000  # rows or columns one cell may reach over; more is a slip or an attack
_BREAKS = frozenset({"br", "p", "div", "li"})


@dataclass
class _Grid:
    """One table being read: its rows, what is merged, and which places are taken from above."""

    lines: list[Line] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    text: list[str] | None = None  # of the cell that is open
    place: int = 0  # of that cell in its row
    holds_table: bool = False

    def begin_row(self) -> None:
        self.lines.append((len(self.lines) + 1, [], None))

    def begin_cell(self, down: int, across: int) -> None:
        if not self.lines:
            self.begin_row()
        top, cells = len(self.lines) - 1, self.lines[-1][1]
        while (top, len(cells)) in self.taken:
            cells.append(None)
        left = len(cells)
        if down > 1 or across > 1:
            self.merges.append((top, left, top + down - 1, left + across - 1))
            self.taken |= {
                (row, column)
                for row in range(top + 1, top + down)
                for column in range(left, left + across)
            }
        cells += [None] * across
        self.text = []
        self.place = left

    def end_cell(self) -> None:
        if self.text is None:
            return
        text = " ".join("".join(self.text).split())
        number, cells, problem = self.lines[-1]
        cells[self.place] = text.replace(BAD_BYTE, "\ufffd") or None
        if BAD_BYTE in text:
            self.lines[-1] = number, cells, problem or "bad_encoding"
        self.text = None


class _Reader(HTMLParser):
    """Collects every table of a page; what is inside another table is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[_Grid] = []
        self.open: list[_Grid] = []
        self.silent = 0
        self.printing = False
        self.printed: list[str] = []  # what stands in <pre>, as a program printed it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "pre":
            self.printing = True
        elif tag == "table":
            if self.open:
                self.open[-1].holds_table = True
            self.open.append(_Grid())
        elif not self.open:
            return
        elif tag == "tr":
            self.open[-1].end_cell()
            self.open[-1].begin_row()
        elif tag in ("td", "th"):
            given = dict(attrs)
            self.open[-1].end_cell()
            self.open[-1].begin_cell(_many(given.get("rowspan")), _many(given.get("colspan")))
        elif tag in _BREAKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "pre":
            self.printing = False
            self.printed.append("\n")
        elif self.open and tag in ("td", "th", "tr", "table"):
            self.open[-1].end_cell()
            if tag == "table":
                self.done.append(self.open.pop())

    def handle_data(self, data: str) -> None:
        if self.open and not self.silent and self.open[-1].text is not None:
            self.open[-1].text.append(data)
        elif self.printing and not self.silent and not self.open:
            self.printed.append(data)


def read(job: Job) -> list[Table]:
    """Read the largest tables of data in a web page; refuses a page that holds none."""
    known = frozenset(job.options.get("known_headers", ()))
    reader = _Reader()
    with text_of(job) as file:
        while block := file.read(1 << 18):
            reader.feed(block)
    reader.close()
    grids = [*reader.done, *reader.open]
    sizes = [_cells(grid) if _is_data(grid, known) else 0 for grid in grids]
    most = max(sizes, default=0)
    if not most and (tables := _printed(job, "".join(reader.printed))):
        job.notes.append("read from the printed text of a web page")
        return tables
    if not most:
        raise refuse(
            "E_WEB_PAGE",
            f"{job.path.name} is a web page without a table of data, whatever its name says.",
            "a table as CSV, Excel, JSON, GeoJSON or Parquet, or a web page that holds one",
            "export the table from the page, or open it in a spreadsheet and save it as .xlsx",
        )
    job.notes.append("read from a web page's table")
    tables = []
    for grid, size in zip(grids, sizes, strict=True):
        if size * 2 >= most:
            number = len(tables)
            sheet = f"table {number + 1}" if number else None
            tables += tables_of(job, grid.lines, sheet=sheet, merges=grid.merges, number=number)
    return tables


def _printed(job: Job, text: str) -> list[Table]:
    """Return the tables of a text in <pre>: a printed list, or JSON that a browser has shown."""
    if not is_json(text.lstrip()):
        return fixed(job, text)
    job.path = job.temp / f"{job.path.stem}.json"
    job.path.write_text(text.replace(BAD_BYTE, "\ufffd"), encoding="utf-8")
    job.format = "json"
    return jsontext.read(job)


def _many(span: str | None) -> int:
    return min(_SPAN, int(span)) if span and span.strip().isdecimal() and int(span) > 0 else 1


def _cells(grid: _Grid) -> int:
    return sum(len(filled(cells)) for _, cells, _ in grid.lines)


def _is_data(grid: _Grid, known: Collection[str]) -> bool:
    """Say whether a table holds data rather than the layout of a page or a form."""
    rows = [cells for _, cells, _ in grid.lines if filled(cells)]
    if grid.holds_table or len(rows) < 2:
        return False
    header = find_header(rows[:60], known, grid.merges or None)
    body = [cells for cells in rows[header.first_data :] if len(filled(cells)) > 1]
    if header.hints.get("header") == "none" or len(header.names) < 2 or not body:
        return False
    if hits(header.names, known) >= 2:
        return True
    full = sum(len(filled(cells)) * 2 >= len(header.names) for cells in body)
    return len(body) >= 2 and full >= 0.6 * len(body)
