"""Readiness: who is on duty, whether reports come in time, and what is due to be done."""

from sitroom import page, show
from sitroom.views import blocks_handover
from sitroom.views import blocks_readiness as blocks

PAGE = page(
    "Readiness",
    show(("duty_coverage", "duty_gaps"), blocks.duty, "duty"),
    show("plans", blocks.plans, "plans"),
    show("drills", blocks.drills, "drills"),
    show("corrective_actions", blocks.actions, "actions"),
    show("handover_note", blocks_handover.handover, "handover"),
    order=5,
)
