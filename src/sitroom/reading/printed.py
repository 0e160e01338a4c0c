"""Tables as programs print them: with rulers, with each line in quotes, or a field a line."""

from __future__ import annotations

import csv
import re

from sitroom.reading.dialect import dialect_of
from sitroom.reading.encoding import BAD_BYTE
from sitroom.reading.grid import Line

_RULER = re.compile(r"[|+]?(?:\s*:?[-=]{2,}:?\s*[|+])+(?:\s*:?[-=]{2,}:?\s*)?")
_COUNT = re.compile(r"\(\d+ rows?\)|\d+ rows? in set.*", re.I)
_WHOLE = re.compile(r'"(?:[^"]|"")*"')
_FIELD = re.compile(r"(?P<key>[^\W\d][^:：=\t]{0,40}?)\s*[:：]\s*(?P<value>.*)")
_LOOK = 5  # lines in which the ruler of a table is looked for


def lines_of(text: str) -> list[Line]:
    """Return the cells of a printed table, by its lines from 1; none when it is no such text."""
    lines = text.splitlines()
    found = _ruled(lines) or _in_quotes(lines) or _records(lines)
    return [
        (number, [cell.strip() or None for cell in cells], problem)
        for number, cells, problem in found
    ]


def _problem(text: str) -> str | None:
    return "bad_encoding" if BAD_BYTE in text else None


def _ruled(lines: list[str]) -> list[tuple[int, list[str], str | None]]:
    """Cut what a database's prompt or a page in Markdown prints: | a | b | with a ruler below."""
    filled = [line.strip() for line in lines if line.strip()]
    has_ruler = any(map(_RULER.fullmatch, filled[:_LOOK]))
    if not has_ruler or sum("|" in line for line in filled) < 2:
        return []
    found: list[tuple[int, list[str], str | None]] = []
    for number, line in enumerate(map(str.strip, lines), 1):
        if line and not _RULER.fullmatch(line):
            cells = line.removeprefix("|").removesuffix("|").split("|")
            found.append((number, cells, "not_data" if _COUNT.fullmatch(line) else _problem(line)))
    return found


def _in_quotes(lines: list[str]) -> list[tuple[int, list[str], str | None]]:
    """Cut lines that a second program has put into quotes as if each were one field."""
    whole = [(n, line) for n, line in enumerate(map(str.strip, lines), 1) if line]
    if len(whole) < 2 or not all(_WHOLE.fullmatch(line) for _, line in whole):
        return []
    inner = [line[1:-1].replace('""', '"') for _, line in whole]
    dialect = dialect_of("\n".join(inner[:100]), whole=True)
    width = len(dialect.records[0])
    if width < 2 or any(len(record) != width for record in dialect.records):
        return []
    rows = csv.reader(inner, delimiter=dialect.delimiter)
    return [(n, row, _problem(line)) for (n, line), row in zip(whole, rows, strict=False)]


def _records(lines: list[str]) -> list[tuple[int, list[str], str | None]]:
    """Cut records of one `Field: value` a line, parted by blank lines, of the same fields."""
    records: list[tuple[int, dict[str, str]]] = []
    fresh = True
    for number, line in enumerate(lines, 1):
        if not line.strip(" \t-=*"):
            fresh = True
            continue
        field = _FIELD.fullmatch(line.strip())
        if field is None:
            return []
        if fresh:
            records.append((number, {}))
        fresh = False
        records[-1][1].setdefault(field["key"], field["value"])
    keys = list(dict.fromkeys(key for _, record in records for key in record))
    filled = sum(len(record) for _, record in records)
    if len(records) < 2 or len(keys) < 2 or filled < 0.6 * len(keys) * len(records):
        return []
    rows = [(n, [record.get(key, "") for key in keys]) for n, record in records]
    return [(0, keys, None), *((n, row, _problem("".join(row))) for n, row in rows)]
