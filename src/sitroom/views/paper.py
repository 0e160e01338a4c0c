"""What the colours of a dark picture become on paper, which is white."""

from __future__ import annotations

from dataclasses import fields

from sitroom.views import canvas, style
from sitroom.views.map_ground import TINT

# What areas and lines are drawn with; the signs of levels keep their colours, and so the numerals
# on them stay as readable as they were.
AREAS = (
    *("map_background", "land", "land_line", "river", "hatch", "site", "leader", "minimum"),
    *("hairline", "hairline_soft", "track", "text", "strong", "secondary"),
)
WORDS = ("text", "strong", "secondary", "muted", "dim", "land_label", "accent")


def colours(name: str) -> dict[str, dict[str, str]]:
    """Return dark colour → light one, for `areas` and for `words`; nothing for a light theme."""
    drawn, paper = style.theme(name), style.theme("light")
    if drawn is paper:
        return {}
    areas = {getattr(drawn, one): getattr(paper, one) for one in AREAS}
    for level, tint in TINT.items():
        for share in (tint, 0.5):
            ours, theirs = (
                canvas.mixed(style.level_mark(theme, level).fill, theme.land, share)
                for theme in (drawn, paper)
            )
            areas[ours] = theirs
    words = {
        mark.text: getattr(paper, one.name).text
        for one in fields(drawn)
        if isinstance(mark := getattr(drawn, one.name), style.Mark)
    }
    return {"areas": areas, "words": words | {getattr(drawn, w): getattr(paper, w) for w in WORDS}}
