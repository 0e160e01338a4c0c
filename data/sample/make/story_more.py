"""The flood day's other graded incidents: fire, gas, power, road, water supply, dyke."""

from __future__ import annotations

from model import Incident
from story import Build, call, done, e, held, incident, sent, there


def lingang_fire() -> Incident:
    """A warehouse fire of the night, contained before the board goes live."""
    return incident(
        *(("临港仓库火灾", "Lingang warehouse fire"), "fire", "lingang", (160, 396)),
        *(("临港物流园六号库", "Store 6, Lingang logistics park"), "fire"),
        (
            "仓库电气线路进水起火，无人员伤亡。",
            "Rain in the wiring set a store alight; nobody hurt.",
        ),
        [
            call("02:23", "119 接警：仓库冒烟", "Reported by 119 call: smoke from a store", "fire"),
            sent("02:25", 4, "出动", "Dispatched"),
            there("02:33", "首车到场", "First engine on scene"),
            e("02:50", "level", "过火面积扩大，升级", "Fire spreading; raised", org="hq", level=3),
            e("02:55", "initial", "首报：无人员伤亡", "Initial report: nobody hurt", org="fire"),
            e("04:50", "follow_up", "火势受控", "Fire being held", org="fire"),
            held("05:35", "明火扑灭", "Flames out", "fire"),
            e("06:15", "follow_up", "清理残火", "Damping down", org="fire"),
            e(
                *("08:00", "follow_up", "损失初核 310 万元", "Loss first put at 3.1 million yuan"),
                org="fire",
                counts={"loss": 3_100_000},
            ),
            e("09:56", "follow_up", "看护火场", "Fire watch kept", org="fire"),
            done("11:20", "终报：移交", "Final report: handed over", "fire"),
        ],
        from_119=True,
    )


def wanghu_gas() -> Incident:
    """Gas cut off to an estate after its regulator was flooded."""
    return incident(
        *(("望湖小区燃气停供", "Wanghu estate gas cut off"), "lifeline", "wanghu", (342, 424)),
        *(("望湖区湖滨小区", "Lakeside estate, Wanghu"), "gas"),
        (
            "调压站进水停供，影响 4,200 户。",
            "A flooded regulator station; 4,200 homes without gas.",
        ),
        [
            call("05:54", "调压站压力异常", "Pressure alarm at the regulator", "gas"),
            sent("05:57", 4, "核实定级", "Verified and graded"),
            there("06:05", "抢修队到场", "Repair team on scene", "gas"),
            e("06:25", "initial", "首报：停供 1,100 户", "Initial report: 1,100 homes cut off"),
            e("07:10", "level", "影响扩大至 4,200 户", "Now 4,200 homes; raised", level=3),
            e("08:10", "follow_up", "调压站排水完成", "Regulator pumped dry", org="gas"),
            held("08:40", "泄压完成，分区置换", "Lines made safe, refilling by block", "gas"),
            e("10:06", "follow_up", "恢复 2,600 户", "2,600 homes back", org="gas"),
            e("11:50", "final", "终报：全部恢复", "Final report: all back", org="gas"),
            e("11:50", "status", "转入恢复", "Recovery begun", org="gas", status="recovery"),
        ],
    )


def hedong_transformer() -> Incident:
    """A main transformer trips in the flooded district."""
    return incident(
        *(("河东主变跳闸", "Hedong main transformer tripped"), "power", "hedong", (369, 150)),
        *(("河东区 110 千伏变电站", "110 kV substation, Hedong"), "power"),
        ("主变保护动作，1.8 万户停电。", "The main transformer tripped; 18,000 homes dark."),
        [
            call("07:26", "调度报告主变跳闸", "Grid control reports the trip", "power"),
            sent("07:29", 4, "核实定级", "Verified and graded"),
            e("07:38", "level", "影响 1.8 万户，升级", "18,000 homes out; raised", level=3),
            there("07:40", "抢修队到场", "Repair team on scene", "power"),
            e("07:55", "initial", "首报：站内积水", "Initial report: water in the station"),
            e("09:52", "follow_up", "恢复 9 千户", "9,000 homes back", org="power"),
            held("10:58", "备用主变投运", "Spare transformer in service", "power"),
            e("11:50", "follow_up", "恢复 1.7 万户", "17,000 homes back", org="power"),
            e("12:20", "status", "全部恢复供电", "All power back", org="power", status="recovery"),
        ],
    )


def ring_road() -> Incident:
    """Cars into each other on the wet ring expressway."""
    return incident(
        *(("环城高速多车追尾", "Ring expressway pile-up"), "transport_road", "shiqiao"),
        *((471, 252), ("环城高速石桥段 K18", "Ring expressway K18, Shiqiao"), "traffic"),
        ("多车追尾，双向封闭，无人员伤亡。", "Pile-up, both directions closed, nobody hurt."),
        [
            call("08:46", "122 接警：多车追尾", "Reported by 122 call: pile-up", "traffic"),
            sent("08:49", 4, "派警", "Dispatched"),
            e("08:55", "level", "双向封闭，升级", "Both directions closed; raised", level=3),
            there("08:58", "首队到场", "First team on scene", "traffic"),
            e("09:34", "initial", "首报：13 车受损，封闭", "Initial report: 13 cars, road closed"),
            held("09:58", "事故车清移过半", "Half of the cars cleared", "traffic"),
            done("10:40", "终报：恢复通行", "Final report: road open", "traffic"),
        ],
        from_119=True,
    )


def liudi_hospital() -> Incident:
    """A hospital on its own generators."""
    return incident(
        *(("柳堤医院停电", "Liudi hospital power cut"), "power", "liudi", (735, 262)),
        *(("柳堤医院", "Liudi Hospital"), "health"),
        ("外线停电，自备发电机带载。", "Mains lost; the hospital runs on its own generators."),
        [
            call("08:59", "医院报告外线停电", "Hospital reports mains lost", "health"),
            sent("09:01", 4, "核实定级", "Verified and graded"),
            e("09:05", "level", "涉及重症病房，升级", "Intensive care affected; raised", level=3),
            there("09:10", "发电车到场", "Generator truck on scene", "power"),
            e("09:44", "initial", "首报：供电稳定", "Initial report: supply steady", org="health"),
            held("09:50", "发电车并网", "Generator truck connected", "power"),
            done("11:20", "终报：外线恢复", "Final report: mains back", "health"),
        ],
    )


def baisha_food() -> Incident:
    """A canteen's food poisoning of the evening before."""
    return incident(
        *(("白沙食物中毒", "Baisha food poisoning"), "food_poisoning", "baisha", (795, 486)),
        *(("白沙区工业园食堂", "Works canteen, Baisha"), "health"),
        (
            "食堂就餐后集中出现肠胃不适，均已就诊。",
            "Stomach illness after a canteen meal; all seen.",
        ),
        [
            call("23:44", "医院报告", "Reported by the hospital", "health", -1),
            sent("23:48", 4, "核实定级", "Verified and graded", -1),
            there("23:58", "疾控组到场", "Health team on scene", "health", -1),
            e("00:20", "initial", "首报：食堂封存", "Initial report: canteen sealed", org="health"),
            held("03:10", "无新增病例", "No new cases", "health"),
            done("14:05", "终报：全部离院", "Final report: all discharged", "health"),
        ],
    )


def beiling_road() -> Incident:
    """A mountain road gone, nobody there yet at 09:24."""
    return incident(
        *(("北岭道路塌方", "Beiling road collapse"), "lifeline", "beiling", (158, 150)),
        *(("北岭区山前公路 K7", "Foothill road K7, Beiling"), "road"),
        ("路基被冲毁，单向中断。", "The roadbed is washed out; one lane gone."),
        [
            call("09:07", "养护站报告路基塌方", "Road depot reports a washout", "beiling"),
            sent("09:09", 4, "核实定级", "Verified and graded"),
            there("09:31", "养护队到场", "Road team on scene", "road"),
            e("09:46", "initial", "首报：单向通行", "Initial report: one lane open", org="road"),
            held("11:40", "临时便道通车", "Bypass open", "road"),
            done("13:30", "终报", "Final report", "road"),
        ],
    )


def nanping_lift() -> Incident:
    """A lift stops in a power dip."""
    return incident(
        *(("南屏电梯困人", "Nanping lift stuck"), "special_equipment", "nanping", (474, 645)),
        *(("南屏区商务楼", "Office block, Nanping"), "market"),
        ("电压波动致电梯停运。", "A dip in the mains stopped a lift."),
        [
            call("09:12", "119 接警：电梯停运", "Reported by 119 call: lift stopped", "fire"),
            sent("09:13", 4, "出动", "Dispatched"),
            there("09:21", "首队到场", "First team on scene"),
            e("09:40", "initial", "首报：人员已救出", "Initial report: people out", org="fire"),
            done("09:50", "终报", "Final report", "fire"),
        ],
    )


def liudi_piping() -> Incident:
    """Water works its way under the dyke: the afternoon's new level III."""
    return incident(
        *(("柳堤管涌", "Liudi dyke piping"), "flood", "liudi", (832, 226)),
        *(("柳堤区东堤 3+200", "East dyke 3+200, Liudi"), "water"),
        ("堤脚发现管涌两处。", "Two sand boils at the foot of the dyke."),
        [
            call("10:02", "巡堤岗报告管涌", "Dyke watch reports sand boils", "water"),
            sent("10:05", 4, "核实定级", "Verified and graded"),
            there("10:14", "防汛队到场", "Flood team on scene", "water"),
            e(
                *("10:34", "level", "管涌口扩大，升级", "Boils widening; raised"),
                org="hq",
                level=3,
                counts={"relocated": 260},
            ),
            e(
                "10:38",
                "initial",
                "首报：围井导滤",
                "Initial report: ring dykes going up",
                org="water",
            ),
            held("12:05", "管涌受控", "Boils under control", "water"),
            e("12:20", "follow_up", "出清水", "Water runs clear", org="water"),
            e("14:12", "follow_up", "堤脚稳定", "Foot of the dyke steady", org="water"),
        ],
    )


def baisha_waterworks() -> Incident:
    """The waterworks intake choked by the flood."""
    return incident(
        *(("白沙水厂停供", "Baisha waterworks off"), "lifeline", "baisha", (930, 470)),
        *(("白沙水厂取水口", "Intake, Baisha Waterworks"), "waterco"),
        ("取水口被漂浮物堵塞，停供 2.1 万人。", "The intake is choked; 21,000 without water."),
        [
            call("10:12", "水厂报告停供", "Waterworks reports supply lost", "waterco"),
            sent("10:15", 4, "核实定级", "Verified and graded"),
            e("10:25", "level", "影响 2.1 万人，升级", "21,000 affected; raised", level=3),
            there("10:26", "抢修队到场", "Repair team on scene", "waterco"),
            e("10:55", "initial", "首报：应急送水", "Initial report: water trucks out"),
            e("12:40", "follow_up", "清理过半", "Half cleared", org="waterco"),
            held("13:35", "恢复取水", "Intake open", "waterco"),
            e("14:30", "follow_up", "水质合格", "Water tests clean", org="waterco"),
        ],
    )


MORE: list[Build] = [
    *(lingang_fire, wanghu_gas, hedong_transformer, ring_road, liudi_hospital, baisha_food),
    *(beiling_road, nanping_lift, liudi_piping, baisha_waterworks),
]
