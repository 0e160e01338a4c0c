"""JSON: an array of objects, one inside a wrapper, one object a line, or GeoJSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import StringIO
from typing import Any, TextIO

from sitroom.errors import UnreadableFile
from sitroom.reading import topojson
from sitroom.reading.encoding import BAD_BYTE, text_of
from sitroom.reading.geojson import as_feature, is_feature, located, shapes_of
from sitroom.reading.geometry import Shapes
from sitroom.reading.header import unique
from sitroom.reading.jsobject import as_json
from sitroom.reading.jsonerror import complaint_of
from sitroom.reading.jsongroups import Item, ungrouped
from sitroom.reading.jsonrows import BEFORE
from sitroom.reading.jsonscan import Scanner
from sitroom.reading.jsonshape import is_about, rows_inside, spoken_names
from sitroom.reading.jsonvalue import Unfit, flat
from sitroom.reading.parsed import MB, Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.stage import RAW, Row, stage_rows

_START = 1 << 20  # characters that show what the text is; the rest is read as it is needed
_MOST_REWRITTEN = 64 * MB
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read(job: Job) -> list[Table]:
    """Read the longest array of objects in a JSON text, or in one that a script would read."""
    notes = list(job.notes)
    try:
        return _read(job, partial(text_of, job))
    except UnreadableFile as error:
        rewritten = _rewritten(job) if error.code == "E_JSON" else None
        if rewritten is None:
            raise
    job.notes = [*notes, "written as a script's object, not as JSON, and read all the same"]
    return _read(job, partial(StringIO, rewritten))


def _rewritten(job: Job) -> str | None:
    """Return a script's object as JSON; None for what is cut off, or too large to be one."""
    if job.path.stat().st_size > _MOST_REWRITTEN:
        return None
    with text_of(job) as file:
        text = file.read()
    begin = BEFORE.match(text)
    return as_json(text[begin.end() if begin else 0 :])


def _read(job: Job, opened: Callable[[], TextIO], crs: dict[str, Any] | None = None) -> list[Table]:
    """Read what `opened` gives; `crs` is its projection if known."""
    with opened() as file:
        start = file.read(_START)
        begin = BEFORE.match(start)
        at = begin.end() if begin else 0
        if _is_lines(start, at):
            job.format = "ndjson"
            return [_table(job, 0, _lines(job, start, at, file))]
        scanner = Scanner(job, start, at, file)
        if start[at:].strip(" \t\r\n);") == "null":
            return [_noted(job, _table(job, 0, ()))]
        if scanner.mark() == "[":
            return [_noted(job, _table(job, 0, _elements(scanner)))]
        found = _wrapped(job, scanner, crs)
    return found if isinstance(found, list) else _read(job, opened, found)


def _is_lines(text: str, at: int) -> bool:
    """Say whether the text is one object a line."""
    lines = [line.strip(" \t\r\x1e") for line in text[at : at + 200_000].split("\n")[:50]]
    lines = [line for line in lines if line]
    whole = sum(line.startswith("{") and line.endswith("}") for line in lines)
    return len(lines) > 1 and whole * 2 >= len(lines)


def _lines(job: Job, text: str, at: int, more: TextIO) -> Iterator[Item]:
    for number, line in enumerate(_cut(text[at:], more), text.count("\n", 0, at) + 1):
        raw = line.strip(" \t\r\x1e")
        if not raw or raw.startswith(("//", "#")):
            continue
        value, trouble = _of_line(job, raw)
        if "bad_json" in trouble and (rewritten := as_json(raw)):
            value, trouble = _of_line(job, rewritten)
        yield number, raw, value, trouble


def _of_line(job: Job, line: str) -> tuple[Any, set[str]]:
    scanner = Scanner(job, line)
    try:
        value = scanner.value()
    except UnreadableFile:
        value = None
    broken = {"bad_json"} if scanner.at < len(line) else set[str]()
    return value, scanner.trouble() | broken


def _cut(text: str, more: TextIO) -> Iterator[str]:
    """Yield the lines of a text, of which only a part is held."""
    while block := more.read(_START):
        *lines, text = (text + block).split("\n")
        yield from lines
    yield from text.split("\n")


def _elements(scanner: Scanner, key: str = "") -> Iterator[Item]:
    elements = scanner.features() if key == "features" else scanner.elements()
    for number, (start, value) in enumerate(elements, 1):
        raw = scanner.text[start : min(scanner.at, start + 2 * RAW)]
        yield number, raw, value, scanner.trouble()


def _wrapped(
    job: Job, scanner: Scanner, crs: dict[str, Any] | None
) -> list[Table] | dict[str, Any]:
    """Read an object around the rows; each array is staged while it is passed, once.

    Returns its projection instead where it comes too late, behind the rows.
    """
    outer: dict[str, Any] = {"crs": crs} if crs else {}
    start, tables, spoken = scanner.at, list[Table](), dict[str, str]()
    for key in scanner.members():
        if scanner.begins_objects():
            items = _elements(scanner, key)
            if key == "fields":
                items = list(items)
                spoken |= spoken_names(value for _, _, value, _ in items)
            tables.append(_table(job, len(tables), items, key, outer))
        else:
            outer[key] = scanner.value()
            if key == "crs" and tables and not crs and isinstance(outer[key], dict):
                return outer[key]
    if outer.get("type") == "FeatureCollection":
        job.format = "geojson"
    if outer.get("type") == "Topology":
        return topojson.tables(job, outer)
    _refuse_complaint(job, outer, tables)
    if tables:
        best = _noted(job, _best(job, tables, outer))
        best.columns = unique([spoken.get(name, name) for name in best.columns])
        return [best]
    raw = scanner.text[start : start + 2 * RAW]
    name, values = rows_inside(outer)
    items = ((n, raw if len(values) == 1 else "", v, set()) for n, v in enumerate(values, 1))
    return [_noted(job, _table(job, 0, items, name))]


def _noted(job: Job, table: Table) -> Table:
    if not table.rows:
        job.notes.append("an empty list: the file is whole and says that there is nothing")
    return table


def _refuse_complaint(job: Job, outer: dict[str, Any], tables: list[Table]) -> None:
    if said := complaint_of(outer, {table.hints["array"] for table in tables if table.rows}):
        raise refuse(
            "E_ERROR_BODY",
            f"{job.path.name} is an error message and no data: {said}",
            "the data themselves",
            "check the address, its parameters and the key with the office that runs the source",
        )


def _best(job: Job, tables: list[Table], outer: dict[str, Any]) -> Table:
    """Return the table of the rows, with what the object says of them; note the others."""
    best = max(tables, key=_weight)
    job.notes += [
        f"the array `{table.hints['array']}` of {table.rows:,} beside it was left out"
        for table in tables
        if table is not best and table.rows and not is_about(table.hints["array"])
    ]
    texts = {k: v for k, v in outer.items() if isinstance(v, str) and len(v) < 200}
    best.hints |= {k: texts[k] for k in ("title", "name", "generator") if k in texts}
    return best


def _weight(table: Table) -> tuple[bool, bool, int]:
    name = table.hints.get("array", "")
    return name == "features", not is_about(name), table.rows


def _table(
    job: Job,
    number: int,
    items: Iterable[Item],
    name: str = "",
    outer: dict[str, Any] | None = None,
) -> Table:
    columns: dict[str, int] = {}
    stage, shapes = job.stage(number), shapes_of(job, outer or {})
    items = ungrouped(items, name, outer)
    rows, width = stage_rows(job, _rows(job, items, columns, shapes), stage)
    job.notes += shapes.notes()
    names = unique([*columns, *[""] * (width - len(columns))])
    return Table(None, stage, names, 0, rows, {"array": name} if name else {})


def _rows(
    job: Job, items: Iterable[Item], columns: dict[str, int], shapes: Shapes
) -> Iterator[Row]:
    """Turn objects into rows; a column is added when a key is first met."""
    width = 0  # of an array of arrays, the first of which may name the columns
    for number, raw, value, trouble in items:
        if isinstance(value, list) and not columns:
            width, names = len(value), all(type(v) is str for v in value)
            columns |= {n: i for i, n in enumerate(unique(value if names else [""] * width))}
            if names:
                continue
        if width and isinstance(value, list):
            trouble = trouble if len(value) == width else trouble | {"ragged"}
            value = dict(zip(columns, value, strict=False))
        cells, problem = _cells(job, value, raw, trouble, shapes)
        for key in cells:
            columns.setdefault(key, len(columns))
        if len(columns) > job.limits.columns:
            raise refuse(
                "E_COLUMNS",
                f"{job.path.name} has more than {job.limits.columns:,} different keys.",
                "one key per kind of value, the same in all objects",
            )
        row: list[str | None] = [None] * len(columns)
        for key, text in cells.items():
            row[columns[key]] = text
        shown = raw[:RAW].replace(BAD_BYTE, "\ufffd").encode(errors="replace").decode()
        yield number, row, problem, shown if problem else None


def _cells(
    job: Job, value: Any, raw: str, trouble: set[str], shapes: Shapes
) -> tuple[dict[str, str | None], str | None]:
    if not isinstance(value, dict) or "bad_json" in trouble:
        return {}, "bad_json"
    try:
        value = as_feature(value)
        if is_feature(value):
            job.format = "geojson"
            cells, problem = located(value, job.limits, shapes)
        else:
            cells, problem = flat(value, job.limits.depth), None
    except Unfit as error:
        return {}, str(error)
    if any(text and len(text) > job.limits.text * 4 for text in cells.values()):
        return {}, "too_long"
    if _SURROGATE.search(raw) and not _is_text(cells):
        return {}, "bad_encoding"
    if BAD_BYTE in raw:
        return {}, "bad_encoding"
    if any(text and "\0" in text for text in cells.values()):
        return {}, "control_character"
    return cells, min(trouble, default=problem)


def _is_text(cells: dict[str, str | None]) -> bool:
    try:
        "".join([*cells, *(text or "" for text in cells.values())]).encode()
    except UnicodeEncodeError:
        return False
    return True
