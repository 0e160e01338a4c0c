"""The board in a real browser: opens clean, moves by itself, heals by itself, runs no data."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from serving import SITROOM, Served, serving

from sitroom.alive import ALIVE

from .conftest import SETTINGS, command, load, row
from .geometry import faults
from .reading import foreign, unnamed
from .watching import live, meanwhile, opened, overspent

pytestmark = pytest.mark.browser
PAGES = ["briefing", "incidents", "resources", "risks", "readiness", "sources"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_opens_without_a_complaint(page, noted, served_small: Served, name, language):
    opened(page, f"{served_small.address}{name}?lang={language}")
    page.wait_for_timeout(1500)
    assert noted == []
    assert page.locator(".broken").count() == 0
    assert page.locator("nav a.on").count() == 1
    assert foreign(page, language) == []
    assert unnamed(page) == []
    assert overspent(page) == {}


def test_the_front_door_leads_to_the_briefing_with_what_was_asked(page, served_small: Served):
    opened(page, f"{served_small.address}?lang=en&frame=wall")
    assert page.url == f"{served_small.address}briefing?lang=en&frame=wall"
    assert page.locator("#bar").count() == 0


def test_hostile_texts_are_shown_as_texts(page, served_small: Served):
    opened(page, f"{served_small.address}briefing?lang=en")
    assert "<img src=x" in page.locator(".slot-incidents").inner_text()
    opened(page, f"{served_small.address}incidents?lang=en&q=%3Cimg%20src%3Dx")
    page.locator("tr[data-id]").first.click()
    page.locator(".sheet h1").wait_for()
    page.wait_for_timeout(1500)
    assert page.evaluate("globalThis.harmed") is None
    assert page.locator("#board img").count() == 0


def test_the_page_source_tells_no_cookie_and_no_header(page, served_small: Served):
    import base64
    import zlib

    page.context.add_cookies([{"name": "login", "value": "s3cret", "url": served_small.address}])
    source = opened(page, f"{served_small.address}briefing").content()
    found = re.search(r'"token":"([^"]+)"', source)
    assert found
    payload = found[1].split(".")[0]
    payload += "=" * (-len(payload) % 4)
    told = base64.urlsafe_b64decode(payload).decode()
    inner = re.search(r'"__bk__zlib_":\s*"([^"]+)"', told)
    if inner:
        packed = inner[1] + "=" * (-len(inner[1]) % 4)
        told += zlib.decompress(base64.urlsafe_b64decode(packed)).decode()
    assert "s3cret" not in told and "s3cret" not in source
    assert "User-Agent" not in told


@pytest.fixture
def own(small_site: Path, tmp_path: Path) -> Path:
    """A copy of the small site that a test may change."""
    return Path(shutil.copytree(small_site, tmp_path / "site"))


REMEMBER_SOCKETS = """
globalThis.sockets = [];
const Real = WebSocket;
globalThis.WebSocket = class extends Real {
  constructor(...told) {
    super(...told);
    sockets.push(this);
    // A message is three frames: its header, its metadata, its content.
    this.heard = 0;
    this.addEventListener("message", () => {
      this.heard += 1;
      if (globalThis.cutWithin && this.heard % 3 === 1) this.close();
    });
  }
};"""
# Between two messages; `close` answers nothing, so it is called once.
CUT = "sockets[0].heard > 0 && sockets[0].heard % 3 === 0 && !sockets[0].close()"


def test_a_new_row_appears_without_loading_the_page_again(page, noted, own: Path, tmp_path: Path):
    page.add_init_script(REMEMBER_SOCKETS)
    with serving(own, tmp_path / "log", command(own, 0)) as served:
        opened(page, f"{served.address}briefing?lang=en&frame=wall", (1920, 1080))
        page.evaluate("globalThis.sameOne = true")
        # Cut on the way, as a proxy does that has seen nothing for a while; it is made again.
        page.wait_for_function(CUT)
        page.wait_for_function("sockets.length === 2 && sockets[1].readyState === 1")
        meanwhile(page, partial(load, own, "more.csv", [row(9, "石桥化工园泄漏", "Ⅰ级", 5)]))
        # In the list, or already on the scene that it took the wall for.
        seen = page.get_by_text("石桥化工园泄漏").locator("visible=true")
        seen.first.wait_for(timeout=40_000)
        assert page.locator(".level b").first.inner_text() == "1"
        assert page.evaluate("globalThis.sameOne") is True
        assert page.locator(".incident.news").count() == 1
        assert noted == []


def test_a_wire_cut_within_a_message_is_made_again(page, own: Path, tmp_path: Path):
    page.add_init_script(REMEMBER_SOCKETS)
    with serving(own, tmp_path / "log", command(own, 0)) as served:
        opened(page, f"{served.address}briefing?lang=en", (1920, 1080))
        page.evaluate("globalThis.cutWithin = true")
        meanwhile(page, partial(load, own, "more.csv", [row(9, "石桥化工园泄漏", "Ⅰ级", 5)]))
        page.get_by_text("石桥化工园泄漏").locator("visible=true").first.wait_for(timeout=40_000)
        assert page.evaluate("sockets[0].readyState") == 1
        meanwhile(page, partial(load, own, "last.csv", [row(10, "北岭塌方", "Ⅱ级", 3)]))
        page.get_by_text("北岭塌方").locator("visible=true").first.wait_for(timeout=40_000)


def test_a_screen_says_when_loader_or_server_is_gone_and_heals_when_it_is_back(
    page, own: Path, tmp_path: Path
):
    port = free_port()
    with serving(own, tmp_path / "log", command(own, port)) as served:
        address = f"{served.address}briefing?lang=en&frame=wall"
        opened(page, address, (1920, 1080))
        the_loader_dies_and_comes_back(page, own)
        # Just after it answered: the connection is cut long before the silence is long enough.
        with page.expect_response("**/healthz*"):
            pass
        served.process.kill()
        killed = time.monotonic()
        page.locator("#banner b").wait_for(timeout=12_000)
        assert time.monotonic() - killed < 12
        assert page.locator("#banner b").inner_text().startswith("No data since ")
    with serving(own, tmp_path / "log2", command(own, port)):
        page.wait_for_function(
            "!document.documentElement.dataset.banner"
            " && document.documentElement.dataset.live === 'yes'",
            timeout=30_000,
        )
        assert page.url == address


def the_loader_dies_and_comes_back(page, site: Path) -> None:
    banner = page.locator("#banner b")
    with loader(site) as dying:
        page.wait_for_timeout(4000)
        assert banner.count() == 0
        dying.kill()
        killed = time.monotonic()
        banner.get_by_text("No new data since ").wait_for(timeout=12_000)
        assert time.monotonic() - killed < 10
    with loader(site):
        banner.wait_for(state="detached", timeout=30_000)


@contextmanager
def loader(site: Path) -> Iterator[subprocess.Popen]:
    """A loader of its own beside a server that loads nothing, once it has begun to look."""
    watching = [*SITROOM, "load", "--watch", "--site", str(site)]
    with subprocess.Popen(
        watching, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        sign = site / ALIVE
        begun = time.time()
        while not sign.exists() or sign.stat().st_mtime < begun:
            assert process.poll() is None
            time.sleep(0.1)
        try:
            yield process
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def test_filters_live_in_the_address_and_back_undoes_them(page, noted, served_small: Served):
    opened(page, f"{served_small.address}incidents?lang=en")
    rows = page.locator("tr[data-id]")
    assert rows.count() == 3
    page.locator("[data-key=level-2]").click()
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 1")
    assert "level=2" in page.url
    page.reload()
    live(page)
    assert rows.count() == 1
    page.go_back()
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 3")
    page.locator("input.search").fill("柳堤")
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 1")
    assert noted == []


def test_choosing_a_row_opens_its_sheet_and_the_link_opens_it_again(page, served_small: Served):
    opened(page, f"{served_small.address}incidents?lang=en")
    page.locator("tr[data-id]").first.click()
    page.locator(".sheet h1").wait_for()
    assert page.locator(".sheet h1").inner_text() == "河东泵站内涝"
    other = page.context.new_page()
    opened(other, page.url)
    assert other.locator(".sheet h1").inner_text() == "河东泵站内涝"
    assert other.locator("tr.sel").count() == 1


def test_a_screen_of_the_past_says_so(page, served_small: Served):
    opened(page, f"{served_small.address}incidents?lang=en&as_of=2020-01-01T08:00")
    page.locator("#banner b").wait_for()
    assert page.locator("#banner b").inner_text().startswith("Not live")
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 0")


def test_before_the_first_load_the_board_says_what_to_do(page, site: Path, tmp_path: Path):
    practised = SETTINGS.replace("[site]\n", "[site]\nexercise = true\n")
    (site / "sitroom.toml").write_text(practised, encoding="utf-8")
    with serving(site, tmp_path / "log", command(site, 0)) as served:
        for size in ((390, 844), (1440, 900)):
            opened(page, f"{served.address}briefing?lang=en", size)
            assert faults(page) == []
        assert "sitroom load FILE" in page.locator("#board").inner_text()
        meanwhile(page, partial(load, site, "first.csv", [row(1, "河东泵站内涝")]))
        page.get_by_text("河东泵站内涝").first.wait_for(timeout=40_000)
