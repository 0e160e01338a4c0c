"""Five notebooks read while a loader publishes all the time: no lock, nothing older than a publish.

An hour of the sample's day in half a minute; with SITROOM_LONG=1 in five minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

from sitroom import clock
from sitroom.site import pointer

LONG = bool(os.environ.get("SITROOM_LONG"))
SECONDS = 300 if LONG else 30
KERNELS = 5
EVERY = 5.0 if LONG else 2.0

# Each turn says which file answered, what the pointer named before and after, and any error.
READER = """
import json, time, sitroom
from pathlib import Path
site = sitroom.open({folder!r})
pointer = Path({folder!r}) / "published" / "current"
def current():
    return json.loads(pointer.read_text())["number"]
said = {{"turns": 0, "stale": [], "errors": [], "numbers": []}}
end = time.monotonic() + {seconds}
while time.monotonic() < end:
    before = current()
    try:
        rows = site.level_counts()
        answered = rows.attrs["published"]
        if answered < before:
            said["stale"].append([answered, before])
        said["turns"] += 1
        if answered not in said["numbers"]:
            said["numbers"].append(answered)
    except Exception as error:
        said["errors"].append(repr(error)[:300])
    time.sleep(0.5)
print(json.dumps(said))
"""


@contextmanager
def an_hour_of_ingest(folder: Path, log: Path) -> Iterator[None]:
    """The sample's hour after 09:24 by the real loader, and files dropped into its inbox besides."""
    clock.set_demo(folder, clock.now(folder), 3600 / SECONDS)
    command = [sys.executable, "-m", "sitroom", "load", "--watch", "--site", str(folder)]
    stop = threading.Event()
    dropping = threading.Thread(target=drop_often, args=(folder, stop))
    with log.open("w") as said:
        loader = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            dropping.start()
            yield
            assert loader.poll() is None, log.read_text(encoding="utf-8")
        finally:
            stop.set()
            dropping.join()
            loader.terminate()
            loader.wait(timeout=60)


def drop_often(folder: Path, stop: threading.Event) -> None:
    """Drop a new incident again and again, so that the loader hardly rests."""
    head = "Incident no,Title,Incident type,Level,Status,Reported at,District"
    for turn in count(1):
        if stop.wait(EVERY):
            return
        row = f"LIVE-{turn},Live {turn},Flood,IV,responding,2026-07-12 08:{turn % 60:02d},Hedong"
        part = folder / "inbox" / f".live-{turn}.part"
        part.write_text(f"{head}\n{row}\n", encoding="utf-8")
        part.rename(folder / "inbox" / f"live-{turn}.csv")


@pytest.mark.slow
@pytest.mark.xdist_group("served")
def test_f08_five_kernels_read_while_files_are_published(demo_site: Path, tmp_path: Path):
    folder = tmp_path / "site"
    shutil.copytree(demo_site, folder)
    before = pointer(folder)
    started = [start_new_kernel(kernel_name="python3") for _ in range(KERNELS)]
    try:
        with an_hour_of_ingest(folder, tmp_path / "log"):
            code = READER.format(folder=str(folder), seconds=SECONDS)
            asked = [client.execute(code) for _, client in started]
            told = [
                printed(client, wanted) for (_, client), wanted in zip(started, asked, strict=True)
            ]
    finally:
        for manager, client in started:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    after = pointer(folder)
    assert before and after and after[0] - before[0] >= 2, "the loader hardly published"
    for said in told:
        assert not said["errors"], said["errors"][:3]
        assert not said["stale"], said["stale"][:3]
        assert said["turns"] >= 3 and len(said["numbers"]) >= 2, said
    loader_said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "lock" not in loader_said.lower() and "Traceback" not in loader_said, loader_said
    print(f"{after[0] - before[0]} publications, {sum(said['turns'] for said in told)} readings")


def printed(client, wanted: str) -> dict:
    """What the kernel printed for the request, as JSON."""
    end = time.monotonic() + SECONDS + 180
    text = ""
    while time.monotonic() < end:
        message = client.get_iopub_msg(timeout=SECONDS + 180)
        if message["parent_header"].get("msg_id") != wanted:
            continue
        content = message["content"]
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            text += content["text"]
        if message["msg_type"] == "error":
            raise AssertionError("\n".join(content["traceback"]))
        if message["msg_type"] == "status" and content["execution_state"] == "idle":
            return json.loads(text)
    raise AssertionError("The kernel did not finish.")
