"""Maps that the address narrows: to what the filters let through, or around one incident."""

import holoviews as hv

from sitroom.views import canvas
from sitroom.views.conditions import narrows
from sitroom.views.context import Rows, ViewContext
from sitroom.views.map import incident_map
from sitroom.views.narrowing import incidents as of_incidents
from sitroom.views.narrowing import narrowed, opened
from sitroom.views.unread import without


@without("regions", "sites", "rivers")
@narrows(of_incidents)
@canvas.reads(
    incidents=(
        *("incident_id", "source_ref", "title", "level", "lon", "lat", "is_open", "opened_at"),
        *("category", "region_code", "place", "hazard_zh", "hazard_en", "region_zh", "region_en"),
        *("deaths", "missing", "trapped", "injured", "relocated"),
    ),
)
def narrowed_map(
    regions: Rows,
    incidents: Rows,
    sites: Rows,
    rivers: Rows,
    ctx: ViewContext,
    address: tuple[tuple[str, str], ...] = (),
) -> hv.Overlay:
    """Return the map of the incidents that the filters of the address let through."""
    shown = narrowed(incidents, dict(address), ctx.now)
    return incident_map(regions, shown, sites, rivers, ctx=ctx)


@without("regions", "rivers", "warnings")
@canvas.reads(**incident_map.__dict__["reads"])
def hazard_map(
    regions: Rows,
    incidents: Rows,
    sites: Rows,
    rivers: Rows,
    warnings: Rows,
    ctx: ViewContext,
) -> hv.Overlay:
    """Return the map of hazard sites among open incidents and the areas that are warned."""
    kinds = ("hazard_source",)
    return incident_map(regions, incidents, sites, rivers, warnings, ctx=ctx, site_kinds=kinds)


@without("sites", "rivers")
@canvas.reads(**incident_map.__dict__["reads"])
def warned_map(
    regions: Rows,
    incidents: Rows,
    sites: Rows,
    rivers: Rows,
    warnings: Rows,
    ctx: ViewContext,
) -> hv.Overlay:
    """Return the map of the areas that are warned, with open incidents and hazard sites on them."""
    kinds = ("hazard_source",)
    return incident_map(
        regions, incidents, sites, rivers, warnings, ctx=ctx, site_kinds=kinds, about="warnings"
    )


@without("regions", "sites", "rivers")
@canvas.reads(**incident_map.__dict__["reads"])
def near_map(
    regions: Rows,
    incidents: Rows,
    sites: Rows,
    rivers: Rows,
    ctx: ViewContext,
    address: tuple[tuple[str, str], ...] = (),
) -> hv.Overlay:
    """Return the map around the open incident that a wall's scene shows, with sites of any kind."""
    around = opened(dict(address), incidents)
    return incident_map(regions, incidents, sites, rivers, ctx=ctx, site_kinds=None, around=around)
