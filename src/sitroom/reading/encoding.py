"""Which encoding a text file is in, decided on the whole file by what the text would look like."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sitroom.reading.parsed import Job
from sitroom.reading.plausible import OTHERS, is_turkish, plausibility, scores
from sitroom.reading.refusal import refuse

BAD_BYTE = "\ufdd0"  # stands for a byte that is no text; Unicode reserves it for such use
MARK_ENCODED_TWICE = b"\xc3\xaf\xc2\xbb\xc2\xbf"  # UTF-8's mark, taken for text and encoded again
_BLOCK = 1 << 17  # stays in the processor's cache, which halves the cost of looking at it
_SAMPLE = 1 << 16  # bytes taken from each of up to 24 places to judge the text
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (MARK_ENCODED_TWICE, "utf-8"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "cp1252", *OTHERS)
_PLAUSIBLE = 0.5
_GOOD_LINES = 0.8  # share of lines an encoding must decode; the others are set aside
# Two letters of UTF-8 side by side; in the other encodings such bytes are next to never text.
_UTF8_INSIDE = re.compile(
    rb"[\xe0-\xef][\x80-\xbf]{2}[^\x80-\xdf\xf0-\xff]*[\xe0-\xef][\x80-\xbf]{2}"
)
# The first byte of a UTF-8 letter taken for Ã, Â, å, ç …, and the next for a sign behind it.
_TWICE = re.compile(
    rb"\xc3[\x82-\x85\xa0-\xaf](?:\xc2[\x80-\xbf]|\xc5|\xc6\x92|\xcb|\xe2\x80|\xe2\x82)"
)


@dataclass(frozen=True)
class Encoding:
    """An encoding, how sure that is (0 to 1), and how many bytes mark it at the start."""

    name: str
    confidence: float
    mark: int = 0
    has_bad_bytes: bool = False
    is_twice: bool = False  # UTF-8 that was taken for Windows-1252 and encoded again

    @property
    def is_plain(self) -> bool:
        """Say whether the file can be read as UTF-8 as it stands."""
        ends = self.mark in (0, len(codecs.BOM_UTF8))
        return self.name == "utf-8" and ends and not (self.has_bad_bytes or self.is_twice)


def encoding_of(path: Path) -> Encoding:
    """Return the encoding of a text file; refuses one that is text in none of the known ones."""
    with path.open("rb") as file:
        start = file.read(_BLOCK)
    for mark, name in _BOMS:
        if start.startswith(mark):
            bad = name == "utf-8" and _first_bad_byte(path, name, len(mark)) is not None
            return Encoding(name, 1.0, len(mark), bad, not bad and _is_twice(path, start, mark))
    if name := unmarked_utf16(start):
        score = plausibility(start[: len(start) & ~1].decode(name, "replace"))
        if score > 0.5:
            return Encoding(name, score)
    offset = _first_bad_byte(path, "utf-8")
    if offset is None:
        return Encoding("utf-8", 1.0, is_twice=_is_twice(path, start))
    return _most_plausible(path, offset)


def unmarked_utf16(start: bytes) -> str | None:
    """Return the kind of UTF-16 whose ASCII characters would explain the zero bytes, if any."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd < max(2, len(start) // 50) or min(even, odd) * 20 > even + odd:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def looks_encoded_twice(start: bytes) -> bool:
    """Say whether UTF-8 may have been taken for Windows-1252 and encoded again: `Ã©` for `é`."""
    return bool(_TWICE.search(start))


def text_of(job: Job) -> TextIO:
    """Open a text file decoded, line ends kept, and note its encoding on the job."""
    chosen = encoding_of(job.path)
    _note(job, chosen)
    if chosen.is_plain:
        return job.path.open(encoding="utf-8-sig", newline="")
    return io.StringIO("".join(_decoded(job.path, chosen)), newline="")


def transcoded(job: Job) -> Path:
    """Write the file's text as UTF-8 beside the worker's other files, and note its encoding.

    A byte that is no text, and a line in another encoding, is marked with BAD_BYTE.
    """
    chosen = encoding_of(job.path)
    _note(job, chosen)
    copy = job.temp / "text.utf8"
    with copy.open("w", encoding="utf-8", newline="") as out:
        for text in _decoded(job.path, chosen):
            out.write(text)
    return copy


def _note(job: Job, chosen: Encoding) -> None:
    job.encoding, job.confidence = chosen.name, chosen.confidence
    if chosen.name != "utf-8":
        job.notes.append(f"read as {chosen.name} (confidence {chosen.confidence:.2f})")
    if chosen.has_bad_bytes:
        job.notes.append("some lines hold bytes of another encoding; they are set aside")
    if chosen.is_twice:
        job.notes.append("the text was encoded twice (Ã© for é) and is repaired")


def _decoded(path: Path, chosen: Encoding) -> Iterator[str]:
    """Yield a file's text in blocks of whole lines."""
    codecs.register_error("bad_byte", _mark_bad)
    if chosen.name.startswith("utf-16") or chosen.name.startswith("utf-32"):
        with path.open("rb") as file:
            file.seek(chosen.mark)
            text = io.TextIOWrapper(file, chosen.name, errors="bad_byte", newline="")
            while block := text.read(_BLOCK):
                yield block
        return
    for block in _blocks_of_lines(path, chosen.mark):
        if chosen.is_twice:
            yield _once(block)
        elif chosen.name == "utf-8":
            yield block.decode("utf-8", "bad_byte")
        elif _UTF8_INSIDE.search(block):
            yield from (_line(line, chosen.name) for line in block.splitlines(keepends=True))
        else:
            yield block.decode(chosen.name, "bad_byte")


def _blocks_of_lines(path: Path, skip: int = 0) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(skip)
        while block := file.read(_BLOCK):
            yield block + file.readline()


def _line(line: bytes, name: str) -> str:
    """Return one line decoded, marked when it is UTF-8 in a file that is not."""
    mark = BAD_BYTE if _is_foreign(line) else ""
    return mark + line.decode(name, "bad_byte")


def _is_foreign(line: bytes) -> bool:
    """Say whether a line in a file of another encoding is UTF-8."""
    if not _UTF8_INSIDE.search(line):
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mark_bad(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BAD_BYTE * (error.end - error.start), error.end


def _first_bad_byte(path: Path, name: str, skip: int = 0) -> int | None:
    decoder = codecs.getincrementaldecoder(name)()
    with path.open("rb") as file:
        file.seek(skip)
        read = skip
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
                read += len(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return read + error.start
    return None


def _is_twice(path: Path, start: bytes, mark: bytes = b"") -> bool:
    """Say whether all of a UTF-8 file is UTF-8 once more when encoded as Windows-1252."""
    if not looks_encoded_twice(start[len(mark) :]):
        return False
    try:
        for block in _blocks_of_lines(path, len(mark)):
            _once(block)
    except UnicodeError:
        return False
    return True


def _once(block: bytes) -> str:
    codecs.register_error("c1", _as_c1)
    return block.decode("utf-8").encode("cp1252", "c1").decode("utf-8")


def _as_c1(error: UnicodeError) -> tuple[bytes, int]:
    """Encode the five bytes that Windows-1252 does not know as the programs that read it do."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


def _most_plausible(path: Path, offset: int) -> Encoding:
    """Choose the encoding that makes most lines plausible; the other lines may be few."""
    lines = list(_samples(path, offset))
    ranked: list[tuple[float, float, str]] = []
    for name in ("utf-8", *_CANDIDATES):
        texts = [text for line in lines if (text := _good(line, name)) is not None]
        share = len(texts) / len(lines)
        if share < (0.5 if name == "utf-8" else _GOOD_LINES):
            continue
        score, rank = (1.0, 1.3) if name == "utf-8" else scores("\n".join(texts), name)
        if score * share >= _PLAUSIBLE:
            ranked.append((rank * share, score * share, name))
    if ranked:
        _, score, name = max(ranked)
        name = "cp1254" if name == "cp1252" and is_turkish(_text_of(lines)) else name
        return Encoding(name, score, has_bad_bytes=name == "utf-8" or _has_bad(path, name))
    raise refuse(
        "E_ENCODING",
        f"{path.name} holds bytes that are no text: the first is byte {offset:,}.",
        "text in UTF-8, UTF-16, GB18030, Big5 or Windows-1252",
        "save it again as UTF-8",
    )


def _text_of(lines: list[bytes]) -> str:
    return b"\n".join(lines).decode("cp1252", "replace")


def _good(line: bytes, name: str) -> str | None:
    """Return a line decoded, or None when it cannot be in that encoding."""
    if name != "utf-8" and _is_foreign(line):
        return None
    try:
        return line.decode(name)
    except UnicodeDecodeError:
        return None


def _has_bad(path: Path, name: str) -> bool:
    if _first_bad_byte(path, name) is not None:
        return True
    return any(
        _is_foreign(line)
        for block in _blocks_of_lines(path)
        if _UTF8_INSIDE.search(block)
        for line in block.splitlines()
    )


def _samples(path: Path, offset: int) -> Iterator[bytes]:
    """Yield the lines with non-ASCII bytes from places spread over the file."""
    size = path.stat().st_size
    starts = {0, max(0, offset - 200)} | {size * i // 22 for i in range(1, 22)}
    with path.open("rb") as file:
        for start in sorted(starts if size > _SAMPLE else {0}):
            file.seek(start)
            lines = file.read(_SAMPLE).splitlines()
            whole = lines if size <= _SAMPLE else lines[bool(start) : -1] or lines
            yield from (line for line in whole if not line.isascii())
