"""What the office itself decides and does: response levels, duty posts, tasks, requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from words import DAY, Text, at, later


@dataclass(frozen=True)
class Response:
    """One response level, from its start to its end."""

    number: str
    level: int
    started: datetime
    ended: datetime | None


RESPONSES = [
    Response("XY-2026-011", 4, at("17:20", -1), at("23:10", -1)),
    Response("XY-2026-012", 3, at("23:10", -1), at("06:40")),
    Response("XY-2026-013", 2, at("06:40"), at("14:10")),
    Response("XY-2026-014", 3, at("14:10"), None),
]


@dataclass(frozen=True)
class Shift:
    """One duty post for half a day."""

    number: str
    starts: datetime
    day: bool
    org: str
    post: Text
    role: Text
    is_filled: bool
    is_heightened: bool


_LEAD, _DUTY = Text("带班", "lead"), Text("值守", "duty")
_POSTS = [
    ("emb", Text("总值班室带班岗", "Duty room lead"), _LEAD),
    ("emb", Text("总值班室信息岗", "Duty room information desk"), _DUTY),
    ("hq", Text("防汛值班岗", "Flood desk"), _DUTY),
    ("fire", Text("119 指挥中心岗", "119 dispatch desk"), _DUTY),
    ("health", Text("医疗救治协调岗", "Medical coordination desk"), _DUTY),
    ("expert", Text("危化专家岗", "Hazardous-chemical expert desk"), _DUTY),
    ("relief", Text("物资调度岗", "Supplies desk"), _DUTY),
    ("met", Text("气象会商岗", "Weather desk"), _DUTY),
]


def shifts() -> list[Shift]:
    """Return five days of duty; the expert desk is not filled for the night to come."""
    found = []
    for day in range(-2, 3):
        for half in (True, False):
            for number, (org, post, role) in enumerate(_POSTS, 1):
                starts = DAY + timedelta(days=day, hours=8 if half else 20)
                filled = not (org == "expert" and day == 0 and not half)
                code = f"ZB-{starts:%m%d}{'D' if half else 'N'}-{number}"
                found.append(Shift(code, starts, half, org, post, role, filled, day >= -1))
    return found


@dataclass(frozen=True)
class Task:
    """One thing to do, with the organisation that must do it."""

    number: str
    kind: str
    title: Text
    incident: str  # English title of the incident
    org: str
    priority: int
    created: datetime
    due: datetime
    done: datetime | None
    step: str = ""  # of a plan
    review: str = ""  # that asked for it

    def status(self, moment: datetime) -> str:
        """Return open, doing or done at a moment."""
        if self.done and self.done <= moment:
            return "done"
        return "doing" if later(self.created, 8) <= moment else "open"


TASK_KIND = {
    "checklist": Text("处置清单", "checklist"),
    "report": Text("报送", "report"),
    "request": Text("支援请求", "request"),
    "inspection": Text("检查", "inspection"),
    "corrective": Text("整改", "corrective"),
}
TASK_STATUS = {
    "open": Text("待办", "open"),
    "doing": Text("进行中", "doing"),
    "done": Text("完成", "done"),
}
_PUMP, _LEAK = "Hedong pumping station flooded", "Shiqiao chemical park leak"
_SLIDE, _PIPING = "Zhugang landslide", "Liudi dyke piping"
_TASKS = [
    ("04:35", "checklist", "划定警戒区", "Rope off the slope", _SLIDE, "land", 1, "05:30", "05:10"),
    ("06:44", "checklist", "调集泵车", "Bring pumps", _PUMP, "water", 1, "08:00", "09:38"),
    ("06:56", "checklist", "转移街区", "Move the blocks", _PUMP, "hedong", 1, "10:00", "10:06"),
    ("07:20", "request", "补充沙袋", "More sandbags", _PUMP, "relief", 1, "09:00", "10:44"),
    ("08:38", "checklist", "关闭上游阀门", "Close the valve", _LEAK, "park", 1, "09:15", "10:10"),
    ("08:50", "request", "泡沫 6 吨", "6 t of foam", _LEAK, "relief", 1, "09:45", "10:26"),
    ("08:52", "checklist", "外围空气监测", "Watch the air", _LEAK, "env", 2, "09:20", "09:12"),
    ("08:55", "report", "石桥续报", "Shiqiao follow-up", _LEAK, "emb", 1, "09:18", "09:41"),
    ("09:04", "inspection", "检查饮水", "Check the water", _PUMP, "health", 3, "12:00", "11:40"),
    ("10:40", "checklist", "围井导滤", "Ring dykes", _PIPING, "water", 1, "12:00", "12:05"),
    ("10:58", "request", "送水车 6 台", "Six water trucks", "Baisha waterworks off", "waterco", 2,
     "12:30", "12:20"),
    ("13:20", "corrective", "泵房防水", "Flood-proof it", _PUMP, "hedong", 3, "18:00", ""),
    ("14:20", "inspection", "全线巡堤", "Walk the dykes", _PIPING, "water", 2,
     "20:00", ""),
]  # fmt: skip


def tasks() -> list[Task]:
    """Return the day's tasks in the order they were given."""
    return [
        Task(
            *(f"RW-0712-{n:02d}", kind, Text(zh, en), incident, org, priority),
            *(at(created), at(due), at(done) if done else None),
        )
        for n, (created, kind, zh, en, incident, org, priority, due, done) in enumerate(_TASKS, 1)
    ]


@dataclass(frozen=True)
class Request:
    """Things asked for by an incident, and when they left and came."""

    number: str
    incident: str
    item: str
    depot: str  # where it comes from; empty while nobody gives it
    qty: float
    asked: datetime
    left: datetime | None
    arrived: datetime | None

    def status(self, moment: datetime) -> str | None:
        """Return how far it had come at a moment; None before it was asked for."""
        steps = [("requested", self.asked), ("en_route", self.left), ("on_scene", self.arrived)]
        reached = [name for name, when in steps if when and when <= moment]
        return reached[-1] if reached else None


_REQUESTS = [
    (_PUMP, "Sandbags", "city", 800, "06:44", "06:48", "07:10"),
    (_PUMP, "Sandbags", "hedong", 1500, "07:12", "07:18", "07:31"),
    (_PUMP, "Sandbags", "nanping", 4100, "07:20", "09:58", "10:44"),
    (_PUMP, "Drinking water", "hedong", 6000, "07:36", "07:44", "08:02"),
    (_PUMP, "Drinking water", "city", 4000, "10:20", "10:33", "11:00"),
    (_PUMP, "Folding beds", "hedong", 240, "07:40", "07:52", "08:10"),
    (_PUMP, "Folding beds", "", 160, "07:40", "", ""),
    (_PUMP, "Rubber boats", "hedong", 3, "08:20", "08:26", "08:38"),
    (_LEAK, "Foam agent", "shiqiao", 2.4, "08:50", "08:57", "09:08"),
    (_LEAK, "Foam agent", "lingang", 2.2, "08:50", "09:44", "10:26"),
    (_LEAK, "Foam agent", "", 1.4, "08:50", "", ""),
    (_LEAK, "Protective suits", "shiqiao", 40, "08:52", "09:00", "09:10"),
    (_PIPING, "Sandbags", "hedong", 900, "12:00", "12:10", "12:48"),
]


def requests() -> list[Request]:
    """Return what the incidents asked for, in the order of the list."""
    return [
        Request(
            *(f"DW-20260712-{n:02d}", incident, item, depot, qty, at(asked)),
            *(at(left) if left else None, at(arrived) if arrived else None),
        )
        for n, (incident, item, depot, qty, asked, left, arrived) in enumerate(_REQUESTS, 1)
    ]
