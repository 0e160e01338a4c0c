"""Runs every bench and writes what they print, with the machine they ran on, into README.md.

`python bench/run.py` runs all; `python bench/run.py load` runs one. A bench is a program in this
folder that prints its figures as ratios to a floor measured in the same run.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
README = HERE / "README.md"
# The order of the page; a bench that is not there yet is left out.
BENCHES = ("stock", "load", "workbook", "update", "page", "viewers", "peers", "notebook", "metrics")
PARTS = ("duckdb", "panel", "bokeh", "holoviews", "pandas")


def main(names: list[str]) -> None:
    """Run the named benches, or all, and put their figures into the README."""
    for name in names or [n for n in BENCHES if (HERE / f"{n}.py").exists()]:
        if not (HERE / f"{name}.py").is_file():
            sys.exit(f"There is no bench `{name}`; there are: {', '.join(BENCHES)}.")
        print(f"{name} …", file=sys.stderr)
        run = subprocess.run(
            [sys.executable, str(HERE / f"{name}.py")],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        print(run.stdout, end="")
        _put(name, f"{_machine()}\n\n```text\n{run.stdout.rstrip()}\n```")


def _machine() -> str:
    parts = ", ".join(f"{part} {version(part)}" for part in PARTS)
    cores = os.cpu_count()
    return f"{platform.system()}, {cores} cores, Python {platform.python_version()}, {parts}."


def _put(name: str, figures: str) -> None:
    begin, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    before, _, rest = README.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    README.write_text(f"{before}{begin}{figures}{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
