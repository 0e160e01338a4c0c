import pytest

from sitroom.views import canvas, map_ground, style

WORDS = ["text", "strong", "secondary", "muted", "dim", "accent", "zero"]
MARKS = ["ok", "warn", "bad", "info", "level_0", "level_1", "level_2", "level_3", "level_4"]


@pytest.mark.parametrize("name", ["dark", "light"])
def test_words_are_readable_on_every_ground(name):
    theme = style.theme(name)
    for ground in (theme.background, theme.panel, theme.raised):
        for word in WORDS:
            assert style.contrast(getattr(theme, word), ground) >= 4.5, (word, ground)
        for mark in MARKS:
            assert style.contrast(getattr(theme, mark).text, ground) >= 4.5, (mark, ground)
    assert style.contrast(theme.land_label, theme.land) >= 4.5
    for level, share in map_ground.TINT.items():
        ground = canvas.mixed(style.level_mark(theme, level).fill, theme.land, share)
        assert style.contrast(theme.land_label, ground) >= 4.5, level
    assert style.contrast(theme.secondary, theme.map_background) >= 7  # a map's legend


@pytest.mark.parametrize("name", ["dark", "light"])
def test_numerals_are_readable_on_their_symbols(name):
    theme = style.theme(name)
    for mark in MARKS:
        colours = getattr(theme, mark)
        assert style.contrast(colours.ink, colours.fill) >= 4.5, mark


def test_wall_figures_have_seven_to_one():
    theme = style.theme("dark")
    for colour in (theme.text, theme.strong, theme.warn.text, theme.bad.text, theme.ok.text):
        assert style.contrast(colour, theme.background) >= 7


def test_warning_words_are_readable_on_their_swatches():
    for name, mark in style.WARNING_COLOURS.items():
        assert style.contrast(mark.ink, mark.fill) >= 4.5, name


def test_css_has_a_variable_for_every_colour():
    text = style.css("dark")
    for variable in ("--sr-background:", "--sr-level-1-ink:", "--sr-warning-red:", "--sr-hatch:"):
        assert variable in text
    assert text.startswith(":root{") and text.count("{") == 1


def test_each_level_has_its_own_shape_and_numeral():
    assert [level.numeral for level in style.LEVELS.values()] == ["I", "II", "III", "IV"]
    assert len({level.shape for level in style.LEVELS.values()}) == 4
    for level, drawn in style.LEVELS.items():
        assert f">{drawn.numeral}</text>" in style.level_svg(level, 20)
    assert "dasharray" in style.level_svg(None, 20)
