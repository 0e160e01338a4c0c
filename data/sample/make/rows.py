"""What the tables' rows are made of: things as they stood at a moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import office
import orgs
from catalogue import BY_NAME
from city import City
from lifelines import Observation
from sites import DEPOTS, Site, occupancy
from stock import Lot, Move
from teams import SENT, Sending, Team
from words import BASE, Text


def lot_rows(city: City, lots: list[Lot], moment: datetime) -> list[tuple[Lot, float, datetime]]:
    """Return lots with what was on hand."""
    return [(lot, city.stock.on_hand(lot, moment), moment) for lot in lots]


def move_rows(city: City, since: datetime, until: datetime) -> list[tuple[Move, str | None]]:
    """Return the movements of (since, until] with the number of the incident they were for."""
    moves = (m for m in city.stock.moves if since < m.moved_at <= until)
    return [(m, city.number(m.title)) for m in moves]


def team_rows(city: City, moment: datetime) -> list[tuple[Team, str, datetime]]:
    """Return every team with its status and since when."""
    t = city.teams
    return [(x, t.status(x, moment), t.status_since(x, moment)) for x in t.teams]


def response_rows(moment: datetime) -> list[tuple[office.Response, datetime | None]]:
    """Return the response levels so far, with their end as far as it was known."""
    return [
        (r, r.ended if r.ended and r.ended <= moment else None)
        for r in office.RESPONSES
        if r.started <= moment
    ]


def shelter_rows(city: City, moment: datetime) -> list[tuple[Site, int, datetime]]:
    """Return every shelter with the people in it."""
    empty = (0, BASE.replace(minute=0))
    shelters = [site for site in city.sites if site.kind == "shelter"]
    counts = [(site, occupancy(site, moment) or empty) for site in shelters]
    return [(site, people, when) for site, (people, when) in counts]


def task_rows(city: City, moment: datetime) -> list[tuple[office.Task, str, str | None]]:
    """Return the tasks given so far."""
    return [
        (t, t.status(moment), city.number(t.incident)) for t in city.tasks if t.created <= moment
    ]


def lifeline_rows(city: City, since: datetime, until: datetime) -> list[Observation]:
    """Return how the lifelines were seen in (since, until]."""
    return [o for o in city.lifelines if since < o.observed <= until]


def deployment_rows(city: City, moment: datetime) -> list[dict[str, Any]]:
    """Return every team and every thing asked for so far, in one shape."""
    sent = [_sending(s, moment) for s in city.teams.sent if s.status_at(moment)]
    asked = [
        _request(r, moment, city.number(r.incident)) for r in city.requests if r.status(moment)
    ]
    return sent + asked


def _reached(moment: datetime, when: datetime | None) -> datetime | None:
    return when if when and when <= moment else None


def _sending(sending: Sending, moment: datetime) -> dict[str, Any]:
    return {
        "number": sending.number,
        "incident": sending.incident.number,
        "kind": Text("队伍", "team"),
        "name": sending.team.name,
        "spec": None,
        "qty": 1,
        "unit": None,
        "asked_by": orgs.ORG[sending.incident.lead],
        "given_by": orgs.ORG[sending.team.org],
        "depot": None,
        "status": SENT[sending.status_at(moment) or "requested"],
        "asked": sending.asked,
        "left": _reached(moment, sending.left),
        "arrived": _reached(moment, sending.arrived),
        "released": _reached(moment, sending.released),
    }


def _request(request: office.Request, moment: datetime, number: str | None) -> dict[str, Any]:
    item = BY_NAME[request.item]
    return {
        "number": request.number,
        "incident": number,
        "kind": Text("物资", "item"),
        "name": item.name,
        "spec": item.spec,
        "qty": request.qty,
        "unit": item.unit,
        "asked_by": orgs.ORG["hq"],
        "given_by": orgs.ORG["relief"] if request.depot else None,
        "depot": DEPOTS[request.depot].name if request.depot else None,
        "status": SENT[request.status(moment) or "requested"],
        "asked": request.asked,
        "left": _reached(moment, request.left),
        "arrived": _reached(moment, request.arrived),
        "released": None,
    }
