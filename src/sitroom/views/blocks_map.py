"""The map of the incidents that a page's filters let through."""

import holoviews as hv
import pandas as pd

from sitroom.views.map import incident_map
from sitroom.views.narrowing import narrowed
from sitroom.views.reader import Reader


def narrowed_map(
    regions: pd.DataFrame,
    incidents: pd.DataFrame,
    sites: pd.DataFrame,
    rivers: pd.DataFrame,
    ctx: Reader,
) -> hv.Overlay:
    """Return the map of the incidents that the reader's filters let through."""
    shown = narrowed(incidents, ctx.address, ctx.now)
    return incident_map(regions, shown, sites, rivers, ctx=ctx)
