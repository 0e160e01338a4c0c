"""About 150 places: depots, shelters, hospitals, fire stations, hazard sites and lifelines."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from place import NAME, SHORT, Ground, Point, lonlat
from words import NOTHING, Text, at

KIND = {
    "warehouse": Text("储备库", "warehouse"),
    "shelter": Text("避难场所", "shelter"),
    "hospital": Text("医院", "hospital"),
    "fire_station": Text("消防站", "fire station"),
    "command_post": Text("指挥部", "command post"),
    "hazard_source": Text("重大危险源", "hazard source"),
    "school": Text("学校", "school"),
    "reservoir": Text("水库", "reservoir"),
    "dyke": Text("堤防", "dyke"),
    "substation": Text("变电站", "substation"),
    "waterworks": Text("水厂", "waterworks"),
    "gas_station": Text("燃气场站", "gas station"),
    "bridge_tunnel": Text("桥隧", "bridge"),
    "geohazard_point": Text("地质灾害隐患点", "geohazard point"),
    "helipad": Text("起降点", "helipad"),
}
READY, STANDBY, IN_USE = Text("正常", "normal"), Text("备用", "standby"), Text("启用", "open")


@dataclass
class Site:
    """One place with what the office knows of it."""

    name: Text
    kind: str
    district: str
    point: Point
    capacity: int | None = None
    capacity_unit: Text = NOTHING
    grade: int | None = None
    r: float | None = None
    substance: Text = NOTHING

    @property
    def lonlat(self) -> Point:
        """Return longitude and latitude."""
        return lonlat(self.point)


DEPOTS: dict[str, Site] = {
    key: Site(Text(zh, en), "warehouse", district, point)
    for key, zh, en, district, point in [
        ("city", "市级储备库", "City depot", "wanghu", (366, 452)),
        ("hedong", "河东储备库", "Hedong depot", "hedong", (350, 270)),
        ("shiqiao", "石桥储备库", "Shiqiao depot", "shiqiao", (543, 255)),
        ("nanping", "南屏储备库", "Nanping depot", "nanping", (428, 556)),
        ("zhugang", "竹岗储备库", "Zhugang depot", "zhugang", (511, 458)),
        ("lingang", "临港储备库", "Lingang depot", "lingang", (184, 436)),
        ("liudi", "柳堤储备库", "Liudi depot", "liudi", (768, 322)),
    ]
}
_PEOPLE, _BEDS = Text("人", "persons"), Text("张", "beds")
_FIXED = [
    Site(Text("河东一号安置点", "Hedong shelter No. 1"), "shelter", "hedong", (362, 246), 1600),
    Site(Text("河东二号安置点", "Hedong shelter No. 2"), "shelter", "hedong", (296, 172), 1250),
    Site(Text("河东三号安置点", "Hedong shelter No. 3"), "shelter", "hedong", (346, 158), 1000),
    Site(Text("石桥一号安置点", "Shiqiao shelter No. 1"), "shelter", "shiqiao", (452, 184), 1100),
    Site(Text("石桥二号安置点", "Shiqiao shelter No. 2"), "shelter", "shiqiao", (470, 300), 1200),
    Site(Text("竹岗一号安置点", "Zhugang shelter No. 1"), "shelter", "zhugang", (484, 420), 800),
    Site(Text("柳堤一号安置点", "Liudi shelter No. 1"), "shelter", "liudi", (706, 240), 900),
    Site(Text("石桥医院", "Shiqiao Hospital"), "hospital", "shiqiao", (536, 236), 320),
    Site(Text("柳堤医院", "Liudi Hospital"), "hospital", "liudi", (735, 262), 260),
    Site(Text("河东医院", "Hedong Hospital"), "hospital", "hedong", (310, 252), 540),
    Site(Text("市指挥中心", "City command centre"), "command_post", "wanghu", (372, 432)),
    Site(
        Text("河东 110 千伏变电站", "Hedong 110 kV substation"), "substation", "hedong", (369, 150)
    ),
    Site(Text("白沙水厂", "Baisha Waterworks"), "waterworks", "baisha", (926, 474)),
    *[
        Site(Text(zh, en), "hazard_source", "shiqiao", point, None, NOTHING, grade, r, what)
        for zh, en, point, grade, r, what in [
            *[("石桥化工园二号罐区", "Tank farm B", (512, 216), 1, 128.4, Text("甲苯", "toluene"))],
            *[("石桥化工园一号罐区", "Tank farm A", (502, 206), 2, 66.2, Text("甲醇", "methanol"))],
            *[("石桥液氨冷库", "Ammonia cold store", (488, 238), 3, 21.7, Text("液氨", "ammonia"))],
        ]
    ],
]
_COUNTS: dict[str, int] = {
    "shelter": 21,
    "hospital": 11,
    "fire_station": 12,
    "hazard_source": 13,
    "school": 26,
    "reservoir": 4,
    "dyke": 8,
    "substation": 7,
    "waterworks": 3,
    "gas_station": 7,
    "bridge_tunnel": 8,
    "geohazard_point": 6,
    "helipad": 2,
}
_WORD = {
    "shelter": Text("安置点", "shelter"),
    "hospital": Text("卫生院", "Clinic Hospital"),
    "fire_station": Text("消防救援站", "fire station"),
    "hazard_source": Text("储罐区", "tank store"),
    "school": Text("学校", "school"),
    "reservoir": Text("水库", "reservoir"),
    "dyke": Text("堤段", "dyke section"),
    "substation": Text("变电站", "substation"),
    "waterworks": Text("水厂", "waterworks"),
    "gas_station": Text("燃气场站", "gas station"),
    "bridge_tunnel": Text("大桥", "bridge"),
    "geohazard_point": Text("滑坡隐患点", "landslide watch point"),
    "helipad": Text("直升机起降点", "helipad"),
}
_SUBSTANCES = [Text("汽油", "petrol"), Text("液化气", "LPG"), Text("乙醇", "ethanol")]

# People in shelters as counted through the day.
OCCUPANCY: list[tuple[datetime, str, int]] = [
    *[(at("05:20"), "Zhugang shelter No. 1", 120), (at("07:40"), "Hedong shelter No. 1", 850)],
    *[(at("08:06"), "Hedong shelter No. 1", 1180), (at("08:06"), "Hedong shelter No. 2", 460)],
    *[(at("08:22"), "Zhugang shelter No. 1", 200), (at("08:36"), "Hedong shelter No. 1", 1290)],
    *[(at("08:36"), "Hedong shelter No. 2", 1010), (at("08:36"), "Hedong shelter No. 3", 80)],
    *[(at("08:54"), "Hedong shelter No. 3", 570), (at("09:06"), "Shiqiao shelter No. 2", 640)],
    *[(at("09:12"), "Hedong shelter No. 1", 1340), (at("09:12"), "Hedong shelter No. 3", 770)],
    *[(at("09:38"), "Hedong shelter No. 3", 940), (at("10:06"), "Hedong shelter No. 1", 1510)],
    *[(at("10:40"), "Liudi shelter No. 1", 260), (at("13:10"), "Hedong shelter No. 2", 720)],
    *[(at("14:20"), "Shiqiao shelter No. 2", 120), (at("14:50"), "Hedong shelter No. 1", 640)],
]


def sites(ground: Ground, rng: random.Random) -> list[Site]:
    """Return every place, the fixed ones of the story first."""
    found = [*DEPOTS.values(), *_FIXED]
    names = list(NAME)
    for kind, count in _COUNTS.items():
        for index in range(count):
            district = names[(index * 5 + len(kind)) % 9]
            near = index // 9 + (4 if kind == "shelter" else 2)
            word = _WORD[kind]
            title = Text(
                f"{SHORT[district].zh}第{near}{word.zh}", f"{SHORT[district].en} {word.en} {near}"
            )
            found.append(Site(title, kind, district, ground.somewhere(district, rng)))
    for site in found:
        _equip(site, rng)
    return found


def _equip(site: Site, rng: random.Random) -> None:
    if site.kind == "shelter":
        site.capacity = site.capacity or 200 + 50 * int(rng.random() * 20)
        site.capacity_unit = _PEOPLE
    if site.kind == "hospital":
        site.capacity = site.capacity or 40 + 10 * int(rng.random() * 16)
        site.capacity_unit = _BEDS
    if site.kind == "hazard_source" and site.r is None:
        site.r = round(3 + 90 * rng.random() ** 2, 1)
        site.grade = 2 if site.r >= 50 else 3 if site.r >= 10 else 4
        site.substance = _SUBSTANCES[int(rng.random() * len(_SUBSTANCES))]


def occupancy(site: Site, moment: datetime) -> tuple[int, datetime] | None:
    """Return how many a shelter held at a moment and when they were counted."""
    counts = [(n, when) for when, name, n in OCCUPANCY if name == site.name.en and when <= moment]
    return counts[-1] if counts else None


def beds_taken(site: Site) -> int | None:
    """Return a hospital's taken beds on the flood day."""
    if site.kind != "hospital" or not site.capacity:
        return None
    return site.capacity - 18 if site.name.en == "Shiqiao Hospital" else site.capacity * 83 // 100
