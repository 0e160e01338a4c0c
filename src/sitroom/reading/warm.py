"""A process that has imported what reading needs, and forks a fresh worker for each file.

It never looks at a file itself. Importing costs several times what a small file does.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import signal
import socket
import tempfile
import traceback
from dataclasses import dataclass, field

from sitroom.connector import recognised
from sitroom.reading import sandbox, worker
from sitroom.reading.formats import FORMATS
from sitroom.reading.parsed import COMPLAINT

# Imported beside the second file's worker: whoever reads one file needs few of them.
_LATER = (
    *dict.fromkeys(f"sitroom.reading.{name}" for name in FORMATS.values()),
    *("numpy", "shapely", "python_calamine", "defusedxml.ElementTree"),
)


@dataclass
class _Warm:
    """The line to the loader, and each worker that runs with the line that waits for its end."""

    control: socket.socket
    wakeup: socket.socket
    running: dict[int, socket.socket] = field(default_factory=dict)
    begun: int = 0


def main() -> None:
    """Serve the loader at the other end of standard input until it closes that."""
    woken, wakeup = socket.socketpair()
    wakeup.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
    warm = _Warm(socket.socket(fileno=0), woken)
    recognised("")  # the built-in connectors are made ready
    later = list(_LATER)
    gc.freeze()
    while True:
        lines = [warm.control, warm.wakeup, *warm.running.values()]
        has_time = later and warm.running and warm.begun > 1
        ready, _, _ = select.select(lines, [], [], 0 if has_time else None)
        if warm.control in ready and not _begin(warm):
            break
        if warm.wakeup in ready:
            warm.wakeup.recv(4096)
            _tell_ends(warm)
        for pid, line in warm.running.items():
            # The loader lets go of a line when it has waited long enough.
            if line in ready:
                os.kill(pid, signal.SIGKILL)
        if not ready and later:
            importlib.import_module(later.pop(0))
            gc.freeze()
    for pid in warm.running:
        os.kill(pid, signal.SIGKILL)


def _begin(warm: _Warm) -> bool:
    """Fork a worker for the request that comes with two lines; false when the loader is gone."""
    folder, lines, _, _ = socket.recv_fds(warm.control, 1 << 16, 2)
    if not folder:
        return False
    request, line = lines
    mother = os.getpid()
    pid = os.fork()
    if pid == 0:
        _be_the_worker(folder.decode(), request, mother)
    os.close(request)
    warm.begun += 1
    warm.running[pid] = socket.socket(fileno=line)
    warm.running[pid].sendall(b"+")
    return True


def _be_the_worker(folder: str, request: int, mother: int) -> None:
    """Turn this forked process into one that knows one request and nothing else; never returns."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.chdir(folder)
        os.putenv("TMPDIR", folder)
        tempfile.tempdir = folder
        os.dup2(request, 0)
        os.dup2(os.open(COMPLAINT, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 2)
        os.closerange(3, 1 << 10)
        sandbox.end_with(mother)
        worker.main()
        code = 0
    except MemoryError:
        os.write(2, b"MemoryError")
    except BaseException:
        os.write(2, traceback.format_exc().encode(errors="replace"))
    finally:
        os._exit(code)


def _tell_ends(warm: _Warm) -> None:
    """Tell the loader how each worker that has ended did so."""
    while warm.running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        with warm.running.pop(pid) as line:
            try:
                line.sendall(b"%d" % os.waitstatus_to_exitcode(status))
            except OSError:
                continue  # The loader has waited long enough already.


if __name__ == "__main__":
    main()
