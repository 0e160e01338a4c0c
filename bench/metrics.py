"""Metrics at a million incidents against hand-written SQL for the same question, in one run.

`python bench/metrics.py [incidents]` makes a store of that many (default 1,000,000), a quarter
million reports and one year's clock, then asks each metric and its hand-written twin by turns and
prints the best CPU time of three of each. Every pair must give the same answer first.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from metrics_by_hand import QUESTIONS

from sitroom import content
from sitroom.answers import Answers
from sitroom.store import schema
from sitroom.store.connect import Connection, scratch
from sitroom.store.schema import EVERYTHING_KNOWN

NOW = datetime(2026, 7, 12, 1, 24)
ROUNDS = 3
QUERIES = content.metrics()


def store(folder: Path, incidents: int) -> Connection:
    """Make a store with so many incidents of ten years, one in forty still open."""
    con = scratch(memory_limit="6GB", threads=2, temp=folder)
    schema.create_tables(con)
    schema.create_reference(con)
    con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
    con.execute("INSERT INTO core.setting VALUES ('timezone', 'Asia/Shanghai')")
    con.execute(
        "INSERT INTO core.report_rule BY NAME FROM (VALUES"
        " ('first', '*', '*', 'initial', 'reported', 60, 'true'),"
        " ('next 2', '*', '2', 'follow_up', 'last_report', 30, 'true'),"
        " ('next', '*', '3|4', 'follow_up', 'last_report', 240, 'true'))"
        " r(rule_id, hazards, levels, kind, clock, minutes, enabled)"
    )
    con.execute(f"""
        INSERT INTO core.incident BY NAME
        SELECT 'k:' || i AS incident_id, 'B-' || i AS source_ref, 'Incident ' || i AS title,
          (['flood','fire','transport_road','hazchem','geological','mine'])[1 + i % 6] AS hazard,
          (['natural','accident','accident','accident','natural','accident'])[1 + i % 6] AS category,
          CAST(4 - (i % 97 = 0)::INT - (i % 11 = 0)::INT AS INTEGER) AS level,
          CASE WHEN i % 40 = 0 THEN 'responding' ELSE 'closed' END AS status,
          called AS occurred_at, 'minute' AS occurred_precision, called AS reported_at,
          called + to_minutes(2) AS response_started_at,
          called + to_minutes(CAST(4 + i % 25 AS INTEGER)) AS first_arrival_at,
          CASE WHEN i % 40 <> 0 THEN called + to_minutes(CAST(60 + i % 300 AS INTEGER)) END AS closed_at,
          '99010' || (1 + i % 9) AS region_code, i % 3 AS injured, i % 2 AS serious,
          CAST(i % 5003 = 0 AS INTEGER) AS deaths, i % 7 * 10 AS relocated, i % 1000 * 100 AS loss_cny,
          'Fire brigade ' || (i % 20) AS lead_org, 'log' AS source_id, called AS known_at, i AS row_no
        FROM (SELECT i, TIMESTAMP '2016-07-12 01:00:00'
          + to_seconds(CAST(i AS BIGINT) * 315532800 // {incidents}) AS called
          FROM range({incidents}) t(i))""")
    con.execute("""
        INSERT INTO core.incident_update BY NAME
        SELECT incident_id || '/' || n AS update_id, incident_id, n AS seq,
          CASE n WHEN 1 THEN 'initial' WHEN 2 THEN 'level' ELSE 'follow_up' END AS kind,
          reported_at + to_minutes(CAST(20 * n + row_no % 50 AS INTEGER)) AS event_at,
          CASE WHEN n = 2 THEN 4 END AS level_from, CASE WHEN n = 2 THEN level END AS level_to,
          lead_org AS from_org, 'log' AS source_id,
          reported_at + to_minutes(CAST(20 * n + row_no % 50 AS INTEGER)) AS known_at, n AS row_no
        FROM core.incident, range(1, 4) t(n) WHERE row_no % 12 = 0""")
    schema.create_known_macros(con)
    schema.create_metrics(con, NOW)
    return con


def by_metric(con: Connection, question: tuple[str, ...]) -> list:
    """Return what a metric answers, asked as pages and notebooks ask, about a moment of its own."""
    return Answers(con, QUERIES, NOW, EVERYTHING_KNOWN).ask(*question).fetchall()


def by_hand(con: Connection, query: str) -> list:
    """Return what SQL written by hand answers."""
    return con.cursor().execute(query).fetchall()


def cpu(ask: Callable[[], list]) -> tuple[float, list]:
    """Return the CPU-seconds of a question and its rows."""
    began = time.process_time()
    rows = ask()
    return time.process_time() - began, rows


def main(incidents: int) -> None:
    """Print each question's CPU time by the metric, by hand, and their ratio."""
    with TemporaryDirectory() as folder:
        con = store(Path(folder), incidents)
        print(f"{incidents} incidents; CPU-s of the metric, by hand, ratio")
        for name, (metric, query) in QUESTIONS.items():
            asked = (partial(by_metric, con, metric), partial(by_hand, con, query))
            times: tuple[list[float], list[float]] = ([], [])
            answers: list[list] = [[], []]
            for _ in range(ROUNDS):
                for which in (0, 1):
                    seconds, answers[which] = cpu(asked[which])
                    times[which].append(seconds)
            if sorted(map(repr, answers[0])) != sorted(map(repr, answers[1])):
                sys.exit(f"{name}: {answers[0][:3]} is not {answers[1][:3]}")
            best, floor = min(times[0]), min(times[1])
            print(f"{name:34s} {best:8.2f} {floor:8.2f} {best / floor:6.2f} x by hand", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
