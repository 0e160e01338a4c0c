"""A JSON value as cells of text."""

from __future__ import annotations

import json
from typing import Any

from sitroom.reading.jsonscan import Number

_LONGEST_NUMBER = 400  # digits; more is a broken writer, not a quantity
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")  # JavaScript has them, JSON does not


class Unfit(ValueError):
    """A value that cannot be a cell; its text is the reason code."""


def flat(members: dict[str, Any], depth: int, prefix: str = "") -> dict[str, str | None]:
    """Return an object's members as text, inner objects with dotted names.

    Raises Unfit beyond `depth` levels, for NaN, and for a number of hundreds of digits.
    """
    if depth <= 0:
        raise Unfit("too_deep")
    cells: dict[str, str | None] = {}
    for key, value in members.items():
        if isinstance(value, dict) and value:
            cells |= flat(value, depth - 1, f"{prefix}{key}.")
        elif key == "interval" and _are_words(value) and len(value) == 2:
            cells |= {f"{prefix}{key}.start": value[0], f"{prefix}{key}.end": value[1]}
        else:
            cells[prefix + key] = _cell(value, depth)
    return cells


def _cell(value: Any, depth: int) -> str | None:
    if type(value) is Number:
        return _digits(value)
    if value is None or isinstance(value, str):
        return value
    if _are_words(value):
        return "; ".join(value)
    return _written(value, depth) if value not in ([], {}) else None


def _are_words(value: Any) -> bool:
    """Say whether a value is a list of words, which reads better without its brackets."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(type(one) is str and one and ";" not in one for one in value)
    )


def _written(value: Any, depth: int) -> str:
    """Return a value as compact JSON, numbers as they were."""
    if depth <= 0:
        raise Unfit("too_deep")
    if type(value) is Number:
        return _digits(value)
    if isinstance(value, dict):
        inner = (f"{_quoted(k)}: {_written(v, depth - 1)}" for k, v in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(v, depth - 1) for v in value) + "]"
    return _quoted(value)


def _digits(number: Number) -> str:
    if len(number) > _LONGEST_NUMBER or number in _NO_NUMBERS:
        raise Unfit("bad_number")
    return str(number)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
