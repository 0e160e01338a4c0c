"""What an incident is in the generator: a list of events, folded into its state at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from place import Point
from words import NOTHING, OPEN, Text

COUNTS = ("deaths", "missing", "serious", "injured", "relocated", "loss")
STAMPS = ("reported", "dispatched", "arrived", "contained", "closed")


@dataclass(frozen=True)
class Event:
    """One thing that became true of an incident: a message, with what it changed."""

    at: datetime
    kind: str  # initial | follow_up | final | status | level | counts | note | call
    text: Text
    org: str = "emb"
    level: int | None = None
    status: str | None = None
    stamp: str | None = None
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Incident:
    """One incident with everything that happens to it, known or still to come."""

    title: Text
    hazard: str
    district: str
    place: Text
    point: Point | None
    lead: str
    occurred: datetime
    events: list[Event]
    log: str = "centre"  # which log keeps it: centre | 119
    from_119: bool = False  # the fire brigade logged the call before the centre took it over
    description: Text = NOTHING
    number: str = ""

    @property
    def reported(self) -> datetime:
        """Return when the first call came in."""
        return self.events[0].at


@dataclass
class State:
    """An incident as it stood at one moment."""

    incident: Incident
    level: int | None = None
    status: str = "reported"
    stamps: dict[str, datetime] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Say whether work on it was still going on."""
        return self.status in OPEN


def state(incident: Incident, moment: datetime) -> State | None:
    """Return the incident as it stood at `moment`; None before the first call."""
    now = State(incident)
    for event in incident.events:
        if event.at > moment:
            break
        now.level = event.level or now.level
        now.status = event.status or now.status
        now.counts |= event.counts
        if event.stamp:
            now.stamps.setdefault(event.stamp, event.at)
    return now if now.stamps else None


def states(incidents: Iterable[Incident], moment: datetime) -> list[State]:
    """Return every incident known at `moment`, as it stood then."""
    return [s for s in (state(i, moment) for i in incidents) if s]


def number_all(incidents: list[Incident]) -> None:
    """Give every incident its number, LT-2026-0712-014, counted by day of the first call."""
    incidents.sort(key=lambda i: (i.reported, i.title.en, i.place.en))
    seen: dict[str, int] = {}
    for incident in incidents:
        day = incident.reported.strftime("%Y-%m%d")
        seen[day] = seen.get(day, 0) + 1
        incident.number = f"LT-{day}-{seen[day]:03d}"
