"""A zip-based file looked over by its directory, before anything in it is opened."""

from __future__ import annotations

import re
import stat
import zipfile

from sitroom.reading.parsed import MB, Job
from sitroom.reading.refusal import refuse

_IS_UTF8 = 0x800  # the flag of a part whose name is UTF-8
_HEADER = 30  # bytes in front of a part's name
_AGAIN = "ask for a new file and do not open this one"


def check_archive(job: Job) -> None:
    """Refuse a zip that is broken, leads outside itself or would unfold beyond the limits."""
    with zipfile.ZipFile(job.path) as archive:
        entries = archive.infolist()
        if len(entries) > job.limits.entries:
            raise bomb(job, f"{len(entries):,} parts", f"at most {job.limits.entries:,}")
        if len({name_of(entry) for entry in entries}) < len(entries):
            raise refuse("E_ZIP", f"{job.path.name} holds two parts of one name.", "", _AGAIN)
        for entry in entries:
            _check_entry(job, entry)
        if _overlap(entries):
            raise refuse("E_ZIP", f"{job.path.name} uses the same bytes for two parts.", "", _AGAIN)
        total = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        if total > job.limits.unzipped:
            raise bomb(job, f"{total // MB:,} MB", f"at most {job.limits.unzipped // MB:,} MB")
        if total > job.limits.ratio_free and total > job.limits.ratio * packed:
            raise bomb(job, f"{total // packed:,} times its size", f"{job.limits.ratio} times")


def name_of(entry: zipfile.ZipInfo) -> str:
    """Return a part's name; without the mark of UTF-8 it is UTF-8 or GB18030 if it can be."""
    if entry.flag_bits & _IS_UTF8 or entry.filename.isascii():
        return entry.filename
    try:
        written = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Say whether two parts share bytes of the archive, as in a bomb of overlapping parts."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _HEADER + entry.compress_size
    return False


def _check_entry(job: Job, entry: zipfile.ZipInfo) -> None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise refuse("E_ZIP_LINK", f"{job.path.name} holds a link to another file.", "", _AGAIN)
    name = name_of(entry).replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
        raise refuse(
            "E_ZIP_PATH", f"{job.path.name} holds a part that leads outside it.", "", _AGAIN
        )
    if entry.flag_bits & 1:
        raise refuse(
            "E_ENCRYPTED",
            f"{job.path.name} is protected with a password.",
            "a file without a password",
            "save it without the password and load it again",
        )


def bomb(job: Job, found: str, expected: str) -> Exception:
    """Return the refusal of a file that would unfold beyond the limits."""
    return refuse("E_BOMB", f"{job.path.name} would unfold to {found}.", expected, _AGAIN)
