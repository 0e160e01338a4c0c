"""Examining a site: what is well, what needs attention, what failed, and what to do about it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sitroom import clock, content
from sitroom.errors import SitroomError
from sitroom.settings import Site
from sitroom.site import latest, pointer
from sitroom.store.connect import Error

ENOUGH_FREE = 3
_MADE = "SELECT function_name AS name FROM duckdb_functions() WHERE schema_name = 'metric'"
_PARTS = ("duckdb", "panel", "bokeh", "holoviews", "pandas", "geopandas")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `state` is ok, note or failed."""

    state: str
    what: str
    detail: str
    todo: str = ""


def examine(site: Site) -> list[Finding]:
    """Return what was found, in the order in which one would look."""
    first = [f for check in (_versions, _settings, _disk, _published) for f in _told(check, site)]
    if any(finding.what == "published" and finding.state == "failed" for finding in first):
        return first
    return first + [f for check in (_sources, _audits, _metrics) for f in _told(check, site)]


def _told(check: Callable[[Site], Iterator[Finding]], site: Site) -> Iterator[Finding]:
    what = check.__name__.strip("_")
    try:
        yield from check(site)
    except SitroomError as error:
        yield Finding("failed", what, error.found, error.todo)
    except (OSError, Error) as error:
        todo = "check the disk, the folder and its permissions; `sitroom load` publishes again"
        yield Finding("failed", what, str(error).splitlines()[0], todo)


def _versions(_site: Site) -> Iterator[Finding]:
    parts = ", ".join(f"{part} {version(part)}" for part in _PARTS)
    yield Finding("ok", "versions", f"Python {platform.python_version()}, {parts}")
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield Finding("failed", "versions", "this Python was not tested", "use Python 3.11–3.13")


def _settings(site: Site) -> Iterator[Finding]:
    yield Finding("ok", "settings", f"{site.title}: {len(site.sources)} sources, {site.timezone}")
    from sitroom.sources import files_of

    for source in site.sources:
        if source.path and not files_of(site, source):
            yield Finding(
                "note",
                f"source {source.name}",
                f"no file matches `{source.path}`",
                "check `path` in sitroom.toml, or wait for the first file",
            )


def _disk(site: Site) -> Iterator[Finding]:
    files = [f for part in ("record", "published") for f in (site.folder / part).glob("*.duckdb")]
    used = sum(file.stat().st_size for file in files)
    largest = max((file.stat().st_size for file in files), default=0)
    free = shutil.disk_usage(site.folder).free
    detail = f"{_size(used)} used by {len(files)} database files, {_size(free)} free"
    if free < ENOUGH_FREE * max(largest, 100_000_000):
        todo = "make room: publishing needs the size of the record, several times over"
        yield Finding("failed", "disk", detail, todo)
    else:
        yield Finding("ok", "disk", detail)


def _published(site: Site) -> Iterator[Finding]:
    published = latest(site.folder)
    age = clock.now(site.folder) - published.published_at
    minutes = max(0, round(age.total_seconds() / 60))
    tables = published.sql("SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'core'")
    detail = f"file {published.number} opens, {tables['n'][0]} tables, {minutes} min old"
    yield Finding("ok", "published", detail)
    number = (pointer(site.folder) or (0, 0.0))[0]
    later = [f.stem for f in _numbered(site.folder) if int(f.stem) > number]
    if later:
        todo = "run `sitroom load`: it publishes again"
        yield Finding("note", "published", f"{', '.join(later)} was written, not published", todo)


def _sources(site: Site) -> Iterator[Finding]:
    health = latest(site.folder).read("source_health", as_of=clock.now(site.folder))
    well = 0
    for row in health.to_dict("records"):
        if row["state"] in ("fresh", "due"):
            well += 1
            continue
        late = row["minutes_late"]
        detail = f"{row['state']}{f', {late:.0f} min' if late == late and late else ''}"
        if row["message"]:
            detail += f": {row['message']}"
        todo = "see `sitroom sources`; ask the office that sends it"
        yield Finding("note", f"source {row['source_id']}", detail, todo)
    yield Finding("ok", "sources", f"{well} of {len(health)} on time")


def _audits(site: Site) -> Iterator[Finding]:
    published = latest(site.folder)
    audits = content.audits(site.folder)
    quiet = 0
    for name, audit in audits.items():
        rows = len(published.sql(audit.sql))
        if rows:
            todo = f"see the rows: run the query of {audit.path.name} with `sitroom sql`"
            yield Finding("note", f"audit {name}", f"{audit.title}: {rows} rows", todo)
        quiet += not rows
    yield Finding("ok", "audits", f"{quiet} of {len(audits)} found nothing")


def _metrics(site: Site) -> Iterator[Finding]:
    published = latest(site.folder)
    there = set(published.sql(_MADE)["name"])
    for name, metric in content.metrics(site.folder).items():
        if not metric.is_computed and name not in there:
            todo = "run `sitroom load`: it publishes again"
            yield Finding("note", f"metric {name}", "defined since the last publication", todo)
            continue
        try:
            published.read(name)
        except (Error, SitroomError) as error:
            detail = str(error).splitlines()[0]
            yield Finding("failed", f"metric {name}", detail, f"correct {metric.path}")
    yield Finding("ok", "metrics", f"{len(there)} answer")


def _numbered(folder: Path) -> list[Path]:
    return [f for f in sorted((folder / "published").glob("*.duckdb")) if f.stem.isdigit()]


def _size(count: float) -> str:
    for unit in ("bytes", "KB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
