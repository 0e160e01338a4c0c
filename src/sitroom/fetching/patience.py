"""How long, how often and how much is asked of a source before it counts as unreachable."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from sitroom.errors import Unreachable

MB = 1024 * 1024
LONGEST_WAIT = 600.0
# Codes of a source that cannot be reached, as against one whose answer cannot be used.
NOT_THERE = frozenset(
    {"E_UNREACHABLE", "E_STATUS", "E_SLOW", "E_TLS", "E_HOST", "E_CUT_OFF", "E_REDIRECTS"}
)
Result = TypeVar("Result")


@dataclass(frozen=True)
class Patience:
    """What one answer may cost, and the pauses before each further try."""

    total: float = 60.0  # seconds from asking to the last byte
    read: float = 15.0  # seconds of silence
    body: int = 50 * MB  # bytes, unpacked
    hops: int = 5  # redirects
    pauses: tuple[float, ...] = (1.0, 5.0, 25.0)  # seconds


class Unanswered(Unreachable):
    """No answer, or one that says to come later: `wait` is how much later, in seconds."""

    code = "E_UNREACHABLE"

    def __init__(self, found: str, *, code: str = "", wait: float | None = None) -> None:
        super().__init__(
            found, "an answer", "it is asked again at its next cadence; is it up?", code=code
        )
        self.wait = wait


def patiently(
    ask: Callable[[], Result], patience: Patience, stop: threading.Event | None = None
) -> Result:
    """Return what `ask` gives, asking again after each pause while nothing answers.

    A source that says when to come again is not asked before: its Unanswered is raised at once.
    """
    for pause in patience.pauses:
        try:
            return ask()
        except Unanswered as error:
            if error.wait is not None or (stop or threading.Event()).wait(pause):
                raise
    return ask()


def wait_of(header: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for (naive UTC `now`), 10 min at most."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            until = parsedate_to_datetime(header)
        except ValueError:
            return None
        zoned = until if until.tzinfo else until.replace(tzinfo=UTC)
        seconds = (zoned.astimezone(UTC).replace(tzinfo=None) - now).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT) if seconds == seconds else None
