"""What one fetch brought, and what is remembered of it until the next."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitroom.errors import SitroomError
from sitroom.settings import Site, Source

FOLDER = Path("record", "fetched")
_MEMORY = "memory.json"


@dataclass
class Carried:
    """Files that a fetch wrote, or that nothing is new, or why it failed; never two of them.

    `said_at` (naive UTC) is when the sender says they were made, `wait` how long (seconds) it
    asks to be left alone, `memory` what the next fetch is told once these files are loaded.
    """

    source: Source
    files: list[Path] = field(default_factory=list)
    is_unchanged: bool = False
    error: SitroomError | None = None
    said_at: datetime | None = None
    wait: float | None = None
    memory: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def folder_of(site: Site, source: Source) -> Path:
    """Return the folder that a source is fetched into, made when it is not there."""
    folder = site.folder / FOLDER / source.name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def file_name(source: Source, *, suffix: str = "") -> str:
    """Return what a fetched file is called: as its address ends, else as its source."""
    last = re.sub(r"[^\w.\-]+", "_", Path(urlsplit(source.url).path).name).lstrip("._")
    return last[-100:] if last and not suffix else f"{source.name}{suffix}"


def recall(site: Site, source: Source) -> dict[str, Any]:
    """Return what the last fetch left to be remembered, when it was of the same address."""
    try:
        kept = json.loads((folder_of(site, source) / _MEMORY).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return kept if kept.get("of") == _address(source) else {}


def remember(site: Site, source: Source, memory: dict[str, Any]) -> None:
    """Write down what the next fetch is told."""
    file = folder_of(site, source) / _MEMORY
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps(memory | {"of": _address(source)}), encoding="utf-8")
    fresh.replace(file)


def forget(site: Site, source: Source) -> None:
    """Fetch everything the next time."""
    (folder_of(site, source) / _MEMORY).unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a fetch wrote, and what a broken one left; the memory stays."""
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        elif left.name != _MEMORY:
            left.unlink(missing_ok=True)


def _address(source: Source) -> str:
    return f"{source.url} {json.dumps(source.fetch, sort_keys=True)}"
