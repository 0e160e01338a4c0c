"""Incidents: filters, map and table linked both ways, and the sheet of the one that is opened."""

from sitroom import page, show
from sitroom.views import blocks_follow, blocks_map
from sitroom.views import blocks_incidents as blocks

SHEET = (
    "incidents", "incident_timeline", "incident_surroundings", "incident_needs",
    "incident_links", "likely_duplicates", "tasks_open", "plan_measures", "responses_in_force",
    "level_history", "warnings_in_force", "warning_areas", "report_obligations",
)  # fmt: skip
MAP = ("regions", "incidents", "sites", "rivers")

PAGE = page(
    "Incidents",
    show("incidents", blocks.filters, "filters"),
    show(MAP, blocks_map.narrowed_map, "map", "Map of these incidents"),
    show("incidents", blocks.table, "table"),
    show(SHEET, blocks_follow.sheet, "sheet"),
    order=2,
)
