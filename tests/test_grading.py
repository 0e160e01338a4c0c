"""Levels by rule: every boundary, unknown counts, and a level that is too mild."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from metric_store import Connection, decide, incident, read, store_for_a_test

from sitroom import content

# hazard, counts, level by rule ("none": the rule gives no level; ">=": a lower bound)
CASES = [
    ("mine", "deaths=29 serious=0 loss_cny=0", "2"),
    ("mine", "deaths=30 serious=0 loss_cny=0", "1"),
    ("mine", "deaths=10 serious=0 loss_cny=0", "2"),
    ("mine", "deaths=9 serious=49 loss_cny=49999999", "3"),
    ("mine", "deaths=2 serious=9 loss_cny=9999999", "4"),
    ("mine", "deaths=2 serious=10 loss_cny=0", "3"),
    ("mine", "deaths=0 serious=0 loss_cny=50000000", "2"),
    ("mine", "deaths=3", ">=3"),
    ("mine", "", ">=4"),
    ("fire", "deaths=3 serious=0 loss_cny=0", "3"),
    ("geological", "deaths=0 loss_cny=9999999", "2"),
    ("forest_fire", "area_ha=1 deaths=0 serious=0", "3"),
    ("forest_fire", "area_ha=0.99 deaths=0 serious=0", "4"),
    ("forest_fire", "area_ha=1000 deaths=0 serious=0", "1"),
    ("grassland_fire", "area_ha=9.9 deaths=0 serious=0 loss_cny=0", "none"),
    ("grassland_fire", "area_ha=10 deaths=0 serious=0 loss_cny=0", "4"),
    ("grassland_fire", "area_ha=10 deaths=9 serious=11 loss_cny=0", "1"),
    ("food_poisoning", "affected=100 deaths=0", "3"),
    ("food_poisoning", "affected=100 deaths=1", "2"),
    ("food_poisoning", "affected=30 deaths=0", "4"),
    ("food_poisoning", "affected=29 deaths=0", "none"),
    # The missing count with the dead in an earthquake, never in an accident.
    ("earthquake", "deaths=6 missing=4", ">=3"),
    ("earthquake", "deaths=50", ">=2"),
    ("mine", "deaths=6 missing=4 serious=0 loss_cny=0", "3"),
    # Environmental loss bands are the lower ones; cut water supplies stay unknown.
    ("environmental", "deaths=0 serious=0 relocated=0 loss_cny=20000000", ">=2"),
    # Social-safety events and floods are not graded by rule.
    ("social_safety", "deaths=40", "none"),
    ("flood", "deaths=40", "none"),
]


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def graded(con: Connection, hazard: str, counts: dict[str, Any], **row: Any) -> dict[str, Any]:
    con.execute("DELETE FROM core.incident")
    incident(con, "1", **{"hazard": hazard} | counts | row)
    return read(con, "incidents")[0]


@pytest.mark.parametrize(("hazard", "counts", "expected"), CASES)
def test_boundaries(con: Connection, hazard: str, counts: str, expected: str):
    given = {name: float(n) for name, _, n in (part.partition("=") for part in counts.split())}
    row = graded(con, hazard, given)
    bound = ">=" if row["level_by_rule_at_least"] else ""
    assert f"{bound}{row['level_by_rule'] or 'none'}" == expected


def test_the_clause_that_fired_is_named(con: Connection):
    row = graded(con, "construction", {"serious": 12}, level=4)
    assert (row["level_by_rule"], row["level_check"], row["level"]) == (3, True, 4)
    assert (row["rule_criterion"], row["rule_value"]) == ("serious", 12)
    assert (row["rule_low"], row["rule_high"]) == (10, 49)
    assert (row["level_rule"], row["rule_article"]) == ("cn-493", "第三条")


def test_two_rules_that_both_hold_are_both_listed(con: Connection):
    """By Order 493 and by the five criteria of another profile; the first names the level."""
    decide(con, "INSERT INTO core.setting VALUES ('grading_profiles', 'cn-national,generic-five')")
    row = graded(con, "mine", {"deaths": 12, "serious": 0, "loss_cny": 0}, level=4)
    assert (row["level_rule"], row["level_by_rule"]) == ("cn-493", 2)
    five = {r["rule_id"]: r for r in content.reference("grading_rule")
            if r["profile"] == "generic-five"}  # fmt: skip
    assert len(five) == 1
    title = next(iter(five.values()))["title"]
    assert title in row["other_rules_en"] and "deaths >= " in row["other_rules_en"]
    alone = graded(con, "mine", {"deaths": 0, "serious": 10, "loss_cny": 0})
    assert alone["other_rules_en"] is None or "cn-493" not in alone["other_rules_en"]


def test_too_mild_a_level_needs_a_decision_and_is_never_overwritten(con: Connection):
    graded(con, "construction", {"serious": 12}, level=4)
    (row,) = read(con, "needs_decision")
    numbers = json.loads(row["params"])
    assert (row["kind"], row["severity"]) == ("level_check", 2)
    assert (numbers["level"], numbers["level_by_rule"], numbers["value"]) == (4, 3, 12)
    assert graded(con, "construction", {"serious": 12}, level=2)["level_check"] is False
    assert graded(con, "construction", {"serious": 12}, level=None)["level_check"] is False


def test_phase_chooses_the_rule(con: Connection):
    assert graded(con, "geological", {"relocated": 100}, phase="threat")["level_by_rule"] == 3
    assert graded(con, "geological", {"relocated": 100}, phase="occurred")["level_by_rule"] == 4


def test_every_rule_names_its_law_and_status_and_none_unverified_is_on():
    for name in ("grading_rule", "report_rule"):
        for row in content.reference(name):
            assert row["law"] and row["source"] and row["checked_on"], row
            # A profile that nobody has chosen decides nothing.
            is_of_the_product = row.get("profile") == "generic-five"
            known = ("verified", "verified in part", "from memory")
            assert row["status"] in (("product decision",) if is_of_the_product else known)
            assert row["enabled"] == "false" or is_of_the_product or row["status"] == "verified"
    for row in content.reference("warning_response"):
        assert row["source"] and row["status"] == "from memory" and row["enabled"] == "false"
    assert not [r for r in content.reference("report_rule") if r["enabled"] == "true"]
