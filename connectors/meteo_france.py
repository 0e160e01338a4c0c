"""Météo-France's vigilance map as its API gives it: departments by phenomenon, each in a colour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitroom.connector import connector
from sitroom.reading.jsonrows import value_of

# The numbers of colours and phenomena in the documentation of the API; 1 is green, no warning.
_COLOURS = {2: "yellow", 3: "orange", 4: "red"}
_PHENOMENA = {
    1: "Vent", 2: "Pluie-inondation", 3: "Orages", 4: "Crues", 5: "Neige-verglas", 6: "Canicule",
    7: "Grand froid", 8: "Avalanches", 9: "Vagues-submersion",
}  # fmt: skip


@connector(fills="warning", every="30 min", reads=r'"timelaps"\s*:\s*\{\s*"domain_ids"\s*:')
def meteo_france(file: Path) -> Iterator[dict[str, str]]:
    """Give one row for each department, day and phenomenon that is not green."""
    product = value_of(file)["product"]
    for period in product["periods"]:
        for area in period["timelaps"]["domain_ids"]:
            for item in area.get("phenomenon_items") or []:
                if colour := _COLOURS.get(int(item["phenomenon_max_color_id"])):
                    given = {"sent": product["update_time"], "sender org": "Météo-France"}
                    yield given | {"colour": colour} | _row(period, area["domain_id"], item)


def _row(period: dict[str, Any], area: str, item: dict[str, Any]) -> dict[str, str]:
    number, begin = int(item["phenomenon_id"]), period["begin_validity_time"]
    told = [part for part in item.get("timelaps_items") or [] if int(part["color_id"]) > 1]
    return {
        "identifier": f"FR-{area}-{number}-{begin[:10]}", "area": f"Département {area}",
        "event": _PHENOMENA.get(number, f"Phénomène {number}"), "geocode": f"FR-{area}",
        "onset": min((part["begin_time"] for part in told), default=begin),
        "expires": max((p["end_time"] for p in told), default=period["end_validity_time"]),
    }  # fmt: skip
