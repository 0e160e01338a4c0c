"""Layers of maps: GeoPackage, shapefile, FlatGeobuf and KML, made by the usual programs."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import geopandas
import numpy as np
import pyogrio.raw
import pytest
import shapely

from sitroom.errors import UnreadableFile
from sitroom.reading import Parsed, parse

CM114 = "EPSG:4547"  # CGCS2000, 3-degree zone with the central meridian 114° east
NAMES = ["临江区", "望山县", "北湖区"]


def districts(crs: str = CM114) -> geopandas.GeoDataFrame:
    boxes = [
        shapely.box(500_000 + 1000 * i, 3_400_000, 501_000 + 1000 * i, 3_401_000) for i in range(3)
    ]
    codes = ["010101", "010102", "010103"]
    frame = {"代码": codes, "名称": NAMES, "人口": [120_000, 80_000, 9]}
    return geopandas.GeoDataFrame(frame, geometry=boxes, crs=CM114).to_crs(crs)


def rows(parsed: Parsed, number: int = 0) -> list[dict[str, Any]]:
    table = parsed.tables[number]
    found = duckdb.sql(f"SELECT * FROM read_parquet('{table.stage}') ORDER BY row_no").fetchall()
    return [dict(zip(["#", *table.columns, "problem", "raw"], r, strict=True)) for r in found]


def read(file: Path, **options: object) -> Parsed:
    return parse(file, file.parent / "out", options=options)


def refusal(file: Path, **options: object) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(file, **options)
    return caught.value


def is_first_district(row: dict[str, Any]) -> bool:
    bounds = shapely.from_wkb(row["geometry"]).bounds
    assert bounds == pytest.approx((114.0, 30.7206, 114.01045, 30.72964), abs=1e-4)
    return (row["代码"], row["名称"], row["人口"]) == ("010101", "临江区", "120000")


def test_a_geopackage_has_a_table_for_each_layer_in_degrees(tmp_path: Path) -> None:
    file = tmp_path / "x.gpkg"
    districts().to_file(file, layer="区县", driver="GPKG")
    points = geopandas.GeoDataFrame(
        {"name": ["a", "b"]}, geometry=[shapely.Point(500_000, 3_400_000), None], crs=CM114
    )
    points.to_file(file, layer="points", driver="GPKG")
    parsed = read(file.rename(tmp_path / "x.bin"))
    assert parsed.format == "geopackage"
    assert [(table.sheet, table.rows) for table in parsed.tables] == [("points", 2), ("区县", 3)]
    assert [(row["lon"], row["name"]) for row in rows(parsed)] == [("114.0", "a"), (None, "b")]
    assert is_first_district(rows(parsed, 1)[0])
    assert parsed.notes == [
        "coordinates turned from CGCS2000 / 3-degree Gauss-Kruger CM 114E to WGS-84"
    ]


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_geopackage_of_an_unknown_projection_is_refused_unless_it_is_declared(
    tmp_path: Path,
) -> None:
    file = tmp_path / "x.gpkg"
    districts().set_crs(None, allow_override=True).to_file(file, driver="GPKG")
    assert refusal(file).code == "E_CRS"
    row = rows(read(file, datum="epsg:4547"))[0]
    assert shapely.from_wkb(row["geometry"]).bounds[0] == 500_000


def test_a_flatgeobuf_file_is_read_in_degrees(tmp_path: Path) -> None:
    file = tmp_path / "x.fgb"
    districts().to_file(file, driver="FlatGeobuf")
    parsed = read(file)
    assert (parsed.format, parsed.tables[0].rows) == ("flatgeobuf", 3)
    assert any(is_first_district(row) for row in rows(parsed) if row["代码"] == "010101")


@pytest.fixture
def shapefile(tmp_path: Path) -> Path:
    districts().to_file(tmp_path / "x.shp", encoding="GB18030")
    return tmp_path / "x.shp"


def zip_of(file: Path, *, under: str = "") -> Path:
    with zipfile.ZipFile(file.with_suffix(".zip"), "w") as archive:
        for part in sorted(file.parent.glob(f"{file.stem}.*")):
            if part.suffix != ".zip":
                archive.write(part, under + part.name)
    return file.with_suffix(".zip")


def test_a_shapefile_is_read_beside_its_parts_or_from_a_zip(shapefile: Path) -> None:
    for file in (shapefile, zip_of(shapefile, under="资料/2026/")):
        parsed = read(file)
        assert (parsed.format, parsed.tables[0].rows) == ("shapefile", 3)
        assert is_first_district(rows(parsed)[0])


def test_h01_a_missing_index_is_made_again(shapefile: Path) -> None:
    shapefile.with_suffix(".shx").unlink()
    parsed = read(shapefile)
    assert is_first_district(rows(parsed)[0])
    assert "the index (.shx) is missing; it was made again" in parsed.notes
    assert not shapefile.with_suffix(".shx").exists()


def test_h01_without_attributes_or_without_shapes_it_is_refused(shapefile: Path) -> None:
    shapefile.with_suffix(".dbf").rename(shapefile.with_name("y.dbf"))
    error = refusal(shapefile)
    assert (error.code, "the .dbf file beside it is missing" in str(error)) == ("E_SHAPEFILE", True)
    assert refusal(shapefile.with_name("y.dbf")).code == "E_PART"


@pytest.mark.parametrize("end", [".shx", ".dbf", ".prj", ".cpg"])
def test_h01_a_part_alone_says_which_file_to_load(shapefile: Path, end: str) -> None:
    error = refusal(shapefile.with_suffix(end))
    assert error.code == "E_PART"
    assert "load the .shp" in str(error)


def test_h02_without_a_projection_it_is_refused_unless_a_datum_is_declared(
    shapefile: Path,
) -> None:
    shapefile.with_suffix(".prj").unlink()
    error = refusal(shapefile)
    assert (error.code, "datum" in str(error)) == ("E_CRS", True)
    row = rows(read(shapefile, datum="epsg:4547"))[0]
    assert shapely.from_wkb(row["geometry"]).bounds[0] == 500_000


@pytest.mark.parametrize("code_page", [None, "936", "GBK", "UTF-8", "nonsense"])
def test_h03_attributes_in_gbk_are_read_whatever_the_code_page_says(
    shapefile: Path, code_page: str | None
) -> None:
    shapefile.with_suffix(".cpg").unlink()
    if code_page:
        shapefile.with_suffix(".cpg").write_text(code_page)
    parsed = read(shapefile)
    assert [row["名称"] for row in rows(parsed)] == NAMES
    assert parsed.encoding == "gb18030"


def test_h04_a_cut_file_gives_the_rows_before_the_cut(shapefile: Path) -> None:
    shapefile.write_bytes(shapefile.read_bytes()[:-60])
    parsed = read(shapefile)
    found = rows(parsed)
    assert [row["problem"] for row in found] == [None, None, "bad_geometry"]
    assert "北湖区" in found[2]["raw"]
    assert "cut off: 2 of 3 shapes are there" in parsed.notes


def test_h04_cut_attributes_set_their_rows_aside(shapefile: Path) -> None:
    attributes = shapefile.with_suffix(".dbf")
    attributes.write_bytes(attributes.read_bytes()[:-80])
    assert [row["problem"] for row in rows(read(shapefile))] == [None, None, "ragged"]


def test_h05_two_layers_in_one_zip_are_two_tables(shapefile: Path) -> None:
    districts("EPSG:4326").to_file(shapefile.with_name("y.shp"))
    file = shapefile.with_name("both.zip")
    with zipfile.ZipFile(file, "w") as archive:
        for part in sorted([*file.parent.glob("x.*"), *file.parent.glob("y.*")]):
            archive.write(part, part.name)
    parsed = read(file)
    assert [(table.sheet, table.rows) for table in parsed.tables] == [("x.shp", 3), ("y.shp", 3)]
    first, second = (shapely.from_wkb(rows(parsed, i)[0]["geometry"]).bounds for i in (0, 1))
    assert first == pytest.approx(second, abs=1e-8)


def test_h06_numbers_too_long_for_their_field_and_dates_of_zeros_are_seen(tmp_path: Path) -> None:
    pyogrio.raw.write(
        tmp_path / "x.shp",
        geometry=shapely.to_wkb(shapely.points([(i, i) for i in range(3)])),
        field_data=[
            np.array([1, np.nan, 3]),
            np.array(["2026-07-12", "2026-07-13", "2026-07-14"], dtype="datetime64[D]"),
        ],
        fields=["n", "d"],
        geometry_type="Point",
        crs="EPSG:4326",
    )
    attributes = tmp_path / "x.dbf"
    attributes.write_bytes(attributes.read_bytes().replace(b"20260713", b"00000000"))
    parsed = read(tmp_path / "x.shp")
    found = rows(parsed)
    assert [row["d"] for row in found] == ["2026-07-12", "0000-00-00", "2026-07-14"]
    assert found[1]["n"].strip("*") == ""
    assert "2 cells hold *** or 00000000: no value, or too long" in parsed.notes


def test_h07_a_null_shape_leaves_its_row(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"name": ["a", "b"]}, geometry=[shapely.Point(1, 2), None], crs="EPSG:4326"
    )
    frame.to_file(tmp_path / "x.shp")
    found = rows(read(tmp_path / "x.shp"))
    assert [(row["name"], row["lon"], row["problem"]) for row in found] == [
        ("a", "1.0", None), ("b", None, None)
    ]  # fmt: skip


def test_rows_that_were_deleted_in_a_shapefile_are_left_out_and_counted(shapefile: Path) -> None:
    import struct

    attributes = shapefile.with_suffix(".dbf")
    data = bytearray(attributes.read_bytes())
    first, width = struct.unpack("<HH", data[8:12])
    data[first + width] = ord("*")
    attributes.write_bytes(data)
    parsed = read(shapefile)
    assert [(row["#"], row["名称"]) for row in rows(parsed)] == [(1, "临江区"), (3, "北湖区")]
    assert "1 rows were deleted by the writer and are left out" in parsed.notes


@pytest.mark.parametrize("name", ["x.shp", "x.fgb"])
def test_damaged_layers_never_break_the_loader(tmp_path: Path, name: str) -> None:
    import random

    districts().to_file(tmp_path / name)
    whole = (tmp_path / name).read_bytes()
    chance = random.Random(3)
    read_whole = 0
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(4):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / name).write_bytes(data)
        try:
            read_whole += read(tmp_path / name).tables[0].rows == 3
        except UnreadableFile as error:
            assert error.code
    assert read_whole < 12


def test_s15_the_worker_has_no_gdal_driver_that_follows_what_a_file_names() -> None:
    from sitroom.reading.workers import ENVIRONMENT

    listed = "import pyogrio; print(*sorted(pyogrio.list_drivers()), sep='|')"
    found = subprocess.run(
        [sys.executable, "-c", listed], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "ESRI Shapefile|FlatGeobuf"
