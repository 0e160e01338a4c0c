"""The flood day's many small incidents: one line each, the same course of events for all."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from model import Event, Incident
from orgs import ORG
from place import NAME, SHORT, Ground
from words import Text, at, later

# call | closed (- = open at 15:00) | minutes to arrival | hazard | district | log | lead | title
_LINES = """
04:55|07:50|11|lifeline|shiqiao|centre|waterco|水管爆裂|water main burst
05:40|08:30|14|lifeline|beiling|centre|road|公路倒树|tree across the road
05:58|08:41|9|flood|nanping|119|fire|地下车库进水|basement car park flooding
06:05|11:05|13|flood|liudi|centre|water|沟渠漫溢|ditch overflowing
06:18|08:12|10|transport_road|lingang|119|traffic|货车侧翻|truck on its side
06:33|07:31|8|flood|hedong|119|fire|低洼路段积水|low road under water
06:37|08:22|11|lifeline|hedong|centre|road|路灯线路漏电|street-light cable leaking current
06:46|10:35|12|flood|liudi|centre|water|排涝站满负荷|drainage station at its limit
06:49|07:44|7|transport_road|wanghu|119|traffic|两车刮碰|two cars scraped
06:58|08:52|11|flood|hedong|119|fire|下穿通道积水|underpass under water
07:03|08:38|16|lifeline|wanghu|centre|waterco|供水加压站停机|water booster down
07:09|11:55|10|flood|shiqiao|centre|water|河沟倒灌|stream backing up
07:14|09:05|11|power|hedong|centre|power|配电房进水|switch room flooding
07:19|07:57|6|special_equipment|wanghu|119|fire|电梯停运|lift stopped
07:24|09:13|18|storm|beiling|centre|emb|雷击断线|line cut by lightning
07:31|12:40|9|flood|liudi|centre|water|圩堤渗水|dyke seeping
07:37|08:49|11|fire|lingang|119|fire|配电箱起火|switch box alight
07:41|10:20|21|geological|beiling|centre|land|路边边坡垮塌|roadside slope failed
07:46|09:20|8|transport_road|nanping|119|traffic|摩托车滑倒|motorcycle slid
07:52|11:42|15|telecom|hedong|centre|telecom|基站退服|mast off the air
07:57|09:01|11|flood|zhugang|119|fire|商铺进水|shops flooding
08:12|09:18|7|fire|wanghu|119|fire|电动车充电起火|e-bike alight while charging
08:20|12:10|12|lifeline|shiqiao|centre|waterco|排水管塌陷|sewer collapsed
08:27|09:16|11|transport_road|baisha|119|traffic|货车抛锚|truck broken down
08:33|11:25|22|geological|zhugang|centre|land|村道塌方|village road slipped
08:41|10:52|10|flood|hedong|119|fire|小区内涝|estate under water
08:52|09:21|6|special_equipment|hedong|119|fire|电梯停运|lift stopped
08:56|12:35|11|power|liudi|centre|power|线路跳闸|line tripped
09:01|10:26|17|environmental|shiqiao|centre|env|雨水口见油膜|oil film at a storm drain
09:16|09:22|5|special_equipment|wanghu|119|fire|电梯停运|lift stopped
09:28|10:48|11|transport_road|wanghu|119|traffic|三车追尾|three-car pile-up
09:35|11:36|9|flood|liudi|119|fire|学校围墙外积水|water along a school wall
09:44|13:22|14|lifeline|hedong|centre|road|路面塌陷|road surface sunk
09:53|11:14|8|fire|shiqiao|119|fire|厨房起火|kitchen fire
09:59|12:57|19|geological|beiling|centre|land|山路落石|rocks on a mountain road
10:08|12:21|11|power|wanghu|centre|power|变压器故障|transformer fault
10:17|11:31|7|transport_road|lingang|119|traffic|货车追尾|trucks into each other
10:26|-|16|flood|liudi|centre|water|农田受淹|fields under water
10:35|11:48|6|special_equipment|wanghu|119|fire|电梯停运|lift stopped
10:47|13:48|12|telecom|liudi|centre|telecom|光缆中断|fibre cut
10:58|12:44|10|flood|baisha|119|fire|厂房进水|workshop flooding
11:09|-|13|lifeline|nanping|centre|waterco|水压不足|low water pressure
11:20|12:30|9|fire|hedong|119|fire|电表箱起火|meter box alight
11:34|13:15|11|transport_road|zhugang|119|traffic|客车陷车|coach stuck
11:49|13:55|15|storm|nanping|centre|emb|广告牌坠落|hoarding down
12:06|13:34|8|transport_road|hedong|119|traffic|两车刮碰|two cars scraped
12:23|14:26|12|lifeline|zhugang|centre|gas|燃气管外露|gas pipe laid bare
12:38|13:44|7|special_equipment|shiqiao|119|fire|电梯停运|lift stopped
12:51|14:40|14|geological|beiling|centre|land|小型崩塌|small rockfall
13:07|14:18|9|fire|wanghu|119|fire|餐馆起火|restaurant fire
13:21|-|11|environmental|baisha|centre|env|漂浮垃圾堵塞河口|debris choking the outfall
13:38|14:33|10|transport_road|shiqiao|119|traffic|货车爆胎|truck tyre burst
13:52|-|12|lifeline|hedong|centre|road|井盖缺失|manhole cover missing
14:09|14:52|8|fire|lingang|119|fire|杂物起火|rubbish alight
14:27|-|16|power|baisha|centre|power|支线停电|branch line dead
14:44|-|9|flood|wanghu|119|fire|车库排水|car park being pumped
"""


def minor(ground: Ground, rng: random.Random) -> list[Incident]:
    """Return the small incidents of the day, in the order of their calls."""
    return [_incident(line, ground, rng) for line in _LINES.strip().splitlines()]


def _incident(line: str, ground: Ground, rng: random.Random) -> Incident:
    clock, end, minutes, hazard, district, log, lead, zh, en = line.split("|")
    called, closed = at(clock), None if end == "-" else at(end)
    place = Text(f"{NAME[district].zh}境内", f"{SHORT[district].en} district")
    title = Text(f"{SHORT[district].zh}{zh}", f"{SHORT[district].en} {en}")
    return Incident(
        *(title, hazard, district, place, ground.somewhere(district, rng), lead),
        *(called - timedelta(minutes=3), course(called, closed, int(minutes), 4, lead)),
        log=log,
        description=Text(f"{title.zh}，已派队处置。", f"{title.en}; a team was sent."),
    )


def course(
    called: datetime, closed: datetime | None, minutes: int, level: int | None, lead: str
) -> list[Event]:
    """Return the usual course of a small incident; `closed` None leaves it open."""
    name = ORG[lead]
    events = [
        Event(called, "status", Text("接报", "Call received"), status="reported", stamp="reported"),
        Event(
            *(later(called, 2), "level", Text("核实派出", "Verified and sent out")),
            level=level,
            status="verified",
            stamp="dispatched",
        ),
        Event(
            *(later(called, minutes), "status"),
            Text(f"{name.zh}队伍到场", f"{name.en} on scene"),
            lead,
            status="responding",
            stamp="arrived",
        ),
    ]
    if closed is None:
        events.append(Event(later(called, 38), "initial", Text("首报", "Initial report"), lead))
        return events
    length = (closed - called).total_seconds() / 60
    first = min(38, max(minutes, int(length * 0.6)))
    held = min(max(minutes, int(length * 0.75)), length)
    events += [
        Event(later(called, first), "initial", Text("首报", "Initial report"), lead),
        Event(
            *(later(called, held), "status", Text("已控制", "Under control"), lead),
            status="contained",
            stamp="contained",
        ),
        Event(closed, "final", Text("终报", "Final report"), lead, status="closed", stamp="closed"),
    ]
    return sorted(events, key=lambda event: event.at)
