"""What incidents need, what depots lack and the moves between them, recounted without the product.

The moves are solved anew: not with weights, but one goal after the other, each held fast for the
next: most of what incidents need, most of critical items near them, most of the rest, least way.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from recount import Recount
from sample_reading import Row, kilometres, number, when
from scipy.optimize import linprog
from stock_recount import GOOD, HELD, StockRecount

REACH_KM, RATE_DAYS, DECISION_SHARE, WORST_LEVEL = 50, 28, 0.5, 2
MEASURED = ("升", "千克", "吨", "米", "L", "kg", "t", "m")
Key = tuple[str, str]


class SuppliesRecount:
    """Everything about supplies at one moment, items by English name and depots by their own."""

    def __init__(self, sample: Path, clock: str) -> None:
        self.day = Recount(sample, clock)
        self.stock = StockRecount(sample, clock)
        self.now = self.day.now
        self.usable, self.minimum = self.stock.by_depot()
        self.items = self.stock.lots.drop_duplicates("item").set_index("item")
        self.depots = {name: at for name, at in self.day.files.points().items()
                       if name in set(self.stock.lots.depot)}  # fmt: skip
        self.called = dict(zip(self.stock.lots.own_name, self.stock.lots.item, strict=True))

    @cached_property
    def requests(self) -> dict[Key, tuple[float, float]]:
        """Return what each open incident asked for of each item, and what has left."""
        open_ones = {row["number"] for row in self.day.open}
        last = {row["deployment"]: row for row in self.day.files.rows("deployments", "deployment")}
        found: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for row in last.values():
            if row["resource_kind"] not in ("物资", "item") or row["number"] not in open_ones:
                continue
            quantity = number(row["qty"]) or 0
            sums = found[row["number"], self.called[row["resource"]]]
            sums[0] += quantity
            left = when(row["departed"])
            sums[1] += quantity if left and left <= self.now else 0
        return {key: (asked, sent) for key, (asked, sent) in found.items()}

    def _placed(self, incident: Row) -> tuple[float, float] | None:
        lon, lat = number(incident.get("lon")), number(incident.get("lat"))
        return (lon, lat) if lon is not None and lat is not None else None

    def needs(self) -> dict[Key, dict[str, float | str | None]]:
        """Return asked, by plan, sent, needed, within reach, gap and nearest depot."""
        incidents = {row["number"]: row for row in self.day.open}
        keys = dict.fromkeys(self.requests)
        for name, row in incidents.items():
            if self.day.count(row, "relocated"):
                keys |= {(name, item): None for item in self.items.index
                         if number(self.items.rate[item])}  # fmt: skip
        return {key: self._need(incidents[key[0]], key[1]) for key in keys}

    def _need(self, incident: Row, item: str) -> dict[str, float | str | None]:
        asked, sent = self.requests.get((incident["number"], item), (None, 0.0))
        people = self.day.count(incident, "relocated") or 0
        rate = number(self.items.rate[item])
        by_plan = people * rate if people and rate else None
        if by_plan is not None and self.items.unit[item] not in MEASURED:
            by_plan = math.ceil(by_plan)
        needed = max(0.0, max(x for x in (asked, by_plan) if x is not None) - sent)
        near = self._near(incident, item, within=REACH_KM)
        reach = sum(max(0.0, self.usable[item, depot]) for _, depot in near)
        return {
            "asked_qty": asked, "plan_qty": by_plan, "sent_qty": sent, "needed_qty": needed,
            "deployable_qty": reach, "gap_qty": max(0.0, needed - reach),
            "nearest": near[0][1] if near else None,
        }  # fmt: skip

    def _near(self, incident: Row, item: str, within: float = math.inf) -> list[tuple[float, str]]:
        at = self._placed(incident)
        assert at, "every open incident of the sample that asks for something has a place"
        ways = [(kilometres(at, point), depot) for depot, point in self.depots.items()
                if (item, depot) in self.usable]  # fmt: skip
        return sorted(way for way in ways if way[0] <= within)

    def short_after_nearest(self) -> dict[Key, tuple[str, float, float]]:
        """Return the nearest depot that has any, what it has, and what it cannot give."""
        found = {}
        for row in self.day.open:
            for (name, item), (asked, sent) in self.requests.items():
                if name != row["number"]:
                    continue
                depot = next(d for _, d in self._near(row, item) if self.usable[item, d] > 0)
                has = self.usable[item, depot]
                found[name, item] = (depot, has, max(0.0, asked - sent - has))
        return found

    def short_near(self) -> set[Key]:
        """Return critical items and depots, nearest to a serious incident and under the share."""
        found = set()
        asking = {name for name, _ in self.requests}
        for row in self.day.open:
            level = self.day.level(row, self.now)
            if not level or level > WORST_LEVEL:
                continue
            for item in self.items.index[self.items.critical.isin(("是", "yes"))]:
                asked, sent = self.requests.get((row["number"], item), (0.0, 0.0))
                if row["number"] in asking and asked <= sent:
                    continue
                depot = self._near(row, item)[0][1]
                if self.usable[item, depot] < DECISION_SHARE * self.minimum[item, depot]:
                    found.add((item, depot))
        return found

    @cached_property
    def on_the_road(self) -> dict[Key, float]:
        """Return what left for a depot and is not booked in there."""
        moves = self.stock.moves
        codes = dict(zip(self.stock.lots.lot, self.stock.lots.item, strict=True))
        found: dict[Key, float] = defaultdict(float)
        for one in moves[
            moves.kind.isin(("调出", "transfer out", "调入", "transfer in"))
        ].itertuples():
            found[codes[one.lot], one.to] -= one.signed
        return {key: quantity for key, quantity in found.items() if round(quantity, 6) > 0}

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Return gap, part of it that incidents need, spare and priority by item and depot."""
        needed: dict[Key, float] = defaultdict(float)
        for (_, item), need in self.needs().items():
            needed[item, str(need["nearest"])] += float(need["needed_qty"] or 0)
        near = self.short_near()
        rows = []
        for key, usable in self.usable.items():
            minimum, need = self.minimum[key], needed[key]
            coming = usable + self.on_the_road.get(key, 0.0)
            gap, own = max(0.0, max(minimum, need) - coming), max(0.0, need - coming)
            rank = 1 if own > 0 else 2 if gap > 0 and key in near else 3 if gap > 0 else None
            rows.append((*key, gap, own, max(0.0, usable - max(minimum, need)), key in near, rank))
        columns = ["item", "depot", "gap", "own", "spare", "near", "priority"]
        return pd.DataFrame(rows, columns=columns)

    def best_moves(self, item: str) -> tuple[dict[int, float], float]:
        """Return how much of each priority can be closed at the most, and at what least way."""
        mine = self.gaps[self.gaps["item"] == item]
        givers = mine[mine.spare > 0]
        takers = [(d, 1, own) for d, own in zip(mine.depot, mine.own, strict=True) if own > 0]
        takers += [(d, 2 if near else 3, gap - own) for d, gap, own, near in
                   zip(mine.depot, mine.gap, mine.own, mine.near, strict=True) if gap - own > 1e-9]  # fmt: skip
        arcs = [(g, t, km) for g in range(len(givers)) for t, (depot, _, _) in enumerate(takers)
                if givers.depot.iloc[g] != depot
                and (km := kilometres(self.depots[givers.depot.iloc[g]], self.depots[depot])) <= REACH_KM]  # fmt: skip
        closed: dict[int, float] = {}
        if not arcs:
            return closed, 0.0
        limits = [[float(a[0] == g) for a in arcs] for g in range(len(givers))]
        limits += [[float(a[1] == t) for a in arcs] for t in range(len(takers))]
        most = [*givers.spare, *(quantity for _, _, quantity in takers)]
        held: list[list[float]] = []
        for rank in (1, 2, 3):
            goal = [-float(takers[t][1] == rank) for _, t, _ in arcs]
            closed[rank] = -_least(goal, limits, most, held, closed)
            held.append([-x for x in goal])
        return closed, _least([km for *_, km in arcs], limits, most, held, closed)

    def rates(self, days: int) -> pd.Series:
        """Return what was issued of each item in the last days."""
        since = self.now - pd.Timedelta(days=days)
        moves = self.stock.moves
        issued = moves[moves.kind.isin(("出库", "issue")) & (moves["at"] > since)]
        names = self.stock.lots.set_index("lot")["item"]
        return -issued.groupby(issued.lot.map(names)).signed.sum()

    def planned_people(self) -> int:
        """Return for how many people the city's plan provides at the response in force."""
        level = min(self.day.responses().values(), default=None)
        plans = self.day.files.rows("data/reference", "plan_id")
        return max(
            (int(p["people"]) for p in plans if p["response_level"] == str(level)), default=0
        )

    def days_of_supply(self) -> dict[Key, float]:
        """Return days by item and demand basis; without a demand there is no line."""
        whole = pd.Series(self.usable).groupby(level=0).sum()
        people = sum(self.day.count(row, "relocated") or 0 for row in self.day.open)
        found = {(item, "present_rate"): whole[item] / (issued / RATE_DAYS)
                 for item, issued in self.rates(RATE_DAYS).items() if issued > 0}  # fmt: skip
        found |= {(item, "last_24_hours"): whole[item] / issued
                  for item, issued in self.rates(1).items() if issued > 0}  # fmt: skip
        for item in self.items.index:
            if people and (rate := number(self.items.rate[item])):
                found[item, "people_moved"] = whole[item] / (people * rate)
            if (planned := self.planned_people()) and (rate := number(self.items.rate[item])):
                found[item, "plan"] = whole[item] / (planned * rate)
        return {key: float(days) for key, days in found.items()}

    def value(self) -> float:
        """Return what owned and consigned lots are worth, whatever their condition."""
        held = self.stock.lots[self.stock.lots.holding.isin(HELD)]
        return float((held.on_hand * held.price.map(number)).sum())

    def worst(self) -> tuple[str, str, float]:
        """Return the depot farthest below its minimum, critical items first."""
        ratio = {key: self.usable[key] / least for key, least in self.minimum.items() if least}
        is_low = {key: share for key, share in ratio.items() if share < 1}
        critical = self.items.critical.isin(("是", "yes"))
        item, depot = min(is_low, key=lambda key: (not critical[key[0]], is_low[key]))
        return item, depot, is_low[item, depot]

    def sound(self, lots: pd.DataFrame) -> pd.Series:
        """Say which lots are good and ours."""
        return lots.condition.isin(GOOD) & lots.holding.isin(HELD)


def _least(
    goal: list[float], limits: list[list[float]], most: list[float],
    held: list[list[float]], closed: dict[int, float],
) -> float:  # fmt: skip
    """Return the least value of a goal under limits, with what was reached before held fast."""
    floor = [-(closed[rank + 1] - 1e-7) for rank in range(len(held))]
    rows = limits + [[-x for x in line] for line in held]
    found = linprog(goal, A_ub=np.array(rows), b_ub=[*most, *floor], method="highs-ipm")
    assert found.status == 0, found.message
    return float(found.fun)
