"""What people decided, in the record: two reports are one event, a warning is acknowledged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sitroom.store.connect import Connection
from sitroom.store.record import Record


def known_decisions(record: Record) -> set[str]:
    """Return the names of the decision files that the record holds."""
    rows = record.con.execute(
        "SELECT decision FROM core.incident_link"
        " UNION SELECT decision FROM core.warning_acknowledgement"
    ).fetchall()
    return {row[0] for row in rows}


def write_link(record: Record, decision: str, said: dict[str, Any], known_at: datetime) -> None:
    """Enter one decision about two incidents."""
    record.con.execute(
        "INSERT INTO core.incident_link VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            decision, *said["pair"], said["is_linked"], said["decided_at"], known_at,
            said["post"] or None,
        ],
    )  # fmt: skip


def write_acknowledgement(
    record: Record, decision: str, said: dict[str, Any], known_at: datetime
) -> None:
    """Enter that a post has acknowledged one version of a warning."""
    record.con.execute(
        "INSERT INTO core.warning_acknowledgement VALUES (?, ?, ?, ?, ?)",
        [decision, said["warning"], said["decided_at"], known_at, said["post"] or None],
    )


def warnings_issued(published: Connection) -> list[str]:
    """Return the identifiers of all warnings of a published file, newest first."""
    rows = published.cursor().execute(
        "SELECT identifier FROM core.warning GROUP BY identifier ORDER BY max(sent_at) DESC"
    )
    return [row[0] for row in rows.fetchall()]


def incidents_named(published: Connection, name: str) -> list[str]:
    """Return the incidents of a published file that carry an id or a number of their source."""
    cursor = published.cursor()
    rows = cursor.execute(
        "SELECT incident_id FROM core.incident WHERE incident_id = ?"
        " UNION SELECT incident_id FROM core.incident WHERE source_ref = ? ORDER BY 1",
        [name, name],
    ).fetchall()
    return [row[0] for row in rows]


def newest_incidents(published: Connection, most: int = 20_000) -> list[str]:
    """Return ids and numbers of the incidents that were known last, to name the nearest one."""
    rows = published.cursor().execute(
        "SELECT unnest([incident_id, source_ref]) FROM (FROM core.incident"
        f" ORDER BY known_at DESC LIMIT {int(most)})"
    )
    return [row[0] for row in rows.fetchall() if row[0]]
