"""How many gaps the suggested moves close.

title: Suggested moves in figures
title_zh: 建议调拨概要
unit: gaps, moves and kilometres
grain:
caution: A gap is one item in one depot. Quantities of different items are never added: only
  gaps and moves are counted. Kilometres are those of the moves, one way, each once.
caution_zh: 一个缺口为一库一种物资。不同物资数量不相加，仅计缺口数与调拨次数。公里数为各
  次调拨单程之和。
"""

from __future__ import annotations

import pandas as pd

READS = ("stock_gaps", "moves", "moves_unclosed")
COLUMNS = {
    "gaps": "INTEGER",
    "closed_in_full": "INTEGER",
    "closed_in_part": "INTEGER",
    "not_closed": "INTEGER",
    "moves": "INTEGER",
    "distance_km": "DOUBLE",
}


def compute(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row: gaps, closed in full, in part and not at all; moves and their kilometres."""
    gaps = int((frames["stock_gaps"].gap_qty > 0).sum())
    unclosed, moves = frames["moves_unclosed"], frames["moves"]
    in_part = int((unclosed.closed_qty > 0).sum())
    return pd.DataFrame(
        {
            "gaps": [gaps],
            "closed_in_full": [gaps - len(unclosed)],
            "closed_in_part": [in_part],
            "not_closed": [len(unclosed) - in_part],
            "moves": [len(moves)],
            "distance_km": [float(moves.distance_km.sum())],
        }
    )
