"""The kinds of everyday incidents of two years, and the roads they happen on."""

from __future__ import annotations

from typing import NamedTuple

from words import Text


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


# hazard | log | lead | share | peak month | peak hour | hours, then its titles.
_KINDS = """
fire|119|fire|0.19|1|19|1.6
  厨房起火/kitchen fire; 电动车起火/e-bike fire; 仓库冒烟/smoke from a store; 杂物起火/rubbish fire;
  配电箱起火/switch box fire
transport_road|119|traffic|0.23|0|8|1.3
  两车相撞/two-car collision; 货车侧翻/truck on its side; 追尾/rear-end collision;
  摩托车滑倒/motorcycle down
special_equipment|119|fire|0.06|7|18|0.7
  电梯停运/lift stopped; 起重机故障/crane fault
flood|centre|water|0.1|7|15|5
  道路积水/road under water; 地下车库进水/basement flooding; 沟渠漫溢/ditch overflowing;
  圩堤渗水/dyke seeping
lifeline|centre|waterco|0.12|0|9|4.5
  水管爆裂/water main burst; 燃气泄漏/gas leak; 路面塌陷/road surface sunk;
  供水中断/water supply lost
power|centre|power|0.08|7.5|16|2.8
  线路跳闸/line tripped; 变压器故障/transformer fault
storm|centre|emb|0.05|7|16|3.2
  大风倒树/tree blown down; 雷击断线/line cut by lightning; 广告牌坠落/hoarding down
geological|centre|land|0.03|7|10|9
  边坡垮塌/slope failed; 山路落石/rocks on a mountain road
forest_fire|119|forest|0.02|2.5|14|6
  林地起火/woodland fire
hazchem|119|fire|0.015|0|11|4
  槽车渗漏/tanker leaking; 异味报警/smell alarm
industrial|centre|emb|0.03|0|10|6
  机械伤害/machinery injury; 粉尘闪爆/dust flash
construction|centre|housing|0.025|9|10|7
  脚手架倾斜/scaffold leaning; 基坑渗水/pit wall seeping
environmental|centre|env|0.02|5|9|8
  河面油膜/oil film on the river; 异常排水/odd discharge
food_poisoning|centre|health|0.01|8|20|14
  食堂就餐不适/illness after a canteen meal
telecom|centre|telecom|0.015|7|13|3
  光缆中断/fibre cut
snow_cold|centre|road|0.01|1|6|8
  桥面结冰/ice on a bridge
other|centre|emb|0.025|0|12|2.5
  其他求助/other call for help
"""
_ROADS = """
梧桐路/Wutong Road; 银杏路/Ginkgo Road; 香樟路/Camphor Road;
桂花路/Osmanthus Road; 枫林路/Maple Road; 芦苇街/Reed Street;
荷塘街/Lotus Street; 竹影路/Bamboo Road; 柳荫路/Willow Road;
渡口街/Ferry Street; 磨坊路/Mill Road; 茶园路/Tea Garden Road
"""


def _titles(text: str) -> list[Text]:
    pairs = (pair.strip().split("/") for pair in text.replace("\n", " ").split(";") if pair.strip())
    return [Text(zh, en) for zh, en in pairs]


def _kinds() -> list[Kind]:
    found: list[tuple[str, str]] = []
    for line in _KINDS.strip().splitlines():
        if line.startswith(" "):
            head, titles = found.pop()
            found.append((head, f"{titles}; {line}"))
        else:
            found.append((line, ""))
    return [_kind(head.split("|"), titles) for head, titles in found]


def _kind(parts: list[str], titles: str) -> Kind:
    hazard, log, lead, *numbers = parts
    share, month, hour, hours = map(float, numbers)
    return Kind(hazard, log, lead, share, month, hour, hours, _titles(titles))


KINDS = _kinds()
ROADS = _titles(_ROADS)
