"""Instants and dates of a file: date and time columns put together, in UTC, with their checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sitroom.recognise import clocks, date_parts, day_order, daylight, row_zones, time_columns
from sitroom.recognise.claims import Claim
from sitroom.recognise.context import Context
from sitroom.recognise.profile import usable
from sitroom.recognise.time_columns import FIRST_YEAR, LAST_YEAR
from sitroom.recognise.time_parts import DAY_ORDER_FORMS, WIDE_FORMS
from sitroom.recognise.times import TimeForm
from sitroom.store.connect import literal

_BELIEVED = f"TIMESTAMP '{FIRST_YEAR}-01-01' AND TIMESTAMP '{LAST_YEAR}-01-01'"
_PRIMARY = clocks.PRIMARY


@dataclass
class Moment:
    """One instant field: SQL for local and UTC forms, and which rows say the time of day."""

    name: str
    column: int
    local: str | None
    utc: str | None
    precision: str
    failing: str
    form: TimeForm
    clock: int | None = None


def build(context: Context) -> None:
    """Write the expressions and checks of all fields that are instants or dates."""
    chosen = context.assignment.chosen
    dated: list[Moment] = []
    waiting: list[tuple[str, list[Claim]]] = []
    for name, claims in chosen.items():
        kind = claims[0].field.kind
        if kind == "instant":
            if claims[0].part:
                dated.append(_split(context, name, claims))
            elif context.fitting.times(claims[0].column).is_clock:
                waiting.append((name, claims))
            else:
                dated.append(_moment(context, name, claims))
    _settle_order(context, dated)
    for moment in dated:
        _write(context, moment)
    for name, claims in waiting:
        clocks.write(context, name, claims[0], dated)
    for name, claims in list(chosen.items()):
        if claims[0].field.kind == "date":
            _date(context, name, claims[0])
    _row_checks(context, dated)


def _moment(context: Context, name: str, claims: list[Claim]) -> Moment:
    column = claims[0].column
    form = context.fitting.times(column)
    # Two digits of a year that is still to come are those of the last century.
    form.pivot = context.now.year % 100 + 1
    local, utc, failing = time_columns.read(context, column, form)
    precision = time_columns.precision_sql(column, form)
    moment = Moment(name, column, local, utc, precision, failing, form)
    if len(claims) > 1 and local:
        _add_clock(context, moment, claims[1].column)
    return moment


def _split(context: Context, name: str, claims: list[Claim]) -> Moment:
    """Put year, month and day columns together, with a time of day where there is one."""
    of_day = {claim.part: claim.column for claim in claims if claim.part in date_parts.CLOCK_PARTS}
    columns = [claim.column for claim in claims if claim.part and claim.part not in of_day]
    by_days = claims[0].part == "day_of_year"
    local, precision, failing = (
        date_parts.day_of_year_sql(columns) if by_days else date_parts.date_sql(context, columns)
    )
    if name.endswith(".closed_at"):
        last = f"last_day({local})::TIMESTAMP"
        december = f"last_day({local} + INTERVAL 11 MONTH)::TIMESTAMP"
        whens = f"WHEN 'month' THEN {last} WHEN 'year' THEN {december}"
        local = f"CASE {precision} {whens} ELSE {local} END"
    form = TimeForm(dates={"ymd"}, day_first=False)
    if of_day:
        told = date_parts.of_day_sql(of_day)
        local = f"({local}) + coalesce({told}, INTERVAL 0 SECOND)"
        precision = f"CASE WHEN ({told}) IS NOT NULL THEN 'minute' ELSE {precision} END"
    moment = Moment(name, columns[0], local, None, precision, failing, form)
    if len(claims) > len(columns) + len(of_day):
        _add_clock(context, moment, claims[-1].column)
    return moment


def _add_clock(context: Context, moment: Moment, clock: int) -> None:
    """Add the time of day of a column beside the date; a cell that is none leaves the day."""
    of_day, failing = time_columns.clock(context, clock)
    local = moment.local
    moment.local = (
        f"CASE WHEN ({of_day}) IS NOT NULL THEN date_trunc('day', {local}) + ({of_day})"
        f" ELSE {local} END"
    )
    moment.precision = f"CASE WHEN ({of_day}) IS NOT NULL THEN 'minute' ELSE {moment.precision} END"
    moment.clock = clock
    if failing:
        text = "a time of day such as 16:02; the day was kept"
        context.flag(moment.name, clock, failing, "bad_date", text)


def _settle_order(context: Context, dated: list[Moment]) -> None:
    """Give columns whose cells do not tell the order that the rest of the file speaks for."""
    decided = [m.form.day_first for m in dated if m.form.day_first is not None]
    for moment in dated:
        form = moment.form
        if not form.dates & DAY_ORDER_FORMS or form.year_first:
            continue
        if form.day_first is None:
            order = day_order.custom(context, moment.column, form, decided)
            if order is None:
                context.notes.append(
                    f"`{context.headers[moment.column].text}`: day and month cannot be told apart"
                    " in any row; set `options = { day_first = true }` or false for this source"
                )
                continue
            form.day_first = order.day_first
            _reread(context, moment)
            _say(context, moment.column, form, f"ambiguous: {order.why}", order.confidence)
        else:
            _say(context, moment.column, form, "its cells tell", 1.0)
        context.day_first = form.day_first


def _say(context: Context, column: int, form: TimeForm, why: str, confidence: float) -> None:
    first = "day first" if form.day_first else "month first"
    context.column_notes[column] = f"{first} ({why}, confidence {confidence:.1f})"


def _reread(context: Context, moment: Moment) -> None:
    clock = moment.clock
    claims = context.assignment.chosen[moment.name]
    again = _moment(context, moment.name, claims if clock is not None else claims[:1])
    moment.local, moment.utc, moment.failing = again.local, again.utc, again.failing


def _write(context: Context, moment: Moment) -> None:
    """Put an instant into UTC, refuse what no record can hold, and flag what was not read."""
    column = moment.name.partition(".")[2]
    either = time_columns.either(moment.local, moment.utc)
    sql, last_time = _utc_sql(context, moment, either)
    is_primary = context.dataset == "incident" and column in _PRIMARY
    if column == "occurred_at" and context.dataset == "incident":
        precision = _precision(moment, bool(last_time))
        context.expressions[context.name("occurred_precision")] = (
            f"CASE WHEN ({either}) IS NOT NULL THEN {precision} END"
        )
    if moment.failing and not is_primary:
        text = "a date or a date and time"
        context.flag(moment.name, moment.column, moment.failing, "bad_date", text)
    if moment.form.has_leap:
        leap = f"regexp_matches(c{moment.column}, ':60([^0-9]|$)') AND ({either}) IS NOT NULL"
        text = "a second from 0 to 59; this one was counted into the next minute"
        context.flag(moment.name, moment.column, leap, "leap_second", text)
    if context.dataset == "incident" and not is_primary and _may_be_late(context, moment):
        late = f"({sql}) > $now + INTERVAL 2 DAY"
        context.flag(moment.name, moment.column, late, "future_date", "a time that has been")
        sql = f"CASE WHEN NOT ({late}) THEN {sql} END"
    context.expressions[moment.name] = sql


def _may_be_late(context: Context, moment: Moment) -> bool:
    """Say whether some instant could lie ahead; a column that ends before now needs no check."""
    high = (moment.form.span or [None, None])[1]
    return high is None or high > context.now


def _utc_sql(context: Context, moment: Moment, either: str) -> tuple[str, int | None]:
    """Return SQL for the instant in UTC, and the latest time of day that the column holds."""
    if moment.clock is not None or not moment.form.span:
        span = "min(v), max(v), max(CASE WHEN isfinite(v) THEN epoch_us(v::TIME) END)"
        moment.form.span = list(
            context.con.execute(
                f"SELECT {span} FROM (SELECT {either} AS v FROM {usable(context.relation)})"
            ).fetchall()[0]
        )
    low, high, last_time = moment.form.span
    header = context.headers[moment.column]
    zone = time_columns.zone_of(header.unit or header.full.rpartition(" ")[2]) or context.zone
    shifted = _shifted(context, moment, zone, low, high) if moment.local else None
    sql = time_columns.either(moment.utc, shifted)
    if low is not None and (low.year < FIRST_YEAR or high.year >= LAST_YEAR):
        sql = f"CASE WHEN ({either}) BETWEEN {_BELIEVED} THEN {sql} END"
        outside = f"({either}) NOT BETWEEN {_BELIEVED}"
        moment.failing = f"({moment.failing}) OR ({outside})" if moment.failing else outside
    return sql, last_time


def _shifted(
    context: Context, moment: Moment, zone: str, low: datetime | None, high: datetime | None
) -> str:
    """Return SQL from a moment's local time to UTC; doubtful hours of the zone are flagged."""
    local = moment.local or "NULL"
    sql = time_columns.to_utc(local, zone, low, high)
    if context.row_zones and zone == context.zone:
        return row_zones.to_utc(context, local, sql)
    if "timezone(" not in sql:
        return sql
    return daylight.settle(context, moment.name, moment.column, local, sql, zone)


def _precision(moment: Moment, has_times: bool) -> str:
    """Return SQL for the precision of a time; midnight in every row is a day without a time."""
    if moment.clock is not None or moment.form.parts:
        return moment.precision
    if not has_times:
        return "'day'"
    is_full = moment.form.shortest > 10 and moment.form.dates == {"iso"}
    return "'minute'" if is_full else moment.precision


def _date(context: Context, name: str, claim: Claim) -> None:
    form = context.fitting.times(claim.column)
    local, utc, failing = time_columns.read(context, claim.column, form)
    if form.dates & DAY_ORDER_FORMS and form.day_first is None and not form.year_first:
        decided = [] if context.day_first is None else [context.day_first]
        order = day_order.custom(context, claim.column, form, decided)
        if order:
            form.day_first = order.day_first
            local, utc, failing = time_columns.read(context, claim.column, form)
            _say(context, claim.column, form, f"ambiguous: {order.why}", order.confidence)
    parts = [local] if local else []
    if utc:
        parts.append(f"timezone({literal(context.zone)}, timezone('UTC', {utc}))")
    sql = f"coalesce({', '.join(parts)})" if len(parts) > 1 else (parts or ["NULL"])[0]
    low, high = context.one(f"min({sql}), max({sql})")
    if low is not None and (low.year < FIRST_YEAR or high.year >= LAST_YEAR):
        sql = f"CASE WHEN ({sql}) BETWEEN {_BELIEVED} THEN {sql} END"
        failing = f"{context.filled_sql(claim.column, [])} AND ({sql}) IS NULL"
    if name.endswith(".expires_on") and form.dates & WIDE_FORMS:
        # What keeps until March keeps until its last day.
        precision = time_columns.precision_sql(claim.column, form)
        sql = (
            f"CASE {precision} WHEN 'month' THEN last_day({sql})"
            f" WHEN 'year' THEN last_day({sql} + INTERVAL 11 MONTH) ELSE {sql} END"
        )
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
    for moment in own:
        if moment.failing:
            kept = f"({moment.failing}) AND ({best}) IS NOT NULL"
            context.flag(moment.name, moment.column, kept, "bad_date", "a date or a date and time")
    text = "a date that can be true, between 1900 and now"
    context.flag(first.name, first.column, f"({best}) IS NULL", "bad_date", text, "row")
    if any(_may_be_late(context, moment) for moment in own):
        late = f"({best}) > $now + INTERVAL 2 DAY"
        context.flag(first.name, first.column, late, "future_date", "a time that has been", "row")
