"""Where the content folders are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from sitroom.errors import SitroomError

_SUFFIXES = {
    "tables": (".sql",),
    "shapes": (".sql",),
    "metrics": (".sql", ".py"),
    "audits": (".sql",),
    "reference": (".csv",),
    "connectors": (".py",),
    "dashboards": (".py",),
}
# Where a site keeps the words that it adds to the reference lists.
ADDED_WORDS = Path("data", "reference", "added")
_TOP = {"connectors", "dashboards", "notebooks"}


@cache
def content_folder(kind: str) -> Path:
    """Return the built-in folder of one kind of content, such as `metrics` or `sample`."""
    part = kind if kind in _TOP else f"data/{kind}"
    here = Path(__file__).resolve().parent
    for root in (here / "_bundled", here.parents[1]):
        if (root / part).is_dir():
            return root / part
    raise SitroomError(
        f"The content folder `{part}` is not there.",
        f"it in the checkout or in {here / '_bundled'}",
        "install sitroom again; its installation is incomplete",
    )


def content(kind: str, site: Path | None = None) -> dict[str, Path]:
    """Return name → file of one kind of content; a site's own file replaces a built-in's."""
    part = kind if kind in _TOP else f"data/{kind}"
    folders = [content_folder(kind)] + ([site / part] if site and (site / part).is_dir() else [])
    stamps = tuple(folder.stat().st_mtime_ns for folder in folders)
    return dict(_listed(kind, tuple(folders), stamps))


def added_words(site: Path | None) -> dict[str, Path]:
    """Return list → file of the words that a site adds to its reference lists, beside them."""
    folder = site / ADDED_WORDS if site else None
    found = sorted(folder.glob("*.csv")) if folder and folder.is_dir() else []
    return {file.stem: file for file in found}


@lru_cache(maxsize=64)
def _listed(kind: str, folders: tuple[Path, ...], _stamps: tuple[int, ...]) -> dict[str, Path]:
    return {
        file.name[: -len(suffix)]: file
        for folder in folders
        for suffix in _SUFFIXES[kind]
        for file in sorted(folder.glob(f"*{suffix}"))
        if file.name != "__init__.py"
    }
