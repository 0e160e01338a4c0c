"""The sample's built site, kept between runs of the tests while nothing that loads has changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
CACHE = Path(tempfile.gettempdir()) / f"sitroom-demo-{os.getuid()}"
LOADS = (
    *("src/sitroom", "connectors", "data/tables", "data/shapes"),
    *("data/reference", "data/sample", "data/audits"),
)
SHOWS = (
    *("src/sitroom/ui", "src/sitroom/views", "src/sitroom/cli"),
    *("src/sitroom/notebook", "src/sitroom/jupyter.py"),
)
KEPT = 12


def make(folder: Path, which: str, built: Callable[[Path], object], *, fresh: bool) -> None:
    """Make a site by `built`, or copy the one kept and publish it with today's metrics."""
    from sitroom.settings import open_site
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    kept = CACHE / f"{which}-{_fingerprint()}"
    if fresh or not kept.exists():
        built(folder)
        if not fresh:
            _keep(folder, kept)
        return
    os.utime(kept)
    shutil.copytree(kept, folder)
    site = open_site(folder)
    with open_record(site) as record:
        publish(site, record)


def _keep(folder: Path, kept: Path) -> None:
    CACHE.mkdir(mode=0o700, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=CACHE, prefix=".part-"))
    shutil.copytree(folder, part, dirs_exist_ok=True)
    try:
        part.rename(kept)
    except OSError:  # another run was quicker
        shutil.rmtree(part)
    by_age = sorted(CACHE.glob("[a-z]*"), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in by_age[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _fingerprint() -> str:
    told = hashlib.sha256()
    for part in LOADS:
        for file in sorted((ROOT / part).rglob("*")):
            name = file.relative_to(ROOT).as_posix()
            if file.is_file() and "__pycache__" not in name and not name.startswith(SHOWS):
                told.update(name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:16]
