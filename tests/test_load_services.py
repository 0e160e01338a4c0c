"""Lists and feeds as national services publish them, each in a few invented rows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from changing import Office

_GEO = 'xmlns:georss="http://www.georss.org/georss"'
TASMANIA = f"""<rss version="2.0" {_GEO}><channel><title>Incidents</title><item>
<title>Main Road</title><category>GRASS FIRE</category><guid isPermaLink="false">
  18031118</guid><pubDate>Sun, 30 Sep 2018 01:30:00 +1000</pubDate><description><![CDATA[
  ALERT LEVEL: Advice<br /> LOCATION: Sorell<br /> STATUS: Going<br /> TYPE: Vegetation Fire<br />
  SIZE: 5 ha<br /> RESPONSIBLE AGENCY: TFS<br />]]></description>
<georss:point>-42.1 147.2</georss:point></item></channel></rss>"""
QUEENSLAND = f"""<feed {_GEO} xmlns="http://www.w3.org/2005/Atom"><title>Bushfires</title><entry>
<category term="Bushfire"/><content>Alert Level: Notification
   Reported (UTC): 2018-09-08T05:01:50
   Current Status: Patrolled
   Details: text</content><id>1234</id><title>Fire at Toogoom</title>
<georss:point>-25.2, 152.1</georss:point></entry></feed>"""
SPAIN = """<rss version="2.0" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"><channel><item>
<title>-Info.terremoto: 18/03/2019 19:34:55</title><guid>http://x.es/1</guid>
<description>Se ha producido un terremoto de magnitud 3.1 en EL HIERRO</description>
<geo:lat>27.62</geo:lat><geo:long>-18.0859</geo:long></item></channel></rss>"""
QUAKEML = """<q:quakeml xmlns="http://quakeml.org/xmlns/bed/1.2" xmlns:q="http://quakeml.org/q">
<eventParameters><event publicID="smi:x/1"><type>earthquake</type><description><text>Isole Eolie
</text></description><origin publicID="smi:o/1"><time><value>2020-10-02T22:50:60.990000</value>
</time><latitude><value>38.5</value></latitude><longitude><value>15.0</value></longitude><depth>
<value>5000</value></depth></origin><magnitude publicID="smi:m/1"><mag><value>3.1</value></mag>
</magnitude></event></eventParameters></q:quakeml>"""
_POINT = {"type": "Point", "coordinates": [149.58, -34.91]}
_AREA = {
    "type": "Polygon",
    "coordinates": [[[149.5, -35], [149.6, -35], [149.6, -34.8], [149.5, -35]]],
}
SYDNEY = {"type": "FeatureCollection", "features": [{
    "type": "Feature", "properties": {"title": "Mills Lane", "guid": "a/1", "pubDate": "13/07/2026 3:14:00 AM",
        "description": "LOCATION: Bungonia <br />STATUS: Out <br />TYPE: Grass Fire <br />SIZE: 1 ha"},
    "geometry": {"type": "GeometryCollection", "geometries": [
        _POINT, {"type": "GeometryCollection", "geometries": [_AREA]}]}}]}  # fmt: skip
CANADA = (
    "agency, firename, lat, lon, startdate, hectares, stage_of_control, timezone\n"
    "bc, G70123, 56.1234, -121.4321, 2026-07-01 00:00:00, 1200.5, OC, GMT-7\n"
)
SATELLITE = (
    "latitude,longitude,brightness,acq_date,acq_time,satellite,confidence,bright_t31,frp\n"
    "-31.1,116.9,312.9,2026-07-12,14,Aqua,45,290.0,8.8\n"
    "-30.1,115.9,325.1,2026-07-12,0215,Terra,78,297.2,15.4\n"
)
BRAZIL = (
    "id,lat,lon,data_hora_gmt,satelite,municipio,estado,risco_fogo,bioma,frp\n"
    "8b2c1a,-10.4,-50.1,2026-08-01 00:15:00,GOES-19,CASEARA,TOCANTINS,1,Cerrado,12.3\n"
)
MEXICO = (
    "Tipo de fenómeno,Fecha de Inicio,Estado,Municipios Afectados,Defunciones\n"
    "Lluvias,13/02/2000,Chiapas,Tapachula,3\n"
)
KOREA = (
    "화재번호,발생일시,시도,시군구,화재유형,사망,부상\n"
    "2026-0001,2026-01-01 00:12,서울특별시,강남구,건축물화재,0,2\n"
)
BRIGADE = (
    "ID,Address,Alarm DtTm,zipcode,City,Fire Injuries,Civilian Injuries,Estimated Property Loss\n"
    "1,1 MARKET ST,2026/01/01 12:03:00 AM,94105,San Francisco,1,2,5000\n"
)
NUMBERED_ANEW = (
    "id,OBJECTID,IncidentName,IncidentTypeCategory,FireDiscoveryDateTime,IrwinID\n"
    "1,1,PARK,WF,2026-07-12 01:40,I1\n2,2,CREEK,RX,2026-07-12 02:40,I2\n"
)
GLIDE = (
    "glidenumber,number,event,event_name,location,year,month,day,killed\n"
    "FL-2025-000001-AFG,2025-000001,FL,flood,Kabul,2025,3,15,5\n"
)
DISPLACED = (
    "id,country,latitude,longitude,displacement_type,figure,event_name,event_start_date,created_at\n"
    ",#country+name,geo+lat,#geo+lon,#event+displacement_type,#affected+displaced,#event+name,"
    "#date+event+start,#date+created\n"
    "90123,Afghanistan,34.5,69.2,Disaster,2000,Afghanistan: Floods in Kabul,2026-05-03,2026-05-06T10:00:00Z\n"
)
SHELTERS = (
    "名称,所在地_連結表記,緯度,経度,指定避難所との重複,想定収容人数\n"
    "四谷小学校,東京都新宿区四谷2-6,35.687,139.728,1,650\n"
)

BEDS = (
    "OBJECTID,ID,NAME,ADDRESS,CITY,STATE,TYPE,STATUS,LATITUDE,LONGITUDE,SOURCEDATE,BEDS\n"
    "1,57,B MEDICAL CENTER,1 X STREET,HANFORD,CA,GENERAL ACUTE CARE,OPEN,34.02,-118.2,2026-01-21,302\n"
)
REGISTER = (
    "Nº;Riesgo;Probabilidad;Impacto;Nivel de riesgo\n1;Inundación;4;5;Muy alto\n2;Sismo;2;4;Medio\n"
)
TAIWAN = [{"id": "CWA-Weather_typhoon-warning_202607120830001", "title": "颱風",
           "updated": "2026-07-12T08:30:00+08:00", "effective": "2026-07-12T08:30:00+08:00",
           "expires": "2026-07-12T11:30:00+08:00"}]  # fmt: skip

NUMBERED = {
    "No1": {"EventID": "CC.1", "time": "2026-07-12 08:15:22", "location": "长宁县", "magnitude": "4.1",
            "latitude": "28.34", "longitude": "104.86"},
    "No2": {"EventID": "CC.2", "time": "2026-07-11 23:02:11", "location": "新几内亚", "magnitude": "5.6",
            "latitude": "-6.1", "longitude": "147.2"},
    "md5": "abc",
}  # fmt: skip
NORWAY = {"type": "FeatureCollection", "features": [{
    "type": "Feature", "geometry": {"type": "Point", "coordinates": [5, 60]},
    "properties": {"area": "Vestland", "awareness_level": "2; yellow; Moderate", "event": "gale",
        "eventEndingTime": "2026-07-13T00:00:00+00:00", "severity": "Moderate", "id": "2.49.0.1",
        "status": "Actual", "type": "Alert", "title": "Gale, yellow level, Vestland"},
    "when": {"interval": ["2026-07-12T08:00:00+00:00", "2026-07-13T00:00:00+00:00"]}}]}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "columns", "expected"),
    [
        (TASMANIA, "tas.xml", "source_ref, hazard, status, place, lat",
         ("18031118", "forest_fire", "responding", "Sorell", -42.1)),
        (QUEENSLAND, "qld.xml", "title, status, occurred_at",
         ("Fire at Toogoom", "recovery", datetime(2018, 9, 8, 5, 1, 50))),
        (SPAIN, "es.xml", "hazard, occurred_at, lon",
         ("earthquake", datetime(2019, 3, 18, 11, 34, 55), -18.0859)),
        (QUAKEML, "it.xml", "occurred_at, lat, depth_km, magnitude, place",
         (datetime(2020, 10, 2, 22, 51, 0, 990000), 38.5, 5.0, 3.1, "Isole Eolie")),
        (SYDNEY, "nsw.json", "hazard, status, lon, lat",
         ("grassland_fire", "closed", 149.58, -34.91)),
        (CANADA, "active.csv", "title, hazard, status, burnt_area_ha, occurred_at",
         ("G70123", "forest_fire", "responding", 1200.5, datetime(2026, 7, 1, 7))),
        (SATELLITE, "modis.csv", "hazard, occurred_at", ("forest_fire", datetime(2026, 7, 12, 0, 14))),
        (BRAZIL, "inpe.csv", "hazard, occurred_at, region_text",
         ("forest_fire", datetime(2026, 8, 1, 0, 15), "TOCANTINS / CASEARA")),
        (MEXICO.encode("cp1252"), "mx.csv", "region_text, deaths", ("Chiapas", 3)),
        (KOREA.encode("cp949"), "kr.csv", "source_ref, hazard, occurred_at",
         ("2026-0001", "fire", datetime(2025, 12, 31, 15, 12))),
        (BRIGADE, "calls of fire.csv", "injured, loss_cny", (3, None)),
        (NUMBERED_ANEW, "map.csv", "source_ref, hazard", ("I1", "forest_fire")),
        (GLIDE, "glide.csv", "title, hazard, glide", ("flood", "flood", "FL-2025-000001-AFG")),
        (NUMBERED, "eqlist.json", "source_ref, lat, magnitude", ("CC.1", 28.34, 4.1)),
        (DISPLACED, "idu.csv", "title, relocated, occurred_at, reported_at",
         ("Afghanistan: Floods in Kabul", 2000, datetime(2026, 5, 2, 16), datetime(2026, 5, 6, 10))),
    ],
)  # fmt: skip
def test_a_list_of_a_national_service_needs_no_settings(
    here: Office, content: Any, name: str, columns: str, expected: tuple
) -> None:
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    assert here.told(text, name, columns)[0] == expected


def test_a_school_in_a_list_of_shelters_is_a_shelter(here: Office) -> None:
    assert here.told(SHELTERS.encode("cp932"), "131041.csv", "kind", table="site") == [("shelter",)]


def test_a_warning_begins_and_ends_with_its_interval(here: Office) -> None:
    columns = "sent_at, effective_at, expires_at, colour"
    found = here.told(NORWAY, "metalerts.json", columns, table="warning")
    assert found == [(None, datetime(2026, 7, 12, 8), datetime(2026, 7, 13), "yellow")]


def test_a_list_with_beds_is_of_places_whatever_date_it_was_checked_on(here: Office) -> None:
    assert here.told(BEDS, "hospitals.csv", "kind, capacity, status", table="site") == [
        ("hospital", 302, "open")
    ]


def test_a_register_of_risks_in_spanish_has_likelihood_severity_and_level(here: Office) -> None:
    found = here.told(REGISTER.encode("cp1252"), "r.csv", "hazard, l, s, level", table="risk")
    assert found == [("flood", 4, 5, 1), ("earthquake", 2, 4, 3)]


def test_a_warning_keeps_its_number_though_a_kind_is_in_it(here: Office) -> None:
    columns = "source_ref, hazard, sent_at"
    [(ref, hazard, sent)] = here.told(TAIWAN, "ncdr.json", columns, table="warning")
    assert (ref, hazard, sent) == (TAIWAN[0]["id"], "typhoon", datetime(2026, 7, 12, 0, 30))


def test_notes_beside_quantities_are_no_depot(here: Office, tmp_path: Path) -> None:
    content = _book(tmp_path, {"储备": [
        ["物资名称", "计量单位", "市级", "县级", "合计", "备注"],
        ["草袋", "条", 120000, 80000, 200000, ""], ["折叠帐篷", "顶", 80, 120, 200, "12㎡"],
    ]})  # fmt: skip
    held = here.told(content, "储备.xlsx", "site_text, qty_on_hand", table="stock_lot")
    assert held == [("市级", 120000), ("县级", 80000), ("市级", 80), ("县级", 120)]


def test_a_collection_of_collections_alone_is_no_shape(here: Office) -> None:
    wrapped = {"type": "GeometryCollection", "geometries": [
        {"type": "GeometryCollection", "geometries": [_POINT]}]}  # fmt: skip
    feature = SYDNEY["features"][0] | {"geometry": wrapped}
    result = here.load(json.dumps({"type": "FeatureCollection", "features": [feature]}), "gc.json")
    assert (result.rows_read, result.rows_rejected) == (1, 1)


def _book(folder: Path, sheets: dict[str, list[list[Any]]]) -> bytes:
    file = folder / "book.xlsx"
    with xlsxwriter.Workbook(str(file)) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return file.read_bytes()


def test_ranges_below_the_names_of_an_index_are_no_part_of_them(
    here: Office, tmp_path: Path
) -> None:
    content = _book(tmp_path, {
        "Home": [["INFORM RISK INDEX 2026"], ["Release date: 1 July 2026"]],
        "INFORM Risk 2026 (a-z)": [
            ["COUNTRY", "ISO3", "INFORM RISK", "HAZARD & EXPOSURE", "VULNERABILITY", "LACK OF COPING CAPACITY", "Rank"],
            ["(a-z)", "(a-z)", "(0-10)", "(0-10)", "(0-10)", "(0-10)", "(1-191)"],
            ["Afghanistan", "AFG", 8.1, 8.8, 7.6, 7.1, 4], ["Albania", "ALB", 2.9, 3.6, 2.3, 3.9, 121],
        ],
    })  # fmt: skip
    here.load(content, "inform.xlsx")
    found = here.rows("SELECT name, score FROM core.risk WHERE region_code = 'ALB' ORDER BY 2")
    assert found == [
        ("VULNERABILITY", 2.3), ("INFORM RISK", 2.9), ("HAZARD & EXPOSURE", 3.6),
        ("LACK OF COPING CAPACITY", 3.9),
    ]  # fmt: skip


def test_a_book_that_is_refused_tells_of_its_table_and_not_of_its_cover(
    here: Office, tmp_path: Path
) -> None:
    content = _book(tmp_path, {
        "Cover": [["Fire statistics"], ["Published in July"], ["Notes"]],
        "Table": [["Financial year", "Fires", "Calls"], ["2023/24", 139012, 600185],
                  ["2024/25", 141200, 612300]],
    })  # fmt: skip
    result = here.load(content, "statistics.xlsx")
    assert result.error_code == "E_UNKNOWN"
    assert "The table is statistics: in `Fires` the events" in result.message
