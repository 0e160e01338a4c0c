"""Money: what a header says it is in; what is not in yuan is never read as if it were."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitroom.recognise.fields import fields_of

if TYPE_CHECKING:
    from sitroom.recognise.context import Context

_FOREIGN = re.compile(
    r"\$|€|£|₱|₹|₩|\b(?:USD?|EUR|GBP|JPY|PHP|INR|IDR|BRL|MXN|CLP|TRY|TWD|HKD|NTD|CHF|CAD|AUD|NZD)\b"
    r"|dollars?|euros?|pesos?|rupees?|美元|欧元|日元|円|港元|港币|新台[币幣]|新臺幣|台币",
    re.IGNORECASE,
)

_YUAN = re.compile(r"[十百千万亿]*元|人民币|RMB|CNY|(?:chinese )?yuan", re.IGNORECASE)


def write_named(context: Context, name: str, column: int) -> None:
    """Take the currency of a price from its header, where no column beside it says one."""
    unit, beside = context.headers[column].unit or "", context.name("currency")
    if not _YUAN.fullmatch(unit.strip()) or beside not in fields_of(context.dataset):
        return
    if beside not in context.assignment.chosen:
        price = context.expressions[name]
        context.expressions[beside] = f"CASE WHEN ({price}) IS NOT NULL THEN 'CNY' END"


def leave_foreign(context: Context) -> None:
    """Leave money as it stands in a file of another country that does not say it is in yuan."""
    if context.country is None or context.country.code == "CN":
        return
    for name, claims in list(context.assignment.chosen.items()):
        column = claims[0].column
        told = claims[0].how == "override" or _YUAN.search(context.headers[column].text)
        if name.endswith("_cny") and not told:
            del context.assignment.chosen[name]
            context.column_notes[column] = (
                f"money of {context.country.code}, not in yuan; kept as it stands"
            )


def is_foreign(text: str) -> bool:
    """Say whether a header or a cell names money of another country."""
    return bool(_FOREIGN.search(text))


def foreign_sql(column: str) -> str:
    """Return a condition that a cell names money of another country."""
    return f"regexp_matches({column}, '(?i){_FOREIGN.pattern}')"
