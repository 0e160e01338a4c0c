"""Which encoding a text file is in, decided on the whole file by what the text would look like."""

from __future__ import annotations

import codecs
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitroom.reading.parsed import Job
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
_CANDIDATES = ("gb18030", "big5hkscs", "cp1252")
_WESTERN_SIGNS = set("°ºª–—‘’“”€£§·«»…©®±²³µ¿¡ \u00a0")


@dataclass(frozen=True)
class Encoding:
    """An encoding, how sure that is (0 to 1), and how many bytes mark it at the start."""

    name: str
    confidence: float
    mark: int = 0
    has_bad_bytes: bool = False


def encoding_of(path: Path) -> Encoding:
    """Return the encoding of a text file; refuses one that is text in none of the known ones."""
    with path.open("rb") as file:
        start = file.read(_BLOCK)
    for mark, name in _BOMS:
        if start.startswith(mark):
            bad = name == "utf-8" and _first_bad_byte(path, name, len(mark)) is not None
            return Encoding(name, 1.0, len(mark), bad)
    if name := unmarked_utf16(start):
        score = _plausibility(start[: len(start) & ~1].decode(name, "replace"))
        if score > 0.5:
            return Encoding(name, score)
    offset = _first_bad_byte(path, "utf-8")
    return Encoding("utf-8", 1.0) if offset is None else _most_plausible(path, offset)


def unmarked_utf16(start: bytes) -> str | None:
    """Return the kind of UTF-16 whose ASCII characters would explain the zero bytes, if any."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even + odd < max(2, len(start) // 50) or min(even, odd) * 20 > even + odd:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def text_of(job: Job) -> io.TextIOWrapper:
    """Open a text file decoded, line ends kept, and note its encoding on the job."""
    chosen = encoding_of(job.path)
    job.encoding, job.confidence = chosen.name, chosen.confidence
    if chosen.name != "utf-8":
        job.notes.append(f"read as {chosen.name} (confidence {chosen.confidence:.2f})")
    if chosen.has_bad_bytes:
        job.notes.append("some lines hold bytes of another encoding; they are set aside")
    codecs.register_error("bad_byte", _mark_bad)
    file = job.path.open("rb")
    file.seek(chosen.mark)
    return io.TextIOWrapper(file, chosen.name, errors="bad_byte", newline="")


def transcoded(job: Job) -> Path:
    """Write the file's text as UTF-8 beside the worker's other scratch files."""
    copy = job.temp / "text.utf8"
    with text_of(job) as text, copy.open("w", encoding="utf-8", newline="") as out:
        while block := text.read(_BLOCK):
            out.write(block)
    return copy


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


def _most_plausible(path: Path, offset: int) -> Encoding:
    """Choose among the encodings that decode every byte; UTF-8 may have a few bad lines."""
    sample = b"\n".join(_samples(path, offset))
    scores = {"utf-8": _share_of_good_lines(sample)}
    for name in _CANDIDATES:
        text = sample.decode(name, "replace")
        scores[name] = _plausibility(text) if name != "cp1252" else _western(text)
    for name in sorted(scores, key=lambda n: -scores[n]):
        if scores[name] < 0.5:
            break
        if name == "utf-8" or _first_bad_byte(path, name) is None:
            return Encoding(name, scores[name], has_bad_bytes=name == "utf-8")
    raise refuse(
        "E_ENCODING",
        f"{path.name} holds bytes that are no text: the first is byte {offset:,}.",
        "text in UTF-8, UTF-16, GB18030, Big5 or Windows-1252",
        "save it again as UTF-8",
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


def _share_of_good_lines(sample: bytes) -> float:
    lines = sample.split(b"\n")
    good = 0
    for line in lines:
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            pass
    return good / len(lines)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """The everyday characters of Chinese: the first levels of GB 2312 and Big5."""
    simple = (bytes((a, b)) for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    tails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = (bytes((a, b)) for a in range(0xA4, 0xC7) for b in tails)
    known = {c.decode("gb2312", "ignore") for c in simple}
    return frozenset(known | {c.decode("big5", "ignore") for c in traditional} - {""})


def _plausibility(text: str) -> float:
    """Return the share of everyday characters among those outside ASCII, bad ones weighing more."""
    other = [c for c in text if c > "\x7f" or (c < " " and c not in "\t\r\n\x0c")]
    if not other:
        return 1.0
    good = sum(c in _common() or _is_sign(c) for c in other)
    bad = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") or c == "\ufffd" for c in other)
    return max(0.0, (good - 2 * bad) / len(other))


def _is_sign(char: str) -> bool:
    return "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e" or char in _WESTERN_SIGNS


def _western(text: str) -> float:
    """Return the share of accented letters that stand among plain letters, as in Western words."""
    good = total = 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char > "\x7f":
            total += 1
            alone = before <= "\x7f" or after <= "\x7f"
            good += alone and (char in _WESTERN_SIGNS or (char.isalpha() and char <= "\u0178"))
    return 0.95 * good / total if total else 0.0
