"""The 48 things that Lanting keeps in stock, and how much of each must be where."""

from __future__ import annotations

from typing import NamedTuple

from words import Text

DEPOT_ORDER = ("city", "hedong", "shiqiao", "nanping", "zhugang", "lingang", "liudi")


class Item(NamedTuple):
    """One item of the catalogue; quantities are in its unit."""

    code: str
    name: Text
    spec: str
    unit: Text
    category: Text
    minimum: float  # the whole city's
    share: float  # how full the depots are when nothing special is said
    price: float
    years: float = 0  # shelf life; 0 = none
    rate: float | None = None  # used up per person and day
    people: float | None = None  # people served by one
    is_critical: bool = False


_C = {
    "food": Text("临时食宿-饮食", "Drinking water, food"),
    "bed": Text("临时食宿-住宿", "Shelter, bedding"),
    "wear": Text("衣物", "Clothing"),
    "guard": Text("防护用品", "Personal protection"),
    "rescue": Text("生命救助", "Search and rescue"),
    "medical": Text("生命支持(医药)", "Medical"),
    "clean": Text("污染清理", "Clean-up"),
    "power": Text("动力燃料", "Fuel and power"),
    "plant": Text("工程设备", "Plant"),
    "tool": Text("器材工具", "Tools"),
    "light": Text("照明设备", "Lighting"),
    "comms": Text("通讯广播", "Communications"),
    "material": Text("工程材料", "Materials"),
    "fire": Text("消防防灭火", "Fire-fighting"),
    "health": Text("卫生防疫", "Sanitation"),
}
_U = {
    "piece": Text("件", "pcs"),
    "strip": Text("条", "pcs"),
    "bed": Text("张", "pcs"),
    "tent": Text("顶", "pcs"),
    "set": Text("套", "sets"),
    "unit": Text("台", "units"),
    "boat": Text("艘", "units"),
    "litre": Text("升", "L"),
    "tonne": Text("吨", "t"),
    "metre": Text("米", "m"),
    "box": Text("箱", "boxes"),
    "one": Text("个", "pcs"),
    "pair": Text("双", "pairs"),
    "kilo": Text("千克", "kg"),
    "bottle": Text("瓶", "bottles"),
}
_ROWS = """
Sandbags|编织沙袋|60x100 cm|strip|material|20300|1|2.2|5|||1
Drinking water|饮用水|1.5 L|litre|food|30000|1|1.6|1.5|3||1
Folding beds|折叠床|190x65 cm|bed|bed|1200|1|180|||1|
Foam agent|泡沫灭火剂|AFFF 3 %|tonne|fire|12|1|16800|4|||1
Generators|发电机|30 kW|unit|power|28|1|21500||||1
Medical kits|急救包|||medical|10000|1|36|3||5|1
Rubber boats|冲锋舟|4.3 m|boat|rescue|48|1|18600||||
Protective suits|防化服|B 级|set|guard|300|1|920|5|||
Pumps 6-inch|排水泵|DN150|unit|plant|120|1.27|6400||||
Blankets|毛毯|150x200 cm|strip|bed|6000|1.24|62|||1|
Tents 12 m2|帐篷|12 m2|tent|bed|900|1.21|1480|||4|
Quilts|棉被|2 kg|strip|bed|5000|1.3|88|||1|
Sleeping bags|睡袋|0 °C|one|bed|1800|1.15|120|||1|
Life jackets|救生衣|成人|piece|rescue|3200|1.07|96|8|||
Life buoys|救生圈|70 cm|one|rescue|900|1.2|58|||
Rescue ropes|救生绳|50 m|one|rescue|460|1.3|140|6|||
Life detectors|生命探测仪|雷达式|unit|rescue|14|1.14|86000||||
Hydraulic cutters|液压破拆工具组|63 MPa|set|rescue|36|1.2|12400||||
Stretchers|担架|折叠|one|medical|420|1.22|260||||
Disinfectant|消毒液|5 %|bottle|health|5200|1.18|14|2|||
Chlorine tablets|泡腾消毒片|100 片|box|health|1400|1.25|22|2|||
Mobile toilets|移动厕所|单间|unit|health|60|1.13|3600||||
Soap|肥皂||one|health|9000|1.4|2.6|3|||
Surgical masks|医用口罩|50 只|box|guard|2600|1.35|12|3|||
Gas masks|防毒面具|全面罩|set|guard|380|1.1|410|5|||
Safety helmets|安全帽|||guard|1600|1.3|38|5|||
Work gloves|劳保手套||pair|guard|6000|1.5|4.5||||
Raincoats|雨衣||piece|wear|4200|1.16|42|||1|
Rubber boots|胶靴||pair|wear|3600|1.12|54|||1|
Cotton coats|棉大衣||piece|wear|2600|1.28|135|||1|
Bread and biscuits|压缩饼干|200 g|kilo|food|5200|1.2|26|3|0.6||
Instant food|方便食品|箱装|box|food|2400|1.17|46|1|||
Diesel|柴油|0 号|litre|power|24000|1.22|7.4||||
Petrol|汽油|92 号|litre|power|9000|1.18|8.1||||
Lighting towers|移动照明灯塔|4x500 W|unit|light|44|1.14|9800||||
Torches|强光手电||one|light|2400|1.33|58||||
Head lamps|头灯||one|light|1600|1.26|46||||
Satellite phones|卫星电话||unit|comms|32|1.19|8800||||
Hand radios|对讲机|数字|unit|comms|420|1.21|760||||
Loudhailers|手持喇叭||one|comms|240|1.5|95||||
Geotextile|土工布|400 g|metre|material|18000|1.24|6.2||||
Gabion wire|铅丝笼网|2x1 m|piece|material|2600|1.31|64||||
Stone chips|砂石料||tonne|material|5200|1.36|88||||
Timber piles|木桩|3 m|piece|material|3400|1.18|34||||
Shovels|铁锹||one|tool|2800|1.4|28||||
Chain saws|油锯||unit|tool|90|1.17|2100||||
Oil booms|围油栏|PVC|metre|clean|2400|1.15|120||||
Absorbent felt|吸油毡||kilo|clean|1800|1.27|30||||
"""


def _item(line: str, number: int) -> Item:
    en, zh, spec, unit, category, minimum, share, price, *rest = line.split("|")
    years, rate, people, critical = [*rest, "", "", "", ""][:4]
    return Item(
        *(f"M{number:03d}", Text(zh, en), spec, _U[unit or "one"], _C[category]),
        *(float(minimum), float(share), float(price), float(years or 0)),
        *(float(rate) if rate else None, float(people) if people else None, critical == "1"),
    )


ITEMS = [_item(line, n) for n, line in enumerate(_ROWS.strip().splitlines(), 1)]
BY_NAME = {item.name.en: item for item in ITEMS}

# Minimum by depot, in DEPOT_ORDER, where the story needs it; else the minimum is spread.
MINIMUM: dict[str, list[float]] = {
    "Sandbags": [2000, 6000, 1800, 4900, 2000, 1600, 2000],
    "Drinking water": [9000, 6000, 4000, 4000, 2500, 2500, 2000],
    "Folding beds": [400, 240, 120, 160, 100, 100, 80],
    "Foam agent": [2.0, 1.0, 4.2, 1.0, 0.8, 2.0, 1.0],
    "Generators": [8, 5, 4, 3, 3, 3, 2],
    "Medical kits": [3600, 1600, 1200, 1000, 900, 900, 800],
    "Rubber boats": [10, 10, 4, 6, 4, 6, 8],
    "Protective suits": [80, 30, 120, 20, 10, 30, 10],
}
# What is there to be used at 09:24 of the flood day, the story's anchor.
USABLE: dict[str, list[float]] = {
    "Sandbags": [300, 1900, 200, 9400, 250, 200, 150],
    "Drinking water": [14200, 8500, 2500, 6500, 2600, 3600, 1000],
    "Folding beds": [496, 60, 124, 200, 110, 60, 70],
    "Foam agent": [1.2, 0.6, 3.1, 0.6, 0.4, 2.6, 0.4],
    "Generators": [10, 6, 5, 4, 4, 3, 3],
    "Medical kits": [3900, 1900, 1500, 1000, 900, 1000, 800],
    "Rubber boats": [9, 6, 4, 8, 5, 6, 3],
    "Protective suits": [70, 24, 100, 22, 11, 28, 10],
}
_SPREAD = [0.30, 0.17, 0.14, 0.12, 0.10, 0.09, 0.08]


def minimum_at(item: Item, depot: int) -> float:
    """Return how much of an item a depot must hold, by the depot's place in DEPOT_ORDER."""
    if item.name.en in MINIMUM:
        return MINIMUM[item.name.en][depot]
    if depot == 0:
        return item.minimum - sum(minimum_at(item, d) for d in range(1, len(DEPOT_ORDER)))
    return float(int(item.minimum * _SPREAD[depot]))
