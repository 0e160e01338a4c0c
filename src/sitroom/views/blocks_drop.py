"""A dropped file before it is loaded: what was recognised, and what would become of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sitroom.views.blocks_sources import DATASETS, set_aside
from sitroom.views.context import Rows
from sitroom.views.reader import NO_REPORT, Reader, present

Block = dict[str, Any]
COLUMNS = 12


def invitation(ctx: Reader) -> Block:
    """Return the place where files are dropped."""
    return {"kind": "drop", "title": ctx.t("Load a file")}


def preview(previews: Sequence[Any], reasons: Rows, ctx: Reader) -> Block:
    """Return every table of a file as it would be loaded; `previews` as the machine made them."""
    return {"tables": [_table(one, reasons, ctx) for one in previews]}


def _table(one: Any, reasons: Rows, ctx: Reader) -> Block:
    known, table = one.recognition, one.table
    doubtful = one.set_aside.assign(file_name=one.parsed.path.name, sheet=table.sheet)
    aside = set_aside(doubtful, reasons, ctx)
    dropped = [column.header for column in known.columns if column.how == "dropped"]
    return {
        "sheet": table.sheet or "",
        "rows": ctx.number(table.rows),
        "fills": ctx.t(DATASETS.get(known.dataset) or str(known.dataset)),
        "sure": f"{known.confidence:.0%}",
        "read_as": " · ".join(filter(None, (one.parsed.format, one.parsed.encoding))),
        "columns": [_column(column) for column in known.columns if column.how != "dropped"],
        "first": _first(one.rows, ctx),
        "aside": ctx.number(one.rows_set_aside),
        "problems": aside["items"][:COLUMNS],
        "dropped": dropped,
        "masked": int(sum(one.kinds_masked.values())),
    }


def _column(column: Any) -> Block:
    return {
        "header": column.header,
        "field": column.field or NO_REPORT,
        "sure": f"{column.confidence:.0%}" if column.field else "",
        "unit": column.unit or "",
    }


def _first(rows: Rows, ctx: Reader) -> Block:
    filled = rows.dropna(axis="columns", how="all")
    names = [str(name) for name in filled.columns][:COLUMNS]
    cells = filled[names].astype(object).itertuples(index=False, name=None)
    return {
        "names": names,
        "rows": [[_cell(v, n, ctx) for v, n in zip(row, names, strict=True)] for row in cells],
    }


def _cell(value: Any, name: str, ctx: Reader) -> str:
    if not present(value):
        return NO_REPORT
    return ctx.time(value) if name.endswith("_at") else str(value)
