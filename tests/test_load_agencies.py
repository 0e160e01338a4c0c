"""Lists as agencies of many countries publish them, each in a few invented rows, loaded as is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from changing import Office

NFIRS = (
    "STATE^FDID^INC_DATE^INC_NO^ALARM^OTH_INJ\n"
    "TX^AB1^07122026^0000123^071220260815^2\nTX^AB1^07132026^0000124^071320260915^0\n"
)
TURKEY = (
    "Olay No;Olay Türü;Tarih;Saat;İl;İlçe;Ölü;Yaralı;Enlem;Boylam\n"
    "O1;Deprem;06.02.2026;04:17;Kahramanmaraş;Pazarcık;12;1.234;37,288;37,043\n"
    "O2;Sel;12.07.2026;18:05;Kastamonu;Bozkurt;0;3;41,957;34,003\n"
)
JAPAN = (
    "発生日時,震央地名,緯度,経度,深さ,Ｍ\n"
    "2026/07/12 08:15:20.3,千葉県東方沖,35゜36.2′N,141゜06.1′E,30 km,5.4\n"
)
INDONESIA = (
    "Kode Kejadian;Tanggal Kejadian;Kejadian;Kabupaten;Provinsi;Meninggal;Hilang;Menderita\n"
    "I-1;12/07/2026;BANJIR;KAB. BOGOR;JAWA BARAT;2;0;1.200\n"
    "I-2;13/07/2026;TANAH LONGSOR;KAB. CIANJUR;JAWA BARAT;0;1;80\n"
)
PHILIPPINES = (
    "Incident Type,Date and Time of Occurrence,Region,Province,City/Municipality,Dead,Missing\n"
    "Flooding,12 July 2026 / 8:30 AM,REGION V,ALBAY,LEGAZPI CITY,1,2\n"
)
ITALY = (
    "Data;Ora;Comune;Provincia;Tipologia evento;Feriti;Sfollati;Latitudine;Longitudine\n"
    "12/07/2026;08.15;Faenza;RA;Alluvione;3;1.200;44,2856;11,8833\n"
    "23/07/2026;21.40;Genova;GE;Frana;0;12;44,4056;8,9463\n"
)
MEXICO = (
    "Folio,Tipo de Fenómeno,Fecha de Ocurrencia,Estado,Municipio,Defunciones,Latitud,Longitud\n"
    "M1,Sismo,19/09/2025 13:14:40,Puebla,Atlixco,3,18.40,-98.72\n"
)
CHILE = (
    "ID_Incendio;Nombre Incendio;Región;Comuna;Inicio;Superficie (ha);UTM_E;UTM_N;Huso\n"
    "1;Los Quillayes;Valparaíso;Quilpué;22-01-2026 15:30;1.234,5;264000;6340000;19H\n"
)
KOREA = (
    "접수번호,재난유형,발생일시,시도,시군구,부상자수,경도,위도\n"
    "K1,화재,2026-07-12 08:10,서울특별시,중구,1,126.99,37.56\n"
)
SPAIN = (
    "Nº Parte;Fecha y hora;Tipo de siniestro;Municipio;Superficie quemada (ha)\n"
    "P1;22/07/2026 15:30;Incendio forestal;Ayora;1.250,75\n"
    "P2;21/07/2026 09:00;Inundación;Orihuela;\n"
)
ADDRESSED = (
    "Incident ID,Incident Type,Reported At,Location\n"
    'S1,Fire,07/15/2026 08:00:00 AM,"1234 MAIN ST\nSeattle, WA\n(47.6, -122.3)"\n'
    'S2,Flood,07/14/2026 09:00:00 PM,"5 PINE ST\nSeattle, WA\n(47.7, -122.4)"\n'
)
MOVED = {"events": [
    {"id": "E1", "title": "Wildfire X, California", "closed": None,
     "categories": [{"id": "wildfires", "title": "Wildfires"}],
     "geometry": [{"date": "2026-07-10T12:00:00Z", "type": "Point", "coordinates": [-120.5, 38.2]},
                  {"date": "2026-07-11T12:00:00Z", "type": "Point", "coordinates": [-120.6, 38.3]}]},
]}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (NFIRS, "nfirs.txt", {"source_ref": "0000123",
                              "occurred_at": datetime(2026, 7, 12, 0, 15)}),
        (TURKEY.encode("cp1254"), "tr.csv", {
            "region_text": "Kahramanmaraş / Pazarcık", "injured": 1234, "lat": 37.288}),
        (JAPAN.encode("cp932"), "jma.csv", {"hazard": "earthquake", "place": "千葉県東方沖",
                                            "lon": pytest.approx(141.1017, abs=1e-4)}),
        (INDONESIA, "id.csv", {"hazard": "flood", "deaths": 2, "missing": 0, "affected": 1200,
                               "region_text": "JAWA BARAT / KAB. BOGOR"}),
        (PHILIPPINES, "ph.csv", {"hazard": "flood", "occurred_at": datetime(2026, 7, 12, 0, 30)}),
        (ITALY, "it.csv", {"hazard": "flood", "relocated": 1200, "lon": 11.8833,
                           "occurred_precision": "minute", "region_text": "RA / Faenza"}),
        (MEXICO, "mx.csv", {"region_text": "Puebla / Atlixco", "deaths": 3}),
        (CHILE, "cl.csv", {"lon": pytest.approx(-71.5275, abs=1e-3), "burnt_area_ha": 1234.5,
                           "lat": pytest.approx(-33.053, abs=1e-3)}),
        (KOREA.encode("cp949"), "kr.csv", {"region_text": "서울특별시 / 중구", "injured": 1}),
        (SPAIN, "es.csv", {"level": None, "source_ref": "P1", "burnt_area_ha": 1250.75}),
        (ADDRESSED, "socrata.csv", {"source_ref": "S1", "lon": -122.3, "lat": 47.6}),
        (MOVED, "eonet.json", {"lon": -120.6, "lat": 38.3, "title": "Wildfire X, California",
                               "occurred_at": datetime(2026, 7, 10, 12)}),
    ],
)  # fmt: skip
def test_a_list_of_an_agency_is_read_as_its_country_writes(
    here: Office, content: Any, name: str, expected: dict[str, Any]
) -> None:
    result = here.load(content if isinstance(content, str | bytes) else json.dumps(content), name)
    assert (result.status, result.dataset) == ("loaded", "incident"), result.message
    assert (result.rows_rejected, result.cells_flagged) == (0, 0)
    chosen = f"SELECT {', '.join(expected)} FROM core.incident WHERE load_id = {result.load_id}"
    assert dict(zip(expected, here.rows(f"{chosen} ORDER BY row_no")[0], strict=True)) == expected


def test_months_and_days_run_together_are_no_dates_where_their_order_is_open(here: Office) -> None:
    result = here.load("INC_NO,INC_TYPE,INC_DATE\nA1,Fire,07122026\nA2,Fire,03042026\n", "open.csv")
    assert (result.status, result.error_code) == ("failed", "E_UNKNOWN")


def test_counts_by_hazard_beside_an_area_are_no_stock(here: Office) -> None:
    text = "名称,单位,火灾,洪涝,合计\n河东区,起,3,4,7\n石桥区,起,1,2,3\n"
    assert here.load(text, "counts.csv").dataset != "stock"


def test_empty_arrays_beside_the_rows_are_no_empty_list(here: Office) -> None:
    row = {"id": "L1", "type": "Flood", "time": "2026-07-12T08:00:00Z"}
    result = here.load(json.dumps({"links": [], "rows": [row]}), "links.json")
    assert "an empty list" not in result.message
