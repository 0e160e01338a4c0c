"""The columns of the files about plans, drills, reviews and lifelines."""

from __future__ import annotations

import lifelines
import orgs
from place import NAME
from words import RESPONSE, Text
from write import Column

PLANS: list[Column] = [
    (Text("预案编号", "Plan no"), lambda p: p.number),
    (Text("预案名称", "Plan name"), lambda p: p.name),
    (Text("中文名称", "Plan name zh"), lambda p: p.name.zh),
    (Text("英文名称", "Plan name en"), lambda p: p.name.en),
    (Text("预案类型", "Plan type"), lambda p: p.kind),
    (Text("编制单位", "Plan owner"), lambda p: orgs.ORG[p.org]),
    (Text("适用灾种", "Hazard"), lambda p: p.hazard),
    (Text("版本", "Version"), lambda p: p.version),
    (Text("发布日期", "Issued on"), lambda p: p.issued),
    (Text("上次评估日期", "Last review"), lambda p: p.reviewed),
    (Text("下次评估日期", "Next review"), lambda p: p.next_review),
    (Text("评估周期(月)", "Review every months"), lambda p: p.review_months),
    (Text("预案状态", "Plan status"), lambda p: p.status),
]
STEPS: list[Column] = [
    (Text("措施编号", "Measure no"), lambda s: s.number),
    (Text("所属预案", "Plan no"), lambda s: s.plan),
    (Text("顺序", "Order"), lambda s: s.seq),
    (Text("启动级别", "Response level"), lambda s: _LEVEL[s.level]),
    (Text("措施", "Measure"), lambda s: s.measure),
    (Text("措施中文", "Measure zh"), lambda s: s.measure.zh),
    (Text("措施英文", "Measure en"), lambda s: s.measure.en),
    (Text("责任单位", "Responsible org"), lambda s: orgs.ORG[s.org]),
    (Text("完成时限(分钟)", "Due within minutes"), lambda s: s.minutes),
]
_LEVEL = RESPONSE | {1: Text("Ⅰ级", "I")}
DRILLS: list[Column] = [
    (Text("演练编号", "Drill no"), lambda d: d.number),
    (Text("演练名称", "Drill name"), lambda d: d.name),
    (Text("活动类型", "Drill type"), lambda d: d.kind),
    (Text("所属预案", "Plan no"), lambda d: d.plan or None),
    (Text("组织单位", "Organised by"), lambda d: orgs.ORG[d.org]),
    (Text("演练形式", "Drill mode"), lambda d: d.mode),
    (Text("计划日期", "Planned on"), lambda d: d.planned),
    (Text("实施日期", "Held on"), lambda d: d.held),
    (Text("学时", "Hours"), lambda d: d.hours),
    (Text("参加人数", "Participants"), lambda d: d.people),
    (Text("评分", "Score"), lambda d: d.score),
    (Text("发现问题", "Findings"), lambda d: d.findings),
    (Text("演练状态", "Drill status"), lambda d: d.status),
]
REVIEWS: list[Column] = [
    (Text("评估编号", "Review no"), lambda r: r.number),
    (Text("评估名称", "Review title"), lambda r: r.title),
    (Text("评估类型", "Review type"), lambda r: r.kind),
    (Text("评估对象", "Review of"), lambda r: r.subject or None),
    (Text("评估单位", "Reviewing organisation"), lambda r: orgs.ORG[r.org]),
    (Text("开始日期", "Started on"), lambda r: r.started),
    (Text("应完成日期", "Due on"), lambda r: r.due),
    (Text("完成日期", "Done on"), lambda r: r.done),
    (Text("评分", "Score"), lambda r: r.score),
]
LIFELINES: list[Column] = [
    (Text("生命线", "Lifeline"), lambda o: lifelines.SERVICE[o.service]),
    (Text("区县", "District"), lambda o: NAME[o.district]),
    (Text("运行状态", "Service state"), lambda o: lifelines.STATE[o.state]),
    (Text("观测时间", "Observed at"), lambda o: o.observed),
    (Text("受影响用户数", "Users affected"), lambda o: o.users),
    (Text("预计恢复时间", "Expected restoration"), lambda o: o.back),
]
