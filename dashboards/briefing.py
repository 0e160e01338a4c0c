"""Briefing: how bad, where, better or worse, in time, with what, and what needs a decision."""

from sitroom import page, show
from sitroom.views import blocks_briefing as blocks
from sitroom.views import blocks_decisions, map, timeline

FIGURES = ("casualties", "first_arrival", "teams_ready", "items_below_minimum")
MAP = ("regions", "open_incidents", "sites", "rivers", "warnings_in_force")

PAGE = page(
    "Briefing",
    show(("responses_in_force", "source_health"), blocks.header, "header"),
    show("level_counts", blocks.levels, "levels"),
    show(FIGURES, blocks.figures, "figures"),
    show("open_incidents", blocks.incident_list, "incidents"),
    show(MAP, map.incident_map, "map", "Map of open incidents"),
    show("needs_decision", blocks_decisions.decisions, "decisions"),
    show("new_incidents_per_hour", timeline.incident_bars, "trend", "New incidents per hour, 72 h"),
    show("stock_against_minimum", blocks.stock, "stock"),
    show(("warnings_in_force", "regions"), blocks.warnings, "warnings"),
    order=1,
)
