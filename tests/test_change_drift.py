"""A source whose columns change: told once with the best guess, data loaded, old data kept."""

from __future__ import annotations

from pathlib import Path

from changing import HEAD, ROWS, counts, export, office

DRIFT = "SELECT kind, header, was_header, field, why, is_applied FROM core.drift ORDER BY ALL"
# A column of the office's own name, which no list of headers knows.
OWN = HEAD.replace("事件名称", "甲乙丙栏")


def test_a_first_file_is_no_drift(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        assert log.rows(DRIFT) == []
        assert log.rows("SELECT key_headers FROM core.layout") == [(["事件编号"],)]


def test_a_renamed_column_that_is_understood_is_told_once(site: Path) -> None:
    renamed = HEAD.replace("死亡人数", "死亡")
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        result = log.load(export(*ROWS, head=renamed))
        assert counts(result) == (0, 0, 4, 0)
        assert "`死亡人数` is now `死亡`" in result.message
        told = [("renamed", "死亡", "死亡人数", "incident.deaths", "field", True)]
        assert log.rows(DRIFT) == told
        log.load(export(*ROWS, ROWS[0], head=renamed))
        log.load(export(*ROWS[:2]))
        assert log.rows(DRIFT) == told, "both layouts are known now"


def test_a_renamed_column_that_nothing_knows_is_read_by_its_contents(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        changed = ROWS[3].replace("路面塌陷", "解放路塌陷")
        result = log.load(export(*ROWS[:3], changed, head=OWN))
        assert counts(result) == (0, 1, 3, 0)
        told = ("renamed", "甲乙丙栏", "事件名称", "incident.title", "content", True)
        assert log.rows(DRIFT) == [told]
        assert (
            "`事件名称` is now `甲乙丙栏` (a guess by its content, read as title)" in result.message
        )
        # What was guessed once is read so from then on.
        assert counts(log.load(export(*ROWS, head=OWN))) == (0, 1, 3, 0)
        titles = "SELECT title FROM core.incident WHERE source_ref = 'LT-4'"
        assert log.rows(titles) == [("路面塌陷",)]


def test_a_line_in_the_settings_goes_before_the_guess(site: Path) -> None:
    from sitroom.settings import Source

    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        other = Source(name="log", dataset="incident", columns={"甲乙丙栏": "incident.description"})
        log.load(export(*ROWS, head=OWN), source=other)
        told = "SELECT description FROM core.incident WHERE source_ref = 'LT-1'"
        assert log.rows(told) == [("河东内涝",)]


def test_a_new_and_a_lost_column_are_told_and_old_data_stay(site: Path) -> None:
    head = HEAD.replace(",死亡人数", ",地点")
    rows = [row.rsplit(",", 1)[0] + f",{n} 号桥" for n, row in enumerate(ROWS)]
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        result = log.load(export(*rows, head=head))
        assert counts(result) == (0, 4, 0, 0)
        assert log.rows(DRIFT) == [
            ("lost", None, "死亡人数", "incident.deaths", None, False),
            ("new", "地点", None, "incident.place", None, True),
        ]
        assert log.rows("SELECT count(deaths) FROM history.incident") == [(4,)]


def test_c17_a_lost_column_that_every_row_needs_fails_with_its_name_and_what_is_near(
    site: Path,
) -> None:
    head = HEAD.replace("发生时间", "其他栏目")
    rows = [row.replace("2026-07-12", "x") for row in ROWS]
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        result = log.load(export(*rows, head=head))
        assert (result.status, result.error_code) == ("failed", "E_LOST_COLUMN")
        assert "`发生时间` (incident.occurred_at)" in result.message
        assert "`其他栏目`" in result.message and "columns" in result.message
        assert log.count() == 4 and log.count("core.drift") == 0


def test_f24_a_source_that_changes_altogether_fails_by_name_and_keeps_its_data(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        result = log.load("foo,bar\n1,2\n3,4\n")
        assert result.status == "failed" and "`foo`" in result.message
        assert log.count() == 4


def test_a_number_that_is_missing_once_does_not_double_the_others(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*ROWS))
        nameless = ROWS[3].replace("LT-4", "")
        repeated = [ROWS[0], ROWS[0], ROWS[1], ROWS[1]]
        assert counts(log.load(export(*ROWS[:3], nameless))) == (1, 0, 3, 0)
        assert counts(log.load(export(*repeated))) == (0, 0, 4, 0)
        assert log.count() == 5
