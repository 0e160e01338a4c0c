"""The loader's side of the warm process: a fresh worker for each file, and how it ended."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sitroom.reading.parsed import COMPLAINT

_LONGEST_COMPLAINT = 1 << 16
_SECONDS_TO_END = 10
# GDAL, when a reader loads it, has no driver but those that take shapes from the given bytes:
# another one follows what a file names, to other files and to the network.
_SKIPPED = """
ADBC,AIVector,AVCBin,AVCE00,AmigoCloud,CSV,CSW,Carto,DGN,DXF,EDIGEO,EEDA,
ESRIJSON,Elasticsearch,GDALG,GML,GPKG,GPSBabel,GPX,GTFS,GeoJSON,GeoJSONSeq,
GeoRSS,HTTP,Idrisi,JML,JSONFG,KML,LIBKML,LVBAG,MBTiles,MEM,MVT,
MapInfo File,MapML,MiraMonVector,NGW,OAPIF,ODS,OGCAPI,OGR_GMT,OGR_PDS,OGR_VRT,OSM,
OpenFileGDB,PCIDSK,PDF,PDS4,PGDUMP,PLSCENES,PMTiles,S57,SQLite,SXF,Selafin,
TopoJSON,VDV,VFK,VICAR,WAsP,WFS,XLSX
"""
# All that the processes know of the loader's environment. numpy's own threads would not survive
# the fork.
ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OGR_SKIP": _SKIPPED.replace("\n", ""),
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "PROJ_NETWORK": "OFF",
}


class _Warm:
    """The warm process of this one; started when the first file comes, and again if it is gone."""

    def __init__(self):
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).resolve().parents[2])
        self.process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "sitroom.reading.warm"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"PYTHONPATH": root} | ENVIRONMENT,
            start_new_session=True,
        )
        theirs.close()
        self.control = ours

    def begin(self, folder: Path, request: int, line: int) -> None:
        """Ask for a worker in that folder that reads its request and ends on that line."""
        socket.send_fds(self.control, [os.fsencode(folder)], [request, line])

    def end(self) -> None:
        """End the process; a worker that still runs ends with it."""
        self.control.close()
        self.process.kill()
        self.process.wait()


_warm: _Warm | None = None
_lock = threading.Lock()


def run(request: dict[str, Any], folder: Path, seconds: float) -> tuple[int, str]:
    """Let a fresh worker work in `folder`; return its exit code, negative for a signal, and its
    last words. Raises TimeoutError when it needs longer than `seconds`; it is ended then.
    """
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as to_worker, _begun(folder, reading) as line:
        with suppress(BrokenPipeError):
            to_worker.write(json.dumps(request, default=str).encode())
            to_worker.close()
        try:
            line.settimeout(seconds)
            told = line.recv(64)
        except BaseException:
            _wait_for_its_end(line)
            raise
    # Without a word the warm process itself is gone, and its workers with it.
    code = int(told) if told else -signal.SIGKILL
    with (folder / COMPLAINT).open("rb") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - _LONGEST_COMPLAINT, 0))
        return code, file.read().decode(errors="replace")


def _wait_for_its_end(line: socket.socket) -> None:
    """Let go of a worker, which ends it, and wait until it writes no more."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_WR)
        line.settimeout(_SECONDS_TO_END)
        line.recv(64)


def _begun(folder: Path, request: int) -> socket.socket:
    """Return the line of a worker that has begun; what it is given is closed on this side."""
    global _warm
    try:
        with _lock:
            for _ in range(2):
                if _warm is None:
                    _warm = _Warm()
                    atexit.register(_warm.end)
                ours, theirs = socket.socketpair()
                with theirs, suppress(OSError):
                    _warm.begin(folder, request, theirs.fileno())
                    theirs.close()
                    if ours.recv(1):
                        return ours
                ours.close()
                atexit.unregister(_warm.end)
                _warm.end()
                _warm = None
    finally:
        os.close(request)
    raise ChildProcessError("the process that starts readers cannot be started")
