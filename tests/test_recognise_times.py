"""Dates and times: every way of writing them that offices use, decided on whole columns."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from recognition import Shaped, shape

from sitroom.settings import Source


def log(times: list[str | None], header: str = "发生时间", **options) -> Shaped:
    rows = [[f"A-{n}", "火灾", time] for n, time in enumerate(times)]
    return shape(["事件编号", "事件类型", header], rows, **options)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2024-07-03 08:30:00", "2024-07-03 00:30:00"),
        ("2024-07-03T08:30", "2024-07-03 00:30:00"),
        ("2024-07-03T08:30:00Z", "2024-07-03 08:30:00"),
        ("2024-07-03T08:30:00.123Z", "2024-07-03 08:30:00.123"),
        ("2024-07-03T08:30:00+00:00", "2024-07-03 08:30:00"),
        ("2024-07-03T08:30:00-07:00", "2024-07-03 15:30:00"),
        ("2024-07-03 08:30:00 +05:30", "2024-07-03 03:00:00"),
        ("2024/7/3 8:30", "2024-07-03 00:30:00"),
        ("2024.7.3", "2024-07-02 16:00:00"),
        ("20240703", "2024-07-02 16:00:00"),
        ("202407030830", "2024-07-03 00:30:00"),
        ("20240703083000", "2024-07-03 00:30:00"),
        ("2024年7月3日8时30分", "2024-07-03 00:30:00"),
        ("2024年7月3日 上午8:30", "2024-07-03 00:30:00"),
        ("2024年7月3日下午3时许", "2024-07-03 07:00:00"),
        ("2024年7月3日 凌晨2点", "2024-07-02 18:00:00"),
        ("2026年11月23日 08:30", "2026-11-23 00:30:00"),
        ("2024年7月3日", "2024-07-02 16:00:00"),
        ("1 March 2015", "2015-02-28 16:00:00"),
        ("March 1, 2015", "2015-02-28 16:00:00"),
        ("1 de março de 2015", "2015-02-28 16:00:00"),
        ("15-Ağu-2023 10:00", "2023-08-15 02:00:00"),
        ("Tue, 10 Dec 2024 18:04:35 GMT", "2024-12-10 18:04:35"),
        ("45476", "2024-07-02 16:00:00"),
        ("45476.354166666664", "2024-07-03 00:30:00"),
        ("1517966773840", "2018-02-07 01:26:13.84"),
        ("1517966773", "2018-02-07 01:26:13"),
        ("2024-07-03 24:00", "2024-07-03 16:00:00"),
        ("2024-07-03 23:59:60", "2024-07-03 15:59:59"),
        ("2024-07-03 8:30 PM", "2024-07-03 12:30:00"),
    ],
)
def test_a_way_of_writing_an_instant(written: str, utc: str) -> None:
    shaped = log([written, written])
    assert shaped.column("occurred_at") == [datetime.fromisoformat(utc)] * 2
    assert not shaped.flagged


@pytest.mark.parametrize(
    "written",
    ["2026-02-30", "2026-13-01", "0000-00-00", "-1", "infinity", "9999-12-31", "1850-01-01",
     "2024-07-03T08:00:00+25:00", "当日", "2024年7月上旬"],
)  # fmt: skip
def test_what_cannot_be_a_date_sets_the_row_aside(written: str) -> None:
    shaped = log(["2024-07-03 08:30", "2024-07-04 09:00", "2024-07-05", written])
    assert len(shaped.column("occurred_at")) == 4
    reasons = {reason for level, reason, _ in shaped.flagged if level == "row"}
    assert reasons & {"bad_date", "future_date"}
    assert {written} == {v for key, vs in shaped.flagged.items() if key[0] == "row" for v in vs}


def test_forms_may_mix_in_one_column() -> None:
    shaped = log(["2024-07-03 08:30", "2024年7月3日8时30分", "45476.354166666664", "2024/7/3 8:30"])
    assert shaped.column("occurred_at") == [datetime(2024, 7, 3, 0, 30)] * 4


def test_an_offset_in_one_row_is_not_lost_among_naive_ones() -> None:
    shaped = log(["2024-07-03 08:30:00"] * 5 + ["2024-07-03T08:30:00-07:00"])
    assert shaped.column("occurred_at")[-1] == datetime(2024, 7, 3, 15, 30)
    assert shaped.column("occurred_at")[0] == datetime(2024, 7, 3, 0, 30)


def test_a_late_form_outside_the_sample_is_read_too() -> None:
    times: list[str | None] = ["2024-07-03 08:30:00"] * 30_000
    times[15_001] = "2024年7月3日8时30分"
    shaped = log(times)
    assert set(shaped.column("occurred_at")) == {datetime(2024, 7, 3, 0, 30)}


@pytest.mark.parametrize(
    ("days", "first", "day_first"),
    [
        (["13/02/2026", "01/02/2026"], datetime(2026, 2, 13), True),
        (["02/13/2026", "01/02/2026"], datetime(2026, 2, 13), False),
        (["13.02.2026 10:15", "01.02.2026 11:00"], datetime(2026, 2, 13, 10, 15), True),
    ],
)
def test_day_or_month_first_is_decided_on_the_whole_column(
    days: list[str | None], first: datetime, day_first: bool
) -> None:
    shaped = log(days, source=Source(name="s", timezone="UTC"))
    assert shaped.column("occurred_at")[0] == first
    assert shaped.recognition.day_first is day_first


def test_an_undecidable_column_says_so_until_the_source_declares_it() -> None:
    days: list[str | None] = ["01/02/2026", "03/04/2026"]
    undecided = log(days)
    assert undecided.column("occurred_at") == [None, None]
    assert any("day and month" in note for note in undecided.recognition.notes)
    declared = Source(name="s", timezone="UTC", options={"day_first": True})
    assert log(days, source=declared).column("occurred_at")[0] == datetime(2026, 2, 1)


def test_the_zone_keeps_the_summer_time_of_its_day() -> None:
    shaped = log(["1988-07-01 12:00", "1988-01-01 12:00"])
    assert shaped.column("occurred_at") == [datetime(1988, 7, 1, 3), datetime(1988, 1, 1, 4)]


def test_date_and_time_columns_become_one_instant() -> None:
    shaped = shape(
        ["Date", "Time", "Type", "Location"],
        [
            ["2024-07-03", "0720", "Fire", "x"],
            ["2024-07-03", "2359", "Fire", "x"],
            ["2024-07-03", None, "Fire", "x"],
            ["2024-07-03", "16:002", "Fire", "x"],
        ],
        source=Source(name="s", timezone="UTC"),
    )
    assert shaped.rows("occurred_at", "occurred_precision") == [
        (datetime(2024, 7, 3, 7, 20), "minute"),
        (datetime(2024, 7, 3, 23, 59), "minute"),
        (datetime(2024, 7, 3), "day"),
        (datetime(2024, 7, 3), "day"),
    ]
    assert shaped.flagged == {("cell", "bad_date", "incident.occurred_at"): ["16:002"]}


def test_a_time_without_a_date_takes_the_incidents_day_or_the_next() -> None:
    shaped = shape(
        ["发生时间", "到场时间", "事件类型", "地点"],
        [["2024-07-03 08:30", "8:45", "火灾", "x"], ["2024-07-03 23:50", "0:10", "火灾", "x"]],
        source=Source(name="s", timezone="UTC"),
    )
    assert shaped.column("first_arrival_at") == [
        datetime(2024, 7, 3, 8, 45),
        datetime(2024, 7, 4, 0, 10),
    ]


def test_a_day_without_a_time_has_the_precision_of_a_day() -> None:
    shaped = log(["2024-07-03", "2024-07-04 10:00"])
    assert shaped.column("occurred_precision") == ["day", "minute"]
    midnight = log(["2024-07-03T00:00:00Z", "2024-07-04T00:00:00Z"])
    assert midnight.column("occurred_precision") == ["day", "day"]


def test_a_future_date_sets_the_row_aside_and_a_future_closing_only_the_cell() -> None:
    shaped = shape(
        ["发生时间", "结案时间", "事件类型"],
        [["2202-11-21", None, "火灾"], ["2026-11-01", "2062-11-02", "火灾"]],
    )
    assert shaped.flagged == {
        ("row", "future_date", "incident.occurred_at"): ["2202-11-21"],
        ("cell", "future_date", "incident.closed_at"): ["2062-11-02"],
    }
    assert shaped.column("closed_at") == [None, None]


def test_a_bad_date_beside_a_good_one_is_flagged_and_the_row_kept() -> None:
    shaped = shape(
        ["发生时间", "接报时间", "事件类型"],
        [["soon after noon", "2024-07-03 12:30", "火灾"], ["2024-07-03 12:00", None, "火灾"]],
    )
    assert shaped.flagged == {("cell", "bad_date", "incident.occurred_at"): ["soon after noon"]}


def test_an_old_date_is_true() -> None:
    assert log(["1923-09-01 11:58", "2020-01-01"]).column("occurred_at")[0].year == 1923


def test_words_for_nothing_are_blank_not_bad() -> None:
    shaped = shape(
        ["发生时间", "结案时间", "事件类型"],
        [
            ["2024-07-03", "-", "火灾"],
            ["2024-07-03", "2024-07-04", "火灾"],
            ["2024-07-03", "无数据", "火灾"],
        ],
    )
    assert not shaped.flagged
    assert [value is None for value in shaped.column("closed_at")] == [True, False, True]


def test_expiry_dates_are_days_in_the_sources_own_calendar() -> None:
    shaped = shape(
        ["物资名称", "数量", "单位", "有效期至"],
        [
            ["饼干", "10", "箱", "2027年3月1日"],
            ["水", "20", "箱", "46447"],
            ["药", "5", "盒", "长期"],
        ],
    )
    assert shaped.column("expires_on") == [date(2027, 3, 1), date(2027, 3, 1), None]
    assert shaped.column("expiry_text")[2] == "长期"


def test_a_log_whose_date_has_an_unknown_header_still_has_a_date() -> None:
    shaped = shape(
        ["Ereignis", "Wann war das", "type", "latitude", "longitude"],
        [["a", "2024-07-03", "Fire", "48.1", "11.5"], ["b", "2024-07-04", "Flood", "48.2", "11.6"]],
    )
    column = shaped.recognition.columns[1]
    assert (column.field, column.how) == ("incident.occurred_at", "content")
