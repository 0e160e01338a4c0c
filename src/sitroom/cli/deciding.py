"""Commands by which people decide: link, unlink, acknowledge and alias."""

from __future__ import annotations

from typing import Annotated

import typer

from sitroom.cli import output
from sitroom.cli.options import Debug, SiteFolder, existing_site
from sitroom.errors import Busy
from sitroom.settings import Site

Incident = Annotated[
    str, typer.Argument(metavar="INCIDENT", help="Its incident_id, or a number only it carries.")
]
Post = Annotated[
    str, typer.Option("--post", help="The post that decides, such as 值班长; never a person.")
]


def link(
    one: Incident,
    other: Incident,
    post: Post = "",
    site: SiteFolder = None,
    debug: Debug = False,
) -> None:
    """Say that two reports are one event.

    Counts take it once from then on; both reports stay as their sources told them.
    `sitroom read likely_duplicates` lists what may be the same.

    \b
    Examples:
      sitroom link LT:LT-2026-0412 fire_119:20260712-033
      sitroom link LT-2026-0412 20260712-033 --post "duty desk"
    """
    _decide(existing_site(site), one, other, post, is_linked=True)


def unlink(
    one: Incident,
    other: Incident,
    post: Post = "",
    site: SiteFolder = None,
    debug: Debug = False,
) -> None:
    """Say that two reports are not one event, or no longer.

    They are counted apart and not suggested again.

    \b
    Examples:
      sitroom unlink LT:LT-2026-0412 fire_119:20260712-033
    """
    _decide(existing_site(site), one, other, post, is_linked=False)


def acknowledge(
    warning: Annotated[
        str, typer.Argument(metavar="WARNING", help="Its identifier, as the warning itself has it.")
    ],
    post: Annotated[
        str, typer.Option("--post", help="The post or organisation that has it; never a person.")
    ],
    site: SiteFolder = None,
    debug: Debug = False,
) -> None:
    """Say that a post has taken note of a warning.

    A later version of the warning needs a new acknowledgement.

    \b
    Examples:
      sitroom acknowledge 99010041600000_20260712065400 --post "duty desk"
    """
    from sitroom.decisions import acknowledge as write_decision

    here = existing_site(site)
    file = write_decision(here.folder, warning, post=post)
    output.say(f"Acknowledged: {file.relative_to(here.folder)}.")
    _take_up(here)


def alias(
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Such as incident.status.")],
    word: Annotated[str, typer.Argument(metavar="WORD", help="The word as the files have it.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="What it means here.")],
    site: SiteFolder = None,
    debug: Debug = False,
) -> None:
    """Teach the site a word, and shape the rows again that waited for it.

    The word is added to the site's own list beside the built-in ones.

    \b
    Examples:
      sitroom alias incident.status 待复核 verified
      sitroom alias incident.level "tier red" 1
      sitroom alias stock.unit 大桶 桶
    """
    from sitroom.aliases import add_alias

    here = existing_site(site)
    file = add_alias(here.folder, field, word, code)
    output.say(f"`{word}` is `{code}` in {field} now: {file.relative_to(here.folder)}.")
    _take_up(here)


COMMANDS = (link, unlink, acknowledge, alias)


def _decide(site: Site, one: str, other: str, post: str, *, is_linked: bool) -> None:
    from sitroom.decisions import link as write_decision

    file = write_decision(site.folder, one, other, post=post, is_linked=is_linked)
    output.say(f"Decided: {file.relative_to(site.folder)}.")
    _take_up(site)


def _take_up(site: Site) -> None:
    """Bring it into the record now, or leave it to the loader that is at work."""
    from sitroom.decisions import take_up
    from sitroom.schedule import make_ready
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    try:
        with open_record(site) as record:
            make_ready(record, output.say)
            take_up(record)
            publish(site, record)
    except Busy:
        output.say("The loader at work takes it up within a second.")
