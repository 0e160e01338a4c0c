"""The faults planted in the files, as real offices make them, and what a good load says of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from words import Text, at

Row = list[Any]


class Flaw(NamedTuple):
    """One planted fault: where it is and what must become of it."""

    source: str
    row: str
    field: str
    value: Text
    reason: str
    outcome: str  # set_aside = the row is not loaded | flagged = the row is, without the value
    rows: int = 1
    arrives: str = "06:30"


def _same(text: str) -> Text:
    return Text(text, text)


FLAWS = [
    Flaw("incident_log", "LT-2026-0703-091", "occurred_at", _same("2062-07-03"),
         "future_date", "set_aside"),
    Flaw("incident_log", "LT-2026-0630-092", "level", Text("特急", "Critical-X"),
         "unknown_level", "flagged"),
    Flaw("incident_log", "LT-2026-0628-093", "lon, lat", _same("29.4712, 113.5214"),
         "bad_coordinate", "flagged"),
    Flaw("incident_log", "LT-2026-0625-094", "source_ref", _same("LT-2026-0625-094"),
         "duplicate_key", "set_aside", 2),
    Flaw("fire_119", "LT-2026-0627-095", "", Text("多一格", "one cell too many"),
         "ragged", "set_aside"),
    Flaw("inventory", "M018-CT-9901", "qty_on_hand", Text("若干", "a good many"),
         "bad_number", "set_aside"),
    Flaw("risks", "FX-121", "score", Text("3 × 4 ≠ 13", "3 x 4 is not 13"),
         "ls_product_mismatch", "set_aside"),
    Flaw("inventory", "M026-NP-9902", "qty_on_hand", _same("-40"),
         "negative_qty", "set_aside", 1, "10:42"),
]  # fmt: skip


def _put(header: Row, row: Row, **cells: Any) -> Row:
    changed = list(row)
    for name, value in cells.items():
        changed[header.index(name)] = value
    return changed


KEPT_INCIDENTS = sum(f.source == "incident_log" and f.outcome == "flagged" for f in FLAWS)


def incident_rows(header: Row, rows: list[Row], language: str) -> None:
    """Add the four faults of the command centre's log, each on a row of its own."""
    model = next(row for row in rows if row[13] and row[10])
    number, title, level = header[0], header[1], header[3]
    lon, lat = header[13], header[14]
    said = {
        n: Text(zh, en).of(language)
        for n, zh, en in [
            (1, "望湖银杏路水管渗漏", "Ginkgo Road water main seeping"),
            (2, "石桥枫林路线路跳闸", "Maple Road line tripped"),
            (3, "白沙渡口街道路积水", "Ferry Street road under water"),
            (4, "南屏桂花路边坡垮塌", "Osmanthus Road slope failed"),
            (5, "临港磨坊路变压器故障", "Mill Road transformer fault"),
        ]
    }
    wrong_year = _put(header, model, **{number: "LT-2026-0703-091", title: said[1]})
    for column in range(5, 11):
        wrong_year[column] = None
    wrong_year[5] = datetime(2062, 7, 3, 10, 20)
    odd_level = _put(
        header,
        _dated(model, datetime(2026, 6, 30, 9)),
        **{number: "LT-2026-0630-092", title: said[2], level: FLAWS[1].value.of(language)},
    )
    swapped = _dated(model, datetime(2026, 6, 28, 15))
    swapped = _put(
        header, swapped, **{number: "LT-2026-0628-093", title: said[3], lon: 29.4712, lat: 113.5214}
    )
    twins = [
        _put(
            header,
            _dated(model, datetime(2026, 6, 25, hour)),
            **{number: "LT-2026-0625-094", title: said[text]},
        )
        for hour, text in ((8, 4), (17, 5))
    ]
    rows += [wrong_year, odd_level, swapped, *twins]


def _dated(row: Row, first: datetime) -> Row:
    """Return the row with its times moved to begin at `first`, their distances kept."""
    shift = first - row[5]
    return [*row[:5], *[t + shift if t else t for t in row[5:11]], *row[11:]]


def fire_rows(rows: list[Row], language: str) -> None:
    """Add a row with one cell too many, as a comma inside a text makes it."""
    model = list(rows[-1])
    model[0] = "LT-2026-0627-095"
    model[10] = Text("荷塘街", "Lotus Street").of(language)
    rows.append([*model[:11], Text("近菜场", "by the market").of(language), *model[11:]])


def inventory_rows(rows: list[Row], header: Row, language: str) -> None:
    """Add a quantity in words, a few quantities with their unit, and the total at the end."""
    quantity, lot, unit = (header.index(x) for x in _names(language))
    for number in (9, 30, 77):
        rows[number][quantity] = f"{rows[number][quantity]}{rows[number][unit]}"
    wordy = list(rows[120])
    wordy[quantity], wordy[lot] = FLAWS[5].value.of(language), FLAWS[5].row
    wordy[0] = f"KC-{FLAWS[5].row}"
    rows.append(wordy)
    total: Row = [None] * len(header)
    total[0] = Text("合计", "Total").of(language)
    total[quantity] = sum(r[quantity] for r in rows if isinstance(r[quantity], int | float))
    rows.append(total)


def _names(language: str) -> list[str]:
    names = [
        Text("现有数量", "Quantity on hand"),
        Text("批号", "Lot no"),
        Text("计量单位", "Unit"),
    ]
    return [name.of(language) for name in names]


def day_inventory_rows(rows: list[Row], header: Row, moment: datetime, language: str) -> None:
    """Add a count below zero to the file of 10:42."""
    if moment == at("10:42"):
        quantity, lot, _ = (header.index(x) for x in _names(language))
        row = list(rows[0])
        row[0], row[quantity], row[lot] = f"KC-{FLAWS[7].row}", -40, FLAWS[7].row
        rows.append(row)


def risk_rows(rows: list[Row], language: str) -> None:
    """Add a risk whose score is not likelihood times severity."""
    row = list(rows[40])
    name = Text("临港储罐区夜间装卸", "Lingang tank store: loading at night").of(language)
    row[0], row[1], row[8], row[9], row[10] = "FX-121", name, 3, 4, 13
    rows.append(row)
