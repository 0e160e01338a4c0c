"""What the worker takes from itself before it looks at a stranger's file."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

from sitroom.reading.parsed import Limits

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000
_PARENT_DEATH_SIGNAL = 1
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")


def close_down(limits: Limits) -> None:
    """Limit memory, time, files and the network of this process, for good."""
    _leave_network()
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        # Some systems know a limit by name only, or have a lower one already.
        with suppress(ValueError, OSError):
            # The kernel warns at the first figure (by a signal that names it), kills at the second.
            resource.setrlimit(kind, (value, value + (kind == resource.RLIMIT_CPU)))
    sys.addaudithook(_refuse)


def end_with(parent: int) -> None:
    """Let the kernel end this process when its parent is killed, where it can."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _leave_network() -> None:
    """Move into an empty network namespace where the kernel allows it."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USERS | _NEW_NETWORK)


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"a file being read asked for {event}")
