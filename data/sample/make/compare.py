"""Whether two folders hold the same sample."""

from __future__ import annotations

import zipfile
from pathlib import Path

from words import LANGUAGES


def differences(fresh: Path, kept: Path) -> list[str]:
    """Return a line for every file that is missing, left over or different."""
    new, old = _files(fresh), _files(kept)
    found = [f"missing: {name}" for name in sorted(new - old)]
    found += [f"left over: {name}" for name in sorted(old - new)]
    found += [f"differs: {n}" for n in sorted(new & old) if not _same(fresh / n, kept / n)]
    return found


def _files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for language in LANGUAGES
        for path in (folder / language).rglob("*")
        if path.is_file()
    }


def _same(a: Path, b: Path) -> bool:
    """Compare bytes; a workbook also counts as the same when its parts are.

    Another build of zlib packs the same parts into other bytes.
    """
    if a.read_bytes() == b.read_bytes():
        return True
    if a.suffix != ".xlsx":
        return False
    with zipfile.ZipFile(a) as one, zipfile.ZipFile(b) as other:
        names = one.namelist()
        return names == other.namelist() and all(one.read(n) == other.read(n) for n in names)
