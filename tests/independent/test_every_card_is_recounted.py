"""Whatever a card reads has a test here that counts it again from the files."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from recounted import listed, read_by_cards

HERE = Path(__file__).parent


@cache
def functions_of(file: str) -> dict[str, str]:
    """Return the source of each test of a file and of the helpers that stand before it."""
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.unparse(node) for node in found if node.name.startswith("test_")}


def test_the_cards_read_what_is_listed():
    assert len(read_by_cards()) > 50
    # `reasons` are words beside the rows set aside, no number.
    assert not set(read_by_cards()) - {line["metric"] for line in listed()} - {"reasons"}


@pytest.mark.parametrize("line", listed(), ids=lambda line: f"{line['metric']}-{line['test']}")
def test_a_listed_test_is_there_and_asks_for_its_metric(line: dict[str, str]):
    file, _, name = line["test"].partition("::")
    assert name in functions_of(file), f"{line['test']} is not there"
    body = functions_of(file)[name]
    assert re.search(rf"\b{line['metric']}\b", body), (
        f"{line['test']} never asks for {line['metric']}"
    )
    assert "assert" in body


def test_nothing_here_uses_the_project_s_sql():
    """A recount that asked the product would prove nothing: only tests read what is shown."""
    for file in HERE.glob("*_recount.py"):
        if file.name.startswith("test_"):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            name.split(".")[0]
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names] if isinstance(node, ast.Import)
                else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            )
        }  # fmt: skip
        assert not imported & {"sitroom", "duckdb"}, file.name
