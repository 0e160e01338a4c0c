"""Real public sheets, loaded without configuration: the facts are those of their manifest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sitroom.journal import LoadResult
from sitroom.load import load_file
from sitroom.settings import open_site
from sitroom.store.record import Record, open_record

FILES = {
    "facility/us_airports.csv": [("site", 3_376)],
    "incident/ifrc_appeals.json": [("incident", 178)],
    "risk/inform_risk_index_trends.csv": [("risk", 7_640)],
    "ugly/hxl_input-merged.xlsx": [("task", 4)],
    "ugly/hxl_input-quality.xls": [("task", 4), ("task", 4)],
    "ugly/hxl_input-multiple-headers.csv": [("org", 2)],
    "warning/gdacs_rss_expected_by_ocha.csv": [("incident", 2)],
}

Loaded = tuple[Record, dict[str, list[LoadResult]]]


@pytest.fixture(scope="module")
def loaded(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The files above, each loaded once into one record."""
    with open_record(open_site(tmp_path_factory.mktemp("sheets"))) as record:
        yield record, {n: load_file(record.site, record, real_data / n) for n in FILES}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_real_sheet_loads_without_configuration(loaded: Loaded, name: str) -> None:
    results = loaded[1][name]
    assert [(r.dataset, r.rows_read) for r in results] == FILES[name], results[0].message
    assert all(r.status == "loaded" and r.rows_rejected == 0 for r in results)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT count(*), count(DISTINCT source_ref) FROM core.site", (3_376, 3_376)),
        ("SELECT count(*) FILTER (region_text LIKE 'AK /%'), count(*) FILTER (region_text LIKE"
         " 'TX /%'), count(*) FILTER (region_text LIKE 'CA /%') FROM core.site", (263, 209, 205)),
        ("SELECT count(*) FROM core.site WHERE region_text LIKE 'NA / NA%'", (12,)),
        ("SELECT count(*) FILTER (lon > 0), round(min(lat), 3), round(max(lat), 3) FROM core.site",
         (9, -14.331, 71.285)),
        ("SELECT count(*) FROM core.site WHERE source_ref IN ('0E0', '0E8')", (2,)),
        ("SELECT count(DISTINCT source_ref), min(occurred_at)::VARCHAR, max(occurred_at)::VARCHAR"
         " FROM core.incident WHERE source_id LIKE 'ifrc%'",
         (178, "1923-01-01 00:00:00", "2023-02-26 00:00:00")),
        ("SELECT sum(affected) FROM core.incident WHERE source_id LIKE 'ifrc%'", (58_441_920,)),
        ("SELECT count(*) FILTER (status = 'closed'), count(*) FILTER (status = 'responding')"
         " FROM core.incident WHERE source_id LIKE 'ifrc%'", (144, 34)),
        ("SELECT count(*) FILTER (hazard_text = 'Flood'), count(*) FILTER (hazard_text ="
         " 'Epidemic'), count(*) FILTER (hazard_text = 'Cyclone') FROM core.incident"
         " WHERE source_id LIKE 'ifrc%'", (34, 23, 18)),
        ("SELECT count(*), count(DISTINCT (region_code, assessed_year, name)) FROM core.risk",
         (7_640, 7_640)),
        ("SELECT string_agg(region_code, ' ' ORDER BY score DESC, region_code) FROM (FROM"
         " core.risk WHERE name LIKE 'INFORM%' AND assessed_year = 2024"
         " ORDER BY score DESC LIMIT 5)", ("SSD SOM YEM CAF COD",)),
        ("SELECT min(score), max(score) FROM core.risk WHERE region_code = 'CHN' AND name LIKE"
         " 'INFORM%' AND assessed_year IN (2015, 2024)", (3.0, 4.2)),
        ("SELECT string_agg(source_ref, ' ' ORDER BY source_ref) FROM core.task"
         " WHERE source_id = 'hxl_input-merged'", ("001 002 003 004",)),
        ("SELECT title, owner_org, (created_at + INTERVAL 8 HOUR)::DATE::VARCHAR FROM core.task"
         " WHERE source_ref = '003' LIMIT 1",
         ("Formación de enseñadores", "UNICEF", "2015-03-01")),
        ("SELECT magnitude, hazard, lat, lon FROM core.incident WHERE source_ref = 'EQ1457082'",
         (5.8, "earthquake", 51.1125, -177.2133)),
    ],
)  # fmt: skip
def test_facts_of_real_sheets_are_the_manifests(
    loaded: Loaded, query: str, expected: tuple[object, ...]
) -> None:
    assert loaded[0].con.execute(query).fetchall() == [expected]


@pytest.mark.slow
def test_only_the_last_year_of_an_index_is_current(loaded: Loaded) -> None:
    from sitroom.site import latest
    from sitroom.store.publish import publish

    record, _ = loaded
    publish(record.site, record)
    risks = latest(record.site.folder).read("risks")
    assert (len(risks), set(risks["assessed_year"])) == (764, {2024})
    scores = [
        float(score)
        for name, score in zip(risks["name"], risks["score"], strict=True)
        if name == "INFORM Risk Index"
    ]
    bands = ((6.5, 99), (5, 6.5), (3.5, 5), (2, 3.5), (0, 2))
    counts = [sum(low <= score < high for score in scores) for low, high in bands]
    assert counts == [20, 27, 50, 77, 17]


@pytest.mark.slow
def test_a_list_of_columns_is_no_log(real_data: Path, tmp_path: Path) -> None:
    with open_record(open_site(tmp_path)) as record:
        file = real_data / "incident/epa_rmp_accidents_dictionary.csv"
        [result] = load_file(record.site, record, file)
        assert result.status == "failed"
        assert "`column`, `description`" in (result.message or "")
