"""Files that do not say themselves what they hold: no headers, few lines, numbers of a scale."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from changing import Office

from sitroom.settings import Source

LOG = (
    "1001,Flooding,2026-07-12 08:00,30.51,114.30,East underpass\n"
    "1002,Fire,2026-07-12 09:00,30.61,114.40,West hall\n"
)
CHINESE = (
    "LT-1,河东内涝,内涝,2026-07-12 06:40,114.31,30.52\n"
    "LT-2,石桥泄漏,泄漏,2026-07-12 08:33,114.32,30.53\n"
)
STOCK = "编织袋,条,12000\n铁锹,把,300\n"
FIXED = (
    "INCNO     DATE       TIME  TYPE                 LAT      LON\n"
    "000001    2026-07-01 08:00 FLOODING             40.1201 -105.1234\n"
    "000002    2026-07-02 08:00 BUILDING FIRE        40.1202 -105.1234\n"
)
NFIRS = (
    "FDID  STATE DATE       INCNO   TYPE ADDRESS                 INJ DTH\n"
    "01234 OK    07/12/2026 0000123 111  12 MAIN ST              1   0\n"
    "01234 OK    07/25/2026 0000124 321  77 ELM AVE              0   0\n"
    "TRAILER 00000002\n"
)
THAI = (
    "ลำดับ,วันที่เกิดเหตุ,ประเภทภัย,จังหวัด,ผู้เสียชีวิต\n1,29/02/2567,อุทกภัย,เชียงราย,2\n"
    "2,25 มิ.ย. 2569 เวลา 14.30 น.,อัคคีภัย,เชียงใหม่,0\n3,๑๒/๐๗/๒๕๖๙,ดินถล่ม,น่าน,1\n"
)
NUMBERS = "1,2,3,4\n5,6,7,8\n9,10,11,12\n"
GERMAN = "warnWetter.loadWarnings(" + json.dumps({"time": 1783822500000, "warnings": {
    code: [{"regionName": "Kreis A", "start": 1783822000000, "end": 1783850000000, "type": 1,
            "level": level, "event": event, "headline": f"Amtliche WARNUNG vor {event}",
            "state": "Bayern", "stateShort": "BY"}]
    for code, level, event in (("1", 2, "WINDBÖEN"), ("2", 4, "ORKANBÖEN"))
}}, ensure_ascii=False) + ");"  # fmt: skip
SWISS = {"hazards": [
    {"type": "thunderstorm", "warnings": [{"warnlevel": 3, "outlook": False, "text": "x",
     "validFrom": 1783822500000, "validTo": 1783850000000, "regions": [311]}]},
    {"type": "heat", "warnings": [{"warnlevel": 2, "outlook": False, "text": "y",
     "validFrom": 1783822500000, "validTo": 1783950000000, "regions": [511]}]},
]}  # fmt: skip
JAPANESE = [
    {"reportDatetime": "2026-07-12T10:23:00+09:00", "areaTypes": [{"areas": [
        {"code": "130010", "warnings": [{"code": "33", "status": "発表"},
                                        {"code": "14", "status": "継続"}]}]}]},
    {"reportDatetime": "2026-07-12T09:23:00+09:00", "areaTypes": [{"areas": [
        {"code": "120010", "warnings": [{"status": "発表警報・注意報はなし"}]}]}]},
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "table", "columns", "expected"),
    [
        (LOG, "export.csv", "incident", "source_ref, hazard, lat, lon, title",
         [("1001", "flood", 30.51, 114.3, "East underpass"),
          ("1002", "fire", 30.61, 114.4, "West hall")]),
        (CHINESE.encode("gb18030"), "导出.csv", "incident", "source_ref, hazard, title, lon",
         [("LT-1", "flood", "河东内涝", 114.31), ("LT-2", "hazchem", "石桥泄漏", 114.32)]),
        (STOCK, "物资.csv", "stock_lot", "item_id, qty_on_hand",
         [("编织袋 | 条", 12000), ("铁锹 | 把", 300)]),
        (FIXED, "two.txt", "incident", "source_ref, hazard, occurred_at, lon",
         [("000001", "flood", datetime(2026, 7, 1), -105.1234),
          ("000002", "fire", datetime(2026, 7, 2), -105.1234)]),
        ("".join(FIXED.splitlines(keepends=True)[:2]).replace("0001 ", "0009 "), "one.txt",
         "incident", "source_ref", [("000009",)]),
        (NFIRS, "nfirs.txt", "incident", "source_ref, occurred_at, place",
         [("0000123", datetime(2026, 7, 11, 16), "12 MAIN ST"),
          ("0000124", datetime(2026, 7, 24, 16), "77 ELM AVE")]),
        (THAI, "thai.csv", "incident", "hazard, occurred_at",
         [("flood", datetime(2024, 2, 28, 17)), ("fire", datetime(2026, 6, 25, 7, 30)),
          ("geological", datetime(2026, 7, 11, 17))]),
        (GERMAN, "dwd.json", "warning", "hazard, colour, severity",
         [("storm", "yellow", "Minor"), ("storm", "red", "Severe")]),
        (SWISS, "ch.json", "warning", "hazard, colour, severity",
         [("storm", "orange", "Moderate"), ("heat", "yellow", "Minor")]),
        (JAPANESE, "jma.json", "warning", "region_codes, event_text, hazard, colour",
         [("130010", "大雨特別警報", "storm", "red"), ("130010", "雷注意報", "storm", "yellow"),
          ("120010", None, "other", None)]),
    ],
)  # fmt: skip
def test_what_a_file_does_not_name_is_known_by_what_it_holds(
    here: Office, content: Any, name: str, table: str, columns: str, expected: list
) -> None:
    assert here.told(content, name, columns, table=table) == expected


def test_numbers_without_headers_are_refused_with_the_line_that_would_name_them(
    here: Office,
) -> None:
    result = here.load(NUMBERS, "numbers.csv")
    assert (result.status, result.error_code) == ("failed", "E_UNKNOWN")
    assert "no row of headers" in result.message
    assert '`columns = {"column 1" = "occurred_at", "column 2" = "hazard"}`' in result.message


def test_columns_without_headers_are_named_in_one_line(here: Office) -> None:
    columns = {"column 1": "occurred_at", "column 2": "hazard", "column 3": "deaths"}
    source = Source(name="named", columns=columns)
    result = here.load("2026-07-12,Flood,7\n2026-07-13,Fire,9\n", "named.csv", source)
    found = f"SELECT hazard, deaths FROM core.incident WHERE load_id = {result.load_id}"
    assert here.rows(found + " ORDER BY 1") == [("fire", 9), ("flood", 7)]


def test_a_level_of_no_known_scale_is_none(here: Office) -> None:
    [(colour,)] = here.told(
        "regionName,level,event,headline,sent\nA,3,Wind,Wind,2026-07-12 08:00\n", "own.csv",
        "colour", table="warning",
    )  # fmt: skip
    assert colour is None
