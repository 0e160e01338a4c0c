"""Risks: the register as a matrix, what a warning makes urgent, what is overdue, lifelines."""

from sitroom import page, show
from sitroom.views import blocks_lifelines, blocks_map, blocks_risks, blocks_warnings

MAP = ("regions", "open_incidents", "sites", "rivers", "warnings_in_force")
FIGURES = ("risks", "risk_reviews_overdue", "risk_controls_overdue", "risks_under_warning")

PAGE = page(
    "Risks",
    show("risks", blocks_risks.narrow, "narrow"),
    show(FIGURES, blocks_risks.figures, "strip"),
    show(("risks_under_warning", "risks"), blocks_risks.under_warning, "urgent"),
    show(("warnings_in_force", "regions"), blocks_warnings.warnings, "warned"),
    show(("risk_matrix", "risks"), blocks_risks.matrix, "matrix"),
    show(MAP, blocks_map.hazard_map, "map", "Map of hazard sites"),
    show("lifelines", blocks_lifelines.lifelines, "lifelines"),
    show(("risk_reviews_overdue", "risks"), blocks_risks.reviews, "reviews"),
    show(("risk_controls_overdue", "risks"), blocks_risks.controls, "controls"),
    order=4,
)
