"""`sitroom notebook` for real: JupyterLab on this machine, its examples, a kernel, a first cell."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

import nbformat
import pytest
from tornado.websocket import websocket_connect

EXAMPLES = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@pytest.fixture(scope="module")
def lab(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """JupyterLab as a person starts it: its address and its token."""
    folder = tmp_path_factory.mktemp("lab") / "lanting"
    shutil.copytree(demo_site, folder)
    log = folder.with_suffix(".log")
    command = [sys.executable, "-m", "sitroom", "notebook", "--no-browser", "--port", "0"]
    with log.open("w") as said:
        process = subprocess.Popen(
            [*command, "--site", str(folder)], stdout=said, stderr=said, start_new_session=True
        )
        try:
            yield _address(process, log)
        finally:
            # The command and JupyterLab, as a closed terminal ends them.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


def _address(process: subprocess.Popen, log: Path) -> tuple[str, str]:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"(http://127\.0\.0\.1:\d+/)lab\?token=(\w+)", log.read_text("utf-8"))
        if found:
            return found[1], found[2]
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def ask(lab: tuple[str, str], path: str, method: str = "GET", body: dict | None = None) -> dict:
    """What the server's REST interface answers."""
    address, token = lab
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    data = json.dumps(body).encode() if body else None
    request = Request(f"{address}api/{path}", data, headers, method=method)
    with urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def run(lab: tuple[str, str], kernel: str, code: str) -> str:
    """Run a cell in a kernel over the server's socket; return what it shows as text."""
    address, token = lab
    where = f"{address.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?token={token}"
    wanted = uuid.uuid4().hex
    header = {"msg_id": wanted, "msg_type": "execute_request", "session": wanted, "username": "",
              "version": "5.3"}  # fmt: skip
    content = {"code": code, "silent": False, "store_history": True, "stop_on_error": True}

    async def talk() -> str:
        socket = await websocket_connect(where)
        told = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        await socket.write_message(json.dumps(told | {"channel": "shell", "buffers": []}))
        shown = ""
        while True:
            message = json.loads(str(await socket.read_message()))
            if message["parent_header"].get("msg_id") != wanted:
                continue
            kind, content_ = message["header"]["msg_type"], message["content"]
            if kind == "error":
                raise AssertionError("\n".join(content_["traceback"]))
            if kind in ("execute_result", "display_data"):
                shown += content_["data"].get("text/plain", "")
            if kind == "stream":
                shown += content_["text"]
            if kind == "status" and content_["execution_state"] == "idle":
                socket.close()
                return shown

    # In a thread: a browser that an earlier test opened keeps a loop running in this one.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(lambda: asyncio.run(asyncio.wait_for(talk(), 120))).result()


@pytest.mark.slow
@pytest.mark.xdist_group("served")
def test_the_command_starts_jupyterlab_with_the_examples_and_a_kernel(lab: tuple[str, str]):
    listed = ask(lab, "contents/notebooks")["content"]
    assert sorted(one["name"] for one in listed) == [file.name for file in EXAMPLES]
    first = ask(lab, f"contents/notebooks/{EXAMPLES[0].name}")["content"]
    spec = first["metadata"]["kernelspec"]["name"]
    assert spec in ask(lab, "kernelspecs")["kernelspecs"], "the notebook names a kernel of here"
    kernel = str(ask(lab, "kernels", "POST", {"name": spec, "path": "notebooks"})["id"])
    cell = next(one["source"] for one in first["cells"] if one["cell_type"] == "code")
    shown = run(lab, kernel, cell)
    assert "sitroom site" in shown or "metric" in shown, shown
    # What the board's "Copy as Python" writes names the site by its folder's name.
    pasted = 'import sitroom\nsite = sitroom.open("lanting")\nprint(len(site.level_counts()))'
    assert int(run(lab, kernel, pasted)) == 4
    ask(lab, f"kernels/{kernel}", "DELETE")
    assert not ask(lab, "kernels")


BOARD = """import sitroom
board = sitroom.open("lanting").show("briefing", language="en", height=600)
board"""


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.xdist_group("served")
def test_a_page_of_the_board_lives_in_a_cell_and_its_widgets_work(lab: tuple[str, str], page):
    cell = nbformat.v4.new_code_cell(BOARD)
    made = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": KERNEL})
    ask(lab, "contents/board.ipynb", "PUT", {"type": "notebook", "content": made})
    address, token = lab
    page.goto(f"{address}lab/tree/board.ipynb?token={token}")
    page.locator(".jp-CodeCell .cm-content").click(timeout=120_000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=60_000)
    page.keyboard.press("Shift+Enter")
    inside = page.frame_locator(".jp-OutputArea iframe[title]")
    inside.locator("html[data-page=briefing] section[data-slot]").first.wait_for(timeout=120_000)
    moment = page.locator(".jp-OutputArea input[type=text]").first
    moment.fill("nonsense")
    moment.press("Enter")
    page.get_by_text("is no moment").wait_for(timeout=30_000)
    moment.fill("2026-07-12T08:00")
    moment.press("Enter")
    inside.get_by_text("08:00").locator("visible=true").first.wait_for(timeout=60_000)
    # The board inside tells of its moment on its own wire, the widgets on JupyterLab's.
    page.get_by_text("is no moment").wait_for(state="detached", timeout=30_000)
    page.locator(".jp-OutputArea select").first.select_option("resources")
    inside.locator("html[data-page=resources] .slot-grid").wait_for(timeout=60_000)
