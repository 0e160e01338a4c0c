"""The moves between depots that close most of the gaps at least distance.

title: Suggested moves
title_zh: 建议调拨
unit: the item's own unit
grain: item_id, from_site_id, to_site_id
caution: All moves together: first as much of every gap as can be closed, what incidents need
  before minimums, then the least quantity times distance. No depot gives what its own minimum
  or its own incidents need, and none is sent beyond the reach in the thresholds. Distances are
  great circles. Suggestions; nothing is reserved and no data is changed.
caution_zh: 整体方案：先尽量补足缺口（事件所需先于定额），再使数量乘距离最小。任何仓库不
  动用本库定额及本库所保障事件所需，且不超出半径。距离为直线距离。仅为建议，不占用库存，
  不改动数据。
"""

from __future__ import annotations

import numpy as np
import pandas as pd

READS = ("stock_gaps", "depot_distances")
SMALLEST_QTY = 1e-6
# How much a closed unit is worth, by priority: all that matters is their order, because closing
# one gap never costs another of the same worth (a transport problem is a polymatroid).
WORTH = {1: 3.0, 2: 2.0, 3: 1.0}
COLUMNS = {
    "item_id": "VARCHAR",
    "from_site_id": "VARCHAR",
    "to_site_id": "VARCHAR",
    "item_zh": "VARCHAR",
    "item_en": "VARCHAR",
    "unit": "VARCHAR",
    "from_zh": "VARCHAR",
    "from_en": "VARCHAR",
    "to_zh": "VARCHAR",
    "to_en": "VARCHAR",
    "move_qty": "DOUBLE",
    "for_incident_qty": "DOUBLE",
    "distance_km": "DOUBLE",
    "priority": "INTEGER",
    "incident_id": "VARCHAR",
    "to_gap_qty": "DOUBLE",
    "to_usable_qty": "DOUBLE",
    "to_minimum_qty": "DOUBLE",
    "from_usable_qty": "DOUBLE",
    "from_minimum_qty": "DOUBLE",
    "from_left_qty": "DOUBLE",
    "from_lon": "DOUBLE",
    "from_lat": "DOUBLE",
    "to_lon": "DOUBLE",
    "to_lat": "DOUBLE",
}


def compute(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each item that is to go from one depot to another."""
    gaps = frames["stock_gaps"]
    wanted = _by_priority(gaps)
    spare = gaps.loc[gaps.spare_qty > 0].sort_values(["item_id", "site_id"])
    found = [
        _solved(mine, spare.loc[spare.item_id == item], frames["depot_distances"])
        for item, mine in wanted.groupby("item_id")
        if item in set(spare.item_id)
    ]
    flows = pd.concat(found) if found else pd.DataFrame(columns=["item_id", "from_site_id"])
    return _told(flows, gaps) if len(flows) else pd.DataFrame(columns=list(COLUMNS))


def _by_priority(gaps: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps item by item, what incidents need apart from what minimums need."""
    rest = np.where(gaps.is_near_incident, 2, 3)
    keys = gaps.loc[:, ["item_id", "site_id"]]
    parts = [
        keys.assign(priority=1, qty=gaps.incident_gap_qty),
        keys.assign(priority=rest, qty=gaps.gap_qty - gaps.incident_gap_qty),
    ]
    wanted = pd.concat(parts)
    wanted = wanted.loc[wanted.qty > SMALLEST_QTY]
    return wanted.sort_values(["item_id", "site_id", "priority"])


def _solved(wanted: pd.DataFrame, spare: pd.DataFrame, distances: pd.DataFrame) -> pd.DataFrame:
    """Solve one item: a unit is worth more than any detour, and a need more than a minimum."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    givers = spare.loc[:, ["site_id", "spare_qty"]].assign(giver=range(len(spare)))
    takers = wanted.assign(taker=range(len(wanted)))
    arcs = distances.merge(givers, left_on="from_site_id", right_on="site_id")
    arcs = arcs.merge(takers, left_on="to_site_id", right_on="site_id")
    if not len(arcs):
        return arcs.assign(move_qty=0.0).loc[:, ["item_id", "from_site_id"]]
    number = np.arange(len(arcs))
    rows = np.concatenate([arcs.giver, len(givers) + arcs.taker])
    shape = (len(givers) + len(takers), len(arcs))
    limits = csr_array((np.ones(2 * len(arcs)), (rows, np.concatenate([number, number]))), shape)
    # A path that closes one unit more passes each depot once at most.
    longest = arcs.distance_km.max() * (sum(shape[:1]) + 1)
    worth = arcs.priority.map(WORTH).to_numpy()
    result = linprog(
        arcs.distance_km.to_numpy() / max(longest, SMALLEST_QTY) - worth,
        A_ub=limits,
        b_ub=np.concatenate([givers.spare_qty, takers.qty]),
        method="highs-ds",
    )
    if result.status:
        raise ArithmeticError(f"No plan of moves was found: {result.message}")
    arcs = arcs.assign(move_qty=np.round(result.x, 6))
    columns = ["item_id", "from_site_id", "to_site_id", "priority", "distance_km", "move_qty"]
    return arcs.loc[arcs.move_qty > SMALLEST_QTY, columns]


def _told(flows: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each item, giver and taker, with what a reader wants beside it."""
    flows = flows.assign(for_incident_qty=flows.move_qty.where(flows.priority == 1, 0.0))
    moves = flows.groupby(["item_id", "from_site_id", "to_site_id"], as_index=False).agg(
        {"priority": "min", "distance_km": "first", "move_qty": "sum", "for_incident_qty": "sum"}
    )
    shared = ["site_zh", "site_en", "usable_qty", "minimum_qty", "lon", "lat"]
    to = gaps.loc[:, ["item_id", "site_id", *shared, "item_zh", "item_en", "unit", "gap_qty"]]
    to = to.assign(incident_id=gaps.incident_id)
    moves = moves.merge(_named(gaps.loc[:, ["item_id", "site_id", *shared]], "from"))
    moves = moves.merge(_named(to, "to").rename(columns={"gap_qty": "to_gap_qty"}))
    given = moves.groupby(["item_id", "from_site_id"]).move_qty.transform("sum")
    moves = moves.assign(from_left_qty=moves.from_usable_qty - given)
    order = ["priority", "item_en", "item_id", "to_site_id", "distance_km", "from_site_id"]
    return moves.sort_values(order, ignore_index=True)


def _named(gaps: pd.DataFrame, end: str) -> pd.DataFrame:
    said = {"site_id": "site_id", "site_zh": "zh", "site_en": "en"}
    said |= {name: name for name in ("usable_qty", "minimum_qty", "lon", "lat")}
    return gaps.rename(columns={name: f"{end}_{short}" for name, short in said.items()})
