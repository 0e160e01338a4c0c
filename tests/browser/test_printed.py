"""On paper: the Briefing and an incident's sheet, whole, without what only a screen can do."""

from __future__ import annotations

import re

import pytest
from serving import Served

from .watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]
# A4 landscape within its margins, at 96 pixels an inch.
PAPER = (1046, 718)
# What would be cut on paper: nothing scrolls there.
CUT = """() => [...document.querySelectorAll("#board *")].filter((e) => e.checkVisibility()
  && !e.closest(".picture, svg") && /auto|scroll|hidden/.test(getComputedStyle(e).overflow)
  && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)
  && getComputedStyle(e).display !== "inline" && e.clientHeight > 1).map((e) => e.className)"""
SHOWN = "e => [...document.querySelectorAll(e)].filter((one) => one.checkVisibility()).length"
# How light the map's ground is, from 0 to 1: the share of its points that are nearly white or pale.
LIGHT = """() => {
  const { width, height } = document.querySelector(".slot-map canvas.printed");
  const { data } = document.querySelector(".slot-map canvas.printed").getContext("2d").getImageData(0, 0, width, height);
  let light = 0;
  for (let at = 0; at < data.length; at += 4) light += Math.min(data[at], data[at + 1], data[at + 2]) > 120;
  return light / (width * height);
}"""
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize(
    ("view", "most"), [("briefing?lang=en&theme=dark", 3), ("incidents?lang=zh", 12)]
)
def test_a_page_is_whole_on_paper(page, served_demo: Served, view: str, most: int):
    opened(page, f"{served_demo.address}{view}")
    if view.startswith("incidents"):
        page.locator(".slot-table tr[data-id]").first.click()
        page.locator(".sheet h1").wait_for()
    page.locator(".slot-map .bk-Figure").wait_for(state="attached")
    page.wait_for_timeout(500)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= most
    page.set_viewport_size({"width": PAPER[0], "height": PAPER[1]})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(500)
    # The map as it is seen, whole; what the screen draws on is not cut in its place.
    assert page.locator(".slot-map canvas.printed").is_visible()
    assert page.evaluate(SHOWN, ".picture > [role=img]") == 0
    assert page.evaluate(LIGHT) > 0.85
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PAPER[0]
    assert page.evaluate(GROUND) == "rgba(0, 0, 0, 0)"
    assert "12" in page.locator(".on-paper").inner_text()
    assert page.evaluate(SHOWN, "#bar .tools, .about, .filters") == 0
    assert page.evaluate(CUT) == []


def test_a_board_of_the_past_says_so_on_paper(page, served_demo: Served):
    opened(page, f"{served_demo.address}incidents?lang=en&as_of=2026-07-12T02:15")
    page.locator("#banner").get_by_text("Not live").wait_for()
    page.emulate_media(media="print")
    assert page.locator("#banner b").is_visible()
