"""Publishing: an immutable, numbered, read-only file and one atomic pointer to it."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from pathlib import Path

from sitroom import clock
from sitroom.settings import Site
from sitroom.store import schema
from sitroom.store.record import Record

POINTER = "current"


def publish(site: Site, record: Record) -> int:
    """Publish what the record holds now as the next numbered file; return its number.

    The record holds just what readers need, so the new file is a copy of it: the cost is that of
    copying bytes, however many rows there are.
    """
    folder = site.folder / "published"
    folder.mkdir(exist_ok=True)
    for left_over in folder.glob("*.new*"):
        left_over.unlink()
    number = _last_number(folder) + 1
    published_at = clock.now(site.folder)
    file = folder / f"{number:06d}.duckdb"
    fresh = folder / f"{number:06d}.new"
    _define(record)
    _say_when(record, published_at)
    record.con.execute("CHECKPOINT")
    shutil.copyfile(record.file, fresh)
    fresh.replace(file)
    _point_to(folder, number, published_at)
    # The screens need not wait for the disk: the record is on it already, and after a power cut
    # the loader begins with publishing it anew.
    _durable(file)
    _durable(folder / POINTER)
    _retire(folder, site.keep_published)
    return number


def _define(record: Record) -> None:
    """Make anew what is made of settings and content files when those have changed.

    The copy brings it along: the settings, the macros and the metrics of no moment.
    """
    site = record.site
    macros, settings = schema.definitions(site.folder), json.dumps(_settings(site))
    is_new = record.noted("definitions") != macros
    if not is_new and record.noted("settings") == settings:
        return
    with record.transaction() as con:
        con.execute("DELETE FROM core.setting")
        con.executemany("INSERT INTO core.setting VALUES (?, ?)", list(_settings(site).items()))
        if is_new:
            schema.create_known_macros(con, site.folder)
            schema.create_metrics(con, clock.now(site.folder), site.folder)
        else:
            schema.work_out_timeless(con, site.folder)
        record.note("definitions", macros)
        record.note("settings", settings)


def _say_when(record: Record, published_at: datetime) -> None:
    """Write down the moment of this publication, for which a metric answers when none is named.

    In the record, so that the copy is ready as it is: to open and change it again afterwards was
    half of what publishing cost.
    """
    with record.transaction() as con:
        con.execute("DELETE FROM core.setting WHERE key = 'published_at'")
        told = [published_at.isoformat()]
        con.execute("INSERT INTO core.setting VALUES ('published_at', ?)", told)
        schema.set_published_at(con, published_at)


def _settings(site: Site) -> dict[str, str]:
    values = {
        "title": site.title,
        "title_en": site.title_en or site.title,
        "timezone": site.timezone,
        "language": site.language,
        "briefing_times": ",".join(site.briefing_times),
        "arrival_target_minutes": site.arrival_target_minutes,
        "dormant_days": site.dormant_days,
        "grading_profiles": ",".join(site.grading_profiles),
    }
    return {key: str(value) for key, value in values.items()}


def _durable(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())


def _point_to(folder: Path, number: int, published_at: datetime) -> None:
    fresh = folder / (POINTER + ".new")
    with fresh.open("w", encoding="utf-8") as handle:
        json.dump({"number": number, "published_at": published_at.isoformat()}, handle)
    fresh.replace(folder / POINTER)


def _last_number(folder: Path) -> int:
    numbers = [int(file.stem) for file in folder.glob("*.duckdb") if file.stem.isdigit()]
    return max(numbers, default=0)


def _retire(folder: Path, keep: int) -> None:
    for old in sorted(folder.glob("*.duckdb"))[:-keep]:
        old.unlink()
