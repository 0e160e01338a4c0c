"""Nothing public is undocumented: columns with meanings and units, functions, metrics' formulas."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

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
            assert re.search(rf"\b{name if name != 'open' else 'open_site'}\b", page), name


def test_functions_that_raise_say_so():
    """A public function of the library that raises an error of ours names it in its docstring."""
    for value in (sitroom.open, sitroom.OpenSite.show, Metric.__call__):
        assert "Raises UsageError" in (inspect.getdoc(value) or ""), value
