"""Rows in groups: [{"district": "A", "incidents": [{…}, {…}]}, …] is a list of incidents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

# Number from 1, text as it stands, the value, and what is wrong with it already.
Item = tuple[int, str, Any, set[str]]
_LOOK = 20  # elements in which the first filled group is looked for
_POOR = 3  # members of a row that cannot tell everything by itself


def ungrouped(
    items: Iterable[Item], array: str = "", around: dict[str, Any] | None = None
) -> Iterator[Item]:
    """Yield the rows inside groups, each with what its groups say; rows without groups as they are.

    Poor rows are also told the texts around the `array`, such as when the list was made.
    """
    items, key = _looked_at(items)
    levels = 0
    while key:
        levels += 1
        opened = _opened(items, key, array)
        array = key
        items, key = _looked_at(opened)
    if not levels:
        yield from items
        return
    said = {k: v for k, v in (around or {}).items() if type(v) is str and v}
    for number, (_, _, value, trouble) in enumerate(items, 1):
        if isinstance(value, dict) and len(value) <= _POOR + levels:
            value = said | value
        yield number, json.dumps(value, ensure_ascii=False), value, trouble


def _looked_at(items: Iterable[Item]) -> tuple[Iterator[Item], str]:
    """Return the same items, and the member of theirs that holds rows if they are groups."""
    waiting = iter(items)
    first = list(islice(waiting, _LOOK))
    key = next((key for _, _, value, _ in first if (key := _rows_key(value))), "")
    return chain(first, waiting), key


def _opened(items: Iterable[Item], key: str, array: str) -> Iterator[Item]:
    """Yield the rows in each group; a group's own members keep their names where a row has none."""
    own_name = array.rpartition(".")[2].removesuffix("s") or "group"
    for number, raw, value, trouble in items:
        if not isinstance(value, dict) or not isinstance(value.get(key), list):
            yield number, raw, value, trouble
            continue
        said = {name: told for name, told in value.items() if name != key}
        for row in value[key]:
            if isinstance(row, dict):
                row = {(f"{own_name}.{n}" if n in row else n): v for n, v in said.items()} | row
            yield number, raw, row, trouble


def _rows_key(value: Any) -> str:
    """Return the member of a group that holds its rows; an event with a list of its own is none.

    A group says hardly more than its name, and less than each of its rows.
    """
    if not isinstance(value, dict):
        return ""
    lists = [k for k, v in value.items() if _are_objects(v)]
    others = [v for k, v in value.items() if k not in lists]
    if len(lists) != 1 or any(isinstance(v, dict | list) and v for v in others):
        return ""
    inside = min(len(row) for row in value[lists[0]])
    is_group = len(others) <= 1 < inside or (len(others) == 2 and inside > 3)
    return lists[0] if is_group or (not others and inside) else ""


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
