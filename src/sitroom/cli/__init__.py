"""The command `sitroom`: one module per group of commands; heavy imports wait until needed."""

from __future__ import annotations

import errno
import os
import sys
from typing import Annotated

import typer

from sitroom.cli import asking, care, deciding, loading, starting
from sitroom.cli.options import Debug, SiteFolder
from sitroom.errors import SitroomError

app = typer.Typer(
    name="sitroom",
    help="Situation-monitoring dashboard for emergency management.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 error, 2 wrong use, 3 loaded with rows set aside,"
    " 4 source unreachable, 75 busy.",
)
_UNWRITABLE = [os.strerror(code) for code in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS)]
COMMANDS = {
    command.__name__: command
    for group in (starting, loading, asking, deciding, care)
    for command in group.COMMANDS
}
for name, command in COMMANDS.items():
    app.command(name=name)(command)


def _version(wanted: bool) -> None:
    if wanted:
        from sitroom import __version__

        typer.echo(f"sitroom {__version__}")
        raise typer.Exit


@app.callback()
def _everywhere(
    context: typer.Context,
    site: SiteFolder = None,
    debug: Debug = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if site:
        context.default_map = {name: {"site": str(site)} for name in COMMANDS}


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code; a traceback only with --debug."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        app(arguments, prog_name="sitroom")
    except Exception as error:
        if "--debug" in arguments:
            raise
        typer.echo(f"Error: {_words(error)}", err=True)
        sys.exit(error.exit_code if isinstance(error, SitroomError) else 1)


def _words(error: Exception) -> str:
    if isinstance(error, SitroomError):
        return str(error)
    # DuckDB tells of a full disk in the system's words and with a class of its own.
    if said := next((words for words in _UNWRITABLE if words in str(error)), ""):
        return (
            f"The site's folder cannot be written: {said}.\n"
            "Expected: a disk with room, and the right to write\n"
            "To do: make room and run the command again; what is loaded already is not doubled"
        )
    return (
        f"Something unexpected happened: {type(error).__name__}: {error}\n"
        "To do: run the command again with --debug and report what it prints"
    )
