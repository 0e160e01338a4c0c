"""Find a Chromium for the browser tests; run as a program, install one where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOW = (
    "No Chromium was found. Install one (Debian: `apt-get install chromium`;"
    " anywhere: `.venv/bin/playwright install chromium`) and run `make test` again."
)


def find() -> str | None:
    """Return the path of a Chromium on this machine: by name, else from Playwright's cache."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((str(path) for path in sorted(_cached(), reverse=True) if path.is_file()), None)


def flags() -> list[str]:
    """Return the options a test starts it with; root has no sandbox."""
    return [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def _cached() -> list[Path]:
    home = Path.home()
    folders = (
        Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or home / ".cache/ms-playwright"),
        home / "Library/Caches/ms-playwright",
        home / "AppData/Local/ms-playwright",
    )
    endings = (
        "chromium-*/chrome-linux*/chrome",
        "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
        "chromium-*/chrome-win*/chrome.exe",
    )
    return [path for folder in folders for ending in endings for path in folder.glob(ending)]


def _install() -> None:
    debian = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    ways = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    if debian and all(_works(way) for way in ways):
        return
    _works([sys.executable, "-m", "playwright", "install", "chromium"])


def _works(command: list[str]) -> bool:
    print("Looking for a browser to test with:", " ".join(command), file=sys.stderr)
    quiet = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return quiet.returncode == 0


if __name__ == "__main__":
    if find() is None:
        _install()
    print(find() or f"The browser tests will be skipped. {HOW}", file=sys.stderr)
