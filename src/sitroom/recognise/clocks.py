"""Times of day in a column without a date: on the day of the incident, or of the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitroom.recognise import row_zones, time_columns
from sitroom.recognise.claims import Claim
from sitroom.recognise.context import Context
from sitroom.recognise.profile import usable
from sitroom.recognise.time_parts import tidy

if TYPE_CHECKING:
    from sitroom.recognise.moments import Moment

# The instants of an incident, the one that counts first.
PRIMARY = ("occurred_at", "reported_at", "detected_at")
_BASES = (*PRIMARY, "event_at", "requested_at", "started_at")
_DAY = re.compile(r"(?<!\d)(20\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})|(\d\d)(\d\d))(?!\d)")
_NIGHT = re.compile(r"夜|晚班|(?i:night|nuit|noche|notte|nacht)")


def write(context: Context, name: str, claim: Claim, dated: list[Moment]) -> None:
    """Give a time of day without a date the day of the incident, or the day after it.

    Where no column has a date, the title's or the file's name may be of one day.
    """
    bases = [m for m in dated if m.name.partition(".")[2] in _BASES and m.local]
    bases.sort(key=lambda m: _BASES.index(m.name.partition(".")[2]))
    of_day, failing = time_columns.clock(context, claim.column)
    day = "" if bases else _day_of_title(context, of_day)
    if not (bases or day):
        context.column_notes[claim.column] = "a time of day without a date; kept as it stands"
        del context.assignment.chosen[name]
        return
    base, source = (bases[0].local, bases[0].name) if bases else (day, "the title")
    moment = f"date_trunc('day', {base}) + ({of_day})"
    moment = f"CASE WHEN {moment} >= ({base}) THEN {moment} ELSE {moment} + INTERVAL 1 DAY END"
    low, high = context.one(f"min({base}), max({base})")
    sql = time_columns.to_utc(moment, context.zone, low, high)
    context.expressions[name] = row_zones.to_utc(context, moment, sql)
    context.column_notes[claim.column] = f"time of day, on the day of {source}"
    if day and name == context.name("occurred_at"):
        known = f"CASE WHEN ({of_day}) IS NOT NULL THEN 'minute' END"
        context.expressions[context.name("occurred_precision")] = known
    if failing:
        context.flag(name, claim.column, failing, "bad_date", "a time of day such as 16:02")


def _day_of_title(context: Context, of_day: str) -> str:
    """Return the one day that the title, sheet or file's name speaks of, as SQL; else nothing.

    Times of a night, or that go on past midnight down the rows or up, are of two days: none then.
    """
    days = {
        f"{year}-{month or run_month}-{day or run_day}"
        for year, month, day, run_month, run_day in _DAY.findall(tidy(context.hint_text))
    }
    if len(days) != 1 or _NIGHT.search(context.hint_text):
        return ""
    steps = f"SELECT {of_day} AS t, lag({of_day}) OVER (ORDER BY row_no) AS before"
    found = f"SELECT bool_and(t >= before), bool_and(t <= before) FROM ({steps}"
    up, down = context.con.execute(f"{found} FROM {usable(context.relation)})").fetchall()[0]
    sql = f"TRY_CAST('{days.pop()}' AS TIMESTAMP)"
    is_day = context.one(f"({sql}) IS NOT NULL")[0]
    return sql if is_day and (up is not False or down is not False) else ""
