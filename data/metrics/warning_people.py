"""How much of each area lies under a warning in force, and how many people.

title: People under a warning
title_zh: 预警范围内人口
unit: persons
grain: warning_id, region_code
caution: By the warning's polygon where its issuer gave one, else by the areas that it names by
  code. People are taken to live evenly over an area. Where a code names a part of an area that is
  not divided here, share and people are empty: unknown, not zero.
caution_zh: 有图形者按图形，否则按区划代码。假定人口在区域内均匀分布。代码仅指区域一部分而此处未再
  细分者，比例与人口为空，表示未知而非零。
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sitroom.overlay import overlap, shapes

READS = ("warning_shapes", "warning_areas", "regions")
COLUMNS = {
    "warning_id": "VARCHAR",
    "region_code": "VARCHAR",
    "region_zh": "VARCHAR",
    "region_en": "VARCHAR",
    "share": "DOUBLE",
    "population": "BIGINT",
    "people": "DOUBLE",
}


def compute(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each warning and area that it touches."""
    drawn = frames["warning_shapes"]
    regions = frames["regions"].rename(columns={"name_zh": "region_zh", "name_en": "region_en"})
    regions = regions.loc[regions.geom_wkb.notna()].reset_index(drop=True)
    met = overlap(shapes(drawn.geom_wkb), regions)
    by_shape = pd.DataFrame(
        {
            "warning_id": drawn.warning_id.to_numpy()[met["shape"]],
            "region_code": regions.region_code.to_numpy()[met["region"]],
            "share": met.share,
        }
    )
    named = frames["warning_areas"]
    named = named[~named.warning_id.isin(drawn.warning_id)]
    by_code = named.assign(share=np.where(named.is_whole, 1.0, np.nan))
    known = frames["regions"].rename(columns={"name_zh": "region_zh", "name_en": "region_en"})
    found = pd.concat([by_shape, by_code[["warning_id", "region_code", "share"]]])
    found = found.merge(known, on="region_code")
    found["people"] = found.share * found.population.astype(float)
    return found.loc[:, list(COLUMNS)].sort_values(["warning_id", "region_code"], ignore_index=True)
