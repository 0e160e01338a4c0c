"""The loader's sign of life: a file it touches, which tells a quiet site from a dead loader."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from types import TracebackType

from sitroom import clock

ALIVE = Path("record", "alive")
EVERY_SECONDS = 0.5
# A screen says so within ten seconds: these, and its next look at the server.
MISSED_SECONDS = 5.0
# Longer than any one file takes: a loader that does not come back from one is as good as dead.
STUCK_SECONDS = 300.0


class Heart:
    """Beats beside the loader's work, which may take minutes, until the block ends.

    Asked to stop it takes its sign away and is not missed; when it fails it leaves it.
    """

    def __init__(self, folder: Path):
        self._file = folder / ALIVE
        self._looked = time.monotonic()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="sitroom-heart", daemon=True)

    def looked(self) -> None:
        """Note that the loader has come round again: a beat of its own."""
        self._looked = time.monotonic()
        self._file.touch()

    def __enter__(self) -> Heart:
        self._file.touch()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()
        if kind is None:
            self._file.unlink(missing_ok=True)

    def _beat(self) -> None:
        while not self._stopped.wait(EVERY_SECONDS):
            if EVERY_SECONDS <= time.monotonic() - self._looked < STUCK_SECONDS:
                self._file.touch()


def is_missed(folder: Path) -> bool:
    """Say whether a loader that watched this site has given no sign of life for too long."""
    try:
        seen = (folder / ALIVE).stat().st_mtime
    except FileNotFoundError:
        # None has watched it, or it was told to stop: files are loaded by hand here.
        return False
    return clock.seconds_since(seen) > MISSED_SECONDS
