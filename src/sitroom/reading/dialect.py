"""How a delimited text is cut into fields, found on its first part."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

DELIMITERS = (",", ";", "\t", "|", "^", "，", "；")
_SEP = re.compile(r"sep=(.)\r?\n?", re.I)


@dataclass(frozen=True)
class Dialect:
    """The delimiter, and the first records as cut by it."""

    delimiter: str
    records: list[list[str]]


@lru_cache(maxsize=1)  # asked for again by whoever reads the text after all
def dialect_of(text: str, *, whole: bool) -> Dialect:
    """Choose the delimiter that cuts most records into equally many fields, and the most of them.

    `whole` says that `text` is all of the file; otherwise its last, cut record is left out.
    """
    declared = _SEP.match(text)
    choices = (declared[1],) if declared else DELIMITERS
    cut = {delimiter: _records(text, delimiter, whole) for delimiter in choices}
    best = max(choices, key=lambda delimiter: _evenness(cut[delimiter]))
    return Dialect(best, cut[best])


def _records(text: str, delimiter: str, whole: bool) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records: list[list[str]] = []
    try:
        for record in reader:
            records.append(record)
            if len(records) > 2000:
                break
        else:
            records = records if whole else records[:-1] or records
    except csv.Error:
        pass
    return records


def _evenness(records: list[list[str]]) -> float:
    widths = Counter(len(record) for record in records if any(record))
    total = sum(widths.values())
    if not total:
        return 0.0
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
    # A delimiter that never cuts is even everywhere; it says nothing.
    return (often / total) ** 2 * width if width > 1 else 0.5
