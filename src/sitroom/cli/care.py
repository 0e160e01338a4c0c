"""Commands that look after a site: doctor."""

from __future__ import annotations

import typer

from sitroom.cli import output
from sitroom.cli.options import As, Debug, Format, SiteFolder, existing_site


def doctor(site: SiteFolder = None, form: As = Format.table, debug: Debug = False) -> None:
    """Check the site and say what to do.

    Leaves with 1 when something failed, so that a monitor can run it.

    \b
    Examples:
      sitroom doctor
      sitroom doctor --site our-city --format json
    """
    from sitroom.doctor import examine

    here = existing_site(site)
    findings = examine(here)
    if form is Format.table:
        for finding in findings:
            typer.echo(output.tidy(f"{finding.state:<6}  {finding.what}: {finding.detail}"))
            if finding.todo:
                typer.echo(output.tidy(f"        → {finding.todo}"))
    else:
        rows = [vars(finding) for finding in findings]
        output.print_rows(rows, ("state", "what", "detail", "todo"), form, here.zone)
    raise typer.Exit(1 if any(finding.state == "failed" for finding in findings) else 0)


COMMANDS = (doctor,)
