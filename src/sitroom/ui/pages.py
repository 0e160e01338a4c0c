"""What a page file says: a title and a list of cards, each one metric (or a few) and one view."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from sitroom import paths
from sitroom.errors import SitroomError

View = Callable[..., Any]
HOME = "briefing"


@dataclass(frozen=True)
class Card:
    """One place of a page: the metrics whose rows the view is given, in that order."""

    slot: str
    metrics: tuple[str, ...]
    view: View
    title: str = ""
    tab: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether the view draws (returns a HoloViews element) rather than says (a dictionary)."""
        returned = get_type_hints(getattr(self.view, "func", self.view)).get("return")
        return getattr(returned, "__module__", "").startswith("holoviews")


@dataclass(frozen=True)
class Page:
    """A title, where it stands in the navigation, and its cards in reading order."""

    title: str
    cards: tuple[Card, ...]
    order: int = 100

    @property
    def tabs(self) -> tuple[str, ...]:
        """The tabs that its cards stand on, in reading order; none for a page without tabs."""
        return tuple(dict.fromkeys(card.tab for card in self.cards if card.tab))

    def on(self, tab: str) -> tuple[Card, ...]:
        """The cards that a tab shows, with those that stand on every tab; else on the first."""
        shown = tab if tab in self.tabs else next(iter(self.tabs), "")
        return tuple(card for card in self.cards if card.tab in ("", shown))

    def metrics(self, tab: str = "") -> tuple[str, ...]:
        """Every metric that the cards on a tab read, once."""
        return tuple(dict.fromkeys(name for card in self.on(tab) for name in card.metrics))


def show(
    metrics: str | tuple[str, ...], view: View, slot: str, title: str = "", *, tab: str = ""
) -> Card:
    """Show one metric, or several together, by a view in a slot of the page or of one tab."""
    return Card(slot, (metrics,) if isinstance(metrics, str) else metrics, view, title, tab)


def page(title: str, *cards: Card, order: int = 100) -> Page:
    """Make a page of cards; `order` is its place in the navigation."""
    return Page(title, cards, order)


@cache
def pages(site: Path | None = None) -> dict[str, Page]:
    """Return the pages of `dashboards/` by name, in order; a site's file replaces a built-in."""
    found = {name: _page(name, file) for name, file in paths.content("dashboards", site).items()}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def _page(name: str, file: Path) -> Page:
    # By path and under a name of our own: a page called `calendar` shadows no module.
    spec = importlib.util.spec_from_file_location(f"sitroom_page_{name}", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for value in vars(module).values():
        if isinstance(value, Page):
            return value
    raise SitroomError(
        f"{file} makes no page.", "`PAGE = page(title, show(…), …)`", "see dashboards/briefing.py"
    )
