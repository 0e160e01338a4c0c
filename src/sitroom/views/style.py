"""The one place that holds colours, shapes and type: two themes, levels, warnings, states.

Python drawings read the dataclasses; HTML reads the same values as CSS variables (`css`).
"""

from dataclasses import dataclass, fields
from typing import Literal

ThemeName = Literal["dark", "light"]

# Latin and Chinese share one family where it is installed, so figures and words sit on one line.
FONT = (
    '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",'
    '"Hiragino Sans GB","WenQuanYi Micro Hei",system-ui,sans-serif'
)


@dataclass(frozen=True)
class Mark:
    """One meaning's colour: `fill` for areas and symbols, `ink` for what stands on the fill,
    `text` for words in that colour on the page's own background."""

    fill: str
    ink: str
    text: str


@dataclass(frozen=True)
class Theme:
    """Every colour of one theme; field names are the CSS variables (`--sr-<name>`)."""

    name: ThemeName
    background: str  # the page
    panel: str  # cards on the page
    raised: str  # controls, menus, tooltips
    hairline: str  # between blocks
    hairline_soft: str  # between rows
    text: str
    strong: str  # figures and titles
    secondary: str  # sentences beside the main one
    muted: str  # labels
    dim: str  # least important words
    track: str  # behind a bar, a step not reached
    step: str  # a step passed
    step_now: str
    selected: str  # background of the chosen row
    accent: str  # links, focus
    accent_ink: str
    zero: str  # a level's count of nothing
    river: str
    land: str
    land_line: str
    land_label: str
    map_background: str
    hatch: str  # nobody reports from there
    site: str  # hollow marks of sites
    leader: str  # lines that join a mark to its label
    minimum: str  # the line that says minimum on a bar
    ok: Mark
    warn: Mark
    bad: Mark
    info: Mark
    level_1: Mark
    level_2: Mark
    level_3: Mark
    level_4: Mark
    level_0: Mark  # not graded yet


_INK, _PAPER = "#0c1117", "#ffffff"

DARK = Theme(
    name="dark",
    background=_INK,
    panel=_INK,
    raised="#161e28",
    hairline="#202a36",
    hairline_soft="#1a232e",
    text="#e9eef4",
    strong="#f3f6fa",
    secondary="#a9b4c2",
    muted="#8c99a9",
    dim="#7a8796",
    track="#222c38",
    step="#7f8da0",
    step_now="#e9eef4",
    selected="#16263a",
    accent="#7fb4ff",
    accent_ink=_INK,
    zero="#7a8796",
    river="#204663",
    land="#1a222d",
    land_line="#33404f",
    land_label="#bcc6d2",
    map_background=_INK,
    hatch="#465363",
    site="#7f8da0",
    leader="#c8d2de",
    minimum="#e6ebf1",
    ok=Mark("#5fae8b", _INK, "#6dbb98"),
    warn=Mark("#e9c23f", _INK, "#e9c23f"),
    bad=Mark("#e5484d", _INK, "#ff7b7f"),
    info=Mark("#4b93f0", _INK, "#7fb4ff"),
    level_1=Mark("#e5484d", _INK, "#ff7b7f"),
    level_2=Mark("#f0813c", _INK, "#f0813c"),
    level_3=Mark("#e9c23f", _INK, "#e9c23f"),
    level_4=Mark("#4b93f0", _INK, "#7fb4ff"),
    level_0=Mark("#8c99a9", _INK, "#a9b4c2"),
)

_DARK_WORDS = "#18212c"

LIGHT = Theme(
    name="light",
    background="#f6f7f9",
    panel=_PAPER,
    raised=_PAPER,
    hairline="#e3e7ec",
    hairline_soft="#eef1f4",
    text=_DARK_WORDS,
    strong="#0e151d",
    secondary="#465261",
    muted="#5d6979",
    dim="#647080",
    track="#e3e7ec",
    step="#8a97a8",
    step_now=_DARK_WORDS,
    selected="#eef4fd",
    accent="#1f66c4",
    accent_ink=_PAPER,
    zero="#647080",
    river="#bcd8ea",
    land="#fbfcfd",
    land_line="#cdd5de",
    land_label="#3b4653",
    map_background=_PAPER,
    hatch="#c3ccd6",
    site="#6b7889",
    leader="#465261",
    minimum=_DARK_WORDS,
    ok=Mark("#3f9a75", _DARK_WORDS, "#24714f"),
    warn=Mark("#d9a900", _DARK_WORDS, "#836200"),
    bad=Mark("#d13438", _PAPER, "#c62f33"),
    info=Mark("#2573d8", _PAPER, "#1f66c4"),
    level_1=Mark("#d13438", _PAPER, "#c62f33"),
    level_2=Mark("#e0701f", _DARK_WORDS, "#ad4f0b"),
    level_3=Mark("#d9a900", _DARK_WORDS, "#836200"),
    level_4=Mark("#2573d8", _PAPER, "#1f66c4"),
    level_0=Mark("#667384", _PAPER, "#5d6979"),
)

THEMES: dict[str, Theme] = {"dark": DARK, "light": LIGHT}


@dataclass(frozen=True)
class Level:
    """How an incident level is drawn: shape and numeral, whatever the colour.

    `outline` is the shape in units of its own half height (y upwards), empty for the circle,
    whose radius is `radius`; `rise` moves the numeral to the shape's optical middle.
    """

    numeral: str
    shape: Literal["diamond", "triangle", "square", "circle"]
    outline: tuple[tuple[float, float], ...]
    radius: float
    rise: float


LEVELS: dict[int, Level] = {
    1: Level("I", "diamond", ((-1.0, 0.0), (0.0, 1.0), (1.0, 0.0), (0.0, -1.0)), 1.0, 0.0),
    2: Level("II", "triangle", ((0.0, 1.05), (1.0, -0.73), (-1.0, -0.73)), 1.0, -0.24),
    3: Level(
        "III", "square", ((-0.76, 0.76), (0.76, 0.76), (0.76, -0.76), (-0.76, -0.76)), 0.76, 0
    ),
    4: Level("IV", "circle", (), 0.82, 0.0),
}

# Official warning colours (ISO 22324 words); white is Guangdong's fifth step, grey says nothing.
WARNING_COLOURS: dict[str, Mark] = {
    "red": Mark("#d7263d", "#ffffff", "#d7263d"),
    "orange": Mark("#f46036", "#0c1117", "#f46036"),
    "yellow": Mark("#f2c14e", "#0c1117", "#f2c14e"),
    "blue": Mark("#2e86de", "#0c1117", "#2e86de"),
    "white": Mark("#ffffff", "#0c1117", "#9aa0a6"),
    "grey": Mark("#9aa0a6", "#0c1117", "#9aa0a6"),
}

# Which of a theme's marks a state takes; None means muted words and no fill.
STOCK_STATES: dict[str, str | None] = {
    "out": "bad",
    "short": "bad",
    "low": "warn",
    "ok": "ok",
    "none": None,
}
SOURCE_STATES: dict[str, str | None] = {
    "fresh": "ok",
    "due": "ok",
    "late": "warn",
    "dead": "bad",
    "failed": "bad",
    "never": None,
}


def theme(name: str) -> Theme:
    """The theme called `name` ("dark" for walls, "light" for desks); KeyError if unknown."""
    return THEMES[name]


def level_mark(theme: Theme, level: int | None) -> Mark:
    """Colours of an incident level 1–4; anything else is drawn as not graded."""
    return getattr(theme, f"level_{level}" if level in LEVELS else "level_0")


def css(name: str, selector: str = ":root") -> str:
    """CSS variables of a theme: `--sr-text`, `--sr-level-2`, `--sr-level-2-ink`, `--sr-ok-text`…"""
    found = theme(name)
    lines = [f"--sr-font:{FONT}", f"color-scheme:{found.name}"]
    for field in fields(found):
        value = getattr(found, field.name)
        if isinstance(value, Mark):
            lines += _mark_variables(field.name, value)
        elif field.name != "name":
            lines.append(f"--sr-{field.name.replace('_', '-')}:{value}")
    for colour, mark in WARNING_COLOURS.items():
        lines += _mark_variables(f"warning_{colour}", mark)
    return f"{selector}{{{';'.join(lines)}}}"


def level_svg(level: int | None, size: float) -> str:
    """An inline SVG of a level's symbol, `size` pixels high, coloured by the CSS variables."""
    if level not in LEVELS:
        return (
            f'<svg class="sr-level" width="{size:g}" height="{size:g}" viewBox="-15 -15 30 30" '
            'aria-hidden="true"><circle r="10" fill="none" stroke="var(--sr-level-0)" '
            'stroke-width="2" stroke-dasharray="3 3"/></svg>'
        )
    mark = LEVELS[level]
    half = 13.7
    if mark.outline:
        points = " ".join(f"{x * half:.1f},{-y * half:.1f}" for x, y in mark.outline)
        shape = f'<polygon points="{points}" fill="var(--sr-level-{level})"/>'
    else:
        shape = f'<circle r="{mark.radius * half:.1f}" fill="var(--sr-level-{level})"/>'
    return (
        f'<svg class="sr-level" width="{size:g}" height="{size:g}" viewBox="-15 -15 30 30" '
        f'aria-hidden="true">{shape}<text y="{4 - mark.rise * half:.1f}" text-anchor="middle" '
        f'font-size="11.3" font-weight="700" fill="var(--sr-level-{level}-ink)">'
        f"{mark.numeral}</text></svg>"
    )


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1–21, of two `#rrggbb` colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _mark_variables(name: str, mark: Mark) -> list[str]:
    stem = f"--sr-{name.replace('_', '-')}"
    return [f"{stem}:{mark.fill}", f"{stem}-ink:{mark.ink}", f"{stem}-text:{mark.text}"]


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
