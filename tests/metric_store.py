"""A store in memory with the real tables, rule lists and metrics, for rows written by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sitroom import computed, content
from sitroom.store import schema
from sitroom.store.connect import Connection, scratch

ZONE = timedelta(hours=8)
EVER = datetime(9999, 12, 31)
Row = dict[str, Any]


def at(clock: str, day: int = 0) -> datetime:
    """Return local HH:MM of 12 July 2026 in Shanghai, or of `day` days later, as naive UTC."""
    hours, minutes = clock.split(":")
    midnight = datetime(2026, 7, 12) + timedelta(days=day)
    return midnight + timedelta(hours=int(hours), minutes=int(minutes)) - ZONE


NOW = at("09:24")


def new_store() -> Connection:
    """Make the empty store."""
    con = scratch(threads=2)
    schema.create_tables(con)
    schema.create_reference(con)
    schema.create_known_macros(con)
    con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
    settings = [["timezone", "Asia/Shanghai"], ["briefing_times", "08:00,20:00"]]
    con.executemany("INSERT INTO core.setting VALUES (?, ?)", settings)
    schema.create_metrics(con, NOW)
    return con


@contextmanager
def store_for_a_test() -> Iterator[Connection]:
    """Give the empty store, and empty it again: making it anew takes a second."""
    con = _shared_store()
    con.execute("BEGIN TRANSACTION")
    yield con
    con.execute("ROLLBACK")


@cache
def _shared_store() -> Connection:
    return new_store()


def put(con: Connection, table: str, **row: Any) -> None:
    """Insert one row into a core table; columns not named stay at their default."""
    known = {"source_id": "log", "load_id": 1, "row_no": 2, "known_at": at("00:00")}
    columns = set(schema.columns_of(con, "core", table))
    values = {k: v for k, v in (known | row).items() if k in columns or k in row}
    names, marks = ", ".join(values), ", ".join("?" for _ in values)
    con.execute(f"INSERT INTO core.{table} ({names}) VALUES ({marks})", list(values.values()))


def incident(con: Connection, number: str, clock: str = "08:00", **row: Any) -> None:
    """Insert an incident that was called in at local `clock` of the day and is being handled."""
    put(
        con,
        "incident",
        **{
            "incident_id": f"k:{number}", "source_ref": number, "title": f"Incident {number}",
            "category": "accident", "hazard": "fire", "status": "responding",
            "occurred_precision": "minute", "reported_at": at(clock), "level": 4,
        } | row,
    )  # fmt: skip


def update(con: Connection, number: str, clock: str, kind: str = "note", **row: Any) -> None:
    """Insert what was reported about an incident at local `clock`."""
    put(
        con,
        "incident_update",
        **{
            "update_id": f"{number}/{clock}/{kind}", "incident_id": f"k:{number}",
            "event_at": at(clock), "kind": kind,
        } | row,
    )  # fmt: skip


def decide(con: Connection, sql: str, values: Iterable[Any] = ()) -> None:
    """Change a rule list or a setting, as the next publication would take it over."""
    con.execute(sql, list(values) or None)
    schema.work_out_timeless(con)


def rule(con: Connection, kind: str, levels: str, minutes: int) -> None:
    """Switch on one report rule of the test's own."""
    clock = "known" if kind == "initial" else "last_report"
    decide(
        con,
        "INSERT INTO core.report_rule BY NAME SELECT ? AS rule_id, '*' AS hazards, ? AS levels,"
        " ? AS kind, ? AS clock, ? AS minutes, 'true' AS enabled",
        [f"test {kind} {levels}", levels, kind, clock, minutes],
    )


def read(
    con: Connection,
    metric: str,
    as_of: datetime = NOW,
    known_as_of: datetime = EVER,
    **what_if: Any,
) -> list[Row]:
    """Return a metric's rows as dictionaries, in its own order."""
    query = content.metrics()[metric]
    if query.is_computed:
        found = computed.answer(
            [metric],
            content.metrics(),
            lambda names: frames(con, names, as_of, known_as_of),
            what_if,
        )
        rows = found[metric].astype(object)
        return rows.where(rows.notna(), None).to_dict("records")
    result = con.execute(_from(metric, as_of, known_as_of))
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def frames(
    con: Connection, names: list[str], as_of: datetime = NOW, known_as_of: datetime = EVER
) -> dict[str, Any]:
    """Return the frames of several metrics that are SELECTs."""
    return {name: con.execute(_from(name, as_of, known_as_of)).df() for name in names}


def _from(metric: str, as_of: datetime, known_as_of: datetime) -> str:
    return (
        f"FROM metric.{metric}(as_of := TIMESTAMP '{as_of}',"
        f" known_as_of := TIMESTAMP '{known_as_of}')"
    )


def one(con: Connection, metric: str, as_of: datetime = NOW, known_as_of: datetime = EVER) -> Row:
    """Return the only row of a metric."""
    (row,) = read(con, metric, as_of, known_as_of)
    return row


def audit(con: Connection, name: str) -> list[tuple[str, str, str]]:
    """Return what an audit finds: table, row, detail."""
    return con.execute(content.audits()[name].sql).fetchall()
