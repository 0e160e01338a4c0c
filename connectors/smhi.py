"""Warnings of Sweden's weather service (SMHI): events, each with the areas it is warned of in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitroom.connector import connector
from sitroom.reading.jsonrows import objects


@connector(fills="warning", every="10 min", reads=r'"warningAreas"\s*:\s*\[')
def smhi(file: Path) -> Iterator[dict[str, str | None]]:
    """Give one row for each area of each event; a message without a colour is none."""
    for event in objects(file):
        for area in event["warningAreas"]:
            yield {
                "identifier": f"SMHI-{event['id']}-{area['id']}",
                "event": _word(event["event"]),
                "headline": _word(area.get("eventDescription")),
                "level": (area.get("warningLevel") or {}).get("code"),
                "sent": area.get("published"),
                "onset": area.get("approximateStart"),
                "expires": area.get("approximateEnd"),
                "area": _word(area.get("areaName")),
                "description": " ".join(
                    filter(None, (_word(d.get("text")) for d in area.get("descriptions") or []))
                ),
                "sender org": "SMHI",
            }


def _word(told: Any) -> str | None:
    return (told.get("en") or told.get("sv")) if isinstance(told, dict) else None
