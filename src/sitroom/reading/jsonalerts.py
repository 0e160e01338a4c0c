"""CAP alerts written as JSON: the same names, nested the same way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from sitroom.reading.jsonrows import value_of
from sitroom.reading.parsed import Limits
from sitroom.reading.refusal import refuse


def is_json(file: Path) -> bool:
    """Say whether a text begins as JSON does."""
    with file.open("rb") as start:
        return start.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def alerts(file: Path) -> Iterator[Element]:
    """Yield the alerts of a JSON text, wherever in it they stand; raises UnreadableFile."""
    yield from _alerts(value_of(file), file, Limits().depth)


def _alerts(value: Any, file: Path, depth: int) -> Iterator[Element]:
    if depth < 0:
        raise refuse("E_DEPTH", f"{file.name} is nested too deeply.")
    if isinstance(value, dict) and "info" in value and "identifier" in value:
        yield _element("alert", value)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _alerts(inner, file, depth - 1)


def _element(name: str, value: Any) -> Element:
    element = Element(name)
    if isinstance(value, dict):
        for key, inner in value.items():
            for one in inner if isinstance(inner, list) else [inner]:
                element.append(_element(str(key), one))
    elif value is not None:
        element.text = str(value)
    return element
