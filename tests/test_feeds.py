"""Feeds known by their content: GDACS, USGS, any RSS and Atom with a place, China's lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import shapely
from office import an_office

from sitroom.connector import recognised
from sitroom.reading import parse


@pytest.fixture
def office(site: Path, tmp_path: Path) -> Iterator:
    with an_office(site, tmp_path) as opened:
        yield opened


GDACS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"
 xmlns:gdacs="http://www.gdacs.org" xmlns:georss="http://www.georss.org/georss"><channel>
<title>GDACS</title><pubDate>Sun, 12 Jul 2026 00:15:00 GMT</pubDate>{}</channel></rss>"""
EVENT = """<item><title>{level} flood alert in Lanting 07/12/2026 01:00 UTC</title>
<description>On 7/12/2026 1:00:00 AM, a &lt;b&gt;flood&lt;/b&gt; began.</description>
<link>https://gdacs.example/report?eventid={number}</link>
<pubDate>Sat, 11 Jul 2026 23:30:00 GMT</pubDate><guid>FL{number}</guid>
<gdacs:fromdate>Sat, 11 Jul 2026 22:00:00 GMT</gdacs:fromdate>
<gdacs:datemodified>Sun, 12 Jul 2026 0{number}:00:00 GMT</gdacs:datemodified>
<geo:Point><geo:lat>-16.5</geo:lat><geo:long>179.9</geo:long></geo:Point>
<georss:point>-16.5 179.9</georss:point><gdacs:bbox>178 182 -18 -15</gdacs:bbox>
<gdacs:eventtype>FL</gdacs:eventtype><gdacs:alertlevel>{level}</gdacs:alertlevel>
<gdacs:eventid>{number}</gdacs:eventid><gdacs:episodeid>1</gdacs:episodeid>
<gdacs:severity unit="" value="2">Magnitude 2</gdacs:severity>
<gdacs:population unit="Killed" value="121">121 killed and 2400 displaced</gdacs:population>
<gdacs:country>Fiji</gdacs:country><gdacs:iso3>FJI</gdacs:iso3><gdacs:glide>0</gdacs:glide></item>"""


def gdacs(*events: tuple[int, str]) -> str:
    return GDACS.format("".join(EVENT.format(number=n, level=level) for n, level in events))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xc3\xaf\xc2\xbb\xc2\xbf"])
def test_gdacs_is_known_by_its_content_whatever_stands_before_it(office, mark: bytes) -> None:
    result = office.load(mark + gdacs((1, "Orange"), (2, "Green")).encode(), "rss.txt")
    assert (result.status, result.dataset, result.rows_inserted) == ("loaded", "incident", 2)
    assert result.data_at == datetime(2026, 7, 12, 0, 15)
    ((ref, occurred, lon, lat, hazard, deaths, others),) = office.ask(
        "SELECT source_ref, occurred_at, lon, lat, hazard, deaths, other_fields FROM core.incident"
        " WHERE source_ref = 'FL1'"
    )
    assert (ref, occurred, lon, lat) == ("FL1", datetime(2026, 7, 11, 22), 179.9, -16.5)
    assert "flood" in hazard
    assert deaths is None, "what GDACS calls population has been the number of the dead"
    for kept in ("178 182 -18 -15", "Magnitude 2"):
        assert kept in others
    assert '"glide"' not in others


def test_a_later_state_of_a_gdacs_event_updates_it(office) -> None:
    office.load(gdacs((1, "Green")))
    again = office.load(gdacs((1, "Red")), "1.xml")
    assert (again.rows_inserted, again.rows_updated) == (0, 1)


RSS = """<rss version="2.0" xmlns:georss="http://www.georss.org/georss"
 xmlns:gml="http://www.opengis.net/gml" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">
<channel><title>x</title>{}</channel></rss>"""
ITEM = """<item><guid>N-{n}</guid><title>Landslide {n}</title><category>Landslide</category>
<description>&lt;p&gt;Road closed&lt;/p&gt;</description>
<pubDate>Sun, 12 Jul 2026 00:0{n}:00 GMT</pubDate>{place}</item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">
<title>x</title><updated>2026-07-12T01:00:00Z</updated><entry><id>urn:1</id><title>Fire</title>
<link href="https://feed.example/1"/><updated>2026-07-12T00:30:00Z</updated>
<category term="Fire"/><summary>One house</summary><georss:point>30.5 112.5</georss:point>
</entry></feed>"""


@pytest.mark.parametrize(
    ("place", "bounds"),
    [
        ("<georss:point>30.5 112.5</georss:point>", (112.5, 30.5)),
        ("<georss:where><gml:Point><gml:pos>30.5 112.5</gml:pos></gml:Point></georss:where>", (112.5, 30.5)),
        ("<geo:lat>30.5</geo:lat><geo:long>112.5</geo:long>", (112.5, 30.5)),
        ("<georss:line>30 112 31 113</georss:line>", (112, 30, 113, 31)),
        ("<georss:polygon>30 112 30 113 31 113 30 112</georss:polygon>", (112, 30, 113, 31)),
        ("<georss:box>30 112 31 113</georss:box>", (112, 30, 113, 31)),
        ("<georss:where><gml:Envelope><gml:lowerCorner>30 112</gml:lowerCorner><gml:upperCorner>31 113"
         "</gml:upperCorner></gml:Envelope></georss:where>", (112, 30, 113, 31)),
        ("<georss:where><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>30 112 30 113 31 113 30"
         " 112</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></georss:where>", (112, 30, 113, 31)),
        ("<georss:box>-18 178 -15 -178</georss:box>", (-180, -18, 180, -15)),
        ("<georss:point>95 200 1</georss:point>", None), ("<georss:point>here</georss:point>", None),
        ("<georss:polygon>30 112 30</georss:polygon>", None), ("", None),
    ],
)  # fmt: skip
def test_a_place_in_each_spelling_of_georss(tmp_path: Path, place: str, bounds) -> None:
    file = tmp_path / "x.rss"
    file.write_text(RSS.format(ITEM.format(n=1, place=place)))
    (table,) = parse(file, tmp_path / "out").tables
    row = dict(zip(["#", *table.columns], read(table.stage)[0], strict=False))
    assert (row["id"], row["description"]) == ("N-1", "Road closed")
    if bounds is None:
        assert (row["lon"], row["lat"], row["geometry"]) == (None, None, None)
    elif len(bounds) == 2:
        assert (float(row["lon"]), float(row["lat"])) == bounds
    else:
        shape = shapely.from_wkb(row["geometry"])
        assert shape.bounds == pytest.approx(bounds)
        assert shape.area < 50, "a box across 180° goes the short way round"


def read(stage: Path) -> list[tuple]:
    import duckdb

    return duckdb.sql(f"SELECT * FROM read_parquet('{stage}')").fetchall()


def test_rss_and_atom_of_any_kind_fill_incidents(office) -> None:
    items = "".join(
        ITEM.format(n=n, place="<geo:lat>30</geo:lat><geo:long>112</geo:long>") for n in (1, 2)
    )
    first = office.load(RSS.format(items), "news.rss")
    second = office.load(ATOM, "news.atom")
    assert (first.dataset, first.rows_inserted) == ("incident", 2)
    assert (second.dataset, second.rows_inserted) == ("incident", 1)
    assert second.data_at == datetime(2026, 7, 12, 1)
    told = office.ask(
        "SELECT title, lon, lat, description FROM core.incident WHERE source_ref = 'urn:1'"
    )
    assert told == [("Fire", 112.5, 30.5, "One house")]


def usgs(updated: int, **more) -> str:
    properties = {"mag": 4.5, "place": "9 km N of Lanting", "time": 1783814400000, "updated": updated,
                  "status": "automatic", "type": "earthquake", "title": "M 4.5 - Lanting"} | more  # fmt: skip
    feature = {"type": "Feature", "id": "xx1", "properties": properties,
               "geometry": {"type": "Point", "coordinates": [112.5, 30.5, 10.0]}}  # fmt: skip
    meta = {"generated": 1783818000000, "title": "USGS Significant Earthquakes", "count": 1}
    return json.dumps({"type": "FeatureCollection", "metadata": meta, "features": [feature]})


def test_usgs_updates_by_its_own_number_and_says_when_it_was_made(office) -> None:
    first = office.load(usgs(1783815000000), "significant.geojson")
    again = office.load(usgs(1783816000000, mag=4.7), "significant.geojson")
    assert (first.dataset, first.rows_inserted, again.rows_updated) == ("incident", 1, 1)
    assert first.data_at == datetime(2026, 7, 12, 1)
    told = office.ask("SELECT source_ref, magnitude, depth_km, occurred_at FROM core.incident")
    assert told == [("xx1", 4.7, 10.0, datetime(2026, 7, 12, 0))]


def test_what_is_no_earthquake_keeps_its_kind(office) -> None:
    office.load(usgs(1783815000000), "a.geojson")
    blast = usgs(1783815000000, type="quarry blast").replace("xx1", "xx2")
    office.load(blast, "b.geojson")
    quake, other = office.ask("SELECT hazard FROM core.incident ORDER BY source_ref")
    assert quake != other


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ('<?xml version="1.0"?><rss version="2.0"><channel>', "feed"),
        ('<rss xmlns:gdacs="http://www.gdacs.org">', "gdacs"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry>', "feed"),
        ("<alert><identifier>", "cap"), ("<cap:alert xmlns:cap='x'>", "cap"),
        ("<feed><entry><content><alert xmlns='x'>", "cap"),
        ("<rss><item><gdacs:alertlevel>", "feed"), ("a,b\n1,2\n", None), ('{"a": 1}', None),
    ],
)  # fmt: skip
def test_the_most_particular_connector_reads_a_file(start: str, name: str | None) -> None:
    assert recognised(start) == name


def test_a_sites_own_connector_is_known_by_its_content_without_naming_it(office, site) -> None:
    (site / "connectors").mkdir()
    (site / "connectors" / "siren_log.py").write_text(SIREN)
    result = office.load("SIREN-LOG v2\n7|2026-07-12 08:00|Flood|Riverside\n", "log.dat")
    assert (result.status, result.dataset, result.rows_inserted) == ("loaded", "incident", 1)
    assert office.ask("SELECT source_ref, place FROM core.incident") == [("7", "Riverside")]


SIREN = """from sitroom.connector import connector


@connector(fills="incident", reads=r"^SIREN-LOG")
def siren_log(file):
    for line in file.read_text().splitlines()[1:]:
        number, at, kind, place = line.split("|")
        yield {"id": number, "occurred": at, "event type": kind, "place": place, "title": kind}
"""


def chinese(title: str, number: int, minute: int) -> dict:
    return {"headline": title, "identifier": f"90900041600000_2026071209{minute:02d}00",
            "sendTime": f"2026-07-12 09:{minute:02d}:00", "description": f"{title}。{number}"}  # fmt: skip


@pytest.mark.parametrize("wrap", ["{}", "callback({});", "var alarm = {};", "/* list */ cb({})"])
def test_the_national_list_is_read_as_json_and_jsonp(office, wrap: str) -> None:
    rows = [chinese("兰汀市气象台发布暴雨橙色预警[II级/严重]", 1, 0),
            chinese("兰汀市气象局发布大风蓝色预警/IV/一般", 2, 1)]  # fmt: skip
    for escaped in (True, False):
        body = json.dumps({"alertData": rows}, ensure_ascii=escaped)
        result = office.load(wrap.replace("{}", body), f"{escaped}.json")
        assert (result.dataset, result.rows_read) == ("warning", 2)
    told = office.ask("SELECT event_text, colour, level, sender_org FROM core.warning ORDER BY 3")
    assert told == [("暴雨", "orange", 2, "兰汀市气象台"), ("大风", "blue", 4, "兰汀市气象局")]
    assert len(office.live()) == 2


def test_a_chinese_notice_that_lifts_a_warning_ends_it_without_naming_it(office) -> None:
    rows = [chinese("兰汀市气象台发布暴雨橙色预警", 1, 0), chinese("兰汀市气象台发布大风蓝色预警", 2, 1),
            chinese("兰汀市气象台解除暴雨橙色预警", 3, 30)]  # fmt: skip
    office.load(json.dumps({"alertData": rows}, ensure_ascii=False), "list.json")
    assert office.live() == [rows[1]["identifier"]]
