"""Which rows a page's address asks for: of incidents, of stock, of risks, of one incident."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sitroom.views.conditions import Condition, Rule, kept, same
from sitroom.views.context import Rows

SEARCHED = ("title", "place", "source_ref", "region_zh", "region_en", "hazard_zh", "hazard_en")
HOURS = {"24h": 24, "72h": 72, "7d": 168, "30d": 720, "1y": 8760}


def narrowed(rows: Rows, address: Mapping[str, str], now: datetime, without: str = "") -> Rows:
    """Return the incidents that every filter of the address lets through, but `without` one."""
    wanted = {name: value for name, value in address.items() if name != without}
    return kept(rows, incidents("incidents", list(rows), wanted, now))


def opened(address: Mapping[str, str], open_incidents: Rows) -> str:
    """Return the incident that the address opens, else the worst open one; empty without any."""
    worst = open_incidents.incident_id.head(1) if len(open_incidents) else ()
    return address.get("incident") or next((str(one) for one in worst), "")


def incidents(
    metric: str, columns: Collection[str], address: Mapping[str, str], now: datetime
) -> list[Condition]:
    """Open or all, level, category, district, time, and a text that some column holds."""
    if metric != "incidents":
        return []
    asked = [] if address.get("show") == "all" else [Condition(("is_open",), "true")]
    if levels := _numbers(address.get("level", "")):
        asked.append(Condition(("level",), "in", levels))
    asked += same(columns, category=address.get("category"), region_code=address.get("district"))
    if hours := HOURS.get(address.get("since", "")):
        asked.append(Condition(("opened_at",), "from", now - timedelta(hours=hours)))
    if text := address.get("q", "").strip():
        searched = tuple(name for name in SEARCHED if name in columns)
        asked.append(Condition(searched, "holds", text))
    return asked


def chosen(**parts: str) -> Rule:
    """Return the rule of a view that shows what the address chooses: column = part of it."""

    def rule(
        _metric: str, columns: Collection[str], address: Mapping[str, str], _now: datetime
    ) -> list[Condition]:
        return same(columns, **{column: address.get(part) for column, part in parts.items()})

    return rule


one_incident = chosen(incident_id="incident")
one_item = chosen(item_id="item")  # in every depot
one_place = chosen(item_id="item", site_id="at")  # in the depot it is chosen in


def drawn_item(
    metric: str, columns: Collection[str], address: Mapping[str, str], now: datetime
) -> list[Condition]:
    """The item and depot that are chosen; none chosen, the scarcest item, in all depots."""
    if address.get("item") or "item_id" not in columns:
        return one_place(metric, columns, address, now)
    return [Condition(("item_id", "worst_item_id"), "among", ("stock_figures", []))]


def depots(
    metric: str, columns: Collection[str], address: Mapping[str, str], now: datetime
) -> list[Condition]:
    """The item group, the depot, and items below their minimum in one of those depots."""
    if metric == "stock_against_minimum":
        own = ("item_id", "site_id", "category", "coverage")
        shown = depots("stock_by_depot", own, address, now)
        return [Condition(("item_id",), "among", ("stock_by_depot", shown))]
    asked = same(columns, category=address.get("group"), site_id=address.get("depot"))
    if address.get("below"):
        short = [*asked, Condition(("coverage",), "under", 1)]
        asked.append(Condition(("item_id",), "among", (metric, short)))
    return asked


def risks(
    _metric: str, columns: Collection[str], address: Mapping[str, str], _now: datetime
) -> list[Condition]:
    """The organisation and the district of a risk."""
    return same(columns, owner_org=address.get("org"), region_code=address.get("district"))


def urgent_risks(
    metric: str, columns: Collection[str], address: Mapping[str, str], now: datetime
) -> list[Condition]:
    """Those, and where it is asked for only what is short of what it would need."""
    asked = risks(metric, columns, address, now)
    if address.get("below") and "short_count" in columns:
        asked.append(Condition(("short_count",), "over", 0))
    return asked


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.strip().isdigit()]
