"""What was reported about incidents, message by message, as a machine feed writes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from model import Event, Incident, state
from orgs import ORG
from words import ROMAN, iso

_COUNTS = ("deaths", "missing", "serious", "injured", "relocated")


def updates(told: Iterable[tuple[Incident, Event]], language: str) -> list[dict[str, Any]]:
    """Return events as messages, oldest first."""
    numbered = [(e.at, i.number, i.events.index(e) + 1, i, e) for i, e in told]
    numbered.sort(key=lambda message: message[:3])
    return [_message(i, number, event, language) for _, _, number, i, event in numbered]


def _message(incident: Incident, number: int, event: Event, language: str) -> dict[str, Any]:
    before = state(incident, event.at - timedelta(seconds=1))
    level, status = (before.level, before.status) if before else (None, None)
    message: dict[str, Any] = {
        "update_id": f"{incident.number}/{number}",
        "incident_no": incident.number,
        "seq": number,
        "time": iso(event.at),
        "kind": event.kind,
        "text": event.text.of(language),
        "from_org": ORG[event.org].of(language),
    }
    if event.level and event.level != level:
        message |= {"level_from": ROMAN[level] if level else None, "level_to": ROMAN[event.level]}
    if event.status and event.status != status:
        message |= {"status_from": status, "status_to": event.status}
    message |= {name: event.counts[name] for name in _COUNTS if name in event.counts}
    return message
