"""Public maps and archives as they were found, loaded without a setting: the manifest's facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import shapely

from sitroom.load import load_file
from sitroom.reading import parse
from sitroom.settings import open_site
from sitroom.store.record import Record, open_record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(open_site(tmp_path)) as opened:
        yield opened


def load(record: Record, file: Path) -> dict[str | None, tuple[int, int, int, int, int]]:
    """Return rows read, new, changed, unchanged and set aside of each table of a file."""
    results = load_file(record.site, record, file)
    counted = {}
    for each in results:
        assert each.status == "loaded", each.message
        came = (each.rows_inserted, each.rows_updated, each.rows_unchanged, each.rows_rejected)
        assert each.rows_read == sum(came)
        counted[each.sheet] = (each.rows_read, *came)
    return counted


def one(record: Record, what: str) -> tuple[Any, ...]:
    return record.con.execute(f"SELECT {what} FROM core.region").fetchall()[0]


def test_g02_the_counties_and_states_of_a_topojson(real_data: Path, record: Record) -> None:
    counted = load(record, real_data / "region/us-10m.topo.json")
    # 3,641 shapes carry 3,231 ids: those of one id are the parts of one county, counted as known.
    assert counted == {"counties": (3641, 3231, 0, 410, 0), "states": (53, 53, 0, 0, 0)}
    counties = "count(*) FILTER (WHERE length(region_code) = 5), min(region_code), max(region_code)"
    assert one(record, counties) == (3231, "01", "78030")
    assert one(record, "count(*) FILTER (WHERE region_code LIKE '01___')") == (67,)  # Alabama's
    assert one(record, "count(*) FILTER (WHERE name <> region_code)") == (0,)
    [(area,)] = record.con.execute(
        "SELECT geom_wkb FROM core.region WHERE region_code = '11001'"
    ).fetchall()
    washington = shapely.from_wkb(area)
    assert washington.is_valid
    assert washington.contains(shapely.Point(-77.02, 38.90))


def test_g02_the_countries_of_a_topojson(real_data: Path, record: Record) -> None:
    counted = load(record, real_data / "region/world-110m.topo.json")
    # Three countries have -99 for an id, which is none; and nothing else names them.
    assert counted == {"countries": (177, 174, 0, 0, 3)}
    reasons = record.con.execute("SELECT DISTINCT reason FROM core.rejected_row").fetchall()
    assert reasons == [("missing_value",)]
    assert one(record, "count(DISTINCT region_code), min(length(region_code))") == (174, 3)
    [(area,)] = record.con.execute(
        "SELECT geom_wkb FROM core.region WHERE region_code = '076'"
    ).fetchall()
    assert shapely.from_wkb(area).contains(shapely.Point(-47.9, -15.8))  # Brasília


def test_i05_a_feed_of_earthquakes(real_data: Path, record: Record) -> None:
    [counts] = load(record, real_data / "incident/usgs_all_week_20180207.geojson").values()
    assert counts == (1707, 1707, 0, 0, 0)
    what = "count(*), count(lon), count(depth_km), min(magnitude)::DOUBLE, max(magnitude)::DOUBLE"
    found = record.con.execute(f"SELECT {what} FROM core.incident").fetchall()[0]
    assert found == (1707, 1707, 1707, -0.8, 6.4)


def test_u01_a_sheet_in_a_zip(real_data: Path, tmp_path: Path) -> None:
    parsed = parse(real_data / "ugly/hxl_input-untagged-csv.zip", tmp_path)
    assert (parsed.format, [table.sheet for table in parsed.tables]) == ("csv", [None])
    [table] = parsed.tables
    codes = duckdb.sql(f"SELECT c0 FROM read_parquet('{table.stage}') ORDER BY row_no").fetchall()
    assert codes[0] == ("001",)
