"""On any page, desk or phone, nothing is cut, lies over another thing, scrolls sideways or is pale."""

from __future__ import annotations

import pytest
from serving import Served

from .contrast import pale
from .geometry import faults
from .reading import foreign, unnamed
from .watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]
VIEWS = [
    "briefing", "incidents", "resources", "resources?tab=teams", "resources?tab=vehicles",
    "resources?tab=sites", "risks", "readiness", "sources",
]  # fmt: skip
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_view_fits_its_screen_and_is_read_in_one_language(
    page, served_demo: Served, language: str
):
    found = {}
    for view in VIEWS:
        ask = "&" if "?" in view else "?"
        opened(page, f"{served_demo.address}{view}{ask}lang={language}", SIZES["desk"])
        for frame, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(350)
            if faulty := faults(page):
                found[f"{view} {frame}"] = faulty
        if said := foreign(page, language):
            found[f"{view} language"] = said
        if nameless := unnamed(page):
            found[f"{view} names"] = nameless
        if words := pale(page):
            found[f"{view} contrast"] = words
    assert found == {}


def test_a_phone_folds_a_long_list_and_shows_all_of_it_when_asked(page, served_demo: Served):
    opened(page, f"{served_demo.address}readiness?lang=en", SIZES["phone"])
    plans = page.locator(".slot-plans tbody tr")
    plans.first.wait_for()
    all_of_them = plans.count()
    seen = "rows => rows.filter((row) => row.checkVisibility()).length"
    assert plans.evaluate_all(seen) < all_of_them
    left = all_of_them - plans.evaluate_all(seen)
    button = page.locator(".slot-plans .more")
    assert button.inner_text() == f"{left} more"
    button.click()
    assert plans.evaluate_all(seen) == all_of_them
    assert not button.is_visible()
    assert faults(page) == []
    page.locator("#bar .menu").click()
    page.get_by_role("button", name="Share view").click()
    assert page.locator(".dialog .link").is_visible()


def test_the_contrast_is_measured_through_what_is_seen_through(page, served_demo: Served):
    opened(page, f"{served_demo.address}readiness?lang=en")
    page.evaluate("""() => {
      const card = document.querySelector('.slot-duty .card');
      const add = (css, text) => card.append(Object.assign(document.createElement('p'), { style: css, textContent: text }));
      add('opacity:.3', 'hardly there');
      add('color:#777;background:color-mix(in srgb, #888 50%, #999)', 'grey on grey');
      add('color:#000;background:rgb(0 0 0 / .05)', 'plain to see');
    }""")
    said = str(pale(page)["light"])
    assert "hardly there" in said and "grey on grey" in said and "plain to see" not in said


def test_the_measure_sees_what_is_wrong(page, served_demo: Served):
    opened(page, f"{served_demo.address}readiness?lang=en")
    page.evaluate("""() => {
      const card = document.querySelector('.slot-duty .card');
      const add = (css, text) => card.append(Object.assign(document.createElement('p'), { style: css, textContent: text }));
      document.querySelector('.slot-duty').style.cssText = 'position:relative';
      add('position:absolute;top:2rem;left:2rem;width:3rem;overflow:hidden;white-space:nowrap', 'much too long for it');
      add('position:absolute;top:8rem;left:2rem', 'one over the other');
      add('position:absolute;top:8rem;left:2rem', 'the other over one');
      add('position:absolute;top:14rem;left:2rem;width:.8em;overflow-wrap:anywhere', '不可竖排');
      add('position:absolute;top:14rem;left:9rem;width:4em;overflow-wrap:anywhere', 'consequences');
      document.body.append(Object.assign(document.createElement('p'), { style: 'width:200vw', textContent: 'wide' }));
    }""")
    said = " ".join(faults(page))
    assert "much too long for it" in said and "is cut" in said
    assert '"one over the other" lies over "the other over one"' in said
    assert '"不可竖排" stands letter below letter' in said
    assert '"consequences" is on two lines' in said
    assert "scrolls sideways" in said
