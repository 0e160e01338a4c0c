"""What the office prepares: plans and what they ask for, drills, training, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from office import RESPONSES, Task
from words import HAZARD, Text, at, later


def _lines(file: str) -> list[str]:
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Plan:
    """One plan of the register; every 0 = the plan has no interval of its own."""

    number: str
    name: Text
    kind: Text
    org: str
    hazard: Text | None
    version: str
    issued: date | None
    reviewed: date | None
    next_review: date | None
    review_months: int | None
    status: Text


_KIND = {
    "overall": Text("总体预案", "overall plan"),
    "special": Text("专项预案", "special plan"),
    "department": Text("部门预案", "department plan"),
    "onsite": Text("现场处置方案", "on-site plan"),
}
_STATUS = {
    "in_force": Text("现行", "in force"),
    "draft": Text("编制中", "draft"),
    "withdrawn": Text("废止", "withdrawn"),
}


def plans() -> list[Plan]:
    """Return the register of plans."""
    return [_plan(line.split("|")) for line in _lines("plans.txt")]


def _plan(cells: list[str]) -> Plan:
    number, zh, en, kind, org, hazard, version, issued, reviewed, due, months, status = cells
    return Plan(
        *(number, Text(zh, en), _KIND[kind], org, HAZARD.get(hazard), version),
        *(_day(issued), _day(reviewed), _day(due), int(months) if months else None),
        _STATUS[status],
    )


@dataclass(frozen=True)
class Step:
    """One measure of a plan, from the response level that first asks for it."""

    number: str
    plan: str
    seq: int
    level: int
    measure: Text
    org: str
    minutes: int  # after the activation
    done: datetime | None  # on the flood day; None where nobody needed it


def steps() -> list[Step]:
    """Return what the plans ask for; measures of one plan are numbered in its order."""
    found: list[Step] = []
    for line in _lines("plan_steps.txt"):
        plan, level, zh, en, org, minutes, done = line.split("|")
        seq = 1 + sum(step.plan == plan for step in found)
        when = at(done.removeprefix("-"), -1 if done.startswith("-") else 0) if done else None
        number = f"{plan}-{seq:02d}"
        found.append(Step(number, plan, seq, int(level), Text(zh, en), org, int(minutes), when))
    return found


def measures(now: datetime) -> list[tuple[Step, datetime]]:
    """Return what the flood plan asks for at a moment, with when it was first asked for."""
    started = [r for r in RESPONSES if r.started <= now]
    level = started[-1].level
    found = []
    for step in steps():
        if step.plan != "YA-02" or step.level < level:
            continue
        asked = [r.started for r in started if r.level <= step.level]
        found.append((step, min(asked)))
    return found


def measure_tasks() -> list[Task]:
    """Return the tasks that carry the flood plan's measures out."""
    first = {r.level: r.started for r in reversed(RESPONSES)}
    return [
        Task(
            *(f"RW-{step.number}", "checklist", step.measure, "", step.org, 1),
            *(first[step.level], later(first[step.level], step.minutes), step.done),
            step=step.number,
        )
        for step in steps()
        if step.done
    ]


@dataclass(frozen=True)
class Drill:
    """A drill, a training or an outreach, planned or held."""

    number: str
    name: Text
    kind: Text
    plan: str
    org: str
    mode: Text | None
    planned: date | None
    held: date | None
    hours: float | None
    people: int | None
    score: int | None
    findings: Text | None
    status: Text | None


_DRILL = {
    "drill": Text("演练", "drill"),
    "training": Text("培训", "training"),
    "outreach": Text("宣传", "outreach"),
}
_MODE = {
    "tabletop": Text("桌面推演", "tabletop"),
    "functional": Text("单项演练", "functional"),
    "full": Text("综合演练", "full scale"),
    "unannounced": Text("双盲", "unannounced"),
}
CANCELLED = Text("已取消", "cancelled")


def drills() -> list[Drill]:
    """Return drills, training and outreach; the boat training was cancelled."""
    return [_drill(line.split("|")) for line in _lines("drills.txt")]


def _drill(cells: list[str]) -> Drill:
    number, zh, en, kind, plan, org, mode, planned, held, hours, people, score, *found = cells
    findings = Text(*found) if all(found) and len(found) == 2 else None
    return Drill(
        *(number, Text(zh, en), _DRILL[kind], plan, org, _MODE.get(mode), _day(planned)),
        *(_day(held), float(hours) if hours else None, int(people) if people else None),
        *(int(score) if score else None, findings),
        CANCELLED if number == "PX-2603" else None,
    )


@dataclass(frozen=True)
class Review:
    """A look back at an incident, a drill or a plan."""

    number: str
    title: Text
    kind: Text
    subject: str
    org: str
    started: date
    due: date
    done: date | None
    score: int | None


_REVIEW = {
    "after_action": Text("复盘", "after action"),
    "drill": Text("演练评估", "drill evaluation"),
    "plan": Text("预案评估", "plan review"),
}
_REVIEWS = [
    ("PG-2601", "防汛综合演练评估", "Evaluation of the flood exercise", "drill", "YL-2601", "hq",
     "2026-05-21", "2026-06-05", "2026-06-04", 84),
    ("PG-2602", "总体预案评估", "Review of the overall plan", "plan", "YA-01", "emb",
     "2026-05-10", "2026-06-01", "", None),
    ("PG-2603", "6 月 18 日暴雨复盘", "Look back at the storm of 18 June", "after_action", "",
     "emb", "2026-06-22", "2026-07-10", "", None),
    ("PG-2604", "罐区隐患评估", "Review of the tank farm's defects", "after_action", "", "park",
     "2026-07-01", "2026-08-15", "", None),
]  # fmt: skip


def reviews() -> list[Review]:
    """Return the reviews of the year."""
    return [
        Review(
            *(number, Text(zh, en), _REVIEW[kind], subject, org),
            *(date.fromisoformat(started), date.fromisoformat(due), _day(done), score),
        )
        for number, zh, en, kind, subject, org, started, due, done, score in _REVIEWS
    ]


# number | title | organisation | review | given | due | done, days before the flood day
_ACTIONS = [
    ("ZG-01", "安置点增设备用通信", "Second line to the shelters", "hq", "PG-2601", -38, -4, None),
    ("ZG-02", "更换巡堤对讲机", "New radios for dyke patrols", "liudi", "PG-2601", -38, -12, -14),
    ("ZG-03", "疏通下穿通道排水", "Clear the underpass drains", "road", "PG-2603", -15, 19, None),
]  # fmt: skip


def corrective_tasks() -> list[Task]:
    """Return what the reviews asked to be put right."""

    def day(number: int | None) -> datetime | None:
        return None if number is None else at("18:00") + timedelta(days=number)

    return [
        Task(
            *(number, "corrective", Text(zh, en), "", org, 2),
            *(at("09:00") + timedelta(days=given), at("18:00") + timedelta(days=due), day(done)),
            review=review,
        )
        for number, zh, en, org, review, given, due, done in _ACTIONS
    ]
