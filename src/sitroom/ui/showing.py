"""What `site.show()` finds: a page, the card of a metric, or a picture of its rows by a view."""

from __future__ import annotations

import inspect
import pkgutil
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sitroom import views
from sitroom.errors import UsageError, nearest
from sitroom.ui.pages import Card, View, draws, pages
from sitroom.ui.reads import OTHERS
from sitroom.views.context import ViewContext

if TYPE_CHECKING:
    import pandas as pd
    from bokeh.model import Model

    from sitroom.notebook import OpenSite

WIDTH, HEIGHT = 960, 420


def show(
    site: OpenSite,
    what: str | pd.DataFrame,
    view: str = "",
    *,
    as_of: datetime | str | None = None,
    known_as_of: datetime | str | None = None,
    as_known_then: bool = False,
    language: str = "",
    theme: str = "light",
    width: int = WIDTH,
    height: int = 0,
) -> Any:
    """Return a page or a card as a Panel object, or a picture as a HoloViews one."""
    # A page that was written a minute ago in another cell is a page.
    pages.cache_clear()
    _check("language", language, ("en", "zh", ""))
    _check("theme", theme, ("light", "dark"))
    reader = {"language": language or site.settings.language, "theme": theme}
    if not isinstance(what, str):
        sized = reader | {"width": width, "height": height or HEIGHT}
        return _drawn(site, _picture_view(view), [what], site.instant(site.now), sized)
    found = pages(site.settings.folder)
    if what in found and not view:
        return _board(site, what, "", as_of, as_known_then, height or 860, reader)
    page, card = _card(site, what, view)
    if card.is_picture:
        sized = reader | {"width": width, "height": height or HEIGHT}
        return _picture(site, card, as_of, known_as_of, sized)
    then = as_known_then or known_as_of is not None
    return _board(site, page, card.slot, as_of, then, height or HEIGHT, reader)


def _card(site: OpenSite, metric: str, view: str) -> tuple[str, Card]:
    found = pages(site.settings.folder)
    on_pages = [(name, card) for name, page in found.items() for card in page.cards]
    showing = [(name, card) for name, card in on_pages if metric in card.metrics]
    named = [(name, card) for name, card in showing if not view or card.view_name == view]
    if named:
        # A picture before a block, and the card that shows only this before one that shows more.
        return min(named, key=lambda one: (not one[1].is_picture, len(one[1].metrics)))
    if metric not in site.metrics and metric not in OTHERS:
        known = [*found, *site.metrics]
        raise UsageError(f"There is no page or metric `{metric}`.{nearest(metric, known)}")
    pictures = _pictures()
    if frames := _frames_of(pictures.get(view), metric, site):
        return "", Card(view, frames, pictures[view])
    known = sorted({card.view_name for _, card in showing} | pictures.keys())
    raise UsageError(
        f"No view `{view}` shows `{metric}`." + nearest(view, known), "one of: " + ", ".join(known)
    )


@cache
def _pictures() -> dict[str, View]:
    """Return the views that draw a whole picture of metrics' rows, by name."""
    found: dict[str, View] = {}
    for module in pkgutil.iter_modules(views.__path__):
        for name, value in vars(import_module(f"{views.__name__}.{module.name}")).items():
            if inspect.isfunction(value) and not name.startswith("_") and draws(value, whole=True):
                found[name] = value
    return {n: v for n, v in found.items() if "ctx" in inspect.signature(v).parameters}


def _frames_of(view: View | None, metric: str, site: OpenSite) -> tuple[str, ...]:
    """Return the metrics that a view is given when it shows this one; none when it cannot."""
    takes = dict(inspect.signature(view).parameters) if view else {}
    takes.pop("ctx", None)
    if metric in takes:
        # A map of incidents also takes districts, places and rivers, each a metric of that name.
        return tuple(name for name in takes if name in site.metrics)
    needed = [name for name, one in takes.items() if one.default is one.empty]
    return (metric,) if len(needed) == 1 else ()


def _picture(
    site: OpenSite,
    card: Card,
    as_of: datetime | str | None,
    known_as_of: datetime | str | None,
    reader: dict[str, Any],
) -> Any:
    moment = site.instant(as_of if as_of is not None else site.now)
    known = None if known_as_of is None else site.instant(known_as_of)
    frames = site.published.read_many(card.metrics, as_of=moment, known_as_of=known)
    return _drawn(site, card.view, [frames[name] for name in card.metrics], moment, reader)


def _picture_view(name: str) -> View:
    known = _pictures()
    if name not in known:
        raise UsageError(f"There is no view `{name}`." + nearest(name, known),
                         "one of: " + ", ".join(sorted(known)))  # fmt: skip
    return known[name]


def _drawn(
    site: OpenSite,
    view: View,
    frames: list[pd.DataFrame],
    moment: datetime,
    reader: dict[str, Any],
) -> Any:
    _ready()
    ctx = ViewContext(frame="notebook", now=moment, zone=site.settings.timezone, **reader)
    return view(*frames, ctx=ctx)


def _board(
    site: OpenSite,
    page: str,
    only: str,
    as_of: datetime | str | None,
    as_known_then: bool,
    height: int,
    reader: dict[str, Any],
) -> Any:
    from sitroom.ui.inline import Board

    _ready()
    moment = "" if as_of is None else _local(site, as_of)
    return Board(
        site, page, only, as_of=moment, as_known_then=as_known_then, height=height, **reader
    )


def _local(site: OpenSite, moment: datetime | str) -> str:
    local = site.instant(moment).replace(tzinfo=UTC).astimezone(site.settings.zone)
    return f"{local:%Y-%m-%dT%H:%M:%S}"


@cache
def _ready() -> None:
    """Give the notebook the libraries' scripts, once per kernel; outside a notebook do nothing.

    They stand in the cell's output: a notebook on a machine without a network draws as well.
    """
    import holoviews as hv
    import panel as pn

    pn.extension(inline=True)
    hv.extension("bokeh", logo=False, inline=True)  # pyright: ignore[reportCallIssue]
    # Pictures of HoloViews would else fetch their style sheets from Panel's own host.
    pn.viewable.Viewable._preprocessing_hooks.append(_styles_inside)


def _styles_inside(_view: object, root: Model) -> None:
    from bokeh.models import UIElement
    from panel.io.notebook import patch_inline_stylesheets

    for model in root.select({"type": UIElement}):
        if isinstance(model, UIElement):
            patch_inline_stylesheets(model)


def _check(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        known = [one for one in allowed if one]
        raise UsageError(f"`{name}` is `{value}`." + nearest(value, known), " or ".join(known))
