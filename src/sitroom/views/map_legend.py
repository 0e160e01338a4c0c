"""What a map's marks mean, in words under it."""

from collections.abc import Sequence
from typing import Any

import holoviews as hv

from sitroom.views import canvas, map_labels, style
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_ground import NEAR_KM

LEGEND = 16.0
BETWEEN = "     "
SIGNS = {1: "◆ I", 2: "▲ II", 3: "■ III", 4: "● IV"}
KIND_WORDS = {
    "warehouse": ("□ depot", "□ 仓库"),
    "shelter": ("▽ shelter", "▽ 避难场所"),
    "hospital": ("+ hospital", "+ 医院"),
    "hazard_source": ("○ hazard site", "○ 危险源"),
}
OTHER_KIND = ("• other site", "• 其他点位")


def lines(
    ctx: ViewContext,
    regions: Rows,
    marks: Rows,
    places: Rows,
    worst: Rows,
    warned: Sequence[hv.Element],
) -> list[str]:
    """What the map's marks mean, those that are on it, in lines that fit its width."""
    shown = "  ".join(sign for rank, sign in SIGNS.items() if (marks["rank"] == rank).any())
    parts = [shown] if shown else []
    kinds = {KIND_WORDS.get(kind, OTHER_KIND) for kind in places["kind"]} if len(places) else set()
    parts += [ctx.say(*said) for said in (*KIND_WORDS.values(), OTHER_KIND) if said in kinds]
    if len(worst):
        parts.append(ctx.say(f"dashed: {NEAR_KM:g} km", f"虚线：{NEAR_KM:g} 公里"))
    if warned:
        parts.append(ctx.say("┅ warning", "┅ 预警区"))
    if "has_report" in regions and regions["has_report"].isin([False]).any():
        parts.append(ctx.say("▨ no report", "▨ 无报告"))
    return fitted(parts, ctx)


def fitted(parts: list[str], ctx: ViewContext) -> list[str]:
    """The parts in as few lines as hold them in the map's width."""
    said, size = parts[:1], canvas.letters(ctx, LEGEND)
    for part in parts[1:]:
        longer = f"{said[-1]}{BETWEEN}{part}"
        fits = map_labels.text_width(longer, size) < ctx.width - 2 * size
        said[-1:] = [longer] if fits else [said[-1], part]
    return said


def written(said: list[str], ctx: ViewContext) -> Any:
    """A hook that writes the legend under the map."""
    theme = style.theme(ctx.theme)

    def write(plot: Any, _: Any) -> None:
        figure = plot.state
        figure.title.text = "\n".join(said)
        figure.title_location = "below"
        figure.title.text_font = style.FONT
        figure.title.text_font_style = "normal"
        figure.title.text_font_size = canvas.points(ctx, LEGEND)
        figure.title.text_color = theme.secondary
        figure.title.offset = 16 * canvas.unit(ctx)
        figure.title.standoff = 4

    return write


def height(said: list[str], ctx: ViewContext) -> float:
    """Pixels that the legend takes from the map's height."""
    return canvas.letters(ctx, LEGEND) * (0.3 + 1.2 * len(said)) + 8
