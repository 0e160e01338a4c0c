"""What descriptions say that are written in HTML: their words, or the names and values in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

_UNREAD = ("script", "style", "head")
_BLOCKS = ("br", "p", "div", "tr", "li", "td", "th", "table", "ul", "ol", "h1", "h2", "h3", "hr")
_NAME = 30  # characters of a name in front of its value
_TOLD = re.compile(r"([^:：]{2,30}?)\s*[:：]\s*(.*)")


def plain_text(html: str) -> str:
    """Return what a piece of HTML says, without its tags, scripts and styles."""
    if "<" not in html and "&" not in html:
        return html.strip()
    lines = (" ".join(line.split()) for line in _lines(html))
    return "\n".join(line for line in lines if line)


def pairs_of(html: str) -> dict[str, str | None]:
    """Return the names and values that a description is made of: `STATUS: Going`, rows of two.

    Empty for one that is a text: most of its lines must be such pairs.
    """
    if "<" not in html and "\n" not in html:
        return {}
    lines = [line for line in map(str.strip, _lines(html)) if line]
    found: dict[str, str | None] = {}
    for line in lines:
        cells = [" ".join(cell.split()) for cell in line.split("\t") if cell.strip()]
        if len(cells) == 1 and (told := _TOLD.fullmatch(cells[0])):
            cells = [told[1], told[2]]
        if len(cells) == 2 and len(cells[0]) <= _NAME:
            found.setdefault(cells[0].rstrip(":： "), cells[1] or None)
    return found if len(found) >= max(2, 0.6 * len(lines)) else {}


def _lines(html: str) -> list[str]:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words).split("\n")


class _Words(HTMLParser):
    """Collects the words of HTML, a new line where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._unread += tag in _UNREAD
        self._mark(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD and self._unread > 0
        self._mark(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.words.append(data)

    def _mark(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.words.append("\t" if tag in ("td", "th") else "\n")
