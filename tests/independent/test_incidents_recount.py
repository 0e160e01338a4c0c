"""Timelines, hours, pairs, changes, decisions and the handover equal a recount from the files."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pandas as pd
import pytest
from incidents_recount import IncidentsRecount
from shown import Shown

COUNTS = ("deaths", "missing", "serious", "injured", "relocated")


@pytest.fixture
def day(shown: Shown) -> IncidentsRecount:
    return shown.recount(IncidentsRecount)


def number(ids: pd.Series) -> pd.Series:
    """Return what stands behind the first colon, the whole where there is none."""
    return ids.astype(str).str.split(":", n=1).str[-1]


def test_every_incident_s_level_and_counts(shown: Shown, day: IncidentsRecount):
    rows = shown.frame("incidents").set_index("source_ref")
    known = {n: row for n, row in day.incidents.items() if row["reported"] <= day.now}
    assert set(rows.index) == set(known)
    assert set(rows.index[rows.is_open]) == {row["number"] for row in day.open}
    levels = rows.level.astype(float).to_dict()
    counted = {name: day.level(row, day.now) for name, row in known.items()}
    assert {n: v for n, v in levels.items() if v == v} == {n: v for n, v in counted.items() if v}
    for count in COUNTS:
        told = rows[count].astype(float).to_dict()
        counted = {n: day.count(row, count) for n, row in known.items()}
        assert {n: v for n, v in told.items() if v == v} == {
            n: v for n, v in counted.items() if v is not None
        }, count


def test_timelines(shown: Shown, day: IncidentsRecount):
    rows = shown.frame("incident_timeline")
    keys = zip(number(rows.incident_id), rows.kind, rows.event_at, strict=True)
    told = Counter((n, kind, at.to_pydatetime()) for n, kind, at in keys)
    assert told == day.timeline()
    assert (
        rows.groupby("incident_id").seq.agg(lambda s: sorted(s) == list(range(1, len(s) + 1))).all()
    )


def test_new_incidents_of_72_hours(shown: Shown, day: IncidentsRecount):
    rows = shown.frame("new_incidents_per_hour")
    told = {(at.to_pydatetime(), level): n for at, level, n in
            zip(rows.hour_at, rows.level, rows.incidents, strict=True) if n}  # fmt: skip
    assert told == day.new_by_hour()
    assert rows.hour_at.nunique() == 72


def test_reports_that_may_be_one_event(shown: Shown, day: IncidentsRecount):
    rows = shown.frame("likely_duplicates")
    told = dict(zip(zip(number(rows.incident_a), number(rows.incident_b), strict=True),
                    rows.to_dict("records"), strict=True))  # fmt: skip
    counted = day.pairs()
    assert set(told) == set(counted)
    for pair, row in told.items():
        assert (row["minutes_apart"], row["km_apart"], row["score"]) == pytest.approx(
            counted[pair], rel=1e-4
        ), pair
    assert not len(shown.frame("incident_links")), "nobody linked any"


def test_what_changed_since_the_last_briefing(shown: Shown, day: IncidentsRecount):
    rows = shown.published.read("changes", as_of=day.now, known_as_of=day.now)
    assert set(rows.since_at) <= {pd.Timestamp(day.last_briefing())}
    ids = number(rows.subject_id).where(rows.kind != "stock_low", rows.subject)
    told = {kind: set(who) for kind, who in ids.groupby(rows.kind)}
    assert told == day.changes(day.last_briefing())


def test_what_the_next_shift_is_told(shown: Shown, day: IncidentsRecount):
    rows = shown.frame("handover_note")
    told = rows.groupby(["section", "kind"]).size()
    overdue = (
        told.get("overdue", pd.Series(dtype=int)).to_dict()
        if "overdue" in rows.section.values
        else {}
    )
    measures = [n for n, (state, _) in day.office.measures().items() if state == "overdue"]
    named = set(day.office.tasks()["measure"].dropna())
    counted = {
        "report": len(day.reports_overdue()),
        "task": sum(day.office.open_tasks().values()),
        "measure": len([n for n in measures if n not in named]),
    }
    assert overdue == {kind: count for kind, count in counted.items() if count}
    following = rows[rows.section == "next"]
    column = "subject_zh" if shown.language == "zh" else "subject_en"
    assert set(following[column]) == day.next_posts()
    changed = rows[rows.section == "changed"].groupby("kind").size().to_dict()
    # The sample's shifts change at the hours of its briefings.
    since = day.last_briefing()
    assert set(rows.since_at) == {pd.Timestamp(since)}
    assert changed == {kind: len(who) for kind, who in day.changes(since).items()}
    assert (rows.section == "decision").sum() == len(shown.frame("needs_decision"))


def test_times_to_act_by_district(shown: Shown, day: IncidentsRecount):
    rows = shown.published.read("response_times", as_of=day.now, known_as_of=day.now)
    rows = rows[rows.hazard.isna() & rows.region_code.notna()]
    for district, mine in rows.groupby(shown.name("region")):
        told = mine.set_index("stage")[["incidents", "median_minutes", "p90_minutes"]]
        for stage, counted in day.times_to_act(str(district)).items():
            assert tuple(told.loc[stage]) == pytest.approx(counted), (district, stage)
    assert rows[shown.name("region")].nunique() == 9


def test_open_is_opened_less_closed(shown: Shown, day: IncidentsRecount):
    """At any two moments: those open then, plus new and taken up again, less closed, are open."""
    for hours in (2, 20):
        since: datetime = day.now - timedelta(hours=hours)
        rows = shown.published.read("changes", as_of=day.now, known_as_of=day.now, since_at=since)
        kinds = rows.kind.value_counts()
        before = sum(day._is_open(row, since) for row in day.incidents.values())
        after = before + kinds.get("new", 0) + kinds.get("reopened", 0) - kinds.get("closed", 0)
        assert after == len(day.open)
