"""Metrics that no SELECT can say: pure functions of other metrics' rows, in data/metrics/*.py."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitroom.content import Query
from sitroom.errors import SitroomError, UsageError, nearest

if TYPE_CHECKING:
    import pandas as pd

    Frames = dict[str, pd.DataFrame]

WhatIf = Mapping[str, Any]


def answer(
    names: Iterable[str],
    queries: Mapping[str, Query],
    select: Callable[[list[str]], Frames],
    what_if: WhatIf | None = None,
) -> Frames:
    """Return the rows of metrics, of SELECTs by `select` and of functions by calling them.

    Whatever they read is read once, at one moment. `what_if` gives arguments to the functions
    that know them and changes no data; an argument that none of them knows is refused.
    """
    wanted = list(dict.fromkeys(names))
    order = _in_order(wanted, queries)
    computed = [queries[name] for name in order if queries[name].is_computed]
    functions = {query.name: _function(query.path) for query in computed}
    given = dict(what_if or {})
    known = {key for function in functions.values() for key in _arguments(function)}
    for key in given:
        if key not in known:
            raise UsageError(
                f"No metric asked for has the what-if `{key}`." + nearest(key, known),
                "one of: " + ", ".join(sorted(known)) if known else "none: they are all SELECTs",
            )
    frames = select(selects(wanted, queries))
    for query in computed:
        function = functions[query.name]
        mine = {key: value for key, value in given.items() if key in _arguments(function)}
        rows = function({name: frames[name] for name in query.reads}, **mine)
        frames[query.name] = rows.reindex(columns=[column for column, _ in query.columns])
    return {name: frames[name] for name in wanted}


def selects(names: Iterable[str], queries: Mapping[str, Query]) -> list[str]:
    """Return the SELECTs that these metrics are or are computed from."""
    order = _in_order(list(names), queries)
    return [name for name in order if not queries[name].is_computed]


def what_ifs(metric: str, queries: Mapping[str, Query]) -> list[str]:
    """Return the what-ifs that a metric and those it reads know."""
    found = [queries[name] for name in _in_order([metric], queries) if queries[name].is_computed]
    return list(dict.fromkeys(key for one in found for key in _arguments(_function(one.path))))


def _in_order(names: list[str], queries: Mapping[str, Query]) -> list[str]:
    """Return the metrics asked for with those that computed ones read, the read ones first."""
    order: list[str] = []

    def add(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            raise SitroomError(f"Metrics read each other in a circle: {' → '.join(trail)}.")
        if name not in queries:
            raise SitroomError(f"`{trail[-1]}` reads the metric `{name}`, which is not there.")
        if queries[name].is_computed:
            for used in queries[name].reads:
                add(used, (*trail, name))
        if name not in order:
            order.append(name)

    for name in names:
        add(name, ())
    return order


def _arguments(function: Callable[..., Any]) -> list[str]:
    parameters = inspect.signature(function).parameters.values()
    return [p.name for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]


def _function(file: Path) -> Callable[..., pd.DataFrame]:
    return _loaded(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _loaded(file: Path, _stamp: int) -> Callable[..., pd.DataFrame]:
    spec = importlib.util.spec_from_file_location(f"sitroom_metric_{file.stem}", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        return module.compute
    except (SyntaxError, ImportError, AttributeError) as error:
        raise SitroomError(
            f"{file} cannot be loaded: {error}", "a Python file with `compute`", "mend the file"
        ) from error
