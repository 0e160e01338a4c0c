"""Numbers, words and texts of a file: one SQL expression a field, with its checks."""

from __future__ import annotations

import re
from math import isfinite

from sitroom.recognise import codes, currency, numbers, thousands
from sitroom.recognise.blanks import bare_sql
from sitroom.recognise.claims import Claim
from sitroom.recognise.context import Context
from sitroom.recognise.privacy import mask_sql
from sitroom.recognise.profile import usable, words_of
from sitroom.recognise.spoken_numbers import is_vague, multipliers, read_spoken
from sitroom.store.connect import literal

_PEOPLE = (
    "deaths",
    "missing",
    "serious",
    "injured",
    "poisoned",
    "affected",
    "relocated",
    "trapped",
    "rescued",
)
_AREA = {
    "area_ha": "ha",
    "burnt_area_ha": "ha",
    "area_m2": "m²",
    "area_km2": "km²",
    "depth_km": "km",
}
_MANY_WORDS = 3000
# Kinds that every office names in its own way: a word that is not known stays as it is.
_OPEN_LISTS = ("stock_category", "asset_kind", "org_kind", "team_kind")
_OBJECTS = re.compile(r'\[\{.*"name"\s*:\s*"')
_INVISIBLE = r"[\x{200b}-\x{200f}\x{2060}\x{feff}\x{00ad}]"


def text_sql(context: Context, column: int, masked: set[int]) -> str:
    """Return SQL for a text: trimmed, without invisible characters, personal data masked."""
    sql = f"c{column}"
    if any(
        re.search(_INVISIBLE.replace(r"\x{", "\\u").replace("}", ""), v)
        for v in context.fitting.profiles[column].values
    ):
        bare = f"nullif(trim(regexp_replace({sql}, '{_INVISIBLE}', '', 'g')), '')"
    else:
        bare = bare_sql(sql)
    sql = named_sql(context, column, bare)
    return mask_sql(sql) if column in masked else sql


def named_sql(context: Context, column: int, sql: str) -> str:
    """Return SQL for the names of things that a feed gives as a list of objects, else `sql`."""
    if not any(_OBJECTS.match(value) for value in context.fitting.values(column)[:50]):
        return sql
    names = f'regexp_extract_all({sql}, \'"name"\\s*:\\s*"([^"]+)"\', 1)'
    return (
        f"CASE WHEN starts_with({sql}, '[{{') AND len({names}) > 0"
        f" THEN array_to_string({names}, ', ') ELSE {sql} END"
    )


def number(context: Context, name: str, claims: list[Claim]) -> None:
    """Write a count or a quantity; the parts of one count are added up."""
    field = claims[0].field
    parts = [_one_number(context, claim) for claim in claims]
    sql = parts[0]
    if len(parts) > 1:
        known = " OR ".join(f"({part}) IS NOT NULL" for part in parts)
        total = " + ".join(f"coalesce({part}, 0)" for part in parts)
        sql = f"CASE WHEN {known} THEN {total} END"
        for claim in claims:
            context.column_notes[claim.column] = f"one part of {name}; the parts are added up"
    if field.kind != "int" and field.column in ("qty_on_hand", "target_qty", "qty", "deaths"):
        low = context.one(f"min({sql})")[0]
        if low is not None and low < 0 and context.dataset == "stock":
            text = "a quantity of zero or more"
            context.flag(name, claims[0].column, f"({sql}) < 0", "negative_qty", text, "row")
    context.expressions[name] = sql
    if field.kind == "money":
        currency.write_named(context, name, claims[0].column)


def _one_number(context: Context, claim: Claim) -> str:
    column, field = claim.column, claim.field
    header = context.headers[column]
    factor = numbers.header_factor(header.unit, field.kind)
    if field.column in _AREA:
        factor = _area_factor(context, column, _AREA[field.column])
    sql = f"c{column}"
    fast = f"TRY_CAST({sql} AS DOUBLE)"
    filled, read, low, high, risky, dotted = context.one_of_values(
        column,
        f"count({sql}), count({fast}), min({fast}), max({fast}),"
        f" bool_or(contains({sql}, '_')), bool_or(contains({sql}, '.'))",
    )
    unread = filled - read
    broken = low is not None and not (isfinite(low) and isfinite(high))
    is_int = field.kind == "int"
    odd = context.failing(column, fast) if unread else []
    unread = len(odd)
    nothing = context.is_nothing(odd)
    marks = {mark.casefold() for mark in nothing}
    form = numbers.form_of([v for v in odd if v.strip().casefold() not in marks])
    if dotted and not form.decimal_comma:
        form = thousands.with_points(context, column, form, field)
    value = numbers.number_sql(
        sql,
        form,
        guarded=bool(risky or broken),
        factor=factor,
        multipliers=multipliers(field.kind),
    )
    if unread:
        value = _with_spoken(context, claim, value, factor)
    if is_int:
        simple = not (unread or form.slow or risky or dotted or broken or factor != 1)
        value = f"TRY_CAST({sql} AS BIGINT)" if simple else numbers.whole_sql(value)
    value = _zero_words(context, claim, value, odd)
    if field.column.endswith("_cny") and any(currency.is_foreign(v) for v in odd):
        value = f"CASE WHEN NOT {currency.foreign_sql(sql)} THEN {value} END"
    if unread or risky or broken or (is_int and dotted):
        text = "a whole number" if is_int else "a number"
        if any(is_vague(v) for v in odd):
            text += "; a range or `several` stays a text"
        unusable = f"({value}) IS NULL AND {context.filled_sql(column, nothing)}"
        context.flag(field.name, column, unusable, "bad_number", text)
    if low is not None and low < 0 and field.kind in ("int", "money") and field.column != "seq":
        context.flag(field.name, column, f"({value}) < 0", "bad_number", "zero or more")
        value = f"CASE WHEN ({value}) >= 0 THEN {value} END"
    return value


def _area_factor(context: Context, column: int, wanted: str) -> float:
    """Return the factor to the wanted unit: by the header's brackets, its words, or its country."""
    header = context.headers[column]
    named = [header.unit] if header.unit else header.full.split()
    factors = [f for word in named if (f := numbers.unit_factor(word, wanted)) != 1]
    if factors:
        return factors[0]
    is_american = context.country is not None and context.country.code == "US"
    if is_american and not header.unit and wanted == "ha" and wanted not in named:
        context.column_notes[column] = "read as acres: the headers are those of US"
        return numbers.unit_factor("acre", wanted)
    return 1.0


def _with_spoken(context: Context, claim: Claim, value: str, factor: float) -> str:
    """Add the numbers that are written as words, each distinct one read once."""
    sql = f"c{claim.column}"
    met = context.con.execute(
        f"SELECT DISTINCT {sql} FROM {usable(context.relation)}"
        f" WHERE trim({sql}) <> '' AND ({value}) IS NULL LIMIT {_MANY_WORDS}"
    ).fetchall()
    read = {
        text: number * (1.0 if re.search("[万亿]", text) else factor)
        for (text,) in met
        if (number := read_spoken(text, claim.field.kind)) is not None
    }
    if not read:
        return value
    whens = " ".join(f"WHEN {literal(text)} THEN {number!r}" for text, number in read.items())
    return f"coalesce({value}, CASE {sql} {whens} END)"


def _zero_words(context: Context, claim: Claim, value: str, odd: list[str]) -> str:
    """Read 无 in a count of people as 0; in any other number it only says that there is none."""
    from sitroom.recognise.fields import word_list_raw

    if claim.field.column not in _PEOPLE:
        return value
    zero = sorted({v.strip() for v in odd if v.strip().casefold() in word_list_raw("zero")})
    if not zero:
        return value
    listed = ", ".join(literal(word) for word in zero)
    return f"CASE WHEN trim(c{claim.column}) IN ({listed}) THEN 0 ELSE {value} END"


def coded(context: Context, name: str, claim: Claim) -> None:
    """Write words as codes, by the distinct words met; unknown ones are flagged once each."""
    column, field = claim.column, claim.field
    scheme = field.words
    met = words_of(context.con, context.relation, column, _MANY_WORDS)
    if scheme == "incident" and field.kind == "level":
        scheme = _scheme_of(context, [word for word, _, _ in met])
    header = context.headers[column].short
    reader = codes.reader_for(field.kind, scheme, context.site.folder, header)
    if reader is None:
        return
    known = {word: code for word, _, _ in met if (code := reader(word)) is not None}
    unknown = [
        (word, count, row)
        for word, count, row in met
        if word not in known and word.strip().casefold() not in context.fitting.nothing
    ]
    sql = _code_sql(context, name, claim, known)
    context.expressions[name] = sql
    reason = {"level": "unknown_level", "unit": "unknown_unit"}.get(field.kind, "unknown_word")
    if unknown and scheme not in _OPEN_LISTS:
        _flag_unknown(context, claim, unknown, reason, field.kind, scheme)


def _scheme_of(context: Context, words: list[str]) -> str:
    """Return the scheme of a log's levels: colours (an alert) are read by their own."""

    def known(scheme: str) -> int:
        reader = codes.reader_for("level", scheme, context.site.folder)
        return sum(reader(word) is not None for word in words) if reader else 0

    return "pager" if known("pager") > known("incident") else "incident"


def _code_sql(context: Context, name: str, claim: Claim, known: dict[str, str]) -> str:
    sql, kind = f"c{claim.column}", claim.field.kind
    if kind == "flag":
        return f"({codes.case_sql(sql, known)})::BOOLEAN"
    if kind == "unit":
        return codes.case_sql(sql, known, f"nullif(trim({sql}), '')")
    if kind != "level":
        as_it_stands = f"nullif(trim({sql}), '')" if claim.field.words in _OPEN_LISTS else "NULL"
        return codes.case_sql(sql, known, as_it_stands)
    legacy = [word for word, level in known.items() if level == codes.LEGACY_TOP]
    plain = {word: level.rstrip("?") for word, level in known.items()}
    found = f"({codes.case_sql(sql, plain)})::INTEGER"
    when = context.expressions.get(context.name("occurred_at"))
    if legacy and when:
        # 特大 was a grade of its own before Order 493 of 1 June 2007, and is not one of the four.
        listed = ", ".join(literal(word) for word in legacy)
        early = f"coalesce(({when}) < TIMESTAMP '2007-06-01', false)"
        found = f"CASE WHEN NOT ({sql} IN ({listed}) AND {early}) THEN {found} END"
    return found


def _flag_unknown(
    context: Context,
    claim: Claim,
    unknown: list[tuple[str, int, int]],
    reason: str,
    kind: str,
    scheme: str,
) -> None:
    """Flag each unknown word at its first row, saying how many rows it stands in."""
    from sitroom.recognise.model import Check

    column, shown = claim.column, unknown[:50]
    rows = ", ".join(str(row) for _, _, row in shown)
    whens = " ".join(
        f"WHEN {row} THEN "
        + literal(
            f"in {count:,} {'row' if count == 1 else 'rows'}"
            + codes.advice(word, kind, scheme, context.site.folder)
        )
        for word, count, row in shown
    )
    context.checks.append(
        Check(
            claim.field.name,
            column,
            f"row_no IN ({rows})",
            reason,
            "cell",
            f"c{column}",
            f"CASE row_no {whens} END",
        )
    )
    if len(unknown) > len(shown):
        context.notes.append(
            f"{len(unknown):,} different words of {claim.field.name} are not known"
        )


def shape(context: Context, name: str, column: int) -> None:
    """Write a shape as WKB; the readers say so in its cell where it lies outside the Earth."""
    value = f"TRY(unhex(c{column}))"
    context.expressions[name] = value
    outside = f"starts_with(c{column}, 'no degrees: ')"
    if context.one(f"count(*) FILTER (WHERE {outside})")[0]:
        text = "degrees; a map in metres says its projection, or the source its datum"
        context.flag(name, column, outside, "bad_coordinate", text)


def listed(context: Context, column: int, masked: set[int]) -> str:
    """Return SQL for a cell that lists several things, split at its separators."""
    sql = text_sql(context, column, masked)
    return f"string_split_regex({sql}, '\\s*[|;；、,，/]\\s*')"
