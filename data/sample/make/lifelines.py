"""Power, water, gas, telephone and roads of every district, as their operators report them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from place import NAME
from words import BASE, Text, at

SERVICE = {
    "power": Text("供电", "power"),
    "water": Text("供水", "water supply"),
    "gas": Text("燃气", "gas"),
    "telecom": Text("通信", "telecommunications"),
    "road": Text("道路", "roads"),
}
STATE = {
    "normal": Text("正常", "normal"),
    "degraded": Text("部分中断", "partial"),
    "out": Text("中断", "out"),
    "closed": Text("封闭", "closed"),
    "restored": Text("已恢复", "restored"),
}


@dataclass(frozen=True)
class Observation:
    """How one service stood in one district."""

    service: str
    district: str
    observed: datetime
    state: str
    users: int | None = None
    back: datetime | None = None


_ROUNDS = (at("06:00"), at("12:00"))
# Baisha and Zhugang have no gas mains; Beiling's telephones were last heard of the evening before;
# Liudi had other things to do than the noon round.
_NO_GAS, _LATE, _SILENT_AT_NOON = ("baisha", "zhugang"), ("telecom", "beiling"), "liudi"
_TOLD = [
    ("gas", "wanghu", "06:25", "degraded", 1100, "12:00"),
    ("gas", "wanghu", "07:10", "degraded", 4200, "12:00"),
    ("power", "hedong", "07:38", "degraded", 18000, "11:00"),
    ("road", "shiqiao", "08:55", "closed", None, "10:30"),
    ("road", "beiling", "09:46", "degraded", None, ""),
    ("power", "hedong", "09:52", "degraded", 9000, "12:00"),
    ("gas", "wanghu", "10:06", "degraded", 1600, "12:00"),
    ("water", "baisha", "10:25", "out", 8000, "14:00"),
    ("road", "shiqiao", "10:40", "restored", None, ""),
    ("road", "liudi", "10:50", "closed", None, ""),
    ("road", "beiling", "11:40", "restored", None, ""),
    ("power", "hedong", "11:50", "degraded", 1000, "12:30"),
    ("gas", "wanghu", "11:50", "restored", 0, ""),
    ("power", "hedong", "12:20", "restored", 0, ""),
    ("water", "baisha", "12:40", "out", 8000, "14:00"),
]


def observations() -> list[Observation]:
    """Return what the operators reported, in the order of its time."""
    told = [
        Observation(service, where, at(clock), state, users, at(back) if back else None)
        for service, where, clock, state, users, back in _TOLD
    ]
    found = list(told)
    for moment in _ROUNDS:
        for service in SERVICE:
            for district in NAME:
                known = [o for o in told if (o.service, o.district) == (service, district)]
                if _is_round(service, district, moment, known):
                    seen = at("20:00", -1) if (service, district) == _LATE else moment
                    found.append(Observation(service, district, seen, "normal"))
    return sorted(set(found), key=lambda o: (o.observed, o.service, o.district))


def _is_round(service: str, district: str, moment: datetime, known: list[Observation]) -> bool:
    if service == "gas" and district in _NO_GAS:
        return False
    if moment > BASE and (district == _SILENT_AT_NOON or (service, district) == _LATE):
        return False
    # What its operator reports by itself is not said again at noon.
    return not (moment > BASE and known)
