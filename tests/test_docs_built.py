"""The documentation as it is built: without a warning, and asking nothing of another host."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
# What a browser fetches by itself; a link that a reader follows is none of these.
FETCHED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src",
    "audio": "src", "embed": "src", "object": "data", "link": "href", "image": "href",
}  # fmt: skip


class Fetches(HTMLParser):
    """Addresses that a page makes a browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._inside = tag
        # A page may name its own place in the world without fetching it.
        if tag in FETCHED and told.get("rel") not in ("canonical", "author", "license"):
            self.found.append(told.get(FETCHED[tag]) or "")
        self.found += [one.split()[0] for one in (told.get("srcset") or "").split(",") if one]
        self.found += addresses_in_style(told.get("style") or "")

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.found += addresses_in_style(data)


def addresses_in_style(text: str) -> list[str]:
    import re

    urls = re.findall(r"url\(\s*['\"]?([^'\")]+)", text)
    return urls + re.findall(r"@import\s+['\"]([^'\"]+)", text)


def outside(addresses: list[str]) -> list[str]:
    return [one for one in addresses if one.lower().startswith(("http:", "https:", "//", "ftp:"))]


def fetched_by(html: str) -> list[str]:
    reader = Fetches()
    reader.feed(html)
    return outside(reader.found)


def test_the_search_for_addresses_finds_them():
    page = (
        '<link rel="stylesheet" href="https://a/x.css"><img src="//b/x.png">'
        '<style>@import "http://c/x.css"; body { background: url(https://d/x.png) }</style>'
        '<p style="background: url(\'https://e/x.png\')"><a href="https://f">read on</a>'
    )
    assert [one.split("/")[2] for one in fetched_by(page)] == ["a", "b", "d", "c", "e"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, built as `make docs` does; a warning fails the building."""
    out = tmp_path_factory.mktemp("docs") / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    done = subprocess.run([*command, str(DOCS), str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.slow
def test_the_built_pages_fetch_nothing_from_outside(built: Path):
    pages = list(built.rglob("*.html"))
    assert len(pages) > 30
    asked = {page.name: fetched_by(page.read_text(encoding="utf-8")) for page in pages}
    assert not {name: found for name, found in asked.items() if found}
    styles = {
        f.name: outside(addresses_in_style(f.read_text("utf-8"))) for f in built.rglob("*.css")
    }
    assert styles and not {name: found for name, found in styles.items() if found}


@pytest.mark.slow
def test_the_library_stands_in_the_built_reference(built: Path):
    page = (built / "reference" / "library.html").read_text(encoding="utf-8")
    for wanted in ("sitroom.open", "sitroom.OpenSite.read", "sitroom.notebook.metric.Metric.columns",
                   "sitroom.notebook.tables.Table.relation", "sitroom.median_interval"):  # fmt: skip
        assert f'id="{wanted}"' in page, wanted


def test_a_notebook_as_a_page_fetches_nothing_from_outside():
    spec = importlib.util.spec_from_file_location("docs_notebooks", DOCS / "notebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    first = nbformat.read(sorted((ROOT / "notebooks").glob("*.ipynb"))[0], as_version=4)
    html, _ = module.exporter().from_notebook_node(first)
    assert "Read a metric three ways" in html
    assert not fetched_by(html)
