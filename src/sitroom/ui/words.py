"""The words of the screen: gettext catalogues in `locale/`, English being the text in the code."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
_LOCALE = Path(__file__).parent / "locale"
_IN_SCRIPT = re.compile(r"""\bt\(\s*"((?:[^"\\]|\\.)*)\"""")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return English text → text in `language`; empty for English."""
    found: dict[str, str] = {}
    for file in sorted(_LOCALE.glob(f"{language}*.po")):
        found |= parse(file.read_text(encoding="utf-8"))
    return found


@cache
def script_words(language: str) -> dict[str, str]:
    """Return the translated words that the browser's own code says."""
    words = catalogue(language)
    said = sorted({m for file in STATIC.glob("*.js") for m in script_texts(file)})
    return {text: words[text] for text in said if text in words}


def script_texts(file: Path) -> list[str]:
    """Return the texts that a script hands to its `t("…")`."""
    source = file.read_text(encoding="utf-8")
    return [ast.literal_eval(f'"{text}"') for text in _IN_SCRIPT.findall(source)]


def parse(text: str) -> dict[str, str]:
    """Return msgid → msgstr of a gettext catalogue; entries without a translation are left out."""
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    key = ""
    for line in [*text.splitlines(), 'msgid ""']:
        words = re.match(r'(msgid|msgstr)?\s*("(?:[^"\\]|\\.)*")\s*$', line.strip())
        if not words:
            continue
        if words[1] == "msgid":
            if parts.get("msgid") and parts.get("msgstr"):
                found[parts["msgid"]] = parts["msgstr"]
            parts = {}
        key = words[1] or key
        parts[key] = parts.get(key, "") + ast.literal_eval(words[2])
    return found
