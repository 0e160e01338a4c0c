"""The story of the design pictures as frames with the columns that metrics promise."""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta

import pandas as pd
from ui_change import drift, likely, links
from ui_incidents import NAMES, NOW, at, incidents


def stock() -> pd.DataFrame:
    rows = [
        ("sandbag", "沙袋", "Sandbags", "个", 12400, 20300, 7.9),
        ("water", "饮用水", "Drinking water", "箱", 15600, 11000, 3.1),
        ("bed", "折叠床", "Folding beds", "张", 1120, 1200, 4.4),
        ("foam", "泡沫灭火剂", "Foam agent", "t", 8.9, 12, 6.1),
        ("generator", "发电机", "Generators", "台", 35, 28, 2.7),
        ("medical", "急救包", "Medical kits", "套", 11000, 10000, 6.2),
        ("tent", "帐篷", "Tents 12 m²", "顶", 800, 640, 9.0),
    ]
    columns = [
        "item_id",
        "item_zh",
        "item_en",
        "unit",
        "usable_qty",
        "minimum_qty",
        "days_of_supply",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["coverage"] = frame.usable_qty / frame.minimum_qty
    frame["state"] = ["short", "ok", "low", "low", "ok", "ok", "ok"]
    frame["demand_basis"] = [None, "people", None, None, None, None, None]
    frame["people_served"] = [None, 4180, None, None, None, None, None]
    frame["category"] = "relief"
    frame["expiring_qty"] = [0, 0, 0, 2.4, 0, 0, 0]
    frame["next_expiry_on"] = None
    frame["is_critical"] = True
    return frame


def decisions() -> pd.DataFrame:
    def row(kind: str, severity: int, subject: str, action: str, **params: object) -> dict:
        return {
            "kind": kind,
            "severity": severity,
            "subject_id": f"log:LT-2026-0712-{2 if kind == 'report_overdue' else 9:03d}",
            "subject": subject,
            "params": json.dumps(params, default=str),
            "action": action,
            "metric": "open_incidents",
        }

    rows = [
        row("report_overdue", 1, "石桥化工园泄漏", "call_duty_desk", due_at=at(-6), minutes=6,
            level=2, every_minutes=30, report_kind="follow_up"),
        row("level_check", 2, "柳堤管涌", "review_level", level=4, level_by_rule=3,
            criterion="serious", value=12, low=10, high=49, law="事故调查处理条例 第三条"),
        row("short_of_stock", 2, "沙袋", "move_stock", item_zh="沙袋", item_en="Sandbags",
            site_zh="河东库", site_en="Hedong depot", usable=1900, minimum=6000, unit="",
            donor_zh="南屏库", donor_en="Nanping depot", donor_usable=9400, donor_minimum=5000,
            distance_km=18, move_qty=4100),
        row("expiring", 3, "泡沫灭火剂", "use_or_replace", item_zh="泡沫灭火剂",
            item_en="AFFF foam", site_zh="石桥库", site_en="Shiqiao depot", qty=2.4, unit="t",
            expires_on="2026-07-21", days=9),
        row("source_silent", 4, "雨量站", "check_link", title="Rain-gauge feed",
            title_zh="雨量站", minutes=22, every_minutes=5),
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    frame.insert(0, "rank", range(1, len(frame) + 1))
    return frame


def sources() -> pd.DataFrame:
    names = [
        ("incident_log", "Command-centre log", "指挥中心台账", "incident", 5),
        ("fire_119", "Fire brigade log", "消防119接警", "incident", 5),
        ("incident_updates", "Progress reports", "进展续报", "update", 5),
        ("warnings", "Official warnings", "气象预警", "warning", 10),
        ("rain_gauges", "Rain gauges", "雨量站", "warning", 5),
        ("inventory", "Depot inventory", "仓库库存", "stock", 60),
        ("stock_movements", "Stock movements", "出入库", "move", 30),
        ("teams", "Rescue teams", "救援队伍", "team", 60),
        ("risks", "Risk register", "风险台账", "risk", 1440),
        ("duty", "Duty roster", "值班表", "duty", 720),
        ("responses", "Responses", "应急响应", "response", 60),
        ("regions", "Districts", "行政区", "region", 10080),
    ]
    rows = []
    for n, (source_id, en, zh, dataset, every) in enumerate(names):
        late = source_id == "rain_gauges"
        age = 22.0 if late else 2.0 + n
        rows.append({
            "source_id": source_id, "title": en, "title_zh": zh, "dataset": dataset,
            "every_minutes": float(every), "state": "late" if late else "fresh",
            "last_good_at": at(-age), "last_try_at": at(-1), "age_minutes": age,
            "minutes_late": 12.0 if late else None, "rows_read": 100 + n, "rows_inserted": n,
            "rows_updated": 2, "rows_unchanged": 98, "rows_rejected": 1 if n == 5 else 0,
            "rows_set_aside_open": 1 if n == 5 else 0, "file_name": f"{source_id}.csv",
            "message": "",
        })  # fmt: skip
    return pd.DataFrame(rows)


def warnings() -> pd.DataFrame:
    rows = [
        (
            "w1",
            "暴雨",
            "Rainstorm",
            "orange",
            2,
            "河东、柳堤",
            276,
            "未来3小时降雨量将达50毫米以上",
        ),
        ("w2", "滑坡", "Landslide", "yellow", 3, "竹岗", 516, ""),
        ("w3", "雷电", "Lightning", "blue", 4, "全市", 156, ""),
    ]
    columns = [
        "warning_id",
        "hazard_zh",
        "hazard_en",
        "colour",
        "level",
        "area_desc",
        "minutes_left",
        "headline",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["expires_at"] = [at(m) for m in frame.minutes_left]
    frame["has_expiry"] = True
    return frame.assign(description="", region_codes="", effective_at=at(-90), sender_org="气象台")


def one(**values: object) -> pd.DataFrame:
    return pd.DataFrame([values])


def per_hour() -> pd.DataFrame:
    rows = []
    for hour in range(72):
        base = 3 + 2 * math.sin(hour / 9) if hour < 40 else 1 + (hour - 40) / 3
        for level, share in ((4, 0.7), (3, 0.2), (2, 0.08)):
            rows.append({"hour_at": datetime(2026, 7, 9, 2) + timedelta(hours=hour),
                         "level": level, "incidents": round(base * share)})  # fmt: skip
    return pd.DataFrame(rows)


def timeline() -> pd.DataFrame:
    rows = [
        (-51, "reported", "119", "接119报警，园区泵房苯泄漏", None, None),
        (-48, "level", "值班室", "定为IV级，启动危化品预案3.2", None, 4),
        (-38, "arrival", "石桥特勤", "首支队伍到场", None, None),
        (-36, "level", "值班长", "升级为II级", 4, 2),
        (-22, "update", "石桥街道", "两个街区转移860人，石桥二号安置点启用", None, None),
    ]
    frame = pd.DataFrame(rows, columns=["event_at", "kind", "from_org", "text", "level_from",
                                        "level_to"])  # fmt: skip
    frame["event_at"] = [at(m) for m in frame.event_at]
    frame["incident_id"], frame["seq"] = "log:LT-2026-0712-002", range(1, len(rows) + 1)
    for column in ("status_from", "status_to", "deaths", "missing", "injured", "relocated"):
        frame[column] = None
    return frame.assign(source_id="fire_119", row_no=4812, known_at=NOW)


def surroundings() -> pd.DataFrame:
    rows = [
        ("hazard_source", "罐区B", "Tank farm B", 0.4, None, None, "open", 1, "review overdue"),
        ("hospital", "石桥医院", "Shiqiao Hospital", 2.1, 120, 102, "open", None, ""),
        ("warehouse", "石桥库", "Shiqiao depot", 3.0, None, None, "open", None, ""),
    ]
    columns = [
        "kind",
        "name_zh",
        "name_en",
        "distance_km",
        "capacity",
        "occupancy",
        "status",
        "hazard_grade",
        "note",
    ]
    return pd.DataFrame(rows, columns=columns).assign(
        incident_id="log:LT-2026-0712-002", site_id=["a", "b", "c"]
    )


def needs() -> pd.DataFrame:
    rows = [
        ("泡沫灭火剂", "Foam agent", "t", 6.0, 2.4, "石桥库", "Shiqiao depot", 3.1, 0.5),
        ("防护服", "Protective suits", "套", 40, 40, None, None, None, 0),
    ]
    columns = "item_zh item_en unit asked_qty sent_qty nearest_zh nearest_en nearest_qty short_qty"
    frame = pd.DataFrame(rows, columns=columns.split())
    return frame.assign(incident_id="log:LT-2026-0712-002", item_id=["foam", "suits"])


def rejected() -> pd.DataFrame:
    rows = [
        ("inventory", "石桥库_0712.csv", None, 14, "stock.qty", "数量", "若干", "bad_number"),
        (
            "incident_log",
            "台账.xlsx",
            "7月",
            32,
            "incident.occurred_at",
            "发生时间",
            "13月",
            "bad_date",
        ),
    ]
    columns = ["source_id", "file_name", "sheet", "row_no", "field", "header", "value", "reason"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(load_id="l1", detail="", raw="…", set_aside_at=NOW)


def loads() -> pd.DataFrame:
    frame = sources().head(6).assign(load_id=range(6), sheet=None, status="loaded")
    frame["started_at"], frame["finished_at"] = at(-1), NOW
    frame["rows_gone"], frame["cells_masked"] = 0, 3
    return frame.assign(encoding_used="utf-8", columns_dropped="", recognition="{}")


def level_counts() -> pd.DataFrame:
    rows = [(1, 0, 0, 0), (2, 2, 1, 1), (3, 6, 4, 2), (4, 15, 18, -3)]
    frame = pd.DataFrame(rows, columns=["level", "open_count", "count_before", "change"])
    return frame.assign(since_at=datetime(2026, 7, 12, 0, 0))


def regions() -> pd.DataFrame:
    import shapely

    rows = []
    for n, (code, (zh, en)) in enumerate(NAMES.items()):
        x, y = 117.85 + 0.1 * (n % 3), 31.15 - 0.1 * (n // 3)
        box = shapely.box(x, y - 0.1, x + 0.1, y)
        rows.append({
            "region_code": code, "name_zh": zh, "name_en": en, "population": 100000,
            "area_km2": 100.0, "lon": x + 0.05, "lat": y - 0.05, "geom_wkb": box.wkb,
            "worst_level": 2 if code == "hedong" else None, "open_count": 2,
            "has_report": code != "nanping",
        })  # fmt: skip
    return pd.DataFrame(rows)


def all_frames() -> dict[str, pd.DataFrame]:
    """Every metric that pages ask for, at 09:24 of the flood day."""
    everything = incidents()
    none = pd.DataFrame()
    return {
        "incidents": everything,
        "open_incidents": everything,
        "level_counts": level_counts(),
        "casualties": one(deaths=0, missing=2, injured=17, relocated=4180, counts_unknown=14),
        "first_arrival": one(
            median_minutes=11.0, arrivals=21, target_minutes=15.0, share_in_target=0.86
        ),
        "readiness": one(teams_ready=31, teams_total=64, ready_minutes=30),
        "teams_ready": one(teams_free=38, teams_total=64, teams_unknown=2),
        "items_below_minimum": one(items_below=5, items_total=48),
        "stock_against_minimum": stock(),
        "needs_decision": decisions(),
        "new_incidents_per_hour": per_hour(),
        "warnings_in_force": warnings(),
        "responses_in_force": one(
            activation_id="r1", level=2, hazard="flood", hazard_zh="洪涝", hazard_en="Flood",
            started_at=at(-164), region_code=None, region_zh=None, region_en=None,
            decided_by="市防指",
        ),
        "source_health": sources(),
        "rejected_rows": rejected(),
        "flagged_cells": rejected().tail(1),
        "incident_timeline": timeline(),
        "incident_surroundings": surroundings(),
        "incident_needs": needs(),
        "regions": regions(),
        "sites": none,
        "loads": loads(),
        "incident_links": links(),
        "likely_duplicates": likely(),
        "schema_drift": drift(),
        "reasons": pd.DataFrame(
            [("bad_number", "not a number", "不是数字", "write a number", "填写数字")],
            columns=["reason", "title_en", "title_zh", "todo_en", "todo_zh"],
        ),
        "audits_found": pd.DataFrame(
            [("key_unique", "A key that stands twice", "主键重复", 0),
             ("orphans", "Rows that refer to nothing", "无主记录", 3)],
            columns=["name", "title_en", "title_zh", "found"],
        ),
        "rivers": none,
        "changes": none,
        "duty_now": none,
        "shelters": none,
        "teams": none,
    }  # fmt: skip
