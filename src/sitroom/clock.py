"""The one place that reads the time; every instant is naive UTC."""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sitroom.errors import UsageError

FILE_NAME = "clock.json"


@dataclass(frozen=True)
class Clock:
    """A replayed time: `start` at the real moment `real_start`, then `speed` times as fast."""

    start: datetime
    real_start: float
    speed: float

    def at(self, real: float) -> datetime:
        """Return the replayed instant at the real moment `real` (seconds since 1970)."""
        return self.start + timedelta(seconds=(real - self.real_start) * self.speed)


def now(folder: Path | None = None) -> datetime:
    """Return the present in UTC without a zone; a demo site's clock may run faster."""
    replayed = _replayed(folder) if folder else None
    return replayed.at(time.time()) if replayed else datetime.now(UTC).replace(tzinfo=None)


def seconds_since(stamp: float) -> float:
    """Return real seconds since a file's time stamp, never fewer than none."""
    return max(0.0, time.time() - stamp)


def instant(told: datetime | str, zone: ZoneInfo, today: datetime) -> datetime:
    """Return a moment in naive UTC from a datetime, from ISO text, or from `HH:MM` of `today`.

    A moment that says no zone is one of `zone`. Raises UsageError for what is no moment.
    """
    if isinstance(told, str):
        text = told.strip()
        if re.fullmatch(r"\d{1,2}:\d{2}", text):
            text = f"{today.astimezone(zone).date().isoformat()}T{text.zfill(5)}"
        with suppress(ValueError):
            told = datetime.fromisoformat(text)
    # Not a time of pandas is a datetime that equals nothing, not even itself.
    if not isinstance(told, datetime) or told != told:
        raise UsageError(
            f"`{told}` is no moment.",
            f"a time such as 2026-07-12T09:24 or 09:24 ({zone.key}), or 2026-07-12T01:24Z",
        )
    zoned = told if told.tzinfo else told.replace(tzinfo=zone)
    return zoned.astimezone(UTC).replace(tzinfo=None)


def set_demo(folder: Path, start: datetime, speed: float) -> None:
    """Make `folder` a site whose time starts at `start` now and runs `speed` times as fast."""
    state = {"start": start.isoformat(), "real_start": time.time(), "speed": speed}
    written = folder / (FILE_NAME + ".new")
    written.write_text(json.dumps(state), encoding="utf-8")
    written.replace(folder / FILE_NAME)


def speed(folder: Path | None = None) -> float:
    """Return how many times faster than real time the site's clock runs."""
    replayed = _replayed(folder) if folder else None
    return replayed.speed if replayed else 1.0


def _replayed(folder: Path) -> Clock | None:
    try:
        stamp = (folder / FILE_NAME).stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _parsed(folder / FILE_NAME, stamp)


@lru_cache(maxsize=8)
def _parsed(file: Path, _stamp: int) -> Clock:
    state = json.loads(file.read_text(encoding="utf-8"))
    return Clock(datetime.fromisoformat(state["start"]), state["real_start"], state["speed"])
