"""Each malformed input, fault and attack at the door has a test named for it, or a reason why not."""

from __future__ import annotations

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
COLUMNS = ["id", "case", "status", "tests", "why"]
# The trust plan's families of malformed inputs, with how many cases each has.
FAMILIES = {
    "C": 32, "X": 20, "J": 12, "G": 20, "A": 21, "K": 6, "H": 7, "P": 7, "Z": 7, "D": 12, "N": 11,
    "R": 6,
}  # fmt: skip
# Of its faults and attacks, those that meet a source, a file, the loader or what is written down.
FAULTS = (1, *range(4, 9), *range(12, 27), *range(29, 32))
ATTACKS = (13, 14, 15, 16, 17, 36, 37, 38)
WANTED = {
    *(f"{family}{at:02d}" for family, count in FAMILIES.items() for at in range(1, count + 1)),
    *(f"F{at:02d}" for at in FAULTS),
    *(f"S{at:02d}" for at in ATTACKS),
}
ID = re.compile(r"(?<![a-z0-9])([a-z]\d\d)(?![a-z0-9])")
RANGE = re.compile(r"_([a-z])(\d\d)_to_\1(\d\d)_")

with (TESTS / "trust_cases.csv").open(encoding="utf-8", newline="") as table:
    CASES = {row["id"]: row for row in csv.DictReader(table)}


def named(words: str) -> set[str]:
    """Return the ids that a test's name or one of its parameters' names holds."""
    found = {word.upper() for word in ID.findall(words.replace("_", " "))}
    for family, first, last in RANGE.findall(words):
        found |= {f"{family}{at:02d}".upper() for at in range(int(first), int(last) + 1)}
    return found


@cache
def functions_of(file: str) -> dict[str, set[str]]:
    """Return the tests of a file, each with the ids that it is named for."""
    tree = ast.parse((TESTS.parent / file).read_text(encoding="utf-8"))
    return {
        node.name: named(node.name).union(
            *(
                named(part.value)
                for decorator in node.decorator_list
                for part in ast.walk(decorator)
                if isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and len(part.value) < 30
            )
        )
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_case_of_the_plan_stands_in_the_table_once() -> None:
    lines = (TESTS / "trust_cases.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split(",") == COLUMNS
    assert len(lines) == len(CASES) + 1
    assert set(CASES) == WANTED


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_has_a_test_named_for_it_or_a_reason(case: dict[str, str]) -> None:
    tests = list(filter(None, case["tests"].split("|")))
    if case["status"] == "not built":
        assert not tests
        assert len(case["why"]) > 40
        return
    assert case["status"] in ("held", "otherwise")
    assert case["status"] == "held" or case["why"]
    assert tests
    ids = {case["id"], *re.findall(r"\b[A-Z]\d\d\b", case["why"])}
    meant: set[str] = set()
    for test in tests:
        file, _, name = test.partition("::")
        known = functions_of(file)
        assert name in known, f"{test} does not exist"
        meant |= known[name]
    assert meant & ids, f"no test of {case['id']} is named for it"


def test_a_test_named_for_a_case_stands_in_the_table() -> None:
    """So that what a case claims is found from the table, and a renamed test is not lost."""
    here = [
        f"{file}::{name}"
        for path in sorted([*TESTS.glob("test_*.py"), *TESTS.glob("faults/test_*.py")])
        if not path.stem.endswith("_real")  # there a number is that of a public file
        for file in [str(path.relative_to(TESTS.parent))]
        for name, ids in functions_of(file).items()
        if re.match(r"test_([a-z]\d\d_)+", name) and ids & set(CASES)
    ]
    listed = {test for case in CASES.values() for test in case["tests"].split("|")}
    assert [test for test in here if test not in listed] == []
