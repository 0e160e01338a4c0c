"""Fixtures: an empty site, the sample's site, the real files, a browser; and no way outside."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import chromium as chromium_here
import demo_cache
from serving import Served, serving

if TYPE_CHECKING:
    from changing import Office

IN_CI = os.environ.get("CI", "").lower() == "true"
DEMO_UNTIL = "0924"
LAST = "1300"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="Write tests/golden again.")


def pytest_configure() -> None:
    os.environ.pop("SITROOM_SITE", None)
    socket.socket.connect = _loopback_only(socket.socket.connect)
    socket.socket.connect_ex = _loopback_only(socket.socket.connect_ex)


def _loopback_only(connect: Callable) -> Callable:
    def guarded(self: socket.socket, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not (host.startswith("127.") or host in ("::1", "localhost")):
                raise PermissionError(f"A test may not reach {host}.")
        return connect(self, address, *rest)

    return guarded


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped test is a failure: nothing is left out unseen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        reporter.write_line("CI=true: a skipped test is a failure.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty site with default settings."""
    from sitroom.newsite import make_site

    return make_site(tmp_path / "site")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An open office for all the files that a module loads, one after the other."""
    from changing import office

    from sitroom.newsite import make_site

    with office(make_site(tmp_path_factory.mktemp("here") / "site")) as opened:
        yield opened


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese sample, loaded up to 09:24 by the real loader; shared, so never write to it."""
    return _built_once(tmp_path_factory, "zh")


@pytest.fixture(scope="session")
def demo_site_en(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English sample, loaded up to 09:24."""
    return _built_once(tmp_path_factory, "en")


@pytest.fixture(scope="session")
def served_demo(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the sample's site, served with its loader running; ask for group `served`."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(demo_site, folder / "site")
    with serving(folder / "site", folder / "log") as served:
        yield served


@pytest.fixture(scope="session")
def site_at_1300(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese sample's site of 09:24, loaded on until 13:00; shared, so never write to it."""

    def load_on(folder: Path) -> None:
        from sitroom.demo import arrivals, deliver, set_time
        from sitroom.load import load_file
        from sitroom.settings import open_site
        from sitroom.store.publish import publish
        from sitroom.store.record import open_record

        shutil.copytree(demo_site, folder)
        site = open_site(folder)
        with open_record(site) as record:
            for hour in (h for h in arrivals("zh") if h <= LAST):
                set_time(folder, max(hour, DEMO_UNTIL), 0)
                for file in deliver(folder).get(hour, []):
                    load_file(site, record, file)
            set_time(folder, LAST, 0)
            publish(site, record)

    return _made_once(tmp_path_factory, "zh-1300", load_on)


def _built_once(factory: pytest.TempPathFactory, language: str) -> Path:
    from sitroom.demo import build

    return _made_once(
        factory,
        f"{language}-{DEMO_UNTIL}",
        lambda folder: build(folder, language, until=DEMO_UNTIL),
    )


def _made_once(factory: pytest.TempPathFactory, which: str, make: Callable[[Path], object]) -> Path:
    """Make a site of the sample once for all workers of this run."""
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent
    folder, turn, done = (root / f"{name}-{which}" for name in ("demo", "turn", "done"))
    try:
        turn.mkdir()
    except FileExistsError:
        _wait(lambda: done.exists() or not turn.exists())
        assert done.exists(), "The sample could not be built; see the other worker's error."
        return folder
    try:
        demo_cache.make(folder, which, make, fresh=IN_CI)
        done.touch()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        turn.rmdir()
        raise
    return folder


def _wait(ready: Callable[[], bool], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, f"Nothing happened within {seconds} s."
        time.sleep(0.1)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real public files that SITROOM_REAL_DATA names."""
    folder = os.environ.get("SITROOM_REAL_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("SITROOM_REAL_DATA does not name the folder of real files")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine."""
    path = chromium_here.find()
    if path is None:
        pytest.skip(chromium_here.HOW)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator:
    """A headless Chromium driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=chromium_here.flags())
        yield running
        running.close()


@pytest.fixture
def page(browser) -> Iterator:
    """A fresh page that reaches this machine only; the test fails if it tried anything else."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    outside: list[str] = []

    def only_here(route) -> None:
        host = route.request.url.split("/")[2].split(":")[0] if "//" in route.request.url else ""
        if host in ("127.0.0.1", "localhost", ""):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    yield context.new_page()
    context.close()
    assert not outside, f"The page asked for something outside this machine: {outside}"
