"""The columns of every table file: what its header says and what its cells hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import office
import orgs
import risks
import sites
from model import State
from place import NAME, lonlat
from words import GRADE, GRADE_119, HAZARD, HAZARD_119, RESPONSE, RISK, STATUS, YES, Text
from write import Column


def _count(s: State, name: str) -> int | None:
    """Return a count; nothing is known before somebody is there."""
    return s.counts.get(name, 0 if "arrived" in s.stamps else None)


def _loss(s: State) -> Text | None:
    yuan = s.counts.get("loss")
    return Text(f"{yuan / 10000:g}", str(yuan)) if yuan else None


def _stamp(name: str) -> Column:
    headers = {
        "reported": Text("接报时间", "Reported at"),
        "dispatched": Text("出动时间", "Dispatch time"),
        "arrived": Text("到场时间", "Arrival time"),
        "contained": Text("控制时间", "Contained at"),
        "closed": Text("办结时间", "Closed at"),
    }
    return headers[name], lambda s: s.stamps.get(name)


def _where(index: int) -> Callable[[State], float | None]:
    return lambda s: lonlat(s.incident.point)[index] if s.incident.point else None


INCIDENT: list[Column] = [
    (Text("事件编号", "Incident ID"), lambda s: s.incident.number),
    (Text("事件名称", "Event name"), lambda s: s.incident.title),
    (Text("事件类型", "Incident type"), lambda s: HAZARD[s.incident.hazard]),
    (Text("事件等级", "Level"), lambda s: GRADE[s.level] if s.level else None),
    (Text("处置状态", "Status"), lambda s: STATUS[s.status]),
    (Text("发生时间", "Occurred at"), lambda s: s.incident.occurred),
    *[_stamp(name) for name in ("reported", "dispatched", "arrived", "contained", "closed")],
    (Text("发生地点", "Place"), lambda s: s.incident.place),
    (Text("所属区县", "District"), lambda s: NAME[s.incident.district]),
    (Text("经度", "Longitude"), _where(0)),
    (Text("纬度", "Latitude"), _where(1)),
    (Text("死亡人数", "Deaths"), lambda s: _count(s, "deaths")),
    (Text("失踪人数", "Missing"), lambda s: _count(s, "missing")),
    (Text("重伤人数", "Seriously injured"), lambda s: _count(s, "serious")),
    (Text("受伤人数", "Injured"), lambda s: _count(s, "injured")),
    (Text("转移人数", "Evacuated"), lambda s: _count(s, "relocated")),
    (Text("直接经济损失(万元)", "Economic loss (CNY)"), _loss),
    (Text("牵头单位", "Lead agency"), lambda s: orgs.ORG[s.incident.lead]),
    (Text("事件概况", "Description"), lambda s: s.incident.description),
    (Text("联系人", "Contact person"), lambda s: Text("某某", "Somebody")),
    (Text("联系电话", "Phone"), lambda s: "000-0000-0000"),
]
FIRE_119: list[Column] = [
    (Text("警情编号", "Case no"), lambda s: s.incident.number),
    (Text("标题", "Title"), lambda s: s.incident.title),
    (
        Text("警情类型", "Type"),
        lambda s: HAZARD_119.get(s.incident.hazard, HAZARD[s.incident.hazard]),
    ),
    (Text("等级", "Grade"), lambda s: GRADE_119[s.level] if s.level else None),
    (Text("处理状态", "State"), lambda s: STATUS[s.status]),
    (Text("报警时间", "Call time"), lambda s: s.stamps.get("reported")),
    (Text("出动时间", "Dispatch time"), lambda s: s.stamps.get("dispatched")),
    (Text("到场时间", "Arrival time"), lambda s: s.stamps.get("arrived")),
    (Text("控制时间", "Under control"), lambda s: s.stamps.get("contained")),
    (Text("处置完毕时间", "Closed at"), lambda s: s.stamps.get("closed")),
    (Text("详细地址", "Address"), lambda s: s.incident.place),
    (Text("辖区", "District"), lambda s: NAME[s.incident.district]),
    (Text("经度", "Lng"), _where(0)),
    (Text("纬度", "Lat"), _where(1)),
    (Text("死亡", "Deaths"), lambda s: _count(s, "deaths")),
    (Text("重伤", "Serious"), lambda s: _count(s, "serious")),
    (Text("受伤", "Injured"), lambda s: _count(s, "injured")),
    (Text("疏散人数", "Evacuated"), lambda s: _count(s, "relocated")),
    (Text("备注", "Remarks"), lambda s: s.incident.description),
]
# A row is (response, end as far as it is known).
RESPONSES: list[Column] = [
    (Text("响应编号", "Response no"), lambda r: r[0].number),
    (Text("响应级别", "Response level"), lambda r: RESPONSE[r[0].level]),
    (Text("灾种", "Hazard"), lambda r: HAZARD["flood"]),
    (Text("启动时间", "Started at"), lambda r: r[0].started),
    (Text("终止时间", "Ended at"), lambda r: r[1]),
    (Text("启动区域", "Region"), lambda r: Text("兰汀市", "Lanting")),
    (Text("启动单位", "Decided by"), lambda r: orgs.ORG["hq"]),
    (Text("启动层级", "Tier"), lambda r: Text("市级", "prefecture")),
    (Text("依据预案", "Plan"), lambda r: Text("兰汀市防汛应急预案", "Lanting flood plan")),
]
DUTY: list[Column] = [
    (Text("班次编号", "Shift no"), lambda d: d.number),
    (Text("值班单位", "Organisation"), lambda d: orgs.ORG[d.org]),
    (Text("值班岗位", "Post"), lambda d: d.post),
    (Text("岗位英文", "Post English"), lambda d: d.post.en),
    (Text("班次", "Shift"), lambda d: Text("白班", "day") if d.day else Text("夜班", "night")),
    (Text("值班开始时间", "Shift start"), lambda d: d.starts),
    (Text("值班结束时间", "End time"), lambda d: d.starts + timedelta(hours=12)),
    (Text("角色", "Duty role"), lambda d: d.role),
    (Text("是否到岗", "Filled"), lambda d: YES[d.is_filled]),
    (Text("加强值班", "Heightened"), lambda d: YES[d.is_heightened]),
    (Text("带班领导", "Contact name"), lambda d: Text("某某某", "Somebody")),
    (Text("值班电话", "Mobile"), lambda d: "000-0000-0000"),
]


# A row is (task, status, number of its incident).
TASKS: list[Column] = [
    (Text("任务编号", "Task no"), lambda t: t[0].number),
    (Text("任务类型", "Task type"), lambda t: office.TASK_KIND[t[0].kind]),
    (Text("任务名称", "Task"), lambda t: t[0].title),
    (Text("事件编号", "Incident ID"), lambda t: t[2]),
    (Text("责任单位", "Responsible org"), lambda t: orgs.ORG[t[0].org]),
    (Text("优先级", "Priority"), lambda t: t[0].priority),
    (Text("创建时间", "Created at"), lambda t: t[0].created),
    (Text("截止时间", "Due at"), lambda t: t[0].due),
    (Text("完成时间", "Done at"), lambda t: t[0].done if t[1] == "done" else None),
    (Text("任务状态", "Task status"), lambda t: office.TASK_STATUS[t[1]]),
    (Text("预案措施编号", "Plan measure no"), lambda t: t[0].step or None),
    (Text("评估编号", "Review no"), lambda t: t[0].review or None),
]
# A row is (shelter, people in it, counted at).
SHELTERS: list[Column] = [
    (Text("避难场所名称", "Shelter name"), lambda s: s[0].name),
    (Text("中文名称", "Name zh"), lambda s: s[0].name.zh),
    (Text("英文名称", "Name en"), lambda s: s[0].name.en),
    (Text("场所类型", "Facility type"), lambda s: sites.KIND[s[0].kind]),
    (Text("区县", "District"), lambda s: NAME[s[0].district]),
    (Text("经度", "Longitude"), lambda s: s[0].lonlat[0]),
    (Text("纬度", "Latitude"), lambda s: s[0].lonlat[1]),
    (Text("开放状态", "Status"), lambda s: sites.IN_USE if s[1] else sites.STANDBY),
    (Text("容量", "Capacity"), lambda s: s[0].capacity),
    (Text("容量单位", "Capacity unit"), lambda s: s[0].capacity_unit),
    (Text("已安置人数", "Occupancy"), lambda s: s[1]),
    (Text("人数时间", "Counted at"), lambda s: s[2]),
]
RISKS: list[Column] = [
    (Text("风险编号", "Risk no"), lambda r: r.number),
    (Text("风险点名称", "Risk name"), lambda r: r.name),
    (Text("灾种", "Hazard"), lambda r: r.hazard),
    (Text("可能导致的事故类型", "Possible accident"), lambda r: r.accident),
    (Text("所在场所", "Site"), lambda r: r.site.name),
    (Text("区县", "District"), lambda r: NAME[r.site.district]),
    (Text("经度", "Longitude"), lambda r: r.point[0]),
    (Text("纬度", "Latitude"), lambda r: r.point[1]),
    (Text("可能性(L)", "Likelihood"), lambda r: r.likelihood),
    (Text("严重性(S)", "Severity"), lambda r: r.severity),
    (Text("风险值", "Risk score"), lambda r: r.score),
    (Text("风险等级", "Risk level"), lambda r: RISK[risks.band(r.score)]),
    (Text("剩余可能性", "Residual likelihood"), lambda r: r.left_l),
    (Text("剩余严重性", "Residual severity"), lambda r: r.left_s),
    (Text("剩余风险值", "Residual score"), lambda r: r.left),
    (Text("剩余风险等级", "Residual level"), lambda r: RISK[risks.band(r.left)]),
    (Text("管控措施", "Controls"), lambda r: r.control),
    (Text("责任单位", "Responsible org"), lambda r: orgs.ORG[r.owner]),
    (Text("整改期限", "Due date"), lambda r: r.due),
    (Text("整改完成时间", "Completed on"), lambda r: r.done),
    (Text("下次评估日期", "Next review"), lambda r: r.review),
]
