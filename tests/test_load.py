"""Loading: every row accounted for, twice is once, a failure changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitroom.load import load_file
from sitroom.rebuild import rebuild
from sitroom.settings import open_site
from sitroom.store.record import Record, open_record

LOG = """事件编号,事件名称,事件类型,级别,状态,发生时间,区县,死亡人数,联系电话
LT-1,河东内涝,内涝,二级,处置中,2026-07-12 06:40,河东区,0,000-0000-0000
LT-2,石桥泄漏,泄漏,三级,处置中,2026-07-12 08:33,石桥区,,000-0000-0000
LT-3,仓库火灾,火灾,四级,结案,2062-07-12 02:00,临港区,0,000-0000-0000
"""
CHANGED = LOG.replace("LT-2,石桥泄漏,泄漏,三级", "LT-2,石桥泄漏,泄漏,二级")


def _record_rows(record: Record, query: str) -> list:
    return record.con.execute(query).fetchall()


def _file(folder: Path, text: str, name: str = "log.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def _adds_up(result) -> bool:
    parts = (result.rows_inserted, result.rows_updated, result.rows_unchanged, result.rows_rejected)
    return result.rows_read == sum(parts)


def test_good_rows_go_in_and_an_impossible_one_is_set_aside(site: Path, tmp_path: Path) -> None:
    with open_record(open_site(site)) as record:
        [result] = load_file(record.site, record, _file(tmp_path, LOG))
        assert (result.dataset, result.rows_read, result.rows_inserted, result.rows_rejected) == (
            "incident", 3, 2, 1,
        )  # fmt: skip
        assert _adds_up(result)
        assert _record_rows(record, "SELECT reason, row_no, header FROM core.rejected_row") == [
            ("future_date", 4, "发生时间")
        ]
        levels = "SELECT source_ref, level, deaths FROM core.incident ORDER BY 1"
        assert _record_rows(record, levels) == [("LT-1", 2, 0), ("LT-2", 3, None)]


def test_a_telephone_column_is_never_stored(site: Path, tmp_path: Path) -> None:
    with open_record(open_site(site)) as record:
        [result] = load_file(record.site, record, _file(tmp_path, LOG))
        assert result.columns_dropped == ["联系电话"]
        raw = f"read_parquet('{record.raw_folder}/*.parquet')"
        assert _record_rows(record, f"SELECT count(*) FROM {raw} WHERE c8 IS NOT NULL") == [(0,)]
        assert _record_rows(
            record, "SELECT count(*) FROM core.rejected_row WHERE raw LIKE '%000-0000%'"
        ) == [(0,)]


def test_the_same_file_twice_adds_nothing(site: Path, tmp_path: Path) -> None:
    with open_record(open_site(site)) as record:
        file = _file(tmp_path, LOG)
        load_file(record.site, record, file)
        [again] = load_file(record.site, record, file)
        assert again.status == "unchanged"
        assert (again.rows_inserted, again.rows_unchanged, again.rows_rejected) == (0, 2, 1)
        assert _adds_up(again)
        assert _record_rows(record, "SELECT count(*) FROM core.incident") == [(2,)]


def test_a_changed_row_replaces_the_old_one_and_keeps_it_as_history(
    site: Path, tmp_path: Path
) -> None:
    with open_record(open_site(site)) as record:
        load_file(record.site, record, _file(tmp_path, LOG))
        [result] = load_file(record.site, record, _file(tmp_path, CHANGED))
        assert (result.rows_inserted, result.rows_updated, result.rows_unchanged) == (0, 1, 1)
        assert _adds_up(result)
        assert _record_rows(record, "SELECT count(*) FROM core.incident") == [(2,)]
        assert _record_rows(record, "SELECT source_ref, level FROM history.incident") == [
            ("LT-2", 3)
        ]


def test_rows_without_a_number_are_not_doubled_by_an_overlapping_export(
    site: Path, tmp_path: Path
) -> None:
    rows = [f"Flood at weir {n},flood,2026-07-1{n} 08:00,Hedong" for n in range(1, 9)]
    head = "Title,Incident type,Occurred at,District"
    first = "\n".join([head, *rows[:5], rows[0]])
    second = "\n".join([head, *rows[3:], rows[0]])
    with open_record(open_site(site)) as record:
        source = _only_source(site)
        load_file(record.site, record, _file(tmp_path, first, "a.csv"), source)
        [result] = load_file(record.site, record, _file(tmp_path, second, "b.csv"), source)
        assert _adds_up(result)
        # Twice in one file is two incidents; again in another file is the same two.
        assert _record_rows(record, "SELECT count(*) FROM core.incident") == [(9,)]


def test_the_narrowest_known_tier_names_the_district(site: Path, tmp_path: Path) -> None:
    regions = (
        "区划代码,名称,层级,人口\n990100,兰汀市,prefecture,900000\n990101,河东区,county,9000\n"
    )
    log = LOG.replace("河东区", "兰汀市 / 河东区 / 某街")
    with open_record(open_site(site)) as record:
        load_file(record.site, record, _file(tmp_path, regions, "regions.csv"))
        load_file(record.site, record, _file(tmp_path, log))
        codes = "SELECT region_code FROM core.incident WHERE source_ref = 'LT-1'"
        assert _record_rows(record, codes) == [("990101",)]


def _only_source(site: Path):
    from sitroom.settings import Source

    return Source(name="exports")


def test_a_file_that_fails_changes_nothing_and_says_why(site: Path, tmp_path: Path) -> None:
    with open_record(open_site(site)) as record:
        load_file(record.site, record, _file(tmp_path, LOG))
        before = _record_rows(record, "FROM core.incident")
        page = _file(tmp_path, "<html><body>Please log in</body></html>")
        [result] = load_file(record.site, record, page)
        assert result.status == "failed"
        assert result.message
        assert _record_rows(record, "FROM core.incident") == before
        assert _record_rows(record, "SELECT status FROM core.load ORDER BY load_id") == [
            ("loaded",), ("failed",),
        ]  # fmt: skip


def test_a_dry_run_leaves_no_trace(site: Path, tmp_path: Path) -> None:
    with open_record(open_site(site)) as record:
        [result] = load_file(record.site, record, _file(tmp_path, LOG), dry_run=True)
        assert result.rows_inserted == 2
        for table in ("incident", "load", "rejected_row", "source"):
            assert _record_rows(record, f"SELECT count(*) FROM core.{table}") == [(0,)]
        assert not list(record.raw_folder.iterdir())


def test_core_is_a_function_of_raw(site: Path, tmp_path: Path) -> None:
    facts = "SELECT * EXCLUDE (row_hash) FROM {} ORDER BY incident_id, load_id"
    with open_record(open_site(site)) as record:
        load_file(record.site, record, _file(tmp_path, LOG))
        load_file(record.site, record, _file(tmp_path, CHANGED))
        tables = ("core.incident", "history.incident", "core.rejected_row")
        before = {
            t: _record_rows(record, facts.format(t) if "incident" in t else f"FROM {t}")
            for t in tables
        }
        assert rebuild(record) == 2
        for table, rows in before.items():
            query = facts.format(table) if "incident" in table else f"FROM {table}"
            assert sorted(map(repr, _record_rows(record, query))) == sorted(map(repr, rows)), table
        audit = "rows_read <> rows_inserted + rows_updated + rows_unchanged + rows_rejected"
        assert _record_rows(record, f"SELECT count(*) FROM core.load WHERE {audit}") == [(0,)]


REAL = {
    "incident/usgs_all_week_20180207.geojson": ("incident", 1_707, 0),
    "incident/epa_rmp_accidents_2023-07.csv": ("incident", 6_950, 1),
    "incident/incendios_pt/incendios1983.csv": ("incident", 4_536, 0),
    "incident/incendios_pt/incendios1994.csv": ("incident", 19_983, 0),
    "incident/incendios_pt/incendios1998.csv": ("incident", 34_675, 0),
    "incident/incendios_pt/incendios2014.csv": ("incident", 11_387, 0),
    "stock/dswd_ph_warehouse_stock.csv": ("stock", 152, 0),
    "facility/dswd_ph_warehouses.csv": ("site", 24, 0),
    "facility/turkey_hospitals.csv": ("site", 85, 0),
}


@pytest.fixture(scope="module")
def real_record(real_data: Path, tmp_path_factory: pytest.TempPathFactory):
    """Every real file of the first release, loaded once without any configuration."""
    folder = tmp_path_factory.mktemp("real")
    with open_record(open_site(folder)) as record:
        results = {name: load_file(record.site, record, real_data / name)[0] for name in REAL}
        yield record, results


@pytest.mark.slow
@pytest.mark.parametrize("name", REAL)
def test_a_real_file_loads_without_configuration(real_record, name: str) -> None:
    _, results = real_record
    dataset, rows, aside = REAL[name]
    result = results[name]
    assert result.status == "loaded", result.message
    assert (result.dataset, result.rows_read, result.rows_rejected) == (dataset, rows, aside)
    assert _adds_up(result)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT count(*), count(DISTINCT source_ref) FROM core.incident"
         " WHERE source_id LIKE 'usgs%'", (1_707, 1_707)),
        ("SELECT magnitude, lat, lon, depth_km FROM core.incident WHERE source_ref = 'us1000chhc'",
         (6.4, 24.1737, 121.653, 10.64)),
        ("SELECT count(*) FROM core.incident WHERE hazard = 'earthquake' AND source_id LIKE 'usgs%'",
         (1_679,)),
        ("SELECT min(occurred_at)::VARCHAR, max(occurred_at)::VARCHAR FROM core.incident"
         " WHERE source_id LIKE 'usgs%'", ("2018-01-31 01:49:59.65", "2018-02-07 01:26:13.84")),
        ("SELECT count(*) FROM core.incident WHERE source_id LIKE 'incendios%'", (70_581,)),
        ("SELECT round(lat, 6), round(lon, 6) FROM core.incident WHERE source_ref = 'TM21426'",
         (41.738056, -6.892778)),
        ("SELECT min(occurred_at)::DATE::VARCHAR, max(occurred_at)::DATE::VARCHAR"
         " FROM core.incident WHERE source_id = 'incendios2014'", ("2014-01-08", "2014-12-31")),
        ("SELECT count(*) FROM core.incident WHERE source_id = 'incendios2014'"
         " AND status = 'false_alarm'", (1_753,)),
        ("SELECT count(*) FROM core.incident WHERE source_id LIKE 'incendios%' AND lon > 0", (0,)),
        ("SELECT sum(qty_on_hand) FROM core.stock_lot", (1_918_696,)),
        ("SELECT count(*) FROM core.stock_lot l WHERE NOT EXISTS"
         " (SELECT 1 FROM core.site s WHERE s.site_id = l.site_id)", (0,)),
        ("SELECT max(qty_on_hand) FROM core.stock_lot", (400_032,)),
        ("SELECT count(*), count(lon) FROM core.site WHERE source_id LIKE 'dswd%'", (24, 0)),
        ("SELECT count(*), min(lat), max(lat), min(lon), max(lon) FROM core.site"
         " WHERE source_id = 'turkey_hospitals'", (85, 40.1865, 41.1171, 28.5987, 29.2660)),
        ("SELECT value FROM core.rejected_row WHERE source_id LIKE 'epa%'", ("2202-11-21",)),
    ],
)  # fmt: skip
def test_real_facts_are_the_manifests(real_record, query: str, expected: tuple) -> None:
    record, _ = real_record
    [row] = record.con.execute(query).fetchall()
    assert row == (pytest.approx(expected, rel=1e-4) if _numeric(expected) else expected)


def _numeric(values: tuple) -> bool:
    return all(isinstance(value, int | float) for value in values)
