"""Told apart: sums and measurements from events, false alarms from fires, days from months."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from changing import Office

from sitroom import content

OBSERVED = {"observations": {"header": [{"ID": "IDN60901", "time_zone": "EST"}], "data": [
    {"sort_order": at, "wmo": 94768, "name": "Sydney", "local_date_time_full": f"202607121{7 - at}3000",
     "lat": -33.9, "lon": 151.2, "air_temp": 16.3, "wind_spd_kmh": 15} for at in range(2)]}}  # fmt: skip
AXF = (
    '[notice]\ncopyright[80]="Copyright"\n[$]\n\n[header]\nID[80]="IDN60901"\n[$]\n\n[data]\n'
    "sort,wmo[80],name[80],local_date_time_full[80],lat,lon,gust_kmh,air_temp,dewpt,weather[80],wind_dir[80]\n"
    '0,94768,"Sydney","20260712173000",-33.9,151.2,26,16.3,5.5,"Thunderstorm","W"\n'
    '1,94768,"Sydney","20260712170000",-33.9,151.2,24,16.5,5.4,"-","W"\n[$]\n'
)
SYNOP = (
    "numer_sta;date;pmer;dd;ff;t;td;u;vv;ww;nom\n"
    "07005;20260712060000;100420;170;6;279.85;278.85;93;18570;60;ABBEVILLE\n"
)
METAR = (
    "raw_text,station_id,observation_time,latitude,longitude,temp_c,dewpoint_c,wind_speed_kt\n"
    "KDEN 121153Z,KDEN,2026-07-12T11:53:00Z,39.85,-104.65,18.0,9.0,8\n"
)
TRACK = (
    "name,year,month,day,hour,lat,long,status,category,wind,pressure\n"
    "Amy,1975,6,27,0,27.5,-79,tropical depression,,25,1013\n"
    "Amy,1975,6,27,6,28.5,-79,tropical depression,,25,1013\n"
)
TRACKS = (
    "SID,SEASON,BASIN,SUBBASIN,NAME,ISO_TIME,NATURE,LAT,LON,WMO_WIND,WMO_PRES\n"
    "2026190N10140,2026,WP,MM,BAVI,2026-07-12 00:00:00,TS,15.1,130.2,45,990\n"
    "2026190N10140,2026,WP,MM,BAVI,2026-07-12 06:00:00,TS,15.5,129.2,50,985\n"
)
DAYS = "DATE,NAME,TMAX,TMIN,PRCP\n2026-07-01,DENVER,31.1,12.2,0\n2026-07-02,DENVER,33.1,14.2,1.2\n"
WEATHER = "站点,时间,气温,风速,天气现象\n南郊,2026-07-12 08:00,28.1,3.2,雷阵雨\n"

HOME_OFFICE = (
    "Year,Month,Fire and rescue service,Dwelling fires,Fatalities\n"
    "2022,January,Avon,12,0\n2022,February,Avon,14,1\n"
)
YEARBOOK = "年份,火灾起数(起),死亡人数(人),直接财产损失(万元)\n2020年,252000,1183,400900\n2021年,748000,1987,675000\n"
PROFILE = (
    "Year,Country,ISO,Disaster Group,Disaster Type,Disaster Subtype,Total Events,Total Affected,Total Deaths\n"
    "#date +occurred,#country +name,#country +code,#cause +group,#cause +type,#cause +subtype,#frequency,"
    "#affected +ind,#affected +ind +killed\n"
    "2000,China,CHN,Natural,Flood,Riverine flood,3,3456,120\n"
    "2001,China,CHN,Natural,Flood,Riverine flood,5,7456,320\n"
)
NFPA = "Type of Fire,Number of Fires,Civilian Deaths\nStructure fires,486500,3010\nVehicle fires,208500,680\n"
DISTRICTS = "District,Floods,Fires,Deaths\nKathmandu,3,120,5\nLalitpur,1,80,2\n"
EUROSTAT = "unit,icd10,geo\\TIME_PERIOD\t2018 \t2019 \t2020 \nNR,X00-X09,AT\t23 \t31 \t: \nNR,X00-X09,BE\t61 b\t55 \t57 \n"
OF_KINDS = "日期,区县,事件类型,数量\n2026-07-01,河东区,火灾,12\n2026-07-01,石桥区,内涝,3\n"
OF_DAYS = "Date,Total calls,Fire calls,Deaths\n2026-07-11,120,12,1\n2026-07-12,98,11,0\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (json.dumps(OBSERVED), "IDN60901.json"), (AXF, "IDN60901.axf"), (SYNOP, "synop.csv"),
        (METAR, "storm.csv"), (WEATHER, "自动站.csv"), (TRACK, "storms.csv"),
        (TRACKS, "ibtracs.csv"), (DAYS, "ghcnd.csv"),
    ],
)  # fmt: skip
def test_what_a_station_measures_is_no_incident_and_no_warning(
    here: Office, content: str, name: str
) -> None:
    result = here.load(content, name)
    assert (result.status, result.error_code) == ("failed", "E_UNKNOWN")
    assert "are measurements, of a station" in result.message


def test_an_incident_with_the_weather_beside_it_is_one(here: Office) -> None:
    text = "id,type,time,station,temperature,wind speed\nF1,Fire,2026-07-12 08:00,7,31.2,12\n"
    assert here.told(text, "weather beside.csv", "hazard") == [("fire",)]


def test_hydrants_have_a_pressure_and_are_places(here: Office) -> None:
    text = (
        "Hydrant ID,Name,Address,Static Pressure,Residual Pressure,Latitude,Longitude\n"
        "H1,Hydrant 1,1 MAIN ST,60,45,40.1,-105.1\nH2,Hydrant 2,2 MAIN ST,62,44,40.2,-105.2\n"
    )
    assert here.told(text, "hydrants.csv", "name", table="site") == [("Hydrant 1",), ("Hydrant 2",)]


@pytest.mark.parametrize(
    ("content", "name", "counted"),
    [
        (HOME_OFFICE, "fire0102.csv", "`Dwelling fires`"), (YEARBOOK, "8-25.csv", "`火灾起数(起)`"),
        (PROFILE, "country profiles.csv", "`Total Events`"), (NFPA, "nfpa.csv", "`Number of Fires`"),
        (DISTRICTS, "districts.csv", "`Floods`, `Fires`"), (OF_DAYS, "calls.csv", "`Total calls`"),
        (OF_KINDS, "突发事件统计.csv", "`数量`"),
    ],
)  # fmt: skip
def test_counts_of_events_are_statistics_and_no_incidents(
    here: Office, content: str, name: str, counted: str
) -> None:
    result = here.load(content, name)
    assert (result.status, result.error_code) == ("failed", "E_UNKNOWN")
    assert f"The table is statistics: in {counted} the events" in result.message


def test_a_cube_of_years_is_refused(here: Office) -> None:
    assert here.load(EUROSTAT, "hlth_cd_aro.tsv").error_code == "E_UNKNOWN"


CODED = (
    "Incident Number,Alarm Date,Incident Type,Incident Type Description,Address\n"
    "1,2026-07-12 08:00,111,Building fire,1 MAIN ST\n"
    '2,2026-07-12 09:00,745,"Alarm system activation, no fire - unintentional",2 MAIN ST\n'
    "3,2026-07-12 10:00,561,Unauthorized burning - brush fire,3 MAIN ST\n"
    "4,2026-07-12 11:00,631,Authorized controlled fire,4 MAIN ST\n"
    "5,2026-07-12 12:00,324,Motor vehicle accident with no injuries,5 MAIN ST\n"
    "6,2026-07-12 13:00,251,Excessive heat,6 MAIN ST\n"
)
BARE = (
    "Incident Number,Alarm Date,NFIRS Code,Address\n1,2026-07-12 08:00,143,1 MAIN ST\n"
    "2,2026-07-12 09:00,735A,2 MAIN ST\n3,2026-07-12 10:00,412,3 MAIN ST\n"
    "4,2026-07-12 11:00,813,4 MAIN ST\n5,2026-07-12 12:00,321,5 MAIN ST\n"
)
JOINED = (
    "Incident Number,Alarm Date,INC_TYPE,Address\n1,2026-07-12 08:00,131 - Passenger vehicle fire,1 MAIN ST\n"
    "2,2026-07-12 09:00,700 False alarm or false call,2 MAIN ST\n3,2026-07-12 10:00,444 - Power line down,3 MAIN ST\n"
)
WORDS = (
    "Incident Number,Alarm Date,Type,Address\n1,2026-07-12 08:00,Building fire,1 MAIN ST\n"
    "2,2026-07-12 09:00,Smoke detector activation,2 MAIN ST\n"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CODED, [("fire", "reported"), ("other", "false_alarm"), ("other", "reported"),
                 ("other", "reported"), ("transport_road", "reported"), ("heat", "reported")]),
        (BARE, [("grassland_fire", "reported"), ("other", "false_alarm"), ("lifeline", "reported"),
                ("storm", "reported"), ("other_health", "reported")]),
        (JOINED, [("fire", "reported"), ("other", "false_alarm"), ("power", "reported")]),
        (WORDS, [("fire", "reported"), ("other", "false_alarm")]),
    ],
)  # fmt: skip
def test_a_false_alarm_by_its_number_is_no_fire(
    here: Office, content: str, expected: list[tuple[str, str]]
) -> None:
    assert here.told(content, "", "hazard", "status") == expected


def test_three_digits_that_are_not_of_the_list_stay_unknown(here: Office) -> None:
    text = BARE.replace("735A", "999").replace("412", "998").replace("143", "997")
    assert {hazard for (hazard,) in here.told(text, "", "hazard")} == {"other"}


def test_every_number_of_a_kind_is_of_a_hazard_that_there_is() -> None:
    hazards = {row["code"] for row in content.reference("hazard_types")}
    numbered = content.reference("incident_code")
    codes = [code for row in numbered for code in row["codes"].split("|")]
    assert {row["hazard"] for row in numbered} <= hazards
    assert len(codes) == len(set(codes))
    assert all(row["source"] and row["status"] and row["checked_on"] for row in numbered)


def _dated(*dates: str, header: str = "Date") -> str:
    rows = (f"{date[:4]}{number},{date},Fire,{number} ROAD\n" for number, date in enumerate(dates))
    return f"Incident No,{header},Type,Address\n" + "".join(rows)


@pytest.mark.parametrize(
    ("dates", "header", "expected"),
    [
        (("07122026", "07252026"), "Date", [datetime(2026, 7, 11, 16), datetime(2026, 7, 24, 16)]),
        (("12072026", "25072026"), "Date", [datetime(2026, 7, 11, 16), datetime(2026, 7, 24, 16)]),
        (("120720260815", "250720260915"), "Date",
         [datetime(2026, 7, 12, 0, 15), datetime(2026, 7, 25, 1, 15)]),
        (("7122026", "2012026", "11252025"), "Date",  # the zeros lost, and no 26th day of 2012
         [datetime(2026, 7, 11, 16), datetime(2026, 1, 31, 16), datetime(2025, 11, 24, 16)]),
        (("02012026", "05042026"), "Fecha", [datetime(2026, 1, 1, 16), datetime(2026, 4, 4, 16)]),
    ],
)  # fmt: skip
def test_days_and_months_run_together_are_told_apart_by_the_whole_column(
    here: Office, dates: tuple[str, ...], header: str, expected: list[datetime]
) -> None:
    found = here.told(_dated(*dates, header=header), "", "occurred_at")
    assert [at for (at,) in found] == expected


def test_days_and_months_run_together_that_nothing_tells_apart_say_so(here: Office) -> None:
    result = here.load(_dated("02012026", "05042026"), "either.csv")
    assert (result.rows_read, result.rows_rejected) == (2, 2)
    assert "day and month cannot be told apart" in result.message


def test_one_slip_among_dates_run_together_is_set_aside_alone(here: Office) -> None:
    days = [f"07{day:02}2026" for day in range(1, 29)]
    result = here.load(_dated(*days, "13012026"), "slip.csv")
    assert (result.rows_inserted, result.rows_rejected) == (28, 1)


def test_a_table_with_its_names_down_the_first_column_is_turned(here: Office) -> None:
    text = (
        "事件名称,河东内涝,石桥泄漏,临港火灾\n事件类型,内涝,泄漏,火灾\n发生时间,2026-07-12 06:40,2026-07-12 08:33,\n"
        "接报时间,2026-07-12 06:50,2026-07-12 08:40,2026-07-12 09:00\n死亡人数,0,1,\n"
    )
    assert here.told(text, "turned.csv", "title", "hazard", "occurred_at", "deaths") == [
        ("河东内涝", "flood", datetime(2026, 7, 11, 22, 40), 0),
        ("石桥泄漏", "hazchem", datetime(2026, 7, 12, 0, 33), 1),
        ("临港火灾", "fire", datetime(2026, 7, 12, 1), None),
    ]


@pytest.mark.parametrize(
    ("name", "times", "expected"),
    [
        ("值班日志 2026年7月12日.csv", ("08:10", "09:30"),
         [datetime(2026, 7, 12, 0, 10), datetime(2026, 7, 12, 1, 30)]),
        ("log 20260711.csv", ("14:10", "09:30"),
         [datetime(2026, 7, 11, 6, 10), datetime(2026, 7, 11, 1, 30)]),
        ("日志 2026年7月10日.csv", ("22:10", "00:30", "06:30"), [None] * 3),  # past midnight
        ("夜班 2026年7月9日.csv", ("00:30", "06:30"), [None] * 2),
        ("2026年7月8日至2026年7月9日.csv", ("08:30",), [None]),
    ],
)  # fmt: skip
def test_times_without_a_date_are_of_the_titles_day_if_of_one(
    here: Office, name: str, times: tuple[str, ...], expected: list[datetime | None]
) -> None:
    rows = "".join(f"{time},{name}{at},内涝,河东区\n" for at, time in enumerate(times))
    found = here.told(f"时间,事项,类别,地点\n{rows}", name, "occurred_at")
    assert [at for (at,) in found] == expected


PIXELS = (
    "latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence\n"
    "-31.1,116.9,312.9,1.1,1.05,2026-07-12,0214,Aqua,45\n"
)


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (PIXELS, True),
        (PIXELS.replace("1.05,", "home-school-shop,"), False),  # where somebody went
        (PIXELS.replace("scan,", "sweep,"), False),  # numbers, but of what?
    ],
)
def test_the_size_of_a_satellites_point_is_no_track_of_a_person(
    here: Office, content: Any, kept: bool
) -> None:
    [(fields,)] = here.told(content, "", "other_fields")
    assert ("track" in fields) is kept
