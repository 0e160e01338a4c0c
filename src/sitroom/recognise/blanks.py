"""Cells without the blanks around them, as SQL that looks for blanks only where some may be.

DuckDB's `trim` reads each letter of a text for its kind, from both ends: ten times as much work as
what is asked here first, and in most cells there is nothing to take off.
"""

from __future__ import annotations


def _begins_filled(cell: str) -> str:
    """Return a condition that a cell begins with a letter or sign that `trim` does not take off.

    It takes off blanks alone: U+0020, U+00A0, U+1680, a dozen about U+2000 and U+3000.
    """
    first = f"unicode({cell})"
    return f"({first} BETWEEN 33 AND 159 OR {first} BETWEEN 161 AND 5759 OR {first} > 12288)"


def bare_sql(cell: str) -> str:
    """Return SQL for a cell without blanks at its ends; NULL when that leaves nothing."""
    return (
        f"CASE WHEN {cell} > '!' AND NOT suffix({cell}, ' ') AND strlen({cell}) = length({cell})"
        f" THEN {cell} WHEN {_begins_filled(cell)} THEN trim({cell})"
        f" ELSE nullif(trim({cell}), '') END"
    )


def filled_sql(cell: str) -> str:
    """Return a condition that a cell holds more than blanks; NULL or false where it does not."""
    return f"CASE WHEN {_begins_filled(cell)} THEN true ELSE trim({cell}) <> '' END"
