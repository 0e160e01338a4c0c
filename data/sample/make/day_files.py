"""What each arrival of the flood day brings: one to a few small files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import columns
import columns_more
import columns_office
import flaws
from base_files import REGISTER
from city import City
from model import Event, Incident, State, state
from rows import (
    deployment_rows,
    lifeline_rows,
    lot_rows,
    move_rows,
    response_rows,
    shelter_rows,
    task_rows,
    team_rows,
)
from updates import updates
from warnings_issued import WARNINGS, cap, gauge_times, gauges
from words import clock_of
from write import Column, csv_file, fire_csv, json_file, ndjson_file, table, text_file, xlsx_file


def day(city: City, folder: Path, language: str) -> None:
    """Write every arrival of the flood day, each in its own folder named by its time."""
    for until in city.moments:
        home = folder / clock_of(until)
        _incidents(city, home, language, until)
        _stock(city, home, language, until)
        _office(city, home, language, until)


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d_%H%M}"


def _events(city: City, incident: Incident, until: datetime) -> list[Event]:
    """Return what the files of a moment newly tell of an incident."""
    span = city.span(until, incident)
    return [e for e in incident.events if span and span[0] < e.at <= span[1]]


def _changes(event: Event) -> bool:
    return bool(event.level or event.status or event.stamp or event.counts)


def _log(now: State) -> str:
    """Return which log tells of an incident: the centre takes a 119 call over once it is graded."""
    of_119 = now.incident.log == "119" or (now.incident.from_119 and not now.level)
    return "119" if of_119 else "centre"


def _incidents(city: City, home: Path, language: str, until: datetime) -> None:
    logs: dict[str, list[State]] = {"centre": [], "119": []}
    told, is_raised = [], False
    for incident in city.active:
        fresh = _events(city, incident, until)
        told += [(incident, event) for event in fresh]
        now = state(incident, until)
        if now and any(_changes(event) for event in fresh):
            logs[_log(now)].append(now)
            is_raised |= any((event.level or 4) < 4 for event in fresh)
    if told:
        ndjson_file(home / f"incident_updates/{_stamp(until)}.ndjson", updates(told, language))
    if logs["119"]:
        header, rows = table(columns.FIRE_119, logs["119"], language)
        fire_csv(home / f"fire_119/{_stamp(until)}.csv", header, rows, language)
    if logs["centre"]:
        header, rows = table(columns.INCIDENT, logs["centre"], language)
        path = home / f"incident_log/{_stamp(until)}"
        if is_raised:
            title = REGISTER.of(language).format(2026)
            xlsx_file(path.with_suffix(".xlsx"), {"2026": (title, header, rows)})
        else:
            csv_file(path.with_suffix(".csv"), header, rows)


def _stock(city: City, home: Path, language: str, until: datetime) -> None:
    if until not in city.slow:
        return
    moves = move_rows(city, city.before(until, city.slow), until)
    if not moves:
        return
    moved = {move.lot.number for move, _ in moves}
    lots = [lot for lot in city.stock.lots if lot.number in moved]
    header, rows = table(columns_more.INVENTORY, lot_rows(city, lots, until), language)
    flaws.day_inventory_rows(rows, header, until, language)
    csv_file(home / f"inventory/{_stamp(until)}.csv", header, rows)
    path = home / f"stock_movements/{_stamp(until)}.csv"
    csv_file(path, *table(columns_more.MOVES, moves, language))


def _office(city: City, home: Path, language: str, until: datetime) -> None:
    since = city.before(until)
    for warning in (w for w in WARNINGS if since < w.sent <= until):
        text_file(home / f"warnings/{warning.identifier}.xml", cap(warning, language))
    if until in gauge_times():
        json_file(home / "rain_gauges/rain.json", gauges(until, city.ground, language), None)
    pairs: list[tuple[str, list[Column], list[Any]]] = [
        ("responses", columns.RESPONSES, _fresh(response_rows(since), response_rows(until)))
    ]
    if until in city.slow:
        since = city.before(until, city.slow)
        pairs += [
            ("teams", columns_more.TEAMS, _fresh(team_rows(city, since), team_rows(city, until))),
            ("lifelines", columns_office.LIFELINES, lifeline_rows(city, since, until)),
            ("tasks", columns.TASKS, _fresh(task_rows(city, since), task_rows(city, until))),
            (
                "deployments",
                columns_more.DEPLOYMENTS,
                _fresh(deployment_rows(city, since), deployment_rows(city, until)),
            ),
            (
                "shelters",
                columns.SHELTERS,
                _fresh(shelter_rows(city, since), shelter_rows(city, until)),
            ),
        ]
    for name, spec, things in pairs:
        if things:
            csv_file(home / f"{name}/{_stamp(until)}.csv", *table(spec, things, language))


def _fresh(before: list[Any], now: list[Any]) -> list[Any]:
    """Return the rows that were not there before, or stood differently."""
    return [row for row in now if row not in before]
