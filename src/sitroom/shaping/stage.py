"""The one pass over a file's text rows: typed fields, and bits that say which check failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sitroom.reading import Table
from sitroom.recognise import Check, Recognition, mask_sql
from sitroom.recognise.words import rows
from sitroom.settings import Site, Source
from sitroom.shaping import regions, units
from sitroom.shaping.placing import place
from sitroom.shaping.shape import primary_shape
from sitroom.store.connect import Connection, identifier, literal
from sitroom.store.record import FEW_ROWS

# Told together, the dead and the missing are neither number; they are kept as they stand.
_WITHOUT_COLUMN = ("incident.dead_missing",)
# The SQL type of a field that no column filled, by the kind that fields.csv gives it.
_TYPE = {
    "int": "BIGINT",
    "quantity": "DOUBLE",
    "money": "DECIMAL(18,2)",
    "instant": "TIMESTAMP",
    "date": "DATE",
    "time": "TIME",
    "level": "INTEGER",
    "lon": "DOUBLE",
    "lat": "DOUBLE",
    "wkb": "BLOB",
    "flag": "BOOLEAN",
    "list": "VARCHAR[]",
}

# So few rows of a stage are held, for planning to read them again costs more.
_VERY_FEW_ROWS = 2_000


@dataclass(frozen=True)
class Job:
    """One table of one file on its way in; `relation` has row_no, c0…cN, problem and raw."""

    site: Site
    source: Source
    recognition: Recognition
    relation: str
    columns: list[str]
    load_id: int
    known_at: datetime
    file_name: str
    sheet: str | None
    # The Parquet file behind `relation` while it is the job's own to keep; None in a rebuild.
    stage: Path | None = None
    # The load whose rows are brought again, mended; None when a file brings its own.
    mends: int | None = None
    # What stands between the cells of a row that the reader could not part.
    delimiter: str = ""

    @cached_property
    def checks(self) -> list[Check]:
        """The row checks first, then the cell checks: a check's place is its bit."""
        found = self.recognition.checks + _required(self.recognition)
        return sorted(found, key=lambda check: check.level != "row")

    @property
    def key_space(self) -> str:
        """The numbering that this source's own numbers belong to."""
        return self.source.key_space or self.source.name

    def filled(self, sql: str) -> str:
        """Put this load's own values into a statement."""
        for mark, value in {
            "$now": f"TIMESTAMP {literal(self.known_at)}",
            "$datum": literal(self.recognition.datum or "wgs84"),
            "$key_space": literal(self.key_space),
        }.items():
            sql = sql.replace(mark, value)
        return sql


def relation_of(con: Connection, table: Table) -> str:
    """Return what a staged table is read from: few rows are held, for they are asked often."""
    stage = f"read_parquet({literal(table.stage)})"
    if table.rows > _VERY_FEW_ROWS:
        return stage
    con.execute(f"CREATE OR REPLACE TEMP TABLE staged AS FROM {stage}")
    return "staged"


def make_shaped(con: Connection, job: Job) -> None:
    """Make `failing` (rows that failed a check, with bits for which) and `shaped` (the good rows).

    `typed`, `checked` (every typed row with its bits), `good` and `shaped` are views. Of a large
    file they reach down to its text rows: working a row out again costs less than holding it twice.
    Of a small one the typed rows are held: planning the same query again would cost more.
    """
    blank, found = _fields(job)
    # A field that is NULL in every row keeps its type: a table would call it an integer.
    kind = {name: null.removeprefix("NULL") for name, null in _nulls(job).items()}
    fields = "".join(
        f", ({expression}){kind.get(name, '')} AS {identifier(name)}"
        for name, expression in found.items()
    )
    row_checks = [c for c in job.checks if c.level == "row"]
    cell_checks = [c for c in job.checks if c.level != "row"]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE failing AS FROM (SELECT row_no, problem,"
        f" {_bits(job, row_checks)} AS row_failures, {_bits(job, cell_checks)} AS cell_failures"
        f" FROM {job.relation} WHERE {_fails(job)})"
    )
    typed = (
        f"SELECT row_no, problem, {job.recognition.key} AS source_ref,"
        f" {_other_fields(job)} AS other_fields{fields} FROM {job.relation}"
    )
    if is_small(con, job):
        con.execute(f"CREATE OR REPLACE TEMP TABLE typed_row AS {typed}")
        typed = "FROM typed_row"
    con.execute(f"CREATE OR REPLACE TEMP VIEW typed AS {typed}")
    con.execute(
        "CREATE OR REPLACE TEMP VIEW checked AS SELECT t.*, coalesce(f.row_failures, 0) AS"
        " row_failures, coalesce(f.cell_failures, 0) AS cell_failures"
        " FROM typed t LEFT JOIN failing f USING (row_no)"
    )
    _make_good(con, job, found, blank)
    _give_keys(con, job)
    regions.name_regions(con, "SELECT region AS text FROM good" if "region" in found else None)
    units.name_units(con, job.recognition.dataset)


def is_small(con: Connection, job: Job) -> bool:
    """Say whether the rows of a job are so few that planning costs more than computing."""
    return con.execute(f"SELECT count(*) FROM {job.relation}").fetchall()[0][0] < FEW_ROWS


def _make_good(con: Connection, job: Job, found: dict[str, str], blank: dict[str, str]) -> None:
    """Make `good`: the rows that failed no row check, all fields there, places in WGS-84."""
    turned = place(con, job.recognition.datum, found, blank)
    value = {
        name: f"CASE WHEN {table}.row_no IS NULL THEN {blank.get(name, f't.{name}')}"
        f" ELSE {table}.{name} END AS {name}"
        for name, table in turned.items()
    }
    instead = ", ".join(value[name] for name in turned if name in found)
    absent = "".join(
        f", {value.get(name, f'{null} AS {identifier(name)}')}" for name, null in blank.items()
    )
    bad = "SELECT row_no FROM failing WHERE problem IS NOT NULL OR row_failures <> 0"
    some = con.execute(f"SELECT count(*) FROM ({bad} LIMIT 1)").fetchall()[0][0]
    con.execute(
        "CREATE OR REPLACE TEMP VIEW good AS SELECT t.* EXCLUDE (problem)"
        f"{f' REPLACE ({instead})' if instead else ''}{absent} FROM typed t"
        + (f" ANTI JOIN ({bad}) bad ON bad.row_no = t.row_no" if some else "")
        + "".join(
            f" LEFT JOIN {table} ON {table}.row_no = t.row_no"
            for table in dict.fromkeys(turned.values())
        )
    )


def _fields(job: Job) -> tuple[dict[str, str], dict[str, str]]:
    """Return the dataset's fields that no column fills, as typed NULLs, and those that one does."""
    prefix = job.recognition.dataset + "."
    found = {
        name.removeprefix(prefix): job.filled(sql)
        for name, sql in job.recognition.expressions.items()
        if not name.endswith(".source_ref")
    }
    blank = {name: null for name, null in _nulls(job).items() if name not in found}
    return blank, found


def _nulls(job: Job) -> dict[str, str]:
    """Return a typed NULL for every field of the dataset."""
    return {
        row["column"]: f"NULL::{_TYPE.get(row['kind'], 'VARCHAR')}"
        for row in rows("fields", job.site.folder)
        if row["dataset"] == job.recognition.dataset and row["column"] != "source_ref"
    }


def _required(recognition: Recognition) -> list[Check]:
    """Return row checks for the fields without which a row says nothing.

    A value that is there but cannot be believed gives its own reason; a blank one is missing.
    """
    wanted = [
        row["field"]
        for row in rows("fields")
        if row["dataset"] == recognition.dataset and row["required"] in ("1", "true", "yes")
    ]
    return [check for name in wanted for check in _without(recognition, name)]


def _without(recognition: Recognition, name: str) -> list[Check]:
    absent = f"({recognition.expressions.get(name, 'NULL')}) IS NULL"
    column = next((c.index for c in recognition.columns if c.field == name), None)
    unbelieved = [c for c in recognition.checks if c.field == name and c.level == "cell"]
    promoted = [
        replace(check, level="row", condition_sql=f"{absent} AND ({check.condition_sql})")
        for check in unbelieved
    ]
    # A condition on a cell that is NULL is NULL, which must not pass for a reason given.
    told = (f"NOT coalesce({c.condition_sql}, false)" for c in unbelieved)
    blank = " AND ".join([absent, *told])
    value = "NULL" if column is None else f"c{column}"
    return [*promoted, Check(name, column, blank, "missing_value", "row", value)]


def _fails(job: Job) -> str:
    """Return a condition for rows that failed something; bits would be added up for all rows."""
    conditions = (f"({job.filled(check.condition_sql)})" for check in job.checks)
    return " OR ".join(["problem IS NOT NULL", *conditions])


def _bits(job: Job, checks: list[Check]) -> str:
    if not checks:
        return "0::HUGEINT"
    return " + ".join(
        f"CASE WHEN {job.filled(check.condition_sql)} THEN {1 << place}::HUGEINT ELSE 0 END"
        for place, check in enumerate(checks)
    )


def _other_fields(job: Job) -> str:
    """Return JSON text of the columns that have no field here, or NULL when all have one."""
    spare = [
        c
        for c in job.recognition.columns
        if (c.field is None or c.field in _WITHOUT_COLUMN) and c.how != "dropped"
    ]
    if not spare:
        return "NULL::VARCHAR"
    parts = ", ".join(
        f"{literal(c.header)}, "
        + (mask_sql(f"c{c.index}") if c.index in job.recognition.masked else f"c{c.index}")
        for c in spare
    )
    return f"json_object({parts})::VARCHAR"


def _give_keys(con: Connection, job: Job) -> None:
    """Make `shaped`: the good rows, each with a key that a later load of it will find again.

    A row without a number of its own is known by the fields that its shape names as identity,
    else by all that it says; when several rows agree in that, they are counted, so that the same
    rows in an overlapping export are the same again.
    """
    unnumbered = "SELECT count(*) FROM typed WHERE problem IS NULL AND source_ref IS NULL"
    is_numbered = job.recognition.numbered_by == job.recognition.key
    if is_numbered or not con.execute(unnumbered).fetchall()[0][0]:
        key = f"{literal(job.key_space)} || ':' || source_ref"
        con.execute(f"CREATE OR REPLACE TEMP VIEW shaped AS SELECT *, {key} AS row_key FROM good")
        return
    con.execute(f"CREATE OR REPLACE TEMP TABLE fingerprint AS {_said(job)}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE repeated AS SELECT row_no,"
        " row_number() OVER (PARTITION BY said ORDER BY row_no) AS nth FROM fingerprint"
        " WHERE said IN (SELECT said FROM fingerprint GROUP BY said HAVING count(*) > 1)"
    )
    con.execute(
        "CREATE OR REPLACE TEMP VIEW shaped AS SELECT g.*,"
        f" {literal(job.key_space)} || ':' || coalesce(g.source_ref, left(f.said, 16)"
        " || CASE WHEN r.nth > 1 THEN '-' || r.nth ELSE '' END) AS row_key"
        " FROM good g JOIN fingerprint f USING (row_no) LEFT JOIN repeated r USING (row_no)"
    )


def _said(job: Job) -> str:
    """Return the SELECT that gives each row a checksum of what makes it itself."""
    shape = primary_shape(job)
    if shape.identity:
        said = _checksum_sql(shape.identity)
        if shape.otherwise:
            blank = f"{shape.identity[0]} IS NULL"
            said = f"CASE WHEN {blank} THEN {_checksum_sql(shape.otherwise)} ELSE {said} END"
        return f"SELECT row_no, {said} AS said FROM good"
    # By header, and blank cells left out: the order of columns says nothing, nor does a blank one.
    stored = sorted((c.header, c.index) for c in job.recognition.columns if c.how != "dropped")
    words = ", ".join(
        f"{literal(header + chr(30))} || nullif(trim(c{index}), '')" for header, index in stored
    )
    return (
        f"SELECT row_no, md5(concat_ws(chr(31), {words})) AS said"
        f" FROM {job.relation} WHERE problem IS NULL"
    )


def _checksum_sql(fields: tuple[str, ...]) -> str:
    words = ", ".join(f"coalesce(core.name_key({field}::VARCHAR), '')" for field in fields)
    return f"md5(concat_ws(chr(31), {words}))"
