"""Resources: what is held where against its minimum, who can go, and what would close the gaps."""

from sitroom import page, show
from sitroom.views import blocks_lots, blocks_moves, map_moves, stock_trend
from sitroom.views import blocks_places as places
from sitroom.views import blocks_resources as stock
from sitroom.views import blocks_teams as means

LOTS = ("stock_by_depot", "stock_lots", "stock_flows", "stock_days")
RATES = ("stock_figures", "stock_runout", "stock_days")
TREND = ("stock_on_hand_daily", "stock_by_depot", *RATES)
MAP = ("regions", "stock_by_depot", "moves", "rivers")
MOVES = ("moves", "moves_unclosed", "stock_gaps")
AGAIN = "On hand, 90 days back and at the present rate ahead"

PAGE = page(
    "Resources",
    show("stock_by_depot", stock.narrow, "narrow"),
    show("stock_figures", stock.figures, "strip", tab="stock"),
    show(("stock_by_depot", "stock_against_minimum"), stock.grid, "grid", tab="stock"),
    show(TREND, stock_trend.on_hand, "trend", AGAIN, tab="stock"),
    show(MAP, map_moves.moves_map, "map", "Map of suggested moves", tab="stock"),
    show(MOVES, blocks_moves.moves, "moves", tab="stock"),
    show(LOTS, blocks_lots.lots, "lots", tab="stock"),
    show("teams_by_echelon", means.echelons, "echelons", tab="teams"),
    show("teams", means.teams, "teams", tab="teams"),
    show("assets_by_kind", means.asset_kinds, "kinds", tab="vehicles"),
    show("assets", means.assets, "assets", tab="vehicles"),
    show("shelters", places.shelters, "shelters", tab="sites"),
    show("hospital_beds", places.beds, "beds", tab="sites"),
    order=3,
)
