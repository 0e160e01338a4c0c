"""A zip or gzip of any readable files: what lies in it is unpacked within limits and read."""

from __future__ import annotations

import gzip
import shutil
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from sitroom.errors import UnreadableFile
from sitroom.reading.archive import check_archive, name_of
from sitroom.reading.formats import read_by_content
from sitroom.reading.parsed import MB, Job, Table
from sitroom.reading.refusal import refuse

_BLOCK = 1 << 20
_DEEPEST = 1  # an archive inside an archive
_AGAIN = "ask for a new file and do not open this one"
# What travels along with data and is none: folders of programs, and the parts of a shapefile.
_CLUTTER = ("Thumbs.db", "desktop.ini")
_WORDS = ("readme", "licen", "notice", "copying", "changelog", "metadata", "说明", "使用说明")
_PROSE = (".txt", ".md", ".rst", ".rtf", ".pdf", ".doc", ".docx", ".html", ".htm")
_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_BESIDE = (
    ".sbn",
    ".sbx",
    ".qix",
    ".qmd",
    ".qpj",
    ".shp.xml",
    ".fbn",
    ".fbx",
    ".ain",
    ".aih",
    ".atx",
)
# Refusals of one part that leave the others readable; all else refuses the whole.
_LEAVES_OTHERS = frozenset(
    ("E_FORMAT", "E_WEB_PAGE", "E_EMPTY", "E_BINARY", "E_NOT_JSON", "E_NOT_GEOJSON", "E_NAMELESS")
)


@dataclass(frozen=True)
class Part:
    """One thing to read in a container: a file, or the files that make a shapefile."""

    name: str
    entries: list[zipfile.ZipInfo]


def read(job: Job) -> list[Table]:
    """Read a container: one file in it is that file, several are tables named after theirs."""
    if job.part.count("-") > _DEEPEST:
        raise refuse(
            "E_ZIP_NESTED",
            f"{job.path.name} lies too deep: archives in archives in an archive.",
            "a zip of files, or of zips of files",
            "unpack it once and load what is inside",
        )
    return _gzip(job) if job.format == "gzip" else _zip(job)


def _zip(job: Job) -> list[Table]:
    check_archive(job)
    with zipfile.ZipFile(job.path) as archive:
        parts, left_out = _parts(job, archive)
        tables, formats = list[Table](), list[str]()
        for number, part in enumerate(parts, 1):
            inner = _inner(job, number, part.name)
            try:
                _unpack_part(inner, archive, part)
                found = read_by_content(inner)
            except UnreadableFile as error:
                if error.code not in _LEAVES_OTHERS:
                    raise
                left_out.append(error.found.rstrip("."))
                continue
            finally:
                shutil.rmtree(inner.path.parent)
            for table in found:
                table.sheet = _sheet(part, table, alone=len(parts) == 1)
                table.hints.setdefault("title", PurePosixPath(part.name).stem)
            tables += found
            formats.append(inner.format)
            job.encoding, job.confidence = inner.encoding, inner.confidence
            job.delimiter = inner.delimiter
    if not tables:
        raise refuse(
            "E_FORMAT",
            f"{job.path.name} is a zip without a table in it"
            + (f": {'; '.join(left_out)[:500]}" if left_out else "."),
            "a zip of CSV, Excel, JSON, GeoJSON, shapefiles or other tables",
        )
    if left_out:
        job.notes.append(f"left out of the zip: {'; '.join(left_out)[:1000]}")
    job.format = formats[0] if len(formats) == 1 else "zip"
    return tables


def _sheet(part: Part, table: Table, *, alone: bool) -> str | None:
    if alone:
        return table.sheet
    return f"{part.name} / {table.sheet}" if table.sheet else part.name


def _parts(job: Job, archive: zipfile.ZipFile) -> tuple[list[Part], list[str]]:
    """Return what to read in a zip, in the order of names, and what is left out of it."""
    files = {name_of(e): e for e in archive.infolist() if not e.is_dir() and not _is_clutter(e)}
    if any(name.lower().endswith(".gdbtable") for name in files):
        raise refuse(
            "E_FORMAT",
            f"{job.path.name} is a file geodatabase (.gdb), which is not read.",
            "a GeoPackage, a shapefile or GeoJSON",
            "export its layers from the program that made it",
        )
    parts, left_out = list[Part](), list[str]()
    taken = set[str]()
    for name in sorted(files):
        if name.lower().endswith(".shp"):
            stem = name[:-4].lower()
            own = [n for n in files if n.lower() in {stem + end for end in _SHAPEFILE}]
            parts.append(Part(name, [files[n] for n in own]))
            taken |= {n for n in files if n.lower().startswith(f"{stem}.")}
    for name in sorted(files.keys() - taken):
        low = PurePosixPath(name).name.lower()
        if low.endswith(_PROSE) and low.startswith(_WORDS):
            left_out.append(name)
        elif not low.endswith(_BESIDE):
            parts.append(Part(name, [files[name]]))
    return sorted(parts, key=lambda part: part.name), left_out


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(name_of(entry))
    return path.parts[0] == "__MACOSX" or path.name in _CLUTTER or path.name.startswith((".", "~$"))


def _unpack_part(inner: Job, archive: zipfile.ZipFile, part: Part) -> None:
    for entry in part.entries:
        alone = len(part.entries) == 1
        suffix = PurePosixPath(name_of(entry)).suffix.lower()
        # A shapefile is known by the name of its part; its .shp may be a .SHP.
        is_first = alone or suffix == ".shp"
        target = inner.path if is_first else inner.path.with_suffix(suffix)
        try:
            with archive.open(entry) as packed:
                _unpack(inner, packed, target, entry.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _damaged(inner, error) from error


def _gzip(job: Job) -> list[Table]:
    inner = _inner(job, 1, job.path.name.removesuffix(".gz"))
    try:
        # Not more than could be honest: what is repeated that often is no table.
        most = max(job.limits.ratio_free, job.limits.ratio * job.path.stat().st_size)
        with gzip.open(job.path) as packed:
            _unpack(inner, packed, inner.path, min(most, job.limits.unzipped))
        with inner.path.open("rb") as file:
            if file.read(262)[257:262] == b"ustar":
                raise refuse(
                    "E_FORMAT",
                    f"{job.path.name} is a tar archive.",
                    "a zip, or the files themselves",
                    "unpack it and load the files",
                )
        tables = read_by_content(inner)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise _damaged(job, error) from error
    finally:
        shutil.rmtree(inner.path.parent)
    job.format, job.encoding, job.confidence = inner.format, inner.encoding, inner.confidence
    job.delimiter = inner.delimiter
    return tables


def _inner(job: Job, number: int, name: str) -> Job:
    """Return the job of one part, with a folder of its own to be unpacked into."""
    part = f"{job.part}-{number}"
    folder = job.temp / f"part{part}"
    folder.mkdir()
    plain = "".join(c if c.isprintable() and c not in '/\\:"' else "_" for c in name.split("/")[-1])
    return replace(job, path=folder / (plain[-80:].strip(". ") or "part"), part=part)


def _unpack(job: Job, packed: IO[bytes] | gzip.GzipFile, target: Path, most: int) -> None:
    """Write a part out; stops at the bytes that it may have."""
    left = most
    with target.open("wb") as out:
        while block := packed.read(min(_BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                raise refuse(
                    "E_BOMB",
                    f"{job.path.name} unfolds to more than {most // MB:,} MB.",
                    f"at most {job.limits.unzipped // MB:,} MB,"
                    f" and {job.limits.ratio} times its packed size",
                    _AGAIN,
                )
            out.write(block)


def _damaged(job: Job, error: Exception) -> UnreadableFile:
    return refuse(
        "E_ZIP",
        f"{job.path.name} is damaged or cut off: {error}",
        "a complete file",
        "send it again",
    )
