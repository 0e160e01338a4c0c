"""The country that a file's own words name, and what follows: its zone and the signs of points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sitroom.recognise.words import plain, rows, split

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Country:
    """A country named by the words of its administrative tiers among the headers."""

    code: str
    zone: str
    day_first: bool
    boxes: tuple[Box, ...]
    words: tuple[str, ...]

    def inside_sql(self, lon: str, lat: str) -> str:
        """Return a condition that is true where a point lies in one of the country's boxes."""
        if not self.boxes:
            return "true"
        return (
            "("
            + " OR ".join(
                f"({lon} BETWEEN {w} AND {e} AND {lat} BETWEEN {s} AND {n})"
                for w, s, e, n in self.boxes
            )
            + ")"
        )


def country_of(headers: list[str], site: Path | None = None) -> Country | None:
    """Return the country that the headers name beyond doubt, or None.

    One word used only there must be among them, and one more; two countries at once are no answer.
    """
    forms = {plain(header) for header in headers} | {
        word for header in headers for word in plain(header).split()
    }
    hints = rows("country_hints", site)
    found: list[Country] = []
    for code in dict.fromkeys(row["country"] for row in hints):
        own = [row for row in hints if row["country"] == code]
        strong = {plain(w) for row in own for w in split(row["strong"])} & forms
        weak = {plain(w) for row in own for w in split(row["words"])} & forms
        if strong and len(strong | weak) >= 2:
            boxes = tuple(
                (float(r["west"]), float(r["south"]), float(r["east"]), float(r["north"]))
                for r in own
                if r["west"]
            )
            words = tuple(sorted(strong | weak))
            found.append(Country(code, own[0]["zone"], own[0]["day_first"] == "yes", boxes, words))
    found.sort(key=lambda country: -len(country.words))
    if len(found) > 1 and len(found[0].words) == len(found[1].words):
        return None
    return found[0] if found else None
