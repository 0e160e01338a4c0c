"""The sample site's settings and its own reference lists."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from words import Text
from write import csv_file


class Feed(NamedTuple):
    """One source as the site declares it; `every` empty = nothing is promised."""

    name: str
    path: str
    title: Text
    every: str = ""
    dataset: str = ""
    connector: str = ""
    is_shared: bool = False  # its rows carry the office's incident numbers


FEEDS = [
    Feed("regions", "regions.geojson", Text("行政区划", "Districts"), "365 day"),
    Feed("sites", "sites.geojson", Text("场所点位", "Sites"), "30 day"),
    # A call that the command centre took over stands in both logs; the centre's word is the later.
    Feed("fire_119", "fire_119/*.csv", Text("119 接处警", "119 call log"), "1 h", "incident", "",
         True),
    Feed("incident_log", "incident_log/*.*", Text("突发事件登记", "Incident register"), "30 min",
         "incident", "", True),
    Feed("incident_updates", "incident_updates/*.ndjson", Text("信息续报", "Incident reports"),
         "30 min", "update", "", True),
    Feed("warnings", "warnings/*.xml", Text("气象预警", "Official warnings"), "6 h", "", "cap"),
    Feed("rain_gauges", "rain_gauges/*.json", Text("雨量站", "Rain-gauge feed"), "10 min",
         "warning"),
    Feed("inventory", "inventory/*.csv", Text("物资库存", "Inventory"), "2 h", "stock"),
    Feed("stock_movements", "stock_movements/*.csv", Text("出入库流水", "Stock movements"), "2 h",
         "move", "", True),
    Feed("teams", "teams/*.*", Text("救援队伍", "Rescue teams"), "1 h", "team"),
    Feed("risks", "risks.xlsx", Text("风险台账", "Risk register"), "30 day"),
    Feed("duty", "duty/*.csv", Text("值班安排", "Duty roster"), "1 day", "duty"),
    Feed("orgs", "orgs.csv", Text("机构名录", "Organisations"), "", "org"),
    Feed("shelters", "shelters/*.csv", Text("安置点", "Shelters"), "", "site"),
    Feed("assets", "assets/*.csv", Text("装备车辆", "Vehicles"), "", "asset"),
    Feed("responses", "responses/*.csv", Text("应急响应", "Responses"), "", "response", "", True),
    Feed("deployments", "deployments/*.csv", Text("力量调派", "Deployments"), "", "deployment", "",
         True),
    Feed("tasks", "tasks/*.csv", Text("任务清单", "Tasks"), "", "task", "", True),
    Feed("plans", "plans.csv", Text("预案台账", "Plans"), "", "plan"),
    Feed("plan_steps", "plan_steps.csv", Text("预案措施", "Plan measures"), "", "step"),
    Feed("drills", "drills.csv", Text("演练培训", "Drills and training"), "", "drill"),
    Feed("reviews", "reviews.csv", Text("评估复盘", "Reviews"), "", "review"),
    Feed("lifelines", "lifelines/*.csv", Text("生命线状态", "Lifelines"), "", "lifeline"),
]  # fmt: skip


def settings(language: str) -> str:
    """Return the site's sitroom.toml."""
    head = f"""# The invented city of Lanting. Every person, place and number here is made up.
[site]
title = "兰汀市"
title_en = "Lanting"
timezone = "Asia/Shanghai"
language = "{language}"
briefing_times = ["08:00", "20:00"]
arrival_target_minutes = 15
"""
    return head + "".join(_stanza(feed) for feed in FEEDS)


def _stanza(feed: Feed) -> str:
    lines = {
        "name": feed.name,
        "title": feed.title.en,
        "title_zh": feed.title.zh,
        "path": feed.path,
        "connector": feed.connector,
        "dataset": feed.dataset,
        "every": feed.every,
        "key_space": "LT" if feed.is_shared else "",
    }
    return "\n[[sources]]\n" + "".join(f'{k} = "{v}"\n' for k, v in lines.items() if v)


_RULES = [
    ("lt-initial", "*", "initial", "reported", 60, "第二条", "art. 2"),
    ("lt-follow-up-1", "1", "follow_up", "last_report", 15, "第三条", "art. 3"),
    ("lt-follow-up-2", "2", "follow_up", "last_report", 30, "第三条", "art. 3"),
    ("lt-follow-up-3", "3", "follow_up", "last_report", 120, "第三条", "art. 3"),
    ("lt-follow-up-4", "4", "follow_up", "last_report", 1440, "第三条", "art. 3"),
]
_PLAN = [
    *["plan_id", "title", "title_zh", "response_level", "people", "days", "source", "status"],
    *["note", "checked_on", "enabled"],
]
_LAW = Text("兰汀市信息报送规定(虚构)", "Lanting reporting rules (invented)")


def reference(folder: Path, language: str) -> None:
    """Write the site's own report rules, in the columns of the built-in list."""
    header = [
        *["rule_id", "jurisdiction", "hazards", "levels", "kind", "clock", "minutes", "at_time"],
        *["condition", "from_whom", "to_whom", "law", "article", "source", "status", "note"],
        *["checked_on", "enabled"],
    ]
    rows = [
        [
            *(rule, "Lanting", "*", levels, kind, clock, minutes, None, None),
            *("district", "city duty room", _LAW.of(language), Text(zh, en).of(language)),
            *("invented sample", "invented", None, "2026-07-01", "true"),
        ]
        for rule, levels, kind, clock, minutes, zh, en in _RULES
    ]
    csv_file(folder / "report_rule.csv", header, rows, "utf-8")
    # People and days that the city provides for while a flood response of level II is in force.
    plan = ["lt-flood-2", "Flood response, level II", "防汛二级响应", "2", 12000, 1]
    csv_file(folder / "stock_plan.csv", _PLAN, [[*plan, "invented sample", "invented", None,
             "2026-07-01", "true"]], "utf-8")  # fmt: skip
