"""Pictures: drawn once per process with HoloViews, shown in every viewer's page.

    picture = Picture(label="Incident map")
    picture.show(incident_map, {"regions": …, "incidents": …}, ctx, key=(published.number,))
    picture.param.watch(open_sheet, "selected")

`show` may be called again with new frames: the browser draws the new picture over the old one
and then removes the old one; pan, zoom and selection stay.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import param
from panel.custom import JSComponent

from sitroom.views.context import ViewContext

if TYPE_CHECKING:
    import holoviews as hv
    import pandas as pd

View = Callable[..., "hv.Element | hv.Overlay"]
Frames = Mapping[str, "pd.DataFrame"]

# A picture of some 30 KB for every size, theme and language on show, and the last few publishes.
KEPT = 256
# Sizes are rounded to this many pixels so that neighbours share a picture.
BUCKET = 80

_cache: OrderedDict[Hashable, Future[str]] = OrderedDict()
_cache_lock = threading.Lock()
# HoloViews keeps its options in process-wide state.
_draw_lock = threading.Lock()


def drawn(view: View, frames: Frames, ctx: ViewContext, key: Hashable) -> str:
    """The picture as a JSON string, drawn at most once per process for the same arguments.

    `key` stands for the frames: the published file's number and whatever they were read with.
    """
    ctx = replace(ctx, width=_bucket(ctx.width), height=_bucket(ctx.height))
    about = (ctx.language, ctx.theme, ctx.zone, ctx.frame, ctx.width, ctx.height)
    place = (*_named(view), key, about, ctx.local(ctx.now).date())
    with _cache_lock:
        found = _cache.get(place)
        if mine := found is None:
            found = _cache[place] = Future()
            while len(_cache) > KEPT:
                _cache.popitem(last=False)
        else:
            _cache.move_to_end(place)
    if mine:
        try:
            with _draw_lock:
                found.set_result(_json(view(**frames, ctx=ctx)))
        except BaseException as problem:
            with _cache_lock:
                _cache.pop(place, None)
            found.set_exception(problem)
    return found.result()


def _json(element: "hv.Element | hv.Overlay") -> str:
    import holoviews as hv
    from bokeh.embed import json_item
    from bokeh.themes import Theme

    figure = hv.renderer("bokeh").get_plot(element).state
    # The item carries no target: the page decides where it goes.
    item = json_item(figure, theme=Theme(json={}))
    return json.dumps(item, separators=(",", ":"), ensure_ascii=False)


def _named(view: View) -> tuple[Hashable, ...]:
    """A view's name, and the options a `functools.partial` gave it."""
    options = tuple(sorted(getattr(view, "keywords", {}).items()))
    function: Any = getattr(view, "func", view)
    return function.__module__, function.__qualname__, options


def _bucket(pixels: int) -> int:
    return max(BUCKET, round(pixels / BUCKET) * BUCKET)


class Picture(JSComponent):
    """One picture on a page; a tap sets `selected`, and setting `selected` rings that mark.

    Ask for it with `show`. `size` is what the browser measured; another size bucket is drawn
    again without being asked. `extent` is where the viewer moved to ([] when not moved); given
    before the first draw, or set later, the picture goes there.
    """

    item = param.String(doc="What `drawn` returned; the empty string shows nothing.")
    selected = param.String(doc="Id of the mark tapped or chosen elsewhere; empty for none.")
    extent = param.List(doc="x0, x1, y0, y1 in the picture's own units, [] when not moved.")
    size = param.List(doc="Width and height in pixels, measured by the browser.")
    label = param.String(doc="The picture's name for a screen reader.")

    _bundle = "picture.js"

    def __init__(self, **params: Any) -> None:
        super().__init__(**{"sizing_mode": "stretch_both", "min_height": 80, **params})
        self._asked: tuple[View, Frames, ViewContext, Hashable] | None = None

    def show(self, view: View, frames: Frames, ctx: ViewContext, key: Hashable) -> None:
        """Show `view(**frames, ctx=ctx)`; `ctx`'s size holds until the browser has measured."""
        self._asked = (view, frames, ctx, key)
        self._draw()

    @param.depends("size", watch=True)
    def _draw(self) -> None:
        if self._asked is None:
            return
        view, frames, ctx, key = self._asked
        if len(self.size) == 2:
            ctx = replace(ctx, width=int(self.size[0]), height=int(self.size[1]))
        self.item = drawn(view, frames, ctx, key)
