"""Five notebooks read while a loader publishes all the time: no lock, nothing older than a publish.

Half a minute of it here; SITROOM_LONG=1 makes an hour of the sample's day in five minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

from sitroom.settings import open_site

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


def publish_often(folder: Path, stop: threading.Event, published: list[int]) -> None:
    """Load a new incident and publish, again and again, as the loader does."""
    from sitroom.load import load_file
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    site = open_site(folder)
    head = "Incident no,Title,Incident type,Level,Status,Reported at,District"
    with open_record(site) as record:
        turn = 0
        while not stop.wait(EVERY):
            turn += 1
            file = folder / "inbox" / f"live-{turn}.csv"
            row = (
                f"LIVE-{turn},Live {turn},Flood,IV,responding,2026-07-12 08:{turn % 60:02d},Hedong"
            )
            file.write_text(f"{head}\n{row}\n", encoding="utf-8")
            load_file(site, record, file)
            published.append(publish(site, record))


@pytest.mark.slow
@pytest.mark.xdist_group("served")
def test_f08_five_kernels_read_while_files_are_published(demo_site: Path, tmp_path: Path):
    folder = tmp_path / "site"
    shutil.copytree(demo_site, folder)
    started = [start_new_kernel(kernel_name="python3") for _ in range(KERNELS)]
    stop, published = threading.Event(), []
    loader = threading.Thread(target=publish_often, args=(folder, stop, published))
    try:
        loader.start()
        code = READER.format(folder=str(folder), seconds=SECONDS)
        asked = [client.execute(code) for _, client in started]
        told = [printed(client, wanted) for (_, client), wanted in zip(started, asked, strict=True)]
    finally:
        stop.set()
        loader.join()
        for manager, client in started:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    assert len(published) >= 2, "the loader hardly published: it proves nothing"
    for said in told:
        assert not said["errors"], said["errors"][:3]
        assert not said["stale"], said["stale"][:3]
        assert said["turns"] >= 3 and len(said["numbers"]) >= 2, said
    print(f"{len(published)} publications, {sum(said['turns'] for said in told)} readings")


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
