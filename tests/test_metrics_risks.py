"""Risks scored by matrices that are data, and what lies under a warning, by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from metric_store import Connection, at, incident, one, put, read, store_for_a_test
from office_rows import control, risk


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def test_the_bands_of_five_by_five_begin_at_their_bounds(con: Connection):
    cells = {(r["likelihood"], r["consequence"]): r["level"] for r in read(con, "risk_matrix")}
    assert len(cells) == 25
    by_hand = {
        (a, b): 1 if a * b >= 20 else 2 if a * b >= 9 else 3 if a * b >= 4 else 4
        for a in range(1, 6) for b in range(1, 6)
    }  # fmt: skip
    assert cells == by_hand


def test_a_band_that_begins_above_its_bound(con: Connection):
    con.execute("UPDATE core.risk_profile SET boundary = 'gt'")
    cells = {(r["likelihood"], r["consequence"]): r["level"] for r in read(con, "risk_matrix")}
    assert (cells[4, 5], cells[5, 5], cells[3, 3]) == (2, 1, 3)


def test_inherent_and_residual_stand_in_their_cells(con: Connection):
    risk(con, "a")
    risk(con, "b", residual_l=None, residual_s=None, residual_score=None, residual_level=None)
    counts = {
        (r["likelihood"], r["consequence"]): (r["inherent_count"], r["residual_count"])
        for r in read(con, "risk_matrix") if r["inherent_count"] + r["residual_count"]
    }  # fmt: skip
    assert counts == {(4, 5): (2, 0), (3, 5): (0, 1)}
    moves = [tuple(r.values()) for r in read(con, "risk_levels")]
    assert moves == [(1, 2, 1), (1, None, 1)]
    assert {r["risk_id"]: (r["level"], r["is_residual"]) for r in read(con, "risks")} == {
        "a": (2, True), "b": (1, False),
    }  # fmt: skip


def test_lec_scores_by_three_factors_once_it_is_switched_on(con: Connection):
    risk(con, "x", profile="lec", l=6, e=6, c=7, s=None, score=None, level=3, residual_l=None,
         residual_s=None, residual_score=None, residual_level=None)  # fmt: skip
    row = one(con, "risks")
    assert (row["level"], row["profile_status"]) == (3, None)
    con.execute("UPDATE core.risk_profile SET enabled = 'true' WHERE profile = 'lec'")
    row = one(con, "risks")
    assert (row["score"], row["level"], row["level_differs"]) == (252, 2, True)
    con.execute("UPDATE core.risk SET l = 7")
    assert one(con, "risk_scores")["level_by_profile"] is None, "7 is no likelihood of LEC"


def test_a_changed_matrix_scores_again_and_keeps_the_old_scores(con: Connection):
    risk(con, "a", l=3, s=4, score=12, level=2, residual_l=None, residual_s=None,
         residual_score=None, residual_level=None)  # fmt: skip
    con.execute("ALTER TABLE core.risk_profile ALTER valid_from TYPE VARCHAR")
    con.execute("ALTER TABLE core.risk_profile ALTER valid_to TYPE VARCHAR")
    con.execute("UPDATE core.risk_profile SET valid_to = '2026-07-11' WHERE profile = 'ls5-a'")
    con.execute(
        "UPDATE core.risk_profile SET valid_from = '2026-07-12', enabled = 'true'"
        " WHERE profile = 'ls5-b'"
    )
    assert one(con, "risks", at("09:24", -1))["level"] == 2
    row = one(con, "risks")
    assert (row["profile"], row["level"], row["level_differs"]) == ("ls5-b", 3, True)
    scores = [(r["profile"], r["level"], r["is_current"]) for r in read(con, "risk_scores")]
    assert scores == [("ls5-b", 3, True), ("ls5-a", 2, False)]


def test_controls_and_reviews_overdue(con: Connection):
    risk(con, "a", next_review_on="2026-07-10")
    risk(con, "b", next_review_on="2026-07-12")
    control(con, "a", "2026-07-11", owner_org="Water")
    control(con, "a", "2026-07-12", owner_org="Water")
    control(con, "b", "2026-07-01", done_on="2026-07-11", status="done")
    row = one(con, "risk_controls_overdue")
    assert (row["owner_org"], row["overdue_count"], row["open_count"], row["worst_days"]) == (
        "Water", 1, 2, 1,
    )  # fmt: skip
    late = one(con, "risk_reviews_overdue")
    assert (late["risk_id"], late["overdue_days"]) == ("a", 2)
    assert len(read(con, "risk_controls_overdue", at("09:24", -2))) == 1, "b's came late"


def warned(con: Connection, **row) -> None:
    for n in (1, 2):
        put(con, "region", region_code=f"99010{n}", name=f"R{n}", tier="county",
            parent_code="990100")  # fmt: skip
    put(con, "region", region_code="990100", name="City", tier="prefecture")
    put(con, "warning", **{
        "warning_id": "w", "identifier": "w", "hazard": "storm", "level": 2, "colour": "orange",
        "sent_at": at("06:00"), "region_codes": "990101",
    } | row)  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "regions"),
    [
        ("990101", [("990101", True)]), ("990101000000", [("990101", True)]),
        ("990101003000", [("990101", False)]), ("990100", [("990101", True), ("990102", True)]),
        ("990100000000,990101", [("990101", True), ("990102", True)]), ("880000", []),
    ],
)  # fmt: skip
def test_the_areas_that_a_warning_names(con: Connection, codes: str, regions: list):
    warned(con, region_codes=codes)
    assert [(r["region_code"], r["is_whole"]) for r in read(con, "warning_areas")] == regions


def test_risks_under_a_warning_with_what_is_near_and_what_is_short(con: Connection):
    warned(con, event_code="11B03")
    risk(con, "dyke", region_code="990101", lon=113.1, lat=29.5)
    risk(con, "elsewhere", region_code="990102")
    risk(con, "school", region_code="990101", hazard="fire")
    incident(con, "1", lon=113.1, lat=29.55, level=3)
    put(con, "site", site_id="depot", name="Depot", kind="warehouse", lon=113.2, lat=29.5)
    for name, category, qty in (("Bags", "material", 5), ("Boats", "rescue", 20),
                                ("Rice", "water_food", 1)):  # fmt: skip
        put(con, "stock_item", item_id=name, name=name, unit="pcs", category=category)
        put(con, "stock_lot", lot_id=name, item_id=name, site_id="depot", qty_on_hand=qty)
        put(con, "stock_target", target_id=name, item_id=name, scope="site", scope_id="depot",
            target_qty=10)  # fmt: skip
    row = one(con, "risks_under_warning")
    assert (row["risk_id"], row["near_incidents"], row["near_worst_level"]) == ("dyke", 1, 3)
    assert (row["short_count"], row["short_en"], row["depot_en"]) == (1, "Bags", "Depot")


def test_lightning_brings_no_flood(con: Connection):
    warned(con, event_code="11B14")
    risk(con, "dyke", region_code="990101")
    risk(con, "mast", region_code="990101", hazard="power")
    assert [r["risk_id"] for r in read(con, "risks_under_warning")] == ["mast"]
