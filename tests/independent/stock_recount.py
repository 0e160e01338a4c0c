"""Lots and movements recounted from the sample's files in plain pandas, without the product."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd
from sample_reading import ZONE, Files, number, when

GOOD, HELD = ("完好", "good"), ("自储", "代储", "owned", "consigned")
OUT = ("出库", "issue", "调出", "transfer out", "报废", "dispose")


class StockRecount:
    """The lots as last counted and every movement until a moment."""

    def __init__(self, sample: Path, clock: str) -> None:
        self.files = Files(sample, clock)
        self.now = datetime(2026, 7, 12, int(clock[:2]), int(clock[2:])) - ZONE
        self.today = f"{self.now + ZONE:%Y-%m-%d}"
        rows = [r for r in self.files.rows("inventory", "item") if r["lot"] not in self.files.wrong]
        lots = pd.DataFrame(rows).drop_duplicates("lot", keep="last").reset_index(drop=True)
        lots["on_hand"] = lots.on_hand.map(number)
        lots["reserved"] = lots.reserved.map(number).fillna(0.0)
        lots["minimum"] = lots.minimum.map(number)
        good = lots.condition.isin(GOOD) & lots.holding.isin(HELD)
        lasting = (
            lots.expires.isna() | (lots.expires == "") | (lots.expires.astype(str) >= self.today)
        )
        lots["deployable"] = (lots.on_hand - lots.reserved).where(good & lasting, 0.0)
        self.lots = lots
        self.moves = self._moves()

    def _moves(self) -> pd.DataFrame:
        tables = [pd.read_csv(file, dtype=str) for file in self.files.of("stock_movements")]
        moves = pd.concat(tables, ignore_index=True)
        moves.columns = ["doc", "kind", "code", "name", "spec", "lot", "qty", "unit", "source", "to",
                         "at", "incident"]  # fmt: skip
        moves["at"] = moves["at"].map(when)
        sign = moves.kind.isin(OUT).map({True: -1.0, False: 1.0})
        moves["signed"] = moves.qty.map(number) * sign
        return moves[moves["at"] <= self.now]

    def held(self) -> pd.DataFrame:
        """Return the lots that lie in our own depots."""
        return self.lots[self.lots.holding.isin(HELD)]

    def ledger(self) -> pd.Series:
        """Return what the movements leave of each lot."""
        return self.moves.groupby("lot").signed.sum()

    def by_depot(self) -> tuple[dict, dict]:
        """Return usable and minimum by item (its English name) and depot."""
        sums = self.lots.groupby(["item", "depot"])
        return sums.deployable.sum().to_dict(), sums.minimum.last().to_dict()

    def below_minimum(self) -> int:
        """Return how many depots hold less of an item than they must."""
        usable, minimum = self.by_depot()
        return sum(usable[key] < minimum[key] for key in minimum)

    def expiring(self) -> pd.DataFrame:
        """Return the lots that expire within thirty days and can still be used."""
        until = str((pd.Timestamp(self.today) + pd.Timedelta(days=30)).date())
        dated = self.lots.expires.notna() & (self.lots.expires != "")
        soon = self.lots.expires.astype(str) <= until
        return self.lots[dated & soon & (self.lots.deployable > 0)]

    def rate(self) -> pd.Series:
        """Return the mean issue a day of the eight weeks before today, by English name."""
        start = pd.Timestamp(self.today) - ZONE
        issued = self.moves[self.moves.kind.isin(("出库", "issue")) & (self.moves["at"] < start)]
        issued = issued[issued["at"] >= start - pd.Timedelta(days=56)]
        names = self.lots.drop_duplicates("lot").set_index("lot")["item"]
        return -issued.groupby(issued.lot.map(names)).signed.sum() / 56
