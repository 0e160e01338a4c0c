"""Rows of what an office keeps besides incidents: risks, plans, drills, reviews, lifelines."""

from __future__ import annotations

from typing import Any

from metric_store import Connection, at, put
from shapely.geometry import box


def risk(con: Connection, name: str, **row: Any) -> None:
    """Insert an open risk, scored 4 x 5 before controls and 3 x 5 after them."""
    put(con, "risk", **{
        "risk_id": name, "name": f"Risk {name}", "hazard": "flood", "l": 4, "s": 5, "score": 20,
        "level": 1, "residual_l": 3, "residual_s": 5, "residual_score": 15, "residual_level": 2,
        "owner_org": "Bureau",
    } | row)  # fmt: skip


def control(con: Connection, risk_id: str, due_on: str, **row: Any) -> None:
    """Insert a measure against a risk."""
    put(con, "risk_control", **{
        "control_id": f"{risk_id}/{due_on}", "risk_id": risk_id, "description": "Raise the wall",
        "due_on": due_on,
    } | row)  # fmt: skip


def plan(con: Connection, name: str, **row: Any) -> None:
    """Insert a flood plan that was issued on 1 January 2024."""
    put(con, "plan", **{
        "plan_id": name, "name": f"Plan {name}", "hazard": "flood", "owner_org": "Bureau",
        "issued_on": "2024-01-01",
    } | row)  # fmt: skip


def step(con: Connection, number: str, level: int, due_minutes: int, **row: Any) -> None:
    """Insert a measure of plan A that a response level asks for."""
    put(con, "plan_step", **{
        "step_id": f"k:{number}", "source_ref": number, "plan_ref": "a", "response_level": level,
        "measure": f"Measure {number}", "owner_org": "Bureau", "due_minutes": due_minutes,
    } | row)  # fmt: skip


def task(con: Connection, number: str, created: str, due: str | None = None, **row: Any) -> None:
    """Insert a task that was given at local `created`."""
    put(con, "task", **{
        "task_id": f"k:{number}", "source_ref": number, "title": f"Task {number}",
        "owner_org": "Bureau", "created_at": at(created), "due_at": at(due) if due else None,
    } | row)  # fmt: skip


def lifeline(con: Connection, service: str, region: str, clock: str, **row: Any) -> None:
    """Insert an observation at local `clock`."""
    put(con, "lifeline_status", **{
        "lifeline_id": f"{service}/{region}/{clock}", "service": service, "region_code": region,
        "observed_at": at(clock), "state": "normal",
    } | row)  # fmt: skip


def something_of_everything(con: Connection) -> None:
    """Insert two of each, and every chance of a row twice; needs two regions of one city."""
    for n, name in enumerate(("a", "b"), 1):
        risk(con, name, region_code=f"99010{n}", lon=113.1, lat=29.5, next_review_on="2026-07-01")
        for due in ("2026-07-02", "2026-07-30"):
            control(con, name, due)
        plan(con, name, name_en=f"plan {name}")
        put(con, "drill", drill_id=f"d{n}", name="Drill", plan_ref="a", planned_on="2026-07-01")
        put(con, "review", review_id=f"r{n}", source_ref="R1", title="Review", due_on="2026-07-01")
        task(con, f"c{n}", "08:00", "09:00", kind="corrective", review_ref="r1")
        put(con, "warning", warning_id=f"o{n}", identifier=f"O{n}", hazard="storm", level=2,
            colour="orange", sent_at=at("06:00"), region_codes="990100,990101",
            geom_wkb=box(113, 29, 114, 30).wkb if n == 1 else None)  # fmt: skip
        put(con, "response_activation", activation_id=f"f{n}", level=5 - n, hazard="flood",
            started_at=at(f"0{n}:00"), decided_by="HQ", plan="Plan A")  # fmt: skip
        for clock in ("06:00", "09:00"):
            lifeline(con, "power", f"99010{n}", clock)
    for number, level in (("1", 4), ("2", 3)):
        step(con, number, level, 60)
