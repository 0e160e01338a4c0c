"""Teams, vehicles, posts, places, areas and risks under warnings equal a recount from the files."""

from __future__ import annotations

import pandas as pd
import pytest
from means_recount import MeansRecount
from shown import Shown


@pytest.fixture
def means(shown: Shown) -> MeansRecount:
    return shown.recount(MeansRecount)


def number(ids: pd.Series) -> pd.Series:
    """Return what stands behind the first colon, the whole where there is none."""
    return ids.astype(str).str.split(":", n=1).str[-1]


def test_teams_one_by_one_and_by_echelon(shown: Shown, means: MeansRecount):
    rows, teams = shown.frame("teams"), means.teams()
    told = rows.set_index(shown.name("name"))
    assert set(told.index) == set(teams)
    free = {name for name, row in teams.items() if row["team_status"] in ("待命", "available")}
    assert set(told[told.status == "available"].index) == free
    assert told.ready_minutes.astype(float).to_dict() == {
        n: float(r["ready"]) for n, r in teams.items()
    }
    columns = [
        "teams_total",
        "teams_free",
        "ready_first",
        "ready_second",
        "ready_third",
        "headcount",
    ]
    by = shown.frame("teams_by_echelon").set_index("echelon")[columns]
    assert {name: tuple(row) for name, *row in by.itertuples()} == means.echelons()


def test_vehicles_and_their_inspections(shown: Shown, means: MeansRecount):
    by = shown.frame("assets_by_kind").set_index("kind")
    columns = ["pieces_total", "inspection_overdue", "inspection_due"]
    assert {kind: tuple(row) for kind, *row in by[columns].itertuples()} == means.assets()
    assert (by.pieces_free == by.pieces_total).all() and not by.pieces_unknown.any()
    rows = shown.frame("assets")
    overdue = {kind: counts[1] for kind, counts in means.assets().items() if counts[1]}
    assert rows[rows.inspection == "overdue"].groupby("kind").size().to_dict() == overdue


def test_every_post_of_the_next_24_hours(shown: Shown, means: MeansRecount):
    rows = shown.frame("duty_coverage").set_index("post")
    told = rows[["is_filled_now", "hours_covered", "hours_gap"]]
    counted = means.posts()
    assert set(told.index) == set(counted)
    for post, (is_held, covered, gap) in counted.items():
        assert bool(told.is_filled_now[post]) == is_held
        # Counted minute by minute: shifts begin on the minute.
        assert (told.hours_covered[post], told.hours_gap[post]) == pytest.approx((covered, gap))


def test_what_a_quiet_day_shows(shown: Shown, means: MeansRecount):
    row = shown.row("readiness")
    echelons, posts = means.echelons().values(), means.posts().values()
    assert row["teams_ready"] == sum(e[2] for e in echelons)
    assert row["teams_total"] == sum(e[0] for e in echelons)
    assert (row["posts_total"], row["posts_held"]) == (len(posts), sum(p[0] for p in posts))
    assert row["gap_hours"] == pytest.approx(sum(p[2] for p in posts))
    usable = pd.Series(means.supplies.usable).groupby(level=0).sum()
    least = pd.Series(means.supplies.minimum).groupby(level=0).sum()
    assert (row["items_with_minimum"], row["items_at_minimum"]) == (
        len(least),
        (usable >= least).sum(),
    )
    plans, review, _ = means.office.plans()
    assert (row["plans_total"], row["plans_due"]) == (len(plans), len(review))
    drills = means.office.frame("drills")
    ahead = drills[drills.held.isna() & (pd.to_datetime(drills.planned) >= means.today)]
    ahead = ahead[~ahead.drill_status.isin(["已取消", "cancelled"])]
    assert row["next_drill_on"] == pd.to_datetime(ahead.planned).min()
    assert row["drills_overdue"] == means.office.drills()["overdue"]


def test_beds_of_every_hospital(shown: Shown, means: MeansRecount):
    rows = shown.frame("hospital_beds").set_index(shown.name("name"))
    counted = means.beds()
    assert set(rows.index) == set(counted)
    for name, (beds, used) in counted.items():
        assert (rows.beds[name], rows.beds_in_use[name]) == (beds, used)
        assert rows.beds_free[name] == (beds or 0) - (used or 0)


def test_places_and_districts(shown: Shown, means: MeansRecount):
    sites = shown.frame("sites")
    by = sites.groupby(shown.name("region")).size().to_dict()
    assert by == means.places()
    at = dict(zip(sites[shown.name("name")], zip(sites.lon, sites.lat, strict=True), strict=True))
    assert at == means.files.points()
    rows = shown.frame("regions").set_index("region_code")
    for code, (count, worst, people, area) in means.districts().items():
        row = rows.loc[code]
        assert (row.open_count, row.population, row.area_km2) == (count, people, area)
        assert pd.isna(row.worst_level) if worst is None else row.worst_level == worst
    assert len(shown.frame("rivers")) == len(means.files.features("regions")) - len(rows) - 1


def test_what_lies_within_ten_kilometres(shown: Shown, means: MeansRecount):
    rows = shown.frame("incident_surroundings")
    keys = zip(number(rows.incident_id), rows[shown.name("name")], strict=True)
    told = dict(zip(keys, rows.distance_km, strict=True))
    assert told == pytest.approx(means.around(), rel=1e-6, abs=1e-4)
    assert len(told) > 100


def test_districts_under_each_warning(shown: Shown, means: MeansRecount):
    rows = shown.frame("warning_areas")
    told = rows.groupby(number(rows.warning_id)).region_code.agg(sorted).to_dict()
    assert told == {name: districts for name, (_, districts) in means.warned.items()}
    assert rows.is_whole.all()


def test_risks_that_a_warning_makes_urgent(shown: Shown, means: MeansRecount):
    rows = shown.frame("risks_under_warning")
    keys = zip(number(rows.risk_id), number(rows.warning_id), strict=True)
    told = dict(zip(keys, rows.to_dict("records"), strict=True))
    counted = means.risks_warned()
    assert set(told) == set(counted)
    for key, risk in counted.items():
        row = told[key]
        assert row["near_incidents"] == risk["near"], key
        if risk["short"] is not None:
            assert row[shown.name("depot")] == risk["depot"]
            assert row["short_count"] == len(risk["short"])
            assert set(str(row["short_en"]).split(", ")) - {"nan"} == risk["short"]


def test_shelters_are_among_the_places(shown: Shown, means: MeansRecount):
    rows = shown.frame("shelters").set_index(shown.name("name"))
    for name, (people, capacity) in means.day.shelters().items():
        assert (rows.occupancy[name], rows.capacity[name]) == (people, capacity)
        assert rows.occupancy_share[name] == pytest.approx(people / capacity)
    held = rows[rows.occupancy > 0]
    assert set(held.index) == set(means.day.shelters())
