"""Publishing: an immutable, numbered, read-only file and one atomic pointer to it."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime
from pathlib import Path

from sitroom import clock, content
from sitroom.settings import Site
from sitroom.store import schema
from sitroom.store.connect import Connection, literal, writer
from sitroom.store.record import Record

POINTER = "current"
Names = set[str]


def publish(site: Site, record: Record) -> int:
    """Write what the record holds now as the next published file; return its number."""
    folder = site.folder / "published"
    folder.mkdir(exist_ok=True)
    for left_over in folder.glob("*.new*"):
        left_over.unlink()
    number = _last_number(folder) + 1
    published_at = clock.now(site.folder)
    file = folder / f"{number:06d}.duckdb"
    fresh = folder / f"{number:06d}.new"
    # What did not change since this process published last is copied with the file, not rewritten.
    previous = record.published_file
    shutil.copyfile(previous or _empty(site, record), fresh)
    changed = record.changed if previous else set(content.tables(site.folder))
    _write(record.con, site, fresh, published_at, changed)
    _durable(fresh)
    fresh.replace(file)
    _point_to(folder, number, published_at)
    record.published_file, record.changed = file, set()
    _retire(folder, site.keep_published)
    return number


def _write(
    con: Connection, site: Site, fresh: Path, published_at: datetime, changed: Names
) -> None:
    record_name = con.execute("SELECT current_database()").fetchall()[0][0]
    con.execute(f"ATTACH {literal(fresh)} AS published")
    try:
        con.execute("USE published")
        con.execute("BEGIN TRANSACTION")
        for table in sorted(changed):
            schemas = ("core", "history") if table in schema.fact_tables(site.folder) else ("core",)
            for part in schemas:
                con.execute(f"DELETE FROM {part}.{table}")
                con.execute(f"INSERT INTO {part}.{table} FROM {record_name}.{part}.{table}")
        _write_settings(con, site, published_at)
        schema.create_metrics(con, published_at, site.folder)
        con.execute("COMMIT")
        con.execute("CHECKPOINT published")
    finally:
        con.execute(f"USE {record_name}")
        con.execute("DETACH published")


def _empty(site: Site, record: Record) -> Path:
    """Return an empty published file with tables, comments and reference lists, made once."""
    file = record.site.folder / "record" / f"empty-{schema.fingerprint(site.folder)}.duckdb"
    if file.exists():
        return file
    for outdated in file.parent.glob("empty-*"):
        outdated.unlink()
    fresh = file.with_suffix(".new")
    con = writer(fresh)
    con.execute("BEGIN TRANSACTION")
    schema.create_tables(con, site.folder)
    schema.create_reference(con, site.folder)
    schema.create_known_macros(con, site.folder)
    con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
    con.execute("COMMENT ON TABLE core.setting IS 'settings of the site · 站点设置'")
    con.execute("COMMIT")
    con.close()
    return fresh.replace(file)


def _write_settings(con: Connection, site: Site, published_at: datetime) -> None:
    values = {
        "title": site.title,
        "title_en": site.title_en or site.title,
        "timezone": site.timezone,
        "language": site.language,
        "briefing_times": ",".join(site.briefing_times),
        "arrival_target_minutes": site.arrival_target_minutes,
        "dormant_days": site.dormant_days,
        "published_at": published_at.isoformat(),
    }
    con.execute("DELETE FROM core.setting")
    rows = [[key, str(value)] for key, value in values.items()]
    con.executemany("INSERT INTO core.setting VALUES (?, ?)", rows)


def _durable(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())


def _point_to(folder: Path, number: int, published_at: datetime) -> None:
    fresh = folder / (POINTER + ".new")
    with fresh.open("w", encoding="utf-8") as handle:
        json.dump({"number": number, "published_at": published_at.isoformat()}, handle)
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(folder / POINTER)


def _last_number(folder: Path) -> int:
    numbers = [int(file.stem) for file in folder.glob("*.duckdb") if file.stem.isdigit()]
    return max(numbers, default=0)


def _retire(folder: Path, keep: int) -> None:
    for old in sorted(folder.glob("*.duckdb"))[:-keep]:
        old.unlink()
