"""A word that is not known waits once; one added alias shapes the rows again that waited."""

from __future__ import annotations

from pathlib import Path

import pytest
from changing import HEAD, ROWS, counts, export, office

from sitroom.aliases import add_alias
from sitroom.errors import UsageError
from sitroom.rebuild import rebuild
from sitroom.shaping.waiting import learn

STRANGE = tuple(row.replace("处置中", "复勘待批") for row in ROWS[:3])


def test_one_alias_shapes_the_rows_again_that_waited_and_no_others(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*STRANGE, ROWS[3]))
        unknown = "SELECT value, detail, fixed_at IS NULL FROM core.flagged_cell"
        [(value, detail, is_open)] = log.rows(unknown)
        assert (value, is_open) == ("复勘待批", True) and "3 rows" in detail
        assert learn(log.record) is None
        add_alias(site, "incident.status", "复勘待批", "verified")
        assert learn(log.record) == 3
        assert learn(log.record) is None
        states = "SELECT status, count(*), count(DISTINCT load_id) FROM core.incident GROUP BY 1"
        assert sorted(log.rows(states)) == [("responding", 1, 1), ("verified", 3, 1)]
        assert log.count("history.incident") == 3
        assert log.rows("SELECT fixed_at IS NOT NULL, fixed_by_load FROM core.flagged_cell") == [
            (True, 2)
        ]
        journal = (
            "SELECT rows_read, rows_updated, mends_load, message FROM core.load WHERE load_id = 2"
        )
        assert log.rows(journal) == [(3, 3, 1, "words learned: `复勘待批`")]
        # The next export of the same rows knows the word from the start.
        assert counts(log.load(export(*STRANGE, ROWS[3], ROWS[3]))) == (0, 0, 5, 0)


def test_a_row_that_was_replaced_since_is_left_as_it_is(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*STRANGE))
        log.load(export(ROWS[0], *STRANGE[1:]))
        add_alias(site, "incident.status", "复勘待批", "verified")
        assert learn(log.record) == 2
        states = "SELECT source_ref, status FROM core.incident ORDER BY 1"
        assert log.rows(states) == [
            ("LT-1", "responding"), ("LT-2", "verified"), ("LT-3", "verified"),
        ]  # fmt: skip
        assert log.rows("SELECT count(*) FROM core.flagged_cell WHERE fixed_at IS NULL") == [(0,)]


def test_rows_set_aside_for_a_word_go_in_when_it_is_learned(site: Path) -> None:
    head = "预案名称,响应级别,启动时间,地区,灾种"
    row = "防汛应急预案,甲等戒备,2026-07-12 06:00,河东区,内涝"
    others = [row.replace("甲等戒备", "III级").replace("06:00", f"0{n}:00") for n in range(1, 5)]
    with office(site, dataset="response") as log:
        assert counts(log.load(export(row, *others, head=head))) == (4, 0, 0, 1)
        add_alias(site, "response.level", "甲等戒备", "2")
        assert learn(log.record) == 1
        assert log.rows("SELECT min(level) FROM core.response_activation") == [(2,)]
        assert log.rows("SELECT fixed_at IS NOT NULL FROM core.rejected_row") == [(True,)]


@pytest.mark.parametrize(
    "field, word, code, column",
    [
        ("incident.hazard", "龙吸水", "typhoon", "hazard"),
        ("incident.level", "红区", "1", "level"),
    ],
)
def test_words_of_every_list_can_be_taught(site: Path, field, word, code, column) -> None:
    row = ROWS[0].replace("内涝,二级", f"{word},二级" if column == "hazard" else f"内涝,{word}")
    with office(site, dataset="incident") as log:
        log.load(export(row, *ROWS[1:]))
        add_alias(site, field, word, code)
        assert learn(log.record) == 1
        [(told,)] = log.rows(f"SELECT {column} FROM core.incident WHERE source_ref = 'LT-1'")
        assert str(told) == code
        kinds = "SELECT count(*), count(DISTINCT code) FROM core.hazard_types"
        assert len(set(log.rows(kinds)[0])) == 1, "an added word makes no second row of its kind"


def test_learned_words_survive_a_rebuild(site: Path) -> None:
    with office(site, dataset="incident") as log:
        log.load(export(*STRANGE, ROWS[3]))
        add_alias(site, "incident.status", "复勘待批", "verified")
        learn(log.record)
        facts = "SELECT incident_id, status FROM core.incident ORDER BY 1"
        before = log.rows(facts)
        rebuild(log.record)
        assert log.rows(facts) == before
        assert learn(log.record) is None


@pytest.mark.parametrize(
    "field, word, code, said",
    [
        ("incident.statuss", "x", "verified", "Did you mean `incident.status`?"),
        ("incident.status", "x", "verifyed", "Did you mean `verified`?"),
        ("incident.status", "已核实", "verified", "known in incident.status already"),
        ("incident.status", "13812345678", "verified", "no word to learn"),
    ],
)
def test_what_cannot_be_taught_is_said(site: Path, field, word, code, said) -> None:
    with pytest.raises(UsageError) as error:
        add_alias(site, field, word, code)
    assert said in str(error.value)
    assert not (site / "data").exists()


def test_the_built_in_words_stay_beside_the_sites_own(site: Path) -> None:
    from sitroom import content

    add_alias(site, "incident.status", "复勘待批", "verified")
    add_alias(site, "incident.status", "再勘", "verified")
    [row] = [r for r in content.reference("word_aliases", site)
             if (r["list"], r["code"]) == ("incident_status", "verified")]  # fmt: skip
    assert {"复勘待批", "再勘", "已核实"} <= set(row["aliases"].split("|"))
    assert HEAD
