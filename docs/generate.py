"""Writes docs/reference from the commands, the metrics' headers and the tables' comments."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sitroom import computed, content
from sitroom.notebook.filters import CLOCKS, LEVEL, argument_names
from sitroom.notebook.frames import has_geometry
from sitroom.notebook.meaning import explained, meanings, source

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- Written by `make docs`; change the source, not this page. -->\n"
TYPES = '''"""What every built-in metric is called, takes and gives, for editors and checkers.

Written by `make docs` from data/metrics; change the source, not this file.
"""
# Each takes the filters that its rows have, and no others.
# pyright: reportIncompatibleMethodOverride=false

from collections.abc import Sequence, Set
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from geopandas import GeoDataFrame
from pandas import DataFrame

from sitroom.notebook.metric import Metric

_One = TypeVar("_One")
_Some: TypeAlias = _One | Sequence[_One] | Set[_One] | None
Moment: TypeAlias = datetime | str | None
Texts: TypeAlias = _Some[str]
Levels: TypeAlias = _Some[int | str] | slice
Numbers: TypeAlias = _Some[float] | slice
Flags: TypeAlias = _Some[bool]
Times: TypeAlias = _Some[datetime | date | str] | slice
'''


def pages() -> dict[str, str]:
    """Return path → text of every file that is written here."""
    return {
        "docs/reference/cli.md": _commands(),
        "docs/reference/metrics.md": _metrics(),
        "docs/reference/tables.md": _tables(),
        "src/sitroom/notebook/builtin.pyi": _types(),
    }


def _commands() -> str:
    from typer.main import get_command

    from sitroom.cli import app

    program = get_command(app)
    parts = [f"# Commands\n\n{MADE}\n{_help(program, 'sitroom')}"]
    commands = getattr(program, "commands", {})
    parts += [f"## sitroom {n}\n\n{_help(c, f'sitroom {n}')}" for n, c in commands.items()]
    return "\n".join(parts)


def _help(command, name: str) -> str:
    context = command.context_class(
        command, info_name=name, terminal_width=96, max_content_width=96
    )
    lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    return "```text\n" + "\n".join(lines).strip() + "\n```\n"


def _metrics() -> str:
    metrics = content.metrics()
    rows = [
        "# Metrics",
        "",
        MADE,
        "Each is one file in `data/metrics/`: a SELECT that is the macro"
        " `metric.<name>(as_of, known_as_of)`, or (marked †) a function of other metrics' rows."
        " In a notebook each is `site.<name>()`.",
        "",
        "| metric | title | 名称 | unit | one row per | caution |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in sorted(metrics.items()):
        grain = ", ".join(one.grain)
        shown = f"`{name}` †" if one.is_computed else f"`{name}`"
        cells = (shown, one.title, one.title_zh, one.unit, grain, one.caution)
        rows.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join([*rows, *(_metric(metrics[name]) for name in sorted(metrics))]) + "\n"


def _metric(one: content.Query) -> str:
    types = columns_of()[one.name]
    told = explained(types, meanings(None))
    counted, status = source(one, content.metrics()).splitlines()
    parts = [
        f"\n## {one.name}\n",
        f"{one.title} · {one.title_zh}\n",
        f"- {counted}\n- {status}\n",
        "| column | type | unit | meaning | 含义 |\n|---|---|---|---|---|",
    ]
    for column, kind, unit, meaning, meaning_zh in told.itertuples():
        cells = (f"`{column}`", _short(kind), unit, meaning, meaning_zh)
        parts.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(parts)


def _short(kind: str) -> str:
    return kind.split("(")[0] + ("[]" if kind.endswith("[]") else "")


def _types() -> str:
    metrics = content.metrics()
    known = sorted(metrics)
    kinds = [_typed(metrics[name]) for name in known]
    listed = [
        f'    {name}: _{name}\n    """{metrics[name].title} · {metrics[name].title_zh}."""\n'
        for name in known
    ]
    head = 'class BuiltinMetrics:\n    """The built-in metrics by name."""\n\n'
    return TYPES + "\n" + "\n".join(kinds) + "\n" + head + "".join(listed)


def _typed(one: content.Query) -> str:
    """Return the class of one metric: what calling it takes and gives."""
    columns = columns_of()[one.name]
    frame = "GeoDataFrame" if has_geometry(columns) else "DataFrame"
    what_ifs = computed.what_ifs(one.name, content.metrics())
    lines = [
        f"class _{one.name}(Metric[{frame}]):",
        "    def __call__(",
        "        self,",
        "        *,",
    ]
    for name in argument_names(columns, one.takes, what_ifs):
        if name in (*CLOCKS, *one.takes):
            kind = "Moment"
        else:
            kind = "Any" if name in what_ifs else _kind_of_filter(name, columns.get(name, ""))
        lines.append(f"        {name}: {kind} = ...,")
    return "\n".join([*lines, f"    ) -> {frame}: ...", ""])


def _kind_of_filter(name: str, kind: str) -> str:
    if LEVEL.fullmatch(name) and kind == "INTEGER":
        return "Levels"
    if kind.startswith(("TIMESTAMP", "DATE")):
        return "Times"
    if kind == "BOOLEAN":
        return "Flags"
    return (
        "Numbers"
        if re.match(r"U?(TINY|SMALL|BIG|HUGE)?INT|DOUBLE|FLOAT|DECIMAL", kind)
        else "Texts"
    )


@cache
def columns_of() -> dict[str, dict[str, str]]:
    """Return metric → column → SQL type, from a store that has no rows."""
    from datetime import datetime

    from sitroom.store import schema
    from sitroom.store.connect import scratch

    con = scratch()
    schema.create_tables(con)
    schema.create_reference(con)
    schema.create_known_macros(con)
    con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
    schema.create_metrics(con, datetime(2026, 1, 1))
    return {
        name: dict(metric.columns)
        if metric.is_computed
        else {
            column: kind
            for column, kind, *_ in con.execute(f"DESCRIBE FROM metric.{name}()").fetchall()
        }
        for name, metric in content.metrics().items()
    }


def _tables() -> str:
    from sitroom.store import schema
    from sitroom.store.connect import scratch

    con = scratch()
    schema.create_tables(con)
    parts = [f"# Tables\n\n{MADE}\nEach is one file in `data/tables/`. Instants are UTC."]
    tables = con.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'core' ORDER BY 1"
    ).fetchall()
    for table, comment in tables:
        parts.append(
            f"## core.{table}\n\n{comment or ''}\n\n| column | type | meaning |\n|---|---|---|"
        )
        columns = con.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns()"
            " WHERE schema_name = 'core' AND table_name = ? ORDER BY column_index",
            [table],
        ).fetchall()
        parts[-1] += "".join(f"\n| `{n}` | {kind} | {_cell(said)} |" for n, kind, said in columns)
    return "\n\n".join(parts) + "\n"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    for name, text in pages().items():
        (ROOT / name).parent.mkdir(exist_ok=True)
        (ROOT / name).write_text(text, encoding="utf-8")
