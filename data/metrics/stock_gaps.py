"""What every depot lacks of every item, and what it can spare.

title: Gaps and spare stock of depots
title_zh: 各库缺口与可调余量
unit: the item's own unit
grain: item_id, site_id
caution: A depot lacks what it has less than its minimum, or less than incidents still need of
  it where that is more; what is on the road to it counts. It can spare what it has above both.
  Incidents are served by the depot nearest to them that keeps the item. Priority 1 is what
  incidents need and the depot cannot give, 2 a critical item below the decision share near a
  serious incident, 3 any other minimum. Without a minimum all that no incident needs can be
  spared.
caution_zh: 缺口为低于定额之数，或低于事件尚需之数（取大者），在途到货计入；余量为两者之
  上的数量。事件由最近的存有该物资的仓库保障。优先级 1 为事件所需而该库不足，2 为较重事件
  附近低于决策比例的关键物资，3 为其他低于定额。无定额者，事件所需之外均可调。
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from sitroom.errors import UsageError, nearest

READS = ("stock_by_depot", "needs", "stock_short", "depot_distances")
COLUMNS = {
    "item_id": "VARCHAR",
    "site_id": "VARCHAR",
    "item_zh": "VARCHAR",
    "item_en": "VARCHAR",
    "site_zh": "VARCHAR",
    "site_en": "VARCHAR",
    "unit": "VARCHAR",
    "is_critical": "BOOLEAN",
    "lon": "DOUBLE",
    "lat": "DOUBLE",
    "usable_qty": "DOUBLE",
    "inbound_qty": "DOUBLE",
    "minimum_qty": "DOUBLE",
    "needed_qty": "DOUBLE",
    "gap_qty": "DOUBLE",
    "incident_gap_qty": "DOUBLE",
    "spare_qty": "DOUBLE",
    "is_near_incident": "BOOLEAN",
    "priority": "INTEGER",
    "incident_id": "VARCHAR",
}
KEY = ["item_id", "site_id"]
_DEMAND = re.compile(r"(.+) @ (.+): *(\d+(?:\.\d+)?)")


def compute(
    frames: dict[str, pd.DataFrame],
    *,
    withdraw: str | Sequence[str] = (),
    demand: str | Sequence[str] = (),
) -> pd.DataFrame:
    """Return each depot's gap and spare quantity of each item.

    `withdraw` names depots to do without, by id or name; what incidents need of one is asked of
    the nearest other. `demand` adds needs of incidents, each as `ITEM @ DEPOT: QUANTITY`.
    """
    depots = frames["stock_by_depot"]
    gone = {_found(name, depots, "site") for name in _texts(withdraw)}
    need = _needs(frames, gone)
    for text in _texts(demand):
        need.loc[len(need)] = _demanded(text, depots)
    need = need.groupby(KEY, as_index=False).agg({"needed_qty": "sum", "incident_id": "first"})
    short = (
        frames["stock_short"]
        .loc[:, [*KEY, "incident_id"]]
        .rename(columns={"incident_id": "short_id"})
    )
    rows = depots.loc[~depots.site_id.isin(gone)].merge(need, on=KEY, how="left")
    return _with_gaps(rows.merge(short, on=KEY, how="left"))


def _with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    needed = rows.needed_qty.fillna(0.0)
    minimum = rows.minimum_qty.fillna(0.0)
    coming = rows.usable_qty + rows.inbound_qty
    for_incident = (needed - coming).clip(lower=0)
    whole = (np.maximum(minimum, needed) - coming).clip(lower=0)
    near = rows.short_id.notna()
    # What is on the road is not here yet and cannot be sent on.
    spare = (rows.usable_qty - np.maximum(minimum, needed)).clip(lower=0)
    priority = np.select([for_incident > 0, (whole > 0) & near, whole > 0], [1, 2, 3])
    return rows.assign(
        gap_qty=whole,
        incident_gap_qty=for_incident,
        spare_qty=spare,
        is_near_incident=near,
        priority=pd.array(np.where(priority > 0, priority, np.nan), dtype="Int64"),
        incident_id=rows.incident_id.fillna(rows.short_id),
    )


def _needs(frames: dict[str, pd.DataFrame], gone: set[str]) -> pd.DataFrame:
    """Return what incidents still need of the depot that serves them."""
    needs = frames["needs"]
    needs = needs.loc[(needs.needed_qty > 0) & needs.nearest_site_id.notna()]
    needs = needs.rename(columns={"nearest_site_id": "site_id"})
    left = frames["depot_distances"]
    left = left.loc[left.from_site_id.isin(gone) & ~left.to_site_id.isin(gone)]
    other = left.sort_values(["distance_km", "to_site_id"]).drop_duplicates("from_site_id")
    instead = dict(zip(other.from_site_id, other.to_site_id, strict=True))
    needs = needs.assign(site_id=needs.site_id.replace(instead))
    return needs.loc[:, [*KEY, "needed_qty", "incident_id"]].reset_index(drop=True)


def _demanded(text: str, depots: pd.DataFrame) -> tuple[str, str, float, None]:
    match = _DEMAND.fullmatch(text)
    if not match:
        raise UsageError(f"`{text}` is no demand.", "ITEM @ DEPOT: QUANTITY")
    return _found(match[1], depots, "item"), _found(match[2], depots, "site"), float(match[3]), None


def _found(name: str, depots: pd.DataFrame, kind: str) -> str:
    """Return the id of a depot or an item that is named by its id or its name."""
    known = {
        str(said).casefold(): key
        for column in (f"{kind}_en", f"{kind}_zh", f"{kind}_id")
        for key, said in depots[[f"{kind}_id", column]].drop_duplicates().itertuples(index=False)
    }
    if name.strip().casefold() not in known:
        raise UsageError(f"There is no {kind} `{name}`." + nearest(name.casefold(), known))
    return known[name.strip().casefold()]


def _texts(given: str | Sequence[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)
