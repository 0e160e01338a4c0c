"""sitroom: a situation-monitoring dashboard for emergency management."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitroom.notebook import OpenSite
    from sitroom.notebook import open_site as open
    from sitroom.notebook.intervals import median_interval
    from sitroom.ui.pages import page, scene, show

__version__ = "0.1.0"
__all__ = [
    "OpenSite",
    "__version__",
    "median_interval",
    "open",
    "page",
    "scene",
    "show",
]

# Looked up on first use, so that `import sitroom` costs nothing that is not asked for.
_WHERE = {
    "OpenSite": ("sitroom.notebook", "OpenSite"),
    "median_interval": ("sitroom.notebook.intervals", "median_interval"),
    "open": ("sitroom.notebook", "open_site"),
    "page": ("sitroom.ui.pages", "page"),
    "scene": ("sitroom.ui.pages", "scene"),
    "show": ("sitroom.ui.pages", "show"),
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'sitroom' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _WHERE[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
