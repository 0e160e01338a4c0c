"""Screenshots of every page, frame and language on the sample at 09:24, into screens/.

Run by `make screens`; `--site FOLDER` takes a site that is built already.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import chromium
from playwright.sync_api import Browser, sync_playwright
from serving import SITROOM, serving

from sitroom.demo import build
from sitroom.site import latest

FRAMES = {
    "wall": (1920, 1080, "frame=wall"),
    "wall-4k": (3840, 2160, "frame=wall"),
    "desk": (1440, 900, ""),
    "phone": (390, 844, ""),
}
PAGES = {"briefing": "", "incidents": "", "resources": "", "sources": ""}
OUT = Path(__file__).parents[2] / "screens"
DRAWN = "document.querySelectorAll('.bk-Figure, .bk-Canvas, canvas').length > 0"


def main() -> None:
    """Build the site unless one is given, serve it, and take every picture."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--site", type=Path)
    site = asked.parse_args().site
    with tempfile.TemporaryDirectory() as temp:
        folder = site or build(Path(temp) / "site", "zh", until="0924")
        command = [*SITROOM, "serve", "--no-load", "--site", str(folder), "--port", "0"]
        with serving(folder, Path(temp) / "log", command) as served, sync_playwright() as driver:
            path = chromium.find()
            assert path, chromium.HOW
            browser = driver.chromium.launch(executable_path=path, args=chromium.flags())
            for language in ("en", "zh"):
                _take(browser, served.address, language, _worst(folder))
            browser.close()


def _worst(folder: Path) -> str:
    incidents = latest(folder).read("open_incidents")
    return str(incidents.incident_id[0]) if len(incidents) else ""


def _take(browser: Browser, address: str, language: str, worst: str) -> None:
    OUT.mkdir(exist_ok=True)
    for page in PAGES:
        for frame, (width, height, query) in FRAMES.items():
            if frame.startswith("wall") and page != "briefing":
                continue
            sheet = f"&incident={worst}" if page == "incidents" else ""
            view = browser.new_page(viewport={"width": width, "height": height})
            view.goto(f"{address}{page}?lang={language}&{query}{sheet}")
            if page in ("briefing", "incidents") and frame != "phone":
                view.wait_for_function(DRAWN, timeout=60_000)
            view.wait_for_timeout(4_000)
            view.screenshot(path=OUT / f"{page}-{frame}-{language}.png", full_page=frame == "phone")
            view.close()


if __name__ == "__main__":
    main()
