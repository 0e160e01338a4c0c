"""The situation on one map: districts by their worst open level, incidents, depots, the river."""

from typing import Literal

import holoviews as hv
import pandas as pd

from sitroom.views import canvas, map_areas, map_legend, map_names, map_words
from sitroom.views import map_geometry as geometry
from sitroom.views import map_ground as ground
from sitroom.views import map_marks as marking
from sitroom.views.context import Rows, ViewContext
from sitroom.views.unread import without

Subject = Literal["incidents", "warnings"]
# More marks than this make every pan slow in a browser without a graphics card.
MOST_MARKS = 10_000


@without("regions", "sites", "rivers", "warnings")
@canvas.reads(
    regions=("region_code", "name_zh", "name_en", "geom_wkb", "worst_level", "has_report"),
    incidents=(
        *("incident_id", "title", "level", "lon", "lat"),
        *("hazard_zh", "hazard_en", "region_zh", "region_en"),
        *("deaths", "missing", "trapped", "injured", "relocated"),
    ),
    sites=("kind", "name_zh", "name_en", "region_zh", "region_en", "lon", "lat"),
    rivers=("geom_wkb",),
    warnings=("colour", "region_codes"),
)
def incident_map(
    regions: pd.DataFrame,
    incidents: pd.DataFrame,
    sites: pd.DataFrame | None = None,
    rivers: pd.DataFrame | None = None,
    warnings: pd.DataFrame | None = None,
    *,
    ctx: ViewContext,
    site_kinds: tuple[str, ...] | None = ("warehouse",),
    around: str = "",
    about: Subject = "incidents",
) -> hv.Overlay:
    """The map of `regions`, open `incidents`, `sites` of the kinds asked for and `rivers`.

    Rows without a place are left out: whoever shows the map counts them beside it. `warnings`
    outline the regions they name in `region_codes`. Marks carry `incident_id` for taps. The id
    `around` shows that incident's surroundings instead of the whole, with the names of what lies
    nearest; None shows sites of any kind. A map `about` warnings fills what is warned, and there,
    as around one incident, the districts are plain ground: their tints would say something else.
    """
    marks = marking.ranked(geometry.located(incidents))
    places = geometry.located(sites)
    if len(places) and site_kinds is not None:
        places = places[places["kind"].isin(site_kinds)]
    marks, places = _together(marking.sized(marks, ctx), places)
    is_plain = bool(around) or about == "warnings"
    regions = regions.assign(worst_level=None) if is_plain and len(regions) else regions
    areas, lines = geometry.shapes(regions), geometry.shapes(rivers)
    chosen = marks[marks["incident_id"].astype(str) == around] if around else marks.head(0)
    box = geometry.surrounding(chosen, ground.NEAR_KM) or geometry.bounds(areas, marks, places)
    if box is None:
        return canvas.nothing(ctx)
    # Among thousands nobody looks for the words of three.
    is_crowded = len(marks) > 0 and marks["scale"].min() < marking.NUMBERED
    worst = marking.worst(marks.head(0) if is_crowded or is_plain else marks)
    circled = chosen if len(chosen) else worst
    warned = ground.warned(regions, areas, warnings, ctx, is_filled=about == "warnings")
    legend = map_legend.lines(ctx, regions, marks, places, circled, warned)
    height = max(ctx.height - map_legend.height(legend, ctx), 1)
    scene = geometry.scene(box, ctx.width, height, margin=16 * canvas.unit(ctx))
    if len(marks) <= MOST_MARKS:
        marks = marking.apart(marks, chosen, scene, ctx)
        worst = marks.loc[worst.index]
    areas = geometry.simplified(areas, scene.scale * 0.6)
    lines = geometry.simplified(lines, scene.scale * 0.6)
    below = [
        *ground.land(regions, areas, ctx),
        *warned,
        *ground.river(lines, ctx),
        *ground.surroundings(circled, scene, ctx),
        *marking.sites(places, ctx),
    ]
    if len(marks) > MOST_MARKS:
        above = marking.cells(marks, scene, ctx)
    else:
        seen = geometry.inside(areas, scene)
        names = map_names.of_sites(scene, places, chosen, marks, ctx)
        words = map_areas.around(scene, regions, seen, lines, marks, worst, places, ctx, names)
        above = [*marking.leaders(words, ctx), *marking.incidents(marks, ctx)]
        above += marking.sites(marking.peeping(places, marks, scene, ctx), ctx, "peeping")
        above.append(map_words.texts(words, ctx))
    extent = scene.x0, scene.x1, scene.y0, scene.y1
    hooks = (canvas.fitted(extent), map_legend.written(legend, ctx))
    return canvas.overlay(below + above, ctx, extent, *hooks)


def _together(marks: Rows, places: Rows) -> tuple[Rows, Rows]:
    """Both with their longitudes moved so that what lies across 180° stands together."""
    both = geometry.unwrapped(pd.concat([marks["x"], places["x"]]).to_numpy(float))
    return marks.assign(x=both[: len(marks)]), places.assign(x=both[len(marks) :])
