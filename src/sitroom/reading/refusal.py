"""Refusing a whole file, in words."""

from __future__ import annotations

from sitroom.errors import UnreadableFile


def refuse(code: str, found: str, expected: str = "", todo: str = "") -> UnreadableFile:
    """Return the error to raise for a file that cannot be read as a whole."""
    return UnreadableFile(found, expected, todo, code=code)
