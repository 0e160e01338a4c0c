"""What stands behind a metric: its tables, the rules it applies, and what its columns mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitroom import content, dictionary, paths
from sitroom.content import Query
from sitroom.store.describe import both

if TYPE_CHECKING:
    import pandas as pd

Said = Mapping[str, tuple[str, str]]
_COMMENT = re.compile(r"COMMENT ON COLUMN core\.(?:\w+|\{table\})\.(\w+) IS '((?:[^']|'')*)'")


def source(query: Query, known: Mapping[str, Query], site: Path | None = None) -> str:
    """Return what a metric is made of in two lines: tables of core, and rules with their status."""
    tables = _read_by(query, known)
    lists = paths.content("reference", site)
    facts = sorted(table for table in tables if table not in lists and table != "setting")
    rules = [_rules(name, site) for name in sorted(tables & lists.keys())]
    counted = ", ".join(f"core.{table}" for table in facts) or "no table"
    return f"Source:   {counted}\nStatus:   {'; '.join(filter(None, rules)) or 'counts, no rule'}"


def _read_by(query: Query, known: Mapping[str, Query]) -> set[str]:
    """Return the tables of core that a metric reads, through the metrics that it reads."""
    reached, todo = set[str](), [query]
    tables: set[str] = set()
    while todo:
        one = todo.pop()
        if one.name in reached:
            continue
        reached.add(one.name)
        todo += [known[name] for name in one.reads if name in known]
        tables |= {t.removesuffix("_known") for t in re.findall(r"\bFROM core\.(\w+)", one.sql)}
        tables |= {t.removesuffix("_known") for t in re.findall(r"\bJOIN core\.(\w+)", one.sql)}
    return tables


def _rules(name: str, site: Path | None) -> str:
    rows = content.reference(name, site)
    if not rows or "status" not in rows[0]:
        return f"core.{name} (a list of words)" if rows else ""
    said = Counter(row["status"] or "no status" for row in rows)
    return f"core.{name}: " + ", ".join(f"{n} {status}" for status, n in said.items())


def explained(types: Mapping[str, str], said: Said, site: Path | None = None) -> pd.DataFrame:
    """Return what columns mean: by column its type, unit, meaning (English) and meaning_zh.

    `said` is what the tables of core say of columns; the site's `columns.csv` comes first.
    """
    import pandas as pd

    terms = [dictionary.term(column, said, site) for column in types]
    # A text has no unit, also where a number of the same name has one.
    units = ["" if types[one.column] == "VARCHAR" else one.unit for one in terms]
    rows = [
        (types[one.column], unit, one.meaning, one.meaning_zh)
        for one, unit in zip(terms, units, strict=True)
    ]
    names = ["type", "unit", "meaning", "meaning_zh"]
    return pd.DataFrame(rows, index=pd.Index(list(types), name="column"), columns=names)


def meanings(site: Path | None) -> dict[str, tuple[str, str]]:
    """Return what the columns of core mean: name → English and Chinese, as the first table says."""
    files = paths.content("tables", site).values()
    return _meanings(tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=8)
def _meanings(files: tuple[tuple[Path, int], ...]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    # Facts first: what an incident's column means is what most metrics show.
    for file, _ in sorted(files, key=lambda one: (one[0].stem != "incident", one[0].stem)):
        for column, comment in _COMMENT.findall(file.read_text(encoding="utf-8")):
            found.setdefault(column, both(comment.replace("''", "'")))
    return found
