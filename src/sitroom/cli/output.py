"""Printing: rows on standard output as a table, CSV or JSON; progress on standard error."""

from __future__ import annotations

import csv
import json
import math
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import typer

from sitroom.cli.options import Format

if TYPE_CHECKING:
    import pandas as pd

Rows = Sequence[dict[str, Any]]
Progress = Callable[[str, float], None]
# A stranger's text must not move the cursor or recolour the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_WIDEST_CELL = 60
_LONGEST_TEXT = 4_000


def print_rows(rows: Rows, columns: Sequence[str], form: Format, zone: ZoneInfo) -> None:
    """Print rows; instants (`…_at`) are the site's time in a table and UTC in CSV and JSON."""
    if form is Format.json:
        tidy = [{c: _machine(row.get(c), c) for c in columns} for row in rows]
        typer.echo(json.dumps(tidy, ensure_ascii=False, indent=1))
    elif form is Format.csv:
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(columns)
        out.writerows([[_flat(_machine(row.get(c), c)) for c in columns] for row in rows])
    else:
        _print_table(rows, columns, zone)


def print_frame(frame: pd.DataFrame, form: Format, zone: ZoneInfo) -> None:
    """Print the rows of a data frame."""
    columns = [str(column) for column in frame.columns]
    values = frame.astype(object).itertuples(index=False, name=None)
    print_rows([dict(zip(columns, row, strict=True)) for row in values], columns, form, zone)


def say(text: str) -> None:
    """Tell the person something on standard error."""
    typer.echo(text, err=True)


def tidy(text: str) -> str:
    """Return the text on one line, without anything that moves a terminal's cursor."""
    return _CONTROL.sub(" ", text)


@contextmanager
def progress(title: str) -> Iterator[Progress | None]:
    """Give a function that moves a bar on standard error; None when that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda step, share: bar.update(
            task, description=tidy(f"{title}: {step}"), completed=share
        )


def _print_table(rows: Rows, columns: Sequence[str], zone: ZoneInfo) -> None:
    from rich.cells import cell_len

    grid = [[_human(row.get(c), c, zone) for c in columns] for row in rows]
    widest = _WIDEST_CELL if sys.stdout.isatty() else _LONGEST_TEXT
    widths = [
        min(widest, max([cell_len(c), *(cell_len(line[i]) for line in grid)]))
        for i, c in enumerate(columns)
    ]
    shown = _that_fit(widths)
    for line in [list(columns), ["─" * width for width in widths], *grid]:
        cells = [_fitted(line[i], widths[i], cell_len) for i in range(shown)]
        typer.echo("  ".join(cells).rstrip())
    if shown < len(columns):
        left_out = ", ".join(columns[shown:])
        say(f"{len(columns) - shown} more columns ({left_out}); --format csv prints them all.")


def _that_fit(widths: list[int]) -> int:
    if not sys.stdout.isatty():
        return len(widths)
    room = shutil.get_terminal_size().columns
    used = shown = 0
    for width in widths:
        used += width + 2
        if used - 2 > room:
            break
        shown += 1
    return max(1, shown)


def _fitted(text: str, width: int, cell_len: Callable[[str], int]) -> str:
    if cell_len(text) > width:
        while cell_len(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cell_len(text))


def _human(value: Any, column: str, zone: ZoneInfo) -> str:
    value = _plain(value)
    if value is None:
        return "—"
    if isinstance(value, datetime):
        if column.endswith("_at"):
            value = value.replace(tzinfo=UTC).astimezone(zone)
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if isinstance(value, bytes | bytearray):
        return f"({len(value)} bytes)"
    if isinstance(value, float):
        return f"{value:.6g}"
    return tidy(str(_flat(value)))


def _machine(value: Any, column: str) -> Any:
    value = _plain(value)
    if isinstance(value, datetime):
        return value.isoformat() + ("Z" if column.endswith("_at") and not value.tzinfo else "")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray):
        return bytes(value).hex()
    if isinstance(value, dict):
        return {str(key): _machine(item, "") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_machine(item, "") for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _plain(value: Any) -> Any:
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime(warn=False)
    elif hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float):
        # pandas makes floats of whole numbers when one of them is missing.
        return None if math.isnan(value) else int(value) if value.is_integer() else value
    return value


def _flat(value: Any) -> Any:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
