"""Sources: what each promised and brought, what was set aside and why, and broken rules."""

from sitroom import page, show
from sitroom.views import blocks_change, blocks_drop
from sitroom.views import blocks_sources as blocks

PAGE = page(
    "Sources",
    show((), blocks_drop.invitation, "drop"),
    show("source_health", blocks.sources, "sources"),
    show(("rejected_rows", "reasons"), blocks.set_aside, "aside"),
    show(("flagged_cells", "reasons"), blocks.flagged, "flagged"),
    show("schema_drift", blocks_change.drift, "drift"),
    show("audits_found", blocks.audits, "audits"),
    show("loads", blocks.loads, "loads"),
    order=6,
)
