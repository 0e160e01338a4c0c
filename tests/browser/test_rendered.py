"""A notebook saved as a page, as `make notebooks` does: its pictures and pages are seen, without a network."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
CELLS = (
    "import sitroom\nsite = sitroom.open()\n"
    'site.show("new_incidents_per_hour", view="incident_bars", language="en", height=260)',
    'site.show("briefing", language="en", height=600)',
)


@pytest.mark.slow
def test_a_saved_notebook_shows_its_picture_and_its_page_and_fetches_nothing(
    page, demo_site: Path, tmp_path: Path
):
    spec = importlib.util.spec_from_file_location("docs_notebooks", ROOT / "docs" / "notebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, CELLS)))
    place = {"metadata": {"path": str(demo_site)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=place).execute()
    html, _ = module.exporter().from_notebook_node(notebook)
    (tmp_path / "saved.html").write_text(html, encoding="utf-8")
    # The fixture fails the test when the page asks for anything that is not of this machine.
    page.goto((tmp_path / "saved.html").as_uri())
    page.locator(".jp-OutputArea .bk-Figure").first.wait_for(state="attached", timeout=60_000)
    inside = page.frame_locator(".jp-OutputArea iframe[title]")
    inside.locator("html[data-page=briefing] section[data-slot]").first.wait_for(timeout=60_000)
    assert page.get_by_text("</script").count() == 0
