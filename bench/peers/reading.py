"""What both pages read: the metrics of the newest published file, by plain DuckDB."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb
import pandas as pd

SITE = Path(os.environ["PEERS_SITE"])
AS_OF = os.environ["PEERS_AS_OF"]
METRICS = (
    "responses_in_force", "level_counts", "casualties", "first_arrival", "teams_ready",
    "items_below_minimum", "open_incidents", "needs_decision", "new_incidents_per_hour",
    "stock_against_minimum", "warnings_in_force",
)  # fmt: skip
# What the page shows of each table.
INCIDENTS = ["level", "title", "hazard_en", "region_en", "status", "report_state"]
STOCK = ["item_en", "usable_qty", "minimum_qty", "coverage", "state"]
WARNINGS = ["hazard_en", "colour", "level"]
DECISIONS = ["rank", "kind", "subject", "action"]


def newest() -> int:
    """Return the number of the published file that is current."""
    return json.loads((SITE / "published" / "current").read_text())["number"]


def read(number: int) -> dict[str, pd.DataFrame]:
    """Return every metric's rows from a published file."""
    with duckdb.connect(str(SITE / "published" / f"{number:06d}.duckdb"), read_only=True) as con:
        return {
            name: con.execute(f"FROM metric.{name}(as_of := TIMESTAMP '{AS_OF}')").df()
            for name in METRICS
        }


def figures(frames: dict[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """Return the figures of the strip: label and value."""
    harmed, arrival = frames["casualties"].iloc[0], frames["first_arrival"].iloc[0]
    teams, items = frames["teams_ready"].iloc[0], frames["items_below_minimum"].iloc[0]
    return [
        ("Dead · missing · injured", f"{harmed.deaths} · {harmed.missing} · {harmed.injured}"),
        ("First arrival, median", f"{arrival.median_minutes:.0f} min"),
        ("Teams ready", f"{teams.teams_free} / {teams.teams_total}"),
        ("Items below minimum", f"{items.items_below} / {items.items_total}"),
    ]


def columns(frame: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
    """Return the columns that a table shows, as far as there are."""
    return frame[[name for name in wanted if name in frame]]
