"""Public files as they were found; what they must give is told by their manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from sitroom.reading import Parsed, parse

FILES = {
    "incident/usgs_all_week_20180207.geojson": ("geojson", 1707),
    "incident/epa_rmp_accidents_2023-07.csv": ("csv", 6950),
    "stock/dswd_ph_warehouse_stock.csv": ("csv", 152),
    "facility/dswd_ph_warehouses.csv": ("csv", 24),
    "incident/incendios_pt/incendios1983.csv": ("csv", 4536),
    "incident/incendios_pt/incendios1994.csv": ("csv", 19983),
    "incident/incendios_pt/incendios1998.csv": ("csv", 34675),
    "incident/incendios_pt/incendios2014.csv": ("csv", 11387),
    "facility/turkey_hospitals.csv": ("csv", 85),
    "facility/us_airports.csv": ("csv", 3376),
    "risk/inform_risk_index_trends.csv": ("csv", 7640),
    "incident/ifrc_appeals.json": ("json", 178),
    "warning/meteoalarm_bosnia.json": ("cap", 44),
    "ugly/hxl_input-merged.xlsx": ("xlsx", 4),
    "ugly/hxl_input-quality.xlsx": ("xlsx", 8),
    "ugly/hxl_input-quality.xls": ("xls", 8),
    "ugly/hxl_input-multiple-headers.csv": ("csv", 2),
    "ugly/hxl_input-multiline.csv": ("csv", 1),
    "warning/cap_oasiscap/v1dot2_appendix_adot2.xml": ("cap", 1),
    "warning/cap_oasiscap/ipaws-5e6dd964023f1930ef638846.xml": ("cap", 1),
}


def ask(parsed: Parsed, question: str) -> Any:
    """Answer SQL in which `@name` is the column of that header and `t` the table."""
    table = parsed.tables[0]
    for place, name in sorted(enumerate(table.columns), key=lambda pair: -len(pair[1])):
        question = question.replace(f"@{name}", f"c{place}")
    source = f"read_parquet('{table.stage}')"
    return duckdb.sql(question.replace(" t", f" {source}", 1)).fetchone()


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_a_real_file_is_read(real_data: Path, tmp_path: Path, name: str) -> None:
    parsed = parse(real_data / name, tmp_path)
    assert (parsed.format, sum(table.rows for table in parsed.tables)) == FILES[name]
    assert ask(parsed, "SELECT count(problem) FROM t") == (0,)


def test_spot_values_are_the_manifests(real_data: Path, tmp_path: Path) -> None:
    quakes = parse(real_data / "incident/usgs_all_week_20180207.geojson", tmp_path / "1")
    assert ask(quakes, "SELECT @place, @lat, @lon, @z FROM t ORDER BY @mag::DOUBLE DESC") == (
        "22km NNE of Hualian, Taiwan", "24.1737", "121.653", "10.64"
    )  # fmt: skip
    fires = parse(real_data / "incident/incendios_pt/incendios1998.csv", tmp_path / "2")
    assert ask(fires, "SELECT round(sum(@area_total::DOUBLE), 3) FROM t") == (158367.752,)
    stock = parse(real_data / "stock/dswd_ph_warehouse_stock.csv", tmp_path / "3")
    assert ask(stock, "SELECT sum(replace(@Quantity, ',', '')::BIGINT) FROM t") == (1918696,)
    appeals = parse(real_data / "incident/ifrc_appeals.json", tmp_path / "4")
    assert ask(appeals, "SELECT sum(@amount_requested::DECIMAL(18, 2))::DOUBLE FROM t") == (
        2934081933.0,
    )


def test_merged_cells_give_their_label_to_each_row(real_data: Path, tmp_path: Path) -> None:
    parsed = parse(real_data / "ugly/hxl_input-merged.xlsx", tmp_path)
    wanted = "SELECT @Organización, @País, @Hombres FROM t WHERE c0 = '003'"
    assert ask(parsed, wanted) == ("UNICEF", "Colombia", "250")


def test_a_header_used_twice_stays_two_columns(real_data: Path, tmp_path: Path) -> None:
    columns = parse(real_data / "facility/dswd_ph_warehouses.csv", tmp_path).tables[0].columns
    assert {"Address", "Address (2)"} <= set(columns)
