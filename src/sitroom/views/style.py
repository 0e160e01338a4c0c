"""The only place with colours: levels, warnings and the two themes."""

from __future__ import annotations

from typing import NamedTuple


class Level(NamedTuple):
    """How an incident level is drawn: shape, numeral and a colour for each theme."""

    numeral: str
    shape: str
    dark: str
    light: str


LEVELS = {
    1: Level("I", "diamond", "#e5484d", "#d13438"),
    2: Level("II", "triangle", "#f0813c", "#e0701f"),
    3: Level("III", "square", "#e9c23f", "#d9a900"),
    4: Level("IV", "circle", "#4b93f0", "#2f7de1"),
}

WARNING_COLOURS = {
    "red": {"dark": "#e5484d", "light": "#d13438"},
    "orange": {"dark": "#f0813c", "light": "#e0701f"},
    "yellow": {"dark": "#e9c23f", "light": "#d9a900"},
    "blue": {"dark": "#4b93f0", "light": "#2f7de1"},
}

# Names are what the shell's style sheets use as var(--name).
THEMES = {
    "dark": {
        "ground": "#0c1117",
        "card": "#0c1117",
        "raised": "#141b24",
        "line": "#202a36",
        "hairline": "#1a232e",
        "ink": "#e9eef4",
        "soft": "#a9b4c2",
        "muted": "#8c99a9",
        "faint": "#7d8998",
        "track": "#27313d",
        "step": "#7f8da0",
        "chosen": "#1b2735",
        "good": "#6dbb98",
        "soon": "#e9c23f",
        "late": "#ff7b7f",
        "minimum": "#e6ebf1",
        "on-level": "#0c1117",
        "land": "#1a222d",
        "border": "#33404f",
        "water": "#214a68",
    },
    "light": {
        "ground": "#f6f7f9",
        "card": "#ffffff",
        "raised": "#ffffff",
        "line": "#e3e7ec",
        "hairline": "#eef1f4",
        "ink": "#18212c",
        "soft": "#3d4a5a",
        "muted": "#5f6b7c",
        "faint": "#6b7788",
        "track": "#e3e7ec",
        "step": "#8a97a8",
        "chosen": "#eef4fd",
        "good": "#23744f",
        "soon": "#8a6800",
        "late": "#c62f33",
        "minimum": "#18212c",
        "on-level": "#ffffff",
        "land": "#fbfcfd",
        "border": "#cdd5de",
        "water": "#bcd9ec",
    },
}


def css(theme: str) -> str:
    """Return the theme (`dark` or `light`) as CSS custom properties on :root."""
    own = dict(THEMES[theme])
    own |= {f"level-{n}": getattr(level, theme) for n, level in LEVELS.items()}
    own |= {f"warning-{name}": shades[theme] for name, shades in WARNING_COLOURS.items()}
    return ":root{" + "".join(f"--{name}:{value};" for name, value in own.items()) + "}"
