"""Readiness: who is on duty, whether reports come in time, and what is due to be done."""

from sitroom import page, show
from sitroom.views import blocks_handover
from sitroom.views import blocks_readiness as blocks

FIGURES = ("duty_coverage", "report_scorecard", "plans", "drills", "corrective_actions")

PAGE = page(
    "Readiness",
    show(FIGURES, blocks.figures, "strip"),
    show(("duty_coverage", "duty_gaps"), blocks.duty, "duty"),
    show("report_scorecard", blocks.scorecard, "scores"),
    show("handover_note", blocks_handover.handover, "handover"),
    show("plans", blocks.plans, "plans"),
    show("drills", blocks.drills, "drills"),
    show("corrective_actions", blocks.actions, "actions"),
    order=5,
)
