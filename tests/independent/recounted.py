"""Which metric of which card is recounted by which test: the list in recounted.csv."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from sitroom.ui.pages import Page, pages
from sitroom.ui.reads import OTHERS

LIST = Path(__file__).parent / "recounted.csv"


def _cards_of(page: Page) -> list[tuple[str, ...]]:
    turns = [page.turns] if page.turns else []
    cards = [*page.cards, *turns, *(card for scene in page.scenes for card in scene.cards)]
    return [card.metrics for card in cards]


@cache
def read_by_cards() -> dict[str, set[str]]:
    """Return everything that a card of a page or of a wall reads, with the pages that do."""
    found: dict[str, set[str]] = {}
    for name, page in pages().items():
        for metrics in _cards_of(page):
            for metric in metrics:
                found.setdefault(metric, set()).add(name)
    return found


@cache
def listed() -> tuple[dict[str, str], ...]:
    """Return the list's lines: metric, test, and what of it no file could tell."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def shown_metrics() -> list[str]:
    """Return the metrics that cards read and those listed beside them, once each."""
    names = [*read_by_cards(), *(line["metric"] for line in listed())]
    return [name for name in dict.fromkeys(names) if name not in OTHERS]
