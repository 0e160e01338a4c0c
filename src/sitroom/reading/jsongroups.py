"""Rows in groups: [{"district": "A", "incidents": [{…}, {…}]}, …] is a list of incidents."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

# Number from 1, text as it stands, the value, and what is wrong with it already.
Item = tuple[int, str, Any, set[str]]
_LOOK = 20  # elements in which the first filled group is looked for, and rows of each
_DEEP = 2  # levels of groups inside a group that are looked into
_POOR = 3  # members of a row that cannot tell everything by itself


def ungrouped(
    items: Iterable[Item], array: str = "", around: dict[str, Any] | None = None
) -> Iterator[Item]:
    """Yield the rows inside groups, each with what its groups say; rows without groups as they are.

    Poor rows are also told the texts around the `array`, such as when the list was made.
    """
    outer: set[str] = set()
    items, group = _looked_at(items, outer)
    levels = 0
    while group.key:
        levels += 1
        outer |= group.said
        opened = _opened(items, group, array)
        array = group.key
        items, group = _looked_at(opened, outer)
    if not levels:
        yield from items
        return
    said = {k: v for k, v in (around or {}).items() if type(v) is str and v}
    for number, (_, _, value, trouble) in enumerate(items, 1):
        if isinstance(value, dict) and len(value) <= _POOR + levels:
            value = said | value
        yield number, json.dumps(value, ensure_ascii=False), value, trouble


@dataclass(frozen=True)
class _Group:
    """The member of groups that holds rows, "" if they are none; names of groups and of rows."""

    key: str
    said: set[str]
    names: set[str]


def _looked_at(items: Iterable[Item], outer: set[str]) -> tuple[Iterator[Item], _Group]:
    """Return the same items, and what they are as groups.

    What the groups around them said, `outer`, does not count as said by themselves.
    """
    waiting = iter(items)
    first = list(islice(waiting, _LOOK))
    values = [value for _, _, value, _ in first if isinstance(value, dict)]
    key = next((key for value in values if (key := _rows_key(value, outer))), "")
    rows = [row for value in values for row in value.get(key) or () if isinstance(row, dict)]
    said = {name for value in values for name in value} - {key}
    return chain(first, waiting), _Group(key, said, {name for row in rows for name in row})


def _opened(items: Iterable[Item], group: _Group, array: str) -> Iterator[Item]:
    """Yield the rows in each group; a group's own members keep their names where no row has one."""
    own_name = array.rpartition(".")[2].removesuffix("s") or "group"
    for number, raw, value, trouble in items:
        if not isinstance(value, dict) or not isinstance(value.get(group.key), list):
            yield number, raw, value, trouble
            continue
        said = {name: told for name, told in value.items() if name != group.key}
        for row in value[group.key]:
            if isinstance(row, dict):
                taken = group.names | row.keys()
                row = {(f"{own_name}.{n}" if n in taken else n): v for n, v in said.items()} | row
            yield number, raw, row, trouble


def _rows_key(value: Any, outer: Collection[str] = (), deep: int = _DEEP) -> str:
    """Return the member of a group that holds its rows; an event with a list of its own is none.

    A group says hardly more than its name, and less than each of its rows.
    """
    if not isinstance(value, dict):
        return ""
    lists = [k for k, v in value.items() if _are_objects(v)]
    others = [v for k, v in value.items() if k not in lists and k not in outer]
    if len(lists) != 1 or any(isinstance(v, dict | list) and v for v in others):
        return ""
    inside = min(_members(row, deep) for row in value[lists[0]][:_LOOK])
    is_group = len(others) <= 1 < inside or (len(others) == 2 and inside > 3)
    return lists[0] if is_group or (not others and inside) else ""


def _members(row: dict[str, Any], deep: int) -> int:
    """Return how many members a row has; a group counts for what its own rows say, too."""
    key = _rows_key(row, deep=deep - 1) if deep else ""
    if not key:
        return len(row)
    return len(row) - 1 + min(_members(inner, deep - 1) for inner in row[key][:_LOOK])


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)
