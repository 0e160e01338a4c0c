"""Rows inside a table that are no data: totals, headers once more, and what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitroom.reading.header import MARK, Header, first_cells
from sitroom.store.connect import literal

_WORDS = (
    *(
        "合计",
        "小计",
        "总计",
        "共计",
        "累计",
        "合 计",
        "小 计",
        "总 计",
        "合　计",
        "小　计",
        "总　计",
    ),
    *("合計", "小計", "總計", "共計", "本页小计", "本页合计"),
    *("total", "subtotal", "sub-total", "sub total", "totals", "grand total", "overall total"),
    *("total general", "total geral", "total général", "gesamt", "summe", "insgesamt", "totale"),
    *("итого", "всего", "suma", "toplam", "المجموع", "الإجمالي"),
)
_TOTALS = frozenset(
    spelled + colon
    for word in _WORDS
    for spelled in {word, word.capitalize(), word.title(), word.upper()}
    for colon in ("", ":", "：", " :")
)
_FOOTER = (
    r"^\s*((填表人|制表人|制表|审核人|审核|填报人|填报单位|填报日期|填表日期|制表日期|制表单位|报送单位"
    r"|单位负责人|统计负责人|负责人|联系人|联系电话|备注|注|说明|数据来源|资料来源|備註|附註|資料來源"
    r"|(?i:sources?|notes?|remarks?|footnotes?|prepared by|approved by|compiled by|checked by"
    r"|signature|signed|generated|printed|fuentes?|notas?|fonte|quelle))\s*[:：]"
    r"|#+\s+\S|第\s*\d+\s*页|(?i:page\s+\d+(\s+of\s+\d+)?\s*$)|[-=_*+| ]{3,}$|[*]{3,}\s*\S"
    r"|(?i:end of (report|file|data)|\(?\d+ rows?( selected| affected)?\.?\)?\s*$))"
)
_footer = re.compile(_FOOTER)
_OF_GROUP = "[小合总總共][计計][:：]?\\s*$"  # 青浦小计 closes the rows of 青浦
_of_group = re.compile(_OF_GROUP)
_CHINESE = "\u3000"  # where the signs and letters of East Asia begin
_FURTHER = 6  # cells in which a total is looked for where those before are blank


def is_not_data(cells: Sequence[str | None], header: Header) -> bool:
    """Say whether a row is a total, the header again, or a footer."""
    head = first_cells(cells)
    first = next(filter(None, head), "")
    if not first:  # a total may stand under the names, behind blank columns of codes
        further = (text.strip() for text in cells[3:_FURTHER] if text)
        return next(filter(None, further), "") in _TOTALS
    if first in _TOTALS or head in header.heads or _of_group.search(first):
        return True
    width = len(header.names)
    last_blank = len(cells) < width or not (cells[width - 1] or "").strip()
    return last_blank and is_footer(first)


def is_footer(text: str) -> bool:
    """Say whether a text is what stands below a table or at the foot of a page."""
    return bool(_footer.match(text))


def first_text_sql(header: Header) -> str:
    """Return as SQL the first text among c0, c1 and c2; NULL when they are blank.

    Blanks before it are taken off; one that may stand behind it costs too much to look for.
    """
    cells = (
        f"CASE WHEN {begins_plainly(f'c{i}')} THEN c{i} ELSE nullif(trim(c{i}), '') END"
        for i in range(min(3, len(header.names)))
    )
    return f"coalesce({', '.join(cells)})"


def not_data_sql(header: Header) -> str:
    """Return `is_not_data` as SQL over c0, c1 … and `first_text`, as `first_text_sql` gives it.

    CASE looks at what is costly only in the few rows where it can matter; OR and AND would not.
    """
    width = len(header.names)
    begin = ", ".join(str(ord(letter)) for letter in sorted({word[0] for word in _TOTALS}))
    # As one pattern: DuckDB turns a long IN into a join, which looks at every row's text.
    words = literal("|".join(re.escape(word) for word in sorted(_TOTALS)))
    last = f"c{width - 1}"
    further = [f"nullif(trim(c{place}), '')" for place in range(3, min(width, _FURTHER))]
    tests = [
        _both(f"unicode(first_text) IN ({begin})", f"regexp_full_match(trim(first_text), {words})"),
        _both(
            f"CASE WHEN {begins_plainly(last)} THEN false ELSE coalesce(trim({last}), '') = '' END",
            f"coalesce(regexp_matches(first_text, {literal(_FOOTER)}), false)",
        ),
    ]
    by_group = f"regexp_matches(first_text, {literal(_OF_GROUP)})"
    tests.append(_both(f"unicode(first_text) > {ord(_CHINESE)}", by_group))
    if further:
        behind = f"coalesce(regexp_full_match(coalesce({', '.join(further)}), {words}), false)"
        tests.append(_both("first_text IS NULL", behind))
    for head in sorted(header.heads):
        begins = f"starts_with(first_text, {literal(next(filter(None, head)))})"
        tests.append(_both(begins, _same_sql(head[:width])))
    if header.heads:  # files put behind one another keep their marks in front of the headers
        again = (_same_sql(head[:width], mark=MARK) for head in sorted(header.heads))
        tests.append(_both(f"unicode(first_text) = {ord(MARK)}", " OR ".join(again)))
    return f"({' OR '.join(tests)})"


def _same_sql(head: Sequence[str], mark: str = "") -> str:
    """Return a condition that a row begins as a head does, its first cell behind a mark."""
    cells = [f"coalesce(trim(c{place}), '')" for place in range(len(head))]
    if mark:
        cells[0] = f"trim(translate(c0, {literal(mark + chr(34))}, ''))"
    return " AND ".join(f"{cell} = {literal(text)}" for cell, text in zip(cells, head, strict=True))


def begins_plainly(cell: str) -> str:
    """Return a condition for a cell that is not blank: it begins with a letter, digit or mark.

    It is many times as cheap as taking off the blanks, of which there are some beyond ASCII.
    """
    return f"unicode({cell}) BETWEEN 33 AND 127"


def _both(cheap: str, costly: str) -> str:
    return f"CASE WHEN {cheap} THEN {costly} ELSE false END"
