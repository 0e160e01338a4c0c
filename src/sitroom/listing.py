"""Which files lie where, asked many times a second: listed again only where something moved."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from sitroom import clock

Stamp = tuple[int, int]
# What no folder's stamp tells (the target of a link, a share that does not keep stamps) is seen
# after so many seconds at the latest.
AGAIN_AFTER = 10.0
# A folder that changed so lately may change once more within the grain of its stamp.
_GRAIN = 2.0


@dataclass(frozen=True)
class _Listed:
    files: list[Path]
    folders: dict[Path, Stamp | None]
    at: float
    is_sure: bool


@dataclass
class Listings:
    """Remembers what was listed under a name, and the stamps of the folders it was found in."""

    made: int = 0  # how often something was really listed
    _known: dict[str, _Listed] = field(default_factory=dict)
    _taken: dict[str, list[tuple[Path, Stamp | None]]] = field(default_factory=dict)

    def files(
        self,
        name: str,
        folders: Callable[[], Iterable[Path]],
        files: Callable[[], Iterable[Path]],
    ) -> list[Path]:
        """Return the files, listed by `files` when one of the `folders` may have changed since.

        `folders` gives each folder in which a file that is meant can come or go.
        """
        known, now = self._known.get(name), time.monotonic()
        if known and known.is_sure and now - known.at < AGAIN_AFTER and _are_as_they_were(known):
            return known.files
        stamps = {folder: stamp(folder) for folder in folders()}
        youngest = max((changed for changed, _ in filter(None, stamps.values())), default=0)
        is_sure = clock.now().replace(tzinfo=UTC).timestamp() - youngest / 1e9 > _GRAIN
        self.made += 1
        known = _Listed(list(files()), stamps, now, is_sure)
        self._known[name] = known
        return known.files

    def is_news(self, name: str, folder: Path, pattern: str) -> bool:
        """Say whether the files of a folder are others than when this was asked last."""
        files = self.files(name, lambda: [folder], lambda: sorted(folder.glob(pattern)))
        state = [(file, stamp(file)) for file in files]
        if self._taken.get(name, []) == state:
            return False
        self._taken[name] = state
        return True


def stamp(path: Path) -> Stamp | None:
    """Return when a file or folder was changed last, in nanoseconds, and its size; None if gone."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def is_let_go(path: Path) -> bool:
    """Say whether nobody is writing to a file; False where the system does not tell.

    Linux gives a read lease on a file of one's own only while nobody, on this machine or over a
    share that keeps account, has it open for writing.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # Whoever opens the file in this very instant has the holder told, by a signal that nobody
        # dies of.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except (AttributeError, OSError):
        return False
    else:
        return True
    finally:
        os.close(handle)


def _are_as_they_were(known: _Listed) -> bool:
    return all(stamp(folder) == was for folder, was in known.folders.items())
