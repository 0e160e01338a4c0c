"""Every metric has a case that was computed by hand: the list in hand_computed.csv."""

from __future__ import annotations

import ast
import csv
from functools import cache
from pathlib import Path

import pytest

from sitroom import content

HERE = Path(__file__).parent
LIST = HERE / "hand_computed.csv"


def listed() -> list[dict[str, str]]:
    """Return the list's lines: a metric, and the test that holds its case."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def functions_of(file: str) -> dict[str, ast.FunctionDef]:
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def strings_of(file: str, name: str) -> set[str]:
    """Return the texts that a test names, itself or in the helpers of its file that it calls."""
    functions, found = functions_of(file), set()
    waiting, done = [name], set()
    while waiting:
        one = waiting.pop()
        done.add(one)
        for node in ast.walk(functions[one]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            if isinstance(node, ast.Name) and node.id in functions and node.id not in done:
                waiting.append(node.id)
    return found


def test_every_metric_is_listed_and_nothing_else():
    assert {line["metric"] for line in listed()} == set(content.metrics())


@pytest.mark.parametrize("line", listed(), ids=lambda line: line["metric"])
def test_the_case_is_there_and_asks_for_its_metric(line: dict[str, str]):
    file, _, name = line["test"].partition("::")
    assert name in functions_of(file), f"{line['test']} is not there"
    assert line["metric"] in strings_of(file, name), f"{line['test']} never asks for it"
    asserted = [node for node in ast.walk(functions_of(file)[name]) if isinstance(node, ast.Assert)]
    assert asserted, f"{line['test']} says nothing of it"
