"""Codes as spreadsheets leave them: padded, shortened, or turned into 1.10101E+17."""

from __future__ import annotations

from sitroom.recognise.context import Context

_CODES = ("_code", "_ref", "_no", "identifier", "glide")
# Three digits at least stand behind the point of what was a long number; `0E0` is an airport.
_DAMAGED = r"[0-9][.,][0-9]+E[+][0-9]{1,3}"
_TEXT = "the number itself, as text; a spreadsheet has rounded it for good"


def is_code(column: str) -> bool:
    """Say whether a field holds codes or numbers of things, which must stay as written."""
    return column.endswith(_CODES)


def may_be_damaged(column: int) -> str:
    """Return the plain look: it is many times as cheap, and hardly a column has such a cell."""
    return f"contains(c{column}, 'E+')"


def damaged(context: Context, column: int) -> str:
    """Return a condition for cells that a spreadsheet has rounded, or an empty text."""
    rounded = f"regexp_full_match(trim(c{column}), '{_DAMAGED}')"
    condition = f"({may_be_damaged(column)} AND {rounded})"
    met = context.one(f"count(*) FILTER (WHERE {condition})")[0]
    return condition if met else ""


def refuse_damaged_keys(context: Context, column: int, field: str) -> None:
    """Set rows aside whose own number is no longer known."""
    condition = damaged(context, column)
    if condition:
        context.flag(field, column, condition, "damaged_number", _TEXT, "row")


def code_sql(context: Context, field: str, column: int, text: str) -> str:
    """Return SQL for a code; a rounded one is flagged and left out."""
    condition = damaged(context, column)
    if condition:
        context.flag(field, column, condition, "damaged_number", _TEXT)
        text = f"CASE WHEN NOT {condition} THEN {text} END"
    return (
        region_code_sql(context, column, text)
        if field.endswith(("region_code", "parent_code"))
        else text
    )


def region_code_sql(context: Context, column: int, text: str) -> str:
    """Return SQL for an area's code: six digits of twelve, lost zeros put back, letters large.

    Codes of one length but for some that are one digit short have lost their leading zero.
    """
    bare = rf"regexp_replace(trim(c{column}), '[.]0+$', '')"
    digits = f"regexp_full_match({bare}, '[0-9]+')"
    filled, numeric, low, high, padded, small = context.one(
        f"count(nullif(trim(c{column}), '')), count(*) FILTER (WHERE {digits}),"
        f" min(length({bare})) FILTER (WHERE {digits}),"
        f" max(length({bare})) FILTER (WHERE {digits}),"
        f" count(*) FILTER (WHERE regexp_full_match({bare}, '[0-9]{{6}}(000|000000)')),"
        f" count(*) FILTER (WHERE regexp_full_match({bare}, '[a-z]{{2,3}}'))"
    )
    if filled and small == filled:
        return f"upper({text})"
    if not filled or numeric < filled:
        return text
    sql = f"nullif({bare}, '')"
    if padded:
        sql = f"regexp_replace({sql}, '^([0-9]{{6}})(?:000|000000)$', '\\1')"
    if high in (2, 5) and low == high - 1:
        sql = f"lpad({sql}, {high}, '0')"
    return sql
