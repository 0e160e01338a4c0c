"""Reports of one event: suggested, linked and unlinked by a person, counted once, never merged."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from changing import office
from metric_store import Connection, at, incident, one, put, read, store_for_a_test

from sitroom.decisions import link, take_up
from sitroom.errors import UsageError
from sitroom.rebuild import rebuild
from sitroom.site import latest
from sitroom.store.publish import publish

HEAD = "事件编号,事件名称,事件类型,级别,状态,发生时间,区县,地点,经度,纬度,死亡人数"
ONE = "LT-1,河东路内涝,内涝,三级,处置中,2026-07-12 06:40,河东区,东风路,116.001,30.002,2"
OTHER = "F-9,河东路积水内涝,内涝,二级,处置中,2026-07-12 06:55,河东区,东风路口,116.004,30.003,1"


@pytest.fixture
def con():
    with store_for_a_test() as store:
        yield store


def told(con: Connection, number: str, clock: str = "08:00", source: str = "a", **row) -> None:
    about = {"title": "河东路内涝", "hazard": "flood", "category": "natural", "region_code": "R",
             "lon": 116.0, "lat": 30.0}  # fmt: skip
    incident(con, number, clock, source_id=source, **(about | row))


def decide(con: Connection, a: str, b: str, clock: str, known: str = "", linked: bool = True):
    put(con, "incident_link", decision=f"{a}{b}{clock}", incident_a=f"k:{a}", incident_b=f"k:{b}",
        is_linked=linked, decided_at=at(clock), known_at=at(known or clock))  # fmt: skip


def pairs(con: Connection) -> list[tuple[str, str]]:
    return [(row["incident_a"], row["incident_b"]) for row in read(con, "likely_duplicates")]


def test_two_sources_that_tell_of_one_event_are_suggested_with_the_reasons(con) -> None:
    told(con, "1")
    told(con, "2", "08:20", "b", title="河东路积水内涝", lon=116.004)
    [row] = read(con, "likely_duplicates")
    assert (row["incident_a"], row["incident_b"]) == ("k:1", "k:2")
    assert row["score"] >= 0.8 and row["minutes_apart"] == 20
    assert row["km_apart"] == pytest.approx(0.385, abs=0.01)
    assert row["is_same_hazard"] and row["text_likeness"] > 0.9


@pytest.mark.parametrize(
    "other",
    [
        {"source": "a"},
        {"clock": "14:00"},
        {"lon": 116.2},
        {"hazard": "fire", "category": "accident"},
        {"status": "merged"},
    ],
    ids=["one source", "hours later", "far away", "another kind", "merged by its source"],
)
def test_what_is_not_one_event_is_not_suggested(con, other) -> None:
    told(con, "1")
    told(con, "2", **({"clock": "08:20", "source": "b"} | other))
    assert pairs(con) == []


def test_reports_without_a_point_meet_by_place_or_district(con) -> None:
    told(con, "1", lon=None, lat=None)
    told(con, "2", "08:05", "b", lon=None, lat=None)
    told(con, "3", "08:05", "c", lon=None, lat=None, region_code="S", title="全市停电")
    assert pairs(con) == [("k:1", "k:2")]


def test_old_and_closed_reports_are_not_compared(con) -> None:
    for number, source in (("1", "a"), ("2", "b")):
        told(con, number, source=source, status="closed", reported_at=at("08:00", -30),
             closed_at=at("09:00", -30))  # fmt: skip
    assert pairs(con) == []


def test_blocks_keep_the_search_from_growing_with_the_square(con) -> None:
    con.execute(
        "INSERT INTO core.incident (incident_id, title, hazard, category, status, reported_at,"
        " occurred_precision, lon, lat, source_id, known_at, level) SELECT 'm:' || i, 'Fire ' || i,"
        " 'fire', 'accident', 'responding', TIMESTAMP '2026-07-12' - to_minutes(i % 8000), 'minute',"
        " 100 + (i * 7919 % 10000) / 500, 20 + (i * 104729 % 10000) / 500, 's' || i % 3,"
        " TIMESTAMP '2026-07-01', 4 FROM range(200000) t(i)"
    )
    began = time.monotonic()
    found = read(con, "likely_duplicates")
    assert time.monotonic() - began < 20
    assert all(row["km_apart"] <= 3 and row["minutes_apart"] <= 180 for row in found)


def test_r06_one_incident_from_two_sources_is_kept_twice_linked_and_counted_once(con) -> None:
    told(con, "1", level=3, deaths=2, injured=5)
    told(con, "2", "08:20", "b", level=2, deaths=1, injured=7)
    told(con, "3", "08:30", "b", level=4, deaths=1, hazard="fire", category="accident")
    assert one(con, "casualties")["deaths"] == 4
    decide(con, "1", "2", "09:00")
    counted = one(con, "casualties")
    assert (counted["deaths"], counted["injured"]) == (3, 7), "the greatest of them, not the sum"
    assert [r["open_count"] for r in read(con, "level_counts")] == [0, 1, 0, 1]
    assert [r["incident_id"] for r in read(con, "open_incidents")] == ["k:2", "k:3"]
    state = {r["incident_id"]: r for r in read(con, "incidents")}
    assert len(state) == 3, "both reports stay"
    assert (state["k:1"]["linked_to"], state["k:1"]["is_open"]) == ("k:2", False)
    assert (state["k:2"]["members"], state["k:2"]["deaths"]) == (2, 2)
    assert sum(r["incidents"] for r in read(con, "new_incidents_per_hour")) == 2
    assert pairs(con) == []


def test_a_link_holds_from_when_it_was_decided_and_known(con) -> None:
    told(con, "1")
    told(con, "2", "08:20", "b")
    decide(con, "1", "2", "08:40", known="08:50")
    decide(con, "1", "2", "09:10", linked=False)

    def open_ones(clock: str, known: str = "23:00") -> int:
        return len(read(con, "open_incidents", at(clock), at(known)))

    assert [open_ones("08:30"), open_ones("08:45"), open_ones("09:20")] == [2, 1, 2]
    assert open_ones("08:45", "08:45") == 2, "decided, and not yet known"


def test_links_chain_to_one_event(con) -> None:
    for number, level in (("1", 4), ("2", 3), ("3", 3)):
        told(con, number, f"08:0{number}", number, level=level)
    decide(con, "1", "2", "09:00")
    decide(con, "2", "3", "09:01")
    assert [r["incident_id"] for r in read(con, "open_incidents")] == ["k:2"], "the earlier of two"
    assert {r["members"] for r in read(con, "incident_links")} == {3}


@pytest.fixture
def linked_site(site: Path) -> Path:
    with office(site) as log:
        log.load("\n".join([HEAD, ONE]), "register.csv")
        log.load("\n".join([HEAD, OTHER]), "fire.csv")
        publish(log.record.site, log.record)
    return site


def test_decisions_are_files_that_the_record_takes_up_once(linked_site: Path) -> None:
    file = link(linked_site, "LT-1", "fire:F-9", post="值班长")
    said = json.loads(file.read_text(encoding="utf-8"))
    assert said["incidents"] == ["fire:F-9", "register:LT-1"] and said["kind"] == "link"
    with office(linked_site) as log:
        assert (take_up(log.record), take_up(log.record)) == (1, 0)
        publish(log.record.site, log.record)
        rows = "SELECT incident_a, incident_b, is_linked, post FROM core.incident_link"
        assert log.rows(rows) == [("fire:F-9", "register:LT-1", True, "值班长")]
        assert list(latest(linked_site).read("open_incidents").incident_id) == ["fire:F-9"]
        rebuild(log.record)
        assert log.count("core.incident_link") == 1


def test_a_decision_that_makes_no_sense_is_put_away(linked_site: Path) -> None:
    folder = linked_site / "decisions"
    folder.mkdir()
    (folder / "torn.json").write_text('{"kind": "li')
    (folder / "list.json").write_text("[1, 2]")
    with office(linked_site) as log:
        assert take_up(log.record) == 0
    assert sorted(file.name for file in folder.iterdir()) == ["list.unread", "torn.unread"]


def test_an_incident_that_is_not_known_is_answered_with_the_nearest(linked_site: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean `LT-1`"):
        link(linked_site, "LT-11", "F-9")
    with pytest.raises(UsageError, match="same incident"):
        link(linked_site, "LT-1", "register:LT-1")


def test_a_post_is_never_a_telephone(linked_site: Path) -> None:
    file = link(linked_site, "LT-1", "F-9", post="值班 13812345678")
    assert "13812345678" not in file.read_text(encoding="utf-8")


def sitroom(*arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "sitroom", *map(str, arguments)], capture_output=True, text=True
    )


def test_link_works_while_the_loader_runs_and_without_it(linked_site: Path) -> None:
    command = [sys.executable, "-m", "sitroom", "load", "--watch", "--site", str(linked_site)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as loader:
        try:
            _wait(lambda: (linked_site / "record" / "alive").exists())
            done = sitroom("link", "LT-1", "F-9", "--site", linked_site)
            assert done.returncode == 0 and "loader at work" in done.stderr
            _wait(lambda: len(latest(linked_site).read("open_incidents")) == 1)
        finally:
            loader.terminate()
    undone = sitroom("unlink", "LT-1", "F-9", "--site", linked_site)
    assert undone.returncode == 0, undone.stderr
    assert len(latest(linked_site).read("open_incidents")) == 2
    assert len(latest(linked_site).read("likely_duplicates")) == 0, "a person said they are two"


def _wait(ready, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, f"nothing within {seconds} s"
        time.sleep(0.2)
