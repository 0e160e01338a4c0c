"""JupyterLab in a site's folder: with this Python's kernel and the example notebooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from sitroom import settings
from sitroom.errors import SitroomError
from sitroom.paths import content_folder

FOLDER = "notebooks"


def run(folder: Path, *, port: int, browser: bool, say: Callable[[str], object]) -> int:
    """Start JupyterLab on this machine only and wait for its end; return its exit code.

    Raises SitroomError when JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise SitroomError(
            "JupyterLab is not installed.",
            "the extra `notebook`",
            "pip install 'sitroom[notebook]'",
        )
    copied = copy_examples(folder)
    if copied:
        say(f"Put {len(copied)} examples into {folder / FOLDER}.")
    say("JupyterLab prints its address below; Ctrl-C ends it.")
    try:
        return subprocess.run(command(folder, port, browser), env=environment(folder)).returncode
    except KeyboardInterrupt:
        return 0


def copy_examples(folder: Path) -> list[Path]:
    """Copy the example notebooks into the site's folder; what is there already stays as it is."""
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    examples = sorted(content_folder(FOLDER).glob("*.ipynb"))
    return [
        Path(shutil.copy(file, target)) for file in examples if not (target / file.name).exists()
    ]


def command(folder: Path, port: int, browser: bool) -> list[str]:
    """Return the command that starts JupyterLab in the folder, reachable from this machine only."""
    return [
        *(sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1"),
        *(f"--ServerApp.port={port}", f"--ServerApp.root_dir={folder}"),
        f"--ServerApp.open_browser={browser}",
        # Nothing is asked for outside: neither news nor a newer version nor extensions.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        # In a container everyone is root; JupyterLab would end without a way to say yes to it.
        *(["--ServerApp.allow_root=True"] if _is_root() else []),
    ]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def environment(folder: Path) -> dict[str, str]:
    """Return the environment in which `sitroom.open()` opens this site."""
    return settings.environment(SITROOM_SITE=str(folder))
