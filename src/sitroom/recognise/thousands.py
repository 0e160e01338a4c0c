"""Points that part the thousands, 1.200 for twelve hundred, told from those before a fraction."""

from __future__ import annotations

import re

from sitroom.recognise import numbers
from sitroom.recognise.context import Context
from sitroom.recognise.fields import Field
from sitroom.recognise.numbers import NumberForm

_GROUPED = "[+-]?[0-9]{1,3}([.][0-9]{3})+"
_grouped = re.compile(_GROUPED)
_THOUSANDS = "points part the thousands"
_OF_STOCK = ("qty_on_hand", "qty_reserved", "target_qty", "qty")


def with_points(context: Context, column: int, form: NumberForm, field: Field) -> NumberForm:
    """Return the form in which a point parts thousands, where the file or the column shows it.

    A file that writes 3,50 shows it, a column of counts that holds 1.234 beside 80, and a stock of
    whole things, unless another cell denies it. Where a stock may be either, that is said.
    """
    is_shown = context.fitting.decimal_comma
    if not is_shown and field.kind == "int":
        is_shown = _are_grouped(context, column)
    may_be = not is_shown and field.column in _OF_STOCK and _all_grouped(context, column)
    if not (is_shown or may_be):
        return form
    other = f"contains(c{column}, '.') AND NOT regexp_full_match(trim(c{column}), '{_GROUPED}')"
    if context.one(f"count(*) FILTER (WHERE {other})")[0]:
        return form
    if may_be and not _of_whole_things(context, column):
        note = "1.200 may be 1200 here or a fraction, and is read as one: no other cell denies it"
        context.column_notes[column] = f"ambiguous: {note}"
        context.notes.append(f"`{context.headers[column].text}` is ambiguous: {note}")
        return form
    context.column_notes[column] = _THOUSANDS
    return NumberForm(decimal_comma=True, slow=True)


def _all_grouped(context: Context, column: int) -> bool:
    """Say whether every point in the sample stands before three digits."""
    dotted = [value for value in context.fitting.values(column) if "." in value]
    return bool(dotted) and all(_grouped.fullmatch(value.strip()) for value in dotted)


def _of_whole_things(context: Context, column: int) -> bool:
    """Say whether 1.200 would be a fraction of a tent or a box, of which there is none.

    Where all cells end in .000 they may be whole things with three decimals, as SAP writes them.
    """
    unit = context.column_of("unit")
    told = f"nullif(trim(c{unit}), '')" if unit is not None else "NULL"
    dotted = f"contains(c{column}, '.')"
    units, whole, odd = context.one(
        f"list(DISTINCT {told}) FILTER (WHERE {dotted}),"
        f" count(*) FILTER (WHERE regexp_full_match(trim(c{column}), '[0-9]+')),"
        f" count(*) FILTER (WHERE {dotted} AND NOT regexp_matches(c{column}, '[.]000'))"
    )
    header = context.headers[column].unit
    words = [word for word in units or [] if word] or ([header] if header else [])
    if _THOUSANDS in context.column_notes.values():
        return True  # another column of the table shows it
    return bool(whole or odd) and {*map(numbers.dimension, words)} - {""} == {"count"}


def _are_grouped(context: Context, column: int) -> bool:
    """Say whether counts hold 1.234 beside 80: no fraction, which all of them would have."""
    whole, grouped = context.one(
        f"count(*) FILTER (WHERE regexp_full_match(trim(c{column}), '[0-9]+')),"
        f" count(*) FILTER (WHERE regexp_matches(c{column}, '[.][0-9]{{3}}') AND"
        f" NOT regexp_matches(c{column}, '[.]000'))"
    )
    return bool(whole and grouped)
