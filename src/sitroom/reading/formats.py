"""What a file is, decided by its content and never by its name."""

from __future__ import annotations

import importlib
import re
import zipfile
from pathlib import Path

from sitroom.reading.encoding import unmarked_utf16
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse

# Format → module of this package whose `read(job)` gives its tables. New families go here.
FORMATS = {
    "csv": "delimited",
    "json": "jsontext",
    "xlsx": "workbook",
    "xls": "workbook",
    "ods": "workbook",
    "parquet": "columnar",
    "xml": "xml",
}

_KNOWN = "a table as CSV, Excel, JSON, GeoJSON or Parquet, or a CAP warning"
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "an SQLite database or GeoPackage"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"{\\rtf", "a text document (RTF)"),
)
_WEB = re.compile(rb"<(!doctype html|html|head|body|table|script|meta|style|div)\b", re.I)
_JSON = re.compile(
    r"(?:\s|\x1e|//[^\n]*\n|\#[^\n]*\n|/\*.*?\*/)*"  # comments before the data
    r"(?:[A-Za-z_$][\w.$]*\s*\(\s*)?"  # the callback's name of JSONP
    r"(?:\{|\[\s*(?:[\[\]{\"\d-]|true|false|null|NaN|Infinity))",
    re.S,
)


def read_by_content(job: Job) -> list[Table]:
    """Read a file with the reader of its format."""
    job.format = format_of(job.path)
    return importlib.import_module(f"sitroom.reading.{FORMATS[job.format]}").read(job)


def format_of(path: Path) -> str:
    """Return the name of the format; refuses what is no table, naming what it is."""
    with path.open("rb") as file:
        start = file.read(65536)
    if not start.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise refuse("E_EMPTY", f"{path.name} is empty.", _KNOWN, "send the file again")
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _of_zip(path)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_ole(path)
    if start.startswith((b"PAR1", b"PARE")):
        return "parquet"
    for magic, words in _FOREIGN:
        if start.startswith(magic):
            raise refuse("E_FORMAT", f"{path.name} is {words}, not a table.", _KNOWN)
    return _of_text(path, start)


def _of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse(
            "E_ZIP",
            f"{path.name} is damaged or cut off: {error}",
            "a complete file",
            "send it again",
        ) from error
    if {"xl/workbook.xml", "xl/workbook.bin"} & names:
        return "xlsx"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "ods"
    what = "a Word document" if "word/document.xml" in names else "a zip archive"
    raise refuse("E_FORMAT", f"{path.name} is {what}, not a table.", _KNOWN)


def _of_ole(path: Path) -> str:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse(
            "E_ENCRYPTED",
            f"{path.name} is protected with a password.",
            "a file without a password",
            "save it without the password and load it again",
        )
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    raise refuse("E_FORMAT", f"{path.name} is an old Office document, not a workbook.", _KNOWN)


def _of_text(path: Path, start: bytes) -> str:
    text = _first_characters(start)
    body = text.lstrip()
    if body.startswith("<"):
        if _WEB.search(body[:2000].encode()):
            raise refuse(
                "E_WEB_PAGE",
                f"{path.name} is a web page, whatever its name says.",
                _KNOWN,
                "export the table from the page, or open it in a spreadsheet and save it as .xlsx",
            )
        if path.suffix.lower() in (".geojson", ".json"):
            raise refuse("E_NOT_GEOJSON", f"{path.name} is XML, not GeoJSON.", "GeoJSON text")
        return "xml"
    if _JSON.match(text):
        return "json"
    if path.suffix.lower() in (".geojson", ".json", ".ndjson", ".jsonl"):
        raise refuse(
            "E_NOT_GEOJSON" if path.suffix.lower() == ".geojson" else "E_NOT_JSON",
            f"{path.name} begins with {body[:20]!r}, which is not JSON.",
            "text that begins with { or [",
        )
    _refuse_binary(path, start)
    return "csv"


def _first_characters(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[: len(start) & ~1].decode("utf-16", errors="replace")
    if name := unmarked_utf16(start):
        return start[: len(start) & ~1].decode(name, errors="replace")
    return start.decode("utf-8", errors="replace").lstrip("\ufeff").removeprefix("ï»¿")


def _refuse_binary(path: Path, start: bytes) -> None:
    text = _first_characters(start)
    odd = sum(c < " " and c not in "\t\r\n\x0c\x1e" for c in text)
    if odd > max(8, len(text) // 20):
        raise refuse("E_BINARY", f"{path.name} is not text.", _KNOWN)
