"""Ledgers of stock: of the balances that its lines run through, the latest is what is on hand."""

from __future__ import annotations

from pathlib import Path

from sitroom.reading import Parsed, Table
from sitroom.reading.stage import RAW, rewrite
from sitroom.recognise import headers as heads
from sitroom.recognise.headers import Header, read_header
from sitroom.recognise.words import word_list
from sitroom.settings import Site, Source
from sitroom.store.connect import Connection, literal

_OF_ITEM = ("item_name", "item_code", "spec", "unit", "site", "bin", "lot_no")


def close(con: Connection, site: Site, source: Source, parsed: Parsed) -> None:
    """Set aside the lines of a ledger that a later one of the same item supersedes.

    A ledger has columns of what came in and what went out, and one of the balance. Were all its
    lines counted, an item would be on hand as often as it was moved. Its lines run down in time,
    or up where most dates go back from one line to the next.
    """
    if source.columns or source.dataset not in (None, "", "stock"):
        return
    for table in parsed.tables:
        headers = [read_header(text) for text in table.columns]
        date = _date_column(headers, site.folder)
        columns = _item_columns(headers, site.folder)
        if date is not None and columns:
            count = _supersede(con, table, columns, date, parsed.delimiter or chr(9))
            if count:
                parsed.notes.append(
                    f"a ledger: the latest balance of each item is on hand, {count:,} earlier lines"
                    " are set aside"
                )


def _date_column(headers: list[Header], site: Path | None) -> int | None:
    """Return the column of dates beside what came in and went out; none where that is not told."""
    words = word_list("ledger", site)
    told = [words.get(header.short, words.get(header.full)) for header in headers]
    return told.index("date") if {"in", "out", "date"} <= {*told} else None


def _item_columns(headers: list[Header], site: Path | None) -> list[int]:
    """Return the columns that tell which item a line is of; none where no balance is told."""
    fields: dict[str, int] = {}
    for at, header in enumerate(headers):
        for match in heads.matches(header, "stock", site)[:1]:
            if match.score >= 0.9:
                fields.setdefault(match.field.partition(".")[2], at)
    if "item_name" not in fields or "qty_on_hand" not in fields:
        return []
    return [fields[name] for name in _OF_ITEM if name in fields]


def _supersede(con: Connection, table: Table, columns: list[int], date: int, cut: str) -> int:
    names = ", ".join(f"c{at}" for at in range(len(table.columns)))
    item = ", ".join(f"coalesce(trim(c{at}), '')" for at in columns)
    source = f"read_parquet({literal(table.stage)})"
    is_up = _runs_up(con, source, date)
    latest = f"{'min' if is_up else 'max'}(row_no) FILTER (WHERE problem IS NULL)"
    whole = ", ".join(f"coalesce(c{at}, '')" for at in range(len(table.columns)))
    is_old = f"problem IS NULL AND row_no <> {latest} OVER (PARTITION BY {item})"
    raw = f"left(concat_ws({literal(cut)}, {whole}), {RAW})"
    rewrite(
        con,
        table.stage,
        f"SELECT row_no, {names}, CASE WHEN {is_old} THEN 'superseded' ELSE problem END AS"
        f" problem, CASE WHEN {is_old} THEN {raw} ELSE raw END AS raw"
        f" FROM {source} ORDER BY row_no",
    )
    counted = f"SELECT count(*) FILTER (WHERE problem = 'superseded') FROM {source}"
    return con.execute(counted).fetchall()[0][0]


def _runs_up(con: Connection, source: str, date: int) -> bool:
    """Say whether the newest line stands first: of most lines the date is before that above."""
    told = f"list_transform(regexp_extract_all(c{date}, '[0-9]+'), lambda x: TRY_CAST(x AS BIGINT))"
    back, on = con.execute(
        "SELECT count(*) FILTER (told < above), count(*) FILTER (told > above) FROM ("
        f"SELECT {told} AS told, lag(told) OVER (ORDER BY row_no) AS above FROM {source}"
        " WHERE problem IS NULL)"
    ).fetchall()[0]
    return back > on
