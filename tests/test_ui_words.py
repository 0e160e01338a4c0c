"""Every text of the screen has its Chinese."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from sitroom.paths import content
from sitroom.ui import words
from sitroom.ui.pages import pages

SOURCE = Path(words.__file__).parents[1]
PYTHON = [*(SOURCE / "ui").glob("*.py"), *(SOURCE / "views").glob("*.py")]


def texts(node: ast.AST) -> list[str]:
    """The constants that an argument may be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return []


def said_by(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("t", "page") and node.args:
                said.update(texts(node.args[0]))
    # Codes are said through dictionaries in capitals: code → words.
    for node in tree.body:
        if (
            file.name.startswith("blocks_")
            and isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Dict)
        ):
            said.update(text for value in node.value.values if value for text in texts(value))
    return {text for text in said if text}


def titles() -> set[str]:
    """What the pages head their cards with, however it is written in their files."""
    given = [(*page.cards, *(c for s in page.scenes for c in s.cards)) for page in pages().values()]
    return {card.title for cards in given for card in cards if card.title}


def all_texts() -> set[str]:
    files = [*PYTHON, *content("dashboards").values()]
    said = {text for file in files for text in said_by(file)} | titles()
    return said | {text for file in words.STATIC.glob("*.js") for text in words.script_texts(file)}


def test_every_text_has_its_chinese() -> None:
    missing = sorted(all_texts() - set(words.catalogue("zh")))
    assert not missing


def test_no_translation_is_left_over() -> None:
    spare = sorted(set(words.catalogue("zh")) - all_texts() - UNITS_AND_COLOURS)
    assert not spare


UNITS_AND_COLOURS = {"red", "orange", "yellow", "blue", "white", "grey"}


def test_places_in_a_translation_are_those_of_the_text() -> None:
    import re

    for text, said in words.catalogue("zh").items():
        assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", said)), text


def test_a_catalogue_entry_may_span_lines() -> None:
    text = 'msgid ""\nmsgstr "Language: zh"\n\nmsgid "a "\n"b"\nmsgstr "甲"\n"乙"\n'
    assert words.parse(text) == {"a b": "甲乙"}


@pytest.mark.parametrize("file", sorted(words.STATIC.glob("*.js")), ids=lambda f: f.name)
def test_scripts_never_parse_html_from_data(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    for dangerous in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert dangerous not in source
