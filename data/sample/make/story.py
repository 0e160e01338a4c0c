"""The incidents that lead the flood day, each told event by event, before and after 09:24."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model import Event, Incident
from place import Point
from words import Text, at

Build = Callable[[], Incident]


def e(clock: str, kind: str, zh: str, en: str, day: int = 0, **changes: Any) -> Event:
    """Return one event of the flood day (day = -1: the evening before)."""
    return Event(at(clock, day), kind, Text(zh, en), **changes)


def call(clock: str, zh: str, en: str, org: str = "emb", day: int = 0) -> Event:
    """Return the first call about an incident."""
    return e(clock, "status", zh, en, day, org=org, status="reported", stamp="reported")


def sent(clock: str, level: int, zh: str, en: str, day: int = 0) -> Event:
    """Return the duty desk's grading and dispatch."""
    return e(clock, "level", zh, en, day, level=level, status="verified", stamp="dispatched")


def there(clock: str, zh: str, en: str, org: str = "fire", day: int = 0) -> Event:
    """Return the first team's arrival."""
    return e(clock, "status", zh, en, day, org=org, status="responding", stamp="arrived")


def held(clock: str, zh: str, en: str, org: str = "emb") -> Event:
    """Return the moment an incident was under control."""
    return e(clock, "status", zh, en, org=org, status="contained", stamp="contained")


def done(clock: str, zh: str, en: str, org: str = "emb") -> Event:
    """Return the final report that closes an incident."""
    return e(clock, "final", zh, en, org=org, status="closed", stamp="closed")


def incident(
    title: tuple[str, str],
    hazard: str,
    district: str,
    point: Point,
    place: tuple[str, str],
    lead: str,
    about: tuple[str, str],
    events: list[Event],
    **more: Any,
) -> Incident:
    """Return an incident whose events are already in the order of the clock."""
    events.sort(key=lambda event: event.at)
    return Incident(
        *(Text(*title), hazard, district, Text(*place), point, lead, events[0].at, events),
        description=Text(*about),
        **more,
    )


def _hedong_reports() -> list[Event]:
    moved = [
        ("07:34", 850, "两个街区开始转移", "two blocks being moved"),
        ("08:04", 1640, "一号安置点启用", "shelter No. 1 open"),
        ("08:32", 2380, "二号安置点启用", "shelter No. 2 open"),
        ("08:52", 2870, "三号安置点启用", "shelter No. 3 open"),
        ("09:10", 3120, "水位仍以每小时 12 厘米上涨", "water still rising 12 cm/h"),
        ("09:38", 3290, "四台移动泵车到位", "four mobile pumps running"),
        ("10:06", 3460, "转移完成", "moves complete"),
    ]
    reports = [
        e(
            *(clock, "follow_up", f"累计转移 {n} 人，{zh}", f"{n:,} moved so far; {en}"),
            org="hedong",
            counts={"relocated": n},
        )
        for clock, n, zh, en in moved
    ]
    calm = [
        ("10:34", "水位上涨放缓至每小时 5 厘米", "rise slowed to 5 cm/h"),
        ("11:02", "水位持平", "level steady"),
        ("11:30", "两台主泵恢复运行", "two main pumps running again"),
        ("11:58", "水位每小时下降 8 厘米", "falling 8 cm/h"),
        ("12:26", "积水面积减半", "flooded area halved"),
        ("12:54", "主干道恢复通行", "main road open again"),
        ("14:50", "居民分批返家", "families going home by block"),
    ]
    return reports + [e(clock, "follow_up", zh, en, org="hedong") for clock, zh, en in calm]


def hedong_pump() -> Incident:
    """The day's first level II: a pumping station under water."""
    return incident(
        *(("河东泵站内涝", "Hedong pumping station flooded"), "flood", "hedong", (328, 214)),
        *(("河东区滨河路泵站", "Pumping station, Riverside Road, Hedong"), "hq"),
        (
            "强降雨致泵站机房进水停机，周边三个街区内涝。",
            "Heavy rain drowned the pump hall; three blocks around it are under water.",
        ),
        [
            call("06:40", "泵站值守岗报告机房进水", "Station post reports water in the pump hall"),
            sent("06:42", 4, "核实定级，启动防汛预案", "Verified and graded; flood plan started"),
            there("06:51", "首支防汛队到场", "First flood team on scene", "water"),
            e(
                *(
                    "06:52",
                    "level",
                    "积水超过一米，指挥部升级",
                    "Over a metre of water; raised by HQ",
                ),
                org="hq",
                level=2,
            ),
            e(
                "07:05",
                "initial",
                "首报：机房停机，组织转移",
                "Initial report: pumps down, people moved",
            ),
            *_hedong_reports(),
            held("12:20", "水位退至警戒线以下", "Water below the alarm line", "hq"),
            e("13:20", "level", "险情缓解，降级", "Danger eased; lowered", org="hq", level=3),
        ],
    )


def _shiqiao_end() -> list[Event]:
    return [
        e(
            "09:41",
            "follow_up",
            "续报（迟报）：泡沫覆盖持续",
            "Follow-up (late): foam cover kept up",
        ),
        e("10:10", "follow_up", "断裂管线上游阀门关闭", "Upstream valve closed"),
        e("10:38", "follow_up", "外围空气监测达标", "Air outside the fence within limits"),
        e("11:06", "follow_up", "残液转移过半", "Half of the liquid pumped over"),
        held("11:30", "泄漏点封堵", "Leak sealed", "fire"),
        e("11:33", "follow_up", "堵漏成功，继续监测", "Leak sealed; monitoring goes on"),
        e("12:00", "follow_up", "洗消作业开始", "Wash-down begun"),
        e("12:28", "follow_up", "监测连续达标", "Readings stay within limits"),
        e("12:45", "level", "降级", "Lowered", org="hq", level=3),
        e("14:20", "follow_up", "居民返家", "Residents home again"),
        e("14:32", "status", "转入恢复", "Recovery begun", status="recovery"),
    ]


def shiqiao_leak() -> Incident:
    """The level II whose follow-up report does not come in time."""
    return incident(
        *(("石桥化工园泄漏", "Shiqiao chemical park leak"), "hazchem", "shiqiao", (508, 214)),
        *(("石桥化工园二号罐区", "Tank farm B, Shiqiao Chemical Park"), "fire"),
        (
            "储罐区管线受雨水冲刷断裂，有机溶剂泄漏。",
            "A pipe at the tank farm broke in the washout; solvent is leaking.",
        ),
        [
            call(
                "08:33", "119 接警：罐区泄漏", "Reported by 119 call: leak at the tank farm", "fire"
            ),
            sent("08:36", 4, "定级，启动危化品预案", "Graded; hazardous-chemical plan started"),
            there("08:46", "消防首车到场", "First fire crew on scene"),
            e(
                *("08:48", "level", "值班指挥部决定升级", "Raised by duty command"),
                org="hq",
                level=2,
                counts={"injured": 5},
            ),
            e(
                "08:48",
                "initial",
                "首报：一处管线断裂，5 人受伤",
                "Initial report: pipe broken, 5 hurt",
            ),
            e(
                *("09:02", "counts", "两个街区转移 860 人", "860 moved from two blocks"),
                org="shiqiao",
                counts={"relocated": 860},
            ),
            *_shiqiao_end(),
        ],
        from_119=True,
    )


def _zhugang_end() -> list[Event]:
    return [
        e(
            "10:16",
            "follow_up",
            "生命探测仪发现信号",
            "Life detector has a signal",
            org="zhugang",
        ),
        e(
            *("10:48", "counts", "2 名失联人员均获救，轻伤", "Both missing found alive, hurt"),
            org="zhugang",
            counts={"missing": 0, "injured": 2},
        ),
        held("11:05", "坡体位移停止", "Slope has stopped moving", "land"),
        e("12:14", "follow_up", "排水沟疏通", "Drains cleared", org="zhugang"),
        e("14:10", "follow_up", "监测无新变形", "No new movement seen", org="zhugang"),
    ]


def zhugang_slide() -> Incident:
    """The landslide with two people missing until they are found alive."""
    return incident(
        *(("竹岗山体滑坡", "Zhugang landslide"), "geological", "zhugang", (534, 490)),
        *(("竹岗区青竹坡", "Qingzhu slope, Zhugang"), "land"),
        (
            "持续降雨引发坡面滑动，掩埋部分道路和临时工棚。",
            "Days of rain set the slope moving; a road and some huts are buried.",
        ),
        [
            call("04:12", "群测群防点报告坡体滑动", "Slope watch post reports movement", "zhugang"),
            sent("04:15", 4, "核实定级", "Verified and graded"),
            there("04:31", "搜救队到场", "Search team on scene", "zhugang"),
            e(
                "04:40",
                "initial",
                "首报：3 人失联",
                "Initial report: 3 missing",
                counts={"missing": 3},
            ),
            e(
                *("04:50", "level", "失联人数和损失达较大级", "Losses reach level III"),
                org="hq",
                level=3,
                counts={"relocated": 120},
            ),
            e(
                *("06:24", "follow_up", "1 人获救，2 人失联", "One found safe, two still missing"),
                counts={"missing": 2, "loss": 2_600_000},
            ),
            e(
                *("08:20", "follow_up", "累计转移 200 人", "200 moved so far"),
                org="zhugang",
                counts={"relocated": 200},
            ),
            *_zhugang_end(),
        ],
    )


def liudi_cofferdam() -> Incident:
    """The incident logged below its level: twelve seriously injured, logged IV."""
    return incident(
        *(("柳堤围堰坍塌", "Liudi cofferdam collapse"), "construction", "liudi", (792, 322)),
        *(("柳堤区闸站改造工地", "Sluice works site, Liudi"), "housing"),
        (
            "闸站改造工地围堰受高水位冲击坍塌，12 人重伤。",
            "The works' cofferdam gave way to high water; 12 seriously injured.",
        ),
        [
            call("08:04", "工地报告围堰坍塌", "Site reports the cofferdam gone", "liudi"),
            sent("08:10", 4, "初判一般级", "First graded level IV"),
            there("08:16", "搜救队到场", "Rescue team on scene"),
            e("08:31", "initial", "首报：有人员受伤", "Initial report: people hurt", org="liudi"),
            e(
                *("08:50", "counts", "医院核实 12 人重伤", "Hospital counts 12 seriously injured"),
                org="health",
                counts={"serious": 12, "injured": 12},
            ),
            e("09:52", "level", "复核后升级", "Raised after review", org="hq", level=3),
            e("10:24", "follow_up", "伤员全部入院", "All the injured in hospital", org="liudi"),
            held("11:10", "围堰缺口封堵", "Breach closed", "water"),
            e("12:18", "follow_up", "工地排险完毕", "Site made safe", org="liudi"),
            done("13:40", "终报：处置结束", "Final report: work ended", "liudi"),
        ],
    )


MAIN: list[Build] = [hedong_pump, shiqiao_leak, zhugang_slide, liudi_cofferdam]
