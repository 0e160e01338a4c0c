"""The 64 teams, their vehicles, and who was sent where through the flood day."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from model import Incident
from place import NAME, SHORT, Ground, Point, lonlat
from words import BASE, Text, at, later

KIND = {
    "fire": Text("消防", "fire"),
    "medical": Text("医疗", "medical"),
    "flood": Text("防汛", "flood"),
    "hazchem": Text("危化", "hazchem"),
    "power": Text("电力抢修", "power"),
    "telecom": Text("通信", "telecom"),
    "engineering": Text("工程", "engineering"),
    "search_rescue": Text("搜救", "search and rescue"),
    "transport": Text("交通", "transport"),
    "volunteer": Text("志愿者", "volunteer"),
    "militia": Text("民兵", "militia"),
    "forest": Text("森防", "forest"),
}
ECHELON = {
    "professional": Text("专业队", "professional"),
    "backup": Text("后援队", "backup"),
    "social": Text("社会力量", "social"),
    "mutual_aid": Text("区域支援", "mutual aid"),
}
STATUS = {
    "available": Text("待命", "available"),
    "assigned": Text("已派", "assigned"),
    "on_scene": Text("现场", "on scene"),
    "resting": Text("休整", "resting"),
    "maintenance": Text("维修", "maintenance"),
}
SENT = {
    "requested": Text("已请求", "requested"),
    "committed": Text("已承诺", "committed"),
    "en_route": Text("途中", "en route"),
    "on_scene": Text("到场", "on scene"),
    "released": Text("已撤离", "released"),
}
_PLAN = [  # kind, how many, echelon, organisation, name
    ("fire", 13, "professional", "fire", Text("消防救援中队", "fire crew")),
    ("medical", 8, "professional", "health", Text("医疗救援队", "medical team")),
    ("flood", 9, "professional", "water", Text("防汛抢险队", "flood team")),
    ("hazchem", 3, "professional", "fire", Text("危化处置队", "hazchem team")),
    ("power", 5, "professional", "power", Text("电力抢修队", "power repair team")),
    ("telecom", 2, "professional", "telecom", Text("通信保障队", "telecom team")),
    ("engineering", 6, "backup", "housing", Text("工程抢险队", "engineering team")),
    ("transport", 3, "backup", "road", Text("道路抢通队", "road team")),
    ("militia", 3, "backup", "emb", Text("民兵应急连", "militia company")),
    ("forest", 1, "backup", "forest", Text("森林防火队", "forest team")),
    ("search_rescue", 4, "professional", "emb", Text("搜救队", "search team")),
    ("volunteer", 4, "social", "redcross", Text("蓝帆志愿队", "Blue Sail volunteers")),
    ("search_rescue", 1, "mutual_aid", "neighbour", Text("青岚支援搜救队", "Qinglan search team")),
    ("flood", 2, "mutual_aid", "neighbour", Text("青岚支援防汛队", "Qinglan flood team")),
]


@dataclass
class Team:
    """One team: a count of people with a base and a readiness, never persons."""

    number: str
    name: Text
    kind: str
    echelon: str
    org: str
    district: str
    point: Point
    headcount: int
    ready: int
    standing: str = "available"  # what it is when it is not sent anywhere


@dataclass
class Sending:
    """One team on its way to, at and back from one incident."""

    number: str
    team: Team
    incident: Incident
    asked: datetime
    left: datetime
    arrived: datetime
    released: datetime
    status: str = field(default="", init=False)

    def status_at(self, moment: datetime) -> str | None:
        """Return where the team was in its errand; None before it was asked for."""
        steps = [
            *[("requested", self.asked), ("en_route", self.left)],
            *[("on_scene", self.arrived), ("released", self.released)],
        ]
        reached = [name for name, when in steps if when <= moment]
        return reached[-1] if reached else None


# Which teams each incident asks for: (kind, how many, minutes after the call).
_NEEDS: dict[str, list[tuple[str, int, int]]] = {
    "Hedong pumping station flooded": [("flood", 3, 2), ("engineering", 1, 14), ("medical", 1, 30)],
    "Shiqiao chemical park leak": [("hazchem", 2, 1), ("fire", 2, 2), ("medical", 1, 8)],
    "Zhugang landslide": [("search_rescue", 2, 4), ("medical", 1, 12)],
    "Liudi cofferdam collapse": [("search_rescue", 1, 3), ("medical", 1, 6)],
    "Hedong main transformer tripped": [("power", 1, 3)],
    "Wanghu estate gas cut off": [("engineering", 1, 5)],
    "Ring expressway pile-up": [("transport", 1, 3), ("medical", 1, 4)],
    "Lingang warehouse fire": [("fire", 2, 2)],
    "Liudi hospital power cut": [("power", 1, 2)],
    "Beiling road collapse": [("transport", 1, 10)],
    "Liudi dyke piping": [("flood", 2, 4), ("engineering", 1, 12), ("volunteer", 1, 30)],
    "Baisha waterworks off": [("engineering", 1, 6), ("volunteer", 1, 35)],
    "Liudi dyke seeping": [("flood", 1, 4)],
    "Liudi drainage station at its limit": [("flood", 1, 5)],
}


class Teams:
    """Every team, what it was sent to and its status at any moment."""

    def __init__(self, ground: Ground, incidents: list[Incident], rng: random.Random) -> None:
        self.teams = _teams(ground, rng)
        self.sent: list[Sending] = []
        by_title = {i.title.en: i for i in incidents if i.reported > at("00:00", -1)}
        for title in sorted(_NEEDS, key=lambda title: by_title[title].reported):
            for kind, count, after in _NEEDS[title]:
                for _ in range(count):
                    self._send(by_title[title], kind, after)

    def _send(self, incident: Incident, kind: str, after: int) -> None:
        asked = later(incident.reported, after)
        free = [t for t in self.teams if t.kind == kind and self.status(t, asked) == "available"]
        if not free:
            return
        team = min(free, key=lambda t: (t.district != incident.district, t.ready, t.name.en))
        arrived = next((e.at for e in incident.events if e.stamp == "arrived"), later(asked, 30))
        reached = max(arrived, later(asked, 9 + len(self.sent) % 9))
        ends = [e.at for e in incident.events if e.stamp in ("contained", "closed")]
        released = later(ends[0], 25) if ends else at("15:00")
        number = f"DP-20260712-{len(self.sent) + 1:03d}"
        self.sent.append(Sending(number, team, incident, asked, later(asked, 4), reached, released))

    def status(self, team: Team, moment: datetime) -> str:
        """Return a team's status at a moment."""
        mine = [s for s in self.sent if s.team is team and s.asked <= moment]
        if not mine or later(mine[-1].released, 45) <= moment:
            return team.standing
        last = mine[-1]
        if last.released <= moment:
            return "resting"
        return "on_scene" if last.arrived <= moment else "assigned"

    def status_since(self, team: Team, moment: datetime) -> datetime:
        """Return since when a team has had its status."""
        marks = [
            when
            for s in self.sent
            if s.team is team
            for when in (s.asked, s.arrived, s.released, later(s.released, 45))
            if when <= moment
        ]
        return max(marks, default=later(BASE, -30 if team.standing == "available" else -900))

    def changes(self) -> list[tuple[datetime, Team]]:
        """Return every change of a team's status on the day, in order."""
        found = [
            (when, s.team)
            for s in self.sent
            for when in (s.asked, s.arrived, s.released, later(s.released, 45))
        ]
        return sorted(found, key=lambda change: (change[0], change[1].name.en))


def _teams(ground: Ground, rng: random.Random) -> list[Team]:
    districts, found = list(NAME), []
    for kind, count, echelon, org, word in _PLAN:
        for n in range(count):
            key = districts[(n + len(kind)) % 9]
            near = f"{n // 9 + 1}" if count > 9 else ""
            name = Text(
                f"{SHORT[key].zh}{word.zh}{near}", f"{SHORT[key].en} {word.en} {near}".strip()
            )
            people = 8 + int(rng.random() * 22)
            ready = {"professional": 5, "backup": 30, "social": 60, "mutual_aid": 120}[echelon]
            point = lonlat(ground.somewhere(key, rng))
            number = f"TD{len(found) + 1:03d}"
            found.append(Team(number, name, kind, echelon, org, key, point, people, ready))
    for index, standing in ((7, "maintenance"), (24, "maintenance"), (41, "resting")):
        found[index].standing = standing
    return found


_VEHICLE = Text("车辆", "vehicle")
_ASSETS = [
    ("fire", Text("消防车", "fire engine"), _VEHICLE),
    ("medical", Text("救护车", "ambulance"), _VEHICLE),
    ("flood", Text("移动泵车", "mobile pump truck"), Text("排水泵", "pump")),
    ("power", Text("发电车", "generator truck"), Text("发电机", "generator")),
    ("engineering", Text("挖掘机", "excavator"), Text("挖掘机", "excavator")),
    ("telecom", Text("应急通信车", "communications truck"), _VEHICLE),
    ("hazchem", Text("洗消车", "decontamination truck"), _VEHICLE),
    ("search_rescue", Text("抢险车", "rescue truck"), _VEHICLE),
    ("transport", Text("清障车", "recovery truck"), _VEHICLE),
]


@dataclass(frozen=True)
class Asset:
    """One vehicle or large machine of a team."""

    code: str
    name: Text
    kind: Text
    team: Team
    inspect_due: datetime


def assets(teams: list[Team], rng: random.Random) -> list[Asset]:
    """Return about sixty vehicles, a few with their inspection overdue."""
    found = []
    for kind, name, sort in _ASSETS:
        for n, team in enumerate([t for t in teams if t.kind == kind], 1):
            due = BASE + timedelta(days=int(rng.random() * 380) - 25)
            district = SHORT[team.district]
            full = Text(f"{district.zh}{name.zh}{n}号", f"{district.en} {name.en} {n}")
            found.append(Asset(f"ZB{len(found) + 1:03d}", full, sort, team, due))
    return found
