"""Long sheets staged column by column: what a column holds is looked at once for many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitroom.reading.header import Header
from sitroom.reading.notdata import first_text_sql, not_data_sql
from sitroom.reading.parsed import Job
from sitroom.reading.stage import RAW, copy_to, database
from sitroom.store.connect import Connection, without_pandas

if TYPE_CHECKING:
    from numpy.typing import NDArray

Value = int | float | str | bool | date | datetime | time | timedelta
_CELLS = 1_200_000  # of one batch; most sheets are one, and go from cells to stage in one pass
_EPOCH, _MILLISECOND, _NOTHING = datetime(1970, 1, 1), timedelta(milliseconds=1), float("nan")
_TEXT = "nullif({0}, '')"
_NUMBER = """CASE WHEN isnan({0}) THEN NULL
    WHEN {0} = trunc({0}) AND abs({0}) < 1e15 THEN {0}::BIGINT::VARCHAR ELSE {0}::VARCHAR END"""
_WHOLE = "{0}::BIGINT::VARCHAR"
# Milliseconds since 1970, as serial days are seldom whole ones; a moment at midnight is a day.
_MOMENT = """CASE WHEN isnan({0}) THEN NULL
    WHEN {0} % 86400000 = 0 THEN epoch_ms({0}::BIGINT)::DATE::VARCHAR
    ELSE epoch_ms(round({0})::BIGINT)::VARCHAR END"""


def batch_rows(width: int) -> int:
    """Return how many rows of that many cells make a batch."""
    return max(1024, _CELLS // max(1, width))


def text_of_value(value: Value) -> str | None:
    """Return a cell's value as the text that every format ends in."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Beyond 15 digits a workbook has lost the rest; the exponent shows that.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        whole = value + timedelta(microseconds=500)
        text = whole.replace(microsecond=whole.microsecond // 1000 * 1000).isoformat(sep=" ")
        return text.rstrip("0") if whole.microsecond >= 1000 else text
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def stage_batches(
    job: Job, batches: Iterable[tuple[int, Sequence[Sequence[Value]]]], header: Header, stage: Path
) -> int:
    """Stage batches of equally long rows, each with its first row's number; return how many.

    Blank rows are left out; rows that are no data or too wide are marked, as in small sheets.
    """
    names = [f"c{place}" for place in range(len(header.names))]
    with without_pandas(), database(job) as con:
        con.execute("SET pandas_analyze_sample = 2")  # a column's values are all of one kind
        waiting = iter(batches)
        first, more = next(waiting, None), next(waiting, None)
        if first and not more:
            query = _selected(con, *first, names, header)
            return _counted(con.execute(copy_to(stage, query)).fetchone())
        columns = ", ".join(f"{name} VARCHAR" for name in names)
        con.execute(f"CREATE TABLE given (row_no BIGINT, {columns}, problem VARCHAR, raw VARCHAR)")
        for batch in chain(filter(None, (first, more)), waiting):
            con.execute(f"INSERT INTO given {_selected(con, *batch, names, header)}")
        return _counted(con.execute(copy_to(stage, "SELECT * FROM given")).fetchone())


def _counted(answer: tuple[Any, ...] | None) -> int:
    return int(answer[0]) if answer else 0


def _selected(
    con: Connection,
    first: int,
    rows: Sequence[Sequence[Value]],
    names: Sequence[str],
    header: Header,
) -> str:
    """Register a batch and return the query of its rows as staged."""
    given, shown = _columns(first, rows, len(names))
    con.register("batch", given)
    return _query(shown, names, header)


def _columns(
    first: int, rows: Sequence[Sequence[Value]], width: int
) -> tuple[dict[str, NDArray[Any]], list[str]]:
    """Return the columns of a batch, and as SQL the text of each."""
    import numpy as np

    cells = np.fromiter(chain.from_iterable(rows), dtype=object, count=len(rows) * len(rows[0]))
    columns = [np.ascontiguousarray(cells[place :: len(rows[0])]) for place in range(len(rows[0]))]
    columns += [np.full(len(rows), "", dtype=object)] * (width - len(columns))
    given: dict[str, NDArray[Any]] = {"row_no": np.arange(first, first + len(rows))}
    shown: list[str] = []
    for place, column in enumerate(columns):
        array, text = _alike(column)
        if text is _NUMBER and bool((np.trunc(array) == array).all()):
            text = _WHOLE if np.abs(array).max(initial=0) < 1e15 else text
        given[f"v{place}"] = array
        shown.append(text.format(f"v{place}"))
    return given, shown


def _alike(column: NDArray[Any]) -> tuple[NDArray[Any], str]:
    """Return a column's values made all of one kind, and the SQL that makes them text."""
    import numpy as np

    kinds = set(map(type, column))
    if kinds == {str}:
        return column, _TEXT
    if kinds == {float}:
        return column.astype(float), _NUMBER
    if str not in kinds or not any(v for v in column if v.__class__ is str):
        if kinds <= {float, str}:
            return np.where(column == "", _NOTHING, column).astype(float), _NUMBER
        if kinds <= {datetime, date, str}:
            return np.fromiter(map(_milliseconds, column), float, len(column)), _MOMENT
    texts = (text_of_value(value) or "" for value in column)
    return np.fromiter(texts, object, len(column)), _TEXT


def _milliseconds(value: Value) -> float:
    if isinstance(value, datetime):
        return (value - _EPOCH) / _MILLISECOND
    if isinstance(value, date):
        return (value.toordinal() - _EPOCH.toordinal()) * 86_400_000
    return _NOTHING


def _query(shown: Sequence[str], names: Sequence[str], header: Header) -> str:
    cells = [f"{text} AS c{place}" for place, text in enumerate(shown)]
    every = [f"c{place}" for place in range(len(shown))]
    beyond = [f"{name} IS NOT NULL" for name in every[len(names) :]]
    ragged = f"WHEN {' OR '.join(beyond)} THEN 'ragged'" if beyond else ""
    texts = ", ".join(f"coalesce({name}, '')" for name in every)
    raw = f"left(rtrim(concat_ws(chr(9), {texts}), ' ' || chr(9)), {RAW})"
    others = ", ".join(["NULL", *(f"nullif(trim({name}), '')" for name in every[3:])])
    return f"""
        SELECT row_no, {", ".join(names)}, problem, CASE WHEN problem IS NOT NULL THEN {raw} END
        FROM (
            SELECT *, CASE WHEN {not_data_sql(header)} THEN 'not_data' {ragged} END AS problem
            FROM (
                SELECT *, {first_text_sql(header)} AS first_text
                FROM (SELECT row_no, {", ".join(cells)} FROM batch)
            )
            WHERE first_text IS NOT NULL OR coalesce({others}) IS NOT NULL
        )"""
