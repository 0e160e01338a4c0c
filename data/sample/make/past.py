"""Two years of past incidents: seasons, hours of the day, and a last three days on the rise."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta

from kinds import KINDS, ROADS, Kind
from minor import course
from model import Incident
from place import NAME, SHORT, Ground
from words import BASE, Text, later

FIRST = datetime(2024, 7, 1)
_RISE = BASE - timedelta(hours=72)


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
