"""Gives the rows that a function made the SQL types that it declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sitroom.store.connect import Connection, identifier

if TYPE_CHECKING:
    import pandas as pd


def typed(
    con: Connection,
    rows: pd.DataFrame,
    types: Mapping[str, str],
    where: str = "",
    values: Sequence[Any] = (),
) -> pd.DataFrame:
    """Return rows with the types of their columns, and only those that a condition lets through.

    `where` is SQL with a `?` for each of `values`, which are bound and never pasted.
    """
    shown = ", ".join(f"{identifier(c)}::{kind} AS {identifier(c)}" for c, kind in types.items())
    condition = f" WHERE {where}" if where else ""
    with closing(con.cursor()) as cursor:
        cursor.register("computed_rows", rows)
        cursor.execute(
            f"SELECT * FROM (SELECT {shown} FROM computed_rows){condition}", list(values) or None
        )
        return cursor.df()
