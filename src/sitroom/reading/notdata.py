"""Rows inside a table that are no data: totals, headers once more, and what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitroom.store.connect import literal

_TOTALS = frozenset(
    word + colon
    for word in (
        *("合计", "小计", "总计", "共计", "合 计", "小 计", "总 计", "合　计", "小　计", "总　计"),
        *("total", "Total", "TOTAL", "Subtotal", "subtotal", "SUBTOTAL", "Sub-total", "Sub total"),
        *("Totals", "totals", "Grand total", "Grand Total", "GRAND TOTAL"),
    )
    for colon in ("", ":", "：")
)
_FOOTER = (
    r"^\s*(填表人|制表人|制表|审核人|审核|填报人|填报单位|填报日期|填表日期|制表日期|制表单位"
    r"|单位负责人|统计负责人|负责人|联系人|联系电话|备注|注|说明|数据来源|资料来源"
    r"|(?i:sources?|notes?|prepared by|approved by|compiled by|generated))\s*[:：]"
)
_footer = re.compile(_FOOTER)


def is_not_data(cells: Sequence[str | None], names: Sequence[str]) -> bool:
    """Say whether a row is a total, the header again, or a footer."""
    first = next((text.strip() for text in cells[:3] if text and text.strip()), "")
    if first in _TOTALS:
        return True
    head = [(text or "").strip() for text in (*cells[:3], "", "")[:3]]
    if any(head) and head[: len(names)] == _first_names(names):
        return True
    last_blank = len(cells) < len(names) or not (cells[len(names) - 1] or "").strip()
    return last_blank and bool(_footer.match(first))


def _first_names(names: Sequence[str]) -> list[str]:
    return ["" if name.startswith("column ") else name.strip() for name in names[:3]]


def not_data_sql(names: Sequence[str]) -> str:
    """Return the same rule as SQL over c0, c1 …"""
    cells = [f"c{i}" for i in range(min(3, len(names)))]
    filled = ", ".join(f"nullif(trim({cell}), '')" for cell in cells)
    first = f"coalesce({filled})"
    same = " AND ".join(
        f"coalesce(trim({cell}), '') = {literal(name)}"
        for cell, name in zip(cells, _first_names(names), strict=True)
    )
    words = ", ".join(map(literal, sorted(_TOTALS)))
    last_blank = f"coalesce(trim(c{len(names) - 1}), '') = ''"
    footer = f"({last_blank} AND regexp_matches({first}, {literal(_FOOTER)}))"
    return f"({first} IN ({words}) OR ({same}) OR {footer})"
