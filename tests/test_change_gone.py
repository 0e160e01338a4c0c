"""Snapshot sources: what their newest full file no longer holds is closed or removed, and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from changing import HEAD, ROWS, counts, export, office

from sitroom.errors import UsageError
from sitroom.rebuild import rebuild
from sitroom.settings import open_site

STOCK = "物资名称,单位,数量,仓库,批号"
LOTS = tuple(f"编织袋{n},条,{n}00,东库,B{n}" for n in range(1, 5))
OPEN = "SELECT source_ref FROM core.incident WHERE status <> 'closed' ORDER BY 1"


def test_incidents_that_vanish_from_a_snapshot_are_closed_as_inferred(site: Path) -> None:
    with office(site, dataset="incident", gone="close") as log:
        log.load(export(*ROWS))
        result = log.load(export(*ROWS[1:]))
        assert counts(result) == (0, 0, 3, 0) and result.rows_gone == 1
        assert log.rows(
            "SELECT status, is_status_given, closed_at = gone_at, gone_at = known_at"
            " FROM core.incident WHERE source_ref = 'LT-1'"
        ) == [("closed", False, True, True)]
        assert log.rows("SELECT status FROM history.incident") == [("responding",)]
        assert log.rows("SELECT rows_gone FROM core.load ORDER BY load_id") == [(0,), (1,)]
        # It is told once, not with every snapshot after it.
        assert log.load(export(*ROWS[1:], ROWS[1])).rows_gone == 0


def test_r05_a_row_that_comes_back_reopens_and_the_closing_stays_in_history(site: Path) -> None:
    with office(site, dataset="incident", gone="close") as log:
        log.load(export(*ROWS))
        log.load(export(*ROWS[1:]))
        back = log.load(export(*ROWS))
        assert counts(back) == (0, 1, 3, 0)
        assert log.rows(OPEN) == [(f"LT-{n}",) for n in (1, 2, 3, 4)]
        closed = "SELECT count(*) FROM history.incident WHERE status = 'closed'"
        assert log.rows(closed) == [(1,)]
        [(field, value, detail)] = log.rows(
            "SELECT field, value, detail FROM core.flagged_cell WHERE reason = 'reopened'"
        )
        assert (field, value) == ("incident.status", "responding")
        assert "its source no longer held it" in detail


def test_r05_closed_then_open_without_a_report_is_flagged(site: Path) -> None:
    closed = ROWS[0].replace("处置中", "结案")
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        log.load(export(closed, *ROWS[1:]))
        log.load(export(*ROWS))
        assert log.rows("SELECT row_no FROM core.flagged_cell WHERE reason = 'reopened'") == [(2,)]
        assert log.rows("SELECT count(*) FROM history.incident") == [(2,)]


def test_lots_that_vanish_from_a_snapshot_go_into_history(site: Path) -> None:
    with office(site, dataset="stock", gone="remove") as store:
        store.load(export(*LOTS, head=STOCK))
        assert store.load(export(*LOTS[1:], head=STOCK)).rows_gone == 1
        assert store.count("core.stock_lot") == 3
        assert store.rows("SELECT lot_no, known_until IS NOT NULL FROM history.stock_lot") == [
            ("B1", True)
        ]
        assert store.load(export(*LOTS, head=STOCK)).rows_inserted == 1


def test_a_source_that_declares_nothing_loses_nothing(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        assert log.load(export(ROWS[0])).rows_gone == 0
        assert len(log.rows(OPEN)) == 4


def test_a_row_set_aside_has_not_vanished(site: Path) -> None:
    broken = ROWS[0].replace("2026-07-12 06:40", "明天")
    with office(site, dataset="incident", gone="close") as log:
        log.load(export(*ROWS))
        result = log.load(export(broken, *ROWS[1:]))
        assert (result.rows_rejected, result.rows_gone) == (1, 0)
        assert len(log.rows(OPEN)) == 4


@pytest.mark.parametrize("rows", [(), ROWS[:1]], ids=["empty", "most rows gone"])
def test_c02_a_snapshot_that_lost_most_rows_is_refused(site: Path, rows: tuple) -> None:
    with office(site, dataset="incident", gone="close") as log:
        log.load(export(*ROWS))
        result = log.load(export(*rows))
        assert (result.status, result.error_code) == ("failed", "E_EMPTY_SNAPSHOT")
        assert "gone_most = 1" in result.message and "`log`" in result.message
        assert len(log.rows(OPEN)) == 4 and log.count("history.incident") == 0


def test_c02_a_source_may_allow_an_empty_snapshot(site: Path) -> None:
    with office(site, dataset="incident", gone="close", gone_most=1.0) as log:
        log.load(export(*ROWS))
        assert log.load(export()).rows_gone == 4
        assert log.rows(OPEN) == []


def test_c02_a_header_alone_is_no_trouble_where_nothing_can_vanish(site: Path) -> None:
    with office(site, dataset="incident") as log:
        result = log.load(HEAD + "\n")
        assert (result.status, result.rows_read) == ("loaded", 0)


def test_what_vanished_is_gone_again_after_a_rebuild(site: Path) -> None:
    settings = site / "sitroom.toml"
    block = '\n[[sources]]\nname = "log"\npath = "none.csv"\ndataset = "incident"\ngone = "close"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + block, encoding="utf-8")
    with office(site, dataset="incident", gone="close") as log:
        log.load(export(*ROWS))
        log.load(export(*ROWS[1:]))
        facts = "SELECT incident_id, status, closed_at, gone_at, known_at FROM {} ORDER BY ALL"
        tables = ("core.incident", "history.incident")
        before = [log.rows(facts.format(table)) for table in tables]
        rebuild(log.record)
        assert [log.rows(facts.format(table)) for table in tables] == before


def test_a_wrong_word_for_what_becomes_of_them_is_answered_with_the_nearest(site: Path) -> None:
    settings = site / "sitroom.toml"
    block = '\n[[sources]]\nname = "log"\npath = "log.csv"\ngone = "closed"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + block, encoding="utf-8")
    with pytest.raises(UsageError, match="Did you mean `close`"):
        open_site(site)
