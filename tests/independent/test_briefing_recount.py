"""Every number of the Briefing equals a recount from the files that does not use the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from recount import Recount

from sitroom.paths import content_folder
from sitroom.site import Published, latest


@dataclass
class Board:
    """What the product shows at a moment, as known then, beside the recount."""

    published: Published
    recount: Recount

    def frame(self, metric: str) -> pd.DataFrame:
        now = self.recount.now
        return self.published.read(metric, as_of=now, known_as_of=now)

    def row(self, metric: str) -> dict:
        (found,) = self.frame(metric).to_dict("records")
        return found


# Language and local moment. 06:30 is asked of the board of 09:24 as it was known then.
MOMENTS = [("zh", "0630"), ("zh", "0924"), ("zh", "1300"), ("en", "0924")]


@pytest.fixture(scope="module", params=MOMENTS, ids="-".join)
def board(request: pytest.FixtureRequest) -> Board:
    language, clock = request.param
    name = (
        "site_at_1300" if clock == "1300" else "demo_site_en" if language == "en" else "demo_site"
    )
    folder: Path = request.getfixturevalue(name)
    return Board(latest(folder), Recount(content_folder("sample") / language, clock))


def test_open_incidents(board: Board):
    shown = board.frame("open_incidents")
    assert set(shown["source_ref"]) == {row["number"] for row in board.recount.open}
    assert len(board.frame("incidents")) == len(board.recount.incidents)
    by_level = {i["number"]: board.recount.level(i, board.recount.now) for i in board.recount.open}
    assert dict(zip(shown["source_ref"], shown["level"], strict=True)) == by_level


def test_levels_now_and_at_the_last_briefing(board: Board):
    shown = board.frame("level_counts").set_index("level")
    before = board.recount.levels(board.recount.last_briefing())
    assert shown["open_count"].to_dict() == board.recount.levels()
    assert shown["count_before"].to_dict() == before


def test_people(board: Board):
    counted = board.recount.casualties()
    shown = board.row("casualties")
    assert {k: int(v) for k, v in shown.items()} == {k: int(counted[k]) for k in shown}


def test_first_arrival(board: Board):
    shown = board.row("first_arrival")
    counted = board.recount.first_arrival()
    assert (shown["median_minutes"], shown["arrivals"]) == counted[:2]
    assert shown["share_in_target"] == pytest.approx(counted[2])


def test_teams(board: Board):
    shown = board.row("teams_ready")
    assert (shown["teams_free"], shown["teams_total"]) == board.recount.teams()


def test_stock_of_every_item_and_depot(board: Board):
    usable, minimum, by_depot = board.recount.stock()
    shown = board.frame("stock_against_minimum").set_index("item_en")
    assert shown["usable_qty"].to_dict() == pytest.approx(dict(usable))
    assert shown["minimum_qty"].to_dict() == pytest.approx(dict(minimum))
    below = board.row("items_below_minimum")
    assert below["items_below"] == sum(usable[item] < minimum[item] for item in minimum)
    assert below["items_total"] == len(minimum)
    depots = board.frame("stock_by_depot")
    site = "site_zh" if any("库" in depot for _, depot in by_depot) else "site_en"
    found = {(r["item_en"], r[site]): r["usable_qty"] for r in depots.to_dict("records")}
    assert {k: v for k, v in found.items() if v} == pytest.approx(
        {k: v for k, v in by_depot.items() if v}
    )


def test_days_of_drinking_water(board: Board):
    usable, _, _ = board.recount.stock()
    people = board.recount.casualties()["relocated"]
    shown = board.frame("stock_against_minimum").set_index("item_en").loc["Drinking water"]
    assert shown["people_served"] == people
    assert shown["days_of_supply"] == pytest.approx(usable["Drinking water"] / (3 * people))


def test_reports_overdue(board: Board):
    shown = board.frame("open_incidents").query("report_state == 'overdue'")
    minutes = {n: int(m) for n, m in shown[["source_ref", "report_overdue_minutes"]].values}
    assert minutes == board.recount.reports_overdue()


def test_logged_below_their_level(board: Board):
    shown = board.frame("open_incidents").query("level_check")
    assert sorted(shown["source_ref"]) == board.recount.below_level()


def test_warnings_and_responses_in_force(board: Board):
    assert set(board.frame("warnings_in_force")["identifier"]) == board.recount.warnings()
    shown = board.frame("responses_in_force")
    levels = {
        name.partition(":")[2]: level for name, level in shown[["activation_id", "level"]].values
    }
    assert levels == board.recount.responses()


def test_shelters(board: Board):
    name = "name_zh" if any("安置" in n for n in board.recount.shelters()) else "name_en"
    shown = board.frame("shelters").query("occupancy > 0")
    held = {n: (o, c) for n, o, c in shown[[name, "occupancy", "capacity"]].values}
    assert held == board.recount.shelters()


def test_duty_gaps(board: Board):
    shown = board.frame("duty_gaps")
    assert sorted(set(shown["post"])) == board.recount.duty_gaps()


def test_what_needs_a_decision_at_0924(board: Board):
    if board.recount.now != datetime(2026, 7, 12, 1, 24):
        return
    shown = board.frame("needs_decision")
    assert list(shown["kind"]) == [
        "report_overdue", "level_check", "short_of_stock", "expiring", "source_silent",
    ]  # fmt: skip
