"""Nothing is cut, lies over another thing or scrolls sideways, on any page, desk or phone."""

from __future__ import annotations

import pytest
from serving import Served

from .geometry import faults
from .watching import opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("served")]
VIEWS = [
    "briefing", "incidents", "resources", "resources?tab=teams", "resources?tab=vehicles",
    "resources?tab=sites", "risks", "readiness", "sources",
]  # fmt: skip
SIZES = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("frame", SIZES)
def test_every_view_fits_its_screen(page, served_demo: Served, frame: str, language: str):
    found = {}
    for view in VIEWS:
        ask = "&" if "?" in view else "?"
        opened(page, f"{served_demo.address}{view}{ask}lang={language}", SIZES[frame])
        if faulty := faults(page):
            found[view] = faulty
    assert found == {}


def test_the_measure_sees_what_is_wrong(page, served_demo: Served):
    opened(page, f"{served_demo.address}readiness?lang=en")
    page.evaluate("""() => {
      const card = document.querySelector('.slot-duty .card');
      const add = (css, text) => card.append(Object.assign(document.createElement('p'), { style: css, textContent: text }));
      document.querySelector('.slot-duty').style.cssText = 'position:relative';
      add('position:absolute;top:2rem;left:2rem;width:3rem;overflow:hidden;white-space:nowrap', 'much too long for it');
      add('position:absolute;top:8rem;left:2rem', 'one over the other');
      add('position:absolute;top:8rem;left:2rem', 'the other over one');
      document.body.append(Object.assign(document.createElement('p'), { style: 'width:200vw', textContent: 'wide' }));
    }""")
    said = " ".join(faults(page))
    assert "much too long for it" in said and "is cut" in said
    assert '"one over the other" lies over "the other over one"' in said
    assert "scrolls sideways" in said
