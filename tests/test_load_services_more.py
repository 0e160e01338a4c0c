"""More lists of services: quakes as printed text, warnings of France and Sweden."""

from __future__ import annotations

from datetime import datetime

import pytest
from changing import Office

CHINA = (
    "发震时刻 震级(M) 纬度(°) 经度(°) 深度(千米) 参考位置\n"
    "2026-07-12 08:15:22 4.1 28.34 104.86 10 四川宜宾市长宁县\n"
    "2026-07-11 23:02:11 5.6 -6.10 147.20 60 新几内亚 附近海域\n"
    "2026-07-11 23:02 5.6 147.20 60 缺纬度\n"
    "2026-07-10 03:02:11 3.0 36.10 97.20 9 青海海西州\n"
    "2026-07-10 04:12:11 3.1 36.10 97.21 9 青海海西州\n"
    "2026-07-10 05:22:11 3.2 36.10 97.22 9 青海海西州\n"
)
TURKEY = """<html><head><title>KOERI</title></head><body><pre>
..... TURKIYE VE YAKIN CEVRESINDEKI SON DEPREMLER ....
                                                         Buyukluk
Tarih      Saat      Enlem(N)  Boylam(E) Derinlik(km)  MD   ML   Mw    Yer                       Cozum Niteligi
---------- --------  --------  -------   ----------    ------------    --------------            --------------
2026.07.12 11:22:33  38.1234   27.5678        7.1      -.-  2.1  -.-   KARABURUN (IZMIR)         Ilksel
2026.07.12 10:12:01  35.1034   24.0678       12.0      -.-  1.8  -.-   GIRIT (AKDENIZ)           Ilksel
2026.07.12 09:02:55  37.0034   36.9678        5.0      -.-  3.2  3.1   PAZARCIK (KAHRAMANMARAS)  Ilksel
</pre></body></html>"""
FRANCE = {"product": {"update_time": "2026-07-12T14:02:01Z", "periods": [{
    "echeance": "J", "begin_validity_time": "2026-07-12T14:00:00Z", "end_validity_time": "2026-07-12T22:00:00Z",
    "timelaps": {"domain_ids": [
        {"domain_id": "31", "max_color_id": 3, "phenomenon_items": [
            {"phenomenon_id": "3", "phenomenon_max_color_id": 3, "timelaps_items": [
                {"begin_time": "2026-07-12T14:00:00Z", "end_time": "2026-07-12T16:00:00Z", "color_id": 1},
                {"begin_time": "2026-07-12T16:00:00Z", "end_time": "2026-07-12T20:00:00Z", "color_id": 3}]},
            {"phenomenon_id": "1", "phenomenon_max_color_id": 1, "timelaps_items": []}]},
        {"domain_id": "2A", "max_color_id": 2, "phenomenon_items": [
            {"phenomenon_id": "6", "phenomenon_max_color_id": 2, "timelaps_items": []}]}]}}]}}  # fmt: skip
FLAT = {"total_count": 3, "results": [
    {"product_datetime": "2026-07-12T14:02:01+00:00", "domain_id": domain, "phenomenon_id": "3",
     "phenomenon": "orages", "color_id": number, "color": colour,
     "begin_time": "2026-07-12T14:00:00+00:00", "end_time": "2026-07-12T20:00:00+00:00"}
    for domain, number, colour in (("31", 3, "orange"), ("65", 1, "vert"))]}  # fmt: skip
SWEDEN = [{"id": 1234, "normalProbability": True, "event": {"sv": "Vind", "en": "Wind", "code": "WIND"},
    "descriptions": [], "warningAreas": [
        {"id": number, "approximateStart": "2026-07-12T14:00:00.000Z", "published": "2026-07-12T10:00:00.000Z",
         "areaName": {"sv": "Skåne län", "en": "Skåne County"}, "warningLevel": {"en": "x", "code": code},
         "eventDescription": {"sv": "v", "en": "Very strong winds"},
         "descriptions": [{"text": {"sv": "a", "en": "Trees may fall"}}]}
        for number, code in ((1, "ORANGE"), (2, "YELLOW"))]}]  # fmt: skip


def test_cells_one_blank_apart_are_read_by_the_names_above_them(here: Office) -> None:
    result = here.load(CHINA, "catalogue.txt")
    assert (result.rows_read, result.rows_inserted, result.rows_rejected) == (6, 5, 1)
    found = here.rows(
        "SELECT hazard, magnitude, lat, lon, depth_km, place, occurred_at FROM core.incident"
        f" WHERE load_id = {result.load_id} ORDER BY row_no LIMIT 2"
    )
    assert found == [
        ("earthquake", 4.1, 28.34, 104.86, 10, "四川宜宾市长宁县", datetime(2026, 7, 12, 0, 15, 22)),
        ("earthquake", 5.6, -6.1, 147.2, 60, "新几内亚 附近海域", datetime(2026, 7, 11, 15, 2, 11)),
    ]  # fmt: skip


def test_a_list_that_a_page_prints_is_read_in_turkeys_time(here: Office) -> None:
    found = here.told(TURKEY, "lst0.asp", "occurred_at", "lat", "lon", "magnitude", "place")
    assert found == [
        (datetime(2026, 7, 12, 8, 22, 33), 38.1234, 27.5678, 2.1, "KARABURUN (IZMIR)"),
        (datetime(2026, 7, 12, 7, 12, 1), 35.1034, 24.0678, 1.8, "GIRIT (AKDENIZ)"),
        (datetime(2026, 7, 12, 6, 2, 55), 37.0034, 36.9678, 3.2, "PAZARCIK (KAHRAMANMARAS)"),
    ]


def test_json_that_a_browser_has_saved_as_a_page_is_read(here: Office) -> None:
    shown = (
        '[{"id":"q1","type":"Flood","time":"2026-07-12 08:00","place":"A &amp; &lt;B&gt;"},'
        '{"id":"q2","type":"Fire","time":"2026-07-12 09:00","place":"B"}]'
    )
    page = (
        f'<html><head><meta charset="utf-8"></head><body><pre style="x">{shown}</pre></body></html>'
    )
    assert here.told(page, "saved.html", "hazard", "place") == [("flood", "A & <B>"), ("fire", "B")]


def test_a_page_that_prints_no_table_is_refused(here: Office) -> None:
    page = "<html><body><pre>One line of words.\nAnd another one.\n</pre></body></html>"
    assert here.load(page, "page.html").error_code == "E_WEB_PAGE"


def test_a_department_in_green_is_of_no_warning(here: Office) -> None:
    columns = ("region_codes", "hazard", "colour", "onset_at", "expires_at")
    assert here.told(FRANCE, "vigilance.json", *columns, table="warning") == [
        ("FR-31", "storm", "orange", datetime(2026, 7, 12, 16), datetime(2026, 7, 12, 20)),
        ("FR-2A", "heat", "yellow", datetime(2026, 7, 12, 14), datetime(2026, 7, 12, 22)),
    ]
    columns = ("region_codes", "hazard", "colour", "cancelled_at IS NULL")
    assert here.told(FLAT, "export.json", *columns, table="warning") == [
        ("31", "storm", "orange", True), ("65", "storm", None, False),
    ]  # fmt: skip


def test_each_area_of_an_event_is_a_warning(here: Office) -> None:
    columns = ("event_text", "hazard", "colour", "area_desc", "sent_at", "onset_at")
    times = (datetime(2026, 7, 12, 10), datetime(2026, 7, 12, 14))
    assert here.told(SWEDEN, "warnings.json", *columns, table="warning") == [
        ("Wind", "storm", "orange", "Skåne County", *times),
        ("Wind", "storm", "yellow", "Skåne County", *times),
    ]


UPDATED = """<rss version="2.0" xmlns:georss="http://www.georss.org/georss"><channel><item>
<title>Bushfire - Foo Rd</title><guid>a-1</guid><description>STATUS: Out of control &lt;br/&gt;
UPDATED: 12 Jul 2026 14:22 &lt;br/&gt; SIZE: 5 ha &lt;br/&gt; TYPE: Bush Fire</description><georss:point>-34.1 149.2</georss:point>
</item></channel></rss>"""
SCALES = (
    "eventID,location,latitude,longitude,depth,type,magnitude,date\n"
    "600001,Balıkesir,39.2,28.1,7,ML,2.1,2026-07-12T08:22:33\n"
    "600002,Ege Denizi,38.2,26.1,9,MW,3.1,2026-07-12T09:22:33\n"
)
SPAIN = (
    "Evento;Fecha;Hora;Latitud;Longitud;Prof. (Km);Inten.;Mag.;Tipo Mag.;Localización\n"
    "es2026abcde;12/07/2026;08:15:22;36,71;-4,42;10;II;2,3;4;S MÁLAGA.MA\n"
    "es2026abcdf;13/07/2026;08:15:22;37,71;-3,42;;;1,3;4;NW GRANADA.GR\n"
)
BLASTS = (
    "publicid,eventtype,origintime,longitude,latitude,magnitude,depth\n"
    "2026p500001,,2026-07-12T00:59:03.123Z,176.1,-38.2,2.4,5.1\n"
    "2026p500002,quarry blast,2026-07-12T02:59:03.123Z,174.1,-37.2,1.4,0\n"
)
POLAND = [{"id": "Bu2026071200", "nazwa_zdarzenia": "Burze z gradem", "stopien": "2",
    "obowiazuje_od": "2026-07-12 14:00:00", "obowiazuje_do": "2026-07-12 22:00:00",
    "opublikowano": "2026-07-12 09:00:00", "tresc": "Prognozuje się burze", "biuro": "IMGW-PIB",
    "teryt": ["0201", "0202"]}]  # fmt: skip


def test_an_entry_whose_only_date_is_of_its_update_is_an_incident(here: Office) -> None:
    columns = ("hazard", "status", "reported_at", "occurred_precision")
    found = here.told(UPDATED, "current.xml", *columns)
    assert found == [("forest_fire", "responding", datetime(2026, 7, 12, 6, 22), "unknown")]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (SCALES, "scales.csv", [("earthquake", 7, "Balıkesir"), ("earthquake", 9, "Ege Denizi")]),
        (SPAIN.encode("cp1252"), "catalogo.csv",
         [("earthquake", 10, "S MÁLAGA.MA"), ("earthquake", None, "NW GRANADA.GR")]),
        (BLASTS, "quakes.csv", [("earthquake", 5.1, None), ("other", 0, None)]),
    ],
)  # fmt: skip
def test_a_scale_or_a_number_is_no_kind_and_a_blast_no_quake(
    here: Office, content: str | bytes, name: str, expected: list[tuple]
) -> None:
    assert here.told(content, name, "hazard", "depth_km", "place") == expected


def test_degrees_of_polands_warnings_are_colours(here: Office) -> None:
    columns = ("hazard", "colour", "severity", "onset_at", "expires_at")
    times = (datetime(2026, 7, 12, 6), datetime(2026, 7, 12, 14))
    assert here.told(POLAND, "meteo.json", *columns, table="warning") == [
        ("storm", "orange", "Severe", *times)
    ]
