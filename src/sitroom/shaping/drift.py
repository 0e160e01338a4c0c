"""Drift: columns of a known source that were renamed, came new or were lost, each told once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches

from sitroom.errors import UnreadableFile
from sitroom.recognise import Recognition
from sitroom.recognise.words import plain, rows
from sitroom.settings import Source
from sitroom.shaping.layout import Change, Layout, Look, keep_key
from sitroom.store.connect import literal
from sitroom.store.record import Record

_SURE_ENOUGH = 0.6
_LOOK = 20_000  # rows compared where contents must tell
Recognise = Callable[[Source], Recognition]


def recognised(
    record: Record,
    source: Source,
    columns: list[str],
    relation: str,
    seen: Look,
    recognise: Recognise,
) -> Recognition:
    """Recognise a table, reading a renamed column as what it was; the changes go into `seen`.

    Raises UnreadableFile E_LOST_COLUMN when a column that every row needs is gone.
    """
    found = _recognised(record, source, columns, relation, seen, recognise)
    before = seen.known or seen.nearest
    if before and before.key is not None and found.dataset == before.dataset:
        renamed = {change.was: change.header for change in seen.changes if change.kind == "renamed"}
        keep_key(found, [renamed.get(name) or name for name in before.key], columns)
    return found


def _recognised(
    record: Record,
    source: Source,
    columns: list[str],
    relation: str,
    seen: Look,
    recognise: Recognise,
) -> Recognition:
    if seen.known:
        seen.learned = seen.known.learned
    if seen.nearest is None:
        found = recognise(_advised(source, seen.learned, seen.known))
        if not seen.known and not seen.is_first:
            seen.changes = [Change("layout", None, None, None)]
        return found
    before = seen.nearest
    learned = {h: f for h, f in before.learned.items() if h in columns}
    try:
        found = recognise(_advised(source, learned, before))
        fields = {c.header: c.field or "" for c in found.columns if c.how != "dropped"}
        dropped = {c.header for c in found.columns if c.how == "dropped"}
    except UnreadableFile as error:
        found, refusal = None, error
        fields, dropped = dict.fromkeys(columns, ""), set[str]()
    lost = [h for h in before.fields if h not in columns]
    new = [h for h in columns if h not in before.fields and h not in dropped]
    renamed = _renamed(record, before, lost, new, fields, columns, relation)
    guesses = {c.header: c.field for c in renamed if c.header and c.field and not fields[c.header]}
    seen.learned = learned | guesses
    if guesses or found is None:
        try:
            found = recognise(_advised(source, seen.learned, before))
        except UnreadableFile as error:
            raise _lost(source, before, lost, new, dataset=before.dataset) or error from None
    seen.changes = [*renamed, *_others(found, before, lost, new, renamed)]
    refusal = _lost(
        source, before, [c.was for c in seen.changes if c.kind == "lost" and c.was], new, found
    )
    if refusal:
        raise refusal
    return found


def words(changes: list[Change]) -> str:
    """Say in a sentence what changed, for the load's message."""
    said = {
        "renamed": "`{was}` is now `{header}`",
        "new": "`{header}` is new",
        "lost": "`{was}` is gone",
        "layout": "these columns are like none that this source came with before",
    }
    parts = []
    for change in changes:
        part = said[change.kind].format(was=change.was, header=change.header)
        filled = change.field.partition(".")[2] if change.field else ""
        if change.kind == "renamed" and change.why != "field":
            part += f" (a guess by its {change.why}, read as {filled})"
        parts.append(part)
    return "columns changed: " + "; ".join(parts) if parts else ""


def _advised(source: Source, learned: dict[str, str], layout: Layout | None) -> Source:
    """Return the source with what its former files taught; its own settings come first."""
    dataset = source.dataset or (layout.dataset if layout else None)
    return replace(source, dataset=dataset, columns=learned | source.columns)


def _renamed(
    record: Record,
    before: Layout,
    lost: list[str],
    new: list[str],
    fields: dict[str, str],
    columns: list[str],
    relation: str,
) -> list[Change]:
    found, left = [], list(new)
    for was in lost:
        name = before.fields[was]
        same = [header for header in left if name and fields[header] == name]
        if same:
            found.append(Change("renamed", same[0], was, name, 1.0, "field", True))
            left.remove(same[0])
    done = {change.was for change in found}
    offers = sorted(
        (
            (*_likeness(record, before, was, header, columns, relation), was, header)
            for was in lost
            if was not in done
            for header in left
            if not fields[header]
        ),
        key=lambda offer: -offer[0],
    )
    for score, why, was, header in offers:
        if score < _SURE_ENOUGH or was in done or header not in left:
            continue
        found.append(
            Change("renamed", header, was, before.fields[was] or None, round(score, 2), why,
                   bool(before.fields[was]))
        )  # fmt: skip
        done.add(was)
        left.remove(header)
    return found


def _likeness(
    record: Record, before: Layout, was: str, header: str, columns: list[str], relation: str
) -> tuple[float, str]:
    written = SequenceMatcher(None, plain(was), plain(header)).ratio()
    if written >= 0.8:
        return written, "header"
    shared = _shared_values(record, before, was, columns.index(header), relation)
    return max((written, "header"), (shared, "content"))


def _shared_values(record: Record, before: Layout, was: str, index: int, relation: str) -> float:
    """Return the share of a column's different words that the former column held too.

    Numbers tell nothing: every column of counts holds the same ones.
    """
    row = record.con.execute(
        "SELECT raw_file, recognition FROM core.load WHERE load_id = ?", [before.load_id]
    ).fetchall()
    if not row or not row[0][0]:
        return 0.0
    headers = [column["header"] for column in json.loads(row[0][1])["columns"]]
    raw = f"read_parquet({literal(record.raw_folder / row[0][0])})"
    values = (
        "SELECT DISTINCT trim(c{}) AS value FROM (FROM {} LIMIT " + str(_LOOK) + ")"
        " WHERE TRY_CAST(c{} AS DOUBLE) IS NULL AND trim(c{}) <> ''"
    )
    now = values.format(index, relation, index, index)
    old = headers.index(was)
    then = values.format(old, raw, old, old)
    many, both = record.con.execute(
        f"SELECT count(*), count(t.value) FROM ({now}) n LEFT JOIN ({then}) t USING (value)"
    ).fetchall()[0]
    return both / many if many else 0.0


def _others(
    found: Recognition, before: Layout, lost: list[str], new: list[str], renamed: list[Change]
) -> list[Change]:
    fields = {c.header: c.field for c in found.columns}
    came, went = {c.header for c in renamed}, {c.was for c in renamed}
    return [
        *(Change("lost", None, was, before.fields[was] or None) for was in lost if was not in went),
        *(
            Change("new", header, None, fields.get(header), is_applied=bool(fields.get(header)))
            for header in new
            if header not in came
        ),
    ]


def _lost(
    source: Source,
    before: Layout,
    lost: list[str],
    new: list[str],
    found: Recognition | None = None,
    dataset: str = "",
) -> UnreadableFile | None:
    """Return the refusal that names the lost columns that no row can do without."""
    dataset = found.dataset if found else dataset
    filled = {c.field for c in found.columns} if found else set()
    needed = {
        row["field"]
        for row in rows("fields")
        if row["dataset"] == dataset and row["required"] and row["field"] not in filled
    }
    gone = [was for was in lost if before.fields[was] in needed]
    if not gone:
        return None
    near = {was: get_close_matches(was, new, n=3, cutoff=0.3) or new[:5] for was in gone}
    offers = "; ".join(
        f"`{was}` may be " + " or ".join(f"`{one}`" for one in ones)
        for was, ones in near.items()
        if ones
    )
    names = ", ".join(f"`{was}` ({before.fields[was]})" for was in gone)
    return UnreadableFile(
        f"The column {names} of source `{source.name}` is gone, and no row can do without it.",
        "the columns that this source came with before" + (f"; {offers}" if offers else ""),
        "name the column under `columns` of the source in sitroom.toml: header = field",
        code="E_LOST_COLUMN",
    )
