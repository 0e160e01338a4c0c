"""A rule that nobody verified says so wherever a screen uses it, in both languages."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from test_ui_blocks import plain, reader
from ui_frames import at

from sitroom import content
from sitroom.paths import content_folder
from sitroom.ui.words import catalogue
from sitroom.views import (
    blocks_decisions,
    blocks_lots,
    blocks_readiness,
    blocks_risks,
    blocks_rules,
    blocks_sheet,
    blocks_warnings,
)
from sitroom.views.blocks_standing import SOUND, WORDS, standing
from sitroom.views.reader import Reader

MEMORY = {"en": "not verified, from memory", "zh": "未核实，凭记忆"}
RULES = ["decision_rule", "grading_rule", "hazard_supplies", "interval_rule", "report_rule",
         "response_covers", "response_time_target", "risk_profile", "status_move", "stock_plan",
         "stock_standard", "threshold", "warning_brings", "warning_response", "warning_scale",
         "incident_code"]  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_every_shipped_rule_names_its_source_and_its_status(name: str):
    for row in content.reference(name):
        assert row["source"] and row["status"], row
        assert row["status"] in SOUND or row["status"] in WORDS, row["status"]
        unread = row["status"] in ("from memory", "unverified")
        assert not (unread and str(row.get("enabled", "")).lower() == "true"), row


def test_no_list_of_rules_is_left_out():
    """What has a status is a rule of the field; the list above is all of them."""
    files = content_folder("reference").glob("*.csv")
    with_status = {f.stem for f in files if "status" in content.reference(f.stem)[0]}
    assert with_status == set(RULES)


def test_every_standing_is_said_in_chinese():
    words = catalogue("zh")
    for said in WORDS.values():
        assert re.search(r"[\u4e00-\u9fff]", words[said]), said


def clock(status: str, ctx: Reader) -> Any:
    row = {"incident_id": "k:1", "rule_id": "r", "kind": "initial", "form": None, "number": None,
           "due_at": at(-6), "sent_at": None, "state": "overdue", "minutes_late": 6,
           "jurisdiction": "CN", "law": "Order 493", "article": "9", "status": status,
           "condition": "critical infrastructure"}  # fmt: skip
    return blocks_rules.reports(SimpleNamespace(incident_id="k:1"), pd.DataFrame([row]), ctx)


def grading(status: str, ctx: Reader) -> Any:
    row = SimpleNamespace(level_by_rule=3, rule_law="Order 493", rule_article="3",
                          rule_status=status)  # fmt: skip
    return blocks_sheet._rule_of(row, ctx)


def level_check(status: str, ctx: Reader) -> Any:
    values = {"low": 10, "high": 49, "level": 4, "level_by_rule": 3, "criterion": "serious",
              "value": 12, "law": "Order 493", "article": "3", "status": status}  # fmt: skip
    return blocks_decisions._level_check("Cofferdam", values, ctx)


def days(status: str, ctx: Reader) -> Any:
    row = {"days_of_supply": 3.1, "demand_basis": "people_moved", "status": status}
    return blocks_lots._supply(pd.DataFrame([row]), "", ctx)


def plans(status: str, ctx: Reader) -> Any:
    row = {"plan_id": "p", "name_zh": "预案", "name_en": "Plan", "owner_org": "Office",
           "review_due_on": at(0), "review_overdue_days": None, "review_rule_status": status,
           "drill_due_on": None, "drill_overdue_days": None, "drill_rule_status": None}  # fmt: skip
    return blocks_readiness.plans(pd.DataFrame([row]), ctx)


def matrix(status: str, ctx: Reader) -> Any:
    row = {"profile": "ls5", "method": "LS", "likelihood": 1, "consequence": 1, "level": 4,
           "profile_status": status}  # fmt: skip
    return blocks_risks._method(pd.DataFrame([row]), ctx)


def suggestion(status: str, ctx: Reader) -> Any:
    row = {"warning_id": "w", "colour": "red", "hazard_en": "Flood", "hazard_zh": "洪涝",
           "level": 1, "area_desc": "", "region_codes": None, "expires_at": None,
           "acknowledged_at": None, "suggested_response_level": 1, "suggested_plan_zh": "预案",
           "suggested_plan_en": "Plan", "suggested_status": status}  # fmt: skip
    regions = pd.DataFrame({"region_code": [], "name_zh": [], "name_en": []})
    return blocks_warnings.warnings(pd.DataFrame([row]), regions, ctx)


SHOWN = [clock, grading, level_check, days, plans, matrix, suggestion]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("show", SHOWN)
def test_the_screen_says_what_is_not_verified(show: Any, language: str):
    ctx = reader(language)
    assert MEMORY[language] in str(plain(show("from memory", ctx)))
    said = str(plain(show("verified", ctx)))
    assert MEMORY[language] not in said and "verified" not in said and "核实" not in said


def test_a_free_condition_is_said_and_not_evaluated():
    assert "only if critical infrastructure (not evaluated)" in str(clock("verified", reader()))
    assert "（未判定）" in str(clock("verified", reader("zh")))


def test_a_sites_own_word_stands_as_it_wrote_it():
    assert standing("agreed with the province", reader()) == "agreed with the province"
    assert standing(None, reader()) == standing("product decision", reader()) == ""
