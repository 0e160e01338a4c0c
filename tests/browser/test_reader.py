"""What a reader does at the desk, each from a cold start: ask what is behind a figure, take it along,
go back in time, share the view, drop a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from serving import SITROOM, Served, serving

from .conftest import HEADER, SETTINGS, row
from .reading import foreign, unnamed
from .watching import live, opened

pytestmark = pytest.mark.browser


def about(page, slot: str):
    """Open what stands behind a card, by keyboard."""
    page.locator(f".slot-{slot} > .about").focus()
    page.keyboard.press("Enter")
    return page.locator("dialog.dialog")


def test_the_rows_behind_a_figure_are_shown_copied_and_taken(page, noted, served_small: Served):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, f"{served_small.address}incidents?lang=en&level=2,3")
    dialog = about(page, "table")
    assert "Incidents" in dialog.inner_text() and "fresh" in dialog.inner_text()
    dialog.locator("[data-do=rows]").click()
    dialog.locator(".rows table").wait_for()
    assert dialog.locator(".rows tbody tr").count() == 2
    python, sql = copied(page, dialog, "python"), copied(page, dialog, "sql")
    with page.expect_download() as taken:
        dialog.get_by_text("CSV", exact=True).click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) == 3
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    assert noted == []
    counted = ran(served_small.folder, f"{python.rstrip()[: -len('rows')]}print(len(rows))")
    assert counted == "2"
    asked = f"import sitroom\nprint(len(sitroom.open().sql('''{sql}''').df()))"
    assert ran(served_small.folder, asked) == "2"


def copied(page, dialog, form: str) -> str:
    """What the button puts on the clipboard, once it says so."""
    button = dialog.locator(f"[data-do={form}]")
    button.click()
    button.get_by_text("Copied").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def ran(site: Path, program: str) -> str:
    """What a program prints that was pasted beside the site's folder."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=site.parent, capture_output=True, text=True,
        env=os.environ | {"SITROOM_SITE": str(site)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_picture_is_a_file_with_its_title_and_moment(page, served_small: Served):
    opened(page, f"{served_small.address}incidents?lang=en")
    page.locator(".slot-map .bk-Figure").wait_for(state="attached")
    dialog = about(page, "map")
    for form, begins in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as taken:
            dialog.locator(f"[data-do={form}]").click()
        body = Path(taken.value.path()).read_bytes()
        assert body.startswith(begins)
    assert (
        "Lanting" in body.decode()
        and "as of" in body.decode()
        and "http://www.w3.org" in body.decode()
    )


def test_the_board_goes_back_as_known_then_beside_as_known_now(page, noted, served_small: Served):
    opened(page, f"{served_small.address}incidents?lang=en")
    page.locator("[data-key=moment]").click()
    page.locator("[data-key='step-60']").click()
    page.locator("#banner").get_by_text("Not live").wait_for()
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 1")
    page.locator("[data-key=known-then]").click()
    live(page)
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 0")
    page.go_back()
    live(page)
    page.wait_for_function("document.querySelectorAll('tr[data-id]').length === 1")
    page.locator("[data-key=known-both]").click()
    frames = [page.frame_locator("iframe").nth(n) for n in range(2)]
    frames[1].locator("tr[data-id]").first.wait_for()
    assert frames[0].locator("tr[data-id]").count() == 0
    page.locator("[data-key=now]").click()
    live(page)
    assert page.locator("tr[data-id]").count() == 3
    assert noted == []


def test_a_shared_link_opens_the_same_view_elsewhere_and_may_be_frozen(
    page, browser, served_small: Served
):
    opened(page, f"{served_small.address}incidents?lang=en&level=2&theme=dark&extent=117,119,30,32")
    page.locator("[data-key=share]").click()
    page.locator("[data-key=freeze]").check()
    link = page.locator(".link").input_value()
    other = browser.new_context().new_page()
    opened(other, link)
    # A frozen view is read while the browser draws its frame.
    other.locator("tr[data-id]").first.wait_for()
    assert other.locator("tr[data-id]").count() == 1
    assert other.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "extent=117" in link and "published=1" in link
    assert other.locator("#banner b").inner_text().startswith("Not live")
    # The same link when that file is no longer kept: what was known then.
    opened(other, link.replace("published=1", "published=999"))
    other.locator("tr[data-id]").first.wait_for()
    assert other.locator("tr[data-id]").count() == 1
    other.context.close()


# As a hand does it: a file over the page, let go.
DROPPED = """([name, body]) => {
  const held = new DataTransfer();
  held.items.add(new File([body], name, { type: "text/csv" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.getElementById("board").dispatchEvent(
      new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
  }
}"""


def test_a_dropped_file_is_looked_at_and_loaded_when_somebody_says_so(
    page, noted, site: Path, tmp_path: Path
):
    """The first file of all: an empty board leads to where it is dropped."""
    (site / "sitroom.toml").write_text(SETTINGS, encoding="utf-8")
    serve = [*SITROOM, "serve", "--site", str(site), "--port", "0"]
    with serving(site, tmp_path / "log", serve) as served:
        opened(page, f"{served.address}briefing?lang=en")
        page.get_by_text("Drop it on the Sources page").click()
        page.locator(".slot-drop .target").wait_for()
        live(page)
        body = "\n".join(
            [HEADER, row(7, "新河决口", "Ⅲ级"), "T-008,无时间,洪涝,Ⅳ级,昨天吧,,河东区,1,1,x"]
        )
        page.evaluate(DROPPED, ["../值班 log.csv", body])
        page.locator("[data-do=load]").wait_for(timeout=60_000)
        said = page.locator(".result").inner_text()
        assert "Incidents" in said and "incident.title" in said and "新河决口" in said
        assert not list((site / "inbox").glob("*值班*"))
        page.locator("[data-do=load]").click()
        page.locator(".result .good").wait_for()
        page.locator(".slot-loads").get_by_text("值班 log.csv").first.wait_for(timeout=60_000)
        assert noted == []
        refused(served.address)
        # The same in Chinese: what it would become, and why a file is refused.
        opened(page, f"{served.address}sources?lang=zh")
        file = {"name": "再次.csv", "mimeType": "text/csv", "buffer": body.encode()}
        page.locator("#drop-file").set_input_files(file)
        page.locator("[data-do=leave]").wait_for(timeout=60_000)
        assert foreign(page, "zh") == [] and unnamed(page) == []
        page.locator("[data-do=leave]").click()
        page.locator("#drop-file").set_input_files(file | {"name": "空.csv", "buffer": b""})
        page.get_by_text("文件中没有可读内容").wait_for(timeout=60_000)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_corner_is_in_one_language_and_has_names(page, served_small: Served, language: str):
    opened(page, f"{served_small.address}incidents?lang={language}")

    def one_language() -> None:
        assert foreign(page, language) == [] and unnamed(page) == []

    page.locator("tr[data-id]").first.click()
    page.locator(".sheet h1").wait_for()
    one_language()
    for slot in ("table", "map", "sheet"):
        dialog = about(page, slot)
        if slot == "table":
            dialog.locator("[data-do=rows]").click()
            dialog.locator(".rows table").wait_for()
        one_language()
        page.keyboard.press("Escape")
    for key in ("share", "download"):
        page.locator(f"[data-key={key}]").click()
        page.locator("dialog").wait_for()
        one_language()
        page.keyboard.press("Escape")
    page.locator("[data-key=moment]").click()
    page.locator("[data-key='step-60']").click()
    page.locator("#banner b").wait_for()
    one_language()


def refused(address: str) -> None:
    """What another site's page, or a program without the page's secret, asks for is refused."""
    origin = address.rstrip("/")
    for headers in ({}, {"Origin": origin}, {"Origin": origin, "X-Sitroom": "guessed"},
                    {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}):  # fmt: skip
        with pytest.raises(HTTPError) as error:
            urlopen(Request(f"{address}drop", data=b"a,b\n1,2\n", headers=headers), timeout=10)
        assert error.value.code == 403


def test_a_server_that_only_shows_says_so(page, served_small: Served):
    opened(page, f"{served_small.address}sources?lang=en")
    assert "This server only shows" in page.locator(".slot-drop").inner_text()
    boot = json.load(urlopen(f"{served_small.address}healthz"))["boot"]
    headers = {"Origin": served_small.address.rstrip("/"), "X-Sitroom": boot}
    with pytest.raises(HTTPError) as error:
        urlopen(Request(f"{served_small.address}drop", data=b"a", headers=headers), timeout=10)
    assert error.value.code == 403
