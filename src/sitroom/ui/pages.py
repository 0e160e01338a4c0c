"""What a page file says: a title and a list of cards, each one metric (or a few) and one view."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
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
    # Where it is shown; a wall has no room for what a desk reads line by line.
    frame: str = ""

    def stands_in(self, frame: str) -> bool:
        """Say whether a frame shows the card."""
        return self.frame in ("", frame)

    @property
    def is_picture(self) -> bool:
        """Whether the view draws (returns a HoloViews element) rather than says (a dictionary)."""
        return draws(self.view)

    @property
    def spare(self) -> frozenset[str]:
        """The metrics that the view can do without (see `sitroom.views.unread`)."""
        view = getattr(self.view, "func", self.view)
        can_miss = getattr(view, "without", ())
        return frozenset(name for rows, name in self._given.items() if rows in can_miss)

    @property
    def only_when_none(self) -> dict[str, str]:
        """The metrics that are read only when another has no rows, and which other one."""
        view, given = getattr(self.view, "func", self.view), self._given
        told: dict[str, str] = getattr(view, "only_when_none", {})
        return {given[rows]: given[other] for rows, other in told.items() if rows in given}

    @property
    def _given(self) -> dict[str, str]:
        view = getattr(self.view, "func", self.view)
        return dict(zip(inspect.signature(view).parameters, self.metrics, strict=False))

    @property
    def view_name(self) -> str:
        """The view's own name, also where some of its options are set."""
        return getattr(self.view, "func", self.view).__name__


def draws(view: View, *, whole: bool = False) -> bool:
    """Say whether a view returns a HoloViews element, or a `whole` picture of several layers."""
    returned = get_type_hints(getattr(view, "func", view)).get("return")
    is_element = getattr(returned, "__module__", "").startswith("holoviews")
    return is_element and (not whole or getattr(returned, "__name__", "") == "Overlay")


@dataclass(frozen=True)
class Scene:
    """What a wall shows in turn with the page itself: a name, and cards in reading order."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Page:
    """A title, where it stands in the navigation, its cards in reading order and its scenes."""

    title: str
    cards: tuple[Card, ...]
    order: int = 100
    # Which scenes there are now, and the scenes: on walls only.
    turns: Card | None = None
    scenes: tuple[Scene, ...] = ()
    # Slots that are told of what has come in before the others have been read.
    first: tuple[str, ...] = ()

    @property
    def tabs(self) -> tuple[str, ...]:
        """The tabs that its cards stand on, in reading order; none for a page without tabs."""
        return tuple(dict.fromkeys(card.tab for card in self.cards if card.tab))

    def on(self, tab: str) -> tuple[Card, ...]:
        """The cards that a tab shows, with those that stand on every tab; else on the first."""
        shown = tab if tab in self.tabs else next(iter(self.tabs), "")
        return tuple(card for card in self.cards if card.tab in ("", shown))

    def shown(self, frame: str, scene: str = "", tab: str = "") -> tuple[Card, ...]:
        """Return the cards that a frame shows: those on a tab, or on a wall those of a scene."""
        if frame != "wall" or self.turns is None:
            return tuple(card for card in self.on(tab) if card.stands_in(frame))
        own = tuple(card for card in self.cards if card.stands_in(frame))
        found = next((one.cards for one in self.scenes if one.name == scene), own)
        # Where this is and which scenes there are stays, whatever the scene.
        lasting = (*(card for card in self.cards if card.slot == "header"), self.turns)
        return (*lasting, *(card for card in found if card not in lasting))

    def slots(self, frame: str) -> dict[str, list[str]]:
        """Return the slots of every scene of a frame by its name; "" is the page itself."""
        if frame != "wall" or self.turns is None:
            return {"": [card.slot for card in self.cards if card.stands_in(frame)]}
        names = ["", *(scene.name for scene in self.scenes)]
        return {name: [card.slot for card in self.shown(frame, name)] for name in names}


def show(
    metrics: str | tuple[str, ...], view: View, slot: str, title: str = "", *,
    tab: str = "", frame: str = "",
) -> Card:  # fmt: skip
    """Show one metric, or several together, by a view in a slot of the page or of one tab.

    With `frame` ("desk" or "wall") it is shown in that frame only.

    Raises SitroomError when the view takes the rows of more or fewer metrics.
    """
    names = (metrics,) if isinstance(metrics, str) else metrics
    card = Card(slot, names, view, title, tab, frame)
    told = inspect.signature(view).parameters.values()
    # What stands before `ctx` is rows; a view may do without the last ones, or take any number.
    takes = list(takewhile(lambda one: one.name != "ctx", told))
    fewest = sum(one.default is one.empty for one in takes)
    takes_any = any(one.kind is one.VAR_POSITIONAL for one in takes)
    if not takes_any and not fewest <= len(names) <= len(takes):
        raise SitroomError(
            f"The card `{slot}` gives the view `{card.view_name}` the rows of {', '.join(names)}.",
            f"one metric for each of: {', '.join(one.name for one in takes)}",
        )
    return card


def scene(name: str, *cards: Card) -> Scene:
    """Make a scene of cards that a wall shows in turn with the page itself."""
    return Scene(name, cards)


def page(
    title: str,
    *cards: Card,
    order: int = 100,
    turns: Card | None = None,
    scenes: tuple[Scene, ...] = (),
    first: tuple[str, ...] = (),
) -> Page:
    """Make a page of cards; `order` is its place in the navigation.

    `turns` tells a wall which of the `scenes` there are at the moment, worst first. When
    something has come in, the slots `first` show it before the others have been read.
    """
    return Page(title, cards, order, turns, scenes, first)


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
