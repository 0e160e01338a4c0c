"""What needs a decision equals a recount from the files, kind by kind and subject by subject."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from decisions_recount import DecisionsRecount
from sample_reading import moment
from shown import Shown

from sitroom.paths import content_folder
from sitroom.site import latest


def subjects(rows: pd.DataFrame, language: str) -> dict[str, list[str]]:
    """Return whom or what each kind is about, as the files name it, sorted."""
    found: dict[str, list[str]] = {}
    for row in rows.itertuples():
        found.setdefault(str(row.kind), []).append(
            _subject(str(row.kind), str(row.subject_id), json.loads(str(row.params)), language)
        )
    return {kind: sorted(who) for kind, who in found.items()}


def _subject(kind: str, subject: str, told: dict[str, Any], language: str) -> str:
    if kind in ("short_of_stock", "expiring"):
        return f"{told['item_en']} @ {told[f'site_{language}']}"
    if kind == "minimum_broken":
        return told["item_en"]
    if kind == "duty_gap":
        return told["post"]
    if kind == "lifeline_down":
        district = told[f"region_{language}"].removesuffix(" District")
        return f"{district} · {told['service']}"
    if kind == "measure_overdue":
        return subject.rpartition(" · ")[2].partition(":")[2].upper()
    return subject.partition(":")[2] or subject


def counted(day: DecisionsRecount) -> dict[str, list[str]]:
    return {kind: sorted(who) for kind, who in day.decisions().items()}


def test_what_needs_a_decision(shown: Shown):
    rows = shown.frame("needs_decision")
    assert subjects(rows, shown.language) == counted(shown.recount(DecisionsRecount))
    assert sorted(rows["rank"]) == list(range(1, len(rows) + 1))
    assert rows.severity.is_monotonic_increasing


@pytest.mark.parametrize("clock", ["0900", "1015", "1100", "1230"])
def test_what_needed_a_decision_in_between(site_at_1300: Path, clock: str):
    """Kinds that come and go between the moments: a red warning unread, a task that is late."""
    now = moment(clock)
    rows = latest(site_at_1300).read("needs_decision", as_of=now, known_as_of=now)
    assert subjects(rows, "zh") == counted(DecisionsRecount(content_folder("sample") / "zh", clock))
