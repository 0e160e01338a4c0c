"""The options that commands share, and how their values are read."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sitroom import clock
from sitroom.errors import UsageError
from sitroom.settings import FILE_NAME, Site, folder_of_site, open_site


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


class Language(StrEnum):
    """The language of the sample and of a new site."""

    zh = "zh"
    en = "en"


SiteFolder = Annotated[
    Path | None,
    typer.Option(
        "--site", metavar="DIR", help="The site's folder [SITROOM_SITE, else the current folder]."
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
As = Annotated[Format, typer.Option("--format", help="How rows are printed.")]
SourceName = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="A source that sitroom.toml names.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]


def existing_site(given: Path | None) -> Site:
    """Return the site of the folder, which must be one already."""
    folder = folder_of_site(given)
    if not is_site(folder):
        raise UsageError(
            f"{folder} is not a site: it holds no {FILE_NAME}.",
            "a site's folder (--site DIR, SITROOM_SITE or the current folder)",
            "run `sitroom init DIR`, or `sitroom load FILE` to make a site here",
        )
    return open_site(folder)


def is_site(folder: Path) -> bool:
    """Say whether a folder is a site already."""
    return (folder / FILE_NAME).is_file() or (folder / "published" / "current").is_file()


def moment(text: str | None, site: Site, option: str) -> datetime | None:
    """Return an instant in naive UTC from ISO text, or from `HH:MM` today, in the site's zone."""
    if text is None:
        return None
    today = clock.now(site.folder).replace(tzinfo=UTC)
    try:
        return clock.instant(text, site.zone, today)
    except UsageError as error:
        raise UsageError(f"{option} is `{text}`.", error.expected) from error
