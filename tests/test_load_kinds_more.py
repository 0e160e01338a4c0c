"""More kinds of trouble: depots side by side, scripts' objects, coordinates of many ways."""

from __future__ import annotations

import json
from typing import Any

import pytest
from changing import Office

HEAD = "id,type,time,"
NEAR_SHANGHAI = (121.3717, 31.1417)


@pytest.mark.parametrize(
    ("header", "cells", "point"),
    [
        ("lat,lon", '"3108.502,N","12122.302,E"', NEAR_SHANGHAI),
        ("lat,lon", "31-08-30N,121-22-18E", NEAR_SHANGHAI),
        ("position", "N31 08.5 E121 22.3", NEAR_SHANGHAI),
        ("position", "31°08.5'N 121°22.3'W", (-121.3717, 31.1417)),
        ("position", '"31°08\'30""N, 121°22\'18""E"', NEAR_SHANGHAI),
        ("position", "31-08.5S 121-22.3E", (121.3717, -31.1417)),
        ("position", "东经121°22′18″北纬31°08′30″", NEAR_SHANGHAI),
        ("position", '"31,1417 / 121,3717"', NEAR_SHANGHAI),
        ("position", '"31°08\'30"", 121°22\'18"""', NEAR_SHANGHAI),
        ("UTM Zone,Easting,Northing", "51R,344802,3446516", NEAR_SHANGHAI),
        ("UTM 51N Easting (m),UTM 51N Northing (m)", "344802,3446516", NEAR_SHANGHAI),
        ("X (EPSG:32651),Y (EPSG:32651)", "344802,3446516", NEAR_SHANGHAI),
        ("TWD97 X座標,TWD97 Y座標", "302000,2770000", (121.5154, 25.0377)),
        ("TWD97 X座標,TWD97 Y座標,緯度,經度", "302000,2770000,25.1,121.6", (121.6, 25.1)),
        ("E_LV95,N_LV95", "2600000,1200000", (7.4386, 46.9511)),
        ("Latitude,N/S,Longitude,E/W", "31.1417,S,121.3717,W", (-121.3717, -31.1417)),
        ("纬度,方向,经度,方向 2", "31.1417,北纬,121.3717,西经", (-121.3717, 31.1417)),
        ("Lon,Lon Dir,Lat,Lat Dir", "121.3717,O,31.1417,S", (-121.3717, -31.1417)),
        ("LAT_D,LAT_M,LAT_S,LON_D,LON_M,LON_S", "-31,08,30,121,22,18", (121.3717, -31.1417)),
        ("Lat Deg,Lat Min,NS,Lon Deg,Lon Min,EW", "0,08.5,S,0,22.3,W", (-0.3717, -0.1417)),
        (
            "纬度(度),纬度(分),纬度(秒),经度(度),经度(分),经度(秒)",
            "31,8,30,121,22,18",
            NEAR_SHANGHAI,
        ),
        ("Grid Ref", "TQ 300 800", (-0.1276, 51.5044)),
        ("OS Grid Reference,Easting,Northing", "NN1666771259,216667,771259", (-5.0036, 56.7966)),
        ("Location", "O 15904 34671", (-6.2602, 53.3498)),
        ("MGRS", "51RUQ4480246516", NEAR_SHANGHAI),
        ("USNG", "18S UJ 23483 06479", (-77.0352, 38.8895)),
        ("MGRS", "19H CD 45000 12345", (-70.6651, -33.3169)),
    ],
)
def test_a_coordinate_written_another_way_is_the_same_point(
    here: Office, header: str, cells: str, point: tuple[float, float]
) -> None:
    # A number of its own, as rows that are known already are not stored anew.
    own = sum(map(ord, header + cells))
    text = f"{HEAD}{header}\n{own},Flood,2026-07-12 08:00,{cells}\n"
    found = here.told(text, f"points-{own}.csv", "lon", "lat")
    assert found == [pytest.approx(point, abs=1e-3)]


def test_a_zone_that_may_be_of_the_south_or_the_north_is_not_guessed(here: Office) -> None:
    text = f"{HEAD}UTM Zone,Easting,Northing\nZ1,Flood,2026-07-12 08:00,51S,345000,3447000\n"
    assert here.told(text, "zone-s.csv", "lon", "lat") == [(None, None)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Grid Ref", "TQ 30 8"),
        ("MGRS", "33UXP041"),
        ("Lat,Side,Lon,Side 2", "31.1,Q,121.3,E"),
        ("Lat Deg,Lat Min,Lon Deg,Lon Min", "31,75,121,22"),
    ],
)
def test_what_names_no_square_or_side_is_flagged_and_the_row_kept(
    here: Office, header: str, cells: str
) -> None:
    """The cells before are good ones, so that the column is known for what it is."""
    good = {"Grid Ref": "TQ 30{} 800", "MGRS": "51RUQ44802465{}6"}.get(header, "31.1,N,121.3,E")
    own = sum(map(ord, header + cells))
    more = [f"{own}-{n},Flood,2026-07-12 0{n}:00,{good.format(n)}\n" for n in range(1, 10)]
    more *= "Deg" not in header
    text = f"{HEAD}{header}\n{''.join(more)}X{own},Flood,2026-07-12 08:00,{cells}\n"
    result = here.load(text, f"flagged-{own}.csv")
    assert result.rows_rejected == 0
    flags = f"SELECT reason FROM core.flagged_cell WHERE load_id = {result.load_id}"
    assert here.rows(flags) == [("bad_coordinate",)]


def test_headers_between_files_put_behind_one_another_are_no_rows(here: Office) -> None:
    head = '\ufeff"id","type","time","title"\n'
    text = f"{head}B1,Flood,2026-07-12 08:00,a\n{head}B2,Fire,2026-07-12 09:00,b\n"
    assert here.told(text, "behind.csv", "source_ref") == [("B1",), ("B2",)]
    aside = "SELECT reason FROM core.rejected_row WHERE file_name = 'behind.csv'"
    assert here.rows(aside) == [("not_data",)]


@pytest.mark.parametrize(
    ("unit", "cells", "held", "is_ambiguous"),
    [
        ("pcs", ("1.200", "2.500"), (1200, 2500), False),
        ("顶", ("1.200", "80"), (1200, 80), False),
        ("pcs", ("1.000", "2.000"), (1, 2), True),  # as SAP writes whole things
        ("t", ("1.200", "2.455"), (1.2, 2.455), True),
        ("pcs", ("1.200", "2.5"), (1.2, 2.5), False),
    ],
)
def test_a_point_before_three_digits_is_decided_on_the_whole_column(
    here: Office, unit: str, cells: tuple[str, str], held: tuple[float, float], is_ambiguous: bool
) -> None:
    rows = "".join(f"Tent {at},{unit},Depot {cell},{cell}\n" for at, cell in enumerate(cells))
    name = f"thousands-{sum(map(ord, unit + cells[0] + cells[1]))}.csv"
    result = here.load(f"Item,Unit,Warehouse,Quantity\n{rows}", name)
    assert ("is ambiguous" in (result.message or "")) == is_ambiguous
    found = f"SELECT qty_on_hand FROM core.stock_lot WHERE load_id = {result.load_id}"
    assert here.rows(f"{found} ORDER BY row_no") == [(value,) for value in held]


def test_depots_side_by_side_are_a_row_each_and_add_up(here: Office) -> None:
    text = (
        "物资名称,单位,东城库,西城库,南郊库,保管人,合计\n"
        "帐篷,顶,120,80,0,张三,200\n棉被,床,1000,,500,李四,1500\n雨衣,件,,-,,王五,\n"
    )
    result = here.load(text, "depots.csv")
    assert (result.dataset, result.rows_read, result.rows_rejected) == ("stock", 6, 1)
    assert result.columns_dropped == ["保管人"]
    held = here.rows(
        "SELECT item_id, site_text, qty_on_hand FROM core.stock_lot"
        f" WHERE load_id = {result.load_id} ORDER BY row_no"
    )
    assert held == [
        ("帐篷 | 顶", "东城库", 120), ("帐篷 | 顶", "西城库", 80), ("帐篷 | 顶", "南郊库", 0),
        ("棉被 | 床", "东城库", 1000), ("棉被 | 床", "南郊库", 500),
    ]  # fmt: skip
    aside = f"SELECT reason, field FROM core.rejected_row WHERE load_id = {result.load_id}"
    assert here.rows(aside) == [("missing_value", "stock.qty_on_hand")]


def test_a_minimum_of_all_depots_together_is_none_of_each(here: Office) -> None:
    text = "Item code,Description,UoM,Store A,Store B,Reorder level\nT1,Cot,pcs,120,80,150\n"
    found = here.told(text, "reorder.csv", "other_fields", table="stock_lot")
    assert [json.loads(other) for (other,) in found] == [{"all depots": "Reorder level: 150"}] * 2
    assert not here.rows("SELECT 1 FROM core.stock_target WHERE item_id LIKE 'cot%'")


def test_levels_beside_each_other_for_each_depot_keep_their_meaning(here: Office) -> None:
    text = (
        "Item,Unit,Manila - On hand,Manila - Minimum,Cebu - On hand,Cebu - Minimum,On order\n"
        "Tent,pcs,10,20,5,6,3\nTarpaulin,pcs,100,50,0,60,\n"
    )
    columns = ("site_id", "qty_on_hand", "other_fields")
    found = here.told(text, "levels.csv", *columns, table="stock_lot")
    assert [row[:2] for row in found] == [("manila", 10), ("cebu", 5), ("manila", 100), ("cebu", 0)]
    assert json.loads(found[0][2]) == {"On order": "3"}
    minimum = "SELECT scope_id, target_qty FROM core.stock_target WHERE item_id = 'tent | pcs'"
    assert sorted(here.rows(minimum)) == [("cebu", 6), ("manila", 20)]


def test_quantities_that_make_up_their_total_are_of_depots_but_sizes_are_not(here: Office) -> None:
    places = "Item,Unit,Manila,Cebu,Davao,Total\nBoat,pcs,1,2,5,8\nPump,pcs,10,5,-,15\n"
    assert len(here.told(places, "sum.csv", "site_id", table="stock_lot")) == 5
    for words in ("Small,Medium,Large", "Good,Damaged,Expired", "January,February,March"):
        sizes = f"Item,Unit,{words},Total\nBoots,pair,1,2,5,8\nGloves,pair,10,5,0,15\n"
        assert here.load(sizes, "sizes.csv").status == "failed"


def test_reservoirs_beside_a_name_are_no_depots(here: Office) -> None:
    text = "名称,单位,水库,车库,人口\n东镇,座,3,2,1000\n西镇,座,1,1,2000\n"
    assert here.load(text, "reservoirs.csv").dataset == "region"


def test_two_series_of_one_gauge_are_one_site_and_two_of_one_name_are_two(here: Office) -> None:
    def series(name: str, what: str, lat: float) -> dict[str, Any]:
        point = {"geogLocation": {"latitude": lat, "longitude": -77.12}}
        return {"sourceInfo": {"siteName": name, "geoLocation": point},
                "variable": {"variableName": what}, "name": f"USGS:{name}:{what}:{lat}"}  # fmt: skip

    rows = [series("POTOMAC", "Gage height, ft", 38.94), series("POTOMAC", "Streamflow", 38.94),
            series("MILL CREEK", "Streamflow", 38.1), series("MILL CREEK", "Streamflow", 39.2)]  # fmt: skip
    result = here.load(json.dumps({"value": {"timeSeries": rows}}), "series.json")
    assert (result.rows_read, result.rows_inserted, result.rows_unchanged) == (4, 3, 1)
    name = f"SELECT name FROM core.site WHERE load_id = {result.load_id} ORDER BY name"
    assert here.rows(name) == [("MILL CREEK",), ("MILL CREEK",), ("POTOMAC",)]


@pytest.mark.parametrize(
    "text",
    [
        "var data = {made: '2026', rows: [{id: N, type: 'Flood', time: '2026-07-12T08:00Z',"
        " title: 'It\\'s {low}', /* x */ n: 0x10, lat: .5, lon: +100.,},],};",
        "[{'id': N, 'type': 'Flood', 'time': '2026-07-12T08:00Z', 'title': \"It's {low}\","
        " 'lat': 0.5, 'lon': 100.0, 'is': True, 'end': None}]",
        '{ rows: [ {_id: ObjectId("N"), type: "Flood", time: new Date("2026-07-12T08:00Z"),'
        ' title: "It\'s {low}", lat: 0.5, lon: 100 } ] }',
        "{id: N, type: 'Flood', time: '2026-07-12T08:00Z', title: 'It\\'s {low}', lat: .5, lon: 100}\n"
        "{id: 2, type: 'Fire', time: '2026-07-1",
    ],
)
def test_a_script_s_object_is_read_as_what_it_says(here: Office, text: str) -> None:
    text = text.replace("N", str(sum(map(ord, text))), 1)
    found = here.told(text, "script.json", "title", "lat", "lon")
    assert found == [("It's {low}", 0.5, 100)]


@pytest.mark.parametrize("text", ["var a = [{id: 1 + 2}];", "[{id: 1, type: 'Fire'},", "[{a: b}]"])
def test_a_script_that_must_be_run_or_is_cut_off_is_refused(here: Office, text: str) -> None:
    assert here.load(text, "run.json").error_code == "E_JSON"


REMARKS = (
    "# Exported by the desk\n# Contact, see below\nid,type,time,deaths,affected\n# batch 1\n"
    "R1,Flood,2026-07-12 08:00,'3,1 234\nR2,Fire,2026-07-12 09:00,'0,12 345\n# end\n"
)
CARETS = (
    "STATE^INC_NO^INC_TYPE^ALARM\nTX^F0123^Building fire^2026-07-12 08:15\n"
    "TX^F0124^Flood^2026-07-12 09:15\n"
)
WAYPOINTS = (
    '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
    '<wpt lat="31.2" lon="121.4"><time>2026-07-12T08:00:00Z</time><name>G1 slip</name>'
    '<type>Landslide</type></wpt><trk><trkseg><trkpt lat="31.2" lon="121.4"><ele>5</ele>'
    "<time>2026-07-12T09:00:00Z</time></trkpt></trkseg></trk></gpx>"
)


@pytest.mark.parametrize(
    ("content", "name", "columns", "expected", "aside"),
    [
        (REMARKS, "remarks.csv", "source_ref, deaths, affected",
         [("R1", 3, 1234), ("R2", 0, 12345)], 2),
        (CARETS, "carets.txt", "source_ref, hazard", [("F0123", "fire"), ("F0124", "flood")], 0),
        (WAYPOINTS, "way.gpx", "title, hazard, lon, lat",
         [("G1 slip", "geological", 121.4, 31.2)], 0),
    ],
)  # fmt: skip
def test_another_way_of_writing_loses_no_row(
    here: Office, content: Any, name: str, columns: str, expected: list, aside: int
) -> None:
    assert here.told(content, name, columns) == expected
    assert here.rows("SELECT rows_rejected FROM core.load ORDER BY load_id DESC LIMIT 1") == [
        (aside,)
    ]
