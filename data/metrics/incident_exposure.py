"""What lies within 1, 5 and 10 km of each open incident: places by kind, and people.

title: What lies within reach of an incident
title_zh: 事件周边目标
unit: places, or persons
grain: incident_id, radius_km, what
caution: Places by kind within each radius (thresholds exposure_near_km, exposure_middle_km,
  surroundings_km), straight-line; `people` are persons by the share of each area inside the
  circle, as if they lived evenly. Empty is unknown: some area does not say how many people it has.
  Incidents without a believable place are not in it.
caution_zh: 各半径(exposure_near_km、exposure_middle_km、surroundings_km)内各类场所数量，直线距离；
  people 为按圆内面积折算人口，假定均匀分布。空值表示未知：有区域无人口数。无可信位置的事件不列。
"""

from __future__ import annotations

import pandas as pd

from sitroom.overlay import circles, overlap

READS = ("open_incidents", "incident_surroundings", "regions", "moment")
RADII = ("exposure_near_km", "exposure_middle_km", "surroundings_km")
COLUMNS = {
    "incident_id": "VARCHAR",
    "radius_km": "DOUBLE",
    "what": "VARCHAR",
    "quantity": "DOUBLE",
}


def compute(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each open incident, radius and kind of place, and one for its people."""
    placed = frames["open_incidents"].dropna(subset=["lon", "lat"]).reset_index(drop=True)
    regions = frames["regions"]
    regions = regions.loc[regions.geom_wkb.notna()].reset_index(drop=True)
    (moment,) = frames["moment"].to_dict("records")
    parts = []
    for radius in sorted({float(moment[name]) for name in RADII}):
        near = frames["incident_surroundings"].query("distance_km <= @radius")
        places = near.value_counts(["incident_id", "kind"]).reset_index(name="quantity")
        met = overlap(circles(placed.lon, placed.lat, radius), regions)
        # A sum over what is unknown is unknown.
        people = met.groupby("shape").people.agg(lambda known: known.sum(skipna=False))
        told = pd.DataFrame(
            {
                "incident_id": placed.incident_id.to_numpy()[people.index],
                "kind": "people",
                "quantity": people.round().to_numpy(),
            }
        )
        parts.append(pd.concat([places, told]).assign(radius_km=radius))
    found = pd.concat(parts).rename(columns={"kind": "what"}).loc[:, list(COLUMNS)]
    return found.sort_values(["incident_id", "radius_km", "what"], ignore_index=True)
