"""Rows that wait for a word: shaped again when the site learns it, and no others."""

from __future__ import annotations

import json
from collections.abc import Callable

from sitroom import clock
from sitroom.paths import added_words
from sitroom.paths import content as content_files
from sitroom.recognise.codes import reader_for
from sitroom.recognise.fields import fields_of
from sitroom.recognise.words import refresh
from sitroom.settings import Site
from sitroom.shaping.mend import Former, bring_again, former
from sitroom.store import schema
from sitroom.store.connect import literal
from sitroom.store.record import Record

_WAITING = (
    "SELECT load_id, field, header, value FROM core.{} WHERE reason LIKE 'unknown!_%' ESCAPE '!'"
    " AND fixed_by_load IS NULL AND value IS NOT NULL AND header IS NOT NULL"
)
Entry = tuple[int, str, str, str]


def learn(record: Record) -> int | None:
    """Shape the rows again that waited for words the site has learned; return how many.

    None when there is nothing to learn. The new versions are known from now on; what was shown
    before stays in history.
    """
    words = _words(record.site)
    if words == record.noted("words"):
        return None
    refresh(record.site.folder)
    known = _known(record)
    at, shaped, last = clock.now(record.site.folder), 0, None
    with record.transaction() as con:
        schema.create_reference(con, record.site.folder)
        for load_id in sorted({entry[0] for entry in known}):
            was = former(record, load_id)
            own = [entry for entry in known if entry[0] == load_id]
            if was is None or not was.raw.exists() or not _take_waiting(record, was, own):
                continue
            told = ", ".join(sorted({f"`{value}`" for _, _, _, value in own}))
            result = bring_again(
                record, was, file_name=was.file_name, digest=was.sha256, started_at=at,
                message=f"words learned: {told}",
            )  # fmt: skip
            shaped, last = shaped + result.rows_read, result.load_id
        for load_id, field, _, value in known:
            # The same rows, met again as they were: they stand in an earlier load.
            con.execute(
                "UPDATE core.flagged_cell SET fixed_at = ?, fixed_by_load = ? WHERE load_id = ?"
                " AND field = ? AND value = ? AND fixed_by_load IS NULL",
                [at, last or load_id, load_id, field, value],
            )
        record.note("words", words)
    return shaped


def _words(site: Site) -> str:
    files = added_words(site.folder)
    if not files:
        return ""
    return json.dumps({name: file.read_text(encoding="utf-8") for name, file in files.items()})


def _known(record: Record) -> list[Entry]:
    """Return the entries of words that waited and are understood now."""
    waiting: list[Entry] = [
        entry
        for table in ("flagged_cell", "rejected_row")
        for entry in record.con.execute(_WAITING.format(table)).fetchall()
    ]
    return [entry for entry in waiting if _is_read(record.site, entry[1], entry[3])]


def _is_read(site: Site, name: str, value: str) -> bool:
    field = fields_of(name.partition(".")[0], site.folder).get(name)
    reader: Callable[[str], str | None] | None = (
        reader_for(field.kind, field.words, site.folder) if field else None
    )
    return reader is not None and reader(value) is not None


def _take_waiting(record: Record, was: Former, entries: list[Entry]) -> bool:
    """Make `again` of a load's rows that hold the words and that nothing newer replaced."""
    table = _table_of(was.dataset, record.site)
    tests = " OR ".join(
        f"left(c{was.columns.index(header)}, 500) = {literal(value)}"
        for _, _, header, value in entries
        if header in was.columns
    )
    record.con.execute(
        f"CREATE OR REPLACE TEMP TABLE again AS FROM read_parquet({literal(was.raw)})"
        f" WHERE problem IS NULL AND ({tests or 'false'}) AND row_no IN"
        f" (SELECT row_no FROM core.{table} WHERE load_id = {was.load_id} UNION"
        f" SELECT row_no FROM core.rejected_row WHERE load_id = {was.load_id}"
        " AND fixed_by_load IS NULL) ORDER BY row_no"
    )
    return bool(record.con.execute("SELECT count(*) FROM again").fetchall()[0][0])


def _table_of(dataset: str, site: Site) -> str:
    """Return the table that has one row for each row of a dataset's files."""
    return next(
        name.removeprefix(dataset + ".")
        for name, file in content_files("shapes", site.folder).items()
        if name.startswith(dataset + ".")
        and file.read_text(encoding="utf-8").startswith("-- primary")
    )
