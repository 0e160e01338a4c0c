"""Sphinx: the how-tos, the reference, the decisions and the notebooks as pages without outside."""

from __future__ import annotations

from pathlib import Path

from sitroom import __version__

project = "sitroom"
author = "the sitroom contributors"
release = version = __version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "conf.py", "generate.py"]
myst_heading_anchors = 3
# Pages also link to files of the repository, which the built pages do not hold.
suppress_warnings = ["myst.xref_missing", "myst.header", "misc.highlighting_failure"]
# Read as written: types are in the signatures.
autodoc_typehints = "signature"
autodoc_member_order = "bysource"

html_theme = "pydata_sphinx_theme"
html_title = "sitroom"
html_extra_path = (
    ["_build/notebooks"] if (Path(__file__).parent / "_build" / "notebooks").is_dir() else []
)
html_show_sphinx = False
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": False,
}
