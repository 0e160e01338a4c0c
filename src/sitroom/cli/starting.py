"""Commands that start something: demo, init and serve."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sitroom.cli import output
from sitroom.cli.options import Debug, Language, NoBrowser, SiteFolder, existing_site
from sitroom.errors import SitroomError, UsageError
from sitroom.settings import FILE_NAME

LOOPBACK = ("127.0.0.1", "localhost", "::1")
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")]


def demo(
    language: Annotated[Language, typer.Option("--language", help="Language of the sample.")] = (
        Language.zh
    ),
    port: Port = 5006,
    no_browser: NoBrowser = False,
    speed: Annotated[
        float, typer.Option("--speed", min=0.1, max=3600, help="Minutes of the day per minute.")
    ] = 60,
    site: SiteFolder = None,
    debug: Debug = False,
) -> None:
    """Watch an invented emergency unfold on a live board.

    The site is made in a temporary folder, or in --site DIR, where it stays for notebooks.

    \b
    Examples:
      sitroom demo
      sitroom demo --language en --speed 120
      sitroom demo --site ./lanting --no-browser --port 0
    """
    if site:
        _demo(site.resolve(), language.value, port, speed, not no_browser)
        return
    with tempfile.TemporaryDirectory(prefix="sitroom-demo-", ignore_cleanup_errors=True) as folder:
        _demo(Path(folder), language.value, port, speed, not no_browser)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make a site of.")],
    sample: Annotated[
        bool, typer.Option("--sample", help="Put the sample's files and clock in it.")
    ] = False,
    language: Annotated[Language, typer.Option("--language", help="Language of the site.")] = (
        Language.zh
    ),
    debug: Debug = False,
) -> None:
    """Make a site: a folder with its settings.

    The record and what is published will be in it.
    With --sample its clock stands at 09:24 on the sample's day and goes on from there.

    \b
    Examples:
      sitroom init our-city
      sitroom init lanting --sample && sitroom load --site lanting
    """
    folder = folder.resolve()
    _must_be_free(folder)
    if sample:
        from sitroom.demo import make_sample_site

        make_sample_site(folder, language.value, until="0924", speed=1)
    else:
        from sitroom.newsite import make_site

        make_site(folder, language=language.value)
    output.say(f"Made a site in {folder}; its settings are in {FILE_NAME}.")
    output.say(f"Next: sitroom load {'' if sample else 'FILE '}--site {folder}")


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Port = 5006,
    processes: Annotated[
        int, typer.Option("--processes", min=1, max=64, help="Server processes.")
    ] = 1,
    no_load: Annotated[
        bool, typer.Option("--no-load", help="Serve only; another process loads.")
    ] = False,
    site: SiteFolder = None,
    debug: Debug = False,
) -> None:
    """Serve the screens and keep loading beside them.

    Every source is loaded on its promised cadence, and a file in inbox/ as soon as it is seen.

    \b
    Examples:
      sitroom serve --site our-city
      sitroom serve --host 0.0.0.0 --port 8080 --processes 4
    """
    here = existing_site(site)
    if host not in LOOPBACK:
        output.say(
            f"Warning: everyone who reaches {host}:{port} can read this board; it asks nobody"
            " for a name. Put it behind a gate that does (docs/how-to/run-a-site.md)."
        )
    _serve(here.folder, host, port, processes, loads=not no_load)


def notebook(
    port: Annotated[int, typer.Option("--port", help="0: any free port.")] = 8888,
    no_browser: NoBrowser = False,
    site: SiteFolder = None,
    debug: Debug = False,
) -> None:
    """Start JupyterLab in the site's folder, with the examples in its folder `notebooks`.

    It listens on this machine only, prints its address and ends with Ctrl-C.
    Examples that are there already are never overwritten.

    \b
    Examples:
      sitroom notebook --site our-city
      sitroom notebook --port 0 --no-browser
    """
    from sitroom.jupyter import run

    here = existing_site(site)
    sys.exit(run(here.folder, port=port, browser=not no_browser, say=output.say))


COMMANDS = (demo, init, serve, notebook)


def _demo(folder: Path, language: str, port: int, speed: float, browser: bool) -> None:
    from sitroom.demo import START, make_sample_site, set_time

    _must_be_free(folder)
    output.say("Making the invented city of Lanting 兰汀 and loading two years of its records…")
    make_sample_site(folder, language)
    # In a process of its own: the memory of loading is given back before serving begins.
    command = [sys.executable, "-m", "sitroom", "load", "--site", str(folder)]
    loaded = subprocess.run(command, stdout=subprocess.DEVNULL)
    if loaded.returncode not in (0, 3):
        raise SitroomError(f"The sample could not be loaded (code {loaded.returncode}).")
    set_time(folder, START, speed)
    output.say(f"The day begins at 06:30 and runs {speed:g} times as fast. Site: {folder}")
    _serve(folder, "127.0.0.1", port, 1, loads=True, browser=browser)


def _serve(
    folder: Path, host: str, port: int, processes: int, *, loads: bool, browser: bool = False
) -> None:
    from sitroom.schedule import keep_loading
    from sitroom.ui.server import serve as serve_screens

    def ready(address: str) -> None:
        address = address.replace("//0.0.0.0:", "//127.0.0.1:")
        typer.echo(address)
        if browser:
            _open_browser(address)

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if processes > 1:
        os.register_at_fork(after_in_child=partial(_end_with, os.getpid()))
    stop = threading.Event()
    loader = keep_loading(folder, stop, output.say) if loads else None
    try:
        serve_screens(folder, host=host, port=port, processes=processes, loads=loads, ready=ready)
    except KeyboardInterrupt:
        pass
    except OSError as error:
        todo = "choose another with --port, or --port 0 for a free one"
        raise SitroomError(f"{host}:{port} cannot be used: {error}", "a free port", todo) from error
    finally:
        stop.set()
        if loader:
            loader.join(timeout=15)


def _end_with(parent: int) -> None:
    """End this forked server process when the one that started it is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        # It only reads: there is nothing to close, and nothing that could hold it back.
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _open_browser(address: str) -> None:
    import webbrowser

    try:
        # A plain GenericBrowser runs in the terminal and would take it over.
        if type(webbrowser.get()) is not webbrowser.GenericBrowser:
            webbrowser.open(address)
    except webbrowser.Error:
        pass


def _must_be_free(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(
            f"{folder} is not empty.",
            "a new or an empty folder; nothing is ever overwritten",
            f"choose another, or go on with it: sitroom serve --site {folder}",
        )
