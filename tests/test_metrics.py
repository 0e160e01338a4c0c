"""Every metric: a whole header, one row per grain, quiet on an empty store."""

from __future__ import annotations

import pytest
from metric_store import NOW, Connection, at, incident, new_store, put, read, rule, update
from office_rows import something_of_everything

from sitroom import content

METRICS = content.metrics()
ONE_ROW = (
    "casualties",
    "first_arrival",
    "items_below_minimum",
    "moment",
    "moves_summary",
    "readiness",
    "stock_figures",
    "teams_ready",
    "thresholds",
)


@pytest.fixture(scope="module")
def empty() -> Connection:
    return new_store()


@pytest.fixture(scope="module")
def busy() -> Connection:
    """A store with something of everything, and every chance of a row twice."""
    con = new_store()
    rule(con, "initial", "*", 60)
    rule(con, "follow_up", "2", 30)
    rule(con, "follow_up", "1|2", 45)
    for n, name in enumerate(("East", "West"), 1):
        put(con, "region", region_code=f"99010{n}", name=name, tier="county", parent_code="990100")
        put(con, "site", site_id=f"depot {n}", name=f"Depot {n}", kind="warehouse",
            lon=113 + n / 10, lat=29.5, region_code=f"99010{n}")  # fmt: skip
        put(con, "site", site_id=f"shelter {n}", name=f"Shelter {n}", kind="shelter", capacity=100,
            occupancy=50 * n, lon=113.1, lat=29.51)  # fmt: skip
        put(con, "site", site_id=f"hospital {n}", name=f"Hospital {n}", kind="hospital")
        put(con, "team", team_id=f"t{n}", name=f"Team {n}", base_site_id=f"depot {n}")
        put(con, "asset", asset_id=f"v{n}", name="Pump", kind="pump", team_id=f"t{n}")
        put(con, "duty_shift", shift_id=f"s{n}", org="Bureau", post="Desk", starts_at=at("08:00"),
            ends_at=at("20:00"), is_filled=n == 1)  # fmt: skip
        put(con, "source", source_id=f"src{n}", title=f"S{n}", connector="files", every_minutes=5,
            timezone="UTC", datum="wgs84", key_space="k", is_declared=True)  # fmt: skip
        put(con, "load", load_id=n, source_id=f"src{n}", dataset="incident", file_name="a.csv",
            started_at=at("08:00"), finished_at=at("08:01"), rows_read=2, rows_inserted=1,
            rows_rejected=1, status="loaded")  # fmt: skip
        put(con, "warning", warning_id=f"w{n}", identifier=f"W{n}", hazard="storm", colour="red",
            level=1, sent_at=at("07:00"))  # fmt: skip
        put(con, "response_activation", activation_id=f"a{n}", level=n, started_at=at("08:30"),
            hazard="drought", decided_by=f"HQ {n}")  # fmt: skip
    put(con, "region", region_code="990100", name="City", tier="prefecture")
    put(con, "region", region_code="river", name="River", tier="river")
    for reason in ("bad_date", "unknown_unit"):
        for table in ("rejected_row", "flagged_cell"):
            put(con, table, load_id=1, source_id="src1", row_no=7, reason=reason, field="x",
                set_aside_at=at("08:01"))  # fmt: skip
    put(con, "stock_item", item_id="bags", name="Sandbags", unit="pcs", is_critical=True)
    for n in (1, 2):
        put(con, "stock_lot", lot_id=f"l{n}", item_id="bags", site_id="depot 1", qty_on_hand=10,
            expires_on="2026-07-20")  # fmt: skip
        put(con, "stock_lot", lot_id=f"m{n}", item_id="bags", site_id="depot 2", qty_on_hand=500)
        put(con, "stock_movement", movement_id=f"v{n}", item_id="bags", kind="issue", qty=700,
            moved_at=at("09:00"))  # fmt: skip
    put(con, "stock_target", target_id="t1", item_id="bags", scope="site", scope_id="depot 1",
        target_qty=900)  # fmt: skip
    put(con, "stock_target", target_id="t2", item_id="bags", scope="site", scope_id="depot 2",
        target_qty=300)  # fmt: skip
    put(con, "stock_movement", movement_id="v3", item_id="bags", kind="transfer_out", qty=5,
        moved_at=at("09:00"), from_site_id="depot 2", to_site_id="depot 1")  # fmt: skip
    put(con, "stock_movement", movement_id="v4", item_id="bags", kind="issue", qty=5,
        moved_at=at("09:00", -9), from_site_id="depot 2")  # fmt: skip
    put(con, "org", org_id="province", name="Province", tier="province")
    put(con, "stock_item", item_id="water", name="Water", unit="L", rate_per_person_day=3)
    con.execute("UPDATE core.stock_plan SET enabled = 'true' WHERE plan_id = 'cn-store-6'")
    incident(
        con,
        "1",
        level=2,
        lon=113.1,
        lat=29.5,
        region_code="990101",
        serious=40,
        injured=40,
        other_fields='{"interrupt_h": "3"}',
    )
    incident(
        con, "2", "08:10", status="closed", closed_at=at("09:00"), first_arrival_at=at("08:20")
    )
    for n, source in ((3, "log"), (4, "src2"), (5, "src1"), (6, "src2")):
        incident(con, str(n), source_id=source, lon=113.3, lat=29.5, title="Flooded underpass",
                 status="verified")  # fmt: skip
    put(con, "incident_link", decision="one.json", incident_a="k:5", incident_b="k:6",
        is_linked=True, decided_at=at("08:30"), known_at=at("08:31"))  # fmt: skip
    for year in (2023, 2024):
        put(con, "risk", risk_id=f"r{year}", name="INFORM", region_text="Nowhere", score=5.0,
            status="open", assessed_year=year)  # fmt: skip
    put(con, "drift", kind="new", header="Note", is_applied=False, seen_at=at("08:00"))
    for clock in ("08:05", "08:40"):
        update(con, "1", clock, "follow_up", text=clock)
        update(con, "1", clock, "level", level_from=3, level_to=2)
    for n in (1, 2):
        put(con, "deployment", deployment_id=f"d{n}", incident_id="k:1", resource_kind="item",
            resource_name="sandbags", qty=100, status="requested",
            requested_at=at("09:00"))  # fmt: skip
    something_of_everything(con)
    return con


@pytest.mark.parametrize("name", METRICS)
def test_header_is_whole(name: str):
    metric = METRICS[name]
    assert metric.title and metric.title_zh and metric.caution and metric.caution_zh
    assert metric.grain or name in ONE_ROW
    assert metric.unit or name in ("moment", "thresholds")


@pytest.mark.parametrize("name", METRICS)
def test_empty_store_gives_no_rows_and_no_error(empty: Connection, name: str):
    rows = read(empty, name)
    expected = 1 if name in ONE_ROW else 4 if name == "level_counts" else None
    if name in ("grading_bands", "risk_matrix"):
        assert rows  # the shipped rules need no facts
    else:
        assert len(rows) == (expected or 0)


@pytest.mark.parametrize("name", [n for n in METRICS if METRICS[n].grain])
def test_one_row_for_each_of_its_grain(busy: Connection, name: str):
    rows = read(busy, name)
    assert rows, "the busy store should give every metric a row"
    keys = [tuple(row[column] for column in METRICS[name].grain) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", METRICS)
def test_the_same_question_has_the_same_answer(busy: Connection, name: str):
    assert read(busy, name) == read(busy, name)


def test_without_arguments_the_moment_is_that_of_publishing(busy: Connection):
    assert busy.execute("SELECT now_at FROM metric.moment()").fetchall() == [(NOW,)]


def test_levels_sum_to_the_open_incidents(busy: Connection):
    assert sum(row["open_count"] for row in read(busy, "level_counts")) == len(
        read(busy, "open_incidents")
    )
