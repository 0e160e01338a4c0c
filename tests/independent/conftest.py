"""The recounts' own modules are found beside them; what is shown at a moment is read once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from shown import Shown

from sitroom.site import latest

# Language and local moment. 06:30 is asked of the board of 13:00 as it was known then.
MOMENTS = [("zh", "0630"), ("zh", "0924"), ("zh", "1300"), ("en", "0924")]


@pytest.fixture(scope="session", params=MOMENTS, ids="-".join)
def shown(request: pytest.FixtureRequest) -> Shown:
    language, clock = request.param
    site = "site_at_1300" if language == "zh" else "demo_site_en"
    return Shown(latest(request.getfixturevalue(site)), language, clock)
