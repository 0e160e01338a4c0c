"""What filters ask of a metric's rows, said once: kept in memory, written as SQL and as Python."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

import pandas as pd

from sitroom.views.context import Rows

How = Literal["true", "is", "in", "from", "under", "over", "holds", "among"]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Condition:
    """One thing asked of a row: of which column (`holds`: of any of them), how, and what.

    `among` asks that the column's value is one of another metric's rows: (metric, its conditions);
    a second column is that value's name there.
    """

    columns: tuple[str, ...]
    how: How
    value: Any = None

    @property
    def column(self) -> str:
        """The only column, or the first of several."""
        return self.columns[0]


# metric, its columns, the address, the moment → what the card asks of that metric's rows
Rule = Callable[[str, Collection[str], Mapping[str, str], datetime], list[Condition]]
Read = Callable[[str], Rows]


def narrows(rule: Rule) -> Callable[[View], View]:
    """Say how a view narrows its rows by the address: what is taken along is narrowed so too."""

    def declare(view: View) -> View:
        view.__dict__["narrowing"] = rule
        return view

    return declare


def of_view(
    view: Callable[..., Any],
    metric: str,
    columns: Collection[str],
    address: Mapping[str, str],
    now: datetime,
) -> list[Condition]:
    """Return what a view asks of a metric's rows at an address; nothing when it shows them all."""
    rule = getattr(getattr(view, "func", view), "narrowing", None)
    return rule(metric, columns, address, now) if rule else []


def same(columns: Collection[str], **wanted: str | None) -> list[Condition]:
    """Return a condition for each value that is wanted of a column that there is."""
    return [Condition((name,), "is", v) for name, v in wanted.items() if v and name in columns]


def kept(rows: Rows, conditions: Sequence[Condition], read: Read | None = None) -> Rows:
    """Return the rows that meet every condition; `read` gives other metrics' rows."""
    for condition in conditions if len(rows) else ():
        rows = rows[_met(rows, condition, read)]
    return rows


def _met(rows: Rows, condition: Condition, read: Read | None) -> Rows:
    cells, value = rows.get(condition.column), condition.value
    if condition.how == "holds":
        found = pd.Series(False, index=rows.index)
        for name in condition.columns:
            if name in rows:
                said = rows[name].fillna("").astype(str).str.casefold()
                found |= said.str.contains(str(value).casefold(), regex=False)
        return found
    assert cells is not None, f"The rows have no column {condition.column}."
    if condition.how == "true":
        return cells.fillna(False).astype(bool)
    if condition.how == "is":
        return cells.astype(str) == value
    if condition.how == "in":
        return cells.isin(list(value)).fillna(False)
    if condition.how == "among":
        assert read, "Another metric's rows are needed."
        metric, inner = value
        return cells.isin(kept(read(metric), inner, read)[condition.columns[-1]])
    compared = {"from": cells.ge, "under": cells.lt, "over": cells.gt}[condition.how](value)
    return compared.fillna(False).astype(bool)


def sql(metric: str, conditions: Sequence[Condition], instants: str) -> str:
    """Return the query of the rows that meet the conditions; `instants` are its arguments."""
    asked = "\n  AND ".join(_sql(condition, instants) for condition in conditions)
    return f"FROM metric.{metric}({instants})\n" + (f"WHERE {asked}\n" if asked else "")


def _sql(condition: Condition, instants: str) -> str:
    column, value = condition.column, condition.value
    if condition.how == "holds":
        found = (f"contains(lower({name}), lower({_text(value)}))" for name in condition.columns)
        return "(" + " OR ".join(found) + ")"
    if condition.how == "among":
        metric, inner = value
        asked = " AND ".join(_sql(one, instants) for one in inner)
        where = f" WHERE {asked}" if asked else ""
        other = condition.columns[-1]
        return f"{column} IN (FROM metric.{metric}({instants}) SELECT {other}{where})"
    if condition.how == "true":
        return column
    if condition.how == "in":
        return f"{column} IN ({', '.join(str(one) for one in value)})"
    if condition.how == "from":
        return f"{column} >= TIMESTAMP '{value:%Y-%m-%d %H:%M:%S}'"
    sign = {"is": "=", "under": "<", "over": ">"}[condition.how]
    return f"{column} {sign} {_text(value) if isinstance(value, str) else value}"


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def python(metric: str, conditions: Sequence[Condition], instants: str, name: str = "rows") -> str:
    """Return the lines that read a metric into `name` and keep what meets the conditions."""
    lines = [f"{name} = site.{metric}({instants})"]
    for condition in conditions:
        if condition.how == "among":
            other, inner = condition.value
            lines.insert(0, python(other, inner, instants, f"{name}_{other}"))
        lines.append(f"{name} = {name}[{_python(condition, name)}]")
    return "\n".join(lines)


def _python(condition: Condition, name: str) -> str:
    cells = f"{name}.{condition.column}"
    if condition.how == "among":
        return f"{cells}.isin({name}_{condition.value[0]}.{condition.columns[-1]})"
    # A moment that says its zone means the same in any notebook.
    said = json.dumps(
        condition.value, ensure_ascii=False, default="{:%Y-%m-%d %H:%M:%S}+00:00".format
    )
    if condition.how == "holds":
        found = f".fillna('').astype(str).str.contains({said}, case=False, regex=False)"
        return " | ".join(f"{name}.{one}{found}" for one in condition.columns)
    if condition.how == "true":
        return f"{cells}.fillna(False).astype(bool)"
    if condition.how == "in":
        return f"{cells}.isin({said})"
    sign = {"is": "==", "from": ">=", "under": "<", "over": ">"}[condition.how]
    return f"{cells} {sign} {said}"
