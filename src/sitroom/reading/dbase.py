"""The attributes of a shapefile (.dbf) as text: what the writer could not store is seen."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitroom.reading.encoding import encoding_of
from sitroom.reading.header import unique
from sitroom.reading.parsed import Job
from sitroom.reading.refusal import refuse

_HEADER = 32
_END = 0x0D
_LANGUAGE = {0x4D: "gb18030", 0x4F: "big5hkscs", 0x7A: "gb18030", 0x78: "big5hkscs"}
_CODE_PAGES = {"936": "gb18030", "950": "big5hkscs", "65001": "utf-8", "54936": "gb18030"}
_FLAGS = {"T": "true", "Y": "true", "F": "false", "N": "false"}

# Number from 1, cells, what is wrong with the row.
Record = tuple[int, dict[str, str | None], str | None]


@dataclass(frozen=True)
class _Field:
    name: bytes
    kind: str
    start: int
    end: int


class Attributes:
    """The rows of a .dbf file, each as its cells; deleted ones are None."""

    def __init__(self, job: Job, file: Path, declared: Path | None) -> None:
        """Open the file; `declared` is the .cpg beside it, which names the encoding."""
        self._job, self._file = job, file
        with file.open("rb") as start:
            head = start.read(_HEADER)
            if len(head) < _HEADER:
                raise _damaged(job, file, "its head is cut off")
            self.count, self._first, self._width = struct.unpack("<IHH", head[4:12])
            self._fields = _fields(start.read(max(0, self._first - _HEADER)))
        if not self._fields or self._fields[-1].end > self._width:
            raise _damaged(job, file, "its fields do not fit into its rows")
        if len(self._fields) > job.limits.columns:
            found = f"{file.name} has {len(self._fields):,} fields."
            raise refuse("E_COLUMNS", found, f"at most {job.limits.columns:,}")
        self._codec = self._encoding(head[29], declared)
        # Numbers that did not fit into their field (or none, as some write it), and dates of zeros.
        self.unfilled = 0
        self.names = unique([self._decoded(field.name)[0] for field in self._fields])

    def rows(self) -> Iterator[Record | None]:
        """Yield every row, None for one that was deleted."""
        for number, record in enumerate(self._records(), 1):
            if len(record) < self._width:
                yield number, {}, "ragged"
            elif record[:1] == b"*":
                yield None
            else:
                yield self._row(number, record)

    def _records(self) -> Iterator[bytes]:
        with self._file.open("rb") as file:
            file.seek(self._first)
            for _ in range(self.count):  # of a file that is cut off, the last ones are blank
                yield file.read(self._width)

    def _row(self, number: int, record: bytes) -> Record:
        cells: dict[str, str | None] = {}
        problem = None
        for name, field in zip(self.names, self._fields, strict=True):
            text, is_whole = self._decoded(record[field.start : field.end])
            cells[name] = text or None
            if not is_whole:
                problem = "bad_encoding"
            elif field.kind in "NF" and "*" in text:
                self.unfilled += 1
            elif field.kind in "NF" and "." in text:
                cells[name] = text.rstrip("0").rstrip(".")
            elif field.kind == "L":
                cells[name] = _FLAGS.get(text.upper())
            elif field.kind == "D" and text:
                cells[name] = f"{text[:4]}-{text[4:6]}-{text[6:]}"
                self.unfilled += not text.strip("0")
        return number, cells, problem

    def _decoded(self, data: bytes) -> tuple[str, bool]:
        """Return a text without the half character that a narrow field may end in."""
        data = data.partition(b"\0")[0]
        try:
            return codecs.getincrementaldecoder(self._codec)().decode(data).strip(), True
        except UnicodeDecodeError:
            return data.decode(self._codec, "replace").strip(), False

    def _encoding(self, language: int, declared: Path | None) -> str:
        """Return the declared encoding where it holds, else what the texts look like."""
        named = _codec(declared.read_text("latin-1").strip()) if declared else None
        for name in filter(None, (named, "utf-8", _LANGUAGE.get(language))):
            if self._holds(name):
                return self._chosen(name, 1.0)
        sample = self._job.temp / "attributes.txt"
        sample.write_bytes(b"\n".join(self._texts()))
        found = encoding_of(sample)
        return self._chosen(found.name, found.confidence)

    def _chosen(self, name: str, confidence: float) -> str:
        self._job.encoding, self._job.confidence = name, confidence
        if name != "utf-8":
            self._job.notes.append(f"attributes read as {name} (confidence {confidence:.2f})")
        return name

    def _texts(self) -> Iterator[bytes]:
        places = [(f.start, f.end) for f in self._fields if f.kind == "C"]
        for field in self._fields:
            yield field.name
        for record in self._records():
            for start, end in places:
                yield record[start:end].rstrip(b" \0")

    def _holds(self, name: str) -> bool:
        try:
            for text in self._texts():
                if not text.isascii():
                    codecs.getincrementaldecoder(name)().decode(text)
        except UnicodeDecodeError:
            return False
        return True


def _fields(described: bytes) -> list[_Field]:
    fields = list[_Field]()
    at = 1  # the first byte of a row says whether it was deleted
    for place in range(0, len(described) - 31, 32):
        one = described[place : place + 32]
        if one[0] == _END:
            break
        fields.append(_Field(one[:11].partition(b"\0")[0], chr(one[11]), at, at + one[16]))
        at += one[16]
    return fields


def _codec(name: str) -> str | None:
    digits = "".join(c for c in name if c.isdigit())
    try:
        known = _CODE_PAGES.get(digits) or codecs.lookup(name.replace("ANSI ", "cp")).name
        return "gb18030" if known in ("gbk", "gb2312") else known
    except LookupError:
        return None


def _damaged(job: Job, file: Path, how: str) -> Exception:
    return refuse(
        "E_SHAPEFILE",
        f"{job.path.name}: the attributes in {file.name} cannot be read: {how}.",
        "a complete shapefile",
        "send it again",
    )
