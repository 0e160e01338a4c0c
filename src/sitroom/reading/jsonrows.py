"""The objects of a JSON text as plain values, for connectors and for what stands around them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sitroom.reading.encoding import text_of
from sitroom.reading.parsed import Job, Limits
from sitroom.reading.refusal import refuse

_REMARKS = r"(?:[\s\x1e\ufeff]|ï»¿|//[^\n]*\n|\#[^\n]*\n|/\*.*?\*/)*"
_NAME = r"[A-Za-z_$][\w.$]*(?:\[['\"][^'\"\]\n]*['\"]\])*"
_PLAIN = r"(?:-?\d[\d.]*|\"[^\"\n]*\"|'[^'\n]*'|true|false|null)"
# What may stand before the data: comments, lines that keep a script from running them, the name
# of a callback (JSONP), and the variable that a script gives the data to, other ones before it.
BEFORE = re.compile(
    rf"{_REMARKS}(?:\)\]\}}',?|while\s*\(1\)\s*;|for\s*\(;;\)\s*;|[\"']use strict[\"']\s*;)?"
    rf"{_REMARKS}"
    rf"(?:(?:var|let|const)\s+{_NAME}\s*=\s*{_PLAIN}\s*;{_REMARKS})*"
    rf"(?:(?:var|let|const)\s+|export\s+default\s+)?"
    rf"(?:{_NAME}\s*&&\s*)?(?:{_NAME}\s*[(=]\s*)?",
    re.S,
)
# The value itself, where such a beginning is one of JSON and none of a table's.
_VALUE = re.compile(r"\{|\[\s*(?:[\[\]{\"\d-]|true|false|null|NaN|Infinity)|null[\s);]*$", re.S)


def is_json(text: str) -> bool:
    """Say whether a text begins as JSON does, whatever a script has written before it."""
    begin = BEFORE.match(text)
    return bool(_VALUE.match(text, begin.end() if begin else 0))


def objects(file: Path) -> list[dict[str, Any]]:
    """Return the longest array of objects in a JSON or JSONP text, or the one object that it is.

    Raises UnreadableFile.
    """
    value = value_of(file)
    rows = [value] if isinstance(value, dict) and not _has_list(value) else longest(value)
    return [row for row in rows if isinstance(row, dict)]


def _has_list(value: Any, depth: int = 4) -> bool:
    inner = value.values() if isinstance(value, dict) and depth else ()
    return isinstance(value, list) or any(_has_list(one, depth - 1) for one in inner)


def value_of(file: Path) -> Any:
    """Return the value of a JSON or JSONP text, whatever its encoding; raises UnreadableFile."""
    with text_of(Job(file, file.parent, Limits(), {})) as lines:
        content = lines.read()
    begin = BEFORE.match(content)
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
