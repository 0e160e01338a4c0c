"""A row stays itself: overlapping exports, corrections, other orders, encodings and names."""

from __future__ import annotations

from pathlib import Path

import pytest
from changing import HEAD, ROWS, counts, export, office

from sitroom.errors import UsageError
from sitroom.rebuild import rebuild

PLAIN = "事件名称,事件类型,发生时间,区县,地点,死亡人数"
UNNUMBERED = (
    "河东内涝,内涝,2026-07-12 06:40,河东区,东风路 3 号,0",
    "石桥泄漏,泄漏,2026-07-12 08:33,石桥区,石桥码头,1",
    "仓库火灾,火灾,2026-07-12 09:02,临港区,三号库,0",
)


def test_overlapping_exports_of_two_days_update_and_never_double(site: Path) -> None:
    with office(site, dataset="incident") as log:
        assert counts(log.load(export(*ROWS[:3]))) == (3, 0, 0, 0)
        today = export(ROWS[1].replace("三级", "二级"), ROWS[2], ROWS[3])
        assert counts(log.load(today)) == (1, 1, 1, 0)
        assert log.count() == 4
        assert log.rows("SELECT source_ref, level FROM history.incident") == [("LT-2", 3)]


@pytest.mark.parametrize("head, rows", [(HEAD, ROWS), (PLAIN, UNNUMBERED)], ids=["key", "no key"])
def test_the_same_rows_in_another_order_are_unchanged(site: Path, head: str, rows: tuple) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*rows, head=head))
        assert counts(log.load(export(*reversed(rows), head=head))) == (0, 0, len(rows), 0)
        assert log.count() == len(rows)


@pytest.mark.parametrize("head, rows", [(HEAD, ROWS), (PLAIN, UNNUMBERED)], ids=["key", "no key"])
def test_a_corrected_cell_changes_its_row(site: Path, head: str, rows: tuple) -> None:
    mended = rows[0][:-1] + "2"
    with office(site, dataset="incident") as log:
        log.load(export(*rows, head=head))
        assert counts(log.load(export(mended, *rows[1:], head=head))) == (0, 1, len(rows) - 1, 0)
        assert log.count() == len(rows)
        deaths = "SELECT deaths FROM core.incident WHERE title = '河东内涝'"
        assert log.rows(deaths) == [(2,)]


def test_a_corrected_place_of_a_row_without_a_number_changes_its_row(site: Path) -> None:
    mended = UNNUMBERED[0].replace("东风路 3 号", "东风路 5 号")
    with office(site, dataset="incident") as log:
        log.load(export(*UNNUMBERED, head=PLAIN))
        assert counts(log.load(export(mended, *UNNUMBERED[1:], head=PLAIN))) == (0, 1, 2, 0)
        assert log.count() == 3


@pytest.mark.parametrize("head, rows", [(HEAD, ROWS), (PLAIN, UNNUMBERED)], ids=["key", "no key"])
def test_a_column_more_is_no_other_row(site: Path, head: str, rows: tuple) -> None:
    wider = [f"{row},值班备注{n}" for n, row in enumerate(rows)]
    with office(site, dataset="incident") as log:
        log.load(export(*rows, head=head))
        log.load(export(*wider, head=head + ",自定列"))
        assert log.count() == len(rows)
        # And again: the key that was found then is found the next time.
        log.load(export(*wider, wider[0].replace("06:40", "05:40"), head=head + ",自定列"))
        assert log.count() == len(rows) + (head == PLAIN)


@pytest.mark.parametrize("head, rows", [(HEAD, ROWS), (PLAIN, UNNUMBERED)], ids=["key", "no key"])
def test_another_order_of_columns_is_the_same_content(site: Path, head: str, rows: tuple) -> None:
    turned = [",".join(reversed(line.split(","))) for line in (head, *rows)]
    with office(site, dataset="incident") as log:
        log.load(export(*rows, head=head))
        assert counts(log.load("\n".join(turned))) == (0, 0, len(rows), 0)


def test_rows_without_a_key_in_a_growing_log_keep_their_identity(site: Path) -> None:
    later = "路面塌陷,道路塌陷,2026-07-12 09:20,河东区,解放路,0"
    with office(site, dataset="incident") as log:
        log.load(export(*UNNUMBERED, head=PLAIN))
        before = set(log.rows("SELECT incident_id FROM core.incident"))
        grown = log.load(export(*UNNUMBERED, later, UNNUMBERED[0], head=PLAIN))
        # A line that stands twice is two incidents; the ones before are who they were.
        assert counts(grown) == (2, 0, 3, 0)
        assert before <= set(log.rows("SELECT incident_id FROM core.incident"))
        shuffled = log.load(export(later, UNNUMBERED[0], *reversed(UNNUMBERED), head=PLAIN))
        assert counts(shuffled) == (0, 0, 5, 0)


def test_two_events_that_only_share_their_kind_stay_two(site: Path) -> None:
    other = "河东内涝,内涝,2026-07-13 06:40,河东区,东风路 3 号,0"
    with office(site, dataset="incident") as log:
        log.load(export(UNNUMBERED[0], head=PLAIN))
        assert counts(log.load(export(other, head=PLAIN))) == (1, 0, 0, 0)


def test_columns_declared_as_key_tell_rows_apart(site: Path) -> None:
    head = "日期,序,事件名称,事件类型,发生时间"
    first = export(
        "0712,1,内涝,内涝,2026-07-12 06:40", "0712,2,泄漏,泄漏,2026-07-12 08:33", head=head
    )
    mended = export(
        "0712,2,氨泄漏,泄漏,2026-07-12 08:30", "0713,1,火灾,火灾,2026-07-13 01:00", head=head
    )
    with office(site, dataset="incident", key=("日期", "序")) as log:
        assert counts(log.load(first)) == (2, 0, 0, 0)
        assert counts(log.load(mended)) == (1, 1, 0, 0)
        keys = "SELECT source_ref, title FROM core.incident ORDER BY 1"
        assert log.rows(keys) == [
            ("0712 | 1", "内涝"),
            ("0712 | 2", "氨泄漏"),
            ("0713 | 1", "火灾"),
        ]
        before = log.rows("SELECT incident_id, title FROM core.incident ORDER BY ALL")
        rebuild(log.record)
        # A rebuild knows sources by sitroom.toml, and this one stands in a test only.
        assert len(before) == 3


def test_a_key_that_names_no_column_is_answered_with_the_nearest(site: Path) -> None:
    with office(site, dataset="incident", key=("事件编码",)) as log:
        result = log.load(export(*ROWS))
        assert result.status == "failed" and "事件编码" in result.message
        assert "Did you mean `事件编号`?" in result.message
    assert UsageError.exit_code == 2


def test_c24_the_same_key_twice_with_the_same_content_is_one_row(site: Path) -> None:
    with office(site, dataset="incident") as log:
        assert counts(log.load(export(*ROWS, ROWS[0]))) == (4, 0, 1, 0)
        assert log.count() == 4


def test_c25_the_same_key_twice_with_other_content_sets_both_aside(site: Path) -> None:
    other = ROWS[0].replace("二级", "一级")
    with office(site, dataset="incident") as log:
        assert counts(log.load(export(*ROWS, other))) == (3, 0, 0, 2)
        reasons = "SELECT row_no, reason FROM core.rejected_row ORDER BY 1"
        assert log.rows(reasons) == [(2, "duplicate_key"), (6, "duplicate_key")]


def test_c25_of_two_rows_with_one_key_the_newer_wins_where_it_says_so(site: Path) -> None:
    head = HEAD + ",更新时间"
    rows = [f"{row},2026-07-12 10:00" for row in ROWS]
    newer = ROWS[0].replace("二级", "一级") + ",2026-07-12 11:00"
    with office(site, dataset="incident") as log:
        result = log.load(export(newer, *rows, head=head))
        assert counts(result) == (4, 0, 1, 0)
        assert log.rows("SELECT level FROM core.incident WHERE source_ref = 'LT-1'") == [(1,)]


def test_a_copy_under_another_name_is_the_same_file(site: Path) -> None:
    with office(site) as log:
        log.load(export(*ROWS), "log.csv")
        again = log.load(export(*ROWS), "log (copy).csv")
        assert (again.status, again.source_id, log.count()) == ("unchanged", "log", 4)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_same_list_in_another_encoding_under_another_name_is_not_doubled(
    site: Path, encoding: str
) -> None:
    with office(site) as log:
        log.load(export(*ROWS), "log.csv")
        again = log.load(export(*ROWS).encode(encoding), "other.csv")
        assert counts(again) == (0, 0, 4, 0) and again.source_id == "log"


def test_tomorrows_export_loaded_by_hand_goes_on_with_yesterdays(site: Path) -> None:
    with office(site) as log:
        log.load(export(*ROWS[:3]), "log 2026-07-12.csv")
        assert counts(log.load(export(*ROWS[1:]), "log 2026-07-13.csv")) == (1, 0, 2, 0)
        assert log.count() == 4


def test_another_office_with_the_same_form_is_another_source(site: Path) -> None:
    theirs = [row.replace("河东", "江北").replace("2026-07-12", "2026-06-30") for row in ROWS]
    with office(site) as log:
        log.load(export(*ROWS), "hedong.csv")
        assert counts(log.load(export(*theirs), "jiangbei.csv")) == (4, 0, 0, 0)
        assert log.count() == 8


def test_r04_rows_that_are_above_themselves_are_set_aside(site: Path) -> None:
    above = ("LT-2", "LT-1", "LT-3", "")
    rows = [f"{row},{parent}" for row, parent in zip(ROWS, above, strict=True)]
    with office(site, dataset="incident", columns={"上级": "incident.parent_ref"}) as log:
        assert counts(log.load(export(*rows, head=HEAD + ",上级"))) == (1, 0, 0, 3)
        reasons = "SELECT DISTINCT reason, count(*) FROM core.rejected_row GROUP BY 1"
        assert log.rows(reasons) == [("parent_loop", 3)]
        # A loop with a row that is known already is one as well.
        under = [f"{ROWS[0]},LT-4", f"{ROWS[3]},LT-1"]
        assert counts(log.load(export(under[0], head=HEAD + ",上级"))) == (1, 0, 0, 0)
        assert counts(log.load(export(under[1], head=HEAD + ",上级"))) == (0, 0, 0, 1)
