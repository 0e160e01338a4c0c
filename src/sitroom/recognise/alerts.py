"""What a warning's words say: hazard, colour, whether it is a test, whether it is over."""

from __future__ import annotations

from sitroom.recognise.context import Context
from sitroom.recognise.hazards import hazard_hint, hazard_in_text_sql
from sitroom.store.connect import literal

_COLOURS = {
    "red": r"红|紅|\bred\b",
    "orange": r"橙|\b(?:orange|amber)\b",
    "yellow": r"黄|黃|\byellow\b",
    "blue": r"蓝|藍|\bblue\b",
    "white": r"白色|\bwhite\b",
}
_TEST = (
    r"\b(?:required|routine|periodic) (?:weekly|monthly) test\b|\bpractice/demo warning\b"
    r"|\b(?:this is a|only a) test\b|(?:测试|演练)预警"
)
# A list that goes on naming a warning after it was lifted says so where its severity stood.
_OVER = (
    r"\bno longer in force\b|\b(?:warning|watch|alert|advisory) (?:has been |is |was )?"
    r"(?:removed|lifted|cancell?ed|withdrawn)\b|(?:警報|注意報|警报|注意报)は?なし"
)


def build(context: Context) -> None:
    """Fill hazard, colour, status and kind of message where the file has no column for them."""
    hazard = context.name("hazard")
    parts = [context.expressions[hazard]] if hazard in context.expressions else []
    event, headline = context.column_of("event_text"), context.column_of("headline")
    said = [f"c{column}" for column in (event, headline) if column is not None]
    about = context.column_of("description")
    if not said and about is not None:
        parts.append(hazard_in_text_sql(f"c{about}", context.site.folder))
    parts += [hazard_in_text_sql(column, context.site.folder) for column in said]
    context.expressions[hazard] = f"coalesce({', '.join([*parts, literal(hazard_hint(context))])})"
    _colour(context, headline)
    status, kind = context.name("status"), context.name("msg_type")
    for name, value in ((status, "Actual"), (kind, "Alert")):
        known = context.expressions.get(name, "NULL")
        context.expressions[name] = f"coalesce({known}, {literal(value)})"
    if said:
        # A weekly test that calls itself actual is a test all the same.
        test = f"regexp_matches(lower(concat_ws(' ', {', '.join(said)})), '{_TEST}')"
        context.expressions[status] = (
            f"CASE WHEN {test} THEN 'Test' ELSE {context.expressions[status]} END"
        )
    _over(context, headline)


def _over(context: Context, headline: int | None) -> None:
    """End a warning whose severity, state or headline says that it is no longer in force."""
    told = map(context.column_of, ("severity", "level", "msg_type", "status"))
    columns = {*told, headline} - {None}
    known = [context.expressions.get(context.name(name)) for name in ("sent_at", "effective_at")]
    since = ", ".join(filter(None, known))
    if not columns or not since:
        return
    words = ", ".join(f"c{column}" for column in sorted(c for c in columns if c is not None))
    over = f"regexp_matches(lower(concat_ws(' ', {words})), '{_OVER}')"
    ended = context.name("cancelled_at")
    parts = [context.expressions[ended]] if ended in context.expressions else []
    parts.append(f"CASE WHEN {over} THEN coalesce({since}) END")
    context.expressions[ended] = f"coalesce({', '.join(parts)})"


def _colour(context: Context, headline: int | None) -> None:
    colour = context.name("colour")
    sources = [context.expressions[colour]] if colour in context.expressions else []
    for column in (context.column_of("level"), context.column_of("severity"), headline):
        if column is not None:
            whens = " ".join(
                f"WHEN regexp_matches(lower(c{column}), '{pattern}') THEN {literal(code)}"
                for code, pattern in _COLOURS.items()
            )
            sources.append(f"CASE {whens} END")
    if sources:
        context.expressions[colour] = f"coalesce({', '.join(sources)})"
