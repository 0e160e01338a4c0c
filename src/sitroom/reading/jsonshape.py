"""Where the rows are inside a JSON value: objects, lists with a header, or one list a column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sitroom.reading.geojson import is_feature
from sitroom.reading.header import unique
from sitroom.reading.levels import is_value

# Arrays beside the rows that tell of them.
_ABOUT = ("fields", "columns", "links", "_links", "layers", "schema", "types", "parameters")
_NUMBERED = re.compile(r"\D{0,8}\d+")
_DEPTH = 4  # levels at which rows are looked for
_NAMES = ("name", "fieldName", "field", "label", "title", "id")  # of a column that is an object


def rows_inside(outer: dict[str, Any]) -> tuple[str, list[Any]]:
    """Return the largest set of rows in an object and where it was; else the object as one row."""
    if not outer:
        return "", []
    if is_feature(outer):
        return "", [outer]
    weighed = (((not is_about(path), _size(rows)), path, rows) for path, rows in _sets(outer))
    found = max(weighed, key=lambda one: one[0], default=None)
    if found:
        return found[1], found[2]
    if len(outer) > 1 and all(isinstance(value, dict) for value in outer.values()):
        return "", _of_objects(outer)
    return "", _numbered(outer) or [outer]


def spoken_names(fields: Iterable[Any]) -> dict[str, str]:
    """Return name → alias of a map server's fields; FIELD_3 may be called Incident Type there."""
    return {
        field["name"]: field["alias"]
        for field in fields
        if isinstance(field, dict)
        and isinstance(field.get("name"), str)
        and isinstance(field.get("alias"), str)
        and field["alias"]
    }


def _size(value: Any) -> int:
    """Return how many values there are in a value: two notes weigh less than one series."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_size, inner)) or 1


def is_about(path: str) -> bool:
    """Say whether an array describes the rows (their columns, links) and holds none."""
    return path.rpartition(".")[2] in _ABOUT


def _sets(outer: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield every set of rows inside an object, with its path."""
    lists = dict(_lists("", outer, 0))
    for path, values in lists.items():
        if values and all(isinstance(value, dict) for value in values):
            yield path, values
        if values and all(isinstance(value, list) for value in values):
            if names := _names_of(len(values[0]), lists):
                parts = _parts_of(lists)
                yield path, [_named(names, value, parts) for value in values]
            elif _is_header(values[0]) and len(values) > 1:
                yield path, [_named(unique(values[0]), value) for value in values[1:]]
            else:
                yield path, [_named(unique([""] * len(values[0])), value) for value in values]
    for path, inner in _objects("", outer, 0):
        if columns := _columns(inner):
            yield path, columns
        if groups := _groups(inner):
            yield path, groups


def _lists(path: str, value: Any, level: int) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, list) and path:
        yield path, value
    elif isinstance(value, dict) and level < _DEPTH:
        for key, inner in value.items():
            yield from _lists(f"{path}.{key}" if path else key, inner, level + 1)


def _objects(path: str, value: Any, level: int) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict) and level < _DEPTH:
        yield path, value
        for key, inner in value.items():
            yield from _objects(f"{path}.{key}" if path else key, inner, level + 1)


def _names_of(width: int, lists: dict[str, list[Any]]) -> list[str]:
    """Return the names of that many columns: a list of texts, or of objects with a name each."""
    for values in lists.values():
        if len(values) != width:
            continue
        names = [_name(value) for value in values]
        if all(names) and len(set(names)) == width:
            return [name for name in names if name]
    return []


def _name(value: Any) -> str | None:
    if isinstance(value, dict):
        given = (value.get(key) for key in _NAMES)
        value = next((name for name in given if isinstance(name, str) and name), None)
    return value if type(value) is str else None  # a number's text is a subclass


def _is_header(values: list[Any]) -> bool:
    """Say whether a row of texts names columns: none of them is a number or a date."""
    # A number's text is a subclass.
    return all(type(value) is str and not is_value(value.strip()) for value in values)


def _groups(inner: dict[str, Any]) -> list[Any]:
    """Return the rows of an object of arrays (by area) of objects of one kind; else none."""
    parts = [value for value in inner.values() if value != []]
    if len(parts) < 2 or not all(isinstance(value, list) for value in parts):
        return []
    rows = [row for value in parts for row in value]
    if not all(isinstance(row, dict) for row in rows):
        return []
    keys = [set(value[0]) for value in parts]
    if any(len(own & keys[0]) < 0.8 * len(own | keys[0]) for own in keys):
        return []
    return [{"group": key, **row} for key, value in inner.items() for row in value]


def _named(names: list[str], value: Any, parts: dict[str, list[str]] | None = None) -> Any:
    """Return a list as an object; one of another length stays a list and is no row.

    `parts` names what stands in a cell that is a list itself, as in Socrata's locations.
    """
    if not isinstance(value, list) or len(value) != len(names):
        return value
    named = dict(zip(names, value, strict=True))
    for name, inner in (parts or {}).items():
        if isinstance(named.get(name), list) and len(named[name]) == len(inner):
            named[name] = dict(zip(inner, named[name], strict=True))
    return named


def _parts_of(lists: dict[str, list[Any]]) -> dict[str, list[str]]:
    """Return the names of the parts of columns whose cells are lists."""
    columns = (value for values in lists.values() for value in values if isinstance(value, dict))
    return {
        name: [str(part) for part in column["subColumnTypes"]]
        for column in columns
        if isinstance(column.get("subColumnTypes"), list) and (name := _name(column))
    }


def _columns(inner: dict[str, Any]) -> list[Any]:
    """Return the rows of an object of columns, each a list of the same length; else none."""
    lengths = {len(value) if isinstance(value, list) else -1 for value in inner.values()}
    if len(inner) < 2 or len(lengths) != 1 or lengths <= {-1, 0, 1}:
        return []
    if any(isinstance(cell, dict | list) for value in inner.values() for cell in value):
        return []
    return [dict(zip(inner, cells, strict=True)) for cells in zip(*inner.values(), strict=True)]


def _numbered(outer: dict[str, Any]) -> list[Any]:
    """Return the rows of an object of numbered objects (No1, No2 …) beside a remark or two."""
    rows = [v for k, v in outer.items() if isinstance(v, dict) and _NUMBERED.fullmatch(k)]
    alike = all(len(row) > 1 and row.keys() == rows[0].keys() for row in rows)
    return rows if alike and len(rows) > 1 and len(outer) - len(rows) <= 2 else []


def _of_objects(outer: dict[str, Any]) -> list[Any]:
    """Return the rows of an object of objects: one a row, or one a column with numbers for rows."""
    keys = [list(inner) for inner in outer.values()]
    numbered = all(key.isdecimal() for key in keys[0]) and not all(k.isdecimal() for k in outer)
    if numbered and len(keys[0]) > 1 and all(found == keys[0] for found in keys):
        return [{name: inner[key] for name, inner in outer.items()} for key in keys[0]]
    return [{"key": key, **inner} for key, inner in outer.items()]
