"""Forms with a name beside each value, which are one record, and what stands above a table."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sitroom.reading import Parsed, Table
from sitroom.reading.stage import rewrite
from sitroom.recognise import headers as heads
from sitroom.recognise.headers import read_header
from sitroom.recognise.periods import period_of
from sitroom.recognise.words import is_cjk
from sitroom.settings import Site, Source
from sitroom.store.connect import Connection, literal

_WIDTHS = (2, 4, 6)  # a name and its value, once or several times in a row
_MOST_ROWS = 40
_MOST_RECORDS = 60  # columns of a table that may be turned
_LEAST_NAMES = 3
_TOLD = re.compile(
    r"(?:统计|截至|截止|填报|报告|填表|上报|数据)(?:时间|日期)?[:：至]?\s*"
    r"((?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}\s*[时:：点]\s*(?:\d{1,2}分?)?)?)"
    r"|\b(?:as of|report date|reporting date|date of report|data as of|status as of)[:\s]+"
    r"([0-9A-Za-z][0-9A-Za-z ,:/.-]{5,28}[0-9])",
    re.I,
)
_COUNTS = {
    *("incident.deaths", "incident.missing", "incident.injured", "incident.affected"),
    *("incident.relocated", "incident.rooms_collapsed", "incident.loss_cny"),
}


def straighten(con: Connection, site: Site, source: Source, parsed: Parsed) -> None:
    """Turn each form of names and values into a row; date counts by what stands above them."""
    if source.columns:
        return
    for at, table in enumerate(parsed.tables):
        if record := _record_of(con, site.folder, table):
            parsed.tables[at] = _one_row(con, table, record)
            parsed.notes.append("a form of names and values: read as one record")
        elif records := _beside(con, site.folder, table):
            parsed.tables[at] = _turned(con, table, records)
            parsed.notes.append("names down the first column: each column is read as a record")
        elif told := _date_above(site.folder, table):
            parsed.tables[at] = _dated(con, table, told)
            parsed.notes.append(f"the date of every row is told above the table: {told}")


def _record_of(con: Connection, site: Path | None, table: Table) -> dict[str, str] | None:
    """Return the names and values of a form, none where the table is no form."""
    if len(table.columns) not in _WIDTHS or not 1 < table.rows <= _MOST_ROWS:
        return None
    pairs = [
        (name.strip().rstrip(":："), (value or "").strip())
        for row in _cells(con, table)
        for name, value in zip(row[::2], row[1::2], strict=True)
        if name and name.strip()
    ]
    known = {name for name, _ in pairs if _is_known(name, site)}
    values = sum(_is_known(value, site) for _, value in pairs if value)
    is_form = len(known) >= max(_LEAST_NAMES, 0.6 * len(pairs)) and values <= 0.2 * len(pairs)
    return dict(reversed(pairs)) if is_form and len(dict(pairs)) == len(pairs) else None


def _beside(con: Connection, site: Path | None, table: Table) -> list[tuple[str, ...]]:
    """Return the names down the first column and each record beside them; none where it is none."""
    fits = 2 < len(table.columns) <= _MOST_RECORDS and _LEAST_NAMES <= table.rows + 1 <= _MOST_ROWS
    names, *others = table.columns
    are_records = not any(
        _is_known(text, site) or period_of(read_header(text), site) for text in others
    )
    if not (fits and are_records and _is_known(names, site)):
        return []
    first, *records = zip(*_cells(con, table), strict=True)
    told = [(name or "").strip().rstrip(":：") for name in first]
    known = sum(_is_known(name, site) for name in told)
    is_turned = known >= max(_LEAST_NAMES, 0.8 * len(told)) and len(set(told)) == len(told)
    return [tuple(told), *records] if is_turned and all(told) else []


def _cells(con: Connection, table: Table) -> list[tuple[str | None, ...]]:
    """Return the names of a small table and what stands below them."""
    names = ", ".join(f"c{at}" for at in range(len(table.columns)))
    rows = con.execute(
        f"SELECT {names} FROM read_parquet({literal(table.stage)}) ORDER BY row_no"
    ).fetchall()
    return [tuple(table.columns), *rows]


def _turned(con: Connection, table: Table, records: list[tuple[str, ...]]) -> Table:
    names, *rows = records
    values = " UNION ALL ".join(
        f"SELECT {number}::BIGINT AS row_no, "
        + ", ".join(f"{_text(value)} AS c{at}" for at, value in enumerate(row))
        + ", NULL::VARCHAR AS problem, NULL::VARCHAR AS raw"
        for number, row in enumerate(rows, 1)
    )
    return replace(table, columns=[*names], rows=rewrite(con, table.stage, values))


def _text(value: str | None) -> str:
    return "NULL::VARCHAR" if value is None else literal(value)


def _is_known(text: str, site: Path | None) -> bool:
    header = read_header(text)
    return any(match.score >= 0.9 for match in heads.matches(header, "incident", site)[:1])


def _one_row(con: Connection, table: Table, record: dict[str, str]) -> Table:
    values = ", ".join(f"{literal(v)} AS c{at}" for at, v in enumerate(record.values()))
    query = f"SELECT 1::BIGINT AS row_no, {values}, NULL::VARCHAR AS problem, NULL::VARCHAR AS raw"
    return replace(table, columns=[*record], rows=rewrite(con, table.stage, query))


def _date_above(site: Path | None, table: Table) -> str:
    """Return the date above a table of counts that has none of its own; empty where it has."""
    found = _TOLD.search(table.hints.get("above", ""))
    if not found:
        return ""
    matches = [heads.matches(read_header(text), "incident", site)[:1] for text in table.columns]
    fields = {match.field for own in matches for match in own if match.score >= 0.9}
    has_date = any(field.endswith(("_at", "_on")) for field in fields)
    return "" if has_date or len(fields & _COUNTS) < 2 else (found[1] or found[2]).strip()


def _dated(con: Connection, table: Table, told: str) -> Table:
    width = len(table.columns)
    cells = ", ".join(f"c{at}" for at in range(width))
    query = (
        f"SELECT row_no, {cells}, {literal(told)} AS c{width}, problem, raw"
        f" FROM read_parquet({literal(table.stage)}) ORDER BY row_no"
    )
    name = "报告时间" if any(map(is_cjk, table.columns)) else "report time"
    rewrite(con, table.stage, query)
    return replace(table, columns=[*table.columns, name])
