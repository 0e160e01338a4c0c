"""Commands that ask what is published: read, sql, sources and rejected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sitroom import clock
from sitroom.cli import output
from sitroom.cli.options import As, Debug, Format, SiteFolder, existing_site, moment
from sitroom.errors import UsageError

if TYPE_CHECKING:
    from sitroom.site import Published

Instant = "2026-07-12T09:24, 09:24 (today), or with a zone"
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="T", help=f"Where things stood at T: {Instant}.")
]
KnownAsOf = Annotated[
    str | None, typer.Option("--known-as-of", metavar="T", help="Only what was known at T.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="T", help="Of `changes`: what is new since T.")
]


WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if", metavar="NAME=VALUE", help="An argument of a computed metric; may repeat."
    ),
]


def read(
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="Such as open_incidents.")],
    as_of: AsOf = None,
    known_as_of: KnownAsOf = None,
    since: Since = None,
    what_if: WhatIf = None,
    site: SiteFolder = None,
    form: As = Format.table,
    debug: Debug = False,
) -> None:
    """Print the rows of a metric, now or at another moment.

    Times are the site's in a table, and UTC in CSV and JSON.

    \b
    Examples:
      sitroom read open_incidents
      sitroom read level_counts --as-of 08:00 --format json
      sitroom read casualties --as-of 2026-07-12T09:00 --known-as-of 2026-07-12T09:00
      sitroom read changes --since 06:30 --as-of 09:24
      sitroom read moves --what-if withdraw="Nanping depot"
    """
    here = existing_site(site)
    frame = _published(here.folder).read(
        metric,
        as_of=moment(as_of, here, "--as-of"),
        known_as_of=moment(known_as_of, here, "--known-as-of"),
        what_if=_arguments(what_if or []),
        **({"since_at": moment(since, here, "--since")} if since else {}),
    )
    output.print_frame(frame, form, here.zone)


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="One SELECT, in quotes.")],
    site: SiteFolder = None,
    form: As = Format.table,
    debug: Debug = False,
) -> None:
    """Print the rows of a SELECT on what is published.

    The published file is open read-only and shut off from every other file.

    \b
    Examples:
      sitroom sql "FROM metric.level_counts()"
      sitroom sql "SELECT category, count(*) AS n FROM core.incident GROUP BY ALL" --format csv
      sitroom sql "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'core'"
    """
    here = existing_site(site)
    output.print_frame(_published(here.folder).sql(query), form, here.zone)


def sources(site: SiteFolder = None, form: As = Format.table, debug: Debug = False) -> None:
    """Print every source and whether it is on time.

    Its state is fresh, due, late, dead, never or failed; beside it what its last load did.

    \b
    Examples:
      sitroom sources
      sitroom sources --format json | jq '.[] | select(.state == "late") | .source_id'
    """
    here = existing_site(site)
    frame = _published(here.folder).read("source_health", as_of=clock.now(here.folder))
    output.print_frame(frame, form, here.zone)


def rejected(
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--workbook", "--xlsx", metavar="FILE", help="Write them as an XLSX to be corrected."
        ),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Every row ever set aside, and when it was fixed.")
    ] = False,
    site: SiteFolder = None,
    form: As = Format.table,
    debug: Debug = False,
) -> None:
    """Print the rows that are set aside, and why.

    The workbook has each row as it came with each reason beside its cell, in the site's language.
    Correct it there and load it: it knows whose rows they are, and only what changed counts.

    \b
    Examples:
      sitroom rejected
      sitroom rejected --workbook to-correct.xlsx
      sitroom load to-correct.xlsx && sitroom rejected --history
    """
    here = existing_site(site)
    published = _published(here.folder)
    if workbook is None:
        metric = "rejected_history" if history else "rejected_rows"
        frame = published.read(metric, as_of=clock.now(here.folder))
        output.print_frame(frame, form, here.zone)
        return
    from sitroom.workbook import write_rejected

    rows = write_rejected(published, workbook, language=here.language, site=here.folder)
    output.say(f"Wrote {rows} rows set aside to {workbook}.")


COMMANDS = (read, sql, sources, rejected)


def _arguments(given: list[str]) -> dict[str, list[str]]:
    """Return NAME=VALUE texts as lists of values by name."""
    found: dict[str, list[str]] = {}
    for one in given:
        name, is_given, value = one.partition("=")
        if not is_given:
            raise UsageError(f"`{one}` is no what-if.", "NAME=VALUE, such as withdraw=DEPOT")
        found.setdefault(name.strip(), []).append(value.strip())
    return found


def _published(folder: Path) -> Published:
    from sitroom.site import latest

    return latest(folder)
