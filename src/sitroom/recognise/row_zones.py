"""A column that says in which zone the local times of its row are: CST-6, EST, Asia/Tokyo."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, available_timezones

from sitroom.recognise.context import Context
from sitroom.recognise.fields import word_list_raw
from sitroom.recognise.profile import words_of
from sitroom.store.connect import literal

_HEADED = re.compile(
    r"(?:^|.* )(?:time ?zone|tz|utc offset|gmt offset|zone offset)(?: name| id| code)?|时区|時區"
)
_OFFSET = re.compile(r"(?:[a-z]{1,5} ?)?([+-])(\d{1,2})(?::?(\d{2}))?", re.I)
_AMERICAN = frozenset(["EST", "EDT", "CDT", "MST", "MDT", "PST", "PDT", "AKST", "HST"])
_MOST_ZONES = 100


def look(context: Context, private: set[int]) -> None:
    """Find the column, and remember each of its words with its zone or its minutes from UTC."""
    for header, profile in zip(context.headers, context.fitting.profiles, strict=True):
        free = profile.index not in context.assignment.used | private
        if free and profile.filled and _HEADED.fullmatch(header.short):
            words = [w for w, *_ in words_of(context.con, context.relation, profile.index)]
            zones = _read(context, words[: _MOST_ZONES + 1])
            if not zones or len(words) > _MOST_ZONES:
                continue
            unknown = [word for word in words if word not in zones]
            note = "gives the zone of its row's times"
            if unknown:
                note += f"; not known: {', '.join(unknown[:5])}"
            context.row_zones = (profile.index, zones)
            context.column_notes[profile.index] = note
            context.notes.append(f"`{header.text}` {note}")
            return


def to_utc(context: Context, local: str, otherwise: str) -> str:
    """Return SQL from local time to UTC by the zone of each row; `otherwise` where it has none."""
    if not context.row_zones:
        return otherwise
    column, zones = context.row_zones
    by_zone: dict[str | int, list[str]] = {}
    for word, zone in zones.items():
        by_zone.setdefault(zone, []).append(word)
    whens = " ".join(
        f"WHEN c{column} IN ({', '.join(map(literal, words))}) THEN {_shifted(local, zone)}"
        for zone, words in by_zone.items()
    )
    return f"CASE {whens} ELSE {otherwise} END"


def _shifted(local: str, zone: str | int) -> str:
    if isinstance(zone, str):
        return f"timezone('UTC', timezone({literal(zone)}, {local}))"
    return f"({local}) - to_minutes({zone})"


def _read(context: Context, words: list[str]) -> dict[str, str | int]:
    known = {
        word.upper(): code for word, code in word_list_raw("zone", context.site.folder).items()
    }
    # CST is China's time in Asia and Chicago's beside other zones of America.
    american = any(word.strip().upper() in _AMERICAN for word in words)
    is_asian = context.zone.startswith("Asia/") and not american
    known["CST"] = "+08:00" if is_asian else "-06:00"
    names = {name.casefold(): name for name in available_timezones()}
    found: dict[str, str | int] = {}
    for word in words:
        plain = word.strip()
        offset = _OFFSET.fullmatch(known.get(plain.upper(), plain))
        if offset and int(offset[2]) <= 14:
            minutes = int(offset[2]) * 60 + int(offset[3] or 0)
            found[word] = -minutes if offset[1] == "-" else minutes
        elif name := names.get(plain.casefold()):
            found[word] = ZoneInfo(name).key
    return found
