"""Frames of what changed or may be one event, with the columns that metrics promise."""

from __future__ import annotations

import pandas as pd
from ui_incidents import NOW, at, incidents


def links() -> pd.DataFrame:
    """One report of the leak in two logs, linked by a person."""
    frame = incidents().head(2)[["incident_id", "title"]].copy()
    frame["main_id"], frame["source_id"] = frame.incident_id.iloc[0], "fire_119"
    return frame.assign(is_main=[True, False], members=2, opened_at=at(-51), source_ref="F-9")


def likely() -> pd.DataFrame:
    first, second = incidents().incident_id.iloc[[2, 3]]
    return _row(
        incident_a=first, incident_b=second, title_a="柳堤管涌", title_b="柳堤险情",
        source_a="incident_log", source_b="fire_119", opened_a=at(-60), opened_b=at(-55),
        minutes_apart=5.0, km_apart=0.4, is_same_place=False, is_same_region=True,
        is_same_hazard=True, text_likeness=0.7, score=0.82,
    )  # fmt: skip


def drift() -> pd.DataFrame:
    return _row(
        load_id=7, source_id="inventory", file_name="石桥库_0712.csv", sheet=None, kind="renamed",
        header="库存数", was_header="数量", field="stock.qty_on_hand", likeness=0.9, why="content",
        is_applied=True, seen_at=NOW,
    )  # fmt: skip


def _row(**values: object) -> pd.DataFrame:
    return pd.DataFrame([values])
