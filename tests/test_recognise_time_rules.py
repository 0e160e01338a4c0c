"""Rules of time: order, zone, leap seconds, doubtful hours, years to come, parts in columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from recognition import Shaped, shape

from sitroom.settings import Source


def log(times: Sequence[str | None], header: str = "发生时间", **options) -> Shaped:
    rows = [[f"A-{n}", "火灾", time] for n, time in enumerate(times)]
    return shape(["事件编号", "事件类型", header], rows, **options)


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


def test_d04_an_undecidable_column_says_so_until_the_source_declares_it() -> None:
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


@pytest.mark.parametrize(
    ("written", "utc"),
    [("2016-12-31T23:59:60Z", "2017-01-01 00:00:00"),
     ("2020-05-01 10:20:60.99", "2020-05-01 02:21:00.990")],
)  # fmt: skip
def test_d01_a_second_of_sixty_is_the_next_minute_and_said(written: str, utc: str) -> None:
    shaped = log([written, "2020-05-02 10:20:30"])
    assert shaped.column("occurred_at")[0] == datetime.fromisoformat(utc)
    assert shaped.flagged == {("cell", "leap_second", "incident.occurred_at"): [written]}


def test_d03_24_00_is_the_next_day() -> None:
    shaped = log(["2024-07-03 24:00", "2024年7月3日24时", "2024-07-03 24:30"])
    assert shaped.column("occurred_at") == [datetime(2024, 7, 3, 16)] * 2 + [None]
    assert [key[:2] for key in shaped.flagged] == [("row", "bad_date")]


@pytest.mark.parametrize(
    ("zone", "header", "first"),
    [
        ("America/Chicago", "Event date", datetime(2026, 1, 2, 6)),
        ("Europe/London", "Event date", datetime(2026, 2, 1)),
        ("UTC", "Fecha", datetime(2026, 2, 1)),
    ],
)
def test_d04_an_ambiguous_column_takes_the_custom_of_its_place_and_says_how_sure(
    zone: str, header: str, first: datetime
) -> None:
    days: list[str | None] = ["01/02/2026", "03/04/2026"]
    shaped = log(days, header, source=Source(name="s", timezone=zone))
    assert shaped.column("occurred_at")[0] == first
    assert "ambiguous" in shaped.recognition.columns[2].note
    assert "confidence 0." in shaped.recognition.columns[2].note


def test_d05_times_without_a_zone_are_the_sources() -> None:
    tokyo = Source(name="s", timezone="Asia/Tokyo")
    assert log(["2024-07-03 09:00"], source=tokyo).column("occurred_at") == [datetime(2024, 7, 3)]


def test_d07_of_a_double_hour_the_first_is_taken_and_a_skipped_one_is_said() -> None:
    chicago = Source(name="s", timezone="America/Chicago")
    shaped = log(["2024-11-03 01:30", "2024-03-10 02:30", "2024-07-03 01:30"], source=chicago)
    assert shaped.column("occurred_at") == [
        datetime(2024, 11, 3, 6, 30),
        datetime(2024, 3, 10, 8, 30),
        datetime(2024, 7, 3, 6, 30),
    ]
    assert shaped.flagged == {
        ("cell", "doubtful_hour", "incident.occurred_at"): ["2024-11-03 01:30", "2024-03-10 02:30"]
    }


@pytest.mark.parametrize("scale", [1, 1_000, 1_000_000])
def test_d08_an_epoch_is_read_in_the_unit_that_gives_a_believable_year(scale: int) -> None:
    written = str(1_719_966_600 * scale)
    assert log([written, written]).column("occurred_at")[0] == datetime(2024, 7, 3, 0, 30)


def test_d10_two_digits_of_a_year_are_of_the_century_in_which_it_has_been() -> None:
    shaped = log(["28-APR-50 14:45:00", "03-JUL-24 08:30:00"])
    assert [value.year for value in shaped.column("occurred_at")] == [1950, 2024]
    stock = [["帐篷", "10", "顶", "3-Jul-50"]]
    shaped = shape(["物资名称", "数量", "单位", "有效期至"], stock)
    assert shaped.column("expires_on") == [date(2050, 7, 3)]


def test_d11_a_little_in_the_future_is_believed_and_ten_years_are_not() -> None:
    shaped = log(["2026-11-23 00:05", "2026-11-24 00:00", "2036-11-23"])
    assert shaped.flagged == {("row", "future_date", "incident.occurred_at"): ["2036-11-23"]}


def test_a_year_that_only_the_title_names_is_taken_from_it() -> None:
    hints = {"title": "兰汀市二〇二四年突发事件统计表"}
    shaped = log(["7月3日8时许", "12月31日", "07-03 08:30"], hints=hints)
    assert shaped.rows("occurred_at", "occurred_precision") == [
        (datetime(2024, 7, 3), "hour"),
        (datetime(2024, 12, 30, 16), "day"),
        (datetime(2024, 7, 3, 0, 30), "minute"),
    ]


def test_a_month_alone_has_the_precision_of_a_month() -> None:
    shaped = log(["2024年7月上旬", "2024-07", "July 2024"])
    assert shaped.column("occurred_precision") == ["month"] * 3


def test_serials_of_the_1904_system_need_a_word_from_the_source() -> None:
    mac = Source(name="s", options={"date_system": 1904})
    assert log(["44014", "44015"], source=mac).column("occurred_at")[0] == datetime(2024, 7, 2, 16)


def test_what_expires_in_a_month_keeps_until_its_last_day() -> None:
    shaped = shape(["物资名称", "数量", "单位", "有效期至"], [["水", "1", "箱", "2027年2月"]])
    assert shaped.column("expires_on") == [date(2027, 2, 28)]


def test_year_month_and_day_in_three_columns_are_one_date_of_their_precision() -> None:
    header = ["DisNo.", "Disaster Type", "Start Year", "Start Month", "Start Day",
              "End Year", "End Month", "End Day", "Total Deaths"]  # fmt: skip
    rows = [
        ["2023-0001-TUR", "Earthquake", "2023", "2", "6", "2023", "2", "6", "50783"],
        ["1999-9388-DJI", "Drought", "2001", "6", None, "2001", None, None, None],
        ["1999-9389-DJI", "Drought", "2001", "13", "1", "2001", None, None, None],
    ]
    shaped = shape(header, rows, source=Source(name="s", timezone="UTC"))
    assert shaped.rows("occurred_at", "occurred_precision", "closed_at") == [
        (datetime(2023, 2, 6), "day", datetime(2023, 2, 6)),
        (datetime(2001, 6, 1), "month", datetime(2001, 12, 31)),
        (None, None, datetime(2001, 12, 31)),
    ]
    assert [key[:2] for key in shaped.flagged] == [("row", "bad_date")]


def test_a_time_of_day_joins_a_date_of_three_columns() -> None:
    header = ["om", "yr", "mo", "dy", "time", "Type", "mag"]
    rows = [["1", "1950", "1", "3", "11:00:00", "Tornado", "3"]] * 2
    shaped = shape(header, rows, source=Source(name="s", timezone="UTC"))
    assert shaped.column("occurred_at")[0] == datetime(1950, 1, 3, 11)
