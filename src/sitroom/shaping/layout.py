"""The sets of columns that a source comes with, and which of them tell its rows apart."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from sitroom.recognise import Recognition
from sitroom.settings import Source
from sitroom.shaping.identity import key_sql
from sitroom.shaping.stage import Job
from sitroom.store.record import Record

# Below this share of common columns a table is another table, not a changed one.
_SAME_TABLE = 0.4


@dataclass(frozen=True)
class Layout:
    """One set of columns that a source has come with: header → field, "" where it fills none."""

    load_id: int
    dataset: str
    fields: dict[str, str]
    learned: dict[str, str]
    key: list[str] | None


@dataclass(frozen=True)
class Change:
    """One column that is not what it was."""

    kind: str
    header: str | None
    was: str | None
    field: str | None
    likeness: float | None = None
    why: str | None = None
    is_applied: bool = False


@dataclass
class Look:
    """What a table's columns are, seen beside those that its source came with before."""

    known: Layout | None = None  # these very columns
    nearest: Layout | None = None  # those that the table has most in common with
    is_first: bool = False
    changes: list[Change] = field(default_factory=list)
    learned: dict[str, str] = field(default_factory=dict)


def look(record: Record, source: Source, columns: list[str], before: int) -> Look:
    """Compare a table's headers with the layouts of its source met before the load `before`."""
    rows = record.con.execute(
        "SELECT load_id, dataset, headers, fields, learned, key_headers FROM core.layout"
        " WHERE source_id = ? AND load_id < ? ORDER BY load_id",
        [source.name, before],
    ).fetchall()
    layouts = [
        Layout(load_id, dataset, dict(zip(headers, fields, strict=True)),
               json.loads(learned or "{}"), key)
        for load_id, dataset, headers, fields, learned, key in rows
    ]  # fmt: skip
    headers = set(columns)
    known = [one for one in layouts if set(one.fields) == headers]
    if known or not layouts:
        return Look(known[-1] if known else None, is_first=not layouts)
    shares = [
        (len(headers & set(one.fields)) / len(headers | set(one.fields)), one) for one in layouts
    ]
    share, nearest = max(shares, key=lambda pair: (pair[0], pair[1].load_id))
    return Look(nearest=nearest if share >= _SAME_TABLE else None)


def note(record: Record, job: Job, seen: Look) -> None:
    """Write the changes down, and the layout when it is met for the first time."""
    if seen.known:
        return
    recognition = job.recognition
    fields = {c.header: c.field or "" for c in recognition.columns}
    headers = sorted(fields)
    record.con.execute(
        "INSERT INTO core.layout VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            job.source.name, recognition.dataset, job.load_id, headers,
            [fields[header] for header in headers],
            json.dumps(seen.learned, ensure_ascii=False) if seen.learned else None,
            key_headers(recognition),
        ],
    )  # fmt: skip
    for change in seen.changes:
        record.con.execute(
            "INSERT INTO core.drift VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                job.load_id, job.source.name, job.file_name, job.sheet, change.kind, change.header,
                change.was, change.field, change.likeness, change.why, change.is_applied,
                job.known_at,
            ],
        )  # fmt: skip


def key_headers(recognition: Recognition) -> list[str]:
    """Return the headers of the columns that the key is made of."""
    places = {int(place) for place in re.findall(r"\bc(\d+)\b", recognition.key)}
    return [column.header for column in recognition.columns if column.index in places]


def keep_key(found: Recognition, key: list[str], columns: list[str]) -> None:
    """Tell rows apart by what told them apart before, or every known row would be new.

    A day on which a number is missing or stands twice does not make the numbers mean nothing.
    """
    if key == key_headers(found) or not set(key) <= set(columns):
        return
    found.key = key_sql([columns.index(name) for name in key])
    names = ", ".join(f"`{name}`" for name in key)
    found.key_why = f"as in this source's former files: {names or 'no column'}"
