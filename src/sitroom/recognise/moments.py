"""Instants and dates of a file: date and time columns put together, in UTC, with their checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sitroom.recognise import times
from sitroom.recognise.context import Context
from sitroom.recognise.match import Claim
from sitroom.recognise.profile import usable
from sitroom.store.connect import literal

_FIRST_YEAR, _LAST_YEAR = 1900, 2300
_PRIMARY = ("occurred_at", "reported_at", "detected_at")
_FUTURE_IS_RIGHT = {"expires_at", "effective_at", "onset_at", "ends_at", "starts_at", "due_at", "handed_over_at"}


@dataclass
class Moment:
    """One instant field: SQL for local and UTC forms, and which rows say the time of day."""

    name: str
    column: int
    local: str | None
    utc: str | None
    precise: str
    failing: str
    form: times.TimeForm
    clock: int | None = None


def build(context: Context) -> None:
    """Write the expressions and checks of all fields that are instants or dates."""
    chosen = context.assignment.chosen
    dated: list[Moment] = []
    waiting: list[tuple[str, list[Claim]]] = []
    for name, claims in chosen.items():
        kind = claims[0].field.kind
        if kind == "date":
            _date(context, name, claims[0])
        elif kind == "instant":
            if context.fitting.times(claims[0].column).is_clock:
                waiting.append((name, claims))
            else:
                dated.append(_moment(context, name, claims))
    _settle_order(context, dated)
    for moment in dated:
        _write(context, moment)
    for name, claims in waiting:
        _clock_alone(context, name, claims[0], dated)
    _row_checks(context, dated)


def _moment(context: Context, name: str, claims: list[Claim]) -> Moment:
    column = claims[0].column
    form = context.fitting.times(column)
    local, utc, failing = _read(context, column, form)
    clock = claims[1].column if len(claims) > 1 else None
    precise = _precise_sql(column, form)
    if clock is not None and local:
        of_day, clock_failing = _clock(context, clock)
        local = (
            f"CASE WHEN ({of_day}) IS NOT NULL THEN date_trunc('day', {local}) + ({of_day})"
            f" ELSE {local} END"
        )
        precise = f"(({of_day}) IS NOT NULL OR {precise})"
        if clock_failing:
            text = "a time of day such as 16:02; the day was kept"
            context.flag(name, clock, clock_failing, "bad_date", text)
    return Moment(name, column, local, utc, precise, failing, form, clock)


def _read(
    context: Context, column: int, form: times.TimeForm
) -> tuple[str | None, str | None, str]:
    """Read a column, look at the whole of it for forms that the sample did not show, and again."""
    cell = f"c{column}"
    zoned = f"strlen({cell}) > 19 OR contains({cell}, 'Z') OR contains({cell}, '+')"
    _decide_whole(context, column, form)
    local, utc = times.date_sql(cell, form)
    both = _either(local, utc)
    suspicious = zoned if form.dates == {"iso"} else "false"
    filled, read, odd, form.shortest, *form.span = context.con.execute(
        f"SELECT count(*) FILTER (WHERE {cell} <> ''), count(v), bool_or({suspicious}),"
        f" min(strlen({cell})), min(v), max(v), max(epoch_us(v::TIME))"
        f" FROM (SELECT {cell}, {both} AS v FROM {usable(context.relation)})"
    ).fetchall()[0]
    if filled == read and not odd:
        return local, utc, ""
    form.shortest, form.span = 0, []
    values = context.failing(column, both, suspicious)
    more = times.forms_of(values, context.fitting.months)
    form.dates |= more.dates
    form.months |= more.months
    _decide_whole(context, column, form)
    local, utc = times.date_sql(f"c{column}", form)
    both = _either(local, utc)
    filled = context.filled_sql(column, context.is_nothing(values))
    return local, utc, f"{filled} AND ({both}) IS NULL"


def _either(local: str | None, utc: str | None) -> str:
    parts = [part for part in (local, utc) if part]
    return f"coalesce({', '.join(parts)})" if len(parts) > 1 else (parts or ["NULL"])[0]


def _decide_whole(context: Context, column: int, form: times.TimeForm) -> None:
    """Decide day-first or month-first on all rows; the largest first and second part tell."""
    if not form.dates & {"day4", "day2"} or form.year_first:
        return
    numbers = f"regexp_extract(c{column}, '^\\s*([0-9]{{1,2}})[-/. ]+([0-9]{{1,2}})[-/. ]+[0-9]', ['a', 'b'])"
    first, second = context.one(
        f"max(TRY_CAST({numbers}.a AS INT)), max(TRY_CAST({numbers}.b AS INT))"
    )
    if first is None or second is None:
        return
    if first > 12 or second > 12:
        form.day_first = first > 12
        form.ambiguous = False


def _settle_order(context: Context, dated: list[Moment]) -> None:
    """Give undecided columns the order of a decided one, of the settings or of the country."""
    decided = [m.form.day_first for m in dated if m.form.day_first is not None]
    declared = context.source.options.get("day_first")
    for moment in dated:
        form = moment.form
        if not form.dates & {"day4", "day2"} or form.year_first:
            continue
        if form.day_first is None:
            if isinstance(declared, bool):
                form.day_first = declared
            elif decided:
                form.day_first = decided[0]
            elif context.country:
                form.day_first = context.country.day_first
            _reread(context, moment)
        context.day_first = form.day_first
        header = context.headers[moment.column].text
        if form.day_first is None:
            context.notes.append(
                f"`{header}`: day and month cannot be told apart in any row; set"
                " `options = { day_first = true }` or false for this source"
            )
        else:
            order = "day first" if form.day_first else "month first"
            context.column_notes[moment.column] = order


def _reread(context: Context, moment: Moment) -> None:
    clock = moment.clock
    claims = context.assignment.chosen[moment.name]
    again = _moment(context, moment.name, claims if clock is not None else claims[:1])
    moment.local, moment.utc, moment.failing = again.local, again.utc, again.failing


def _precise_sql(column: int, form: times.TimeForm) -> str:
    """Return a condition that a cell says the time of day, not only the day."""
    plain = form.dates - {"iso", "iso_utc", "iso_offset"}
    if not plain:
        return f"strlen(trim(c{column})) > 10"
    if plain <= {"epoch_s", "epoch_ms", "epoch_us", "compact12", "compact14", "mail"}:
        return "true"
    return f"regexp_matches(c{column}, '[:时点]|^[0-9]{{12,}}|^[0-9]{{5}}\\.')"


def _clock(context: Context, column: int) -> tuple[str, str]:
    """Return SQL for a column's time of day and a condition for cells that are none."""
    form = context.fitting.times(column)
    sql = times.clock_sql(f"c{column}", form)
    odd = context.one(f"count(*) FILTER (WHERE trim(c{column}) <> '' AND ({sql}) IS NULL)")[0]
    if not odd:
        return sql, ""
    values = context.failing(column, sql)
    more = times.forms_of(values, context.fitting.months)
    form.clocks |= more.clocks
    form.dates |= more.dates
    sql = times.clock_sql(f"c{column}", form)
    filled = context.filled_sql(column, context.is_nothing(values))
    return sql, f"{filled} AND ({sql}) IS NULL"


def _write(context: Context, moment: Moment) -> None:
    """Put an instant into UTC, refuse what no record can hold, and flag what was not read."""
    either = _either(moment.local, moment.utc)
    if moment.clock is not None or not moment.form.span:
        span = f"min(v), max(v), max(epoch_us(v::TIME)) FROM (SELECT {either} AS v FROM"
        moment.form.span = list(
            context.con.execute(f"SELECT {span} {usable(context.relation)})").fetchall()[0]
        )
    low, high, last_time = moment.form.span
    parts = []
    if moment.utc:
        parts.append(moment.utc)
    if moment.local:
        parts.append(to_utc(moment.local, context.zone, low, high))
    sql = parts[0] if len(parts) == 1 else f"coalesce({', '.join(parts)})" if parts else "NULL::TIMESTAMP"
    failing = moment.failing
    if low is not None and (low.year < _FIRST_YEAR or high.year >= _LAST_YEAR):
        bounds = f"TIMESTAMP '{_FIRST_YEAR}-01-01' AND TIMESTAMP '{_LAST_YEAR}-01-01'"
        sql = f"CASE WHEN ({either}) BETWEEN {bounds} THEN {sql} END"
        outside = f"({either}) NOT BETWEEN {bounds}"
        failing = f"({failing}) OR ({outside})" if failing else outside
    column = moment.name.partition(".")[2]
    if column == "occurred_at" and context.dataset == "incident":
        precise = _precise(moment, bool(last_time))
        context.expressions[context.name("occurred_precision")] = (
            f"CASE WHEN ({either}) IS NULL THEN NULL WHEN {precise} THEN 'minute' ELSE 'day' END"
        )
    if failing and not (context.dataset == "incident" and column in _PRIMARY):
        text = "a date or a date and time"
        context.flag(moment.name, moment.column, failing, "bad_date", text)
    if context.dataset == "incident" and column not in _FUTURE_IS_RIGHT | set(_PRIMARY):
        late = f"({sql}) > $now + INTERVAL 2 DAY"
        context.flag(moment.name, moment.column, late, "future_date", "a time that has been")
        sql = f"CASE WHEN NOT ({late}) THEN {sql} END"
    moment.failing = failing
    context.expressions[moment.name] = sql


def _precise(moment: Moment, has_times: bool) -> str:
    """Return the condition for a known time of day; midnight in every row is none."""
    if moment.clock is not None:
        return moment.precise
    if not has_times:
        return "false"
    return "true" if moment.form.shortest > 10 and moment.form.dates == {"iso"} else moment.precise


def to_utc(local: str, zone: str, low: datetime | None, high: datetime | None) -> str:
    """Return SQL from local time to UTC; a fixed shift where the zone's offset never changes.

    The shift is ten times as cheap as the calendar, and the same in the years between.
    """
    shift = _fixed_offset(zone, low, high)
    if shift is None:
        return f"timezone('UTC', timezone({literal(zone)}, {local}))"
    minutes = int(shift.total_seconds() // 60)
    return f"({local}) - to_minutes({minutes})" if minutes else f"({local})"


def _fixed_offset(zone: str, low: datetime | None, high: datetime | None) -> timedelta | None:
    if low is None or high is None or low.year < _FIRST_YEAR or high.year >= _LAST_YEAR:
        return None
    rules, seen = ZoneInfo(zone), set()
    moment, end = low - timedelta(days=2), high + timedelta(days=8)
    while moment < end:
        seen.add(rules.utcoffset(moment))
        if len(seen) > 1:
            return None
        moment += timedelta(days=7)
    return seen.pop() if seen else None


def _clock_alone(context: Context, name: str, claim: Claim, dated: list[Moment]) -> None:
    """Give a time of day without a date the day of the incident, or the day after it."""
    wanted = [*_PRIMARY, "event_at", "requested_at", "started_at"]
    bases = [m for m in dated if m.name.partition(".")[2] in wanted and m.local]
    if not bases:
        context.column_notes[claim.column] = "a time of day without a date; kept as it stands"
        del context.assignment.chosen[name]
        return
    bases.sort(key=lambda m: wanted.index(m.name.partition(".")[2]))
    base, (of_day, failing) = bases[0].local or "NULL", _clock(context, claim.column)
    moment = f"date_trunc('day', {base}) + ({of_day})"
    moment = f"CASE WHEN {moment} >= ({base}) THEN {moment} ELSE {moment} + INTERVAL 1 DAY END"
    low, high = context.one(f"min({base}), max({base})")
    context.expressions[name] = to_utc(moment, context.zone, low, high)
    context.column_notes[claim.column] = f"time of day, on the day of {bases[0].name}"
    if failing:
        context.flag(name, claim.column, failing, "bad_date", "a time of day such as 16:02")


def _date(context: Context, name: str, claim: Claim) -> None:
    form = context.fitting.times(claim.column)
    local, utc, failing = _read(context, claim.column, form)
    if form.dates & {"day4", "day2"} and form.day_first is None and context.country:
        form.day_first = context.country.day_first
        local, utc, failing = _read(context, claim.column, form)
    parts = [local] if local else []
    if utc:
        parts.append(f"timezone({literal(context.zone)}, timezone('UTC', {utc}))")
    sql = f"coalesce({', '.join(parts)})" if len(parts) > 1 else (parts or ["NULL"])[0]
    low, high = context.one(f"min({sql}), max({sql})")
    if low is not None and (low.year < _FIRST_YEAR or high.year >= _LAST_YEAR):
        sql = f"CASE WHEN ({sql}) BETWEEN TIMESTAMP '{_FIRST_YEAR}-01-01' AND TIMESTAMP '{_LAST_YEAR}-01-01' THEN {sql} END"
        failing = f"{context.filled_sql(claim.column, [])} AND ({sql}) IS NULL"
    context.expressions[name] = f"({sql})::DATE"
    if failing:
        context.flag(name, claim.column, failing, "bad_date", "a date")


def _row_checks(context: Context, dated: list[Moment]) -> None:
    """Set a row of an incident log aside when no date of it can be true."""
    if context.dataset != "incident":
        return
    own = [m for m in dated if m.name.partition(".")[2] in _PRIMARY]
    own.sort(key=lambda m: _PRIMARY.index(m.name.partition(".")[2]))
    if not own:
        return
    known = [context.expressions[m.name] for m in own]
    best = f"coalesce({', '.join(known)})" if len(known) > 1 else known[0]
    first = own[0]
    text = "a date that can be true, between 1900 and now"
    context.flag(first.name, first.column, f"({best}) IS NULL", "bad_date", text, "row")
    late = f"({best}) > $now + INTERVAL 2 DAY"
    context.flag(first.name, first.column, late, "future_date", "a time that has been", "row")
