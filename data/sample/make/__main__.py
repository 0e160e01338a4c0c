"""Make the invented sample: `python data/sample/make [FOLDER] [--check]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from base_files import base
from city import City
from compare import differences
from day_files import day
from facts import facts
from settings import reference, settings
from words import LANGUAGES
from write import json_file, text_file

HERE = Path(__file__).resolve().parent.parent


def make(folder: Path) -> None:
    """Write both languages' samples into `folder`."""
    city = City()
    for language in LANGUAGES:
        home = folder / language
        base(city, home / "base", language)
        reference(home / "base/data/reference", language)
        day(city, home / "day", language)
        text_file(home / "sitroom.toml", settings(language))
        json_file(home / "facts.json", facts(city, home, language), 2)


def main() -> int:
    """Make the sample, or with --check say whether the files here are what would be made."""
    parser = argparse.ArgumentParser(description="Make the invented sample of sitroom.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    asked = parser.parse_args()
    if not asked.check:
        make(asked.folder)
        return 0
    with tempfile.TemporaryDirectory() as fresh:
        make(Path(fresh))
        found = differences(Path(fresh), asked.folder)
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
