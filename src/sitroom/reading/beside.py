"""Files that are read together: the parts of a shapefile, a database and its journal."""

from __future__ import annotations

from pathlib import Path

# What lies beside a .shp and is no table by itself.
OF_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj")
_READ = (".dbf", ".prj", ".cpg")
# Whose parts or journal may come a moment later.
HAVE_PARTS = (".shp", *OF_SHAPEFILE, ".gpkg", ".sqlite", ".db")
_OF_DATABASE = ("-wal", "-shm", "-journal")


def parts_of(path: Path) -> dict[str, Path]:
    """Return the files that make a shapefile, by their endings in small letters."""
    stem = path.stem.casefold()
    beside = (p for p in sorted(path.parent.iterdir()) if p.stem.casefold() == stem)
    return {p.suffix.lower(): p for p in beside if p.is_file()}


def is_part(path: Path) -> bool:
    """Say whether a file is only a part of another one in the same folder."""
    if path.suffix.lower() in OF_SHAPEFILE:
        return ".shp" in parts_of(path)
    name = next((path.name.removesuffix(e) for e in _OF_DATABASE if path.name.endswith(e)), "")
    return bool(name) and path.with_name(name).is_file()


def together(path: Path) -> list[Path]:
    """Return the files whose bytes decide what a file says: itself first, then its parts."""
    journal = path.with_name(f"{path.name}-wal")
    if path.suffix.lower() != ".shp":
        return [path, journal] if journal.is_file() else [path]
    return [path, *(part for end, part in parts_of(path).items() if end in _READ)]
