"""What several metrics read is made once for a moment, and says the same as each asked alone."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from metric_store import incident, store_for_a_test

from sitroom import content
from sitroom.answers import Answers, Kept
from sitroom.site import Published, latest
from sitroom.store.schema import EVERYTHING_KNOWN

NAMES = ("level_counts", "changes", "open_incidents", "needs_decision", "readiness", "stock_lots")
MOMENT = datetime(2026, 7, 12, 1, 24)


@pytest.fixture(scope="module")
def published(demo_site: Path) -> Published:
    return latest(demo_site)


class Told:
    """A connection that remembers what it was told."""

    def __init__(self, con) -> None:
        self.con, self.statements = con, []

    def cursor(self):
        return self

    def execute(self, query: str, values=None):
        self.statements.append(query)
        return self.con.execute(query, values)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_and_plain_sql_get_the_same_rows(published: Published, name: str) -> None:
    mine = published.read_many(NAMES, as_of=MOMENT)[name]
    theirs = published.sql(f"FROM metric.{name}(as_of := TIMESTAMP '{MOMENT}')")
    assert len(mine)
    columns = list(mine.columns)
    rows = [frame.astype(str).sort_values(columns).to_numpy().tolist() for frame in (mine, theirs)]
    assert rows[0] == rows[1]


def test_what_several_metrics_read_is_made_once(published: Published) -> None:
    told = Told(published.con.cursor())
    answers = Answers(told, content.metrics(), MOMENT, EVERYTHING_KNOWN)
    answers.many(NAMES, {})
    answers.many(["casualties", "plans"], {})
    made = Counter(text.split()[3] for text in told.statements if text.startswith("CREATE TEMP"))
    assert set(made.values()) == {1}
    assert {"metric_moment", "metric_warnings_in_force", "metric_open_incidents"} <= made.keys()
    # One row for every incident ever is never kept.
    assert not {"metric_incident_state", "metric_incidents"} & made.keys()


@pytest.mark.parametrize("name", ["level_counts", "level_history"])
def test_only_the_columns_that_are_asked_for_are_read(name: str) -> None:
    """Also at another moment than the metric's own: of a long log that is most of the time."""
    asked = f"EXPLAIN (FORMAT json) SELECT level FROM metric.{name}()"
    with store_for_a_test() as con:
        # Without a row there is nothing to plan.
        incident(con, "1", "08:00", level=2, is_status_given=True)
        scanned = scans(json.loads(con.execute(asked).fetchall()[0][1]))
    assert "level" in scanned
    assert not scanned & {"description", "hazard_text", "other_fields"}


def scans(plan: Any) -> set[str]:
    """Return the columns of incidents that a plan reads."""
    found = set()
    for step in plan if isinstance(plan, list) else [plan]:
        told = step["extra_info"]
        if str(told.get("Table", "")).endswith("core.incident"):
            columns = told["Projections"]
            found |= {columns} if isinstance(columns, str) else set(columns)
        found |= scans(step["children"])
    return found


def test_what_is_read_first_is_not_made_again_for_the_rest(published: Published) -> None:
    told = Told(published.con.cursor())
    answers = Answers(told, content.metrics(), MOMENT, EVERYTHING_KNOWN)
    first = ["level_counts", "open_incidents"]
    answers.many(first, {}, ahead=NAMES)
    begun = {text.split()[3] for text in told.statements if text.startswith("CREATE TEMP")}
    answers.many(NAMES, {})
    made = Counter(text.split()[3] for text in told.statements if text.startswith("CREATE TEMP"))
    assert set(made.values()) == {1}
    assert "metric_open_incidents" in begun
    assert "metric_warnings_in_force" in made.keys() - begun


def test_a_moment_that_is_given_takes_the_place_of_the_default(published: Published) -> None:
    since = MOMENT - timedelta(hours=2)
    rows = published.read("level_counts", as_of=MOMENT, since_at=since)
    assert set(rows["since_at"]) == {pd.Timestamp(since)}
    by_default = published.read("level_counts", as_of=MOMENT)
    assert set(by_default["since_at"]) == set(published.read("moment", as_of=MOMENT)["since_at"])
    before = published.read("level_counts", as_of=since)
    assert list(rows["count_before"]) == list(before["open_count"])


def test_the_answers_about_a_few_moments_are_kept(published: Published) -> None:
    kept, queries = Kept(), content.metrics()
    first = kept.about(published.con, queries, MOMENT, None)
    assert kept.about(published.con, queries, MOMENT, None) is first
    for hours in range(1, Kept.MOMENTS + 1):
        kept.about(published.con, queries, MOMENT - timedelta(hours=hours), None)
    assert kept.about(published.con, queries, MOMENT, None) is not first
