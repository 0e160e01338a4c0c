"""What every drawn picture shares: no Bokeh look, the site's type, the theme's ground."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import holoviews as hv

# Options can only be given to elements once their renderer is known.
import holoviews.plotting.bokeh

from sitroom.views import style
from sitroom.views.context import ViewContext

# Of 1080 pixels; a hair more than 1/60, which rounding must not undercut.
SMALLEST_ON_WALL = 18.1

View = TypeVar("View", bound=Callable[..., Any])


def reads(**columns: tuple[str, ...]) -> Callable[[View], View]:
    """Say which columns of each frame a view reads: nothing else makes it worth drawing again."""

    def declare(view: View) -> View:
        view.__dict__["reads"] = columns
        return view

    return declare


def layer(element: Any, **options: Any) -> hv.Element:
    """An element with its options; the picture sets the ranges, so no layer searches its rows."""
    return cast(hv.Element, element.opts(backend="bokeh", apply_ranges=False, **options))


def overlay(
    layers: list[hv.Element],
    ctx: ViewContext,
    extent: tuple[float, float, float, float],
    *hooks: Callable[..., None],
) -> hv.Overlay:
    """A bare picture of layers showing `extent` (x0, x1, y0, y1): no axes, toolbar or frame."""
    theme = style.theme(ctx.theme)

    def bare(plot: Any, _: Any) -> None:
        figure = plot.state
        figure.x_range.update(start=extent[0], end=extent[1])
        figure.y_range.update(start=extent[2], end=extent[3])
        figure.min_border = 0
        figure.outline_line_color = None
        figure.border_fill_color = theme.map_background
        figure.background_fill_color = theme.map_background
        figure.axis.visible = False
        figure.axis.axis_label = None
        figure.grid.visible = False
        hovers = [tool for tool in figure.toolbar.tools if type(tool).__name__ == "HoverTool"]
        figure.toolbar.tools = hovers + gestures(ctx)
        figure.toolbar.update(active_drag="auto", active_scroll="auto", active_tap="auto")
        # The page stretches it; the notebook uses the size it was drawn for.
        figure.width, figure.height = ctx.width, ctx.height
        figure.sizing_mode = "fixed" if ctx.frame in ("notebook", "document") else "stretch_both"

    shown = hv.Overlay(layers).opts(
        backend="bokeh", toolbar=None, show_frame=False, show_legend=False, hooks=[bare, *hooks]
    )
    return cast(hv.Overlay, shown)


def fitted(extent: tuple[float, float, float, float]) -> Callable[..., None]:
    """A hook that says what must stay visible whatever the size, at one scale both ways."""

    def fit(plot: Any, _: Any) -> None:
        plot.state.tags = [{"fit": list(extent)}]

    return fit


def nothing(ctx: ViewContext) -> hv.Overlay:
    """A picture that says that no boundary and no place is known."""
    words = ctx.say("No boundaries and no places yet", "暂无区划边界和位置数据")
    text = layer(
        hv.Labels([(0.0, 0.0, words)], ["x", "y"], "text"),
        text_color=style.theme(ctx.theme).muted,
        text_font_size=points(ctx, 18),
        hooks=[lettering],
    )
    return overlay([text], ctx, (-1, 1, -1, 1))


def plain(name: str) -> Callable[..., None]:
    """A hook that names a renderer and drops the glyphs for states that are not drawn."""

    def name_it(plot: Any, _: Any) -> None:
        renderer = plot.handles["glyph_renderer"]
        renderer.name = name
        renderer.selection_glyph = renderer.nonselection_glyph = None
        renderer.hover_glyph = renderer.muted_glyph = None

    return name_it


def lettering(plot: Any, _: Any) -> None:
    """A hook that gives a Labels element the site's font (a plain string would name a column)."""
    plot.handles["glyph"].text_font = {"value": style.FONT}


def unit(ctx: ViewContext) -> float:
    """How large marks and words are: 1 on a wall 1080 pixels high, and with its height."""
    if ctx.frame == "wall":
        if ctx.screen:
            return ctx.screen / 1080
        return min(max(min(ctx.width / 1040, ctx.height / 640), 0.8), 4)
    return 0.72 if ctx.width < 480 else 0.82


def letters(ctx: ViewContext, size: float) -> float:
    """A type size in pixels, scaled to the picture; on a wall never below 1/60 of its height."""
    return max(size, SMALLEST_ON_WALL if ctx.frame == "wall" else 0) * unit(ctx)


def points(ctx: ViewContext, size: float) -> str:
    """A type size as Bokeh wants it, scaled as `letters` are."""
    return f"{letters(ctx, size):.2f}px"


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of one `#rrggbb` colour laid over another."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def hover(
    ctx: ViewContext, columns: Mapping[str, list[Any]], title: str, *lines: str
) -> Callable[..., None]:
    """A hook for a tooltip of `columns` as escaped `@field` texts; a wall, untouched, has none."""
    from bokeh.models import HoverTool

    theme = style.theme(ctx.theme)
    small = f'<div style="font-weight:400;font-size:12px;color:{theme.secondary}">'
    body = "".join(f"{small}{line}</div>" for line in lines)
    # The tooltip has a ground of its own, which the words' own ground covers.
    html = (
        f"<div style='font:600 13px/1.45 {style.FONT.replace(chr(34), '')};color:{theme.strong};"
        f"background:{theme.raised};margin:-5px;padding:7px 10px;max-width:260px;"
        f"white-space:normal'>{title}{body}</div>"
    )

    def point(plot: Any, _: Any) -> None:
        if ctx.frame == "wall":
            return
        plot.handles["source"].data.update(columns)
        renderer = plot.handles["glyph_renderer"]
        plot.state.add_tools(HoverTool(tooltips=html, show_arrow=False, renderers=[renderer]))

    return point


def gestures(ctx: ViewContext) -> list[Any]:
    """Pan, zoom and tap where somebody has a hand on it; a wall has none."""
    from bokeh.models import PanTool, TapTool, WheelZoomTool

    if ctx.frame == "wall":
        return []
    return [PanTool(), WheelZoomTool(zoom_on_axis=False), TapTool()]
