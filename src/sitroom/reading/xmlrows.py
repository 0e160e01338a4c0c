"""XML of no kind that a connector knows: one row for each of the elements that repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sitroom.reading.grid import Line, tables_of
from sitroom.reading.header import unique
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.stage import Row, stage_rows

_LEAST = 3  # columns that make a record; fewer are a list of words


def tables(job: Job, root: Element) -> list[Table]:
    """Read the sheets of a workbook that was saved as XML, else the records of any XML."""
    if root.tag == "Workbook":
        return _sheets(job, root)
    found = max(_records(root), key=lambda pair: len(pair[1]), default=None)
    if found is None:
        raise refuse(
            "E_FORMAT",
            f"{job.path.name} is XML of the kind <{root.tag}>, without records that repeat.",
            "a CAP warning, a feed, or elements that have the same parts",
            "ask for it as CSV or JSON, or write a connector: docs/how-to/add-a-source.md",
        )
    name, records = found
    job.notes.append(f"read as XML: one row for each of {len(records):,} <{name}>")
    columns: dict[str, int] = {}
    stage = job.stage()
    rows, width = stage_rows(job, _rows(records, columns), stage)
    if width > job.limits.columns:
        raise refuse("E_COLUMNS", f"{job.path.name} has {width:,} different parts.", "fewer")
    return [Table(None, stage, unique([*columns]), 0, rows, {"array": name})]


def _records(root: Element) -> Iterator[tuple[str, list[Element]]]:
    """Yield the children of one kind of each element, where they have several parts."""
    if root.tag == "gpx":  # its waypoints; a track says where somebody went
        yield "wpt", root.findall("wpt")
        return
    for parent in root.iter():
        kinds = Counter(child.tag for child in parent)
        for tag, count in kinds.items():
            children = [child for child in parent if child.tag == tag]
            if (count > 1 or len(kinds) == 1) and len(dict(_parts(children[0]))) >= _LEAST:
                yield tag, children


def _rows(records: list[Element], columns: dict[str, int]) -> Iterator[Row]:
    for number, record in enumerate(records, 1):
        cells: dict[str, list[str]] = {}
        for name, text in _parts(record):
            cells.setdefault(name, []).append(text)
            columns.setdefault(name, len(columns))
        yield (
            number,
            ["; ".join(cells[name]) if name in cells else None for name in columns],
            None,
            None,
        )


def _parts(record: Element, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the attributes and texts inside an element with their dotted names."""
    for name, text in record.attrib.items():
        yield f"{path}@{name.rpartition('}')[2]}", text.strip()
    for child in record:
        if len(child) or child.attrib:
            yield from _parts(child, f"{path}{child.tag}.")
        if not len(child):
            yield f"{path}{child.tag}", " ".join((child.text or "").split())


def _sheets(job: Job, book: Element) -> list[Table]:
    job.format = "spreadsheet xml"
    found: list[Table] = []
    for sheet in book.findall("Worksheet"):
        lines = [line for table in sheet.findall("Table") for line in _lines(table)]
        name = next((v for k, v in sheet.attrib.items() if k.endswith("Name")), None)
        if lines:
            found += tables_of(job, lines, sheet=name, number=len(found))
    if not found:
        raise refuse("E_EMPTY", f"{job.path.name} has no sheet with cells.", "a table")
    return found


def _lines(table: Element) -> Iterator[Line]:
    """Yield the rows of a sheet; an index says where cells or rows were left out."""
    number = 0
    for row in table.findall("Row"):
        number = _index(row) or number + 1
        cells: list[str | None] = []
        for cell in row.findall("Cell"):
            cells += [None] * ((_index(cell) or len(cells) + 1) - 1 - len(cells))
            data = cell.find("Data")
            cells.append(None if data is None else "".join(data.itertext()).strip() or None)
        yield number, cells, None


def _index(element: Element) -> int:
    told = next((v for k, v in element.attrib.items() if k.endswith("Index")), "")
    return min(int(told), 1 << 20) if told.isdigit() else 0
