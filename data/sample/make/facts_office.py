"""What the office's own sheets must show at a moment: plans, drills, reviews, tasks, lifelines."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import plans
from city import City
from lifelines import SERVICE
from place import NAME
from risks import band

STALE_MINUTES = 360


def office_facts(city: City, now: datetime) -> dict[str, Any]:
    """Return the facts of one moment."""
    return {
        "measures": dict(Counter(_measure(*pair, now) for pair in plans.measures(now))),
        "plans": _plans(now.date()),
        "drills": dict(Counter(_drill(d, now.date()) for d in plans.drills())),
        "reviews": dict(Counter(_review(r, now.date()) for r in plans.reviews())),
        "tasks": _tasks(city, now),
        "corrective": dict(
            Counter(_corrective(t, now) for t in city.tasks
                    if t.kind == "corrective" and t.created <= now)
        ),
        "lifelines": _lifelines(city, now),
        "risks": _risks(city, now.date()),
    }  # fmt: skip


def _measure(step: plans.Step, asked: datetime, now: datetime) -> str:
    if step.done and step.done <= now:
        return "done"
    return "overdue" if asked + timedelta(minutes=step.minutes) < now else "open"


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


_DRILL_MONTHS = {"专项预案": 36, "部门预案": 36, "现场处置方案": 6}


def _plans(today: date) -> dict[str, list[str]]:
    kept = [p for p in plans.plans() if p.status.en != "withdrawn"]
    held = {d.plan: d.held for d in plans.drills() if d.held and d.kind.en == "drill"}
    review, drill = [], []
    for plan in kept:
        done = plan.reviewed or plan.issued
        due = plan.next_review
        if not due and done and plan.review_months:
            due = _months_later(done, plan.review_months)
        if due and due < today:
            review.append(plan.number)
        since, months = held.get(plan.number) or plan.issued, _DRILL_MONTHS.get(plan.kind.zh)
        if since and months and _months_later(since, months) < today:
            drill.append(plan.number)
    return {"all": [p.number for p in kept], "review_overdue": review, "drill_overdue": drill}


def _drill(drill: plans.Drill, today: date) -> str:
    if drill.held and drill.held <= today:
        return "held"
    if drill.status == plans.CANCELLED:
        return "cancelled"
    return "overdue" if drill.planned and drill.planned < today else "planned"


def _review(review: plans.Review, today: date) -> str:
    if review.done and review.done <= today:
        return "done"
    return "overdue" if review.due < today else "open"


def _tasks(city: City, now: datetime) -> dict[str, int]:
    open_ = [t for t in city.tasks if t.created <= now and not (t.done and t.done <= now)]
    return {"open": len(open_), "overdue": sum(t.due < now for t in open_)}


def _corrective(task: Any, now: datetime) -> str:
    if task.done and task.done <= now:
        return "done"
    return "overdue" if task.due < now else "open"


def _lifelines(city: City, now: datetime) -> dict[str, int]:
    states: Counter[str] = Counter()
    for service in SERVICE:
        for district in NAME:
            seen = [
                o
                for o in city.lifelines
                if (o.service, o.district) == (service, district) and o.observed <= now
            ]
            last = max(seen, key=lambda o: o.observed, default=None)
            fresh = last and now - last.observed <= timedelta(minutes=STALE_MINUTES)
            states[last.state if last and fresh else "unknown"] += 1
    return dict(states)


def _risks(city: City, today: date) -> dict[str, Any]:
    levels = Counter(f"{band(r.score)} to {band(r.left)}" for r in city.risks)
    return {
        "levels": dict(sorted(levels.items())),
        "reviews_overdue": sum(r.review < today for r in city.risks),
        "controls_overdue": sum(
            r.due < today and not (r.done and r.done <= today) for r in city.risks
        ),
    }
