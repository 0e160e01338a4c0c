"""When each source last brought something, and how many rows, recounted from its files."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path

import pandas as pd
from sample_reading import Files, moment

BASE = "0630"
EVERY = {"min": 1, "h": 60, "day": 1440}
LATE, DEAD = 2, 12


class SourcesRecount:
    """What had come of every source by a moment."""

    def __init__(self, sample: Path, clock: str) -> None:
        self.files, self.sample, self.now = Files(sample, clock), sample, moment(clock)
        settings = tomllib.loads((sample / "sitroom.toml").read_text(encoding="utf-8"))
        self.sources = {one["name"]: one for one in settings["sources"]}
        facts = json.loads((sample / "facts.json").read_text(encoding="utf-8"))
        self.planted = [f for f in facts["planted"] if f["arrives"].replace(":", "") <= clock]

    def promised(self, name: str) -> float | None:
        """Return every how many minutes a source promised to bring something."""
        every = self.sources[name].get("every")
        if not every:
            return None
        count, unit = every.split()
        return float(count) * EVERY[unit]

    def of(self, name: str) -> list[Path]:
        """Return a source's files: one of the base, or those of a folder in the order they came."""
        alone = self.files.folders[0] / self.sources[name]["path"]
        return [alone] if alone.is_file() else self.files.of(name)

    def last(self, name: str) -> datetime:
        """Return when a source's newest file came."""
        folder = self.of(name)[-1].relative_to(self.sample).parts
        return moment(BASE if folder[0] == "base" else folder[1])

    def age(self, name: str) -> int:
        """Return the minutes since then."""
        return int((self.now - self.last(name)).total_seconds() // 60)

    def state(self, name: str) -> str:
        """Return fresh, due, late or dead by the promise."""
        every = self.promised(name)
        if every is None or self.age(name) <= every:
            return "fresh"
        return "due" if self.age(name) <= LATE * every else (
            "late" if self.age(name) <= DEAD * every else "dead"
        )  # fmt: skip

    def set_aside(self) -> dict[str, int]:
        """Return how many rows of each source were set aside for a fault made on purpose."""
        found: dict[str, int] = {}
        for flaw in self.planted:
            if flaw["outcome"] == "set_aside":
                found[flaw["source"]] = found.get(flaw["source"], 0) + flaw["rows"]
        return found

    def flagged(self) -> set[str]:
        """Return why values were not believed."""
        return {flaw["reason"] for flaw in self.planted if flaw["outcome"] == "flagged"}

    def lines(self, name: str) -> list[int]:
        """Return the rows of each CSV or NDJSON file of a source."""
        return [self._lines(file) for file in self.of(name)]

    def _lines(self, file: Path) -> int:
        if file.suffix == ".ndjson":
            return len(file.read_text(encoding="utf-8").splitlines())
        return len(pd.read_csv(file, encoding="utf-8-sig", dtype=str, skip_blank_lines=True))
