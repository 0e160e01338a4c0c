"""The data dictionary: what every column of a metric or a table means, in which unit."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitroom.paths import content_folder

FILE_NAME = "columns.csv"
_LANGUAGE = re.compile(r"(.+)_(zh|en)")


@dataclass(frozen=True)
class Term:
    """One column: its unit, and what it means in English and in Chinese; empty where not said."""

    column: str
    unit: str = ""
    meaning: str = ""
    meaning_zh: str = ""


def term(column: str, said: Mapping[str, tuple[str, str]], site: Path | None = None) -> Term:
    """Return what a column means: as `columns.csv` beside the metrics says, else as `said`.

    `said` is what tables of core say of their columns: name → English and Chinese. A name in two
    languages (`item_zh`, `item_en`) means what its stem means.
    """
    listed = _listed(site)
    own = listed.get(column, Term(column))
    meaning, meaning_zh = own.meaning, own.meaning_zh
    spoken = _LANGUAGE.fullmatch(column)
    if not meaning and column in said:
        meaning, meaning_zh = said[column]
    elif not meaning and spoken:
        stem = term(spoken[1], said, site)
        language = ("in Chinese", "中文") if spoken[2] == "zh" else ("in English", "英文")
        if stem.meaning:
            meaning, meaning_zh = (f"{stem.meaning}, {language[0]}",
                                   f"{stem.meaning_zh}（{language[1]}）")  # fmt: skip
    return Term(column, own.unit or _by_ending(column, listed), meaning, meaning_zh)


def _by_ending(column: str, listed: Mapping[str, Term]) -> str:
    """Return the unit that the end of a name tells: `*_minutes`; the longest such end counts."""
    ends = [name for name in listed if name.startswith("*") and column.endswith(name[1:])]
    return listed[max(ends, key=len)].unit if ends else ""


def _listed(site: Path | None) -> dict[str, Term]:
    files = [content_folder("metrics") / FILE_NAME]
    own = site / "data" / "metrics" / FILE_NAME if site else None
    if own and own.is_file():
        files.append(own)
    return _read(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=16)
def _read(files: tuple[tuple[Path, int], ...]) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for file, _ in files:
        with file.open(encoding="utf-8", newline="") as lines:
            found |= {row["column"]: Term(**row) for row in csv.DictReader(lines)}
    return found
