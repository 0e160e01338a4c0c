"""Incidents: filters, map and table linked both ways, and the sheet of the one that is opened."""

from sitroom import page, show
from sitroom.views import blocks_incidents as blocks
from sitroom.views import blocks_map, blocks_sheet

SHEET = (
    "incidents", "incident_timeline", "incident_surroundings", "incident_needs",
    "incident_links", "likely_duplicates",
)  # fmt: skip
MAP = ("regions", "incidents", "sites", "rivers")

PAGE = page(
    "Incidents",
    show("incidents", blocks.filters, "filters"),
    show(MAP, blocks_map.narrowed_map, "map", "Map of these incidents"),
    show("incidents", blocks.table, "table"),
    show(SHEET, blocks_sheet.sheet, "sheet"),
    order=2,
)
