"""The wall: fills any screen exactly, nothing overlaps or is cut, nothing is too small to read."""

from __future__ import annotations

import pytest
from serving import Served

from .watching import opened

pytestmark = pytest.mark.browser
SIZES = [(1280, 720), (1440, 1080), (1920, 1080), (3840, 1080), (3840, 2160), (6656, 1792)]

SMALLEST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = Infinity;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest(
      'script,style,svg,#wire,.picture')) continue;
    least = Math.min(least, parseFloat(getComputedStyle(element).fontSize));
  }
  return least / innerHeight;
}"""

CUT = """() => [...document.querySelectorAll('.slot:not(.slot-map) *')].filter((element) => {
  if (element.closest('svg,.picture') || !element.checkVisibility()) return false;
  const slot = element.closest('.slot').getBoundingClientRect();
  const own = element.getBoundingClientRect();
  return own.right > slot.right + 1 || own.bottom > slot.bottom + 1 || own.left < slot.left - 1;
}).map((element) => `${element.closest('.slot').dataset.slot}: ${element.textContent}`)"""

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.slot')].map((s) => [s.dataset.slot,
    s.getBoundingClientRect()]);
  const both = [];
  for (const [a, x] of boxes) for (const [b, y] of boxes) {
    if (a < b && x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1
      && y.top < x.bottom - 1) both.push(`${a} over ${b}`);
  }
  return both;
}"""


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wall_fits_its_screen(page, served_small: Served, size, language):
    opened(page, f"{served_small.address}briefing?frame=wall&lang={language}", size)
    page.wait_for_timeout(400)
    scrolls = "[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]"
    assert page.evaluate(scrolls) == list(size)
    assert page.evaluate(SMALLEST) >= 1 / 60 - 1e-4
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(CUT) == []


def test_a_phone_scrolls_one_way_only(page, served_small: Served):
    for name in ("briefing", "incidents", "sources"):
        opened(page, f"{served_small.address}{name}?lang=en", (390, 844))
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, name
