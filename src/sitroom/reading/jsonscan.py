"""Walking through a JSON text one element at a time, numbers kept as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sitroom.errors import UnreadableFile
from sitroom.reading.parsed import Job
from sitroom.reading.refusal import refuse

_SPACE = re.compile(r"(?:[\s\x1e\ufeff]|//[^\n]*\n|/\*.*?\*/)*", re.S)


class Number(str):
    """A number as the text writes it; so `1.50` stays so and long numbers lose nothing."""

    __slots__ = ()


class Scanner:
    """A place in a JSON text, and what was wrong with the values read since the last asking."""

    def __init__(self, job: Job, text: str, at: int = 0) -> None:
        self.job, self.text, self.at = job, text, at
        self._trouble: set[str] = set()
        self._decoder = json.JSONDecoder(
            parse_float=Number,
            parse_int=Number,
            parse_constant=Number,
            object_pairs_hook=self._pairs,
            strict=False,
        )
        self.skip()

    def skip(self) -> None:
        """Pass over blanks and comments."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def mark(self) -> str:
        """Return the character here, or an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def value(self) -> Any:
        """Read the value that begins here and stand behind it."""
        try:
            value, self.at = self._decoder.raw_decode(self.text, self.at)
        except ValueError as error:
            raise self.broken(getattr(error, "pos", self.at)) from error
        self.skip()
        return value

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Yield where each element of the array here begins, and the element."""
        self._pass()
        while self.mark() != "]":
            start = self.at
            yield start, self.value()
            self._pass_comma("]")
        self._pass()

    def members(self) -> Iterator[str]:
        """Yield each key of the object here; the caller must read the value behind it."""
        self._pass()
        while self.mark() != "}":
            key = self.value()
            if not isinstance(key, str) or self.mark() != ":":
                raise self.broken()
            self._pass()
            yield key
            self._pass_comma("}")
        self._pass()

    def begins_objects(self) -> bool:
        """Say whether an array of objects, or an empty one, begins here."""
        inside = _SPACE.match(self.text, self.at + 1)
        return self.mark() == "[" and bool(inside) and self.text[inside.end()] in "{]"

    def trouble(self) -> set[str]:
        """Return what was wrong since the last asking: duplicate_key."""
        found, self._trouble = self._trouble, set()
        return found

    def broken(self, at: int | None = None) -> UnreadableFile:
        """Return the refusal of a text that is broken here."""
        at = self.at if at is None else at
        line = self.text.count("\n", 0, at) + 1
        near = self.text[at : at + 20]
        return refuse(
            "E_JSON",
            f"{self.job.path.name} is broken JSON in line {line:,}, character {at + 1:,}: "
            + (repr(near) if near else "the text ends there."),
            "complete JSON",
            "send the file again; it may have been cut off",
        )

    def _pass(self) -> None:
        self.at += 1
        self.skip()

    def _pass_comma(self, end: str) -> None:
        if self.mark() == ",":
            self._pass()
        elif self.mark() != end:
            raise self.broken()

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            self._trouble.add("duplicate_key")
        return made
