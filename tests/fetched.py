"""A site whose sources lie at urls, and one fetch of them, quickly given up."""

from __future__ import annotations

import json
from pathlib import Path

from sitroom.arrivals import load_carried
from sitroom.fetching.carried import Carried
from sitroom.fetching.fetch import fetch
from sitroom.fetching.patience import Patience
from sitroom.journal import LoadResult
from sitroom.schedule import make_ready
from sitroom.settings import Site, Source, open_site
from sitroom.store.record import Record, open_record

# The real limits are 60 s, 15 s and 50 MB; a test need not wait for them.
HASTY = Patience(total=2.0, read=0.5, body=2_000_000, pauses=(0.0, 0.0, 0.0))
LOG = "Incident no,Title,Incident type,Level,Status,Occurred at\n"
ROW = "A-{0},Flooded underpass {0},Flood,III,responding,2026-07-12 08:{0:02d}\n"


def with_source(
    folder: Path, url: str, *, name: str = "feed", fetch: dict | None = None, **more
) -> Source:
    """Write a source that lies at a url into the site's settings, and return it."""
    lines = [f"{k} = {json.dumps(v)}" for k, v in {"name": name, "url": url, **more}.items()]
    if fetch:
        lines.append("[sources.fetch]")
        lines += [f"{k} = {_toml(v)}" for k, v in fetch.items()]
    file = folder / "sitroom.toml"
    block = "[[sources]]\n" + "\n".join(lines)
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{block}\n", encoding="utf-8")
    return open_site(folder).source(name)


def _toml(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    return json.dumps(value)


def fetched(folder: Path, name: str = "feed", patience: Patience = HASTY) -> Carried:
    """Fetch a source of the site once."""
    site = open_site(folder)
    return fetch(site, site.source(name), patience=patience)


def loaded(folder: Path, name: str = "feed", patience: Patience = HASTY) -> list[LoadResult]:
    """Fetch a source and load what came, in a loader that then ends."""
    site: Site = open_site(folder)
    with open_record(site) as record:
        return load_again(site, record, name, patience)


def load_again(
    site: Site, record: Record, name: str = "feed", patience: Patience = HASTY
) -> list[LoadResult]:
    """Fetch and load with a record that stays open."""
    make_ready(record, print)
    return load_carried(site, record, fetch(site, site.source(name), patience=patience))


def code_of(folder: Path, url: str, **more) -> str:
    """Return the code of the error that fetching a new source ends with."""
    with_source(folder, url, **more)
    error = fetched(folder).error
    assert error is not None
    return error.code
