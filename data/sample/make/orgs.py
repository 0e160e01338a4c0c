"""The invented city's organisations; posts and offices only, never people."""

from __future__ import annotations

from place import NAME, SHORT
from words import Text

_CITY = {
    "emb": ("office", Text("兰汀市应急管理局", "Lanting Emergency Management Bureau"), "12345"),
    "hq": ("hq", Text("兰汀市防汛抗旱指挥部", "Lanting Flood Control Headquarters"), ""),
    "fire": ("department", Text("兰汀市消防救援支队", "Lanting Fire and Rescue Brigade"), "119"),
    "health": ("department", Text("兰汀市卫生健康委员会", "Lanting Health Commission"), "120"),
    "water": ("department", Text("兰汀市水利局", "Lanting Water Resources Bureau"), ""),
    "met": ("department", Text("兰汀市气象台", "Lanting Meteorological Office"), ""),
    "land": ("department", Text("兰汀市自然资源局", "Lanting Natural Resources Bureau"), ""),
    "road": ("department", Text("兰汀市交通运输局", "Lanting Transport Bureau"), ""),
    "traffic": ("department", Text("兰汀市公安局交警支队", "Lanting Traffic Police"), "122"),
    "housing": ("department", Text("兰汀市住房和城乡建设局", "Lanting Housing Bureau"), ""),
    "env": ("department", Text("兰汀市生态环境局", "Lanting Environment Bureau"), ""),
    "market": ("department", Text("兰汀市市场监督管理局", "Lanting Market Bureau"), ""),
    "forest": ("department", Text("兰汀市林业局", "Lanting Forestry Bureau"), ""),
    "relief": ("group_support", Text("兰汀市救灾物资保障组", "Lanting Relief Supplies Group"), ""),
    "expert": ("group_expert", Text("兰汀市应急专家组", "Lanting Emergency Expert Group"), ""),
    "power": ("enterprise", Text("兰汀供电公司", "Lanting Power Company"), ""),
    "gas": ("enterprise", Text("兰汀燃气公司", "Lanting Gas Company"), ""),
    "waterco": ("enterprise", Text("兰汀水务公司", "Lanting Water Company"), ""),
    "telecom": ("enterprise", Text("兰汀通信公司", "Lanting Telecom"), ""),
    "park": ("enterprise", Text("石桥化工园", "Shiqiao Chemical Park"), ""),
    "port": ("enterprise", Text("临港仓储公司", "Lingang Storage Company"), ""),
    "redcross": ("volunteer", Text("兰汀蓝帆救援队", "Lanting Blue Sail Rescue"), ""),
    "neighbour": ("department", Text("青岚市应急管理局", "Qinglan Emergency Bureau"), ""),
    # Whom the city asks for what it has not got.
    "province": ("office", Text("岚江省应急管理厅", "Lanjiang Emergency Department"), "12350"),
}
ORGS: dict[str, tuple[str, Text, str]] = _CITY | {
    key: (
        "office",
        Text(f"{NAME[key].zh}应急管理局", f"{SHORT[key].en} Emergency Bureau"),
        "",
    )
    for key in NAME
}
ORG = {key: name for key, (_, name, _) in ORGS.items()}

KIND = {
    "office": Text("办公室", "office"),
    "hq": Text("指挥部", "headquarters"),
    "department": Text("部门", "department"),
    "group_support": Text("保障组", "support group"),
    "group_expert": Text("专家组", "expert group"),
    "enterprise": Text("企业", "enterprise"),
    "volunteer": Text("社会组织", "volunteer"),
}
PROVINCE_CODE = "990000"


def parent(key: str) -> Text | None:
    """Return the office above a district's or above the city's own."""
    return ORG["province"] if key == "emb" else ORG["emb"] if key in NAME else None


def tier(key: str) -> Text:
    """Return whose office it is: the province's, the city's or a district's."""
    if key == "province":
        return Text("省级", "province")
    return Text("区县级", "county") if key in NAME else Text("市级", "city")
