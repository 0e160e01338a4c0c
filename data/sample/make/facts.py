"""What a correct load must show at three moments, counted by the generator's own model."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import office
from catalogue import DEPOT_ORDER, ITEMS, minimum_at
from city import FACT_TIMES, City
from facts_office import office_facts
from flaws import FLAWS, KEPT_INCIDENTS
from model import State, states
from sites import DEPOTS, occupancy
from stock import GOOD
from warnings_issued import SILENT, area, gauge_times, in_force
from words import iso, later

REPORT_MINUTES = {1: 15, 2: 30, 3: 120, 4: 1440}
INITIAL_MINUTES = 60


def facts(city: City, home: Path, language: str) -> dict[str, Any]:
    """Return the facts of one language's sample, ready for JSON."""
    return {
        "about": "Counts that a correct load shows; times are local (+08:00).",
        "incidents_total": len(city.incidents) + KEPT_INCIDENTS,
        "moments": {f"{m:%H:%M}": at_moment(city, m, language) for m in FACT_TIMES},
        "planted": [flaw._asdict() | {"value": flaw.value.of(language)} for flaw in FLAWS],
        "arrivals": _arrivals(home / "day"),
    }


def _arrivals(folder: Path) -> dict[str, int]:
    moments = sorted(p.name for p in folder.iterdir())
    files = [p for p in folder.rglob("*") if p.is_file()]
    return {"moments": len(moments), "files": len(files)}


def at_moment(city: City, now: datetime, language: str) -> dict[str, Any]:
    """Return everything that a board shows at a moment."""
    known = states(city.incidents, now)
    opened = [s for s in known if s.is_open]
    return {
        "as_of": iso(now),
        "incidents_known": len(known) + KEPT_INCIDENTS,
        "open": len(opened),
        "open_by_level": _levels(opened),
        "open_by_level_at_last_briefing": _levels(_at_briefing(city, now)),
        "casualties": {
            key: sum(s.counts.get(key, 0) for s in opened)
            for key in ("deaths", "missing", "serious", "injured", "relocated")
        },
        "counts_unknown": sum("arrived" not in s.stamps for s in opened),
        "first_arrival": _arrivals_24h(known, now),
        "teams": _teams(city, now),
        "stock": _stock(city, now, language),
        "reports_overdue": [r for s in opened if (r := _report(s, now, language))["minutes"] > 0],
        "below_level": [s.incident.number for s in opened if _below_level(s)],
        "warnings_in_force": [_warning(w, language) for w in in_force(now)],
        "responses_in_force": [
            {"number": r.number, "level": r.level, "since": iso(r.started)}
            for r in office.RESPONSES
            if r.started <= now and not (r.ended and r.ended <= now)
        ],
        "shelters_open": _shelters(city, now, language),
        "sources": _sources(now),
        "duty_gaps_24h": [
            {"post": d.post.of(language), "starts": iso(d.starts)}
            for d in city.shifts
            if not d.is_filled and d.starts + timedelta(hours=12) > now
            and d.starts < now + timedelta(hours=24)
        ],
        "office": office_facts(city, now),
        "open_incidents": [_line(s, language) for s in opened],
    }  # fmt: skip


def _levels(found: list[State]) -> dict[str, int]:
    counts = Counter(s.level for s in found)
    return {str(level): counts[level] for level in (1, 2, 3, 4)}


def _at_briefing(city: City, now: datetime) -> list[State]:
    marks = [now.replace(hour=8, minute=0), now.replace(hour=20, minute=0) - timedelta(days=1)]
    last = max(m for m in marks if m <= now)
    return [s for s in states(city.incidents, last) if s.is_open]


def _line(s: State, language: str) -> dict[str, Any]:
    return {
        "number": s.incident.number,
        "title": s.incident.title.of(language),
        "hazard": s.incident.hazard,
        "level": s.level,
        "status": s.status,
        "district": s.incident.district,
    }


def _arrivals_24h(known: list[State], now: datetime) -> dict[str, float]:
    since = now - timedelta(hours=24)
    minutes = [
        (s.stamps["arrived"] - s.stamps["reported"]).total_seconds() / 60
        for s in known
        if "arrived" in s.stamps and since < s.stamps["reported"]
    ]
    in_target = sum(m <= 15 for m in minutes)
    return {"median_minutes": median(minutes), "arrivals": len(minutes), "in_target": in_target}


def _teams(city: City, now: datetime) -> dict[str, int]:
    counts = Counter(city.teams.status(t, now) for t in city.teams.teams)
    return {"free": counts["available"], "total": counts.total()} | dict(sorted(counts.items()))


def _usable(city: City, item: Any, depot: str | None, now: datetime) -> float:
    lots = [x for x in city.stock.lots if x.item is item and depot in (None, x.depot)]
    usable = [
        city.stock.on_hand(x, now) - x.reserved
        for x in lots
        if x.holding != "contract"
        and x.condition is GOOD
        and (x.expires is None or x.expires >= now.date())
        and city.stock.on_hand(x, now) > 0
    ]
    return round(sum(usable), 1)


def _stock(city: City, now: datetime, language: str) -> dict[str, Any]:
    items = [
        {
            "item": item.name.of(language),
            "usable": _usable(city, item, None, now),
            "minimum": item.minimum,
            "unit": item.unit.of(language),
        }
        for item in ITEMS
    ]
    below = [line["item"] for line in items if line["usable"] < line["minimum"]]
    sandbags = ITEMS[0]
    depots = {
        DEPOTS[depot].name.of(language): [
            _usable(city, sandbags, depot, now),
            minimum_at(sandbags, DEPOT_ORDER.index(depot)),
        ]
        for depot in DEPOT_ORDER
    }
    moved = sum(s.counts.get("relocated", 0) for s in states(city.incidents, now) if s.is_open)
    water = _usable(city, ITEMS[1], None, now)
    return {
        "items": items,
        "below_minimum": below,
        "items_total": len(items),
        "sandbags_by_depot": depots,
        "water_days": round(water / (3 * moved), 2) if moved else None,
        "expiring_30_days": [
            {"lot": x.number, "qty": city.stock.on_hand(x, now), "on": f"{x.expires}"}
            for x in city.stock.lots
            if x.expires and now.date() <= x.expires <= now.date() + timedelta(days=30)
        ],
    }


def _report(s: State, now: datetime, language: str) -> dict[str, Any]:
    sent = [
        e.at
        for e in s.incident.events
        if e.at <= now and e.kind in ("initial", "follow_up", "final")
    ]
    due = later(s.incident.reported, INITIAL_MINUTES)
    if sent:
        due = later(sent[-1], REPORT_MINUTES[s.level or 4])
    minutes = (now - due).total_seconds() / 60
    return {
        "number": s.incident.number,
        "title": s.incident.title.of(language),
        "kind": "follow_up" if sent else "initial",
        "due": iso(due),
        "minutes": max(0, minutes),
    }


def _below_level(s: State) -> bool:
    """Say whether Order 493 gives an accident a worse level than it is logged with."""
    if s.incident.hazard not in ("construction", "hazchem", "industrial", "transport_road"):
        return False
    serious, loss = s.counts.get("serious", 0), s.counts.get("loss", 0)
    by_rule = 2 if serious >= 50 else 3 if serious >= 10 or loss >= 10_000_000 else 4
    return by_rule < (s.level or 4)


def _warning(w: Any, language: str) -> dict[str, Any]:
    return {
        "identifier": w.identifier,
        "event_code": w.event,
        "colour": w.colour,
        "area": area(w).of(language),
        "until": iso(w.until),
    }


def _shelters(city: City, now: datetime, language: str) -> list[dict[str, Any]]:
    counts = [(site, occupancy(site, now)) for site in city.sites if site.kind == "shelter"]
    return [
        {"name": site.name.of(language), "people": count[0], "capacity": site.capacity}
        for site, count in counts
        if count and count[0] > 0
    ]


def _sources(now: datetime) -> dict[str, Any]:
    last = max([t for t in gauge_times() if t <= now], default=later(now, -8))
    silent = round((now - last).total_seconds() / 60)
    late = ["rain_gauges"] if SILENT[0] < now < SILENT[1] and silent > 20 else []
    return {"promised": 12, "late": late, "rain_gauge_minutes": silent}
