"""What "Copy as Python" puts on the clipboard, for every metric of every card, runs in a kernel."""

from __future__ import annotations

import csv
import io
import json
import os
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from jupyter_client.manager import start_new_kernel
from serving import Served

from sitroom.ui.pages import pages

from .watching import opened

pytestmark = pytest.mark.browser

# Every card's button, and in what it opens every text that is to be copied.
COPY = """async () => {
  const found = [];
  const texts = [];
  navigator.clipboard.writeText = async (text) => { texts.push(text); };
  for (const section of document.querySelectorAll("section[data-slot]")) {
    const button = section.querySelector(":scope > .about");
    if (!button || !section.about) continue;
    button.click();
    const dialog = document.querySelector("dialog[open]");
    const names = section.about.metrics.map((metric) => metric.name);
    const copies = [...dialog.querySelectorAll("[data-do=python]")];
    if (copies.length !== names.length) throw new Error(section.dataset.slot);
    for (const [n, copy] of copies.entries()) {
      texts.length = 0;
      copy.click();
      while (!texts.length) await new Promise((done) => setTimeout(done, 10));
      found.push({ slot: section.dataset.slot, metric: names[n], text: texts[0] });
    }
    dialog.querySelector(".close").click();
  }
  return found;
}"""
# Pasted as it is; the last line of the cell is what it shows.
TOLD = """
import json
print(json.dumps([len(rows), list(map(str, rows.columns)), rows.attrs["metric"]]))
"""


@pytest.mark.slow
@pytest.mark.xdist_group("served")
def test_every_copied_text_runs_in_a_notebook_and_gives_the_cards_rows(page, served_demo: Served):
    copied: dict[tuple[str, str], tuple[str, str]] = {}
    for name in pages(served_demo.folder):
        opened(page, f"{served_demo.address}{name}?lang=en")
        for one in page.evaluate(COPY):
            copied.setdefault((one["metric"], one["text"]), (name, one["slot"]))
    assert len({metric for metric, _ in copied}) > 30
    manager, client = start_new_kernel(
        kernel_name="python3",
        # As `sitroom notebook` starts it: in the folder of the examples.
        cwd=str(made_folder(served_demo)),
        env=os.environ | {"SITROOM_SITE": str(served_demo.folder)},
    )
    others = []
    try:
        for (metric, text), (name, slot) in copied.items():
            told = json.loads(printed(client, f"{text}{TOLD}"))
            shown = on_the_page(served_demo, name, slot, metric)
            assert told[2] == metric
            if told[0] != len(shown) - 1:
                others.append((name, slot, metric, told[0], len(shown) - 1))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert not others, "page, card, metric, rows in the notebook, rows on the page"
    assert served_demo.is_well(), served_demo.said()


def made_folder(served: Served):
    folder = served.folder / "notebooks"
    folder.mkdir(exist_ok=True)
    return folder


def on_the_page(served: Served, name: str, slot: str, metric: str) -> list[list[str]]:
    """The rows that the page gives to be taken along, with their heading."""
    asked = {"of": name, "slot": slot, "metric": metric, "form": "csv", "lang": "en"}
    with urlopen(f"{served.address}rows?{urlencode(asked)}", timeout=60) as answer:
        return list(csv.reader(io.StringIO(answer.read().decode("utf-8-sig"))))


def printed(client, code: str) -> str:
    """What a cell prints; its error as an error here."""
    said: list[str] = []

    def hear(message: dict) -> None:
        content = message["content"]
        if message["msg_type"] == "stream" and content["name"] == "stdout":
            said.append(content["text"])
        if message["msg_type"] == "error":
            raise AssertionError("\n".join(content["traceback"]))

    client.execute_interactive(code, timeout=120, output_hook=hear)
    return "".join(said)
