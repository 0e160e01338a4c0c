"""What lies under each warning in force: places by kind, and people.

title: What lies under a warning
title_zh: 预警范围内的目标
unit: places, or persons
grain: warning_id, what
caution: Places by kind inside the warning's polygon, else in the areas that it names by code;
  `people` are persons by share of area. Empty is unknown: some area does not say how many people
  it has, or a code names only a part of one. Places without a believable point are counted by
  their area code only where there is no polygon.
caution_zh: 预警图形内(无图形者为所列区划内)各类场所数量；people 为按面积折算人口。空值表示未知：
  区域无人口数或代码仅指其一部分。有图形时无可信坐标的场所不计。
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sitroom.overlay import inside, shapes

READS = ("warning_shapes", "warning_people", "warning_areas", "sites")
COLUMNS = {"warning_id": "VARCHAR", "what": "VARCHAR", "quantity": "DOUBLE"}
PEOPLE = "people"


def compute(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each warning and kind of place, and one for its people."""
    inside = pd.concat([_by_shape(frames), _by_code(frames)])
    places = inside.value_counts(["warning_id", "kind"]).reset_index(name="quantity")
    people = frames["warning_people"].groupby("warning_id").people
    # A sum over what is unknown is unknown.
    people = people.agg(lambda known: known.sum(skipna=False)).rename("quantity").reset_index()
    found = pd.concat([places.rename(columns={"kind": "what"}), people.assign(what=PEOPLE)])
    found = found.assign(quantity=found.quantity.astype(float).round())
    found = found.loc[:, list(COLUMNS)]
    return found.sort_values(["warning_id", "what"], ignore_index=True)


def _by_shape(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    drawn, sites = frames["warning_shapes"], frames["sites"]
    placed = sites[sites.lon.notna() & sites.lat.notna()]
    which, point = inside(shapes(drawn.geom_wkb), placed.lon, placed.lat)
    return pd.DataFrame(
        {
            "warning_id": drawn.warning_id.to_numpy()[which],
            "kind": placed.kind.to_numpy()[point],
        }
    )


def _by_code(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    named = frames["warning_areas"]
    is_drawn = np.isin(named.warning_id, frames["warning_shapes"].warning_id)
    places = named.loc[~is_drawn & named.is_whole].merge(frames["sites"], on="region_code")
    return places.loc[:, ["warning_id", "kind"]]
