"""Runs every notebook on the sample by a real kernel and writes it as HTML into the docs."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "_build" / "notebooks"


def main(site: Path) -> None:
    """Write docs/_build/notebooks/<name>.html for each notebook, run in the site's folder."""
    OUT.mkdir(parents=True, exist_ok=True)
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        print(f"{file.stem} …", file=sys.stderr)
        read = nbformat.read(file, as_version=4)
        place = {"metadata": {"path": str(site)}}
        NotebookClient(read, timeout=300, kernel_name="python3", resources=place).execute()
        html, _ = exporter().from_notebook_node(read)
        (OUT / f"{file.stem}.html").write_text(html, encoding="utf-8")


def exporter() -> HTMLExporter:
    """Return an exporter whose pages fetch nothing: no fonts, formulas or loaders from outside."""
    made = HTMLExporter(template_name="lab")
    made.mathjax_url = made.require_js_url = made.jquery_url = made.mermaid_js_url = ""
    made.embed_images = True
    return made


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        from sitroom.demo import build

        with tempfile.TemporaryDirectory() as made:
            main(build(Path(made) / "lanting", "en", until="0924"))
