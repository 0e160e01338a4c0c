"""What lies under a warning or around an incident equals an overlay made with GeoPandas."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import pytest
from metric_store import Connection, at, incident, put, read, store_for_a_test
from shapely.geometry import Polygon

from sitroom.paths import content_folder

BASE = content_folder("sample") / "en" / "base"
# An equal-area projection of its own: World Cylindrical Equal Area on the ellipsoid.
EQUAL_AREA = 6933
POLYGON = Polygon([(113.30, 29.42), (113.52, 29.40), (113.55, 29.60), (113.38, 29.63)])


@pytest.fixture(scope="module")
def regions() -> gpd.GeoDataFrame:
    found = gpd.read_file(BASE / "regions.geojson")
    is_district = (found["tier"] == "county") & found.geom_type.isin(["Polygon", "MultiPolygon"])
    return found[is_district].rename(columns={"population": "people"})


@pytest.fixture
def con(regions: gpd.GeoDataFrame) -> Iterator[Connection]:
    with store_for_a_test() as con:
        for row in regions.itertuples():
            put(con, "region", region_code=row.code, name=row.code, tier="county",
                population=int(row.people), geom_wkb=row.geometry.wkb)  # fmt: skip
        for n, site in enumerate(gpd.read_file(BASE / "sites.geojson").itertuples()):
            put(con, "site", site_id=f"{n}", name=f"{n}", kind="school" if n % 3 else "hospital",
                lon=site.geometry.x, lat=site.geometry.y)  # fmt: skip
        yield con


def ask(con: Connection, name: str) -> pd.DataFrame:
    return pd.DataFrame(read(con, name))


def warn(con: Connection, **row) -> None:
    put(con, "warning", **{
        "warning_id": "w", "identifier": "w", "hazard": "storm", "level": 2, "sent_at": at("06:00"),
    } | row)  # fmt: skip


def laid_over(shape, regions: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the share of each district under a shape and the people in it, by GeoPandas."""
    ground = regions.to_crs(EQUAL_AREA)
    ground["whole"] = ground.area
    over = gpd.GeoDataFrame(geometry=[shape], crs=4326).to_crs(EQUAL_AREA)
    met = gpd.overlay(ground, over, how="intersection")
    met["share"] = met.area / met["whole"]
    met["under"] = met["share"] * met["people"]
    return met.set_index("code").sort_index()


def test_people_and_places_under_a_polygon(con: Connection, regions: gpd.GeoDataFrame):
    warn(con, geom_wkb=POLYGON.wkb, region_codes="990101")
    expected = laid_over(POLYGON, regions)
    people = ask(con, "warning_people").set_index("region_code")
    assert len(expected) > 2
    assert people["share"].to_dict() == pytest.approx(expected["share"].to_dict(), rel=1e-3)
    assert people["people"].to_dict() == pytest.approx(expected["under"].to_dict(), rel=1e-3)
    sites = gpd.read_file(BASE / "sites.geojson")
    sites["kind"] = ["school" if n % 3 else "hospital" for n in range(len(sites))]
    counted = sites[sites.within(POLYGON)].groupby("kind").size().to_dict()
    shown = ask(con, "warning_exposure").set_index("what")["quantity"].to_dict()
    assert shown.pop("people") == pytest.approx(expected["under"].sum(), rel=1e-3)
    assert counted and shown == counted


def test_named_areas_count_whole_and_a_part_is_unknown(con: Connection, regions: gpd.GeoDataFrame):
    first, second = regions.head(2)[["code", "people"]].values.tolist()
    warn(con, region_codes=f"{first[0]},{second[0]}")
    assert ask(con, "warning_exposure").set_index("what")["quantity"]["people"] == sum(
        people for _, people in (first, second)
    )
    warn(con, warning_id="part", identifier="part", region_codes=f"{first[0]}003000,{second[0]}")
    shown = ask(con, "warning_exposure").set_index(["warning_id", "what"])["quantity"]
    assert pd.isna(shown["part", "people"]), "unknown is not zero"


def test_people_around_an_incident(con: Connection, regions: gpd.GeoDataFrame):
    lon, lat = 113.42, 29.50
    incident(con, "1", lon=lon, lat=lat)
    incident(con, "nowhere")
    shown = ask(con, "incident_exposure")
    assert set(shown["incident_id"]) == {"k:1"}
    circle = gpd.GeoSeries.from_xy([lon], [lat], crs=4326)
    flat = circle.to_crs(f"+proj=aeqd +lat_0={lat} +lon_0={lon} +R=6371008.8 +units=m")
    sites = gpd.read_file(BASE / "sites.geojson").to_crs(flat.crs)
    for radius in (1, 5, 10):
        around = flat.buffer(radius * 1000, quad_segs=64)
        expected = laid_over(around.to_crs(4326).iloc[0], regions)["under"].sum()
        mine = shown[shown["radius_km"] == radius].set_index("what")["quantity"]
        assert mine["people"] == pytest.approx(expected, rel=2e-3)
        assert mine.drop("people").sum() == (sites.distance(flat.iloc[0]) <= radius * 1000).sum()


def test_people_are_unknown_where_a_district_does_not_say(con: Connection):
    con.execute("UPDATE core.region SET population = NULL WHERE region_code = '990103'")
    warn(con, geom_wkb=POLYGON.wkb)
    shown = ask(con, "warning_exposure").set_index("what")["quantity"]
    assert pd.isna(shown["people"])
