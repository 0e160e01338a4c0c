"""What a file is, decided by its content and never by its name."""

from __future__ import annotations

import importlib
import re
import zipfile
from pathlib import Path

from sitroom.reading.beside import OF_SHAPEFILE, is_part
from sitroom.reading.encoding import unmarked_utf16
from sitroom.reading.jsonrows import is_json
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse

# Format → module of this package whose `read(job)` gives its tables. New families go here.
FORMATS = {
    "csv": "delimited",
    "html": "webpage",
    "json": "jsontext",
    "xlsx": "workbook",
    "xls": "workbook",
    "ods": "workbook",
    "parquet": "columnar",
    "xml": "xml",
    "kml": "kml",
    "shapefile": "shapefile",
    "flatgeobuf": "shapefile",
    "sqlite": "sqlite",
    "zip": "container",
    "gzip": "container",
}

_KNOWN = (
    "a table as CSV, Excel, JSON, GeoJSON, GeoPackage, shapefile, KML, SQLite or Parquet,"
    " a zip of these, or a CAP warning"
)
_UNPACK = "unpack it and load the files, or send a zip"
_AS_TABLE = "ask for the table itself, or type it into a spreadsheet"
_GRID = "export the values at the places that matter as CSV"
# How a format begins, where that is not at the start, what it is, and what to do about it.
_FOREIGN = (
    (b"%PDF", 0, "a PDF document", _AS_TABLE),
    (b"\x89PNG", 0, "a picture", _AS_TABLE),
    (b"\xff\xd8\xff", 0, "a picture", _AS_TABLE),
    (b"GIF8", 0, "a picture", _AS_TABLE),
    (b"BM", 0, "a picture", _AS_TABLE),
    (b"II*\x00", 0, "a TIFF picture or grid", _GRID),
    (b"MM\x00*", 0, "a TIFF picture or grid", _GRID),
    (b"\x89HDF", 0, "a grid (HDF5 or NetCDF)", _GRID),
    (b"CDF\x01", 0, "a grid (NetCDF)", _GRID),
    (b"CDF\x02", 0, "a grid (NetCDF)", _GRID),
    (b"GRIB", 0, "a weather grid (GRIB)", _GRID),
    (b"Rar!", 0, "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf", 0, "a 7z archive", _UNPACK),
    (b"BZh", 0, "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", 0, "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", 0, "a Zstandard archive", _UNPACK),
    (b"ustar", 257, "a tar archive", _UNPACK),
    (b"DUCK", 8, "a DuckDB database", "export its tables: COPY name TO 'name.parquet'"),
    (b"Standard Jet DB", 4, "an Access database", "export its tables as Excel or CSV"),
    (b"Standard ACE DB", 4, "an Access database", "export its tables as Excel or CSV"),
    (b"ARROW1", 0, "an Arrow file", "save it as Parquet"),
    (b"AC10", 0, "an AutoCAD drawing", "export the layer as GeoJSON or a shapefile"),
    (b"ftyp", 4, "a film", "ask for the table itself"),
    (b"MZ", 0, "a program", "do not open it"),
    (b"\x7fELF", 0, "a program", "do not open it"),
    (b"{\\rtf", 0, "a text document (RTF)", _AS_TABLE),
)
_OWN = (
    (b"PAR1", "parquet"),
    (b"PARE", "parquet"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x1f\x8b", "gzip"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"fgb\x03fgb", "flatgeobuf"),
)
_FOREIGN_XML = {
    "ogrvrtdatasource": "a GDAL virtual file, which only points at other files",
    "vrtdataset": "a GDAL virtual file, which only points at other files",
    "svg": "a drawing (SVG)",
    "gpx": "a GPS track (GPX)",
    "osm": "an OpenStreetMap extract",
    "featurecollection": "GML, which is not read",
    "wfs_capabilities": "the description of a map service, not its data",
}
_ROOT = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>)*<([\w.:-]+)", re.S
)
# A waypoint that says more than where it is; tracks, which tell where somebody went, are not read.
_WAYPOINT = re.compile(r"<wpt\b[^>]*[^/]>")
_WEB = re.compile(rb"<(!doctype html|html|head|body|table|script|meta|style|div)\b", re.I)


_DUMP = re.compile(
    r"(?:\s|--[^\n]*\n|/\*.*?\*/;?|(?:SET|USE|PRAGMA|BEGIN|START|DROP)\b[^;]*;)*"
    r"(?:CREATE\s+(?:TABLE|DATABASE|SCHEMA)|INSERT\s+INTO)\s",
    re.S | re.I,
)


def read_by_content(job: Job) -> list[Table]:
    """Read a file with the connector that knows it, else with the reader of its format."""
    connected = importlib.import_module("sitroom.reading.connected")
    if name := connected.known_by(job):
        return connected.run(job, name, {})
    job.format = format_of(job.path)
    return importlib.import_module(f"sitroom.reading.{FORMATS[job.format]}").read(job)


def format_of(path: Path) -> str:
    """Return the name of the format; refuses what is no table, naming what it is."""
    with path.open("rb") as file:
        start = file.read(65536)
    if not start.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise refuse("E_EMPTY", f"{path.name} is empty.", _KNOWN, "send the file again")
    if path.suffix.lower() in OF_SHAPEFILE and _is_of_shapefile(path, start):
        raise refuse(
            "E_PART",
            f"{path.name} is a part of a shapefile and no table by itself.",
            f"{path.stem}.shp with its .dbf, .shx and .prj beside it, or all of them in a zip",
            "load the .shp",
        )
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _of_zip(path)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_ole(path)
    for magic, name in _OWN:
        if start.startswith(magic):
            return name
    for magic, at, words, todo in _FOREIGN:
        if start.startswith(magic, at) and not (magic.isalnum() and _is_text(start)):
            raise refuse("E_FORMAT", f"{path.name} is {words}, not a table.", _KNOWN, todo)
    return _of_text(path, start)


def _is_text(start: bytes) -> bool:
    """Say whether a header such as `MZ,BM` only looks like the mark of another format."""
    return b"\0" not in start and start[:200].isascii()


def _is_of_shapefile(path: Path, start: bytes) -> bool:
    """Say whether a file is a part of a shapefile; a table may bear such a name by chance."""
    return is_part(path) or start[0] in (0, 3) or start.startswith((b"PROJCS[", b"GEOGCS["))


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
    for part, words in (("word/", "a Word document"), ("ppt/", "a presentation")):
        if "[Content_Types].xml" in names and any(name.startswith(part) for name in names):
            raise refuse("E_FORMAT", f"{path.name} is {words}, not a table.", _KNOWN, _AS_TABLE)
    return "zip"


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
    root = _ROOT.match(body)
    if body.startswith("<"):
        tag = root[1].rpartition(":")[2].lower() if root else ""
        if tag == "kml":
            return "kml"
        # An XML record may have a <head> or a <table> too: there the first element decides.
        looked = f"<{tag}>" if root and body.startswith("<?xml") else body[:2000]
        if _WEB.search(looked.encode()):
            return "html"
        if path.suffix.lower() in (".geojson", ".json"):
            raise refuse("E_NOT_GEOJSON", f"{path.name} is XML, not GeoJSON.", "GeoJSON text")
        if tag in _FOREIGN_XML and not (tag == "gpx" and _WAYPOINT.search(body)):
            what = f"{path.name} is {_FOREIGN_XML[tag]}."
            raise refuse("E_FORMAT", what, _KNOWN, "export the layer as GeoJSON or GeoPackage")
        return "xml"
    if is_json(text):
        return "json"
    if path.suffix.lower() in (".geojson", ".json", ".ndjson", ".jsonl"):
        raise refuse(
            "E_NOT_GEOJSON" if path.suffix.lower() == ".geojson" else "E_NOT_JSON",
            f"{path.name} begins with {body[:20]!r}, which is not JSON.",
            "text that begins with { or [",
        )
    _refuse_binary(path, start)
    if _DUMP.match(text):
        raise refuse(
            "E_FORMAT",
            f"{path.name} is a dump of a database (SQL), not a table.",
            _KNOWN,
            "export the table as CSV, or let the source ask the database itself",
        )
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
