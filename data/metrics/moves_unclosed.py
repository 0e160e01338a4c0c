"""What the suggested moves cannot close, and whom to ask.

title: Gaps that no move closes
title_zh: 调拨无法补足的缺口
unit: the item's own unit
grain: item_id, site_id
caution: What is left of a depot's gap when every suggested move is made. The organisation to
  ask is the one above the city's own by the list of organisations; where the list names none,
  it is empty.
caution_zh: 按建议调拨后仍缺的数量。求援单位取自机构名录中的上级单位；名录未列则为空。
"""

from __future__ import annotations

import pandas as pd

READS = ("stock_gaps", "moves", "next_tier")
SMALLEST_QTY = 1e-6
COLUMNS = {
    "item_id": "VARCHAR",
    "site_id": "VARCHAR",
    "item_zh": "VARCHAR",
    "item_en": "VARCHAR",
    "site_zh": "VARCHAR",
    "site_en": "VARCHAR",
    "unit": "VARCHAR",
    "is_critical": "BOOLEAN",
    "priority": "INTEGER",
    "incident_id": "VARCHAR",
    "gap_qty": "DOUBLE",
    "closed_qty": "DOUBLE",
    "unclosed_qty": "DOUBLE",
    "unclosed_for_incident_qty": "DOUBLE",
    "ask_zh": "VARCHAR",
    "ask_en": "VARCHAR",
    "ask_tier": "VARCHAR",
}


def compute(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each gap that stays open, worst priority first."""
    gaps, moves = frames["stock_gaps"], frames["moves"]
    closed = moves.groupby(["item_id", "to_site_id"], as_index=False).agg(
        {"move_qty": "sum", "for_incident_qty": "sum"}
    )
    closed = closed.astype({"move_qty": float, "for_incident_qty": float})
    closed = closed.rename(columns={"to_site_id": "site_id"})
    rows = (
        gaps.loc[gaps.gap_qty > 0]
        .merge(closed, how="left")
        .fillna({"move_qty": 0.0, "for_incident_qty": 0.0})
    )
    rows = rows.assign(
        closed_qty=rows.move_qty,
        unclosed_qty=(rows.gap_qty - rows.move_qty).round(6),
        unclosed_for_incident_qty=(rows.incident_gap_qty - rows.for_incident_qty).round(6),
    )
    rows = rows.loc[rows.unclosed_qty > SMALLEST_QTY]
    asked = frames["next_tier"].to_dict("records")
    ask = asked[0] if asked else {}
    order = ["priority", "is_critical", "item_en", "item_id", "site_id"]
    rows = rows.sort_values(order, ascending=[True, False, True, True, True], ignore_index=True)
    return rows.assign(ask_zh=ask.get("org_zh"), ask_en=ask.get("org_en"), ask_tier=ask.get("tier"))
