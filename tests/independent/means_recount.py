"""Teams, vehicles, posts, places and what a warning covers, recounted without the product."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
from office_recount import OfficeRecount
from recount import FREE, Recount
from sample_reading import ZONE, Row, kilometres, number, when
from supplies_recount import SuppliesRecount

ECHELON = {
    "专业队": "professional", "后援队": "backup", "社会力量": "social", "区域支援": "mutual_aid",
    "mutual aid": "mutual_aid",
}  # fmt: skip
ASSET = {"车辆": "vehicle", "排水泵": "pump", "发电机": "generator", "挖掘机": "plant",
         "excavator": "plant"}  # fmt: skip
CATEGORY = {
    "工程材料": "material", "Materials": "material", "生命救助": "rescue",
    "Search and rescue": "rescue", "工程设备": "engineering_plant", "Plant": "engineering_plant",
    "动力燃料": "fuel_power", "Fuel and power": "fuel_power", "器材工具": "tools",
    "Tools": "tools",
}  # fmt: skip
# The hazard of the weather offices' event codes that the sample's day uses.
EVENT = {"11B03": "storm", "11B14": "storm", "11D01": "geological", "11A01": "flood"}
AHEAD = timedelta(hours=24)
AROUND_KM, INSPECTION_DAYS = 10, 30
REFERENCE = Path(__file__).parents[2] / "data" / "reference"


def listed(name: str) -> list[Row]:
    """Return the rows of a reference list."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


class MeansRecount:
    """What there is to act with, and where, at one moment."""

    def __init__(self, sample: Path, clock: str) -> None:
        self.day = Recount(sample, clock)
        self.office = OfficeRecount(sample, clock)
        self.supplies = SuppliesRecount(sample, clock)
        self.files, self.now = self.day.files, self.day.now
        self.today = pd.Timestamp(self.now + ZONE).normalize()

    def teams(self) -> dict[str, Row]:
        """Return each team as it was last told."""
        return {row["team"]: row for row in self.files.rows("teams", "team")}

    def echelons(self) -> dict[str, tuple[int, int, int, int, int, float]]:
        """Return total, free, ready in 30 min, 2 h and 24 h, and members, by echelon."""
        by: dict[str, list[Row]] = defaultdict(list)
        for row in self.teams().values():
            by[ECHELON.get(row["echelon"], row["echelon"])].append(row)
        return {name: self._echelon(rows) for name, rows in by.items()}

    def _echelon(self, rows: list[Row]) -> tuple[int, int, int, int, int, float]:
        free = [number(row["ready"]) or 0 for row in rows if row["team_status"] in FREE]
        first, second, third = (sum(m <= bound for m in free) for bound in (30, 120, 1440))
        members = sum(number(row["headcount"]) or 0 for row in rows)
        return len(rows), len(free), first, second, third, members

    def assets(self) -> dict[str, tuple[int, int, int]]:
        """Return pieces, and those whose inspection is overdue and due soon, by kind."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for row in self.files.rows("assets", "asset"):
            days = (pd.Timestamp(row["inspection"]) - self.today).days
            counts = found[ASSET.get(row["asset_kind"], row["asset_kind"])]
            counts[0] += 1
            counts[1] += days < 0
            counts[2] += 0 <= days <= INSPECTION_DAYS
        return {kind: tuple(counts) for kind, counts in found.items()}  # type: ignore[misc]

    def posts(self) -> dict[str, tuple[bool, float, float]]:
        """Return whether each post is held now, and hours held and open of the next 24."""
        shifts = {row["shift"]: row for row in self.files.rows("duty", "shift")}
        by: dict[str, list[Row]] = defaultdict(list)
        for row in shifts.values():
            by[row["post"]].append(row)
        return {post: self._post(rows) for post, rows in by.items()}

    def _post(self, rows: list[Row]) -> tuple[bool, float, float]:
        minutes = pd.date_range(self.now, self.now + AHEAD, freq="min", inclusive="left")
        held = pd.Series(False, index=minutes)
        for row in rows:
            if row["filled"] in ("是", "yes"):
                starts, ends = when(row["shift_starts"]), when(row["shift_ends"])
                held |= (minutes >= starts) & (minutes < ends)
        known_until = max(when(row["shift_ends"]) or self.now for row in rows)
        asked = minutes < known_until
        return bool(held.iloc[0]), held.sum() / 60, (asked & ~held).sum() / 60

    def beds(self) -> dict[str, tuple[float | None, float | None]]:
        """Return beds and beds in use of each hospital of the map."""
        kinds = {"医院", "hospital"}
        return {
            str(_of(row, "name")): (number(_of(row, "capacity")), number(_of(row, "occupancy")))
            for row, _ in self.files.features("sites")
            if _of(row, "kind") in kinds
        }

    def places(self) -> Counter[str]:
        """Count the places of the map by district."""
        return Counter(str(_of(row, "district")) for row, _ in self.files.features("sites"))

    def districts(self) -> dict[str, tuple[int, int | None, float, float]]:
        """Return open incidents, worst level, people and area by district code."""
        found = {}
        for row, _ in self.files.features("regions"):
            if _of(row, "tier") in ("区", "county"):
                name = str(_of(row, "name"))
                mine = [i for i in self.day.open if i.get("district") == name]
                levels = [x for i in mine if (x := self.day.level(i, self.now))]
                people, area = float(_of(row, "people")), float(_of(row, "area"))
                found[str(_of(row, "code"))] = len(mine), min(levels, default=None), people, area
        return found

    def around(self) -> dict[tuple[str, str], float]:
        """Return the distance of every place within 10 km of each open incident."""
        places = self.files.points()
        found = {}
        for row in self.day.open:
            lon, lat = number(row.get("lon")), number(row.get("lat"))
            if lon is None or lat is None:
                continue
            for name, at in places.items():
                if (km := kilometres((lon, lat), at)) <= AROUND_KM:
                    found[row["number"], name] = km
        return found

    @cached_property
    def warned(self) -> dict[str, tuple[str, list[str]]]:
        """Return event code and district codes of each warning in force."""
        in_force = self.day.warnings()
        districts = list(self.districts())
        found = {}
        for file in self.files.of("warnings"):
            told: dict[str, list[str]] = defaultdict(list)
            for parent in ElementTree.parse(file).iter():
                for child in parent:
                    tag = f"{parent.tag.rpartition('}')[2]}/{child.tag.rpartition('}')[2]}"
                    told[tag].append((child.text or "").strip())
            identifier = told["alert/identifier"][0]
            if identifier in in_force:
                codes = {code for part in told["geocode/value"] for code in part.split(",")}
                # The city's own code stands for all its districts.
                whole = districts if "990100" in codes else sorted(codes)
                found[identifier] = told["eventCode/value"][0], whole
        return found

    def risks_warned(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Return the pairs of risk and warning, with incidents near and supplies below minimum."""
        risks = self.office.risks()
        hazards = {row[key]: row["code"] for row in listed("hazard_types") for key in ("zh", "en")}
        brings = listed("warning_brings")
        by_name = {str(_of(row, "name")): str(_of(row, "code"))
                   for row, _ in self.files.features("regions")}  # fmt: skip
        found = {}
        for row in risks.to_dict("records"):
            hazard, code = hazards[row["hazard"]], by_name[row["district"]]
            for identifier, (event, districts) in self.warned.items():
                warning = EVENT[event]
                is_brought = any(
                    b["warning_hazard"] == warning and b["risk_hazard"] == hazard
                    and (not b["event_codes"] or event in b["event_codes"].split("|"))
                    for b in brings
                )  # fmt: skip
                if code in districts and (hazard == warning or is_brought):
                    found[row["risk"], identifier] = self._risk_now(row, hazard)
        return found

    def _risk_now(self, row: Row, hazard: str) -> dict[str, Any]:
        at = float(row["lon"]), float(row["lat"])
        near = [
            self.day.level(i, self.now) for i in self.day.open
            if (lon := number(i.get("lon"))) is not None
            and kilometres(at, (lon, number(i["lat"]) or 0)) <= AROUND_KM
        ]  # fmt: skip
        mine = self.supplies
        depot = min(mine.depots, key=lambda name: (kilometres(at, mine.depots[name]), name))
        wanted = {s["stock_category"] for s in listed("hazard_supplies") if s["hazard"] == hazard}
        short = {
            item for (item, where), least in mine.minimum.items()
            if where == depot and least > mine.usable[item, where]
            and CATEGORY.get(mine.items.category[item]) in wanted
        }  # fmt: skip
        return {"near": len(near), "depot": depot, "short": short if wanted else None}


_NAMES = {
    "name": ("名称", "name"), "kind": ("场所类型", "facility_type"),
    "district": ("区县", "district"), "capacity": ("容量", "capacity"),
    "occupancy": ("占用床位", "occupancy"), "tier": ("层级", "tier"),
    "code": ("行政区划代码", "code"), "people": ("人口", "population"),
    "area": ("面积(平方公里)", "area_km2"),
}  # fmt: skip


def _of(row: Row, name: str) -> Any:
    return next((row[key] for key in _NAMES[name] if key in row), None)
