"""Walking through a JSON text one element at a time, numbers kept as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from sitroom.errors import UnreadableFile
from sitroom.reading.parsed import Job
from sitroom.reading.refusal import refuse

_SPACE = re.compile(r"(?:[\s\x1e\ufeff]|//[^\n]*\n|/\*.*?\*/)*", re.S)
_BLOCK = 1 << 20  # characters that are read at a time
_AHEAD = 1 << 16  # more than any comment between two values
_WORD = 64  # more than any word, number or escape that the end of a block can cut


class Number(str):
    """A number as the text writes it; so `1.50` stays so and long numbers lose nothing."""

    __slots__ = ()


class Scanner:
    """A place in a JSON text, and what was wrong with the values read since the last asking.

    Of a long text only the part around the place is held; `more` gives the rest of it.
    """

    def __init__(self, job: Job, text: str, at: int = 0, more: TextIO | None = None) -> None:
        self.job, self.text, self.at, self._more = job, text, at, more
        self._passed = self._lines_passed = 0
        self._trouble: set[str] = set()
        self._exact = json.JSONDecoder(
            parse_float=Number,
            parse_int=Number,
            parse_constant=Number,
            object_pairs_hook=self._pairs,
            strict=False,
        )
        self._quick = json.JSONDecoder(parse_int=float, object_pairs_hook=self._pairs, strict=False)
        self.skip()

    def skip(self) -> None:
        """Pass over blanks and comments."""
        if len(self.text) - self.at < _AHEAD:
            self._grow()
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def mark(self) -> str:
        """Return the character here, or an empty text at the end."""
        return self.text[self.at : self.at + 1]

    def value(self) -> Any:
        """Read the value that begins here and stand behind it."""
        return self._value(self._exact)

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Yield where each element of the array here begins in `text`, and the element."""
        yield from self._array(self.value)

    def features(self) -> Iterator[tuple[int, Any]]:
        """Yield the same of an array of GeoJSON features; the corners of shapes are plain floats.

        Points keep their figures as they are written.
        """
        yield from self._array(self._feature)

    def _array(self, read: Callable[[], Any]) -> Iterator[tuple[int, Any]]:
        self._pass()
        while self.mark() != "]":
            self._forget()
            start = self.at
            yield start, read()
            self._pass_comma("]")
        self._pass()

    def _feature(self) -> Any:
        if self.mark() != "{":
            return self.value()
        found: dict[str, Any] = {}
        for key in self.members():
            if key in found:
                self._trouble.add("duplicate_key")
            found[key] = self._geometry() if key == "geometry" else self.value()
        return found

    def _geometry(self) -> Any:
        start = self.at
        shape = self._value(self._quick)
        if isinstance(shape, dict) and shape.get("type") == "Point":
            self.at = start
            return self.value()
        return shape

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
        if self.mark() != "[":
            return False
        inside = _SPACE.match(self.text, self.at + 1)
        end = inside.end() if inside else self.at + 1
        return self.text[end : end + 1] in ("{", "]")

    def trouble(self) -> set[str]:
        """Return what was wrong since the last asking: duplicate_key."""
        found, self._trouble = self._trouble, set()
        return found

    def broken(self, at: int | None = None) -> UnreadableFile:
        """Return the refusal of a text that is broken here."""
        at = self.at if at is None else at
        line = self._lines_passed + self.text.count("\n", 0, at) + 1
        near = self.text[at : at + 20]
        return refuse(
            "E_JSON",
            f"{self.job.path.name} is broken JSON in line {line:,},"
            f" character {self._passed + at + 1:,}: "
            + (repr(near) if near else "the text ends there."),
            "complete JSON",
            "send the file again; it may have been cut off",
        )

    def _value(self, decoder: json.JSONDecoder) -> Any:
        while True:
            try:
                value, end = decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                is_cut = error.pos >= len(self.text) - _WORD or "Unterminated" in error.msg
                if is_cut and self._grow():
                    continue
                raise self.broken(error.pos) from error
            if end == len(self.text) and self._grow():  # a number may go on
                continue
            self.at = end
            self.skip()
            return value

    def _grow(self) -> bool:
        """Hold more of the text; say whether there was more."""
        block = self._more.read(max(_BLOCK, len(self.text) - self.at)) if self._more else ""
        self.text += block
        return bool(block)

    def _forget(self) -> None:
        """Let go of what was passed, now and then."""
        if self.at > _BLOCK:
            self._passed += self.at
            self._lines_passed += self.text.count("\n", 0, self.at)
            self.text, self.at = self.text[self.at :], 0

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
