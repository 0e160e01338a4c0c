"""Errors that say what was found, what was expected and what to do."""

from __future__ import annotations

from collections.abc import Iterable


class SitroomError(Exception):
    """A failure whose text is ready to be shown; `exit_code` is the command line's answer."""

    exit_code = 1
    code = ""

    def __init__(self, found: str, expected: str = "", todo: str = "", *, code: str = "") -> None:
        self.found, self.expected, self.todo = found, expected, todo
        self.code = code or self.code
        super().__init__(found, expected, todo)

    def __str__(self) -> str:
        parts = [self.found]
        if self.expected:
            parts.append(f"Expected: {self.expected}")
        if self.todo:
            parts.append(f"To do: {self.todo}")
        return "\n".join(parts)


class UsageError(SitroomError):
    """The command or the settings were written wrongly."""

    exit_code = 2


class UnreadableFile(SitroomError):
    """A file that cannot be read as a whole; `code` names the kind of trouble, such as E_EMPTY."""


class Unreachable(SitroomError):
    """A source that does not answer."""

    exit_code = 4


class Busy(SitroomError):
    """Another loader owns the record; trying again later may succeed."""

    exit_code = 75


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" for the known word closest to `word`, or an empty text."""
    # Slow to import, and needed only when something is wrong.
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean `{close[0]}`?" if close else ""
