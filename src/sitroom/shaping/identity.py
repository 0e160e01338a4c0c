"""What makes a row itself: declared columns, or likeness to a row that is known already."""

from __future__ import annotations

import re
from dataclasses import replace

from sitroom.errors import UsageError, nearest
from sitroom.recognise import Recognition
from sitroom.recognise.blanks import bare_sql
from sitroom.recognise.words import rows
from sitroom.settings import Source
from sitroom.shaping.shape import Shape, primary_shape
from sitroom.shaping.stage import Job, make_shaped
from sitroom.shaping.upsert import prepare
from sitroom.store import schema
from sitroom.store.connect import Connection, identifier, literal
from sitroom.store.record import Record

_LEAST_ALIKE = 3
_MOSTLY = 0.5


def declare_key(recognition: Recognition, source: Source, columns: list[str]) -> None:
    """Let the headers that the source names as `key` tell its rows apart.

    Raises UsageError with the nearest header when the table has none of that name.
    """
    if not source.key:
        return
    written = [header.strip() for header in columns]
    for name in source.key:
        if name.strip() not in written:
            raise UsageError(
                f"`key` of source `{source.name}` names the column `{name}`, which its table"
                " does not have." + nearest(name, written),
                "headers among: " + ", ".join(f"`{header}`" for header in written if header),
            )
    recognition.key = key_sql([written.index(name.strip()) for name in source.key])
    recognition.key_why = "declared by the source: " + ", ".join(f"`{name}`" for name in source.key)


def key_sql(places: list[int]) -> str:
    """Return SQL for a row's own number made of the cells in these columns; NULL without any."""
    cells = [bare_sql(f"c{place}") for place in places]
    if len(cells) < 2:
        return cells[0] if cells else "NULL::VARCHAR"
    return f"nullif(concat_ws(' | ', {', '.join(cells)}), '')"


def recognise_again(con: Connection, job: Job, shape: Shape) -> bool:
    """Give rows without a number the key of the known row that each corrects; say if any did.

    A row without a number is known by all that it says, so an overlapping export finds it again.
    One that was corrected, or has a column more, says something else: it is the known row that
    this file has no longer, happened at the same time, and differs in one more thing at most.
    """
    told = re.search(r"^-- alike: (.+)$", shape.sql, re.MULTILINE)
    if not told or not _may_be_known(con, job, shape.table):
        return False
    alike = _told(job, [name.strip() for name in told[1].split(",")])
    key = schema.columns_of(con, "core", shape.table)[0]
    columns = ", ".join(identifier(name) for name in alike)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE newcomer AS SELECT {key} AS key, row_no, {columns}"
        f" FROM candidate WHERE source_ref IS NULL AND {identifier(alike[0])} IS NOT NULL"
        f" AND {key} NOT IN (SELECT {key} FROM core.{shape.table})"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE missed AS SELECT {key} AS key, row_no, {columns}"
        f" FROM core.{shape.table} WHERE source_id = {literal(job.source.name)}"
        f" AND source_ref IS NULL AND {key} NOT IN (SELECT key FROM incoming)"
    )
    con.execute("CREATE OR REPLACE TEMP TABLE same_row (row_no BIGINT, row_key VARCHAR)")
    # A mended row comes without its file: only what agrees in everything is the same row.
    for left_out in (None, *(() if job.mends else alike[1:])):
        _pair(con, alike, left_out)
    if not con.execute("SELECT count(*) FROM same_row").fetchall()[0][0]:
        return False
    con.execute(
        "CREATE OR REPLACE TEMP TABLE rekeyed AS SELECT s.row_no,"
        " coalesce(k.row_key, s.row_key) AS row_key"
        " FROM shaped s LEFT JOIN same_row k USING (row_no)"
    )
    con.execute(
        "CREATE OR REPLACE TEMP VIEW shaped AS SELECT g.*, k.row_key"
        " FROM good g JOIN rekeyed k USING (row_no)"
    )
    return True


def _told(job: Job, alike: list[str]) -> list[str]:
    """Leave out what the file has no column for: a title made of kind and place is no third."""
    dataset = job.recognition.dataset
    fields = {
        row["column"]
        for row in rows("fields", job.site.folder)
        if row["dataset"] == dataset
        and f"{dataset}.{row['column']}" not in job.recognition.expressions
    }
    return [name for name in alike if name == alike[0] or name not in fields]


def _may_be_known(con: Connection, job: Job, table: str) -> bool:
    """Say whether both the file and the source's known rows hold some without a number."""
    unnumbered = "SELECT count(*) FROM (SELECT 1 FROM {} WHERE source_ref IS NULL{} LIMIT 1)"
    own = f" AND source_id = {literal(job.source.name)}"
    return all(
        con.execute(unnumbered.format(*place)).fetchall()[0][0]
        for place in ((f"core.{table}", own), ("good", ""))
    )


def _pair(con: Connection, alike: list[str], left_out: str | None) -> None:
    """Pair newcomers and missed rows that agree in all but one thing, where no other does."""
    agreed = [identifier(name) for name in alike if name != left_out]
    filled = " + ".join(f"({name} IS NOT NULL)::INTEGER" for name in agreed)
    said = (
        f"SELECT *, count(*) OVER (PARTITION BY said) AS many,"
        f" row_number() OVER (PARTITION BY said ORDER BY row_no) AS nth FROM"
        f" (SELECT key, row_no, hash({', '.join(agreed)}) AS said FROM {{table}}"
        f" WHERE {filled} >= {_LEAST_ALIKE} AND {{free}})"
    )
    new = said.format(table="newcomer", free="row_no NOT IN (SELECT row_no FROM same_row)")
    old = said.format(table="missed", free="key NOT IN (SELECT row_key FROM same_row)")
    con.execute(
        f"INSERT INTO same_row SELECT n.row_no, o.key FROM ({new}) n JOIN ({old}) o"
        " ON n.said = o.said AND n.nth = o.nth AND n.many = o.many"
    )


def join_kin(record: Record, job: Job) -> Job:
    """Return the job as one of the undeclared source that told the same rows before, if one did.

    Files loaded by hand are sources named after them: tomorrow's export of the same list, or the
    same one saved in another encoding, has another name. It has the same columns, though, and
    most of the rows that carry the same number say the same.
    """
    if job.source in record.site.sources:
        return job
    declared = [source.name for source in record.site.sources]
    offers = record.con.execute(
        "SELECT source_id FROM core.layout WHERE dataset = ? AND headers = ? AND source_id <> ?"
        " AND NOT list_contains(?::VARCHAR[], source_id)"
        " GROUP BY 1 ORDER BY max(load_id) DESC LIMIT 5",
        [job.recognition.dataset, sorted(job.columns), job.source.name, declared],
    ).fetchall()
    for name in _sharing_numbers(record.con, job, [name for (name,) in offers]):
        as_kin = replace(job, source=replace(job.source, name=name))
        if _tells_the_same(record.con, as_kin):
            return as_kin
    return job


def _sharing_numbers(con: Connection, job: Job, names: list[str]) -> list[str]:
    """Leave out sources that know no number of these rows: shaping the rows would find the same.

    Where some row has no number of its own, only shaping can tell.
    """
    if not names or job.recognition.key.startswith("NULL"):
        return names
    table, key = primary_shape(job).table, job.recognition.key
    numbers = f"SELECT {key} AS number FROM {job.relation} WHERE problem IS NULL"
    blank = con.execute(f"SELECT count(*) FROM ({numbers}) WHERE number IS NULL").fetchall()
    if blank[0][0]:
        return names
    met = con.execute(
        f"SELECT DISTINCT source_id FROM core.{table} SEMI JOIN ({numbers}) n"
        f" ON source_ref = n.number WHERE list_contains(?::VARCHAR[], source_id)",
        [names],
    ).fetchall()
    return [name for name in names if (name,) in met]


def _tells_the_same(con: Connection, job: Job) -> bool:
    make_shaped(con, job)
    shape = primary_shape(job)
    prepare(con, job, shape)
    key = schema.columns_of(con, "core", shape.table)[0]
    met, same = con.execute(
        f"SELECT count(*), count(*) FILTER (c.row_hash = i.row_hash) FROM incoming i"
        f" JOIN core.{shape.table} c ON c.{key} = i.key"
        f" WHERE c.source_id = {literal(job.source.name)}"
    ).fetchall()[0]
    return same > 0 and same >= _MOSTLY * met
