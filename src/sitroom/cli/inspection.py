"""What `sitroom inspect` shows, and the block it writes for sitroom.toml."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sitroom.cli import output
from sitroom.cli.options import Format
from sitroom.errors import UsageError
from sitroom.settings import FILE_NAME, Site

if TYPE_CHECKING:
    from sitroom.shaping.preview import Preview

_MOST_BAD_ROWS = 20
_COLUMNS = ("sheet", "column", "header", "field", "how", "confidence", "why", "unit", "note")


def show(site: Site, file: Path, source: str | None, form: Format, *, write: bool) -> None:
    """Print what is recognised in the file; with `write` add its block to the site's settings."""
    from sitroom.shaping.preview import preview

    previews = preview(site, file, site.source(source) if source else None)
    if form is not Format.table:
        rows = [row for one in previews for row in _columns(one)]
        output.print_rows(rows, _COLUMNS, form, site.zone)
    else:
        for one in previews:
            _show(one, site)
        typer.echo(f"\nBlock for {FILE_NAME}:\n\n{block(site, file, previews)}")
    if write:
        _write(site, file, previews)


def block(site: Site, file: Path, previews: list[Preview]) -> str:
    """Return the [[sources]] block that makes the file a source of the site."""
    best = max(previews, key=lambda one: one.table.rows)
    inside = file.is_relative_to(site.folder)
    path = file.relative_to(site.folder).as_posix() if inside else str(file)
    source = best.source
    lines = [
        "[[sources]]",
        f"name = {_text(source.name)}",
        f"title = {_text(source.title or source.name)}",
        f"path = {_text(path)}",
        f"dataset = {_text(best.recognition.dataset)}",
        f"timezone = {_text(source.timezone or site.timezone)}",
        '# every = "1 h"      # the cadence this source promises; late and dead are told from it',
        '# datum = "gcj02"    # of its coordinates, when it is not WGS 84',
        "",
        "# A column that was recognised wrongly is put right here: header = field.",
        "[sources.columns]",
        *(
            f"# {_text(column.header)} = {_text(column.field)}"
            for one in previews
            for column in one.recognition.columns
            if column.field and column.header
        ),
    ]
    return "\n".join(lines) + "\n"


def _columns(one: Preview) -> list[dict]:
    return [
        {
            "sheet": one.table.sheet,
            "column": column.index + 1,
            "header": column.header,
            "field": column.field,
            "how": column.how,
            "confidence": round(column.confidence, 2),
            "why": column.why,
            "unit": column.unit,
            "note": column.note,
        }
        for column in one.recognition.columns
    ]


def _show(one: Preview, site: Site) -> None:
    known = one.recognition
    read = [one.parsed.format, one.parsed.encoding, f"header in row {one.table.header_row}"]
    sheet = f" [{one.table.sheet}]" if one.table.sheet else ""
    typer.echo(f"{one.parsed.path.name}{sheet}: {one.table.rows} rows")
    typer.echo(f"Read as {', '.join(str(part) for part in read if part)}.")
    typer.echo(f"Fills: {known.dataset} ({known.confidence:.0%}: {known.why})")
    typer.echo(f"Key: {known.key_why}\nTimes: {known.zone}")
    dropped = ", ".join(f"`{c.header}`" for c in known.columns if c.how == "dropped")
    masked = ", ".join(f"{count} {kind}" for kind, count in one.kinds_masked.items())
    if dropped or masked:
        typer.echo(
            f"Personal data: columns dropped: {dropped or 'none'}; masked: {masked or 'none'}"
        )
    for note in one.parsed.notes:
        typer.echo(f"Note: {note}")
    _part("Columns", _columns(one), [c for c in _COLUMNS if c != "sheet"], site)
    typer.echo("\nFirst rows as they would be loaded:")
    output.print_frame(one.rows.dropna(axis="columns", how="all"), Format.table, site.zone)
    listed = ["row_no", "field", "header", "value", "reason", "detail"]
    for title, frame, count in (
        ("Rows that would be set aside", one.set_aside, one.rows_set_aside),
        ("Values that would not be believed", one.flagged, len(one.flagged)),
    ):
        _part(f"{title}: {count}", frame.head(_MOST_BAD_ROWS).to_dict("records"), listed, site)


def _part(title: str, rows: list[dict], columns: list[str], site: Site) -> None:
    typer.echo(f"\n{title}")
    if rows:
        output.print_rows(rows, columns, Format.table, site.zone)


def _write(site: Site, file: Path, previews: list[Preview]) -> None:
    settings = site.folder / FILE_NAME
    name = previews[0].source.name
    if name in [source.name for source in site.sources]:
        raise UsageError(
            f"{settings} names a source `{name}` already.",
            "a file of no declared source",
            "change that block by hand; it is printed above",
        )
    before = settings.read_text(encoding="utf-8") if settings.exists() else ""
    settings.write_text(f"{before.rstrip()}\n\n{block(site, file, previews)}", encoding="utf-8")
    output.say(f"Added source `{name}` to {settings}.")


def _text(value: str) -> str:
    # A basic TOML string is written like a JSON one.
    return json.dumps(value, ensure_ascii=False)
