"""Stock tables with a column for each depot, brought to a row for each item and depot."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from sitroom.reading import Parsed, Table
from sitroom.reading.stage import rewrite
from sitroom.recognise import headers as heads
from sitroom.recognise.codes import known_words
from sitroom.recognise.headers import Header, read_header
from sitroom.recognise.words import is_cjk, plain, rows, split, word_list
from sitroom.settings import Site, Source
from sitroom.shaping.door import raw_sql
from sitroom.store.connect import Connection, literal

_ON_HAND = "stock.qty_on_hand"
_LEVELS = (_ON_HAND, "stock.qty_reserved", "stock.target_qty")
_BLANK = "('', '-', '–', '—', '/', '无', 'n/a')"
_OF_GOODS = re.compile(
    r"[数量价额值重]$|\b(?:qty|quantity|count|amount|value|price|cost|weight|volume|stock|received"
    r"|issued|used|returned|balance|opening|closing|length|width|height|capacity)\b"
)
_LOOKED_AT = 10_000  # rows; no office has as many kinds of goods
_BETWEEN = r"[\s\-–—_/:：|,，·(（]*"


@dataclass(frozen=True)
class _Depots:
    """Which columns hold the quantities: for each depot the column of each level."""

    columns: dict[str, dict[str, int]]
    beside: tuple[int, ...] = ()  # columns that tell of all depots together, as a total does

    @property
    def levels(self) -> list[str]:
        """The levels that the depots have, what is on hand first."""
        held = {level for own in self.columns.values() for level in own}
        return [level for level in _LEVELS if level in held]

    @property
    def used(self) -> set[int]:
        """The columns that are no longer columns of their own."""
        return {at for own in self.columns.values() for at in own.values()}


def lengthen(con: Connection, site: Site, source: Source, parsed: Parsed) -> None:
    """Bring each wide stock table of a file to rows of item, depot and quantity.

    A depot without a figure for an item gives no row; an item without any keeps one, which is
    set aside for what it lacks.
    """
    if source.columns or source.dataset not in (None, "", "stock"):
        return
    for at, table in enumerate(parsed.tables):
        if found := _depots_of(con, site.folder, table):
            parsed.tables[at] = _long(con, site.folder, table, found)
            depots = ", ".join(f"`{name}`" for name in found.columns)
            parsed.notes.append(
                f"a column for each depot ({depots}): {table.rows:,} rows were read as"
                f" {parsed.tables[at].rows:,} of one depot each"
            )


def _depots_of(con: Connection, site: Path | None, table: Table) -> _Depots | None:
    headers = [read_header(text) for text in table.columns]
    named = [_field_of(header, site) for header in headers]
    found = _found(con, site, table, headers, named)
    if found is None:
        return None
    lone = {at for at, field in enumerate(named) if field in _LEVELS} - found.used
    return replace(found, beside=tuple(sorted(lone | set(found.beside))))


def _found(
    con: Connection,
    site: Path | None,
    table: Table,
    headers: list[Header],
    named: list[str | None],
) -> _Depots | None:
    if "stock.item_name" not in named or "stock.site" in named or not table.rows:
        return None
    free = [at for at, field in enumerate(named) if not field or field in _LEVELS]
    free = _counted(con, table, free)
    if grid := _grid(headers, free, site):
        return grid
    plain_ones = [at for at in free if not named[at] and not _tells_else(headers[at], site)]
    depots = [at for at in plain_ones if _is_depot(con, headers[at], site)]
    if not _are_goods(headers, named, site):
        return None
    totals = word_list("total", site)
    total = next((at for at in free if plain(headers[at].short) in totals), None)
    if total is None and _ON_HAND in named:
        total = named.index(_ON_HAND)
    parts = [at for at in plain_ones if at != total]
    is_named = _item_alone(headers, named, site)
    if is_named and total is not None and len(parts) > 1 and _add_up(con, table, parts, total):
        depots = parts
    elif _ON_HAND in named:
        return None  # a quantity of its own, which the others do not make up
    columns = {headers[at].text.strip(): {_ON_HAND: at} for at in depots if at != total}
    beside = () if total is None else (total,)
    return _Depots(columns, beside) if len(columns) > 1 else None


def _field_of(header: Header, site: Path | None) -> str | None:
    found = heads.matches(header, "stock", site)
    return found[0].field if found and found[0].score >= 0.9 else None


def _are_goods(headers: list[Header], named: list[str | None], site: Path | None) -> bool:
    """Say whether the rows are goods: a unit or specification is told, or the name says so."""
    if {"stock.unit", "stock.spec", "stock.item_code"} & set(named):
        return True
    return _item_alone(headers, named, site)


def _item_alone(headers: list[Header], named: list[str | None], site: Path | None) -> bool:
    """Say whether the name's header is one of goods: 名称 and `name` head lists of anything."""
    return heads.spread(headers[named.index("stock.item_name")].full, site) < 4


def _is_depot(con: Connection, header: Header, site: Path | None) -> bool:
    """Say whether a header names a place: by the word for a depot, or one that is known here."""
    words = word_list("depot", site)
    ends = {word: code for word, code in words.items() if header.full.endswith(word)}
    if "none" in ends.values():  # a reservoir is a 水库, and no depot
        return False
    told = [word for word in ends if is_cjk(word)] or words.keys() & header.full.split()
    if told and header.full not in words:
        return True
    known = (
        "SELECT (SELECT count(*) FROM core.site WHERE core.name_key(name) = core.name_key($1))"
        " + (SELECT count(*) FROM core.region_name WHERE name_key = core.region_key($1))"
    )
    return con.execute(known, [header.text]).fetchall()[0][0] > 0


def _tells_else(header: Header, site: Path | None) -> bool:
    """Say whether a header is an amount, hazard, month, size, group, condition or a note."""
    if _OF_GOODS.search(header.full):
        return True
    words = {header.full, *header.full.split()}
    lists = ("month", "condition", "person_group", "size", "note")
    if words & set(known_words("hazard", "", site)):
        return True
    return bool(re.search(r"\d{2}", header.full)) or any(
        words & word_list(name, site).keys() for name in lists
    )


def _grid(headers: list[Header], free: list[int], site: Path | None) -> _Depots | None:
    """Return depots that each have the same levels beside each other: two of each at least."""
    level_words = {
        alias: row["field"]
        for row in rows("header_aliases", site)
        if row["field"] in _LEVELS
        for alias in map(plain, split(row["aliases"]))
    }
    either = "|".join(map(re.escape, sorted(level_words, key=len, reverse=True)))
    last = re.compile(rf"(.+?){_BETWEEN}({either})[)）]?", re.I)
    first = re.compile(rf"({either}){_BETWEEN}(.+?)[)）]?", re.I)
    found: dict[str, dict[str, int]] = {}
    for at in free:
        text = headers[at].text.strip()
        if plain(text) in level_words:
            continue
        if told := last.fullmatch(text):
            found.setdefault(told[1], {}).setdefault(level_words[plain(told[2])], at)
        elif told := first.fullmatch(text):
            found.setdefault(told[2], {}).setdefault(level_words[plain(told[1])], at)
    found = {name: own for name, own in found.items() if _ON_HAND in own and len(own) > 1}
    return _Depots(found) if len(found) > 1 else None


def _counted(con: Connection, table: Table, columns: list[int]) -> list[int]:
    """Return the columns that hold numbers in their first rows, or what stands for nothing."""
    if not columns:
        return []
    told = (f"lower(trim(c{at})) NOT IN {_BLANK}" for at in columns)
    counts = ", ".join(
        f"count(*) FILTER ({is_told} AND regexp_matches(trim(c{at}), '^[0-9]')),"
        f" count(*) FILTER ({is_told})"
        for at, is_told in zip(columns, told, strict=True)
    )
    found = con.execute(
        f"SELECT {counts} FROM (SELECT * FROM read_parquet({literal(table.stage)})"
        f" WHERE problem IS NULL LIMIT {_LOOKED_AT})"
    ).fetchall()[0]
    pairs = zip(found[::2], found[1::2], strict=True)
    return [
        at
        for at, (numbers, filled) in zip(columns, pairs, strict=True)
        if numbers > 0 and numbers >= 0.8 * filled
    ]


def _add_up(con: Connection, table: Table, parts: list[int], total: int) -> bool:
    """Say whether columns make up the total in every row that tells both."""

    def number(at: int) -> str:
        return f"TRY_CAST(replace(trim(c{at}), ',', '') AS DOUBLE)"

    sums = " + ".join(f"coalesce({number(at)}, 0)" for at in parts)
    agreed, told = con.execute(
        f"SELECT count(*) FILTER (abs({sums} - {number(total)}) < 0.005), count({number(total)})"
        f" FROM read_parquet({literal(table.stage)}) WHERE problem IS NULL"
    ).fetchall()[0]
    return agreed == told > 1


def _long(con: Connection, site: Path | None, table: Table, depots: _Depots) -> Table:
    """Write the stage anew with a row for each depot; other columns stand in each of them."""
    left_out = depots.used | set(depots.beside)
    kept = [at for at in range(len(table.columns)) if at not in left_out]
    chinese = any(is_cjk(header) for header in table.columns)
    names = ("仓库", "库存数量", "预留数量", "定额", "各库合计") if chinese else _ENGLISH
    wanted = [names[0], *(names[1 + _LEVELS.index(level)] for level in depots.levels)]
    together = ", ".join(f"{literal(table.columns[at] + ': ')} || c{at}" for at in depots.beside)
    values = [f"[{', '.join(map(literal, depots.columns))}]"]
    for level in depots.levels:
        cells = (own.get(level) for own in depots.columns.values())
        blanks = (
            "NULL" if at is None else f"CASE WHEN lower(trim(c{at})) NOT IN {_BLANK} THEN c{at} END"
            for at in cells
        )
        values.append(f"[{', '.join(blanks)}]")
    cells = [f"c{at}" for at in kept] + [f"{value}[nth]" for value in values]
    if together:
        wanted.append(names[4])
        cells.append(f"nullif(concat_ws('; ', {together}), '')")
    on_hand, every = f"({values[1]})[nth]", f"list_filter({values[1]}, lambda x: x IS NOT NULL)"
    raw = raw_sql(table.columns, site)
    count = rewrite(
        con,
        table.stage,
        f"SELECT row_number() OVER (ORDER BY row_no, nth) AS row_no,"
        f" {', '.join(f'{cell} AS c{at}' for at, cell in enumerate(cells))}, problem, {raw}"
        f" FROM (SELECT *, unnest(range(1, {len(depots.columns)} + 1)) AS nth"
        f" FROM read_parquet({literal(table.stage)}))"
        f" WHERE CASE WHEN problem IS NOT NULL OR len({every}) = 0 THEN nth = 1"
        f" ELSE {on_hand} IS NOT NULL END ORDER BY 1",
    )
    return replace(table, columns=[*(table.columns[at] for at in kept), *wanted], rows=count)


_ENGLISH = ("warehouse", "quantity on hand", "quantity reserved", "minimum quantity", "all depots")
