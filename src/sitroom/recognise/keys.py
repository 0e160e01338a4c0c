"""The source's own number of a row, where it has one that tells rows apart."""

from __future__ import annotations

import re

from sitroom.recognise import code_cells, codes
from sitroom.recognise import headers as heads
from sitroom.recognise.blanks import bare_sql, filled_sql
from sitroom.recognise.context import Context
from sitroom.recognise.profile import usable

_NUMBER_WORD = re.compile(
    r"(^| )(id|ids|no|num|number|code|codigo|ref|reference|key|uuid|guid|globalid|numero|kod|nr)$"
    r"|编号|编码|代码|流水号|号$"
)
# The code of an area or of a kind is that of many rows.
_OF_OTHERS = re.compile(
    r"\b(?:country|nation|state|province|county|region|district|city|admin|adm\d?|area|zip|post(?:al)?"
    r"|event|type|kind|class|category|status|hazard|colou?r|unit|currency)\b|区划|行政|地区|区域|[类种]|邮"
)
_ORDINAL = ("no", "#", "num", "number", "numero", "numara", "序号", "编号", "nummer")
_LONGEST_CODE = 20  # CWA-Weather_typhoon-warning_202607120830001 names a warning, and no kind
# A few slips do not make a column of numbers another thing; in a short list one is a large share.
_MOST_REPEATED_GROUPS, _FEW, _FEW_SHARE = 10, 3, 0.01


def choose(context: Context, private: set[int]) -> tuple[str, str]:
    """Return SQL for the row's own number, and why; NULL when no column tells rows apart."""
    tried = []
    for column in _candidates(context):
        if column in private | context.assignment.ignored:
            continue
        header, cell, number = context.headers[column].text, f"c{column}", bare_sql(f"c{column}")
        total, filled, distinct, rounded = context.one(
            f"count(*), count(*) FILTER ({filled_sql(cell)}), count(DISTINCT {number}),"
            f" bool_or({code_cells.may_be_damaged(column)})"
        )
        if not filled:
            tried.append(f"`{header}` is blank")
            continue
        if total - filled > _few(total):
            tried.append(f"`{header}` is blank in {total - filled:,} rows")
            continue
        if _only_counts(context, column, total):
            tried.append(f"`{header}` only counts the rows")
            continue
        if _are_kinds(context, column):
            tried.append(f"`{header}` holds kinds")
            continue
        groups = 0
        if distinct < filled:
            groups = context.con.execute(
                f"SELECT count(*) FROM (SELECT number FROM (SELECT {number} AS number"
                f" FROM {usable(context.relation)}) GROUP BY 1 HAVING count(number) > 1)"
            ).fetchall()[0][0]
        if groups < _MOST_REPEATED_GROUPS and filled - distinct <= _few(total):
            why = f"`{header}` is filled and differs in every row"
            if distinct < total:
                why = f"`{header}`; {groups} numbers repeat, {total - filled} rows have none"
            _mark(context, column)
            if rounded:
                code_cells.refuse_damaged_keys(context, column, context.name("source_ref"))
            context.is_numbered = filled == total
            context.is_unrepeated = distinct == filled
            return number, why
        tried.append(f"`{header}` repeats in {filled - distinct:,} of {total:,} rows")
    why = "no column is the row's own number" if not tried else "; ".join(tried)
    return "NULL::VARCHAR", why


def _are_kinds(context: Context, column: int) -> bool:
    """Say whether a column headed as a code holds codes of hazards: EQ, FL are no row's number."""
    reader = codes.reader_for("hazard", "", context.site.folder)
    values = context.fitting.values(column)
    return (
        bool(values)
        and reader is not None
        and all(len(value) <= _LONGEST_CODE and reader(value) for value in values)
    )


def _few(total: int) -> float:
    """Return how many of so many rows may slip."""
    return max(total * _FEW_SHARE, min(_FEW, (total - 1) // 3))


def _only_counts(context: Context, column: int, total: int) -> bool:
    """Say whether a column headed "no." runs from 1 to the number of rows: it names nothing."""
    if context.headers[column].short not in _ORDINAL:
        return False
    first, last = context.one(
        f"min(TRY_CAST(c{column} AS BIGINT)), max(TRY_CAST(c{column} AS BIGINT))"
    )
    return first in (0, 1) and last == total - 1 + first


def _mark(context: Context, column: int) -> None:
    from sitroom.recognise.claims import Claim
    from sitroom.recognise.fields import fields_of

    name = context.name("source_ref")
    field = fields_of(context.dataset, context.site.folder).get(name)
    taken = {c.column for own in context.assignment.chosen.values() for c in own}
    if field and column not in taken:
        context.assignment.take(
            name, [Claim(column, field, 1, 0, 1, context.headers[column].short)]
        )


def _candidates(context: Context) -> list[int]:
    """Return the columns headed like a number of the row, surest first."""
    name = context.name("source_ref")
    own = context.assignment.chosen.get(name, [])
    if own and own[0].how == "override":
        return [own[0].column]
    context.assignment.chosen.pop(name, None)
    natural = {
        "incident": "glide",
        "region": "region_code",
        "warning": "identifier",
        "move": "doc_no",
    }.get(context.dataset, "")
    ranked: list[tuple[float, int, int]] = []
    # A map server counts its rows anew with every export, and calls the count `id` as well.
    counted = {"objectid", "fid", "ogc fid"} & {header.short for header in context.headers}
    counted |= {"id"} if counted else set()
    taken = {
        c.column
        for field, claims in context.assignment.chosen.items()
        for c in claims
        if field != context.name(natural)
    }
    for column, header in enumerate(context.headers):
        if column in taken or not header.short:
            continue
        # The sender's own identifier of a warning goes before a database's number of it.
        first, last = context.name("identifier"), context.name("glide")
        own_count = 0.5 * (header.short in counted)
        scores = [
            (m.score + (m.field == first) - 0.7 * (m.field == last) - own_count, m.rank)
            for m in heads.matches(header, context.dataset, context.site.folder)
            if m.field in (name, context.name(natural))
        ]
        of_others = bool(_OF_OTHERS.search(header.short))
        if scores and (scores[0][0] >= 0.9 or not of_others):
            ranked.append((-scores[0][0], scores[0][1], column))
        elif _NUMBER_WORD.search(header.short) and not of_others:
            ranked.append((-0.4, 99, column))
    return [column for _, _, column in sorted(ranked)]
