"""The incidents of the design pictures, with the columns that their metric promises."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import pandas as pd

NOW = datetime(2026, 7, 12, 1, 24)  # 09:24 in Lanting
NAMES = {
    "beiling": ("北岭", "Beiling"),
    "hedong": ("河东", "Hedong"),
    "shiqiao": ("石桥", "Shiqiao"),
    "liudi": ("柳堤", "Liudi"),
    "lingang": ("临港", "Lingang"),
    "wanghu": ("望湖", "Wanghu"),
    "zhugang": ("竹岗", "Zhugang"),
    "baisha": ("白沙", "Baisha"),
    "nanping": ("南屏", "Nanping"),
}
KINDS = {
    "flood": ("洪涝", "Flood", 1),
    "hazmat": ("危化品泄漏", "Hazardous-chemical leak", 2),
    "landslide": ("滑坡", "Landslide", 1),
    "utility": ("燃气中断", "Gas supply cut", 2),
    "power": ("停电", "Power cut", 2),
    "road": ("道路交通事故", "Road crash", 2),
    "fire": ("火灾", "Fire", 2),
    "food": ("食物中毒", "Food poisoning", 3),
}
# title, district, kind, level, open minutes, step, report (minutes from now, kind)
OPEN = [
    ("河东泵站内涝", "hedong", "flood", 2, 164, 4, 16, "follow_up"),
    ("石桥化工园泄漏", "shiqiao", "hazmat", 2, 51, 3, -6, "follow_up"),
    ("竹岗山体滑坡", "zhugang", "landslide", 3, 312, 4, None, ""),
    ("望湖小区燃气停供", "wanghu", "utility", 3, 210, 4, None, ""),
    ("河东主变跳闸", "hedong", "power", 3, 118, 3, 31, "follow_up"),
    ("G42 多车追尾", "shiqiao", "road", 3, 38, 3, None, ""),
    ("临港仓库火灾", "lingang", "fire", 3, 421, 5, None, ""),
    ("柳堤医院停电", "liudi", "power", 3, 25, 3, 35, "initial"),
    ("柳堤管涌", "liudi", "flood", 4, 80, 3, 7, "initial"),
    ("北岭道路塌方", "beiling", "road", 4, 17, 2, None, ""),
    ("白沙食物中毒", "baisha", "food", 4, 580, 4, None, ""),
] + [
    (f"{NAMES[d][0]}积水点 {n}", d, "flood", 4, 30 + 17 * n, 2 + n % 3, None, "")
    for n, d in enumerate([*NAMES, "hedong", "liudi", "zhugang"], 1)
]


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def incident(row: tuple, n: int) -> dict:
    title, district, kind, level, minutes, step, report, report_kind = row
    zh, en, category = KINDS[kind]
    return {
        "incident_id": f"log:LT-2026-0712-{n:03d}",
        "source_id": "incident_log",
        "source_ref": f"LT-2026-0712-{n:03d}",
        "title": title,
        "category": category,
        "hazard": kind,
        "hazard_zh": zh,
        "hazard_en": en,
        "level": level,
        "level_at_least": None,
        "level_text": "",
        "status": "responding",
        "is_open": True,
        "occurred_at": at(-minutes - 5),
        "reported_at": at(-minutes),
        "opened_at": at(-minutes),
        "first_arrival_at": at(-minutes + 13),
        "contained_at": None,
        "closed_at": None,
        "place": f"{NAMES[district][0]}区",
        "region_code": district,
        "region_zh": NAMES[district][0],
        "region_en": NAMES[district][1],
        "lon": 118 + 0.1 * math.cos(n * 2.4) * math.sqrt(n) / 4,
        "lat": 31 + 0.1 * math.sin(n * 2.4) * math.sqrt(n) / 4,
        "deaths": 0 if n < 9 else None,
        "missing": 2 if n == 1 else 0 if n < 9 else None,
        "injured": 5 if n == 2 else 12 if n == 9 else 0,
        "serious": 12 if n == 9 else None,
        "relocated": 3320 if n == 1 else 860 if n == 2 else None,
        "trapped": None,
        "rescued": None,
        "loss_cny": None,
        "lead_org": "应急管理局",
        "step": step,
        "open_minutes": float(minutes),
        "last_update_at": at(-min(minutes, 20)),
        "next_report_due_at": at(report) if report is not None else None,
        "report_kind": report_kind,
        "report_state": "none" if report is None else "overdue" if report < 0 else "due",
        "report_overdue_minutes": -report if report is not None and report < 0 else None,
        "report_every_minutes": 30,
        "level_by_rule": 3 if n in (2, 9) else None,
        "level_rule": "重伤 10–49 人",
        "level_check": n == 9,
        "parent_id": None,
        "description": "",
    }


def incidents() -> pd.DataFrame:
    rows = [incident(row, n) for n, row in enumerate(OPEN, 1)]
    return pd.DataFrame(rows)
