"""The demonstration: an invented day in an invented city, told by files that arrive in turn."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path

from sitroom import clock
from sitroom.paths import content_folder
from sitroom.settings import open_site

DAY = date(2026, 7, 12)
START = "0630"
STATE = "replay.json"


def make_sample_site(folder: Path, language: str, *, until: str = START, speed: float = 0) -> Path:
    """Copy the sample's files as they stood at `until` (HHMM local) and set the site's clock.

    With `speed` 0 the site's time stands still.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sample = content_folder("sample") / language
    shutil.copy(sample / "sitroom.toml", folder)
    (folder / "inbox").mkdir(exist_ok=True)
    _copy(sample / "base", folder)
    _remember(folder, language, START)
    set_time(folder, until, speed)
    deliver(folder)
    return folder


def build(folder: Path, language: str, *, until: str) -> Path:
    """Make the sample's site as it was at `until`, every file loaded when it arrived."""
    from sitroom.load import load_file, load_source
    from sitroom.sources import declare_sources
    from sitroom.store.publish import publish
    from sitroom.store.record import open_record

    make_sample_site(folder, language)
    site = open_site(folder)
    with open_record(site) as record:
        declare_sources(record)
        for source in site.sources:
            load_source(site, record, source)
        for hour in arrivals(language):
            if START < hour <= until:
                set_time(folder, hour, 0)
                for file in deliver(folder)[hour]:
                    load_file(site, record, file)
        set_time(folder, until, 0)
        publish(site, record)
    return folder


def set_time(folder: Path, hour: str, speed: float) -> None:
    """Set the site's clock to HHMM local on the sample's day."""
    clock.set_demo(folder, _instant(folder, hour), speed)


def _instant(folder: Path, hour: str) -> datetime:
    local = datetime.combine(DAY, time(int(hour[:2]), int(hour[2:])), open_site(folder).zone)
    return local.astimezone(UTC).replace(tzinfo=None)


def arrivals(language: str) -> list[str]:
    """Return the times (HHMM local) at which files of the sample arrive, in order."""
    day = content_folder("sample") / language / "day"
    return sorted(part.name for part in day.iterdir() if part.is_dir() and part.name.isdigit())


def is_replay(folder: Path) -> bool:
    """Say whether the site replays the sample."""
    return (folder / STATE).is_file()


def deliver(folder: Path) -> dict[str, list[Path]]:
    """Copy into the site what has arrived by its clock: time of arrival (HHMM) → its files."""
    state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    language, delivered = state["language"], state["delivered"]
    local = clock.now(folder).replace(tzinfo=UTC).astimezone(open_site(folder).zone)
    now = f"{local:%H%M}" if local.date() <= DAY else "2400"
    arrived: dict[str, list[Path]] = {}
    for hour in arrivals(language):
        if delivered < hour <= now:
            arrived[hour] = _copy(content_folder("sample") / language / "day" / hour, folder)
            _remember(folder, language, hour)
    return arrived


def next_arrival(folder: Path) -> datetime:
    """Return the site's time at which the next files arrive; the last of all times if none do."""
    state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    hours = [hour for hour in arrivals(state["language"]) if hour > state["delivered"]]
    return _instant(folder, hours[0]) if hours else datetime.max


def slow_down(folder: Path) -> None:
    """Let the site's time go on at its natural speed from here."""
    clock.set_demo(folder, clock.now(folder), 1.0)


def _copy(arriving: Path, folder: Path) -> list[Path]:
    copied = []
    for file in sorted(arriving.rglob("*")):
        if file.is_file():
            target = folder / file.relative_to(arriving)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.part")
            shutil.copyfile(file, part)
            copied.append(part.replace(target))
    return copied


def _remember(folder: Path, language: str, delivered: str) -> None:
    part = folder / f".{STATE}.part"
    part.write_text(json.dumps({"language": language, "delivered": delivered}), encoding="utf-8")
    part.replace(folder / STATE)
