"""What the rules make of the sample's day equals a recount that does not use the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rules_recount import RulesRecount
from sample_reading import ZONE
from usual_hours import Usual, backtest, bounds, per_hour

from sitroom.paths import content_folder
from sitroom.site import Published, latest


@dataclass
class Board:
    """What the product says at a moment, as known then, beside the recount."""

    published: Published
    recount: RulesRecount

    def frame(self, metric: str, **takes: datetime) -> pd.DataFrame:
        now = self.recount.now
        return self.published.read(metric, as_of=now, known_as_of=now, **takes)


MOMENTS = [("zh", "0630"), ("zh", "0924"), ("zh", "1300"), ("en", "0924")]


@pytest.fixture(scope="module", params=MOMENTS, ids="-".join)
def board(request: pytest.FixtureRequest) -> Board:
    language, clock = request.param
    site = request.getfixturevalue("site_at_1300" if language == "zh" else "demo_site_en")
    return Board(latest(site), RulesRecount(content_folder("sample") / language, clock))


def number(incident_id: str) -> str:
    return incident_id.partition(":")[2]


def test_every_report_asked_for(board: Board):
    shown = board.frame("report_obligations")
    found = sorted(
        (number(r.incident_id), r.rule_id, r.due_at, None if pd.isna(r.sent_at) else r.sent_at,
         int(r.minutes_late))
        for r in shown.itertuples()
    )  # fmt: skip
    assert found == sorted(board.recount.obligations())
    assert len(found) > 100


def test_scorecard(board: Board):
    shown = board.frame("report_scorecard")
    found = {(r.org, r.kind): (r.on_time, r.late, r.overdue) for r in shown.itertuples()}
    assert {k: v for k, v in found.items() if any(v)} == board.recount.scorecard()


def test_levels_over_time(board: Board):
    shown = board.frame("level_history").query("scale == 'incident'")
    found: dict[str, list[tuple]] = {}
    for row in shown.sort_values("from_at").itertuples():
        found.setdefault(number(row.subject_id), []).append((row.level, row.from_at))
    assert found == board.recount.levels_over_time()


def test_times_to_act(board: Board):
    shown = board.frame("response_times")
    whole = shown[shown.hazard.isna() & shown.region_code.isna()].set_index("stage")
    for stage, counted in board.recount.times_to_act().items():
        row = whole.loc[stage]
        assert (row.incidents, row.median_minutes, row.p90_minutes) == pytest.approx(counted)


def test_how_each_warning_ended(board: Board):
    shown = board.frame("warning_history")
    found = {r.identifier: r.ended_by if isinstance(r.ended_by, str) else None
             for r in shown.itertuples()}  # fmt: skip
    assert found == board.recount.warnings_over_time()


@pytest.mark.parametrize("hours", [1, 3, 30])
def test_new_and_closed_since_any_moment(board: Board, hours: int):
    since = board.recount.now - timedelta(hours=hours)
    shown = board.frame("changes", since_at=since)
    new, closed = board.recount.opened_and_closed(since)
    assert {number(i) for i in shown.query("kind == 'new'").incident_id} == new
    assert {number(i) for i in shown.query("kind == 'closed'").incident_id} == closed


def test_what_is_usual(board: Board):
    """Expected count and interval of every hour shown, and which were unlike before."""
    opened = [i["reported"] + ZONE for i in board.recount.incidents.values()
              if i["reported"] <= board.recount.now and i["status"] != "false_alarm"]  # fmt: skip
    counts = per_hour(pd.Series(opened))
    shown = board.frame("unusual_hours")
    local = shown.hour_at + ZONE
    first = local.min().normalize()
    whole = counts.reindex(
        pd.date_range(counts.index[0], local.max().normalize() + timedelta(hours=23), freq="h"),
        fill_value=0,
    )
    days = whole.to_numpy().reshape(-1, 24).astype(float)
    start = (first - whole.index[0]).days
    # A year of days at the most is learned from, counted from the first day shown.
    days, weekday = (
        days[max(0, start - 365) :],
        int(whole.index[max(0, start - 365) * 24].weekday()),
    )
    start = min(start, 365)
    usual = Usual(days[:start], weekday)
    for row, hour in zip(shown.itertuples(), local, strict=True):
        d = start + (hour.normalize() - first).days
        expected = float(usual.expect(days[:d])[hour.hour])
        assert row.incidents == counts.get(hour, 0)
        assert row.expected == pytest.approx(expected, rel=1e-6)
        low, high = bounds(expected, usual.phi)
        assert (row.low, row.high) == (low, high)
        assert row.is_unusual == (row.incidents > high or (row.incidents < low and row.is_whole))


def test_what_is_usual_beats_the_plain_mean(real_data: Path):
    """On a year of forest fires the interval holds, where the year's mean of the hour does not."""
    fires = pd.read_csv(real_data / "incident" / "incendios_pt" / "incendios1998.csv", dtype=str)
    text = fires.data_inicio.str[:10] + " " + fires.hora_inicio.fillna("").str[:5]
    moments = pd.to_datetime(text, format="%Y-%m-%d %H:%M", errors="coerce").dropna()
    found = backtest(per_hour(moments))
    usual, plain = found["usual"], found["plain"]
    assert 0.93 <= usual["coverage"] <= 0.99
    assert plain["coverage"] < 0.75
    assert usual["winkler"] < 0.25 * plain["winkler"]
    assert usual["error"] < 0.7 * plain["error"]
    assert np.isfinite(usual["width"])
