"""Official warnings as CAP 1.2 messages, and the rain gauges that fall silent at 09:02."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from orgs import ORG
from place import CITY, CITY_CODE, CODE, SHORT, Ground, lonlat
from words import DAY, Text, at, iso

SENDER = "lanting-met-office"
_SEVERITY = {"red": "Extreme", "orange": "Severe", "yellow": "Moderate", "blue": "Minor"}
_GRADE = {"red": "Ⅰ级/特别严重", "orange": "Ⅱ级/严重", "yellow": "Ⅲ级/较重", "blue": "Ⅳ级/一般"}
_COLOUR = {
    "red": Text("红色", "red"),
    "orange": Text("橙色", "orange"),
    "yellow": Text("黄色", "yellow"),
    "blue": Text("蓝色", "blue"),
}
_EVENT = {
    "11B03": (Text("暴雨", "Rainstorm"), "Met"),
    "11B09": (Text("高温", "Heat"), "Met"),
    "11B14": (Text("雷电", "Lightning"), "Met"),
    "11D01": (Text("滑坡", "Landslide"), "Geo"),
    "11A01": (Text("洪水", "Flood"), "Met"),
}
_INSTRUCTION = Text(
    "注意防范，减少外出，远离低洼和陡坡。", "Stay alert, keep off low ground and slopes."
)


@dataclass(frozen=True)
class Warning_:
    """One CAP message; `replaces` is the number of the message it updates or cancels."""

    number: int
    sent: datetime
    event: str
    colour: str
    districts: tuple[str, ...]  # empty = the whole city
    until: datetime
    text: Text
    kind: str = "Alert"
    replaces: int = 0
    status: str = "Actual"

    @property
    def identifier(self) -> str:
        """Return the identifier as the national system writes it."""
        return f"{CITY_CODE}41600000_{self.sent:%Y%m%d%H%M}00"


_A, _B, _C = ("hedong", "liudi"), ("zhugang",), ()
WARNINGS = [
    Warning_(1, at("10:00", -7), "11B09", "yellow", _C, at("20:00", -7),
             Text("最高气温 36 ℃", "Up to 36 °C")),
    Warning_(2, at("16:00", -1), "11B03", "blue", _C, at("04:00"),
             Text("未来 12 小时降雨 50 毫米", "50 mm in 12 h")),
    Warning_(3, at("21:30", -1), "11B14", "yellow", _B, at("06:00"),
             Text("有雷暴", "Thunderstorms")),
    Warning_(4, at("02:10"), "11B14", "yellow", _B, at("06:00"),
             Text("雷暴移出", "Storms have moved off"), "Cancel", 3),
    Warning_(5, at("05:10"), "11B03", "yellow", _A, at("12:00"),
             Text("未来 6 小时降雨 50 毫米", "50 mm in 6 h")),
    Warning_(6, at("05:30"), "11D01", "yellow", _B, at("18:00"),
             Text("坡体含水饱和，滑坡风险较大", "Slopes are soaked; landslides are likely")),
    Warning_(7, at("06:00"), "11B14", "blue", _C, at("12:00"),
             Text("全市有雷电活动", "Lightning over the whole city")),
    Warning_(8, at("06:10"), "11A01", "red", _A, at("18:00"),
             Text("【演练】模拟溃堤", "EXERCISE: pretended breach"), status="Exercise"),
    Warning_(9, at("06:54"), "11B03", "orange", _A, at("14:00"),
             Text("未来 3 小时还有 50 毫米", "50 mm more in 3 h"), "Update", 5),
    Warning_(10, at("09:50"), "11B03", "red", _A, at("14:00"),
             Text("未来 3 小时 100 毫米以上", "100 mm or more in 3 h"), "Update", 9),
    Warning_(11, at("10:16"), "11A01", "blue", ("liudi",), at("20:00"),
             Text("兰汀河接近警戒水位", "Lanting River near its alarm level")),
    Warning_(12, at("11:36"), "11B03", "orange", _A, at("16:00"),
             Text("雨势减弱", "Rain easing"), "Update", 10),
    Warning_(13, at("12:46"), "11B03", "yellow", _A, at("18:00"),
             Text("雨势继续减弱", "Rain easing further"), "Update", 12),
    Warning_(14, at("14:36"), "11B03", "yellow", _A, at("18:00"),
             Text("降雨停止", "Rain over"), "Cancel", 13),
]  # fmt: skip
_BY_NUMBER = {w.number: w for w in WARNINGS}


def in_force(moment: datetime) -> list[Warning_]:
    """Return the real warnings in force at a moment."""
    known = [w for w in WARNINGS if w.sent <= moment]
    gone = {w.replaces for w in known}
    return [
        w
        for w in known
        if w.number not in gone and w.kind != "Cancel" and w.status == "Actual" and w.until > moment
    ]


def area(warning: Warning_) -> Text:
    """Return where a warning holds, in words."""
    if not warning.districts:
        return Text("全市", "whole city")
    names = [SHORT[d] for d in warning.districts]
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def cap(warning: Warning_, language: str) -> str:
    """Return a warning as a CAP 1.2 message in one language."""
    old = _BY_NUMBER.get(warning.replaces)
    fields = _info(warning, language)
    info = "\n".join(
        f"    <{k}>{v if v.startswith('<') else escape(v)}</{k}>" for k, v in fields.items()
    )
    alert = {
        "identifier": warning.identifier,
        "sender": SENDER,
        "sent": iso(warning.sent),
        "status": warning.status,
        "msgType": warning.kind,
        "scope": "Public",
        "references": f"{SENDER},{old.identifier},{iso(old.sent)}" if old else None,
    }
    head = "\n".join(f"  <{k}>{v}</{k}>" for k, v in alert.items() if v)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
{head}
  <info>
{info}
  </info>
</alert>
"""


def _info(warning: Warning_, language: str) -> dict[str, str]:
    event, category = _EVENT[warning.event]
    colour, verb = _COLOUR[warning.colour], _VERB[warning.kind]
    headline = Text(
        f"{CITY.zh}气象台{verb.zh}{event.zh}{colour.zh}预警[{_GRADE[warning.colour]}]",
        f"{event.en}, {colour.en} warning {verb.en}",
    )
    codes = [CODE[d] for d in warning.districts] or [CITY_CODE]
    geocodes = "".join(
        f"<geocode><valueName>region</valueName><value>{code}</value></geocode>" for code in codes
    )
    return {
        "language": "zh-CN" if language == "zh" else "en-US",
        "category": category,
        "event": event.of(language),
        "urgency": "Past" if warning.kind == "Cancel" else "Expected",
        "severity": _SEVERITY[warning.colour],
        "certainty": "Likely",
        "eventCode": f"<valueName>CMA</valueName><value>{warning.event}</value>",
        "effective": iso(warning.sent) or "",
        "expires": iso(warning.until) or "",
        "senderName": ORG["met"].of(language),
        "headline": headline.of(language),
        "description": warning.text.of(language),
        "instruction": _INSTRUCTION.of(language),
        "contact": "000-0000-0000",
        "parameter": f"<valueName>colour</valueName><value>{colour.of(language)}</value>",
        "area": f"<areaDesc>{escape(area(warning).of(language))}</areaDesc>{geocodes}",
    }


_VERB = {
    "Alert": Text("发布", "issued"),
    "Update": Text("更新", "updated"),
    "Cancel": Text("解除", "cancelled"),
}
GAUGE_MINUTES = 10
SILENT = (at("09:02"), at("09:46"))


def gauge_times() -> list[datetime]:
    """Return when the rain gauges reported: every ten minutes, but for the silence."""
    times = [DAY + timedelta(hours=6, minutes=32 + 10 * n) for n in range(51)]
    return [t for t in times if not SILENT[0] < t < SILENT[1]] + [SILENT[1]]


def gauges(when: datetime, ground: Ground, language: str) -> dict[str, object]:
    """Return one report of the twelve rain gauges."""
    rng = random.Random(f"gauges {when:%H%M}")
    wet = max(0.0, 1 - abs((when - at("09:00")).total_seconds()) / 3600 / 5)
    results = []
    for n, district in enumerate([*CODE, "hedong", "liudi", "beiling"], 1):
        lon, lat = lonlat(ground.somewhere(district, random.Random(f"gauge {n}")))
        mm = round(wet * (14 + 24 * rng.random()) * (1.5 if district in _A else 1), 1)
        name = Text(f"{SHORT[district].zh}雨量站{n}", f"{SHORT[district].en} rain gauge {n}")
        results.append(
            {
                "identifier": f"LT-RG-{n:02d}",
                "status": "System",
                "event": Text("雨量监测", "Rain gauge").of(language),
                "sent": iso(when),
                "expires": iso(when + timedelta(minutes=GAUGE_MINUTES)),
                "headline": Text(f"{name.zh} 1 小时 {mm} 毫米", f"{name.en}: {mm} mm in 1 h").of(
                    language
                ),
                "areaDesc": SHORT[district].of(language),
                "lon": lon,
                "lat": lat,
                "rain_1h_mm": mm,
            }
        )
    return {"count": len(results), "next": None, "results": results}
