"""Commands that bring facts in: load and inspect."""

from __future__ import annotations

import signal
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sitroom.cli import output
from sitroom.cli.options import As, Debug, Format, SiteFolder, SourceName, existing_site, is_site
from sitroom.errors import UsageError
from sitroom.settings import FILE_NAME, Site, folder_of_site, open_site

if TYPE_CHECKING:
    from sitroom.journal import LoadResult
    from sitroom.store.record import Record

SET_ASIDE = 3
UNREACHABLE = 4
_COLUMNS = (
    "source_id",
    "file_name",
    "sheet",
    "dataset",
    "status",
    "rows_read",
    "rows_inserted",
    "rows_updated",
    "rows_unchanged",
    "rows_rejected",
    "rows_gone",
    "cells_masked",
    "columns_dropped",
    "message",
)


def load(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files to load, of any kind.")
    ] = None,
    source: SourceName = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: load what arrives until stopped.")
    ] = False,
    attached: Annotated[bool, typer.Option("--attached", hidden=True)] = False,
    site: SiteFolder = None,
    form: As = Format.table,
    debug: Debug = False,
) -> None:
    """Load files, or every source of the site, and publish.

    Without FILE every source that sitroom.toml names is loaded.
    Loading the same thing twice adds nothing. In a folder that is no site yet, FILE makes one.

    \b
    Examples:
      sitroom load incidents.xlsx stock.csv
      sitroom load "fires 2025.csv" --source fire_119 --dry-run
      sitroom load --format json | jq '.[] | select(.rows_rejected > 0)'
    """
    if watch:
        if files or source or dry_run:
            raise UsageError("--watch takes no FILE, --source or --dry-run.", "--watch alone")
        _watch(existing_site(site), attached)
        return
    here = _site_or_new(site) if files else existing_site(site)
    results = _load(here, files or [], source, dry_run)
    rows = [{column: getattr(result, column) for column in _COLUMNS} for result in results]
    output.print_rows(rows, _COLUMNS, form, here.zone)
    raise typer.Exit(_exit_code(results))


def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to look at.")],
    write: Annotated[
        bool, typer.Option("--write", help=f"Add the block for {FILE_NAME} to the site's.")
    ] = False,
    source: SourceName = None,
    site: SiteFolder = None,
    form: As = Format.table,
    debug: Debug = False,
) -> None:
    """Show what is recognised in a file, and why.

    Then come some of its rows, those that would be set aside, and the block for sitroom.toml.
    Nothing is loaded. With --format csv or json only the columns are printed.

    \b
    Examples:
      sitroom inspect inventory.csv
      sitroom inspect inventory.csv --write
    """
    from sitroom.cli.inspection import show

    here = existing_site(site) if write else open_site(site)
    show(here, _existing([file])[0], source, form, write=write)


COMMANDS = (load, inspect)


def _load(site: Site, files: list[Path], source: str | None, dry_run: bool) -> list[LoadResult]:
    from sitroom.schedule import make_ready
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    files = _existing(files)
    chosen = site.source(source) if source else None
    with open_record(site) as record:
        make_ready(record, output.say)
        results = _each(site, record, files, chosen, dry_run)
        if not dry_run:
            publish(site, record)
    return results


def _each(
    site: Site, record: Record, files: list[Path], source: Any, dry: bool
) -> list[LoadResult]:
    from sitroom.arrivals import fetch_and_load
    from sitroom.load import load_file
    from sitroom.sources import files_of

    chosen = [source] if source else list(site.sources)
    work = [(file, source) for file in files]
    if not files:
        work = [(file, one) for one in chosen if one.path for file in files_of(site, one)]
    results: list[LoadResult] = []
    with output.progress("Loading") as move:
        for done, (file, one) in enumerate(work):
            tell = move and partial(_moved, move, file.name, done, len(work))
            results += load_file(site, record, file, one, dry_run=dry, progress=tell)
    if not files and not dry:
        results += [r for one in chosen if one.url for r in fetch_and_load(site, record, one)]
    return results


def _moved(
    move: output.Progress, file: str, done: int, files: int, step: str, share: float
) -> None:
    move(f"{file}, {step}", (done + share) / files)


def _exit_code(results: list[LoadResult]) -> int:
    failed = [result.error_code for result in results if result.status == "failed"]
    if failed:
        from sitroom.fetching.patience import NOT_THERE

        return UNREACHABLE if NOT_THERE.issuperset(failed) else 1
    return SET_ASIDE if any(result.rows_rejected for result in results) else 0


def _existing(files: list[Path]) -> list[Path]:
    for file in files:
        if not file.is_file():
            raise UsageError(
                f"There is no file {file}.",
                "files that exist",
                "check the name; without FILE every source of the site is loaded",
            )
    return [file.resolve() for file in files]


def _site_or_new(given: Path | None) -> Site:
    from sitroom.newsite import make_site

    folder = folder_of_site(given)
    if not is_site(folder):
        site = open_site(make_site(folder))
        output.say(
            f"Made a site in {folder} with default settings:"
            f" times without a zone are read as {site.timezone} (change it in {FILE_NAME})."
        )
    return open_site(folder)


def _watch(site: Site, attached: bool) -> None:
    from sitroom.schedule import run

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    if attached:
        threading.Thread(target=_stop_with_parent, args=(stop,), daemon=True).start()
    run(site, stop, output.say)


def _stop_with_parent(stop: threading.Event) -> None:
    # Standard input is a pipe that the parent holds open: its end is the parent's end.
    sys.stdin.read()
    stop.set()
