"""Plans, drills, reviews, tasks, risks and lifelines recounted from the sample's files in pandas."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
from sample_reading import LEVEL, ZONE, Files

# One English name for each column, whatever language its file is in.
_HEADERS = {
    "plan": ("预案编号", "所属预案", "Plan no"),
    "plan_kind": ("预案类型", "Plan type"),
    "plan_status": ("预案状态", "Plan status"),
    "issued": ("发布日期", "Issued on"),
    "reviewed": ("上次评估日期", "Last review"),
    "next_review": ("下次评估日期", "Next review"),
    "review_months": ("评估周期(月)", "Review every months"),
    "measure": ("措施编号", "预案措施编号", "Measure no", "Plan measure no"),
    "level": ("启动级别", "响应级别", "Response level"),
    "minutes": ("完成时限(分钟)", "Due within minutes"),
    "started": ("启动时间", "Started at"),
    "drill_kind": ("活动类型", "Drill type"),
    "planned": ("计划日期", "Planned on"),
    "held": ("实施日期", "Held on"),
    "drill_status": ("演练状态", "Drill status"),
    "review": ("评估编号", "Review no"),
    "due": ("应完成日期", "Due on", "截止时间", "Due at", "整改期限", "Due date"),
    "done": ("完成日期", "Done on", "完成时间", "Done at", "整改完成时间", "Completed on"),
    "task": ("任务编号", "Task no"),
    "task_kind": ("任务类型", "Task type"),
    "created": ("创建时间", "Created at"),
    "org": ("责任单位", "Responsible org"),
    "service": ("生命线", "Lifeline"),
    "district": ("区县", "District"),
    "state": ("运行状态", "Service state"),
    "seen": ("观测时间", "Observed at"),
    "back": ("预计恢复时间", "Expected restoration"),
    "risk": ("风险编号", "Risk no"),
    "hazard": ("灾种", "Hazard"),
    "l": ("可能性(L)", "Likelihood"),
    "s": ("严重性(S)", "Severity"),
    "left_l": ("剩余可能性", "Residual likelihood"),
    "left_s": ("剩余严重性", "Residual severity"),
    "next": ("下次评估日期", "Next review"),
    "lon": ("经度", "Longitude"),
    "lat": ("纬度", "Latitude"),
}
_STATES = {
    "正常": "normal", "部分中断": "degraded", "partial": "degraded", "中断": "out",
    "封闭": "closed", "已恢复": "restored",
}  # fmt: skip
_LEVELS = LEVEL | {"Ⅰ级": 1, "I": 1}
_DRILL_MONTHS = {
    "专项预案": 36, "special plan": 36, "部门预案": 36, "department plan": 36,
    "现场处置方案": 6, "on-site plan": 6,
}  # fmt: skip
STALE = timedelta(minutes=360)


class OfficeRecount:
    """What the office's own sheets say at local HHMM, from what had arrived by then."""

    def __init__(self, sample: Path, clock: str) -> None:
        self.files = Files(sample, clock)
        self.now = pd.Timestamp(2026, 7, 12, int(clock[:2]), int(clock[2:]))
        self.today = self.now.normalize()
        self.as_of = self.now.to_pydatetime() - ZONE
        self.language = sample.name

    def frame(self, name: str) -> pd.DataFrame:
        """Return the rows of a source's files under our names, in the order the files came."""
        paths = self.files.of(name) if name in ("tasks", "lifelines", "responses") else []
        paths = paths or [self.files.folders[0] / f"{name}.csv"]
        tables = [pd.read_csv(path, encoding="utf-8-sig", dtype=str) for path in paths]
        return _named(pd.concat(tables, ignore_index=True))

    def measures(self) -> dict[str, tuple[str, pd.Timestamp]]:
        """Return state and due time of each measure that the present flood response asks for."""
        responses = self.frame("responses")
        responses = responses.assign(
            at=pd.to_datetime(responses["started"]), n=responses["level"].map(_LEVELS)
        )
        responses = responses.drop_duplicates(responses.columns[0], keep="last").query(
            "at <= @self.now"
        )
        level = responses.sort_values("at")["n"].iloc[-1]
        steps = self.frame("plan_steps").query("plan == 'YA-02'")
        done = self.tasks().dropna(subset=["measure"]).set_index("measure")["done"]
        found = {}
        for step in steps.itertuples():
            own = _LEVELS[step.level]
            if own < level:
                continue
            due = responses.loc[responses["n"] <= own, "at"].min() + pd.Timedelta(
                minutes=int(step.minutes)
            )
            when = pd.to_datetime(done.get(step.measure))
            state = (
                "done"
                if pd.notna(when) and when <= self.now
                else "overdue"
                if due < self.now
                else "open"
            )
            found[step.measure] = (state, due)
        return found

    def tasks(self) -> pd.DataFrame:
        """Return each task as its last row tells it."""
        return self.frame("tasks").drop_duplicates("task", keep="last")

    def open_tasks(self) -> dict[str, bool]:
        """Return the open tasks and whether each is overdue."""
        tasks = self.tasks()
        done = pd.to_datetime(tasks["done"])
        still = tasks[~(done <= self.now)]
        return dict(zip(still["task"], pd.to_datetime(still["due"]) < self.now, strict=True))

    def plans(self) -> tuple[set[str], set[str], set[str]]:
        """Return all plans, those to be reviewed and those to be drilled."""
        plans = self.frame("plans")
        plans = plans[~plans["plan_status"].isin(["废止", "withdrawn"])].set_index("plan")
        dates = {c: pd.to_datetime(plans[c]) for c in ("issued", "reviewed", "next")}
        drills = self.frame("drills")
        drills = drills[drills["drill_kind"].isin(["演练", "drill"])]
        held = pd.to_datetime(drills["held"]).groupby(drills["plan"]).max()
        review, drill = set(), set()
        for plan in plans.index:
            since = dates["reviewed"][plan]
            since = dates["issued"][plan] if pd.isna(since) else since
            due, months = dates["next"][plan], plans["review_months"][plan]
            if pd.isna(due) and pd.notna(months):
                due = since + pd.DateOffset(months=int(float(months)))
            review |= {plan} if due < self.today else set()
            last = held.get(plan, pd.NaT)
            last = dates["issued"][plan] if pd.isna(last) else last
            every = _DRILL_MONTHS.get(plans["plan_kind"][plan])
            if every and last + pd.DateOffset(months=every) < self.today:
                drill.add(plan)
        return set(plans.index), review, drill

    def drills(self) -> Counter[str]:
        """Count drills and trainings by state."""
        found: Counter[str] = Counter()
        for row in self.frame("drills").itertuples():
            if pd.notna(row.held):
                found["held"] += 1
            elif row.drill_status in ("已取消", "cancelled"):
                found["cancelled"] += 1
            else:
                found["overdue" if pd.Timestamp(row.planned) < self.today else "planned"] += 1
        return found

    def reviews(self) -> Counter[str]:
        """Count reviews by state."""
        rows = self.frame("reviews")
        done, due = pd.to_datetime(rows["done"]), pd.to_datetime(rows["due"])
        return Counter(
            "done" if d <= self.today else "overdue" if u < self.today else "open"
            for d, u in zip(done, due, strict=True)
        )

    def corrective(self) -> dict[str, str]:
        """Return the state of each corrective action."""
        rows = self.tasks()
        rows = rows[rows["task_kind"].isin(["整改", "corrective"])]
        return {
            row.task: "done" if pd.to_datetime(row.done) <= self.now
            else "overdue" if pd.Timestamp(row.due) < self.now else "open"
            for row in rows.itertuples()
        }  # fmt: skip

    def lifelines(self) -> dict[tuple[str, str], str]:
        """Return the state of each service in each district; what was never told is unknown."""
        rows = self.frame("lifelines")
        rows["at"] = pd.to_datetime(rows["seen"])
        last = rows[rows["at"] <= self.now].sort_values("at", kind="stable")
        last = last.drop_duplicates(["district", "service"], keep="last").set_index(
            ["district", "service"]
        )
        cells = [(d, s) for d in rows["district"].unique() for s in rows["service"].unique()]
        return {
            cell: _STATES.get(last["state"][cell], last["state"][cell])
            if cell in last.index and self.now - last["at"][cell] <= STALE else "unknown"
            for cell in cells
        }  # fmt: skip

    def risks(self) -> pd.DataFrame:
        """Return the register with both levels by the matrix 20, 9, 4, 1."""
        raw = pd.read_excel(self.files.folders[0] / "risks.xlsx", engine="calamine")
        rows = _named(raw)
        rows = rows[~rows["risk"].isin(self.files.wrong)].copy()
        for name, *factors in (("before", "l", "s"), ("after", "left_l", "left_s")):
            score = rows[factors].astype(int).prod(axis=1)
            rows[name] = 4 - sum((score >= bound).astype(int) for bound in (4, 9, 20))
        rows["next"] = pd.Timestamp("1899-12-30") + pd.to_timedelta(
            rows["next"].astype(int), unit="D"
        )
        return rows


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    found = {}
    for name, headers in _HEADERS.items():
        for header in headers:
            if header in frame.columns and name != "next_review":
                found[header] = name
    return frame.rename(columns=found)


def as_instant(value: datetime) -> pd.Timestamp:
    """Return a naive UTC instant of the product as local time."""
    return pd.Timestamp(value) + ZONE
