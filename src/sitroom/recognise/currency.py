"""Money that is not in yuan: it is never read as if it were."""

from __future__ import annotations

import re

_FOREIGN = re.compile(
    r"\$|€|£|₱|₹|₩|\b(?:USD?|EUR|GBP|JPY|PHP|INR|IDR|BRL|MXN|CLP|TRY|TWD|HKD|NTD|CHF|CAD|AUD|NZD)\b"
    r"|dollars?|euros?|pesos?|rupees?|美元|欧元|日元|円|港元|港币|新台[币幣]|新臺幣|台币",
    re.IGNORECASE,
)


def is_foreign(text: str) -> bool:
    """Say whether a header or a cell names money of another country."""
    return bool(_FOREIGN.search(text))


def foreign_sql(column: str) -> str:
    """Return a condition that a cell names money of another country."""
    return f"regexp_matches({column}, '(?i){_FOREIGN.pattern}')"
