"""The site folder's files as the office had them at 06:30."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import columns
import columns_more
import columns_office
import flaws
import orgs
import plans
from city import City
from features import region_features, site_features
from model import states
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
from words import BASE, Text
from write import (
    Column,
    csv_file,
    fire_csv,
    geojson_file,
    json_file,
    ndjson_file,
    serial,
    table,
    text_file,
    xlsx_file,
)

DAWN = BASE - timedelta(days=1)
REGISTER = Text("兰汀市{}年突发事件登记表", "Lanting incident register {}")


def base(city: City, folder: Path, language: str) -> None:
    """Write everything that the office had at 06:30."""
    _incidents(city, folder, language)
    geojson_file(folder / "regions.geojson", region_features(city.ground, language))
    geojson_file(folder / "sites.geojson", site_features(city.sites, language))
    since = BASE - timedelta(hours=72)
    told = [(i, e) for i in city.incidents for e in i.events if since < e.at <= BASE]
    ndjson_file(folder / "incident_updates/2026-07-12_0630.ndjson", updates(told, language))
    for warning in (w for w in WARNINGS if w.sent <= BASE):
        text_file(folder / f"warnings/{warning.identifier}.xml", cap(warning, language))
    first = gauge_times()[0] - timedelta(minutes=10)
    json_file(folder / "rain_gauges/rain.json", gauges(first, city.ground, language), None)
    _stock(city, folder, language)
    _workbooks(city, folder, language)
    plain: list[tuple[str, list[Column], Iterable[Any]]] = [
        ("duty/2026-07", columns.DUTY, city.shifts),
        ("responses/2026-07-12_0600", columns.RESPONSES, response_rows(BASE)),
        ("shelters/2026-07-12_0600", columns.SHELTERS, shelter_rows(city, BASE)),
        ("orgs", columns_more.ORGS, orgs.ORGS),
        ("assets/vehicles", columns_more.ASSETS, city.assets),
        ("tasks/2026-07-12_0600", columns.TASKS, task_rows(city, BASE)),
        ("deployments/2026-07-12_0600", columns_more.DEPLOYMENTS, deployment_rows(city, BASE)),
        ("plans", columns_office.PLANS, plans.plans()),
        ("plan_steps", columns_office.STEPS, plans.steps()),
        ("drills", columns_office.DRILLS, plans.drills()),
        ("reviews", columns_office.REVIEWS, plans.reviews()),
        ("lifelines/2026-07-12_0600", columns_office.LIFELINES, lifeline_rows(city, DAWN, BASE)),
    ]
    for name, spec, things in plain:
        csv_file(folder / f"{name}.csv", *table(spec, things, language))


def _incidents(city: City, folder: Path, language: str) -> None:
    known = states(city.incidents, BASE)
    sheets = {}
    for year in (2024, 2025, 2026):
        mine = [s for s in known if s.incident.log == "centre" and s.incident.reported.year == year]
        header, rows = table(columns.INCIDENT, mine, language)
        if year == 2026:
            flaws.incident_rows(header, rows, language)
        sheets[str(year)] = (REGISTER.of(language).format(year), header, rows)
    xlsx_file(folder / "incident_log/2024-2026.xlsx", sheets)
    header, rows = table(columns.FIRE_119, [s for s in known if s.incident.log == "119"], language)
    flaws.fire_rows(rows, language)
    fire_csv(folder / "fire_119/2024-07_2026-07.csv", header, rows, language)


def _stock(city: City, folder: Path, language: str) -> None:
    moves = move_rows(city, BASE - timedelta(days=200), BASE)
    lots = {move.lot.number: move.lot for move, _ in moves}
    mine = [lot for lot in city.stock.lots if lot.number in lots]
    header, rows = table(columns_more.INVENTORY, lot_rows(city, mine, BASE), language)
    flaws.inventory_rows(rows, header, language)
    csv_file(folder / "inventory/2026-07-12_0600.csv", header, rows)
    path = folder / "stock_movements/2026-04_2026-07.csv"
    csv_file(path, *table(columns_more.MOVES, moves, language))


def _workbooks(city: City, folder: Path, language: str) -> None:
    header, rows = table(columns_more.TEAMS, team_rows(city, BASE), language)
    name = Text("队伍", "teams").of(language)
    xlsx_file(folder / "teams/2026-07-12_0600.xlsx", {name: ("", header, rows)})
    header, rows = table(columns.RISKS, city.risks, language)
    flaws.risk_rows(rows, language)
    rows = [[*row[:-1], serial(row[-1])] for row in rows]
    name = Text("风险台账", "register").of(language)
    xlsx_file(folder / "risks.xlsx", {name: ("", header, rows)})
