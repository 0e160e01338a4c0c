"""What an inventory or a list of movements says only by its headers, its name or another cell."""

from __future__ import annotations

from sitroom.recognise import codes
from sitroom.recognise.context import Context
from sitroom.recognise.numbers import cell_unit_sql
from sitroom.recognise.words import plain
from sitroom.store.connect import literal


def stock(context: Context) -> None:
    """Fill unit, category, price and the end of life of what lies in a depot."""
    unit = context.name("unit")
    quantity = context.column_of("qty_on_hand")
    parts = [context.expressions[unit]] if unit in context.expressions else []
    if quantity is not None and not context.fitting.profiles[quantity].is_numeric:
        parts.append(cell_unit_sql(f"c{quantity}"))
    header = context.headers[quantity].unit if quantity is not None else None
    read = codes.unit_reader(context.site.folder)
    parts.append(literal((read(header) if header else None) or ""))
    context.expressions[unit] = f"coalesce({', '.join(parts)})" if len(parts) > 1 else parts[0]
    context.default("category", "other")
    amount, price = context.column_of("amount"), context.name("unit_price")
    if amount is not None and price not in context.expressions and quantity is not None:
        total = f"TRY_CAST(replace(c{amount}, ',', '') AS DOUBLE)"
        context.expressions[price] = (
            f"{total} / nullif({context.expressions[context.name('qty_on_hand')]}, 0)"
        )
    _shelf_life(context)
    expires = context.column_of("expires_on")
    if expires is not None:
        context.expressions[context.name("expiry_text")] = f"nullif(trim(c{expires}), '')"


def _shelf_life(context: Context) -> None:
    """A life on the shelf counts from the day it was made; years where the header says so."""
    life, made = context.column_of("shelf_life"), context.expressions.get(context.name("made_on"))
    if life is None or not made or context.name("expires_on") in context.expressions:
        return
    header = context.headers[life]
    years = "年" in (header.unit or header.text) or "year" in header.full
    months = f"TRY_CAST(regexp_extract(c{life}, '[0-9]+') AS INTEGER)"
    factor = (
        f"CASE WHEN contains(c{life}, '年') THEN 12 WHEN contains(c{life}, '月') THEN 1"
        f" ELSE {12 if years else 1} END"
    )
    context.expressions[context.name("expires_on")] = (
        f"(({made}) + to_months(({months} * {factor})::INTEGER))::DATE"
    )


def move(context: Context) -> None:
    """Say what kind of movement the headers and the file's name speak of."""
    headers = " ".join(
        context.headers[c].full
        for c in (context.column_of("moved_at"), context.column_of("qty"))
        if c is not None
    )
    words = headers + " " + plain(context.hint_text)
    kind = "adjust"
    if "出库" in words or "发放" in words or "领用" in words or "issue" in words:
        kind = "issue"
    elif "入库" in words or "receipt" in words or "received" in words:
        kind = "receipt"
    elif context.column_of("to_site") is not None and context.column_of("from_site") is not None:
        kind = "transfer_out"
    context.default("kind", kind)
    context.default("unit", "")
