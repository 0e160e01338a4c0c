"""Teams by echelon, vehicles and equipment, hospital beds: by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from metric_store import Connection, at, one, put, read, store_for_a_test


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def team(con: Connection, number: int, **row: object) -> None:
    put(con, "team", **{
        "team_id": f"t{number}", "name": f"Team {number}", "echelon": "professional",
        "status": "available", "status_at": at("06:00"), "headcount": 10, "ready_minutes": 5,
    } | row)  # fmt: skip


def test_teams_are_ready_when_free_and_quick_enough(con: Connection):
    for number, row in enumerate((
        {}, {"ready_minutes": 30}, {"ready_minutes": 31}, {"ready_minutes": 120},
        {"ready_minutes": 1440}, {"ready_minutes": 1441}, {"ready_minutes": None},
        {"status": "on_scene"}, {"status": "unknown"}, {"status_at": at("09:30")},
        {"echelon": "backup", "headcount": None}, {"echelon": None},
    )):  # fmt: skip
        team(con, number, **row)
    rows = read(con, "teams_by_echelon")
    assert [row["echelon"] for row in rows] == ["professional", "backup", "unknown"]
    first = rows[0]
    assert (first["teams_total"], first["teams_free"], first["teams_unknown"]) == (10, 7, 2)
    assert [first[f"ready_{name}"] for name in ("first", "second", "third")] == [2, 4, 5]
    assert (first["free_untimed"], first["headcount"]) == (1, 100)
    assert [first[f"{name}_minutes"] for name in ("first", "second", "third")] == [30, 120, 1440]
    assert rows[1]["headcount"] is None


def test_teams_as_known_then(con: Connection):
    team(con, 1)
    team(con, 2, known_at=at("09:10"))
    assert one(con, "teams_by_echelon")["teams_total"] == 2
    assert one(con, "teams_by_echelon", known_as_of=at("09:00"))["teams_total"] == 1


def test_an_inspection_is_overdue_from_the_day_after(con: Connection):
    days = ("2026-07-11", "2026-07-12", "2026-08-11", "2026-08-12", None)
    for number, day in enumerate(days):
        put(con, "asset", asset_id=f"v{number}", name=f"Pump {number}", kind="pump", qty=number + 1,
            inspect_due_on=day, status="available" if number else "unknown")  # fmt: skip
    rows = read(con, "assets")
    assert [row["inspection"] for row in rows] == ["overdue", "due", "due", "in_order", "unknown"]
    assert [row["days_to_inspection"] for row in rows] == [-1, 0, 30, 31, None]
    kind = one(con, "assets_by_kind")
    assert (kind["pieces_total"], kind["pieces_free"], kind["pieces_unknown"]) == (15, 14, 1)
    assert (kind["inspection_overdue"], kind["inspection_due"]) == (1, 2 + 3)
    assert (kind["inspection_unknown"], str(kind["next_inspection_on"])) == (5, "2026-07-12")
    tomorrow = one(con, "assets_by_kind", at("00:00", 1))
    assert (tomorrow["inspection_overdue"], tomorrow["inspection_due"]) == (1 + 2, 3 + 4)


def test_free_beds_are_only_those_reported(con: Connection):
    told = (
        ("A", 40, 33, "08:00"),
        ("B", 40, 44, "08:00"),
        ("C", 40, 10, "09:30"),
        ("D", 40, None, None),
    )
    for name, beds, used, clock in told:
        put(con, "site", site_id=name, name=name, kind="hospital", capacity=beds, occupancy=used,
            occupancy_at=clock and at(clock))  # fmt: skip
    rows = {row["site_id"]: row for row in read(con, "hospital_beds")}
    assert {name: row["beds_free"] for name, row in rows.items()} == {
        "A": 7, "B": -4, "C": None, "D": None
    }  # fmt: skip
    assert rows["A"]["occupancy_share"] == pytest.approx(0.825)
    assert one_of(read(con, "hospital_beds", at("09:30")), "C")["beds_free"] == 30


def one_of(rows: list[dict], site: str) -> dict:
    return next(row for row in rows if row["site_id"] == site)
