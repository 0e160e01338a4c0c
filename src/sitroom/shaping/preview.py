"""A look at a file before it is loaded: what it would become, without a record or a lock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sitroom import clock
from sitroom.load import reading_options
from sitroom.reading import Parsed, Table, parse
from sitroom.recognise import Recognition, recognise
from sitroom.settings import Site, Source
from sitroom.shaping.aside import flag_cells, set_rows_aside
from sitroom.shaping.door import count_masked, without_persons
from sitroom.shaping.identity import declare_key
from sitroom.shaping.loops import set_loops_aside
from sitroom.shaping.reshape import reshape
from sitroom.shaping.shape import shapes
from sitroom.shaping.stage import Job, make_shaped
from sitroom.shaping.upsert import prepare, set_duplicates_aside
from sitroom.sources import source_of
from sitroom.store import schema
from sitroom.store.connect import Connection, identifier, literal, scratch

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Preview:
    """One table of a file: how it was read and recognised, its first and its doubtful rows."""

    parsed: Parsed
    table: Table
    source: Source
    recognition: Recognition
    rows: pd.DataFrame
    set_aside: pd.DataFrame
    rows_set_aside: int
    flagged: pd.DataFrame
    kinds_masked: dict[str, int]


def preview(
    site: Site, path: Path, source: Source | None = None, *, rows: int = 5
) -> list[Preview]:
    """Return what loading the file would make of each of its tables; nothing is stored.

    Raises UnreadableFile when the file as a whole is refused.
    """
    source = source or source_of(site, path)
    with TemporaryDirectory(prefix="sitroom-") as folder:
        parsed = parse(path, Path(folder), options=reading_options(site, source))
        con = scratch()
        schema.create_tables(con, site.folder)
        schema.create_reference(con, site.folder)
        reshape(con, site, source, parsed)
        return [_preview(con, site, source, parsed, table, rows) for table in parsed.tables]


def _preview(
    con: Connection, site: Site, source: Source, parsed: Parsed, table: Table, rows: int
) -> Preview:
    relation = f"read_parquet({literal(table.stage)})"
    columns = without_persons(table.columns)
    recognition = recognise(
        columns,
        con,
        relation,
        source=source,
        site=site,
        file_name=parsed.path.name,
        hints=table.hints,
    )
    declare_key(recognition, source, columns)
    job = Job(
        site, source, recognition, relation, columns, 1, clock.now(site.folder),
        parsed.path.name, table.sheet, table.stage,
    )  # fmt: skip
    con.execute("DELETE FROM core.rejected_row; DELETE FROM core.flagged_cell")
    make_shaped(con, job)
    shape = shapes(job)[-1]
    prepare(con, job, shape)
    set_duplicates_aside(con)
    set_loops_aside(con, job, shape)
    count = set_rows_aside(con, job)
    flag_cells(con, job)
    prefix = recognition.dataset + "."
    fields = [name.removeprefix(prefix) for name in recognition.expressions]
    shown = ", ".join(["row_no", *(identifier(name) for name in dict.fromkeys(fields))])
    listed = "row_no, field, header, value, reason, detail"
    return Preview(
        parsed,
        table,
        source,
        recognition,
        con.execute(f"SELECT {shown} FROM good ORDER BY row_no LIMIT {rows}").df(),
        con.execute(f"SELECT {listed} FROM core.rejected_row ORDER BY row_no").df(),
        count,
        con.execute(f"SELECT {listed} FROM core.flagged_cell ORDER BY row_no").df(),
        count_masked(con, job),
    )
