"""The wall: every scene fills any screen exactly; nothing overlaps, is cut or too small to read."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from serving import Served, serving

from . import geometry
from .conftest import command, load, row
from .watching import meanwhile, opened, overspent

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]
SIZES = [(1280, 720), (1440, 1080), (1920, 1080), (3840, 1080), (3840, 2160), (6656, 1792)]
SCENES = ["", "incident", "incident", "resources", "warnings"]
# The smallest text that is read, as a share of the screen's height.
SMALLEST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = Infinity;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest(
      'script,style,svg,#wire,.picture')) continue;
    least = Math.min(least, parseFloat(getComputedStyle(element).fontSize));
  }
  // A sign's numeral is drawn in the units of its picture, 30 across.
  for (const text of document.querySelectorAll('svg.sign text')) {
    if (text.checkVisibility()) least = Math.min(least, parseFloat(text.getAttribute('font-size')) * text.ownerSVGElement.getBoundingClientRect().width / 30);
  }
  return least / innerHeight;
}"""

# Signs that are not as wide as high, and pictures without room.
STRETCHED = """() => [
  ...[...document.querySelectorAll('svg.sign')].filter((sign) => {
    const box = sign.getBoundingClientRect();
    return sign.checkVisibility() && Math.abs(box.width - box.height) > 1;
  }).map((sign) => `sign ${sign.getAttribute('aria-label')}`),
  ...[...document.querySelectorAll('.picture')].filter((place) => place.checkVisibility()
    && (place.clientHeight < 60 || place.clientWidth < 60)).map((place) => `picture ${place.clientHeight}`),
]"""
SHOWS = "scene => document.documentElement.dataset.scene === scene"


def faults(page, size: tuple[int, int]) -> dict[str, object]:
    """What is wrong with the screen at a size, by measure; empty when nothing is."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(350)
    scrolls = "[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]"
    measured = {
        "scrolls": page.evaluate(scrolls) != list(size),
        "smallest": page.evaluate(SMALLEST) < 1 / 60 - 1e-4,
        "faults": geometry.faults(page),
        "stretched": page.evaluate(STRETCHED),
    }
    return {name: found for name, found in measured.items() if found}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene_fits_every_wall(page, noted, served_demo: Served, language):
    opened(page, f"{served_demo.address}briefing?frame=wall&lang={language}", (1920, 1080))
    page.keyboard.press(" ")  # stop turning
    wrong = {}
    for number, scene in enumerate(SCENES):
        page.wait_for_function(SHOWS, arg=scene)
        for size in SIZES:
            if found := faults(page, size):
                wrong[f"{number} {scene or 'briefing'} {size[0]}x{size[1]}"] = found
        page.keyboard.press("ArrowRight")
    assert wrong == {}
    # All scenes in six sizes: what was drawn for them came by the wire, not by requests.
    assert overspent(page) == {}
    assert noted == []


# Keeps from the server what room a scene's pictures have: they never come.
SILENCED = """() => { const wire = Bokeh.documents.map((d) => d.get_model_by_name('wire')).find(Boolean), say = wire.setv;
  wire.setv = function (told) { return told.ask?.includes('sizes') ? undefined : say.call(this, told); }; }"""


def test_a_wall_keeps_its_last_scene_until_the_next_is_whole(page, noted, served_demo: Served):
    opened(page, f"{served_demo.address}briefing?frame=wall&lang=en", (1920, 1080))
    page.keyboard.press(" ")
    page.locator(".slot-map .bk-Figure").wait_for(state="attached")
    before = page.locator(".turns .on").get_attribute("data-turn")
    page.evaluate(SILENCED)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.dataset.scene") == ""
    assert page.locator(".slot-map .bk-Figure").is_visible()
    assert not page.locator(".slot-scene").is_visible()
    assert page.locator(".turns .on").get_attribute("data-turn") == before
    # What has no picture to wait for, or has it already, is turned to.
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.dataset.scene") == ""
    assert geometry.faults(page) == []
    assert noted == []


def test_a_new_grave_incident_takes_the_wall_is_announced_and_rests(
    page, noted, small_site: Path, tmp_path: Path
):
    own = Path(shutil.copytree(small_site, tmp_path / "site"))
    with serving(own, tmp_path / "log", command(own, 0)) as served:
        page.emulate_media(reduced_motion="reduce")
        opened(page, f"{served.address}briefing?frame=wall&lang=en", (1920, 1080))
        page.keyboard.press(" ")
        minor = row(8, "柳堤路面积水", "Ⅳ级", 4)
        meanwhile(page, partial(load, own, "minor.csv", [minor]))
        page.get_by_text("柳堤路面积水").first.wait_for(timeout=40_000)
        assert page.evaluate("document.documentElement.dataset.scene") == ""
        grave = row(9, "石桥化工园泄漏", "Ⅰ级", 5)
        meanwhile(page, partial(load, own, "grave.csv", [grave]))
        page.wait_for_function(SHOWS, arg="incident", timeout=40_000)
        page.locator(".scene h1").get_by_text("石桥化工园泄漏").wait_for()
        said = page.locator(".announced")
        assert said.inner_text() == "New"
        assert said.evaluate("element => getComputedStyle(element).animationName") == "none"
        assert page.evaluate("document.getAnimations().length") == 0
        said.wait_for(state="detached", timeout=22_000)
        assert page.locator(".scene h1").inner_text() == "石桥化工园泄漏"
        assert noted == []


def test_a_phone_scrolls_one_way_only(page, served_small: Served):
    for name in ("briefing", "incidents", "sources"):
        opened(page, f"{served_small.address}{name}?lang=en", (390, 844))
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, name
