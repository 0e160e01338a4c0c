"""Writing rows as a Parquet file of their own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sitroom.store.connect import literal, scratch

if TYPE_CHECKING:
    import pandas as pd


def write_parquet(rows: pd.DataFrame, path: Path, about: Mapping[str, str]) -> None:
    """Write rows to a new Parquet file that says `about` itself in its metadata."""
    said = ", ".join(f"{name}: {literal(text)}" for name, text in about.items())
    with closing(scratch()) as con:
        # Every row is looked at before a column's type is told: the first may all be empty.
        con.execute("SET pandas_analyze_sample = 0")
        con.register("rows", rows)
        con.execute(f"COPY rows TO {literal(path)} (FORMAT parquet, KV_METADATA {{{said}}})")
