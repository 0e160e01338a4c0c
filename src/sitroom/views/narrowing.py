"""Which incidents a page's address asks for: open or all, level, category, district, time, text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pandas as pd

from sitroom.views.context import Rows

SEARCHED = ("title", "place", "source_ref", "region_zh", "region_en", "hazard_zh", "hazard_en")
# What rows must have to be narrowed at all.
NEEDED = frozenset(("is_open", "level", "category", "region_code", "opened_at"))
HOURS = {"24h": 24, "72h": 72, "7d": 168, "30d": 720, "1y": 8760}


def narrowed(rows: Rows, address: Mapping[str, str], now: datetime, without: str = "") -> Rows:
    """Return the rows that every filter of the address lets through, but the one `without`."""
    if not len(rows):
        return rows
    wanted = {name: value for name, value in address.items() if name != without}
    keep = pd.Series(True, index=rows.index)
    if wanted.get("show") != "all":
        keep &= rows.is_open.fillna(False).astype(bool)
    if levels := _numbers(wanted.get("level", "")):
        keep &= rows.level.fillna(0).astype(int).isin(levels)
    if category := wanted.get("category"):
        keep &= rows.category.astype(str) == category
    if district := wanted.get("district"):
        keep &= rows.region_code.astype(str) == district
    if hours := HOURS.get(wanted.get("since", "")):
        keep &= rows.opened_at >= now - timedelta(hours=hours)
    if text := wanted.get("q", "").strip().casefold():
        keep &= _holds(rows, text)
    return rows[keep]


def opened(address: Mapping[str, str], open_incidents: Rows) -> str:
    """Return the incident that the address opens, else the worst open one; empty without any."""
    worst = open_incidents.incident_id.head(1) if len(open_incidents) else ()
    return address.get("incident") or next((str(one) for one in worst), "")


def _holds(rows: Rows, text: str) -> Rows:
    found = pd.Series(False, index=rows.index)
    for name in SEARCHED:
        if name in rows:
            said = rows[name].fillna("").astype(str).str.casefold()
            found |= said.str.contains(text, regex=False)
    return found


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.strip().isdigit()]
