"""Maps, archives and databases all the way into the record, every row accounted for."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely

from sitroom.load import load_file, load_source
from sitroom.settings import open_site
from sitroom.store.record import Record, open_record

LOG = "事件编号,事件名称,发生时间,区县\nLT-1,河东内涝,2026-07-12 06:40,河东区\n"


@pytest.fixture
def record(site: Path) -> Iterator[Record]:
    with open_record(open_site(site)) as opened:
        yield opened


def load(record: Record, file: Path) -> list[Any]:
    results = load_file(record.site, record, file)
    for each in results:
        assert each.status == "loaded", each.message
        came = (each.rows_inserted, each.rows_updated, each.rows_unchanged, each.rows_rejected)
        assert each.rows_read == sum(came)
    return results


def ask(record: Record, query: str) -> list[tuple[Any, ...]]:
    return record.con.execute(query).fetchall()


def quakes(folder: Path, *places: object, ids: tuple[str, ...] = ()) -> Path:
    features = [
        {
            "type": "Feature",
            "id": ids[i] if ids else f"q{i}",
            "properties": {"mag": 4.1, "place": f"place {i}", "time": 1517363399650 + i},
            "geometry": None if p is None else {"type": "Point", "coordinates": p},
        }
        for i, p in enumerate(places)
    ]
    file = folder / "quakes.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def test_g03_g04_g12_points_that_cannot_be_keep_their_row_and_lose_their_place(
    record: Record, tmp_path: Path
) -> None:
    places = ([114.1, 30.5], [30.5, 114.1], [200, 10], [0, 0], [500000, 3400000], None)
    [result] = load(record, quakes(tmp_path, *places))
    assert (result.dataset, result.rows_inserted, result.cells_flagged) == ("incident", 6, 4)
    assert ask(record, "SELECT count(*), count(lon) FROM core.incident") == [(6, 1)]
    flags = ask(record, "SELECT row_no, reason, detail FROM core.flagged_cell ORDER BY row_no")
    assert [(row, reason) for row, reason, _ in flags] == [
        (n, "bad_coordinate") for n in (2, 3, 4, 5)
    ]  # fmt: skip
    assert all("longitude and latitude may be swapped" in detail for _, _, detail in flags)


def test_g20_one_id_twice_is_one_row_or_a_conflict(record: Record, tmp_path: Path) -> None:
    places = [[i / 10, 20] for i in range(150)]
    ids = ("a", *(f"q{i}" for i in range(148)), "a")
    [result] = load(record, quakes(tmp_path, *places, ids=ids))
    # The two features of one id differ in all that they say, and nothing tells which is newer.
    assert (result.rows_inserted, result.rows_rejected) == (148, 2)
    assert ask(record, "SELECT DISTINCT reason FROM core.rejected_row") == [("duplicate_key",)]


def test_boundaries_in_metres_of_an_unknown_map_are_flagged_and_stay(
    record: Record, tmp_path: Path
) -> None:
    ring = [[500_000 + x, 3_400_000 + y] for x, y in ((0, 0), (9, 0), (9, 9), (0, 0))]
    features = [
        {
            "type": "Feature",
            "properties": {"adcode": f"01010{i}", "name": name, "level": "district"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for i, name in enumerate(("河东区", "石桥区"))
    ]
    file = tmp_path / "districts.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    [result] = load(record, file)
    assert (result.dataset, result.rows_inserted, result.cells_flagged) == ("region", 2, 2)
    [(reason, value, detail), _] = ask(
        record, "SELECT reason, value, detail FROM core.flagged_cell ORDER BY row_no"
    )
    assert (reason, value) == ("bad_coordinate", "no degrees: 500000 3400000, 500009 3400009")
    assert "the source its datum" in detail


def topology(*counties: dict[str, Any]) -> dict[str, Any]:
    """Return two states and their counties, coded in steps of a tenth of a degree."""
    arcs = [[[0, 0], [20, 0], [0, 20], [-20, -20]], [[100, 0], [20, 0], [0, 20], [-20, -20]]]
    shapes = [{"type": "Polygon", "arcs": [[0]]}, {"type": "Polygon", "arcs": [[1]]}]
    states = [{"id": 1, **shapes[0]}, {"id": 22, **shapes[1]}]
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [100, 30]},
        "objects": {
            "counties": {"type": "GeometryCollection", "geometries": list(counties)},
            "states": {"type": "GeometryCollection", "geometries": states},
            "land": {"type": "MultiPolygon", "arcs": [[[0]], [[1]]]},
        },
        "arcs": arcs,
    }


def test_topojson_without_names_becomes_regions_called_by_their_codes(
    record: Record, tmp_path: Path
) -> None:
    file = tmp_path / "x.json"
    one, two = {"type": "Polygon", "arcs": [[0]]}, {"type": "Polygon", "arcs": [[-2]]}
    counties = (
        {"id": 1001, **one}, {"id": 22007, **two}, {"id": 1001, **two}, {"id": 1001, "type": None},
        {"id": 1003, "type": None}, {"id": -99, **one}, {"id": 22009, "type": "Polygon", "arcs": [[7]]},
    )  # fmt: skip
    file.write_text(json.dumps(topology(*counties)))
    counted = {
        each.sheet: (each.rows_read, each.rows_inserted, each.rows_unchanged, each.rows_rejected)
        for each in load(record, file)
    }
    # Of 1001, three parts are one county; -99 is no code; 22009 is drawn with an arc too many.
    assert counted == {"counties": (7, 3, 2, 2), "states": (2, 2, 0, 0)}
    found = ask(record, "SELECT region_code, name, geom_wkb FROM core.region ORDER BY 1")
    assert [(code, name) for code, name, _ in found] == [
        (code, code) for code in ("01", "01001", "01003", "22", "22007")
    ]
    shapes = {code: shapely.from_wkb(wkb) if wkb else None for code, _, wkb in found}
    assert shapes["01003"] is None
    assert shapes["01001"].area == pytest.approx(2 * 2.0)
    assert shapes["22007"].bounds == pytest.approx((110, 30, 112, 32))
    [message] = {row[0] for row in ask(record, "SELECT DISTINCT message FROM core.load")}
    assert "`land` left out: its 1 shapes have neither id nor properties" in message
    assert "`counties`: leading zeros of 2 ids given back" in message


def test_zeros_are_not_invented_where_nothing_proves_them(record: Record, tmp_path: Path) -> None:
    whole = topology({"id": 101, "type": "Polygon", "arcs": [[0]]})
    whole["objects"].pop("states")
    whole["objects"]["counties"]["geometries"].append(
        {"id": 2207, "type": "Polygon", "arcs": [[1]]}
    )
    (tmp_path / "x.json").write_text(json.dumps(whole))
    [result] = load(record, tmp_path / "x.json")
    assert ask(record, "SELECT region_code FROM core.region ORDER BY 1") == [("101",), ("2207",)]
    assert "leading zeros of 1 ids may be missing" in result.message


def districts(folder: Path, population: int = 120_000) -> Path:
    folder.mkdir(exist_ok=True)
    frame = geopandas.GeoDataFrame(
        {"代码": ["010101", "010102"], "名称": ["河东区", "石桥区"], "人口": [population, None]},
        geometry=[shapely.box(500_000 + i, 3_400_000, 500_001 + i, 3_400_001) for i in (0, 1)],
        crs="EPSG:4547",
    )
    frame.to_file(folder / "d.shp", encoding="GB18030")
    return folder


def test_a_watched_folder_with_a_shapefile_is_one_file_and_its_attributes_count(
    site: Path,
) -> None:
    toml = site / "sitroom.toml"
    declared = '\n[[sources]]\nname = "districts"\npath = "maps"\ndataset = "region"\n'
    toml.write_text(toml.read_text(encoding="utf-8") + declared, encoding="utf-8")
    districts(site / "maps")
    with open_record(open_site(site)) as record:
        source = record.site.source("districts")
        [first] = load_source(record.site, record, source)
        assert (first.status, first.rows_inserted) == ("loaded", 2)
        assert ask(record, "SELECT population FROM core.region ORDER BY 1") == [(120_000,), (None,)]
        districts(site / "maps", population=130_000)
        [again] = load_source(record.site, record, source)
        assert (again.status, again.rows_updated, again.rows_unchanged) == ("loaded", 1, 1)


def test_h06_a_number_too_long_for_its_field_costs_its_cell(record: Record, tmp_path: Path) -> None:
    [result] = load(record, districts(tmp_path / "maps") / "d.shp")
    assert (result.rows_inserted, result.cells_flagged) == (2, 1)
    [(field, value)] = ask(record, "SELECT field, value FROM core.flagged_cell")
    assert (field, value.strip("*")) == ("region.population", "")


def test_a_zip_of_tables_loads_what_is_known_and_names_what_is_not(
    record: Record, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("事件.csv", LOG)
        archive.writestr("dictionary.csv", "word,sense\nmag,how strong it is\nplace,where it was\n")
    known, unknown = sorted(load(record, tmp_path / "x.zip"), key=lambda each: -each.rows_read)
    assert (known.sheet, known.dataset, known.rows_inserted) == ("事件.csv", "incident", 1)
    assert unknown.sheet == "dictionary.csv"
    assert "2 rows left out: The columns `word`, `sense`" in unknown.message


def test_a_zip_of_unknown_tables_alone_fails(record: Record, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", "word,sense\na,b\n")
        archive.writestr("b.csv", "word,sense\na,b\n")
    [result] = load_file(record.site, record, tmp_path / "x.zip")
    assert (result.status, result.rows_read) == ("failed", 0)


def test_a_database_loads_its_tables(record: Record, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as con:
        con.execute("CREATE TABLE 事件 (事件编号 TEXT, 事件名称 TEXT, 发生时间 TEXT, 死亡人数 INT)")
        con.execute("INSERT INTO 事件 VALUES ('007', '化工厂火灾', '2026-07-12 08:00', 1)")
        con.execute("CREATE TABLE options (k, v)")
        con.execute("INSERT INTO options VALUES (1, 2)")
        con.commit()
    load(record, tmp_path / "x.db")
    assert ask(record, "SELECT source_ref, deaths FROM core.incident") == [("007", 1)]
