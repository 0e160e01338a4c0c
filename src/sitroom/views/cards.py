"""Dictionaries of the cards that any page may use: what `ui/static/cards.js` draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Block = dict[str, Any]
Cell = str | Block


def column(title: str, *, number: bool = False, wide: bool = False, spare: bool = False) -> Block:
    """Return a column's head; numbers stand to the right, only wide columns break their lines.

    A phone leaves spare columns out.
    """
    kinds = {"n": number, "wide": wide, "spare": spare}
    return {"title": title, "kind": " ".join(kind for kind, is_so in kinds.items() if is_so)}


def cell(text: str, state: str = "", **more: Any) -> Block:
    """Return a cell that is more than a text.

    `small` is a second line, `level` an incident level's sign, `warning` a warning's swatch,
    `share` a bar from 0 to 1; `go` changes the address (None takes a part away), on the page
    named by `page` or on this one; `key` names the link for the keyboard's focus.
    """
    return {"text": text, "state": state} | {k: v for k, v in more.items() if v is not None}


def row(cells: Sequence[Cell], id: str = "", state: str = "") -> Block:
    """Return a table's row."""
    return {"cells": list(cells), "id": id, "state": state}


def table(
    title: str,
    columns: Sequence[Block],
    rows: Iterable[Block],
    empty: str,
    *,
    note: str = "",
    unknown: bool = False,
    remarks: Sequence[Block] = (),
) -> Block:
    """Return a titled table; `empty` is what stands in its place, hatched when it is `unknown`.

    A list that is empty because nobody reported is `unknown`; one that is empty because all is
    well is not. `remarks` ({text, state}) stand below the rows.
    """
    return {
        "kind": "card",
        "title": title,
        "note": note,
        "columns": list(columns),
        "rows": list(rows),
        "empty": empty,
        "unknown": unknown,
        "remarks": list(remarks),
    }


def figure(
    label: str, value: str, metric: str, note: str = "", state: str = "", hint: str = ""
) -> Block:
    """Return one figure of a strip, with the metric that stands behind it."""
    return {
        "label": label,
        "value": value,
        "note": note,
        "metric": metric,
        "state": state,
        "hint": hint,
    }


def strip(items: Sequence[Block]) -> Block:
    """Return a strip of figures."""
    return {"kind": "strip", "items": list(items)}


def chips(
    tab: str = "",
    tabs: Sequence[tuple[str, str]] = (),
    lists: Sequence[Block] = (),
    toggles: Sequence[Block] = (),
    leave: Sequence[str] = (),
) -> Block:
    """Return what narrows a page: tabs (name, title), lists and toggles; all of it is address.

    `leave` are the parts of the address that another tab does without.
    """
    return {
        "kind": "narrow",
        "tab": tab,
        "tabs": [{"name": name, "title": title} for name, title in tabs],
        "lists": list(lists),
        "toggles": list(toggles),
        "leave": dict.fromkeys(leave),
    }


def choice(
    name: str, title: str, options: Sequence[tuple[str, str]], address: Mapping[str, str]
) -> Block:
    """Return a list that narrows a page to one of its options, or to none."""
    chosen = address.get(name, "")
    return {"name": name, "title": title, "options": list(options), "chosen": chosen}
