"""Recognition: which table a file fills, which column is which field, and the SQL to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitroom.recognise.engine import recognise
    from sitroom.recognise.known import known_headers
    from sitroom.recognise.model import Check, Column, Recognition
    from sitroom.recognise.privacy import mask_sql, mask_text, plain_name

__all__ = [
    "Check",
    "Column",
    "Recognition",
    "known_headers",
    "mask_sql",
    "mask_text",
    "plain_name",
    "recognise",
]

# Looked up on first use: a notebook that reads the word for a level needs no engine for files.
_WHERE = {
    "Check": "model",
    "Column": "model",
    "Recognition": "model",
    "known_headers": "known",
    "mask_sql": "privacy",
    "mask_text": "privacy",
    "plain_name": "privacy",
    "recognise": "engine",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
