"""What a notebook is refused, and how it is told: wrong words, wrong values, and SQL that does more than read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sitroom
from sitroom.errors import UsageError
from sitroom.notebook import OpenSite
from sitroom.store.connect import Error


@pytest.fixture(scope="module")
def lanting(demo_site: Path) -> OpenSite:
    return sitroom.open(demo_site)


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ({"lvel": 2}, "`level`"),
        ({"regin": "Hedong"}, "`region`"),
        ({"region": "Hedon"}, "`Hedong`"),
        ({"status": "respnding"}, "`responding`"),
        ({"level": "V"}, "I, II, III, IV"),
        ({"deaths": "many"}, "a number"),
        ({"deaths": slice("few", None)}, "a number"),
        ({"is_open": "perhaps"}, "True or False"),
        ({"opened_at": "yesterday"}, "is no moment"),
        ({"as_of": 9}, "`9` is no moment"),
        ({"as_of": pd.NaT}, "is no moment"),
    ],
)
def test_what_is_written_wrongly_names_the_nearest(lanting: OpenSite, wanted: dict, near: str):
    with pytest.raises(UsageError, match=near):
        lanting.open_incidents(**wanted)


def test_a_filter_on_dates_and_a_what_if_name_what_they_take(lanting: OpenSite):
    with pytest.raises(UsageError, match="a date such as"):
        lanting.stock_lots(expires_on="2026-13-40")
    assert len(lanting.stock_lots(expires_on=slice("2026-01-01", pd.Timestamp("2030-01-01"))))
    with pytest.raises(UsageError, match="Did you mean `withdraw`"):
        lanting.stock_gaps(withdrw="x")


def test_a_metric_that_is_not_there_names_the_nearest(lanting: OpenSite):
    with pytest.raises(AttributeError, match="Did you mean `open_incidents`"):
        _ = lanting.open_incident
    with pytest.raises(KeyError, match="Did you mean `regions`"):
        lanting.metrics["region"]


def test_a_value_is_bound_and_never_pasted(lanting: OpenSite):
    hostile = "x' OR 1=1; DROP TABLE core.incident --"
    assert len(lanting.open_incidents(title=hostile)) == 0
    with pytest.raises(UsageError, match="no region"):
        lanting.open_incidents(region=hostile)


@pytest.mark.parametrize(
    "query",
    [
        "ATTACH ':memory:' AS m", "COPY (SELECT 1) TO 'x.csv'", "SET threads = 1", "INSTALL spatial",
        "SELECT 1; SELECT 2", "CREATE TEMP TABLE t AS SELECT 1", "PRAGMA threads=1", "",
        "FROM '/etc/passwd'", "SELECT * FROM read_text('/etc/passwd')", "EXPORT DATABASE 'x'",
        "FROM 'https://example.org/x.csv'", "DELETE FROM core.incident", "USE memory",
        "LOAD httpfs", "ATTACH '/tmp/x.duckdb' AS x", "SELECT * FROM read_csv('/etc/passwd')",
        "FROM read_parquet('s3://a/b')", "FROM glob('/*')", "EXPLAIN ANALYZE SET threads = 1",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/x.csv'", "EXPLAIN ANALYZE INSTALL httpfs",
        "FROM query($$COPY (SELECT 1) TO '/tmp/x.csv'$$)",
    ],
)  # fmt: skip
def test_sql_reads_and_does_nothing_else(lanting: OpenSite, query: str):
    with pytest.raises(UsageError, match="refused"):
        lanting.sql(query)


@pytest.mark.parametrize(
    "query",
    ["COPY v TO '/tmp/x.csv'", "INSTALL httpfs", "ATTACH '/tmp/x.duckdb' AS y",
     "SET enable_external_access = true", "DELETE FROM core.setting", "ATTACH ':memory:' AS y"],
)  # fmt: skip
def test_a_relation_opens_no_way_around(lanting: OpenSite, query: str):
    with pytest.raises(Error):
        lanting.sql("FROM core.setting").query("v", query)


@pytest.mark.parametrize("where", ["postgresql://host/lake", "s3://bucket/site", "ducklake:x"])
def test_an_address_says_what_can_be_opened(where: str):
    with pytest.raises(UsageError, match=r"published file such as"):
        sitroom.open(where)
