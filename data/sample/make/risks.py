"""The register of 120 risks: likelihood and severity, before and after controls."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from place import SHORT, Point, lonlat
from sites import Site
from words import DAY, HAZARD, Text


@dataclass
class Risk:
    """One risk of a place or a thing, scored likelihood times severity (5 x 5)."""

    number: str
    name: Text
    hazard: Text
    accident: Text
    site: Site
    point: Point
    likelihood: int
    severity: int
    left_l: int
    left_s: int
    control: Text
    owner: str
    due: date
    done: date | None
    review: date

    @property
    def score(self) -> int:
        """Return the inherent score."""
        return self.likelihood * self.severity

    @property
    def left(self) -> int:
        """Return the score with controls."""
        return self.left_l * self.left_s


def band(score: int) -> int:
    """Return the level of a score, 1 worst (20-25, 9-16, 4-8, 1-3)."""
    return 1 if score >= 20 else 2 if score >= 9 else 3 if score >= 4 else 4


_KINDS: dict[str, tuple[Text, Text, Text, str]] = {
    "hazard_source": (
        *(HAZARD["hazchem"], Text("泄漏", "leak")),
        *(Text("安装泄漏报警并联锁", "Leak alarms with interlock"), "park"),
    ),
    "dyke": (
        *(HAZARD["flood"], Text("管涌溃决", "piping and breach")),
        *(Text("堤脚压渗，加密巡查", "Weight the foot, walk it more often"), "water"),
    ),
    "reservoir": (
        *(HAZARD["flood"], Text("漫坝", "overtopping")),
        *(Text("汛限水位运行", "Keep to the flood-season level"), "water"),
    ),
    "geohazard_point": (
        *(HAZARD["geological"], Text("滑坡", "landslide")),
        *(Text("布设位移监测", "Movement gauges on the slope"), "land"),
    ),
    "gas_station": (
        *(HAZARD["lifeline"], Text("燃气泄漏", "gas leak")),
        *(Text("更换老旧阀门", "Replace old valves"), "gas"),
    ),
    "substation": (
        *(HAZARD["power"], Text("进水跳闸", "flooding and trip")),
        *(Text("加高防水挡墙", "Raise the flood wall"), "power"),
    ),
    "waterworks": (
        *(HAZARD["lifeline"], Text("供水中断", "supply lost")),
        *(Text("增设备用取水口", "Second intake"), "waterco"),
    ),
    "bridge_tunnel": (
        *(HAZARD["transport_road"], Text("桥面积水侧滑", "skids on standing water")),
        *(Text("疏通泄水孔", "Clear the drain holes"), "road"),
    ),
    "hospital": (
        *(HAZARD["fire"], Text("电气火灾", "electrical fire")),
        *(Text("电气线路改造", "Rewire"), "health"),
    ),
    "school": (
        *(HAZARD["fire"], Text("食堂火灾", "kitchen fire")),
        *(Text("油烟管道清洗", "Clean the kitchen ducts"), "housing"),
    ),
    "warehouse": (
        *(HAZARD["fire"], Text("仓库火灾", "store fire")),
        *(Text("喷淋系统检修", "Overhaul the sprinklers"), "relief"),
    ),
}


def risks(sites: list[Site], rng: random.Random) -> list[Risk]:
    """Return the register: every fitting site once, then the worst kinds again, 120 in all."""
    fitting = [site for site in sites if site.kind in _KINDS]
    again = [site for site in fitting if site.kind in ("hazard_source", "dyke", "geohazard_point")]
    return [_risk(n, site, rng) for n, site in enumerate((fitting + again)[:120], 1)]


def _risk(number: int, site: Site, rng: random.Random) -> Risk:
    hazard, accident, control, owner = _KINDS[site.kind]
    if site.kind == "hazard_source" and site.grade in (3, 4):
        owner = site.district
    severity = 2 + int(rng.random() * 4)
    likelihood = 1 + int(rng.random() ** 1.3 * 5)
    left_l = max(1, likelihood - int(rng.random() * 3))
    left_s = max(1, severity - int(rng.random() * 2))
    due = DAY.date() + timedelta(days=int(rng.random() * 220) - 40)
    done = due - timedelta(days=9) if rng.random() < 0.45 else None
    if done and done > DAY.date():  # a register does not know of what is still to be done
        done = None
    review = DAY.date() + timedelta(days=int(rng.random() * 330) - 30)
    second = number > 95
    name = Text(
        f"{site.name.zh}{'夜间' if second else ''}{accident.zh}",
        f"{site.name.en}: {accident.en}{' at night' if second else ''}",
    )
    if site.name.en == "Tank farm B" and not second:
        likelihood, severity, left_l, left_s, done = 4, 5, 3, 5, None
        review, due = DAY.date() - timedelta(days=41), DAY.date() - timedelta(days=12)
    return Risk(
        *(f"FX-{number:03d}", name, hazard, accident, site, lonlat(site.point)),
        *(likelihood, severity, left_l, left_s, control, owner, due, done, review),
    )


def district_of(risk: Risk) -> Text:
    """Return the short name of the district a risk lies in."""
    return SHORT[risk.site.district]
