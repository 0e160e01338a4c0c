"""Frames for the pictures: the sample's districts and river, and 23 incidents placed in them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import shapely
from shapely.geometry import shape

NOW = datetime(2026, 7, 12, 1, 24)  # 09:24 in Lanting
FEATURES = Path(__file__).parents[1] / "data" / "sample" / "zh" / "base" / "regions.geojson"
WORST = {"河东": 2, "石桥": 3, "竹岗": 3, "柳堤": 4}
# How far across and down the city's box each incident lies, and its level.
PLACES = [
    *[(0.508, 0.329, 4), (0.643, 0.721, 4), (0.19, 0.168, 4), (0.527, 0.537, 4)],
    *[(0.345, 0.173, 4), (0.675, 0.288, 4), (0.447, 0.95, 4), (0.258, 0.604, 4)],
    *[(0.074, 0.529, 4), (0.541, 0.346, 4), (0.268, 0.105, 4), (0.751, 0.698, 4)],
    *[(0.328, 0.876, 4), (0.349, 0.592, 4), (0.125, 0.17, 4), (0.142, 0.515, 3)],
    *[(0.963, 0.564, 3), (0.485, 0.549, 3), (0.508, 0.737, 3), (0.444, 0.361, 3)],
    *[(0.498, 0.217, 3), (0.341, 0.111, 2), (0.299, 0.271, 2)],
]
DEPOTS = [(0.147, 0.63), (0.14, 0.229), (0.33, 0.643), (0.5, 0.318), (0.42, 0.882), (0.74, 0.5)]


def regions() -> pd.DataFrame:
    """The nine districts with their worst open levels."""
    rows = []
    for feature in _features("Polygon"):
        known = feature["properties"]
        if known["层级"] == "市":
            continue
        rows.append(
            {
                "region_code": known["行政区划代码"],
                "name_zh": known["中文名称"],
                "name_en": known["英文名称"],
                "geom_wkb": shapely.to_wkb(shape(feature["geometry"])),
                "worst_level": WORST.get(known["中文名称"].removesuffix("区")),
                "open_count": 1,
                "has_report": True,
            }
        )
    return pd.DataFrame(rows)


def rivers() -> pd.DataFrame:
    """The river."""
    lines = [shapely.to_wkb(shape(f["geometry"])) for f in _features("LineString")]
    return pd.DataFrame({"name_zh": "兰汀河", "name_en": "Lanting River", "geom_wkb": lines})


def incidents() -> pd.DataFrame:
    """23 open incidents, the worst first."""
    rows = []
    for n, (across, down, level) in enumerate(sorted(PLACES, key=lambda place: place[2])):
        lon, lat = _at(across, down)
        rows.append(
            {
                "incident_id": f"log:{n}",
                "title": "河东泵站内涝" if n == 0 else f"事件 {n}",
                "level": level,
                "lon": lon,
                "lat": lat,
                "hazard_zh": "洪涝",
                "hazard_en": "Flood",
                "region_zh": "河东区",
                "region_en": "Hedong",
                "deaths": None,
                "missing": 2 if n == 0 else None,
                "trapped": None,
                "injured": 17 if n == 0 else None,
                "relocated": 4180 if n == 0 else None,
            }
        )
    return pd.DataFrame(rows)


def sites() -> pd.DataFrame:
    """The depots."""
    rows = [(*_at(*place), "warehouse", "储备库", "Depot", "", "") for place in DEPOTS]
    columns = ["lon", "lat", "kind", "name_zh", "name_en", "region_zh", "region_en"]
    return pd.DataFrame(rows, columns=columns)


def city() -> dict[str, pd.DataFrame]:
    """All frames of the map."""
    return {
        "regions": regions(),
        "incidents": incidents(),
        "sites": sites(),
        "rivers": rivers(),
    }


def hours() -> pd.DataFrame:
    """Counts of the last 72 hours; no log covered four of them."""
    first = NOW.replace(minute=0) - timedelta(hours=71)
    rows = [
        (first + timedelta(hours=h), level, (h * level) % 5)
        for h in range(72)
        if not 40 <= h < 44
        for level in (0, 1, 2, 3, 4)
    ]
    return pd.DataFrame(rows, columns=["hour_at", "level", "incidents"])


def _features(kind: str) -> list[dict]:
    found = json.loads(FEATURES.read_text(encoding="utf-8"))["features"]
    return [feature for feature in found if feature["geometry"]["type"] == kind]


def _at(across: float, down: float) -> tuple[float, float]:
    box = shapely.union_all([shape(f["geometry"]) for f in _features("Polygon")]).bounds
    return box[0] + across * (box[2] - box[0]), box[3] - down * (box[3] - box[1])
