"""Coordinates in the datum that a source declares, brought to WGS-84."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer

from sitroom import datum
from sitroom.errors import UsageError
from sitroom.load import load_file
from sitroom.settings import Source, open_site
from sitroom.store.record import Record, open_record

# A point whose shift is published with the formula: WGS-84, then GCJ-02.
SQUARE, SQUARE_GCJ = (116.3975, 39.9087), (116.403744, 39.910103)
HEAD = "事件编号,事件名称,事件类型,发生时间"
TO_4547 = Transformer.from_crs("EPSG:4326", "EPSG:4547", always_xy=True)


def metres(a, b) -> float:
    """Return the greatest distance between two sets of points, roughly."""
    (lon, lat), (x, y) = a, b
    return float(
        np.max(np.hypot((lon - x) * 111_320 * np.cos(np.radians(lat)), (lat - y) * 111_320))
    )


def some_points(n: int = 20_000):
    rng = np.random.default_rng(7)
    return rng.uniform(75, 134, n), rng.uniform(19, 53, n)


def test_the_published_point_is_met():
    x, y = datum.gcj02(*(np.array([v]) for v in SQUARE))
    assert (round(x[0], 6), round(y[0], 6)) == SQUARE_GCJ


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
def test_the_inverse_is_exact_to_a_hundredth_of_a_millimetre(name: str):
    lon, lat = some_points()
    there = datum.gcj02(lon, lat)
    there = datum.bd09(*there) if name == "bd09" else there
    least = 15 if name == "gcj02" else 600
    assert least < metres((lon, lat), there) < 1600
    assert metres((lon, lat), datum.to_wgs84(name, *there)) < 1e-5


def test_outside_china_web_maps_are_not_shifted():
    lon, lat = np.array([2.35, -74.0, 151.2]), np.array([48.85, 40.7, -33.9])
    assert metres((lon, lat), datum.to_wgs84("gcj02", lon, lat)) == 0


def test_no_points_are_no_trouble():
    empty = np.array([], dtype=float)
    assert [len(v) for v in datum.to_wgs84("bd09", empty, empty)] == [0, 0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("GCJ-02", "gcj02"), ("EPSG:4547", "epsg:4547"), ("CGCS2000", "cgcs2000"), ("", "wgs84")],
)
def test_a_datum_is_known_however_it_is_written(given: str, kept: str):
    assert datum.checked(given, "x") == kept


@pytest.mark.parametrize("given", ["gcj2", "epsg:999999", "mars"])
def test_an_unknown_datum_is_refused_at_the_start(site: Path, given: str):
    (site / "sitroom.toml").write_text(
        f'[[sources]]\nname = "log"\npath = "*.csv"\ndatum = "{given}"\n'
    )
    with pytest.raises(UsageError, match="The datum of source `log`"):
        open_site(site)


def loaded(site: Path, folder: Path, text: str, name: str, **settings) -> Record:
    """Load one text as a file of a source with those settings; the record stays open."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    opened = open_record(open_site(site))
    record = opened.__enter__()
    record._opened = opened  # kept, so that the lock lives as long as the record
    [result] = load_file(record.site, record, file, Source("s", path=str(file), **settings))
    assert result.status == "loaded", result.message
    return record


def test_g14_a_declared_datum_is_kept_and_points_are_drawn_where_they_are(
    site: Path, tmp_path: Path
):
    text = f"{HEAD},经度,纬度\nA1,火灾,火灾,2026-07-12 06:40,{SQUARE_GCJ[0]},{SQUARE_GCJ[1]}\n"
    text += "A2,内涝,内涝,2026-07-12 06:50,,\n"
    record = loaded(site, tmp_path, text, "log.csv", datum="gcj02")
    [(lon, lat, x, y, kept), (none, *_)] = record.con.execute(
        "SELECT lon, lat, lon_src, lat_src, datum_src FROM core.incident ORDER BY source_ref"
    ).fetchall()
    assert abs(lon - SQUARE[0]) < 1e-6 and abs(lat - SQUARE[1]) < 1e-6
    assert (x, y, kept, none) == (*SQUARE_GCJ, "gcj02", None)


def test_boundaries_of_a_web_map_lie_on_the_ground(site: Path, tmp_path: Path):
    import shapely

    corners = np.array([(115.0, 30.0), (115.1, 30.0), (115.1, 30.1), (115.0, 30.1), (115.0, 30.0)])
    drawn = np.column_stack(datum.gcj02(corners[:, 0], corners[:, 1]))
    feature = {
        "type": "Feature",
        "properties": {"adcode": 990101, "name": "河东区"},
        "geometry": {"type": "Polygon", "coordinates": [drawn.tolist()]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    record = loaded(site, tmp_path, text, "b.geojson", datum="gcj02", dataset="region")
    [(wkb,)] = record.con.execute("SELECT geom_wkb FROM core.region").fetchall()
    found = shapely.get_coordinates(shapely.from_wkb(bytes(wkb)))
    assert np.abs(found - corners).max() < 1e-7


@pytest.mark.parametrize("north_first", [False, True])
def test_metres_of_a_declared_projection_become_degrees(
    site: Path, tmp_path: Path, north_first: bool
):
    points = [(114.0 + i / 50, 30.0 + i / 70) for i in range(12)]
    rows = []
    for i, point in enumerate(points):
        e, n = TO_4547.transform(*point)
        x, y = (n, e) if north_first else (e, n)
        rows.append(f"A{i},火灾,火灾,2026-07-12 06:40,{x:.3f},{y:.3f}")
    rows.append("B1,火灾,火灾,2026-07-12 06:40,12.5,99.1")
    text = "\n".join([f"{HEAD},X坐标,Y坐标", *rows]) + "\n"
    record = loaded(site, tmp_path, text, "log.csv", datum="epsg:4547")
    found = record.con.execute(
        "SELECT lon, lat FROM core.incident WHERE lon IS NOT NULL ORDER BY lon"
    ).fetchall()
    assert np.abs(np.array(found) - np.array(points)).max() < 1e-7
    [(reason, row_no, detail)] = record.con.execute(
        "SELECT reason, row_no, detail FROM core.flagged_cell"
    ).fetchall()
    assert (reason, row_no) == ("bad_coordinate", 14)
    assert "metres inside the extent of epsg:4547" in detail


def test_metres_without_a_projection_are_no_points(site: Path, tmp_path: Path):
    e, n = TO_4547.transform(114.1, 30.2)
    text = f"{HEAD},经度,纬度\n" + "".join(
        f"A{i},火灾,火灾,2026-07-12 06:40,{e + i:.2f},{n + i:.2f}\n" for i in range(5)
    )
    record = loaded(site, tmp_path, text, "log.csv")
    assert record.con.execute("SELECT count(*), count(lon) FROM core.incident").fetchall() == [
        (5, 0)
    ]
    [(message,)] = record.con.execute("SELECT recognition FROM core.load").fetchall()
    assert "epsg:" in message


@pytest.mark.parametrize("name", ["wgs84", "gcj02"])
def test_a_thing_drawn_as_a_shape_has_a_point_inside(site: Path, tmp_path: Path, name: str):
    outline = [[114.0, 30.0], [114.02, 30.0], [114.02, 30.02], [114.0, 30.02], [114.0, 30.0]]
    features = [
        {"name": "Hospital A", "geometry": {"type": "Polygon", "coordinates": [outline]}},
        {"name": "Hospital B", "geometry": {"type": "Point", "coordinates": [114.5, 30.5]}},
        {"name": "Hospital C", "geometry": None},
    ]
    text = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": one["name"], "amenity": "hospital"},
                    "geometry": one["geometry"],
                }
                for one in features
            ],
        }
    )
    record = loaded(site, tmp_path, text, "h.geojson", datum=name, dataset="site")
    a, b, c = record.con.execute("SELECT lon, lat FROM core.site ORDER BY name").fetchall()
    assert metres(a, (114.01, 30.01)) < (1 if name == "wgs84" else 700)
    assert metres(b, (114.5, 30.5)) < (1 if name == "wgs84" else 700)
    assert c == (None, None)
    assert (a == (114.01, 30.01)) == (name == "wgs84")
