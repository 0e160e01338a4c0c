"""The two languages of the sample, its clock and the words its files use for codes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

DAY = datetime(2026, 7, 12)
BASE = DAY.replace(hour=6, minute=30)
LANGUAGES = ("zh", "en")


class Text(NamedTuple):
    """One thing said in Chinese and in English."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """Return the text in `language` (zh or en)."""
        return self.zh if language == "zh" else self.en


NOTHING = Text("", "")


def at(clock: str, day: int = 0) -> datetime:
    """Return local time `HH:MM` of the flood day, or of a day before it (day = -1)."""
    hours, minutes = clock.split(":")
    return DAY + timedelta(days=day, hours=int(hours), minutes=int(minutes))


def later(moment: datetime, minutes: float) -> datetime:
    """Return the moment some minutes later."""
    return moment + timedelta(minutes=minutes)


def clock_of(moment: datetime) -> str:
    """Return the folder name of an arrival moment, such as 0833."""
    return moment.strftime("%H%M")


def iso(moment: datetime | None) -> str | None:
    """Return an instant with the city's offset, as machines write it."""
    return moment.isoformat() + "+08:00" if moment else None


def chinese_time(moment: datetime) -> str:
    """Return a time as Chinese offices write it by hand: 2026年7月12日8时33分."""
    m = moment
    return f"{m.year}年{m.month}月{m.day}日{m.hour}时{m.minute}分"


ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
GRADE = {
    1: Text("特别重大", "I"),
    2: Text("重大", "II"),
    3: Text("较大", "III"),
    4: Text("一般", "IV"),
}
GRADE_119 = {
    1: Text("一级", "Level 1"),
    2: Text("二级", "Level 2"),
    3: Text("三级", "Level 3"),
    4: Text("四级", "Level 4"),
}
RESPONSE = {2: Text("Ⅱ级", "II"), 3: Text("Ⅲ级", "III"), 4: Text("Ⅳ级", "IV")}
RISK = {
    1: Text("重大", "Extreme"),
    2: Text("较大", "Major"),
    3: Text("一般", "Medium"),
    4: Text("低", "Low"),
}
STATUS = {
    "reported": Text("待核实", "reported"),
    "verified": Text("已核实", "verified"),
    "responding": Text("处置中", "responding"),
    "contained": Text("已控制", "contained"),
    "recovery": Text("恢复", "recovery"),
    "closed": Text("结案", "closed"),
    "false_alarm": Text("误报", "false alarm"),
}
OPEN = ("reported", "verified", "responding", "contained")

HAZARD = {
    "flood": Text("洪涝", "Flood and waterlogging"),
    "storm": Text("强对流风雹", "Severe storm (rain, wind, hail, lightning)"),
    "snow_cold": Text("雨雪冰冻低温", "Winter weather (snow, ice, cold)"),
    "geological": Text("地质灾害", "Landslide, debris flow, collapse"),
    "forest_fire": Text("森林火灾", "Forest fire"),
    "hazchem": Text("危险化学品事故", "Hazardous-chemical accident"),
    "industrial": Text("工贸企业事故", "Industrial accident"),
    "construction": Text("建筑施工事故", "Construction accident"),
    "fire": Text("火灾", "Fire (buildings and structures)"),
    "transport_road": Text("道路交通事故", "Road accident"),
    "transport_water": Text("水上交通事故", "Waterway accident"),
    "special_equipment": Text("特种设备事故", "Special-equipment accident"),
    "power": Text("大面积停电", "Power failure"),
    "lifeline": Text("城市生命线事故", "Utility failure (water, gas, heat, municipal)"),
    "telecom": Text("通信中断", "Telecommunication failure"),
    "environmental": Text("突发环境事件", "Environmental incident"),
    "food_poisoning": Text("食物中毒", "Food poisoning"),
    "other": Text("其他", "Other"),
}
HAZARD_119 = {
    "fire": Text("火警", "Fire (buildings and structures)"),
    "forest_fire": Text("山火", "Forest fire"),
    "transport_road": Text("交通事故", "Road accident"),
    "hazchem": Text("危化品", "Hazardous-chemical accident"),
    "special_equipment": Text("电梯", "Special-equipment accident"),
    "flood": Text("内涝", "Flood and waterlogging"),
}
YES = {True: Text("是", "yes"), False: Text("否", "no")}
