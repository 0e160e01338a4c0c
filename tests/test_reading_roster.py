"""Duty rosters: posts, days and whether somebody is there; the names in the cells go nowhere."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from changing import office
from sheets import cells, read

ACROSS = """应急指挥中心2026年7月值班表,,,
岗位,7月1日,7月2日,7月3日
,三,四,五
带班领导,张三,李四,王五
值班员（夜班）,钱七,,周九
值班电话,8123456,8123456,8123456
备注：请准时到岗,,,
"""
DOWN = """Date,Day shift 08:00-20:00,Night shift 20:00-08:00,Duty officer,Phone
2026-07-01,J. Smith,A. Jones,M. Brown,555-1234
2026-07-02,A. Jones,,M. Brown,555-1234
"""
PERSONS = """2026年7月排班表,,,
姓名,1日,2日,3日
张三,白,夜,休
李四,夜,休,白
"""
HQ = "应急指挥中心"
NIGHT = "值班员（夜班）"


def test_days_across_and_posts_down(tmp_path: Path) -> None:
    parsed = read(tmp_path, ACROSS)
    assert cells(parsed) == [
        *((HQ, "带班领导", f"2026-07-0{day}", None, "是") for day in (1, 2, 3)),
        (HQ, NIGHT, "2026-07-01", NIGHT, "是"),
        (HQ, NIGHT, "2026-07-02", NIGHT, "否"),
        (HQ, NIGHT, "2026-07-03", NIGHT, "是"),
    ]
    assert parsed.notes[-1].endswith("2 posts: whether each is filled, and no names")


def test_rows_that_are_persons_become_the_shifts_they_have(tmp_path: Path) -> None:
    found = [(day, shift) for _, _, day, shift, _ in cells(read(tmp_path, PERSONS))]
    assert found == [
        ("2026-07-01", "夜"),
        ("2026-07-01", "白"),
        ("2026-07-02", "夜"),
        ("2026-07-03", "白"),
    ]


@pytest.mark.parametrize("text", [ACROSS, DOWN, PERSONS])
def test_no_name_of_a_roster_is_ever_written(tmp_path: Path, text: str) -> None:
    parsed = read(tmp_path, text)
    written = duckdb.sql(f"SELECT * FROM read_parquet('{parsed.tables[0].stage}')").fetchall()
    said = f"{written} {parsed.notes} {parsed.tables}"
    for name in (
        "张三",
        "李四",
        "王五",
        "钱七",
        "周九",
        "Smith",
        "Jones",
        "Brown",
        "8123456",
        "555-1234",
    ):
        assert name not in said


def test_a_roster_fills_the_board_s_posts_in_the_site_s_zone(site: Path) -> None:
    with office(site) as at:
        assert at.load(DOWN, "EOC duty roster.csv").rows_inserted == 6
        query = "SELECT post, starts_at::VARCHAR, ends_at::VARCHAR, is_filled FROM core.duty_shift"
        assert at.rows(f"{query} WHERE starts_at >= '2026-07-02' AND post LIKE 'Night%'") == [
            ("Night shift 20:00-08:00", "2026-07-02 12:00:00", "2026-07-03 00:00:00", False)
        ]


def test_a_log_with_a_column_of_duty_officers_is_no_roster(tmp_path: Path) -> None:
    text = "编号,事件名称,发生时间,值班员\n1,内涝,2026-07-01,甲\n2,火灾,2026-07-02,乙\n"
    assert read(tmp_path, text).tables[0].columns == ["编号", "事件名称", "发生时间", "值班员"]
