"""Recognition of real public files: the facts are the manifest's, computed without this code."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from recognition import Shaped, shape
from recognition import shape_csv as read_and_shape

shape_csv = lru_cache(maxsize=None)(read_and_shape)
FIRES = "incident/incendios_pt/incendios{}.csv"


@pytest.fixture(scope="module")
def fires_2014(real_data: Path) -> Shaped:
    return shape_csv(real_data / FIRES.format(2014))


@pytest.mark.parametrize(
    ("year", "rows", "first", "last"),
    [
        (1983, 4536, "1983-01-07", "1983-12-30"),
        (1994, 19983, "1994-01-06", "1994-12-22"),
        (1998, 34675, "1998-01-06", "1998-12-27"),
    ],
)
def test_every_fire_has_its_date(
    real_data: Path, year: int, rows: int, first: str, last: str
) -> None:
    fires = shape_csv(real_data / FIRES.format(year))
    assert fires.recognition.dataset == "incident"
    assert fires.recognition.zone == "Europe/Lisbon"
    found = fires.one(
        "count(occurred_at), min(timezone('Europe/Lisbon', timezone('UTC', occurred_at)))::DATE,"
        " max(timezone('Europe/Lisbon', timezone('UTC', occurred_at)))::DATE"
    )
    assert (found[0], str(found[1]), str(found[2])) == (rows, first, last)
    assert not [key for key in fires.flagged if key[0] == "row"]


@pytest.mark.parametrize(("year", "area"), [(1983, 47808.1), (1998, 158367.752)])
def test_burnt_area_adds_up(real_data: Path, year: int, area: float) -> None:
    fires = shape_csv(real_data / FIRES.format(year))
    assert fires.one("sum(burnt_area_ha)")[0] == pytest.approx(area)


def test_numbers_that_repeat_are_no_key(real_data: Path) -> None:
    fires = shape_csv(real_data / FIRES.format(1998))
    assert fires.recognition.key.startswith("NULL")
    assert "codigo_sgif" in fires.recognition.key_why
    largest = fires.con.execute(
        "SELECT region, occurred_at FROM shaped ORDER BY burnt_area_ha DESC LIMIT 1"
    ).fetchall()[0]
    assert largest[0].startswith("Santarém / Mação")
    assert largest[1] == datetime(1998, 8, 5, 7, 52)


def test_districts_of_1998_keep_their_counts(real_data: Path) -> None:
    fires = shape_csv(real_data / FIRES.format(1998))
    counts = dict(
        fires.con.execute(
            "SELECT split_part(region, ' / ', 1), count(*) FROM shaped GROUP BY 1"
        ).fetchall()
    )
    assert (counts["Porto"], counts["Braga"], counts["Lisboa"]) == (7918, 5494, 3321)


def test_date_columns_that_carry_a_time_are_read_beside_time_columns(real_data: Path) -> None:
    fires = shape_csv(real_data / FIRES.format(1994))
    assert fires.rows("occurred_at")[0][0] == datetime(1994, 8, 18, 15, 13)
    assert fires.one("count(closed_at)")[0] > 19_800


def test_first_fire_of_2014(fires_2014: Shaped) -> None:
    first = fires_2014.rows("source_ref", "region", "reported_at", "lat", "lon", "burnt_area_ha")[0]
    assert first[:3] == ("TM21426", "Bragança / Bragança / Zoio", datetime(2014, 3, 16, 16, 15))
    assert first[3] == pytest.approx(41.738056, abs=1e-6)
    assert first[4] == pytest.approx(-6.892778, abs=1e-6)
    assert first[5] == 0.52
    assert fires_2014.one("count(*), sum(burnt_area_ha)")[1] == pytest.approx(22929.125)


def test_fires_of_2014_false_alarms_and_open_ones(fires_2014: Shaped) -> None:
    assert fires_2014.one("count(*) FILTER (WHERE is_false_alarm)")[0] == 1753
    assert fires_2014.one("count(*) FILTER (WHERE closed_at IS NULL)")[0] == 282
    assert fires_2014.one("count(reported_at)")[0] == 11387
    kinds = dict(
        fires_2014.con.execute("SELECT hazard_text, count(*) FROM shaped GROUP BY 1").fetchall()
    )
    assert kinds == {"Florestal": 6843, "Agrícola": 2545, "Falso Alarme": 1753, "Queimada": 246}


def test_doubtful_points_and_hours_of_2014_are_flagged_and_the_rows_kept(
    fires_2014: Shaped,
) -> None:
    assert fires_2014.flagged[("cell", "bad_date", "incident.reported_at")] == ["16:002"]
    assert len(fires_2014.flagged[("cell", "bad_coordinate", "incident.lat")]) == 70
    assert 739 <= len(fires_2014.flagged[("cell", "outside_area", "incident.lat")]) <= 780
    assert fires_2014.one("max(lon), min(lat)")[0] < -6
    assert not [key for key in fires_2014.flagged if key[0] == "row"]


def test_earthquakes_of_the_usgs_feed(real_data: Path) -> None:
    document = json.loads(
        (real_data / "incident/usgs_all_week_20180207.geojson").read_text("utf-8")
    )
    features = document["features"]
    names = [*features[0]["properties"], "lon", "lat", "z", "id"]
    rows = [
        [_text(v) for v in [*f["properties"].values(), *f["geometry"]["coordinates"], f["id"]]]
        for f in features
    ]
    quakes = shape(names, rows, file_name="usgs_all_week.geojson")
    assert quakes.recognition.dataset == "incident"
    assert quakes.one("count(*), count(DISTINCT source_ref)") == (1707, 1707)
    assert quakes.one("min(occurred_at), max(occurred_at)") == (
        datetime(2018, 1, 31, 1, 49, 59, 650_000),
        datetime(2018, 2, 7, 1, 26, 13, 840_000),
    )
    assert quakes.one("count(*) FILTER (WHERE status = 'verified'), max(magnitude)") == (1214, 6.4)
    assert quakes.one("count(*) FILTER (WHERE hazard = 'earthquake'), count(level)") == (1679, 12)
    assert quakes.con.execute(
        "SELECT lat, lon, depth_km FROM shaped WHERE source_ref = 'us1000chhc'"
    ).fetchall() == [(24.1737, 121.653, 10.64)]


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def test_chemical_accidents(real_data: Path) -> None:
    accidents = shape_csv(real_data / "incident/epa_rmp_accidents_2023-07.csv")
    assert accidents.field_of["AccidentHistoryID"] == "incident.source_ref"
    assert accidents.one("count(*), count(DISTINCT source_ref)") == (6950, 6950)
    assert accidents.flagged == {("row", "future_date", "incident.occurred_at"): ["2202-11-21"]}
    assert accidents.one("min(occurred_at + INTERVAL 8 HOUR)::DATE")[0].isoformat() == "1955-01-13"
    assert accidents.one("count(*) FILTER (WHERE occurred_precision = 'day')")[0] == 4
    assert accidents.one("sum(deaths)")[0] >= 157


def test_relief_stock(real_data: Path) -> None:
    stock = shape_csv(real_data / "stock/dswd_ph_warehouse_stock.csv")
    assert stock.recognition.dataset == "stock"
    assert stock.one("count(*), sum(qty_on_hand)") == (152, 1_918_696)
    assert stock.one("sum(unit_price * qty_on_hand)")[0] == pytest.approx(64_709_651.23)
    sites = stock.con.execute(
        "SELECT lower(trim(site)), count(*), sum(qty_on_hand) FROM shaped GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert [(name[-1], rows, quantity) for name, rows, quantity in sites] == [
        ("a", 19, 1_601_272),
        ("b", 4, 676),
        ("c", 124, 286_561),
        ("e", 5, 30_187),
    ]
    units = set(stock.column("unit"))
    assert {"pcs", "box", "set", "pair", "case", "pack", "roll"} <= units
    assert not units & {"bx", "sets", "pairs", "Unit", "rolls"}
    assert stock.field_of["Supplier/Donor"] is None
    assert not stock.flagged


def test_warehouses_without_points_stay_rows(real_data: Path) -> None:
    stores = shape_csv(real_data / "facility/dswd_ph_warehouses.csv")
    assert stores.recognition.dataset == "site"
    assert stores.one("count(*), count(lon), count(address)") == (24, 0, 24)
    assert set(stores.column("kind")) == {"warehouse"}
    dropped = [c.header for c in stores.recognition.columns if c.how == "dropped"]
    assert dropped == ["Phone", "Email"]
    assert not stores.flagged


def test_hospitals_with_longitude_first(real_data: Path) -> None:
    hospitals = shape_csv(real_data / "facility/turkey_hospitals.csv")
    assert hospitals.recognition.dataset == "site"
    assert set(hospitals.column("kind")) == {"hospital"}
    assert hospitals.one("count(*), round(min(lat), 4), round(max(lat), 4)") == (
        85,
        40.1865,
        41.1171,
    )
    assert hospitals.one("round(min(lon), 4), round(max(lon), 4)") == (28.5987, 29.2660)
    assert hospitals.column("name")[0] == "İstanbul Esenyurt Devlet Hastanesi"
    assert not hospitals.flagged


def test_airports_keep_text_that_looks_like_numbers_or_nothing(real_data: Path) -> None:
    airports = shape_csv(real_data / "facility/us_airports.csv")
    assert airports.recognition.dataset == "site"
    assert set(airports.column("kind")) == {"station_hub"}
    assert {"0E0", "0E8"} <= set(airports.column("source_ref"))
    assert airports.one("count(*), count(DISTINCT source_ref)") == (3376, 3376)
    assert airports.one("count(*) FILTER (WHERE region LIKE 'NA / %')")[0] == 12
    assert airports.one("count(*) FILTER (WHERE lon > 0)")[0] == 9
    assert not airports.flagged
