"""Screenshots of every page, frame and language in every situation, into screens/.

Run by `make screens`; `--situation busy`, `--page briefing`, `--frame wall` and `--language en`
narrow it, and `--sample FOLDER` takes the built sample that is given instead of building one.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import chromium
import demo_cache
import situations
from playwright.sync_api import Browser, Page, sync_playwright
from serving import SITROOM, Served, serving

from sitroom.demo import build
from sitroom.site import latest, pointer
from sitroom.ui.pages import HOME, pages

FRAMES = {
    "wall": (1920, 1080, "frame=wall"),
    "wall-4k": (3840, 2160, "frame=wall"),
    "desk": (1440, 900, ""),
    "phone": (390, 844, ""),
}
# What a page shows besides its first sight: where, and asked for how; in the busy situation only.
MORE = {
    ("briefing", "wall"): ("scene=incident", "scene=resources", "scene=warnings"),
    ("resources", ""): ("tab=teams", "tab=vehicles", "tab=sites"),
    ("*", "desk"): ("theme=dark",),
}
GONE = "gone"  # busy, and then the server is away
OUT = Path(__file__).parents[2] / "screens"
WHOLE = """document.documentElement.dataset.live === 'yes' && !document.querySelector('.pending')
  && [...document.querySelectorAll('.picture')].filter((p) => p.offsetWidth).every((p) => p.querySelector('[role=img] > *'))"""
LOST = "document.documentElement.dataset.banner === 'lost'"


@dataclass(frozen=True)
class Shot:
    """One picture to take."""

    situation: str
    page: str
    frame: str
    language: str
    more: str = ""

    @property
    def file(self) -> Path:
        return OUT / self.situation / f"{self.name}-{self.frame}-{self.language}.png"

    @property
    def name(self) -> str:
        return "-".join(filter(None, (self.page, self.more.rpartition("=")[2])))


def shots(asked: argparse.Namespace) -> Iterator[Shot]:
    """Yield every picture asked for: only the home page has walls."""
    for situation in asked.situation or (*situations.SITUATIONS, GONE):
        for language in asked.language or ("en", "zh"):
            for page in asked.page or pages():
                for frame in asked.frame or FRAMES:
                    if page == HOME or not frame.startswith("wall"):
                        yield Shot(situation, page, frame, language)
                        for more in _more(page, frame) if situation == "busy" else ():
                            yield Shot(situation, page, frame, language, more)


def _more(page: str, frame: str) -> Iterator[str]:
    for (where, begins), asked in MORE.items():
        if where in (page, "*") and frame.startswith(begins):
            yield from asked


def main() -> None:
    """Bring every situation about, serve it, and take its pictures."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--situation", action="append")
    wanted.add_argument("--page", action="append")
    wanted.add_argument("--frame", action="append", choices=FRAMES)
    wanted.add_argument("--language", action="append")
    wanted.add_argument("--sample", type=Path)
    asked = wanted.parse_args()
    taken = list(shots(asked))
    with tempfile.TemporaryDirectory() as temp, _browser() as browser:
        sample = asked.sample or Path(temp) / "sample"
        if not asked.sample:
            demo_cache.make(
                sample, "zh-0924", partial(build, language="zh", until="0924"), fresh=False
            )
        for situation in dict.fromkeys(shot.situation for shot in taken):
            name = "busy" if situation == GONE else situation
            folder = situations.make(name, sample, Path(temp) / situation)
            own = [shot for shot in taken if shot.situation == situation]
            with _served(folder, Path(temp)) as served:
                if situation == GONE:
                    _take_gone(browser, served, own)
                else:
                    for shot in own:
                        with closing(_open(browser, served, shot)) as view:
                            _take(view, shot)
    print(f"{len(taken)} pictures in {OUT}")


@contextmanager
def _browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, chromium.HOW
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=chromium.flags())
        yield running
        running.close()


@contextmanager
def _served(folder: Path, temp: Path) -> Iterator[Served]:
    command = [*SITROOM, "serve", "--no-load", "--site", str(folder), "--port", "0"]
    with serving(folder, temp / f"{folder.name}.log", command) as served:
        yield served


def _open(browser: Browser, served: Served, shot: Shot) -> Page:
    width, height, query = FRAMES[shot.frame]
    worst = _worst(served.folder) if shot.page == "incidents" else ""
    # A phone has no pointer that hovers.
    view = browser.new_page(
        viewport={"width": width, "height": height}, reduced_motion="reduce",
        has_touch=shot.frame == "phone", is_mobile=shot.frame == "phone",
    )  # fmt: skip
    sheet = f"&incident={worst}" if worst else ""
    view.goto(f"{served.address}{shot.page}?lang={shot.language}&{query}{sheet}&{shot.more}")
    view.wait_for_function(WHOLE, timeout=120_000)
    view.wait_for_timeout(700)  # what the browser measured is drawn once more in its own size
    view.wait_for_function(WHOLE, timeout=120_000)
    return view


def _take(view: Page, shot: Shot) -> None:
    shot.file.parent.mkdir(parents=True, exist_ok=True)
    view.screenshot(path=shot.file, full_page=shot.frame == "phone")


def _take_gone(browser: Browser, served: Served, own: list[Shot]) -> None:
    """Open every page while the server is there, end it, and take what is left standing."""
    views = [(shot, _open(browser, served, shot)) for shot in own]
    served.process.send_signal(signal.SIGKILL)
    for shot, view in views:
        view.wait_for_function(LOST, timeout=60_000)
        _take(view, shot)
        view.close()


def _worst(folder: Path) -> str:
    if pointer(folder) is None:
        return ""
    incidents = latest(folder).read("open_incidents")
    return str(incidents.incident_id[0]) if len(incidents) else ""


if __name__ == "__main__":
    main()
