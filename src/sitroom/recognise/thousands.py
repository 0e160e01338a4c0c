"""Points that part the thousands, 1.200 for twelve hundred, told from those before a fraction."""

from __future__ import annotations

from sitroom.recognise.context import Context
from sitroom.recognise.numbers import NumberForm


def with_points(context: Context, column: int, form: NumberForm, *, is_int: bool) -> NumberForm:
    """Return the form in which a point parts thousands, where the file or the column shows it.

    A file that writes 3,50 shows it, and a column of counts that holds 1.234 beside 80, unless
    another cell denies it.
    """
    if not (context.fitting.decimal_comma or (is_int and _are_grouped(context, column))):
        return form
    grouped = rf"regexp_full_match(trim(c{column}), '[+-]?[0-9]{{1,3}}([.][0-9]{{3}})+')"
    other = context.one(f"count(*) FILTER (WHERE contains(c{column}, '.') AND NOT {grouped})")[0]
    if other:
        return form
    context.column_notes[column] = "points part the thousands"
    return NumberForm(decimal_comma=True, slow=True)


def _are_grouped(context: Context, column: int) -> bool:
    """Say whether counts hold 1.234 beside 80: no fraction, which all of them would have."""
    whole, grouped = context.one(
        f"count(*) FILTER (WHERE regexp_full_match(trim(c{column}), '[0-9]+')),"
        f" count(*) FILTER (WHERE regexp_matches(c{column}, '[.][0-9]{{3}}') AND"
        f" NOT regexp_matches(c{column}, '[.]000'))"
    )
    return bool(whole and grouped)
