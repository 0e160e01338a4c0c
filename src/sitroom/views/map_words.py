"""Words on the map about incidents, numerals and callouts, and how any word is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import holoviews as hv
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from sitroom.views import canvas, map_labels, style
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map_geometry import Scene
from sitroom.views.map_labels import Rect
from sitroom.views.map_marks import NUMBERED, REACH, numeral
from sitroom.views.map_marks import unit as sign_unit

TITLE = 19.0
DETAIL = 16.0
NUMERALS = {1: 13.5, 2: 13.5, 3: 11.0, 4: 10.0}


@dataclass(frozen=True)
class Word:
    """One piece of text at a place on the plane; `dy` moves it in pixels, `rect` is where it is."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool = False
    align: str = "center"
    dy: float = 0.0
    rect: Rect | None = None
    leader: tuple[tuple[float, float], ...] = ()
    ground: str = ""  # the colour that covers what runs beneath the words


def numerals(marks: Rows, at: np.ndarray, ctx: ViewContext) -> list[Word]:
    """The roman numeral on every mark that no later mark covers."""
    theme, unit = style.theme(ctx.theme), sign_unit(ctx)
    words = []
    ranks = marks["rank"].to_numpy()
    scales = marks["scale"].to_numpy()
    reach = np.array([REACH[r] * unit for r in ranks]) * scales
    for i, (x, y, rank) in enumerate(zip(marks["x"], marks["y"], ranks, strict=True)):
        if rank not in style.LEVELS or scales[i] < NUMBERED:
            continue
        over = np.abs(at[i + 1 :] - at[i]).max(axis=1) if i + 1 < len(at) else np.array([])
        if np.any(over < reach[i + 1 :]):
            continue
        # On a wall as large as any other word; on a desk as large as the sign holds.
        size = canvas.letters(ctx, NUMERALS[rank])
        drop = -style.LEVELS[rank].rise * REACH[rank] * unit * 0.35
        ink = style.level_mark(theme, rank).ink
        words.append(Word(x, y, numeral(rank), size, ink, bold=True, dy=drop))
    return words


def callouts(
    scene: Scene,
    worst: Rows,
    taken: list[Rect],
    lines: tuple[BaseGeometry, BaseGeometry],
    ctx: ViewContext,
) -> list[Word]:
    """Title and counts of the worst incidents beside their marks; those that find no room go."""
    theme, unit = style.theme(ctx.theme), sign_unit(ctx)
    frame = Rect(4, 4, scene.width - 4, scene.height - 4)
    words: list[Word] = []
    taken = list(taken)
    for row in worst.itertuples():
        mark = tuple(scene.pixels(row.x, row.y))
        reach = REACH[row.rank] * unit
        own = map_labels.around(mark, reach)
        title, detail = shortened(str(row.title), 16), counts(row, ctx)
        sizes = canvas.letters(ctx, TITLE), canvas.letters(ctx, DETAIL)
        width = max(
            map_labels.text_width(title, sizes[0], bold=True),
            map_labels.text_width(detail, sizes[1]),
        )
        height = sizes[0] * 1.25 + (sizes[1] * 1.3 if detail else 0)
        others = [rect for rect in taken if rect != own]
        hung = drawn(scene, [shapely.LineString(word.leader) for word in words if word.leader], 3)
        covered = lines[0].union(hung)
        found = map_labels.callout(
            mark, width, height, others, frame, reach, covered, lines[1], hung
        )
        if found is None:
            continue
        rect, leader = found
        taken.append(rect)
        line = tuple(scene.plane(*p) for p in leader)
        colour = style.level_mark(theme, row.rank).fill
        # The words start, or end, at the leader.
        side = ("left", rect.left) if leader[2][0] <= rect.left else ("right", rect.right)
        first = scene.plane(side[1], rect.top + sizes[0] * 0.62)
        words.append(Word(*first, title, sizes[0], theme.strong, True, side[0], rect=rect))
        words.append(Word(*first, "", 1, colour, leader=line))
        if detail:
            below = scene.plane(side[1], rect.top + sizes[0] * 1.25 + sizes[1] * 0.6)
            words.append(Word(*below, detail, sizes[1], theme.secondary, False, side[0], rect=rect))
    return words


def texts(words: list[Word], ctx: ViewContext) -> hv.Element:
    """All words as one layer: each row has its own size, colour, weight and shift."""
    shown = [word for word in words if word.text]
    rows = pd.DataFrame(
        {
            "x": [w.x for w in shown],
            "y": [w.y for w in shown],
            "text": [w.text for w in shown],
            "size": [f"{w.size:.1f}px" for w in shown],
            "ink": [w.colour for w in shown],
            "weight": ["bold" if w.bold else "normal" for w in shown],
            "align": [w.align for w in shown],
        }
    )
    grounds = [w.ground for w in shown]

    def shifted(plot: Any, _: Any) -> None:
        data, glyph = plot.handles["source"].data, plot.handles["glyph"]
        data["dy"] = [round(w.dy, 2) for w in shown]
        glyph.y_offset = {"field": "dy"}
        if any(grounds):
            data["ground"] = [ground or "transparent" for ground in grounds]
            glyph.update(background_fill_color={"field": "ground"}, padding=2)

    return canvas.layer(
        hv.Labels(rows, ["x", "y"], ["text", "size", "ink", "weight", "align"]),
        text_font_size="size",
        text_color="ink",
        text_font_style="weight",
        text_align="align",
        text_baseline="middle",
        hooks=[canvas.plain("words"), canvas.lettering, shifted],
    )


def counts(row: Any, ctx: ViewContext) -> str:
    """What an incident did to people, as far as reported: the gravest three counts."""
    said = [
        ("deaths", "{} dead", "死亡{}人"),
        ("missing", "{} missing", "失踪{}人"),
        ("trapped", "{} trapped", "被困{}人"),
        ("injured", "{} injured", "受伤{}人"),
        ("relocated", "{} moved", "转移{}人"),
    ]
    found = [
        ctx.say(en, zh).format(f"{int(value):,}")
        for field, en, zh in said
        if (value := getattr(row, field, None)) is not None and not pd.isna(value) and value > 0
    ]
    return " · ".join(found[-3:])


def shortened(text: str, most: float) -> str:
    """The text cut to about `most` Chinese characters' width, with an ellipsis."""
    while text and map_labels.text_width(text, 1) > most:
        text = text[:-2].rstrip() + "…"
    return text


def spaced(name: str) -> str:
    """Chinese names a little apart, as maps set them."""
    return "\u200a".join(name) if any("\u4e00" <= c <= "\u9fff" for c in name) else name


def named(row: Any, stem: str, ctx: ViewContext) -> str:
    """The reader's one of a row's two names, else the other."""
    names = _text(getattr(row, f"{stem}_en")), _text(getattr(row, f"{stem}_zh"))
    return ctx.say(*names) or names[0] or names[1]


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def drawn(scene: Scene, lines: Sequence[BaseGeometry | None], half: float) -> BaseGeometry:
    """What lines cover in pixels when they are drawn `half` pixels to each side."""
    pixels = [in_pixels(scene, line) for line in lines if line is not None]
    return shapely.union_all(np.array(pixels, dtype=object)).buffer(half)


def in_pixels(scene: Scene, shape: BaseGeometry) -> BaseGeometry:
    """A shape of the plane in the picture's pixels."""
    return shapely.transform(shape, lambda c: scene.pixels(c[:, 0], c[:, 1]))
