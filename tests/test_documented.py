"""Nothing public is undocumented: columns with meanings and units, functions, metrics' formulas."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from test_docs import generated

import sitroom
from sitroom import content
from sitroom.notebook.intervals import Interval
from sitroom.notebook.metric import Metric, Metrics
from sitroom.notebook.tables import Table, Tables

ROOT = Path(__file__).resolve().parent.parent
NUMBERS = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL")


def metric_columns() -> list[tuple[str, str, str, str, str, str]]:
    """Metric, column, type, unit, meaning and Chinese term, as the reference page has them."""
    found = []
    for part in generated()["docs/reference/metrics.md"].split("\n## ")[1:]:
        for row in re.findall(
            r"^\| `(\w+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", part, re.M
        ):
            found.append((part.split("\n")[0], *(cell.strip() for cell in row)))
    return found


def test_every_column_of_every_metric_is_explained_in_both_languages():
    silent = [
        f"{metric}.{column}"
        for metric, column, _, _, said, zh in metric_columns()
        if not (said and zh)
    ]
    assert not silent, f"say it in data/metrics/columns.csv: {silent}"


def test_every_number_of_every_metric_has_its_unit():
    # A number that is a name (a row, a rank, a load) needs none.
    silent = [
        f"{metric}.{column}"
        for metric, column, kind, unit, *_ in metric_columns()
        if NUMBERS.fullmatch(kind)
        and not unit
        and not re.search(r"(^|_)(id|load|hash|seq)", column)
    ]
    assert not silent, f"name the unit in data/metrics/columns.csv: {silent}"


def test_every_metric_tells_its_caution_and_what_it_is_made_of():
    page = generated()["docs/reference/metrics.md"]
    for name, one in content.metrics().items():
        part = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert one.caution and one.caution_zh, name
        assert "Source: " in part and "Status: " in part, name


PUBLIC = [sitroom.OpenSite, Metric, Metrics, Table, Tables, Interval]


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_every_public_name_of_the_library_is_documented(kind: type):
    for name, value in vars(kind).items():
        if name.startswith("_") or name in ("kind", "shown", "count", "index"):
            continue
        if callable(value) or isinstance(value, property):
            assert inspect.getdoc(value), f"{kind.__name__}.{name}"


def test_what_sitroom_offers_is_documented_and_in_the_reference():
    page = (ROOT / "docs" / "reference" / "library.md").read_text(encoding="utf-8")
    for name in sitroom.__all__:
        if name != "__version__":
            assert inspect.getdoc(getattr(sitroom, name)), name
            assert re.search(rf":: sitroom\.{name}\n", page), name


def test_what_sitroom_offers_is_that_thing_every_time_it_is_asked_for():
    """A module of the same name would take its place as soon as it is imported."""
    for _ in range(2):
        for name in sitroom.__all__:
            assert not inspect.ismodule(getattr(sitroom, name)), name


def public_callables() -> dict[str, Any]:
    """Every function, method and property that an analyst can call, by name."""
    found: dict[str, Any] = {
        name: value
        for name in sitroom.__all__
        if inspect.isfunction(value := getattr(sitroom, name))
    }
    for kind in PUBLIC:
        for name, value in vars(kind).items():
            function = value.fget if isinstance(value, property) else value
            if inspect.isfunction(function) and (name == "__call__" or not name.startswith("_")):
                found[f"{kind.__name__}.{name}"] = function
    return found


CALLABLES = public_callables()


@pytest.mark.parametrize("name", CALLABLES)
def test_what_raises_says_so_and_what_returns_rows_says_which(name: str):
    value = CALLABLES[name]
    said = inspect.getdoc(value) or ""
    tree = ast.parse(textwrap.dedent(inspect.getsource(value)))
    if any(isinstance(node, ast.Raise) for node in ast.walk(tree)):
        assert "Raises " in said, f"{name} raises and does not say what"
    returned = str(inspect.signature(value).return_annotation)
    if returned.endswith("DataFrame"):
        assert re.search(r"\b(rows|columns)\b", said), f"{name}: of which shape?"
    if returned in ("int", "float") or "Interval" in returned:
        assert re.search(r"median|number|minutes|seconds", said), f"{name}: in which unit?"


def test_what_passes_errors_on_says_so():
    """Errors that come from further down are told where a caller reads."""
    for value in (sitroom.open, sitroom.OpenSite.show, sitroom.OpenSite.read, sitroom.OpenSite.at,
                  sitroom.OpenSite.sql, sitroom.OpenSite.instant, Metric.__call__):  # fmt: skip
        assert re.search(r"Raises \w*Error", inspect.getdoc(value) or ""), value


def test_a_formula_names_where_it_is_from():
    assert "Conover" in (inspect.getdoc(sitroom.median_interval) or "")
