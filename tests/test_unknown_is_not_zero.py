"""What nobody told is empty and never zero, in every metric that adds or takes away."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from metric_store import NOW, Connection, at, incident, one, put, read, store_for_a_test

from sitroom.views import blocks_risks
from sitroom.views.reader import NO_REPORT, Reader

BAGS = "sandbags | pcs"


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        put(con, "site", site_id="east", name="East", kind="depot", lon=113.1, lat=29.5)
        put(con, "stock_item", item_id=BAGS, name="Sandbags", unit="pcs", is_critical=True)
        put(con, "stock_lot", lot_id="a", item_id=BAGS, site_id="east", lot_no="a",
            qty_on_hand=40, condition="good", holding="owned", counted_at=at("08:00"))  # fmt: skip
        put(con, "stock_target", target_id="t", item_id=BAGS, scope="site", scope_id="east",
            target_qty=100)  # fmt: skip
        incident(con, "1", level=2, lon=113.1, lat=29.5)
        yield con


def ask(con: Connection, number: str, qty: float | None, **row) -> None:
    put(con, "deployment", **{
        "deployment_id": number, "incident_id": "k:1", "resource_kind": "item",
        "resource_id": BAGS, "resource_name": "Sandbags", "qty": qty, "unit": "pcs",
        "status": "requested", "requested_at": at("08:50"),
    } | row)  # fmt: skip


def test_a_request_without_a_quantity_is_no_request_of_nothing(con: Connection):
    ask(con, "1", None)
    asked = one(con, "incident_needs")
    assert (asked["asked_qty"], asked["sent_qty"], asked["short_qty"]) == (None, 0, None)
    need = one(con, "needs")
    assert (need["needed_qty"], need["gap_qty"], need["deployable_qty"]) == (None, None, 40)
    assert one(con, "stock_short")["site_id"] == "east", "who asked for some still waits"


def test_what_left_without_a_quantity_is_not_nothing_sent(con: Connection):
    ask(con, "1", 90)
    assert one(con, "needs")["needed_qty"] == 90
    ask(con, "2", None, status="en_route", departed_at=at("09:00"))
    assert one(con, "incident_needs")["sent_qty"] is None
    assert one(con, "incident_needs")["short_qty"] is None
    assert (one(con, "needs")["sent_qty"], one(con, "needs")["needed_qty"]) == (None, None)


def test_without_a_position_no_depot_is_known_to_be_near(con: Connection):
    ask(con, "1", 90)
    assert one(con, "incident_needs")["short_qty"] == 50
    con.execute("UPDATE core.incident SET lon = NULL, lat = NULL")
    assert one(con, "incident_needs")["short_qty"] is None


def test_no_log_read_is_no_count_of_none(con: Connection):
    assert [row["open_count"] for row in read(con, "level_counts")] == [0, 1, 0, 0]
    con.execute("DELETE FROM core.incident")
    assert {row["open_count"] for row in read(con, "level_counts")} == {None}
    load = {"load_id": 9, "source_id": "log", "dataset": "incident", "status": "loaded"}
    put(con, "load", **load, started_at=at("06:00"), finished_at=at("06:00"))
    assert {row["open_count"] for row in read(con, "level_counts")} == {0}
    before = read(con, "level_counts", known_as_of=at("05:00"))
    assert {(row["open_count"], row["change"]) for row in before} == {(None, None)}


def test_a_source_that_never_brought_anything_has_no_age(con: Connection):
    put(con, "source", source_id="gauges", title="Gauges", connector="files",
        every_minutes=10, timezone="UTC", datum="wgs84", key_space="k",
        is_declared=True)  # fmt: skip
    put(con, "load", load_id=9, source_id="gauges", status="failed", started_at=at("06:00"),
        finished_at=at("06:00"), error_code="E_READ")  # fmt: skip
    row = next(r for r in read(con, "source_health") if r["source_id"] == "gauges")
    assert (row["state"], row["age_minutes"], row["minutes_late"]) == ("failed", None, None)


def test_around_a_risk_without_a_place_nothing_is_known(con: Connection):
    put(con, "region", region_code="990101", name="East", tier="county", population=1)
    put(con, "warning", warning_id="w", identifier="w", hazard="flood", level=1, colour="red",
        status="Actual", msg_type="Alert", sent_at=at("08:00"), effective_at=at("08:00"),
        region_codes="990101")  # fmt: skip
    put(con, "risk", risk_id="r", name="Dyke", hazard="flood", region_code="990101", level=1,
        status="open")  # fmt: skip
    assert one(con, "risks_under_warning")["near_incidents"] is None
    con.execute("UPDATE core.risk SET lon = 113.1, lat = 29.5")
    assert one(con, "risks_under_warning")["near_incidents"] == 1
    con.execute("UPDATE core.incident SET level = NULL")
    near = one(con, "risks_under_warning")
    assert (near["near_incidents"], near["near_worst_level"]) == (1, None)


@pytest.mark.parametrize(("near", "shown"), [(None, NO_REPORT), (0, "0"), (2, "2")])
def test_the_screen_says_so(near: int | None, shown: str):
    row = {
        "risk_id": "r", "name": "Dyke", "hazard_en": "Flood", "hazard_zh": "洪涝",
        "region_en": "East", "region_zh": "东", "level": 1, "colour": "red",
        "warning_en": "Flood", "warning_zh": "洪涝", "expires_at": None, "short_count": None,
        "near_incidents": near, "near_worst_level": None, "is_residual": True,
    }  # fmt: skip
    rows = pd.DataFrame([row]).astype({"near_incidents": float, "near_worst_level": float})
    register = pd.DataFrame({"risk_id": ["r"]})
    block = blocks_risks.under_warning(rows, register, Reader(language="en", now=NOW))
    (line,) = block["rows"]
    assert line["cells"][-1]["text"] == shown
