"""Kilograms and tonnes of one item are one item: the unit that each row's quantity is kept in."""

from __future__ import annotations

from sitroom.store.connect import Connection

_OF_ITEMS = ("stock", "move")


def name_units(con: Connection, dataset: str) -> None:
    """Make `kept_unit`: each item and unit of these rows, the item's id and unit, and the factor.

    An item keeps the unit it was first known in. Another unit is converted where the table of
    units has a factor for both; where it has none the two stay different items, never added.
    """
    if dataset not in _OF_ITEMS:
        return
    con.execute(
        "CREATE OR REPLACE TEMP TABLE kept_unit AS WITH"
        " given AS (SELECT item_name, spec, unit, min(row_no) AS row_no FROM good GROUP BY ALL),"
        " keyed AS (SELECT g.*, u.dimension, u.factor,"
        "   core.name_key(concat_ws(' | ', g.item_name, g.spec)) AS item_key"
        "   FROM given g LEFT JOIN core.units u ON u.unit = g.unit AND u.factor IS NOT NULL),"
        " known AS (SELECT core.name_key(concat_ws(' | ', i.name, i.spec)) AS item_key,"
        "   u.dimension, arg_min(i.unit, i.item_id) AS unit"
        "   FROM core.stock_item i JOIN core.units u ON u.unit = i.unit AND u.factor IS NOT NULL"
        "   GROUP BY ALL),"
        " chosen AS (SELECT k.*, coalesce(n.unit, CASE WHEN k.dimension IS NOT NULL THEN"
        "   first_value(k.unit) OVER (PARTITION BY k.item_key, k.dimension ORDER BY k.row_no) END,"
        "   k.unit) AS kept FROM keyed k LEFT JOIN known n USING (item_key, dimension))"
        " SELECT c.item_name, c.spec, c.unit, c.kept,"
        "   core.name_key(concat_ws(' | ', c.item_name, c.spec, c.kept)) AS item_id,"
        "   coalesce(c.factor / u.factor, 1) AS times"
        " FROM chosen c LEFT JOIN core.units u ON u.unit = c.kept AND u.factor IS NOT NULL"
    )
