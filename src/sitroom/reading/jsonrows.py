"""The objects of a JSON text as plain values, for connectors and for what stands around them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sitroom.reading.encoding import text_of
from sitroom.reading.parsed import Job, Limits
from sitroom.reading.refusal import refuse

_BEFORE = re.compile(
    r"(?:[\s\x1e\ufeff]|ï»¿|//[^\n]*\n|\#[^\n]*\n|/\*.*?\*/)*"  # comments before the data
    r"(?:(?:var|let|const)\s+)?(?:[A-Za-z_$][\w.$]*\s*[(=]\s*)?",  # a callback's or variable's name
    re.S,
)


def objects(file: Path) -> list[dict[str, Any]]:
    """Return the longest array of objects in a JSON or JSONP text; raises UnreadableFile."""
    return [row for row in longest(value_of(file)) if isinstance(row, dict)]


def value_of(file: Path) -> Any:
    """Return the value of a JSON or JSONP text, whatever its encoding; raises UnreadableFile."""
    with text_of(Job(file, file.parent, Limits(), {})) as lines:
        content = lines.read()
    begin = _BEFORE.match(content)
    try:
        return json.JSONDecoder().raw_decode(content, begin.end() if begin else 0)[0]
    except ValueError as error:
        raise refuse("E_JSON", f"{file.name} is broken JSON: {error}", "JSON") from error


def longest(value: Any, depth: int = 4) -> list[Any]:
    """Return the longest array of objects inside a JSON value; none when there is none."""
    if isinstance(value, list):
        return value
    inner = value.values() if isinstance(value, dict) and depth else ()
    found = (longest(one, depth - 1) for one in inner if isinstance(one, dict | list))
    rows = (one for one in found if all(isinstance(row, dict) for row in one))
    return max(rows, key=len, default=[])
