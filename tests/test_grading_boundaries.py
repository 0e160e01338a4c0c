"""Grading by rule at every boundary: the field's own cases, and three made for each threshold."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from metric_store import Connection, decide, incident, read, store_for_a_test

from sitroom import content

CASES = list(csv.DictReader(Path(__file__).with_name("grading_cases.csv").open(encoding="utf-8")))
RULES = content.reference("grading_rule")
# What an incident has a column for; all else is told by a column of the source's own.
COLUMNS = {
    "deaths", "missing", "serious", "injured", "affected", "relocated", "loss_cny", "area_ha",
    "magnitude",
}  # fmt: skip
RENAMED = {"loss": "loss_cny", "potential_loss": "potential_loss_cny"}
WHOLE = ("persons", "count", "flag")


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def counted(con: Connection, number: str, counts: dict[str, float], **about: Any) -> None:
    """Insert an incident with these criteria told."""
    counts = {RENAMED.get(name, name): value for name, value in counts.items()}
    if "dead_missing" in counts:
        counts |= {"deaths": counts.pop("dead_missing"), "missing": 0}
    if "dead_serious" in counts:
        both = counts.pop("dead_serious")
        serious = counts.get("serious") or 0
        counts |= {"deaths": max(counts.get("deaths") or 0, both - serious), "serious": serious}
    further = {name: f"{counts.pop(name):.10g}" for name in set(counts) - COLUMNS}
    incident(con, number, other_fields=json.dumps(further) if further else None, **counts, **about)


def by_rule(row: dict[str, Any]) -> str:
    bound = ">=" if row["level_by_rule_at_least"] else ""
    return f"{bound}{row['level_by_rule'] or 'none'}"


def about(rule: dict[str, str]) -> dict[str, str]:
    hazard = "hazchem" if rule["hazards"] == "*" else rule["hazards"].split("|")[0]
    return {"hazard": hazard, "phase": rule["phase"] or "occurred"}


def test_the_cases_of_the_field(con: Connection):
    """Each rule alone, also those that are off and those that suggest a response."""
    assert len(CASES) == 36
    first = {row["rule_id"]: row for row in reversed(RULES)}
    for rule, cases in groupby(CASES, key=lambda case: case["rule"]):
        con.execute("DELETE FROM core.incident")
        decide(
            con,
            "UPDATE core.grading_rule SET kind = 'grade',"
            " enabled = CASE WHEN rule_id = ? THEN 'true' ELSE 'false' END",
            [rule],
        )
        expected = {}
        for n, case in enumerate(cases):
            pairs = (part.split("=") for part in case["metrics"].split(";") if part)
            counted(
                con, str(n), {name: float(value) for name, value in pairs}, **about(first[rule])
            )
            expected[str(n)] = case["expect"]
        found = {row["source_ref"]: by_rule(row) for row in read(con, "incidents")}
        assert found == expected, rule


def worst(rules: list[dict[str, str]], counts: dict[str, float]) -> int | None:
    """Return the highest band that any clause meets; every test of a clause must hold."""
    clauses: dict[tuple, list[bool]] = defaultdict(list)
    for rule in rules:
        met = rule["criterion"] == "any" or counts.get(rule["criterion"], 0) >= float(
            rule["threshold"]
        )
        clauses[rule["rule_id"], int(rule["level"]), rule["clause"]].append(met)
    return min((level for (_, level, _), met in clauses.items() if all(met)), default=None)


def test_below_at_and_above_every_threshold(con: Connection):
    """All else is known to be nothing: just below, at and just above each number of each rule."""
    con.execute("UPDATE core.grading_rule SET kind = 'grade', enabled = 'true'")
    decide(con, "INSERT INTO core.setting VALUES ('grading_profiles',"
                " 'cn-national,generic-five,eu-seveso')")  # fmt: skip
    expected: dict[str, int | None] = {}
    for n, rule in enumerate(r for r in RULES if r["criterion"] != "any"):
        where = about(rule)
        own = [
            r for r in RULES if r["hazards"] == "*" or where["hazard"] in r["hazards"].split("|")
        ]
        own = [r for r in own if r["phase"] in ("", where["phase"])]
        clause = [r for r in RULES if all(r[k] == rule[k] for k in ("rule_id", "level", "clause"))]
        step = 1 if rule["unit"] in WHOLE else 0.01
        for name, shift in (("below", -step), ("at", 0), ("above", step)):
            counts = dict.fromkeys((r["criterion"] for r in own if r["criterion"] != "any"), 0.0)
            counts |= dict.fromkeys(("deaths", "missing", "serious"), 0.0)
            counts |= {r["criterion"]: float(r["threshold"]) for r in clause}
            counts[rule["criterion"]] += shift
            told = {
                k: v for k, v in counts.items() if v or k not in ("dead_missing", "dead_serious")
            }
            counted(con, f"{n} {name}", told, **where)
            dead = told.get("dead_missing", counts["deaths"])
            if told.get("dead_serious"):
                dead = max(dead, told["dead_serious"] - counts["serious"])
            counts |= {"deaths": dead, "dead_missing": dead + counts["missing"]}
            counts["dead_serious"] = dead + counts["serious"]
            expected[f"{n} {name}"] = worst(own, counts)
            if name != "below":
                assert (expected[f"{n} {name}"] or 9) <= int(rule["level"])
    rows = read(con, "incidents")
    found = {row["source_ref"]: row["level_by_rule"] for row in rows}
    assert len(expected) > 600
    assert {k: (found[k], e) for k, e in expected.items() if found[k] != e} == {}
    assert not any(row["level_by_rule_at_least"] for row in rows if row["hazard"] == "mine")


def test_an_earlier_profile_replaces_a_rule_of_the_same_name(con: Connection):
    """A city's own cn-493 with five deaths for level II; the other national rules stay."""
    decide(con, "INSERT INTO core.setting VALUES ('grading_profiles', 'city,cn-national')")
    decide(
        con,
        "INSERT INTO core.grading_rule BY NAME SELECT 'city' AS profile, 'cn-493' AS rule_id,"
        " 'grade' AS kind, 'mine' AS hazards, 2 AS level, 1 AS clause, 'deaths' AS criterion,"
        " 5 AS threshold, 'persons' AS unit, 'true' AS enabled",
    )
    for number, deaths in (("4", 4), ("5", 5), ("30", 30)):
        incident(con, number, hazard="mine", deaths=deaths, serious=0, loss_cny=0)
    incident(con, "fire", hazard="fire", deaths=30)
    found = {
        r["source_ref"]: (r["level_by_rule"], r["rule_profile"]) for r in read(con, "incidents")
    }
    assert found == {
        "4": (None, None), "5": (2, "city"), "30": (2, "city"), "fire": (1, "cn-national")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "counts", "level"),
    [
        ("generic-five", {"injured": 19}, 4),
        ("generic-five", {"injured": 20}, 3),
        ("generic-five", {"relocated": 10_000}, 1),
        ("eu-seveso", {"inside_hospitalised": 6}, 1),
        ("eu-seveso", {"inside_hospitalised": 5}, None),
        ("eu-seveso", {"loss_outside_eur": 500_000}, 1),
    ],
)
def test_profiles_of_other_places(con: Connection, profile: str, counts: dict, level: int | None):
    decide(con, "INSERT INTO core.setting VALUES ('grading_profiles', ?)", [profile])
    counted(con, "1", counts, hazard="hazchem")
    (row,) = read(con, "incidents")
    assert row["level_by_rule"] == level
    assert row["level_by_rule_at_least"] or row["level_by_rule"] in (1, None)


def test_social_safety_is_never_graded_by_rule(con: Connection):
    """Not even by a rule that names it, and not by one for every hazard."""
    decide(con, "INSERT INTO core.setting VALUES ('grading_profiles', 'generic-five,cn-national')")
    decide(
        con, "UPDATE core.grading_rule SET hazards = 'social_safety|mine' WHERE rule_id = 'cn-493'"
    )
    incident(con, "1", hazard="social_safety", category="social", deaths=40, level=None)
    incident(con, "2", hazard="social_safety", category="social", deaths=40, level=3)
    incident(con, "3", hazard="other", category="social", deaths=40, level=None)
    for row in read(con, "incidents"):
        assert (row["level_by_rule"], row["level_check"]) == (None, False)


def test_the_whole_clause_that_fired_is_said(con: Connection):
    counted(con, "1", {"affected": 100, "deaths": 1}, hazard="food_poisoning", level=4)
    (row,) = read(con, "incidents")
    assert (row["level"], row["level_by_rule"], row["level_check"]) == (4, 2, True)
    assert row["rule_clause"] == "affected >= 100 & deaths >= 1"
    assert (row["rule_profile"], row["rule_status"]) == ("cn-national", "verified")
