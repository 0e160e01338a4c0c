"""The record has one owner; a published file never changes and gives nothing away."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sitroom import clock, content
from sitroom.errors import Busy, SitroomError, UsageError
from sitroom.settings import open_site
from sitroom.site import at, latest, pointer
from sitroom.store import schema
from sitroom.store.connect import scratch
from sitroom.store.publish import publish
from sitroom.store.record import Record, open_record

INCIDENT = """
    INSERT INTO core.incident BY NAME SELECT ? AS incident_id, 'Flood at the weir' AS title,
    'natural' AS category, 'flood' AS hazard, 'responding' AS status, true AS is_status_given,
    TIMESTAMP '2026-07-12 00:00' AS occurred_at, TIMESTAMP '2026-07-12 00:00' AS reported_at,
    ?::TIMESTAMP AS known_at, 'log' AS source_id, false AS level_at_least, 'occurred' AS phase
"""


def _with(folder: Path, *incidents: tuple[str, str]) -> int:
    site = open_site(folder)
    with open_record(site) as record:
        for incident in incidents:
            record.con.execute(INCIDENT, list(incident))
        return publish(site, record)


def test_every_column_of_every_table_says_what_it_means(site: Path) -> None:
    _with(site)
    bare = latest(site).sql(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'core'"
        " AND comment IS NULL AND table_name IN (SELECT unnest(?))",
        [list(content.tables())],
    )
    assert bare.empty, bare


def test_fact_tables_all_carry_where_a_row_came_from(site: Path) -> None:
    _with(site)
    for table in schema.fact_tables():
        columns = set(latest(site).sql(f"SELECT * FROM core.{table}").columns)
        assert {"source_id", "load_id", "row_no", "known_at", "row_hash"} <= columns, table


def test_a_second_loader_is_told_that_the_record_is_taken(site: Path) -> None:
    with (
        open_record(open_site(site)),
        pytest.raises(Busy, match="Another loader"),
        open_record(open_site(site)),
    ):
        pass


def test_a_reader_keeps_its_file_while_new_ones_are_published(site: Path) -> None:
    _with(site, ("log:1", "2026-07-12 00:05"))
    old = latest(site)
    _with(site, ("log:2", "2026-07-12 00:06"))
    assert old.sql("SELECT count(*) AS n FROM core.incident").n[0] == 1
    assert latest(site).sql("SELECT count(*) AS n FROM core.incident").n[0] == 2
    assert latest(site).number == old.number + 1


def test_the_pointer_tells_what_is_published(site: Path) -> None:
    assert pointer(site) is None
    number = _with(site)
    told = pointer(site)
    assert told is not None
    assert told[0] == number


def test_nothing_published_says_what_to_do(site: Path) -> None:
    with pytest.raises(SitroomError, match="sitroom load FILE"):
        latest(site)


def test_old_files_are_kept_by_rule_and_can_be_pinned(tmp_path: Path) -> None:
    (tmp_path / "sitroom.toml").write_text('[site]\ntitle = "T"\nkeep_published = 2\n')
    numbers = [_with(tmp_path) for _ in range(4)]
    assert sorted(p.name for p in (tmp_path / "published").glob("*.duckdb")) == [
        f"{n:06d}.duckdb" for n in numbers[-2:]
    ]
    assert at(tmp_path, numbers[-2]).number == numbers[-2]
    with pytest.raises(SitroomError, match="no longer kept"):
        at(tmp_path, numbers[0])


@pytest.mark.parametrize(
    "query",
    [
        "CREATE TABLE core.x (a INT)",
        "DELETE FROM core.incident",
        "COPY core.incident TO 'out.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/hostname')",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '99GB'",
        "PRAGMA database_list_of_secrets",
    ],
)
def test_a_published_file_cannot_be_changed_or_used_to_reach_others(site: Path, query: str) -> None:
    _with(site, ("log:1", "2026-07-12 00:05"))
    with pytest.raises(UsageError, match="refused"):
        latest(site).sql(query)
    assert latest(site).sql("SELECT count(*) AS n FROM core.incident").n[0] == 1


def test_values_of_a_query_are_bound(site: Path) -> None:
    _with(site, ("log:1", "2026-07-12 00:05"))
    hostile = "log:1' OR '1'='1"
    found = latest(site).sql("SELECT * FROM core.incident WHERE incident_id = ?", [hostile])
    assert found.empty


def test_an_unknown_metric_names_the_nearest(site: Path) -> None:
    _with(site)
    with pytest.raises(UsageError, match="Did you mean `open_incidents`"):
        latest(site).read("open_incident")


def test_known_as_of_hides_what_arrived_later_and_shows_what_was_replaced(site: Path) -> None:
    opened = open_site(site)
    with open_record(opened) as record:
        record.con.execute(INCIDENT, ["log:1", "2026-07-12 00:05"])
        _replace_title(record, "2026-07-12 00:30")
        publish(opened, record)
    known = "SELECT title FROM core.incident_known(?::TIMESTAMP)"
    published = latest(site)
    assert published.sql(known, ["2026-07-12 00:04"]).empty
    assert published.sql(known, ["2026-07-12 00:10"]).title.tolist() == ["Flood at the weir"]
    assert published.sql(known, ["2026-07-12 00:40"]).title.tolist() == ["Corrected"]


def _replace_title(record: Record, known_at: str) -> None:
    record.con.execute(
        "INSERT INTO history.incident SELECT *, ?::TIMESTAMP FROM core.incident", [known_at]
    )
    record.con.execute(
        "UPDATE core.incident SET title = 'Corrected', known_at = ?::TIMESTAMP", [known_at]
    )


def test_a_failed_transaction_leaves_nothing(site: Path) -> None:
    with open_record(open_site(site)) as record:
        with pytest.raises(ZeroDivisionError), record.transaction() as con:
            con.execute(INCIDENT, ["log:1", "2026-07-12 00:05"])
            raise ZeroDivisionError
        assert record.con.execute("SELECT count(*) FROM core.incident").fetchall() == [(0,)]


def test_a_replayed_clock_runs_faster(tmp_path: Path) -> None:
    start = datetime(2026, 7, 11, 22, 30)
    clock.set_demo(tmp_path, start, 60)
    assert clock.speed(tmp_path) == 60
    assert 0 <= (clock.now(tmp_path) - start).total_seconds() < 600


def test_settings_refuse_what_they_do_not_know(tmp_path: Path) -> None:
    (tmp_path / "sitroom.toml").write_text('[site]\ntimezon = "Asia/Shanghai"\n')
    with pytest.raises(UsageError, match="Did you mean `timezone`"):
        open_site(tmp_path)


def test_a_cadence_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sitroom.toml").write_text('[[sources]]\nname = "log"\nevery = "often"\n')
    with pytest.raises(UsageError, match="cadence"):
        open_site(tmp_path)


def test_a_metric_is_planned_with_each_metric_below_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "metrics"
    folder.mkdir(parents=True)
    head = "-- title: T\n-- title_zh: 题\n"
    same = "as_of := as_of, known_as_of := known_as_of"
    (folder / "base_rows.sql").write_text(f"{head}SELECT as_of AS asked_at -- the moment")
    (folder / "twice_read.sql").write_text(
        f"{head}SELECT a.asked_at, b.asked_at AS before FROM metric.base_rows({same}) a,"
        " metric.base_rows(as_of := as_of - INTERVAL 1 DAY, known_as_of := known_as_of) b,"
        f" metric.base_rows({same}) c"
    )
    names = ("base_rows", "twice_read")
    own = {name: content.metrics(tmp_path)[name] for name in names}
    con = scratch()
    con.execute("CREATE SCHEMA core; CREATE SCHEMA metric")
    monkeypatch.setattr(content, "metrics", lambda _site: own)
    schema.create_metrics(con, datetime(2026, 7, 12), tmp_path)
    said = "SELECT macro_definition FROM duckdb_functions() WHERE function_name = 'twice_read'"
    for (definition,) in con.execute(said).fetchall():
        # By the name of what is made once; only the other moment is asked for again.
        assert definition.count("metric.base_rows") + definition.count("step.base_rows") <= 1
    day = datetime(2026, 7, 12)
    rows = con.execute("FROM metric.twice_read(as_of := ?)", [day]).fetchall()
    assert rows == [(day, day - timedelta(days=1))]
