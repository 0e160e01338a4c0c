"""Plans, tasks, drills, risks and lifelines equal a recount in pandas at three moments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from office_recount import OfficeRecount, as_instant

from sitroom.paths import content_folder
from sitroom.site import Published, latest


@dataclass
class Office:
    """What the product shows at a moment, as known then, beside the recount."""

    published: Published
    recount: OfficeRecount

    def frame(self, metric: str) -> pd.DataFrame:
        now = self.recount.as_of
        return self.published.read(metric, as_of=now, known_as_of=now)

    def states(self, metric: str, column: str = "state") -> Counter[str]:
        return Counter(self.frame(metric)[column])


MOMENTS = [("zh", "0630"), ("zh", "0924"), ("zh", "1300"), ("en", "0924")]


@pytest.fixture(scope="module", params=MOMENTS, ids="-".join)
def office(request: pytest.FixtureRequest) -> Office:
    language, clock = request.param
    site = {"1300": "site_at_1300"}.get(clock, "demo_site_en" if language == "en" else "demo_site")
    folder: Path = request.getfixturevalue(site)
    return Office(latest(folder), OfficeRecount(content_folder("sample") / language, clock))


def test_the_measures_of_the_flood_plan(office: Office):
    counted = office.recount.measures()
    shown = office.frame("plan_measures").set_index("source_ref")
    assert shown["state"].to_dict() == {number: state for number, (state, _) in counted.items()}
    due = {number: as_instant(at) for number, at in shown["due_at"].items()}
    assert due == {number: at for number, (_, at) in counted.items()}


def test_open_and_overdue_tasks(office: Office):
    counted = office.recount.open_tasks()
    shown = office.frame("tasks_open").set_index("source_ref")
    assert (shown["overdue_minutes"].fillna(0) > 0).to_dict() == counted
    by_org = office.frame("tasks_overdue")
    assert by_org["overdue_count"].sum() == sum(counted.values())


def test_plans_and_what_is_due(office: Office):
    everything, review, drill = office.recount.plans()
    shown = office.frame("plans").assign(number=lambda f: f["plan_id"].str.upper())
    assert set(shown["number"]) == everything
    assert set(shown.query("review_overdue_days > 0")["number"]) == review
    assert set(shown.query("drill_overdue_days > 0")["number"]) == drill


def test_drills_reviews_and_corrective_actions(office: Office):
    assert office.states("drills") == office.recount.drills()
    assert office.states("reviews") == office.recount.reviews()
    shown = office.frame("corrective_actions")
    assert dict(shown[["source_ref", "state"]].values) == office.recount.corrective()


def test_every_lifeline_of_every_district(office: Office):
    counted = office.recount.lifelines()
    shown = office.frame("lifelines")
    assert Counter(shown["state"]) == Counter(counted.values())
    not_normal = {d for (d, _), state in counted.items() if state not in ("normal", "unknown")}
    column = f"region_{office.recount.language}"
    seen = shown[~shown["state"].isin(["normal", "unknown"])][column]
    assert set(seen.str.replace(" District", "")) == not_normal


def test_risks_before_and_after_controls(office: Office):
    counted = office.recount.risks()
    shown = office.frame("risks").assign(number=lambda f: f["risk_id"].str.partition(":")[2])
    levels = shown.set_index("number")[["inherent_level", "residual_level"]].astype(int)
    both = counted.set_index("risk")[["before", "after"]]
    assert {n: tuple(r) for n, *r in levels.itertuples()} == {
        n: tuple(r) for n, *r in both.itertuples()
    }
    matrix = office.frame("risk_matrix").set_index(["likelihood", "consequence"])
    cells = Counter(zip(counted["l"].astype(int), counted["s"].astype(int), strict=True))
    after = Counter(zip(counted["left_l"].astype(int), counted["left_s"].astype(int), strict=True))
    assert {c: n for c, n in matrix["inherent_count"].items() if n} == cells
    assert {c: n for c, n in matrix["residual_count"].items() if n} == after
    moves = office.frame("risk_levels").set_index(["inherent_level", "residual_level"])
    assert moves["risk_count"].to_dict() == counted.groupby(["before", "after"]).size().to_dict()


def test_reviews_and_controls_of_risks_overdue(office: Office):
    counted = office.recount.risks()
    today = office.recount.today
    due, done = pd.to_datetime(counted["due"]), pd.to_datetime(counted["done"])
    late = counted[(due < today) & ~(done <= today)]
    by_org = office.frame("risk_controls_overdue").set_index("owner_org")["overdue_count"]
    assert by_org.to_dict() == late.groupby("org").size().to_dict()
    shown = office.frame("risk_reviews_overdue")["risk_id"].str.partition(":")[2]
    assert set(shown) == set(counted.loc[counted["next"] < today, "risk"])
