"""Stock at 100,000 lots against hand-written SQL for the same question, in one run.

`python bench/stock.py [lots]` prints the best CPU time of three of each. Each pair must
give the same answer first.
"""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial

from metrics import by_hand, by_metric, cpu

from sitroom.store import schema
from sitroom.store.connect import Connection, scratch

NOW = datetime(2026, 7, 12, 1, 24)
USABLE = """
SELECT item_id, site_id,
  coalesce(sum(qty_on_hand - qty_reserved) FILTER (condition IN ('good', 'opened')
    AND coalesce(expires_on >= DATE '2026-07-12', true)), 0) AS usable_qty
FROM core.stock_lot
WHERE holding IN ('owned', 'consigned') GROUP BY ALL
"""
BELOW = f"""
SELECT t.item_id, t.scope_id AS site_id FROM core.stock_target t
LEFT JOIN ({USABLE}) u ON u.item_id = t.item_id AND u.site_id = t.scope_id
WHERE coalesce(u.usable_qty, 0) < t.target_qty
"""
PAIRS = [
    (("stock_usable", "item_id, site_id, usable_qty"), USABLE),
    (("stock_by_depot", "item_id, site_id", "WHERE coverage < 1"), BELOW),
]


def store(lots: int) -> Connection:
    """Make a store with so many lots of 500 items in 40 depots, a minimum and issues for each."""
    con = scratch(memory_limit="4GB", threads=2)
    schema.create_tables(con)
    schema.create_reference(con)
    schema.create_known_macros(con)
    con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
    con.execute("INSERT INTO core.setting VALUES ('timezone', 'Asia/Shanghai')")
    schema.create_metrics(con, NOW)
    known = "TIMESTAMP '2026-07-01' AS known_at"
    con.execute(f"INSERT INTO core.stock_item BY NAME SELECT 'i' || i AS item_id,"
                f" 'Item ' || i AS name, 'pcs' AS unit, {known} FROM range(500) t(i)")  # fmt: skip
    con.execute(f"INSERT INTO core.site BY NAME SELECT 's' || i AS site_id, 'Depot ' || i AS name,"
                f" 'warehouse' AS kind, 113 + i / 100 AS lon, 29.5 AS lat, {known}"
                " FROM range(40) t(i)")  # fmt: skip
    con.execute(f"INSERT INTO core.stock_lot BY NAME SELECT 'l' || i AS lot_id, 'n' || i AS lot_no,"
                " 'i' || i % 500 AS item_id, 's' || (i // 500) % 40 AS site_id,"
                " i % 90 AS qty_on_hand, DATE '2026-06-01' + CAST(i % 700 AS INTEGER) AS expires_on,"
                f" {known} FROM range({lots}) t(i)")  # fmt: skip
    con.execute(f"INSERT INTO core.stock_target BY NAME SELECT 't' || i AS target_id,"
                " 'i' || i % 500 AS item_id, 'site' AS scope, 's' || i // 500 AS scope_id,"
                f" 200 AS target_qty, {known} FROM range(20000) t(i)")  # fmt: skip
    return con


def main(lots: int) -> None:
    """Print each metric's CPU time, its hand-written twin's and their ratio."""
    con = store(lots)
    for question, query in PAIRS:
        asked = (partial(by_metric, con, question), partial(by_hand, con, query))
        assert sorted(asked[0]()) == sorted(asked[1]())
        spent = [min(cpu(ask)[0] for _ in range(3)) for ask in asked]
        print(
            f"{question[0]:20} {1000 * spent[0]:8.0f} CPU-ms {1000 * spent[1]:8.0f} by hand"
            f" {spent[0] / spent[1]:6.2f} ×"
        )
    seconds, _ = cpu(partial(by_metric, con, ("stock_lots", "*")))
    print(f"{'stock_lots':20} {1000 * seconds:8.0f} CPU-ms, no twin")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
