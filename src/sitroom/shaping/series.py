"""Indices and months side by side: one column for each indicator, or for each month or year.

An index of risk becomes a row for each place and indicator. Of a stock counted every month the
last count is what is on hand. Other figures of months are sums, which are no facts of ours.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sitroom.reading import Parsed, Table
from sitroom.reading.stage import rewrite
from sitroom.recognise import headers as heads
from sitroom.recognise.codes import hazard_reader
from sitroom.recognise.headers import Header, read_header
from sitroom.recognise.periods import period_of
from sitroom.recognise.words import is_cjk, plain, word_list
from sitroom.settings import Site, Source
from sitroom.shaping.door import raw_sql
from sitroom.store.connect import Connection, literal

_LEAST = 3  # columns that make a series
_LOOKED_AT = 5_000  # rows
_BLANK = "('', '-', '–', '—', '/', '..', 'x', 'n/a', '无')"


def widen(con: Connection, site: Site, source: Source, parsed: Parsed) -> None:
    """Bring each table of an index, or of months, to rows that one of our tables can hold."""
    if source.columns or source.dataset not in (None, "", "risk", "stock"):
        return
    for at, table in enumerate(parsed.tables):
        headers = [read_header(text) for text in table.columns]
        told = plain(f"{table.hints.get('title', '')} {table.sheet or ''} {parsed.path.stem}")
        periods = {
            at: when
            for at, header in enumerate(headers)
            if (when := period_of(header, site.folder))
        }
        if len(periods) >= _LEAST:
            changed = _of_months(con, site.folder, table, headers, periods, told)
        else:
            changed = _of_indicators(con, site.folder, table, headers, told)
        if changed:
            parsed.tables[at], note = changed
            parsed.notes.append(note)


def _of_months(
    con: Connection,
    site: Path | None,
    table: Table,
    headers: list[Header],
    periods: dict[int, str],
    told: str,
) -> tuple[Table, str] | None:
    """Return a stock with its last count, or an index with a row for each year."""
    columns = _ordered(periods)
    if not columns or _numbers(con, table, columns) != columns:
        return None
    shown = f"`{table.columns[columns[0]]}` to `{table.columns[columns[-1]]}`"
    named = {found[0].field for h in headers if (found := heads.matches(h, "stock", site))}
    if "stock.item_name" in named and "stock.qty_on_hand" not in named:
        if not _speaks(told, "stock_series", site):
            return None
        note = f"a column for each count ({shown}): the last one of a row is what is on hand"
        return _last(con, table, columns, periods), note
    if _place(headers, site) is None or not _speaks(told, "index", site):
        return None
    if not all(re.fullmatch(r"\d{4}", periods[at]) for at in columns):
        return None
    title = str(table.hints.get("title") or table.sheet or told)
    pieces = [(at, title, periods[at]) for at in columns]
    return _long(con, site, table, pieces, {}), f"a column for each year ({shown}): a row for each"


def _of_indicators(
    con: Connection, site: Path | None, table: Table, headers: list[Header], told: str
) -> tuple[Table, str] | None:
    """Return an index with a row for each place and indicator."""
    if _place(headers, site) is None:
        return None
    read = hazard_reader(site)
    named = [at for at, header in enumerate(headers) if read(header.full)]
    spoken = [at for at, header in enumerate(headers) if _speaks(header.full, "index", site)]
    if len(named) < _LEAST < len(spoken):
        named = spoken  # the dimensions of an index without the hazards behind them
    if len(named) < _LEAST or not (spoken or _speaks(told, "index", site)):
        return None
    kept = [at for at, h in enumerate(headers) if _speaks(h.full, "no_index", site)]
    columns = _numbers(con, table, [at for at in range(len(headers)) if at not in kept])
    if len(set(named) & set(columns)) < _LEAST:
        return None
    levels = {
        at: at - 1
        for at, header in enumerate(headers)
        if at - 1 in columns and any(m.field == "risk.level" for m in _surest(header, "risk", site))
    }
    pieces = [(at, table.columns[at], "") for at in columns]
    return _long(con, site, table, pieces, levels), (
        f"a column for each indicator (`{table.columns[columns[0]]}` …): a row for each of"
        f" {len(columns)}"
    )


def _surest(header: Header, dataset: str, site: Path | None) -> list[heads.Match]:
    return [match for match in heads.matches(header, dataset, site) if match.score >= 0.9]


def _place(headers: list[Header], site: Path | None) -> int | None:
    """Return the column of the places that an index is of."""
    fields = ("risk.region", "risk.region_code", "common.country", "common.region1")
    for at, header in enumerate(headers):
        if any(match.field in fields for match in _surest(header, "risk", site)):
            return at
    return None


def _speaks(text: str, name: str, site: Path | None) -> bool:
    words = word_list(name, site)
    spaced = f" {text} "
    return any((word in text) if is_cjk(word) else (f" {word} " in spaced) for word in words)


def _ordered(periods: dict[int, str]) -> list[int]:
    """Return the columns from the first period to the last; none where two are of one."""
    return sorted(periods, key=periods.__getitem__) if _are_apart(periods) else []


def _are_apart(periods: dict[int, str]) -> bool:
    return len(set(periods.values())) == len(periods) and len({*map(len, periods.values())}) == 1


def _numbers(con: Connection, table: Table, columns: list[int]) -> list[int]:
    """Return those columns whose cells are numbers, or what stands for nothing."""
    if not columns or not table.rows:
        return []
    tests = ", ".join(
        f"count(*) FILTER (WHERE lower(trim(c{at})) NOT IN {_BLANK}), count(v{at})"
        for at in columns
    )
    values = ", ".join(
        f"c{at}, TRY_CAST(replace(trim(c{at}), ',', '') AS DOUBLE) AS v{at}" for at in columns
    )
    found = con.execute(
        f"SELECT {tests} FROM (SELECT {values} FROM read_parquet({literal(table.stage)})"
        f" WHERE problem IS NULL LIMIT {_LOOKED_AT})"
    ).fetchall()[0]
    counts = zip(columns, found[::2], found[1::2], strict=True)
    return [at for at, filled, read in counts if read and read >= 0.8 * filled]


def _last(con: Connection, table: Table, columns: list[int], periods: dict[int, str]) -> Table:
    """Put the last count of each row, and the end of its month or year, beside the counts."""
    width = len(table.columns)
    told = [f"lower(trim(c{at})) NOT IN {_BLANK}" for at in reversed(columns)]
    pairs = list(zip(told, reversed(columns), strict=True))
    held = " ".join(f"WHEN {is_told} THEN c{at}" for is_told, at in pairs)
    ends = " ".join(f"WHEN {is_told} THEN {literal(_end(periods[at]))}" for is_told, at in pairs)
    names = ("库存数量", "盘点日期") if any(map(is_cjk, table.columns)) else _STOCK
    return _staged(
        con,
        table,
        f"SELECT row_no, {_cells(range(width))}, CASE {held} END AS c{width},"
        f" CASE {ends} END AS c{width + 1}, problem, raw FROM",
        [*table.columns, *names],
    )


def _end(period: str) -> str:
    from calendar import monthrange

    year, _, month = period.partition("-")
    last = int(month or 12)
    return f"{year}-{last:02}-{monthrange(int(year), last)[1]:02}"


def _long(
    con: Connection,
    site: Path | None,
    table: Table,
    pieces: list[tuple[int, str, str]],
    levels: dict[int, int],
) -> Table:
    """Write the stage anew with a row for each place and figure that is told."""
    left_out = {at for at, *_ in pieces} | levels.keys()
    kept = [at for at in range(len(table.columns)) if at not in left_out]
    of_level = {indicator: f"c{at}" for at, indicator in levels.items()}
    rows = ", ".join(
        f"{{'name': {literal(name)}, 'year': {literal(year)}, 'score': c{at},"
        f" 'class': {of_level.get(at, 'NULL::VARCHAR')}}}"
        for at, name, year in pieces
    )
    told = f"list_filter([{rows}], lambda x: lower(trim(x.score)) NOT IN {_BLANK})"
    extra = ["indicator.name", "indicator.score", "indicator.year", "indicator.class"]
    names = ["indicator name", "indicator score", "year", "risk level"]
    used = [0, 1, *([2] if any(year for *_, year in pieces) else []), *([3] if levels else [])]
    new = ", ".join(f"{extra[n]} AS c{len(kept) + place}" for place, n in enumerate(used))
    return _staged(
        con,
        table,
        f"SELECT row_number() OVER (ORDER BY row_no, nth) AS row_no,"
        f" {_cells(kept)}{', ' if kept else ''}{new}, problem, {raw_sql(table.columns, site)} FROM"
        f" (SELECT *, unnest(told) AS indicator, generate_subscripts(told, 1) AS nth FROM"
        f" (SELECT *, CASE WHEN problem IS NOT NULL OR len(told_all) = 0"
        f" THEN [NULL] ELSE told_all END AS told FROM (SELECT *, {told} AS told_all FROM",
        [*(table.columns[at] for at in kept), *(names[n] for n in used)],
        ends=")))",
    )


def _cells(columns: list[int] | range) -> str:
    return ", ".join(f"c{at} AS c{place}" for place, at in enumerate(columns))


def _staged(
    con: Connection, table: Table, select: str, columns: list[str], *, ends: str = ""
) -> Table:
    query = f"{select} read_parquet({literal(table.stage)}){ends} ORDER BY 1"
    return replace(table, columns=columns, rows=rewrite(con, table.stage, query))


_STOCK = ("quantity on hand", "counted on")
