"""Briefing: how bad, where, better or worse, in time, with what, and what needs a decision."""

from sitroom import page, scene, show
from sitroom.views import blocks_briefing as blocks
from sitroom.views import (
    blocks_decisions,
    blocks_header,
    blocks_map,
    blocks_since,
    blocks_teams,
    map,
    map_moves,
    timeline,
)
from sitroom.views import blocks_wall as wall

FIGURES = ("casualties", "first_arrival", "teams_ready", "items_below_minimum")
DECISIONS = ("needs_decision", "open_incidents", "changes")
WARNINGS = ("warnings_in_force", "regions", "changes")
MAP = ("regions", "open_incidents", "sites", "rivers")
WARNED = (*MAP, "warnings_in_force")
MOVES = ("regions", "stock_by_depot", "stock_moves", "rivers")
SHEET = (
    "incidents", "incident_timeline", "incident_surroundings", "incident_needs",
    "incident_links", "likely_duplicates",
)  # fmt: skip

PAGE = page(
    "Briefing",
    show(("responses_in_force", "source_health"), blocks_header.header, "header"),
    show("level_counts", blocks.levels, "levels"),
    show(FIGURES, blocks.figures, "figures"),
    show(("open_incidents", "readiness", "changes"), blocks.incident_list, "incidents"),
    show(WARNED, map.incident_map, "map", "Map of open incidents"),
    show(DECISIONS, blocks_decisions.decisions, "decisions"),
    show("new_incidents_per_hour", timeline.incident_bars, "trend", "New incidents per hour, 72 h"),
    show("stock_against_minimum", blocks.stock, "stock"),
    show(WARNINGS, blocks.warnings, "warnings"),
    show("changes", blocks_since.since_briefing, "since", frame="desk"),
    order=1,
    first=("levels", "incidents"),
    turns=show(("open_incidents", "stock_moves", "warnings_in_force"), wall.turns, "turns"),
    scenes=(
        scene(
            "incident",
            show(("open_incidents", *SHEET), wall.incident, "scene"),
            show(MAP, blocks_map.near_map, "near", "Map around this incident"),
        ),
        scene(
            "resources",
            show("stock_against_minimum", wall.supplies, "supplies"),
            show(MOVES, map_moves.urgent_moves_map, "ways", "Map of suggested moves"),
            show("stock_moves", wall.moves, "moves"),
            show("teams_by_echelon", blocks_teams.echelons, "crews"),
        ),
        scene(
            "warnings",
            show(("warnings_in_force", "regions", "warning_exposure"), wall.bulletins, "bulletins"),
            show(WARNED, blocks_map.warned_map, "areas", "Map of the warned areas"),
        ),
    ),
)
