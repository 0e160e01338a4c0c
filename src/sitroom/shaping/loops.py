"""Rows that name each other as the one above: no tree can hold them."""

from __future__ import annotations

from sitroom.shaping.shape import Shape
from sitroom.shaping.stage import Job
from sitroom.store import schema
from sitroom.store.connect import Connection

# The column of a table that names the row above, and the fields that fill it.
_ABOVE = {
    "incident": ("parent_id", ("parent_ref", "parent_id")),
    "region": ("parent_code", ("parent_code",)),
    "org": ("parent_org_id", ("parent_org",)),
}


def set_loops_aside(con: Connection, job: Job, shape: Shape) -> None:
    """Take rows of `incoming` that are above themselves out, into the temporary table `looping`.

    They join `conflicting`, so that they are listed and counted with the rows set aside.
    """
    con.execute("CREATE OR REPLACE TEMP TABLE looping (row_no BIGINT)")
    above, fields = _ABOVE.get(shape.table, ("", ()))
    filled = {f"{job.recognition.dataset}.{name}" for name in fields}
    if not filled & set(job.recognition.expressions):
        return
    key = schema.columns_of(con, "core", shape.table)[0]
    con.execute(
        "INSERT INTO looping WITH RECURSIVE edge AS ("
        f" SELECT {key} AS child, {above} AS parent FROM candidate WHERE {above} IS NOT NULL"
        f" UNION ALL SELECT {key}, {above} FROM core.{shape.table} WHERE {above} IS NOT NULL"
        f" AND {key} NOT IN (SELECT key FROM incoming)), climb AS ("
        " SELECT child AS start, parent AS place FROM edge"
        " UNION SELECT c.start, e.parent FROM climb c JOIN edge e ON e.child = c.place)"
        " SELECT row_no FROM incoming WHERE key IN (SELECT start FROM climb WHERE start = place)"
    )
    con.execute("DELETE FROM incoming WHERE row_no IN (SELECT row_no FROM looping)")
    con.execute("INSERT INTO conflicting FROM looping")
