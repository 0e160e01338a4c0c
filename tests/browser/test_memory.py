"""A wall stays open for weeks: what its browser holds after many updates is what it held after some."""

from __future__ import annotations

import pytest
from serving import Served

from .watching import opened

pytestmark = pytest.mark.browser
SOME, MANY = 15, 60
# All of what the page shows, as the server sends it to one that lost its place.
WHOLE = """() => new Promise((done) => {
  const wire = Bokeh.documents.map((d) => d.get_model_by_name("wire")).find(Boolean);
  wire.properties.push.change.connect(() => done(wire.push));
  wire.setv({ ask: JSON.stringify({ resync: true }) });
})"""
# As many updates of every card and picture, each with something new in it.
UPDATED = """async ([whole, from, until]) => {
  const wire = Bokeh.documents.map((d) => d.get_model_by_name("wire")).find(Boolean);
  const message = JSON.parse(whole);
  for (let turn = from; turn < until; turn++) {
    for (const block of Object.values(message.blocks)) {
      if (block.item) block.item = `${block.item.trimEnd()}${" ".repeat(1 + turn % 2)}`;
      else block.turn = turn;
    }
    wire.setv({ push: JSON.stringify({ ...message, tag: `${turn}` }) });
    // The next one when the new pictures have taken the places of the old ones.
    const drawings = () => document.querySelectorAll(".picture > [role=img] > div").length;
    do await new Promise((done) => setTimeout(done, 30));
    while (drawings() > document.querySelectorAll(".picture > [role=img]").length);
  }
  await new Promise((done) => setTimeout(done, 500));
}"""
# What an update may leave behind: one picture is some 400 nodes, 20 listeners and 700 kB.
MOST = {"Nodes": 60, "JSEventListeners": 1, "Documents": 0, "JSHeapUsedSize": 50_000}


def test_many_updates_leave_nothing_behind_in_the_browser(page, noted, served_small: Served):
    opened(page, f"{served_small.address}briefing?frame=wall&lang=en", (1920, 1080))
    page.keyboard.press(" ")  # stop turning: another scene has other pictures
    page.locator(".slot-map .bk-Figure").wait_for(state="attached")
    tap = page.context.new_cdp_session(page)
    tap.send("Performance.enable")
    whole = page.evaluate(WHOLE)
    page.evaluate(UPDATED, [whole, 0, SOME])
    some = held(page, tap)
    page.evaluate(UPDATED, [whole, SOME, MANY])
    many = held(page, tap)
    grown = {what: many[what] - some[what] for what in many}
    print(f"{MANY - SOME} updates: {grown}")
    assert grown.pop("Bokeh documents") == 0
    assert {what: n for what, n in grown.items() if n > MOST[what] * (MANY - SOME)} == {}
    assert noted == []


def held(page, tap) -> dict[str, float]:
    """What the page holds once its garbage is collected."""
    for _ in range(4):
        tap.send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(100)
    found = {one["name"]: one["value"] for one in tap.send("Performance.getMetrics")["metrics"]}
    found = {what: found[what] for what in MOST}
    return found | {"Bokeh documents": page.evaluate("Bokeh.documents.length")}
