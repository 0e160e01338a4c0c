"""The hours that daylight saving skips or repeats: the first of two is taken, and both are said."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sitroom.recognise.context import Context
from sitroom.recognise.profile import usable
from sitroom.store.connect import literal


def settle(context: Context, name: str, column: int, local: str, sql: str, zone: str) -> str:
    """Return `sql` (an instant made from `local` in `zone`) with repeated hours as the first one.

    Cells in an hour that is skipped or comes twice are flagged; their rows keep the time.
    """
    repeated, skipped = _doubtful(context, local, zone)
    for hours, what in ((repeated, "comes twice; the first was taken"), (skipped, "is skipped")):
        if hours:
            text = f"an hour that daylight saving of {zone} leaves alone; this one {what}"
            condition = f"date_trunc('hour', {local}) IN ({_listed(hours)})"
            context.flag(name, column, condition, "doubtful_hour", text)
    if not repeated:
        return sql
    by_shift: dict[int, list[datetime]] = {}
    for hour, minutes in repeated.items():
        by_shift.setdefault(minutes, []).append(hour)
    whens = " ".join(
        f"WHEN date_trunc('hour', {local}) IN ({_listed(hours)}) THEN {sql} - to_minutes({minutes})"
        for minutes, hours in by_shift.items()
    )
    return f"CASE {whens} ELSE {sql} END"


def _listed(hours: dict[datetime, int] | list[datetime]) -> str:
    return ", ".join(f"TIMESTAMP {literal(hour)}" for hour in hours)


def _doubtful(
    context: Context, local: str, zone: str
) -> tuple[dict[datetime, int], dict[datetime, int]]:
    """Return the hours met in a column that come twice, and those that never come, with minutes."""
    rules = ZoneInfo(zone)
    repeated: dict[datetime, int] = {}
    skipped: dict[datetime, int] = {}
    met = context.con.execute(
        f"SELECT DISTINCT date_trunc('hour', v) FROM (SELECT {local} AS v"
        f" FROM {usable(context.relation)}) WHERE v <> date_trunc('day', v)"
        " AND v BETWEEN TIMESTAMP '1900-01-02' AND TIMESTAMP '2100-01-01'"
    ).fetchall()
    for (hour,) in met:
        first = hour.replace(tzinfo=rules, fold=0)
        second = hour.replace(tzinfo=rules, fold=1)
        minutes = int((first.utcoffset() - second.utcoffset()).total_seconds() // 60)
        if not minutes:
            continue
        back = first.astimezone(UTC).astimezone(rules).replace(tzinfo=None)
        (repeated if back == hour else skipped)[hour] = abs(minutes)
    return repeated, skipped
