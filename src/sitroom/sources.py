"""Sources: which files they mean, and what the record knows of them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from sitroom.fetching.declared import plain_url
from sitroom.reading.beside import is_part
from sitroom.recognise import plain_name
from sitroom.settings import Site, Source
from sitroom.store.record import Record


def files_of(site: Site, source: Source) -> list[Path]:
    """Return the files that a source's path means now; a folder means all that lies in it."""
    root, parts = _rooted(site, source)
    if not re.search(r"[*?\[]", parts) and not (root / parts).is_dir():
        return [file for file in [root / parts] if file.is_file()]
    found = [root / parts] if (root / parts).is_dir() else sorted(root.glob(parts))
    files = [f for p in found for f in (sorted(p.iterdir()) if p.is_dir() else [p])]
    within = _fixed_part(root, parts).resolve()
    return [file for file in files if is_meant(file, within)]


def folders_of(site: Site, source: Source) -> list[Path]:
    """Return the folders in which files that a source means can come or go."""
    root, parts = _rooted(site, source)
    fixed = _fixed_part(root, parts)
    found = [fixed, fixed.parent]
    steps = (root / parts).relative_to(fixed).parts
    for last in range(1, len(steps) + 1):
        found += [place for place in fixed.glob("/".join(steps[:last])) if place.is_dir()]
    return list(dict.fromkeys(found))


def _rooted(site: Site, source: Source) -> tuple[Path, str]:
    """Return where a source's path begins, and its pattern from there."""
    pattern = Path(source.path)
    if pattern.is_absolute():
        return Path(pattern.anchor), pattern.relative_to(pattern.anchor).as_posix()
    return site.folder, source.path


def is_meant(file: Path, within: Path) -> bool:
    """Say whether a file found in a watched folder is one to load.

    Hidden files and those that a program has open are not, nor are the parts of a shapefile
    beside it, nor links that lead outside.
    """
    is_own = file.is_file() and file.resolve().is_relative_to(within)
    return is_own and not file.name.startswith((".", "~$")) and not is_part(file)


def _fixed_part(root: Path, pattern: str) -> Path:
    """Return the folder that a pattern cannot leave: all of it before the first wildcard."""
    for part in Path(pattern).parts:
        if re.search(r"[*?\[]", part):
            return root
        root /= part
    return root


def source_of(site: Site, path: Path) -> Source:
    """Return the declared source that a file belongs to, else one named after the file."""
    target = path.resolve()
    for source in site.sources:
        # Listing is left for the sources whose folder the file lies in.
        if not (
            source.path and target.is_relative_to(_fixed_part(*_rooted(site, source)).resolve())
        ):
            continue
        if target in [file.resolve() for file in files_of(site, source)]:
            return source
    stem = plain_name(Path(path.stem))
    name = re.sub(r"[^A-Za-z0-9_\-]+", "_", stem).strip("_")[:60]
    if not name or not stem.isascii():
        # What a name loses here may be all that tells two files apart: 东区2026, 西区2026.
        name = f"{name or 'file'}_{hashlib.sha256(path.stem.encode()).hexdigest()[:8]}"
    return Source(
        name=name,
        path=str(path),
        title=stem,
    )


def declare_sources(record: Record) -> None:
    """Bring core.source in line with sitroom.toml."""
    with record.transaction() as con:
        con.execute("UPDATE core.source SET is_declared = false")
        for source in record.site.sources:
            con.execute("DELETE FROM core.source WHERE source_id = ?", [source.name])
            _write(record, source, is_declared=True)


def know_source(record: Record, source: Source) -> None:
    """Enter a source that sitroom.toml does not name, when it is met first."""
    known = record.con.execute(
        "SELECT count(*) FROM core.source WHERE source_id = ?", [source.name]
    ).fetchall()[0][0]
    if not known:
        _write(record, source, is_declared=False)


def _write(record: Record, source: Source, *, is_declared: bool) -> None:
    record.con.execute(
        "INSERT INTO core.source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            source.name,
            source.title or source.name,
            source.title_zh or source.title or source.name,
            source.dataset,
            _place(source, is_declared=is_declared),
            source.connector,
            source.every_minutes,
            source.timezone or record.site.timezone,
            source.datum or "wgs84",
            source.key_space or source.name,
            is_declared,
        ],
    )


def _place(source: Source, *, is_declared: bool) -> str:
    """Return where a source lies as it may be shown: never a password or a key in an address."""
    if source.url:
        return plain_url(source.url)
    return source.path if is_declared else plain_name(Path(source.path))
