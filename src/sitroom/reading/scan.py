"""One quick pass over the bytes of a text file, before it is decided how to read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sitroom.reading.encoding import MARK_ENCODED_TWICE, looks_encoded_twice

_BLOCK = 1 << 17  # stays in the processor's cache, which makes the pass about twice as fast
_BLANK_LINE = re.compile(rb"\n\r?\n\r?[^\r\n]")


@dataclass(frozen=True)
class Scan:
    """What was seen. Blank lines stand for any line ends that DuckDB would count differently."""

    begins_as_utf8: bool
    has_nul: bool
    has_blank_lines: bool


def scan(file: Path) -> Scan:
    """Look over a file; blank lines at its end do not count."""
    utf8, nul, blank = True, False, False
    before = b""
    with file.open("rb") as blocks:
        while block := blocks.read(_BLOCK):
            nul = nul or b"\0" in block
            if not before:
                utf8 = _is_utf8(block)
                blank = block[:1] in b"\r\n" or (b"\r" in block and b"\n" not in block)
            blank = blank or bool(
                _BLANK_LINE.search(block) or _BLANK_LINE.search(before + block[:4])
            )
            before = block[-4:]
    return Scan(utf8, nul, blank)


def _is_utf8(start: bytes) -> bool:
    if start.startswith(MARK_ENCODED_TWICE) or looks_encoded_twice(start):
        return False
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True
