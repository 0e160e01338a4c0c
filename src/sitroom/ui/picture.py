"""Pictures: drawn once per process with HoloViews, shown in every viewer's page.

    picture = Picture(label="Incident map")
    picture.draw(incident_map, {"regions": …, "incidents": …}, ctx, key=(published.number,))
    picture.param.watch(open_sheet, "selected")

`draw` may be called again with new frames: the browser draws the new picture over the old one
and then removes the old one; pan, zoom and selection stay.
"""

import hashlib
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

# Some 50 KB each: every size, theme and language on show, over the last few publishes.
KEPT = 256
# Sizes are rounded down to this many pixels: neighbours share a picture, drawn for no more room
# than any of them has.
BUCKET = 40

_drawn: OrderedDict[Hashable, Future[str]] = OrderedDict()
_lock = threading.Lock()
# HoloViews keeps its options in process-wide state.
_drawing = threading.Lock()


def drawn(view: View, frames: Frames, ctx: ViewContext, key: Hashable) -> str:
    """The picture as a JSON string, drawn at most once per process for the same arguments.

    `key` stands for the frames: the published file's number and whatever they were read with.
    Another key with the same rows (in the columns that the view says it `reads`) gives the same
    string, so that a publish that does not touch a picture redraws it nowhere.
    """
    ctx = replace(ctx, width=_bucket(ctx.width), height=_bucket(ctx.height))
    reader = (ctx.language, ctx.theme, ctx.zone, ctx.frame, ctx.width, ctx.height, ctx.screen)
    about = (*_named(view), *reader, ctx.now.replace(minute=0, second=0, microsecond=0))

    def by_rows() -> str:
        rows = _read_by(view, frames)
        return _once((about, _print_of(rows)), lambda: _json(view, rows, ctx))

    return _once((about, "key", key), by_rows)


def _once(place: Hashable, make: Callable[[], str]) -> str:
    """What `make` returns, made by the first to ask; the others wait for it."""
    with _lock:
        found = _drawn.get(place)
        if mine := found is None:
            found = _drawn[place] = Future()
            while len(_drawn) > KEPT:
                _drawn.popitem(last=False)
        else:
            _drawn.move_to_end(place)
    if mine:
        try:
            found.set_result(make())
        except BaseException as problem:
            with _lock:
                _drawn.pop(place, None)
            found.set_exception(problem)
    return found.result()


def _read_by(view: View, frames: Frames) -> dict[str, "pd.DataFrame"]:
    """The frames with only the columns that the view reads, if it says which."""
    function: Any = getattr(view, "func", view)
    columns = getattr(function, "reads", {})
    narrowed: dict[str, Any] = {
        name: rows[[c for c in columns[name] if c in rows]] if name in columns else rows
        for name, rows in frames.items()
    }
    return narrowed


def _print_of(frames: Frames) -> str:
    """A fingerprint of all rows."""
    digest = hashlib.sha256()
    for name, rows in frames.items():
        values = rows.to_numpy(dtype=object).tolist()
        digest.update(repr((name, list(rows.columns), values)).encode())
    return digest.hexdigest()


def _json(view: View, frames: Frames, ctx: ViewContext) -> str:
    import holoviews as hv
    from bokeh.embed import json_item
    from bokeh.themes import Theme

    with _drawing:
        figure = hv.renderer("bokeh").get_plot(view(**frames, ctx=ctx)).state
        # The item carries no target: the page decides where it goes.
        item = json_item(figure, theme=Theme(json={}))
    return json.dumps(item, separators=(",", ":"), ensure_ascii=False)


def _named(view: View) -> tuple[Hashable, ...]:
    """A view's name, and the options a `functools.partial` gave it."""
    options = tuple(sorted(getattr(view, "keywords", {}).items()))
    function: Any = getattr(view, "func", view)
    return function.__module__, function.__qualname__, options


def _bucket(pixels: int) -> int:
    return max(2 * BUCKET, pixels // BUCKET * BUCKET)


class Picture(JSComponent):
    """One picture on a page; a tap sets `selected`, and setting `selected` rings that mark.

    Ask for it with `draw`. `size` is what the browser measured; another size bucket is drawn
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

    def draw(self, view: View, frames: Frames, ctx: ViewContext, key: Hashable) -> None:
        """Show `view(**frames, ctx=ctx)`; `ctx`'s size holds until the browser has measured."""
        self._asked = (view, frames, ctx, key)
        self._again()

    @param.depends("size", watch=True)
    def _again(self) -> None:
        if self._asked is None:
            return
        view, frames, ctx, key = self._asked
        if len(self.size) == 2:
            ctx = replace(ctx, width=int(self.size[0]), height=int(self.size[1]))
        self.item = drawn(view, frames, ctx, key)
