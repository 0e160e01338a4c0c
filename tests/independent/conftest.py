"""The sample loaded by the real loader, at the three moments that are recounted."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
LAST = "1300"


@pytest.fixture(scope="session")
def site_at_1300(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese sample's site of 09:24, loaded on until 13:00."""
    from sitroom.demo import DAY, arrivals, deliver, set_time
    from sitroom.load import load_file
    from sitroom.settings import open_site
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    assert f"{DAY:%Y-%m-%d}" == "2026-07-12"
    folder = tmp_path_factory.mktemp("later") / "site"
    shutil.copytree(demo_site, folder)
    site = open_site(folder)
    with open_record(site) as record:
        for hour in (h for h in arrivals("zh") if h <= LAST):
            set_time(folder, max(hour, "0924"), 0)
            for file in deliver(folder).get(hour, []):
                load_file(site, record, file)
        set_time(folder, LAST, 0)
        publish(site, record)
    return folder
