"""The sample's files in plain pandas: nothing of the product, no SQL."""

from __future__ import annotations

import io
import json
import math
import re
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd

ZONE = timedelta(hours=8)
Row = dict[str, Any]
LEVEL = {
    "特别重大": 1, "重大": 2, "较大": 3, "一般": 4, "一级": 1, "二级": 2, "三级": 3, "四级": 4,
    "I": 1, "II": 2, "III": 3, "IV": 4, "Level 1": 1, "Level 2": 2, "Level 3": 3, "Level 4": 4,
    "Ⅱ级": 2, "Ⅲ级": 3, "Ⅳ级": 4,
}  # fmt: skip
STATUS = {
    "待核实": "reported", "已核实": "verified", "处置中": "responding", "已控制": "contained",
    "恢复": "recovery", "结案": "closed", "误报": "false_alarm", "false alarm": "false_alarm",
}  # fmt: skip
# One name for each column, whatever log and language it comes from.
COLUMN = {
    "number": ("事件编号", "警情编号", "Incident ID", "Case no"),
    "level": ("事件等级", "等级", "Level", "Grade"),
    "status": ("处置状态", "处理状态", "Status", "State"),
    "hazard": ("事件类型", "警情类型", "Incident type", "Type"),
    "occurred": ("发生时间", "Occurred at"),
    "reported": ("接报时间", "报警时间", "Reported at", "Call time"),
    "arrived": ("到场时间", "Arrival time"),
    "closed": ("办结时间", "处置完毕时间", "Closed at"),
    "started_out": ("出动时间", "Dispatch time"),
    "contained": ("控制时间", "Contained at", "Under control"),
    "lead": ("牵头单位", "Lead agency"),
    "deaths": ("死亡人数", "死亡", "Deaths"),
    "missing": ("失踪人数", "Missing"),
    "serious": ("重伤人数", "重伤", "Seriously injured", "Serious"),
    "injured": ("受伤人数", "受伤", "Injured"),
    "relocated": ("转移人数", "疏散人数", "Evacuated"),
    "item": ("英文名称", "Item name en"),
    "on_hand": ("现有数量", "Quantity on hand"),
    "reserved": ("预留数量", "Reserved"),
    "minimum": ("储备定额", "Minimum stock"),
    "depot": ("仓库", "Warehouse"),
    "lot": ("批号", "Lot no"),
    "expires": ("有效期至", "Expiry date"),
    "condition": ("完好情况", "Condition"),
    "holding": ("储备方式", "Holding"),
    "rate": ("人均日消耗", "Rate per person day"),
    "team": ("队伍名称", "Team name"),
    "team_status": ("队伍状态", "Team status"),
    "shelter": ("避难场所名称", "Shelter name"),
    "occupancy": ("已安置人数", "Occupancy"),
    "capacity": ("容量", "Capacity"),
    "response": ("响应编号", "Response no"),
    "response_level": ("响应级别", "Response level"),
    "started": ("启动时间", "Started at"),
    "ended": ("终止时间", "Ended at"),
    "shift": ("班次编号", "Shift no"),
    "post": ("值班岗位", "Post"),
    "shift_starts": ("值班开始时间", "Shift start"),
    "shift_ends": ("值班结束时间", "End time"),
    "filled": ("是否到岗", "Filled"),
    "title": ("事件名称", "标题", "Event name", "Title"),
    "place": ("发生地点", "详细地址", "Place", "Address"),
    "district": ("所属区县", "辖区", "区县", "District"),
    "lon": ("经度", "Longitude", "Lng"),
    "lat": ("纬度", "Latitude", "Lat"),
    "own_name": ("物资名称", "Item name"),
    "unit": ("计量单位", "Unit", "Unit of measure"),
    "critical": ("关键物资", "Critical"),
    "category": ("物资类别", "Item category"),
    "price": ("单价(元)", "Unit price (CNY)"),
    "deployment": ("调派编号", "Deployment no"),
    "resource_kind": ("资源类型", "Resource type"),
    "resource": ("资源名称", "Resource name"),
    "qty": ("数量", "Quantity"),
    "departed": ("出发时间", "Departed at"),
    "echelon": ("梯队", "Echelon"),
    "headcount": ("队伍人数", "Headcount"),
    "ready": ("集结时间(分钟)", "Ready minutes"),
    "asset": ("装备编号", "Equipment id"),
    "asset_kind": ("装备类型", "Equipment type"),
    "inspection": ("下次检验日期", "Next inspection date"),
}
NAME = {header: name for name, headers in COLUMN.items() for header in headers}


def when(value: Any) -> datetime | None:
    """Return an instant of the sample as naive UTC, however its file writes it."""
    if value is None or value == "" or pd.isna(value):
        return None
    numbers = [int(n) for n in re.findall(r"\d+", str(value))][:5]
    return datetime(*numbers) - ZONE  # type: ignore[arg-type]


def number(value: Any) -> float | None:
    """Return a number, with or without its unit after it, or None where there is none."""
    found = re.match(r"-?\d+(\.\d+)?", str(value))
    return float(found[0]) if found else None


def moment(clock: str) -> datetime:
    """Return local HHMM of the sample's day as naive UTC."""
    return datetime(2026, 7, 12, int(clock[:2]), int(clock[2:])) - ZONE


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two places, each longitude and latitude."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*one, *other))
    across = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(
        lon2 - lon1
    )
    return 6371.0088 * math.acos(min(1.0, across))


class Files:
    """What had arrived of one language's sample at local HHMM."""

    def __init__(self, sample: Path, clock: str) -> None:
        self.folders = [sample / "base"] + [
            folder for folder in sorted((sample / "day").iterdir()) if folder.name <= clock
        ]
        facts = json.loads((sample / "facts.json").read_text(encoding="utf-8"))
        self.wrong = {f["row"] for f in facts["planted"] if f["outcome"] == "set_aside"}

    def of(self, part: str) -> list[Path]:
        """Return the files of one source in the order in which they came."""
        found = []
        for folder in self.folders:
            found += sorted(f for f in (folder / part).rglob("*") if f.is_file())
        return found

    def features(self, name: str) -> list[tuple[Row, tuple[float, float] | None]]:
        """Return properties and point of each feature of a map layer."""
        layer = json.loads((self.folders[0] / f"{name}.geojson").read_text(encoding="utf-8"))
        return [
            (one["properties"], tuple(one["geometry"]["coordinates"]))  # type: ignore[misc]
            if one["geometry"]["type"] == "Point" else (one["properties"], None)
            for one in layer["features"]
        ]  # fmt: skip

    def points(self) -> dict[str, tuple[float, float]]:
        """Return where each place of the map lies, by its name."""
        return {row.get("名称") or row["name"]: at for row, at in self.features("sites") if at}

    def rows(self, part: str, first: str) -> list[Row]:
        """Return the table rows of one source, under our names; a row needs its `first` column."""
        found: list[Row] = []
        for file in self.of(part):
            for table in _tables(file):
                renamed = table.rename(columns=NAME)
                found += [r for r in renamed.to_dict("records") if r.get(first)]
        return [r for r in found if r[first] not in self.wrong]

    def updates(self) -> list[Row]:
        """Return every report, oldest first."""
        found = [
            json.loads(line)
            for file in self.of("incident_updates")
            for line in file.read_text(encoding="utf-8").splitlines()
        ]
        for row in found:
            row["at"] = when(row["time"].partition("+")[0])
            row["level_to"], row["level_from"] = (
                LEVEL.get(row.get(k)) for k in ("level_to", "level_from")
            )
        return sorted(found, key=lambda row: (row["at"], row["seq"]))

    def warnings(self) -> list[Row]:
        """Return every version of every warning."""
        found = []
        for file in self.of("warnings"):
            root = ElementTree.parse(file).getroot()
            texts = {e.tag.rpartition("}")[2]: (e.text or "").strip() for e in root.iter()}
            found.append(texts)
        return found


@cache
def _tables(file: Path) -> list[pd.DataFrame]:
    if file.suffix == ".xlsx":
        sheets = pd.read_excel(file, sheet_name=None, header=None, dtype=object, engine="calamine")
        return [_below_header(sheet) for sheet in sheets.values()]
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    # A row with a cell too many is one of the rows that are wrong on purpose.
    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, on_bad_lines="skip")
    return [table]


def _below_header(sheet: pd.DataFrame) -> pd.DataFrame:
    place = next(i for i, row in enumerate(sheet.values.tolist()) if any(c in NAME for c in row))
    table = sheet.iloc[place + 1 :].copy()
    table.columns = sheet.iloc[place].tolist()
    return table.astype(object).where(table.notna(), None)
