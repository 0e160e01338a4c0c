"""A view's picture in a notebook cell."""

from collections.abc import Callable
from typing import Any

import holoviews as hv

from sitroom.views.context import ViewContext


def picture(view: Callable[..., Any], *frames: Any, **context: Any) -> Any:
    """Return what a view makes of a metric's rows, ready to be shown by a notebook.

    `context` are fields of ViewContext, such as now (naive UTC), zone, language and width.
    """
    hv.extension("bokeh", logo=False)  # pyright: ignore[reportCallIssue]
    return view(*frames, ctx=ViewContext(frame="notebook", **context))
