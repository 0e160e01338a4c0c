"""Lots in the depots and every movement that made them, to the unit."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalogue import BY_NAME, DEPOT_ORDER, ITEMS, USABLE, Item, minimum_at
from words import BASE, DAY, Text, at

HOLDING = {
    "owned": Text("自储", "owned"),
    "consigned": Text("代储", "consigned"),
    "contract": Text("协议", "contract"),
}
GOOD, DAMAGED = Text("完好", "good"), Text("破损", "damaged")
MOVE = {
    "opening": Text("期初", "opening"),
    "receipt": Text("入库", "receipt"),
    "issue": Text("出库", "issue"),
    "transfer_out": Text("调出", "transfer out"),
    "transfer_in": Text("调入", "transfer in"),
    "dispose": Text("报废", "dispose"),
}
SHORT_CODE: dict[str, str] = dict(
    zip(DEPOT_ORDER, ("CT", "HD", "SQ", "NP", "ZG", "LG", "LD"), strict=True)
)
PLUS = ("opening", "receipt", "transfer_in")
OPENED = datetime(2026, 4, 1, 8)


@dataclass
class Lot:
    """One lot in one depot; what is on hand follows from its movements."""

    number: str
    item: Item
    depot: str
    made: date
    expires: date | None
    reserved: float = 0
    holding: str = "owned"
    condition: Text = GOOD

    @property
    def key(self) -> str:
        """Return the lot's number in the stock ledger."""
        return f"KC-{self.number}"


@dataclass(frozen=True)
class Move:
    """One movement of one lot; `other` is the depot or place at the other end."""

    doc: str
    kind: str
    lot: Lot
    qty: float
    moved_at: datetime
    other: str = ""
    title: str = ""  # the incident it was for, by its English title

    @property
    def signed(self) -> float:
        """Return the quantity with the sign it has for its lot."""
        return self.qty if self.kind in PLUS else -self.qty


# The flood day's movements: time, kind, item, depot, quantity, other end, incident.
HEDONG, LEAK = "Hedong pumping station flooded", "Shiqiao chemical park leak"
_DAY: list[tuple[str, str, str, str, float, str, str]] = [
    ("06:48", "issue", "Sandbags", "city", 800, "hedong", HEDONG),
    ("07:18", "issue", "Sandbags", "hedong", 1500, "hedong", HEDONG),
    ("07:44", "issue", "Drinking water", "hedong", 6000, "hedong", HEDONG),
    ("07:52", "issue", "Folding beds", "hedong", 240, "hedong", HEDONG),
    ("08:26", "issue", "Rubber boats", "hedong", 3, "hedong", HEDONG),
    ("08:57", "issue", "Foam agent", "shiqiao", 2.4, "shiqiao", LEAK),
    ("09:00", "issue", "Protective suits", "shiqiao", 40, "shiqiao", LEAK),
    ("09:44", "transfer_out", "Foam agent", "lingang", 2.2, "shiqiao", LEAK),
    ("09:58", "transfer_out", "Sandbags", "nanping", 4100, "hedong", HEDONG),
    ("10:26", "transfer_in", "Foam agent", "shiqiao", 2.2, "lingang", LEAK),
    ("10:33", "issue", "Drinking water", "city", 4000, "hedong", HEDONG),
    ("10:44", "transfer_in", "Sandbags", "hedong", 4100, "nanping", HEDONG),
    ("11:24", "issue", "Foam agent", "shiqiao", 1.8, "shiqiao", LEAK),
    ("12:10", "issue", "Sandbags", "hedong", 900, "liudi", "Liudi dyke piping"),
    ("13:16", "receipt", "Sandbags", "city", 3000, "", ""),
    ("14:06", "receipt", "Drinking water", "city", 8000, "", ""),
]


class Stock:
    """Every lot and every movement, base and day."""

    def __init__(self, rng: random.Random) -> None:
        self.lots: list[Lot] = []
        self.moves: list[Move] = []
        self._docs: dict[str, int] = {}
        anchored: dict[str, float] = {}
        for item in ITEMS:
            for index, depot in enumerate(DEPOT_ORDER):
                for lot, qty in self._lots(item, index, depot, rng):
                    self.lots.append(lot)
                    anchored[lot.number] = qty + lot.reserved
        self._plan_day()
        for lot in self.lots:
            if lot.number in anchored:
                self._history(lot, self._at_base(lot, anchored[lot.number]), rng)
        self.moves.sort(key=lambda move: (move.moved_at, move.doc))

    def _lots(
        self, item: Item, index: int, depot: str, rng: random.Random
    ) -> list[tuple[Lot, float]]:
        """Return an item's lots in a depot, with what of each is to be used at 09:24."""
        usable = self._usable(item, index, rng)
        parts = [usable]
        if item.name.en == "Foam agent" and depot == "shiqiao":
            parts = [0.7, 2.4]
        elif usable >= 40 and rng.random() < 0.55:
            first = float(int(usable * (0.3 + 0.4 * rng.random())))
            parts = [first, usable - first]
        made = []
        for n, qty in enumerate(parts, 1):
            lot = _lot(item, depot, n, rng)
            if item.name.en == "Sandbags" and depot == "nanping" and n == len(parts):
                lot.reserved = 500
            made.append((lot, round(qty, 1)))
        last = made[-1][0]
        if item.name.en == "Foam agent" and depot == "shiqiao":
            last.expires = DAY.date() + timedelta(days=9)
            last.made = date(2022, 7, 22)
        return made + _extra(item, depot, len(made), rng)

    def _usable(self, item: Item, index: int, rng: random.Random) -> float:
        if item.name.en in USABLE:
            return USABLE[item.name.en][index]
        full = minimum_at(item, index) * item.share * (0.9 + 0.25 * rng.random())
        return float(max(1, round(full)))

    def _plan_day(self) -> None:
        for clock, kind, name, depot, qty, other, title in _DAY:
            item = BY_NAME[name]
            mine = [lot for lot in self.lots if lot.item is item and lot.depot == depot]
            lot = mine[-1] if kind != "receipt" else self._fresh(item, depot, clock)
            self._add(kind, lot, qty, at(clock), other, title)

    def _fresh(self, item: Item, depot: str, clock: str) -> Lot:
        when = at(clock).date()
        years = timedelta(days=int(365 * (item.years or 3)))
        lot = Lot(f"{item.code}-{SHORT_CODE[depot]}-2607", item, depot, when, when + years)
        self.lots.append(lot)
        return lot

    def _at_base(self, lot: Lot, anchored: float) -> float:
        """Return what was on hand at 06:30, so that 09:24 comes out as anchored."""
        until = [m for m in self.moves if m.lot is lot and m.moved_at <= at("09:24")]
        return round(anchored - sum(m.signed for m in until), 1)

    def _history(self, lot: Lot, on_hand: float, rng: random.Random) -> None:
        """Write the movements of a quarter that lead from the opening count to 06:30."""
        steps: list[tuple[str, float, datetime]] = []
        whole = on_hand == int(on_hand)
        for _ in range(int(rng.random() * 5)):
            share = on_hand * (0.03 + 0.12 * rng.random())
            qty = float(int(share)) if whole else round(share, 1)
            days = 1 + int(rng.random() * 95)
            when = OPENED + timedelta(days=days, hours=int(rng.random() * 9))
            if qty > 0:
                steps.append(("receipt" if rng.random() < 0.45 else "issue", qty, when))
        signed = sum(qty if kind == "receipt" else -qty for kind, qty, _ in steps)
        self._add("opening", lot, round(on_hand - signed, 1), OPENED)
        for kind, qty, when in sorted(steps, key=lambda step: step[2]):
            self._add(kind, lot, qty, when)

    def _add(
        self, kind: str, lot: Lot, qty: float, when: datetime, other: str = "", title: str = ""
    ) -> None:
        stem = {"opening": "QC", "receipt": "RK", "issue": "CK"}.get(kind, "DB")
        key = f"{stem}-{when:%Y%m%d}"
        self._docs[key] = self._docs.get(key, 0) + 1
        doc = f"{key}-{self._docs[key]:03d}"
        self.moves.append(Move(doc, kind, lot, qty, when, other, title))

    def on_hand(self, lot: Lot, moment: datetime) -> float:
        """Return what of a lot was on hand at a moment."""
        mine = (m.signed for m in self.moves if m.lot is lot and m.moved_at <= moment)
        return round(sum(mine), 1)


def _lot(item: Item, depot: str, number: int, rng: random.Random) -> Lot:
    made = date(2023, 3, 1) + timedelta(days=int(rng.random() * 1050))
    expires = None
    if item.years:
        life = timedelta(days=int(365 * item.years))
        oldest = BASE.date() + timedelta(days=75) - life
        made = oldest + timedelta(days=int(rng.random() * (life.days - 110)))
        expires = made + life - timedelta(days=1)
    code = f"{item.code}-{SHORT_CODE[depot]}-{made:%y%m}{number}"
    return Lot(code, item, depot, made, expires)


def _extra(item: Item, depot: str, count: int, rng: random.Random) -> list[tuple[Lot, float]]:
    """Return lots that never count as usable: expired, damaged, only under contract."""
    special = {
        ("Instant food", "city"): "expired",
        ("Disinfectant", "liudi"): "expired",
        ("Pumps 6-inch", "hedong"): "damaged",
        ("Drinking water", "city"): "contract",
        ("Diesel", "lingang"): "contract",
        ("Tents 12 m2", "nanping"): "consigned",
    }.get((item.name.en, depot))
    if not special:
        return []
    lot = _lot(item, depot, count + 1, rng)
    if special == "expired":
        lot.expires = DAY.date() - timedelta(days=20)
        lot.made = lot.expires - timedelta(days=int(365 * item.years))
    elif special == "damaged":
        lot.condition = DAMAGED
    else:
        lot.holding = special
    return [(lot, 20000.0 if item.unit.en == "L" else 12.0)]
