"""Files as strangers send them, each of a kind of trouble, in a few invented rows, loaded as is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from changing import Office

INFORM = (
    "COUNTRY,ISO3,INFORM RISK,RISK CLASS,Rank,Earthquake,River Flood,Drought,VULNERABILITY\n"
    "Afghanistan,AFG,8.1,Very High,4,8.2,7.3,x,7.6\nAlbania,ALB,2.9,Low,121,7.4,5.2,3.5,2.3\n"
)
TREND = "Country,ISO3,2022,2023,2024\nKenya,KEN,5.7,5.9,6.0\nSomalia,SOM,,8.7,8.5\n"
BALANCES = "Item,Unit,Jan 2026,Feb 2026,Mar 2026\nBlanket,pcs,1200,1100,900\nRope,m,300,280,\n"
SPANISH = (
    "Clasificación del fenómeno,Tipo de fenómeno,Fecha de inicio,Defunciones,Población afectada\n"
    "Hidrometeorológico,Inundación,05/06/2026,2,1500\nGeológico,Sismo,13/06/2026,0,0\n"
)
SHELTERS = (
    "名称,名称_カナ,住所,緯度,経度,避難場所種別,想定収容人数\n"
    "戸山公園,トヤマコウエン,東京都新宿区戸山3,35.7022,139.7171,指定緊急避難場所,5200\n"
    "四谷小学校,ヨツヤショウガッコウ,東京都新宿区四谷2-6,35.687,139.728,指定避難所,650\n"
)
PERU = (
    "ID_SINPAD;FENOMENO;DEPARTAMENTO;PROVINCIA;DISTRITO;FECHA_EMERGENCIA;FALLECIDOS\n"
    "170123;LLUVIA INTENSA;PIURA;SULLANA;MARCAVELICA;11/02/2026 00:00;0\n"
    "170124;INCENDIO URBANO;LIMA;LIMA;ATE;22/02/2026 14:30;1\n"
)
HUMANITARIAN = (
    "Warehouse,Owner,Item code,Item description,UOM,Physical stock,Reserved,Available\n"
    "Las Palmas,IFRC,JC10,Jerrycan,Each,12 000,2 000,10 000\n"
    "Las Palmas,IFRC,TP46,Tarpaulin,Each,25 400,,\nDubai,IFRC,KT01,Kit,Each,,,\n"
    ",,,TOTAL,,37 400,,\n"
)
CLOCK_PARTS = (
    "Year,Mo,Dy,Hr,Mn,Sec,Location Name,Mag\n"
    "1923,9,1,2,58,37,JAPAN: TOKAIDO,7.9\n2024,1,1,7,,,JAPAN: NOTO,7.5\n2025,3,2,,,,SHANXI,5.1\n"
)
DAY_UNKNOWN = "Serial,Event,Date (YMD),Deaths\nD1,FLOOD,1979/5/0,3\nD2,LANDSLIDE,2016/5/17,52\nD3,FIRE,1980/0/0,1\n"
NDRRMC = (
    "TYPE OF INCIDENT,DATE/TIME OF OCCURRENCE,STATUS\n"
    "FLOODING,06 February 2026 | 19:30H,SUBSIDED\nLANDSLIDE,07 February 2026 | 0600H,ONGOING\n"
)
EXTINGUISHED = (
    "incident_id,incident_type,incident_date_created,incident_date_extinguished,is_active\n"
    "a1,Wildfire,2026-07-09T14:52:00Z,,Y\nb2,Wildfire,2013-02-24T08:16:00Z,2013-02-28T20:00:00Z,N\n"
)
WEB_MAP = "编号,事件类型,时间,经度(GCJ-02),纬度(GCJ-02)\nG1,内涝,2026-07-12 08:00,121.5,31.2\n"
IN_WORDS = (
    "编号,事件类型,时间,伤亡情况\n"
    'S1,火灾,2026-07-12 08:00,"死亡3人、受伤5人"\nS2,滑坡,2026-07-12 09:00,造成2人失踪，1人死亡\n'
    "S3,内涝,2026-07-12 10:00,无人员伤亡\nS4,内涝,2026-07-12 11:00,正在核实\n"
)
BRIGADE = (
    "Incident Number,Type,Time\nB1,Flooding,2026-07-12 08:00\nB2,Rescue Salt Water,2026-07-12 08:10\n"
    "B3,Building fire,2026-07-12 08:20\nB4,False Alarm,2026-07-12 08:30\nB5,,2026-07-12 08:40\n"
)
YEARLESS = "编号,事件类型,事发时间\nY1,火灾,2026年7月12日8时15分\nY2,内涝,7月13日 下午2点半\n"
GERMAN = "Bezeichnung;ME;Lagerort;Menge;Mindestbestand\nFeldbett;Stk;Halle 1;1.250;1.000\n"
FIXED = (
    "CITY FIRE DEPARTMENT          DAILY LOG\n\n"
    "INCNO     DATE       TIME  TYPE                 LAT      LON\n"
    + "".join(f"{n:06d}    2026-07-{n:02d} 08:00 FLOODING             40.12{n:02d} -105.1234\n"
              for n in range(1, 13))
    + "*** END OF REPORT   12 RECORDS ***\n"
)  # fmt: skip


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("content", "name", "table", "columns", "expected", "aside"),
    [
        (INFORM, "inform.csv", "risk", "region_code, name, score, level",
         [("AFG", "INFORM RISK", 8.1, 1), ("AFG", "Earthquake", 8.2, None),
          ("AFG", "River Flood", 7.3, None), ("AFG", "VULNERABILITY", 7.6, None),
          ("ALB", "INFORM RISK", 2.9, 4), ("ALB", "Earthquake", 7.4, None),
          ("ALB", "River Flood", 5.2, None), ("ALB", "Drought", 3.5, None),
          ("ALB", "VULNERABILITY", 2.3, None)], 0),
        (TREND, "risk index.csv", "risk", "region_code, assessed_year, score",
         [("KEN", 2022, 5.7), ("KEN", 2023, 5.9), ("KEN", 2024, 6.0),
          ("SOM", 2023, 8.7), ("SOM", 2024, 8.5)], 0),
        (BALANCES, "stock balance.csv", "stock_lot", "qty_on_hand", [(900,), (280,)], 0),
        (SPANISH.encode("cp1252"), "latin.csv", "incident", "hazard, deaths, affected",
         [("flood", 2, 1500), ("earthquake", 0, 0)], 0),
        (SHELTERS.encode("cp932"), "jp.csv", "site", "name, kind, capacity",
         [("戸山公園", "shelter", 5200), ("四谷小学校", "shelter", 650)], 0),
        (PERU, "peru.csv", "incident", "hazard, region_text, source_ref",
         [("storm", "PIURA / SULLANA / MARCAVELICA", "170123"),
          ("fire", "LIMA / LIMA / ATE", "170124")], 0),
        (HUMANITARIAN, "red.csv", "stock_lot", "qty_on_hand, qty_reserved",
         [(12000, 2000), (25400, 0)], 2),
        (CLOCK_PARTS, "hms.csv", "incident", "occurred_at, occurred_precision",
         [(_at("1923-08-31 18:58:37"), "minute"), (_at("2023-12-31 23:00"), "minute"),
          (_at("2025-03-01 16:00"), "day")], 0),
        (DAY_UNKNOWN, "zero.csv", "incident", "occurred_at, occurred_precision",
         [(_at("1979-04-30 16:00"), "month"), (_at("2016-05-16 16:00"), "day"),
          (_at("1979-12-31 16:00"), "year")], 0),
        (NDRRMC, "ph.csv", "incident", "occurred_at, status",
         [(_at("2026-02-06 11:30"), "closed"), (_at("2026-02-06 22:00"), "responding")], 0),
        (EXTINGUISHED, "out.csv", "incident", "occurred_at, closed_at",
         [(_at("2026-07-09 14:52"), None), (_at("2013-02-24 08:16"), _at("2013-02-28 20:00"))], 0),
        (IN_WORDS, "words.csv", "incident", "deaths, injured, missing",
         [(3, 5, None), (1, None, 2), (0, 0, 0), (None, None, None)], 0),
        (BRIGADE, "fire calls.csv", "incident", "hazard, status",
         [("flood", "reported"), ("other", "reported"), ("fire", "reported"),
          ("other", "false_alarm"), ("fire", "reported")], 0),
        (YEARLESS, "year.csv", "incident", "occurred_at",
         [(_at("2026-07-12 00:15"),), (_at("2026-07-13 06:30"),)], 0),
        (GERMAN, "lager.csv", "stock_target", "target_qty", [(1000,)], 0),
        (FIXED, "fixed.txt", "incident", "lat", [(40.12 + n / 1e4,) for n in range(1, 13)], 1),
    ],
)  # fmt: skip
def test_a_file_of_a_stranger_says_on_the_board_what_a_careful_reader_would(
    here: Office, content: Any, name: str, table: str, columns: str, expected: list, aside: int
) -> None:
    found = here.told(content, name, columns, table=table)
    assert [tuple(row) for row in found] == [
        tuple(pytest.approx(cell) if isinstance(cell, float) else cell for cell in row)
        for row in expected
    ]
    last = "SELECT rows_rejected FROM core.load ORDER BY load_id DESC LIMIT 1"
    assert here.rows(last) == [(aside,)]


def test_a_datum_that_both_headers_name_is_the_one_the_points_are_in(here: Office) -> None:
    [(lon, lat)] = here.told(WEB_MAP, "web.csv", "lon", "lat")
    assert (lon, lat) == (pytest.approx(121.4955, abs=5e-4), pytest.approx(31.2019, abs=5e-4))


def test_a_line_list_of_patients_has_no_row_here(here: Office) -> None:
    text = (
        "Case ID,Patient name,Age,Sex,State,Date of onset,Disease\n"
        "C1,J D,34,M,Bauchi,2026-07-01,Cholera\nC2,J R,12,F,Bauchi,2026-07-02,Cholera\n"
    )
    result = here.load(text, "line list.csv")
    assert (result.rows_read, result.rows_inserted, result.rows_rejected) == (2, 0, 2)
    reasons = f"SELECT DISTINCT reason FROM core.rejected_row WHERE load_id = {result.load_id}"
    assert here.rows(reasons) == [("out_of_scope",)]


def test_figures_of_months_that_are_of_nothing_known_are_refused_by_that_name(here: Office) -> None:
    result = here.load("Region,2022,2023,2024\nNorth,3,2,5\nSouth,1,,4\n", "totals.csv")
    assert (result.status, result.error_code) == ("failed", "E_UNKNOWN")
    assert "`2022` to `2024` hold figures of each month or year" in result.message


@pytest.mark.parametrize(
    ("dates", "read"),
    [
        (("12/07/2026 08:15", "11/07/2026 09:00"), ["2026-07-12 00:15", "2026-07-11 01:00"]),
        (("07/12/2026 08:15", "07/11/2026 09:00"), ["2026-07-12 00:15", "2026-07-11 01:00"]),
        (("05/04/2026 08:15", "06/04/2026 09:00"), []),  # of either order, and so not guessed
    ],
)
def test_the_order_that_puts_nothing_in_the_future_is_the_order(
    here: Office, monkeypatch: pytest.MonkeyPatch, dates: tuple[str, str], read: list[str]
) -> None:
    monkeypatch.setattr("sitroom.clock.now", lambda folder=None: datetime(2026, 7, 13))
    rows = "".join(f"{date[:5]}-{n},Fire,{date}\n" for n, date in enumerate(dates))
    found = here.told(f"id,type,time\n{rows}", f"order-{dates[0][:2]}.csv", "occurred_at")
    assert found == [(_at(text),) for text in read]


@pytest.mark.parametrize(
    ("headline", "is_over"),
    [
        ("09:00 EST Cancellation of Severe Weather Warning for South Coast", True),
        ("CANCELLED: Tsunami Advisory", True),
        ("上海中心气象台解除雷电黄色预警信号", True),
        ("开发区气象台发布雷电黄色预警信号", False),
        ("解除暴雨黄色预警，发布暴雨橙色预警", False),
        ("Flood Warning for the Hawkesbury River", False),
    ],
)
def test_a_headline_says_that_a_warning_is_over(here: Office, headline: str, is_over: bool) -> None:
    own = sum(map(ord, headline))
    text = f'identifier,headline,sent,severity\nW{own},"{headline}",2026-07-12 08:00,Severe\n'
    [(ended,)] = here.told(text, f"head-{own}.csv", "cancelled_at", table="warning")
    assert (ended is not None) == is_over
