"""Texts in named sections, as [header] and [data]: the one section that holds a table is read."""

from __future__ import annotations

import csv
import re

from sitroom.reading.dialect import dialect_of

_NAMES = re.compile(r"\[[A-Za-z$][\w $-]*\]")
_SETS = re.compile(r"[A-Za-z]\w*(?:\[\d+\])?\s*=")


def table_in(text: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return delimiter and records, by their lines from 1, of the table among sections; else none.

    The other sections name a value a line, and tell of the table.
    """
    lines = text.split("\n")
    marks = [at for at, line in enumerate(lines) if _NAMES.fullmatch(line.strip())]
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if len(marks) < 2 or marks[0] != first:
        return "", []
    spans = zip(marks, [*marks[1:], len(lines)], strict=True)
    tables = [span for span in spans if _is_table(lines[span[0] + 1 : span[1]])]
    if len(tables) != 1:
        return "", []
    begin, end = tables[0][0] + 1, tables[0][1]
    body = "\n".join(lines[begin:end])
    delimiter = dialect_of(body, whole=True).delimiter
    reader = csv.reader(body.splitlines(keepends=True), delimiter=delimiter)
    return delimiter, [(begin + reader.line_num, record) for record in reader]


def _is_table(lines: list[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    return len(filled) > 1 and not any(_SETS.match(line) for line in filled)
