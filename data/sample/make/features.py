"""Regions and sites as GeoJSON features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from place import CITY, CITY_CODE, DISTRICTS, POPULATION, RIVER, Ground, Point, lonlat
from sites import KIND, READY, STANDBY, Site, beds_taken
from words import Text

_REGION = [
    *[Text("行政区划代码", "code"), Text("名称", "name"), Text("中文名称", "name_zh")],
    *[Text("英文名称", "name_en"), Text("层级", "tier"), Text("上级代码", "parent_code")],
    *[Text("人口", "population"), Text("人口年份", "population_year")],
    *[Text("面积(平方公里)", "area_km2"), Text("中心经度", "lon"), Text("中心纬度", "lat")],
]
_SITE = [
    *[Text("场所编号", "site_id"), Text("名称", "name"), Text("中文名称", "name_zh")],
    *[Text("英文名称", "name_en"), Text("场所类型", "facility_type"), Text("区县", "district")],
    *[Text("状态", "status"), Text("容量", "capacity"), Text("容量单位", "capacity_unit")],
    *[
        Text("占用床位", "occupancy"),
        Text("重大危险源等级", "hazard_grade"),
        Text("R值", "r_value"),
    ],
    Text("危险物质", "substances"),
]
_GRADE = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}


def _feature(
    names: list[Text], values: list[Any], geometry: dict[str, Any], language: str
) -> dict[str, Any]:
    said = [v.of(language) if isinstance(v, Text) else v for v in values]
    properties = {
        name.of(language): value
        for name, value in zip(names, said, strict=True)
        if value not in (None, "")
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def region_features(ground: Ground, language: str) -> Iterator[dict[str, Any]]:
    """Yield the city, its nine districts and its river."""
    rows = [(CITY_CODE, CITY, Text("市", "prefecture"), None, POPULATION, ground.outline)]
    rows += [
        (code, name, Text("区", "county"), CITY_CODE, people, ground.rings[key])
        for key, (code, name, people) in DISTRICTS.items()
    ]
    for code, name, tier, parent, people, ring in rows:
        lon, lat = lonlat(ground.middle(ring))
        values = [code, name, name.zh, name.en, tier, parent, people, 2025]
        values += [ground.area_km2(ring), lon, lat]
        geometry = {"type": "Polygon", "coordinates": [_line(ring)]}
        yield _feature(_REGION, values, geometry, language)
    river = [f"{CITY_CODE}R1", RIVER, RIVER.zh, RIVER.en, Text("河流", "river"), CITY_CODE]
    geometry = {"type": "LineString", "coordinates": _line(ground.river)}
    yield _feature(_REGION, river + [None] * 5, geometry, language)


def _line(points: list[Point]) -> list[list[float]]:
    return [list(lonlat(point)) for point in points]


def site_features(sites: list[Site], language: str) -> Iterator[dict[str, Any]]:
    """Yield every place as a point."""
    for number, site in enumerate(sites, 1):
        grade = Text(_GRADE[site.grade], str(site.grade)) if site.grade else None
        values = [
            *(f"CS{number:03d}", site.name, site.name.zh, site.name.en, KIND[site.kind]),
            *(DISTRICTS[site.district][1], STANDBY if site.kind == "shelter" else READY),
            *(site.capacity, site.capacity_unit, beds_taken(site), grade, site.r, site.substance),
        ]
        geometry = {"type": "Point", "coordinates": list(site.lonlat)}
        yield _feature(_SITE, values, geometry, language)
