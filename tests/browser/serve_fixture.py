"""Serve pages over the fixture frames: `python serve_fixture.py FOLDER PORT`; for looking."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

import fixture_frames

from sitroom import clock
from sitroom.ui import live, server


def moment(self: live.Live) -> live.Moment:
    return live.Moment(1, time.time() - 8, fixture_frames.NOW)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    folder = Path(sys.argv[1])
    clock.set_demo(folder, fixture_frames.NOW, 1)
    live.Live.look = moment  # type: ignore[method-assign]
    frames = fixture_frames.all_frames()
    server.serve(
        folder,
        port=int(sys.argv[2]),
        read=lambda _m, names: {n: frames[n] for n in names},
        ready=print,
    )
