"""What a warning's words say: hazard, colour, whether it is a test, whether it is over."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.recognise import warning_scales
from sitroom.recognise.context import Context
from sitroom.recognise.hazards import hazard_hint, hazard_in_text_sql
from sitroom.recognise.words import is_cjk, word_list
from sitroom.store.connect import literal

_TEST = (
    r"\b(?:required|routine|periodic) (?:weekly|monthly) test\b|\bpractice/demo warning\b"
    r"|\b(?:this is a|only a) test\b|(?:测试|演练)预警"
)
# A list that goes on naming a warning after it was lifted says so where its severity stood; a
# department of France in green is under none.
_OVER = (
    r"\bno longer in force\b|\b(?:warning|watch|alert|advisory) (?:has been |is |was )?"
    r"(?:removed|lifted|cancell?ed|withdrawn)\b|(?:警報|注意報|警报|注意报)は?なし"
    r"|(?:^| )(?:vert|已解除|已撤销|已取消|解除|cancelad[ao])(?: |$)"
    r"|\bcancell?(?:ation|ed)\b.{0,60}\b(?:warning|watch|alert|advisory)\b"
    r"|^(?:[^发發]|[发發][^布])*(?:解除|撤销|取消)[^发發]{0,20}预警[^发發]*$"
)


def build(context: Context) -> None:
    """Fill hazard, colour, status and kind of message where the file has no column for them."""
    hazard = context.name("hazard")
    parts = [context.expressions[hazard]] if hazard in context.expressions else []
    scale = warning_scales.scale_of(context)
    if scale:
        warning_scales.fill(context, scale)
        named = hazard_in_text_sql(scale.event, context.site.folder)
        parts.append(f"CASE WHEN ({scale.event}) IS NOT NULL THEN coalesce({named}, 'other') END")
    event, headline = context.column_of("event_text"), context.column_of("headline")
    said = [f"c{column}" for column in (event, headline) if column is not None]
    about = context.column_of("description")
    if not said and about is not None:
        parts.append(hazard_in_text_sql(f"c{about}", context.site.folder))
    parts += [hazard_in_text_sql(column, context.site.folder) for column in said]
    context.expressions[hazard] = f"coalesce({', '.join([*parts, literal(hazard_hint(context))])})"
    _colour(context, headline, scale.colour if scale else "NULL")
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
    _without_words(context, [event, headline, about])


def _over(context: Context, headline: int | None) -> None:
    """End a warning whose severity, state or headline says that it is no longer in force."""
    told = map(context.column_of, ("severity", "level", "msg_type", "status", "colour"))
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


def _without_words(context: Context, told: list[int | None]) -> None:
    """Set aside a row without any time and text, as the head of a service's answer gives one."""
    names = ("sent_at", "effective_at", "onset_at", "expires_at", "severity", "level")
    columns = {column for column in (*told, *map(context.column_of, names)) if column is not None}
    if columns:
        blank = " AND ".join(f"coalesce(trim(c{column}), '') = ''" for column in sorted(columns))
        name, text = context.name("sent_at"), "a time, a level or a text"
        context.flag(name, min(columns), blank, "missing_value", text, "row")


def _colour(context: Context, headline: int | None, of_scale: str) -> None:
    colour = context.name("colour")
    sources = [context.expressions[colour]] if colour in context.expressions else []
    sources += [of_scale] if of_scale != "NULL" else []
    event = context.column_of("event_text")
    for column in (context.column_of("level"), context.column_of("severity"), headline, event):
        if column is not None:
            whens = " ".join(
                f"WHEN regexp_matches(lower(c{column}), '{pattern}') THEN {literal(code)}"
                for code, pattern in _patterns(context.site.folder).items()
            )
            sources.append(f"CASE {whens} END")
    if sources:
        context.expressions[colour] = f"coalesce({', '.join(sources)})"


def _patterns(site: Path | None) -> dict[str, str]:
    """Return a pattern for each colour: its words in Chinese anywhere, others as whole words."""
    words: dict[str, list[str]] = {}
    for word, code in word_list("colour", site).items():
        words.setdefault(code, []).append(word if is_cjk(word) else rf"\b{re.escape(word)}\b")
    return {code: "|".join(own) for code, own in words.items()}
