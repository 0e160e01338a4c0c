"""The library's front door: a site opened for reading, in a notebook or a script."""

from __future__ import annotations

from sitroom.notebook.opened import OpenSite, open_site

__all__ = ["OpenSite", "open_site"]
