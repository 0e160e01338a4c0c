"""Resources: what is held where against its minimum, who can go, and what would close the gaps."""

from sitroom import page, show
from sitroom.views import blocks_resources as stock
from sitroom.views import blocks_teams as means

PAGE = page(
    "Resources",
    show("stock_by_depot", stock.narrow, "narrow"),
    show(("stock_by_depot", "stock_against_minimum"), stock.grid, "grid", tab="stock"),
    show("teams_by_echelon", means.echelons, "echelons", tab="teams"),
    show("teams", means.teams, "teams", tab="teams"),
    show("assets_by_kind", means.asset_kinds, "kinds", tab="vehicles"),
    show("assets", means.assets, "assets", tab="vehicles"),
    show("shelters", means.shelters, "shelters", tab="sites"),
    show("hospital_beds", means.beds, "beds", tab="sites"),
    order=3,
)
