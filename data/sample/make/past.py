"""Two years of past incidents: seasons, hours of the day, and a last three days on the rise."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta
from typing import NamedTuple

from minor import course
from model import Incident
from place import NAME, SHORT, Ground
from words import BASE, Text, later

FIRST = datetime(2024, 7, 1)
_RISE = BASE - timedelta(hours=72)


class Kind(NamedTuple):
    """A kind of everyday incident and when it tends to happen."""

    hazard: str
    log: str
    lead: str
    share: float  # of all incidents
    peak_month: float  # 0 = no season
    peak_hour: float
    hours: float  # usual length
    titles: list[Text]


def _t(*pairs: tuple[str, str]) -> list[Text]:
    return [Text(*pair) for pair in pairs]


KINDS = [
    Kind(
        "fire",
        "119",
        "fire",
        0.19,
        1,
        19,
        1.6,
        _t(
            ("厨房起火", "kitchen fire"),
            ("电动车起火", "e-bike fire"),
            ("仓库冒烟", "smoke from a store"),
            ("杂物起火", "rubbish fire"),
            ("配电箱起火", "switch box fire"),
        ),
    ),
    Kind(
        "transport_road",
        "119",
        "traffic",
        0.23,
        0,
        8,
        1.3,
        _t(
            ("两车相撞", "two-car collision"),
            ("货车侧翻", "truck on its side"),
            ("追尾", "rear-end collision"),
            ("摩托车滑倒", "motorcycle down"),
        ),
    ),
    Kind(
        "special_equipment",
        "119",
        "fire",
        0.06,
        7,
        18,
        0.7,
        _t(("电梯停运", "lift stopped"), ("起重机故障", "crane fault")),
    ),
    Kind(
        "flood",
        "centre",
        "water",
        0.10,
        7,
        15,
        5.0,
        _t(
            ("道路积水", "road under water"),
            ("地下车库进水", "basement flooding"),
            ("沟渠漫溢", "ditch overflowing"),
            ("圩堤渗水", "dyke seeping"),
        ),
    ),
    Kind(
        "lifeline",
        "centre",
        "waterco",
        0.12,
        0,
        9,
        4.5,
        _t(
            ("水管爆裂", "water main burst"),
            ("燃气泄漏", "gas leak"),
            ("路面塌陷", "road surface sunk"),
            ("供水中断", "water supply lost"),
        ),
    ),
    Kind(
        "power",
        "centre",
        "power",
        0.08,
        7.5,
        16,
        2.8,
        _t(("线路跳闸", "line tripped"), ("变压器故障", "transformer fault")),
    ),
    Kind(
        "storm",
        "centre",
        "emb",
        0.05,
        7,
        16,
        3.2,
        _t(
            ("大风倒树", "tree blown down"),
            ("雷击断线", "line cut by lightning"),
            ("广告牌坠落", "hoarding down"),
        ),
    ),
    Kind(
        "geological",
        "centre",
        "land",
        0.03,
        7,
        10,
        9.0,
        _t(("边坡垮塌", "slope failed"), ("山路落石", "rocks on a mountain road")),
    ),
    Kind("forest_fire", "119", "forest", 0.02, 2.5, 14, 6.0, _t(("林地起火", "woodland fire"))),
    Kind(
        "hazchem",
        "119",
        "fire",
        0.015,
        0,
        11,
        4.0,
        _t(("槽车渗漏", "tanker leaking"), ("异味报警", "smell alarm")),
    ),
    Kind(
        "industrial",
        "centre",
        "emb",
        0.03,
        0,
        10,
        6.0,
        _t(("机械伤害", "machinery injury"), ("粉尘闪爆", "dust flash")),
    ),
    Kind(
        "construction",
        "centre",
        "housing",
        0.025,
        9,
        10,
        7.0,
        _t(("脚手架倾斜", "scaffold leaning"), ("基坑渗水", "pit wall seeping")),
    ),
    Kind(
        "environmental",
        "centre",
        "env",
        0.02,
        5,
        9,
        8.0,
        _t(("河面油膜", "oil film on the river"), ("异常排水", "odd discharge")),
    ),
    Kind(
        "food_poisoning",
        "centre",
        "health",
        0.01,
        8,
        20,
        14.0,
        _t(
            ("食堂就餐不适", "illness after a canteen meal"),
        ),
    ),
    Kind(
        "telecom",
        "centre",
        "telecom",
        0.015,
        7,
        13,
        3.0,
        _t(
            ("光缆中断", "fibre cut"),
        ),
    ),
    Kind(
        "snow_cold",
        "centre",
        "road",
        0.01,
        1,
        6,
        8.0,
        _t(
            ("桥面结冰", "ice on a bridge"),
        ),
    ),
    Kind(
        "other",
        "centre",
        "emb",
        0.025,
        0,
        12,
        2.5,
        _t(
            ("其他求助", "other call for help"),
        ),
    ),
]
ROADS = _t(
    ("梧桐路", "Wutong Road"), ("银杏路", "Ginkgo Road"), ("香樟路", "Camphor Road"),
    ("桂花路", "Osmanthus Road"), ("枫林路", "Maple Road"), ("芦苇街", "Reed Street"),
    ("荷塘街", "Lotus Street"), ("竹影路", "Bamboo Road"), ("柳荫路", "Willow Road"),
    ("渡口街", "Ferry Street"), ("磨坊路", "Mill Road"), ("茶园路", "Tea Garden Road"),
)  # fmt: skip
_CROWDED = {"wanghu": 1.9, "hedong": 1.6, "shiqiao": 1.4, "lingang": 1.0, "zhugang": 0.9}


def past(ground: Ground, rng: random.Random) -> list[Incident]:
    """Return every incident before 06:30 that the day's own lists do not tell, all of them over."""
    found: list[Incident] = []
    hour = FIRST
    while hour < BASE:
        rate = _rate(hour)
        while rng.random() < rate:
            rate -= 1
            when = hour + timedelta(minutes=int(rng.random() * 60))
            if when < later(BASE, -50):
                found.append(_incident(when, ground, rng))
        hour += timedelta(hours=1)
    return found


def _rate(hour: datetime) -> float:
    """Return the incidents expected in an hour: about 6.8 a day, more by day and in summer."""
    season = 1 + 0.3 * math.cos((hour.month - 7) * math.pi / 6)
    daily = 1 + 0.55 * math.sin((hour.hour - 8) * math.pi / 12)
    rate = 0.272 * season * daily
    if hour >= _RISE:
        share = (hour - _RISE) / timedelta(hours=72)
        rate = 0.45 * daily + 2.6 * share**3
    return rate


def _weight(kind: Kind, when: datetime) -> float:
    season = 1.0
    if kind.peak_month:
        season = math.exp(1.3 * math.cos((when.month - kind.peak_month) * math.pi / 6) - 0.5)
    wet = 6.0 if kind.hazard in ("flood", "geological", "storm") and when > _RISE else 1.0
    hour = math.exp(0.8 * math.cos((when.hour - kind.peak_hour) * math.pi / 12))
    return kind.share * season * hour * wet


def _pick(weights: list[float], rng: random.Random) -> int:
    target = rng.random() * sum(weights)
    for index, weight in enumerate(weights):
        target -= weight
        if target < 0:
            return index
    return len(weights) - 1


def _level(rng: random.Random) -> int | None:
    draw = rng.random()
    if draw < 0.035:
        return None
    return 2 if draw < 0.038 else 3 if draw < 0.085 else 4


def _incident(when: datetime, ground: Ground, rng: random.Random) -> Incident:
    kind = KINDS[_pick([_weight(kind, when) for kind in KINDS], rng)]
    names = list(NAME)
    district = names[_pick([_CROWDED.get(name, 0.7) for name in names], rng)]
    road, title = (
        ROADS[int(rng.random() * len(ROADS))],
        kind.titles[int(rng.random() * len(kind.titles))],
    )
    number = 1 + int(rng.random() * 240)
    minutes = 4 + int(rng.random() ** 1.6 * 19)
    length = max(minutes + 8, kind.hours * 60 * (0.4 + 1.4 * rng.random()))
    closed = min(later(when, int(length)), later(BASE, -3))
    level = _level(rng)
    found = Incident(
        *(Text(f"{SHORT[district].zh}{road.zh}{title.zh}", f"{road.en} {title.en}"), kind.hazard),
        *(district, Text(f"{road.zh}{number}号附近", f"near {number} {road.en}")),
        *(ground.somewhere(district, rng), kind.lead, later(when, -int(rng.random() * 9))),
        course(when, closed, minutes, level, kind.lead),
        log=kind.log,
    )
    _thin(found, rng)
    return found


def _thin(found: Incident, rng: random.Random) -> None:
    """Leave gaps as real logs have them, and give some incidents their counts."""
    draw = rng.random()
    if draw < 0.03:
        found.place = Text("", "")
    if draw < 0.12:
        found.point = None
    last = found.events[-1]
    if rng.random() < 0.11:
        last.counts["injured"] = 1 + int(rng.random() ** 3 * 6)
    if rng.random() < 0.008:
        last.counts["deaths"] = 1
    if found.hazard in ("flood", "geological") and rng.random() < 0.2:
        last.counts["relocated"] = 5 + int(rng.random() ** 2 * 220)
    if found.hazard not in ("other", "special_equipment") and rng.random() < 0.3:
        last.counts["loss"] = 1000 * (2 + int(rng.random() ** 3 * 900))
