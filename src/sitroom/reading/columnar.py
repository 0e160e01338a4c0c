"""Parquet, every column as text."""

from __future__ import annotations

from base64 import b64decode

from sitroom.reading.header import unique
from sitroom.reading.parsed import Job, Table
from sitroom.reading.refusal import refuse
from sitroom.reading.stage import copy_to, database
from sitroom.store.connect import Connection, Error, identifier, literal

_PICKLED = b"arrow.py_extension_type"


def read(job: Job) -> list[Table]:
    """Read a Parquet file."""
    with job.path.open("rb") as file:
        encrypted = file.read(4) == b"PARE"
    if encrypted:
        raise refuse("E_ENCRYPTED", f"{job.path.name} is encrypted.", "a file that is not")
    try:
        with database(job) as con:
            return [_staged(job, con)]
    except Error as error:
        raise refuse(
            "E_PARQUET",
            f"{job.path.name} is damaged: {str(error).splitlines()[0][:200]}",
            "a complete Parquet file",
            "send it again",
        ) from error


def _staged(job: Job, con: Connection) -> Table:
    source = f"read_parquet({literal(str(job.path))})"
    _refuse_pickles(job, con)
    columns = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    if len(columns) > job.limits.columns:
        found = f"{job.path.name} has {len(columns):,} columns."
        raise refuse("E_COLUMNS", found, f"at most {job.limits.columns:,}")
    cells = ", ".join(
        f"{_as_text(str(name), str(kind))} AS c{i}" for i, (name, kind, *_) in enumerate(columns)
    )
    query = f"""SELECT row_number() OVER () AS row_no, {cells},
        NULL::VARCHAR AS problem, NULL::VARCHAR AS raw FROM {source}"""
    con.execute(copy_to(job.stage(), query))
    found = con.execute(
        f"SELECT count(*) FROM read_parquet({literal(str(job.stage()))})"
    ).fetchone()
    names = unique([str(name) for name, *_ in columns])
    return Table(None, job.stage(), names, 0, int(found[0]) if found else 0)


def _refuse_pickles(job: Job, con: Connection) -> None:
    """Refuse a schema that names a type of a program, whose values only that program may open."""
    told = con.execute(
        f"SELECT key, value FROM parquet_kv_metadata({literal(str(job.path))})"
    ).fetchall()
    for key, value in told:
        schema = b64decode(value) if key == b"ARROW:schema" else b""
        if _PICKLED in schema:
            raise refuse(
                "E_EXTENSION",
                f"{job.path.name} holds objects of a Python program.",
                "numbers, texts and times",
                "save it again without columns of Python objects",
            )


def _as_text(name: str, kind: str) -> str:
    column = identifier(name)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({column}, '%Y-%m-%dT%H:%M:%S.%gZ')"  # the session's zone is UTC
    if kind.startswith("BLOB") or kind.startswith("GEOMETRY"):
        return f"hex({column})"
    return f"nullif({column}::VARCHAR, '')"
