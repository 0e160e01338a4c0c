"""Blanks are looked for only where some may be; what is found is what DuckDB's `trim` finds."""

from __future__ import annotations

import unicodedata
from itertools import product

from sitroom.recognise.blanks import bare_sql, filled_sql
from sitroom.store.connect import scratch

SPACES = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) == "Zs"]
OTHERS = [
    "",
    "!",
    "~",
    "a",
    "\t",
    "\n",
    "\x1f",
    "\x7f",
    "\x85",
    "¡",
    "é",
    "中",
    "ᙿ",
    "\u200b",
    "😀",
]


def test_a_bare_and_a_filled_cell_are_what_trim_says() -> None:
    around = [*SPACES, *OTHERS]
    cells = [None, *{"".join(parts) for parts in product(around, ["", "b c", "事 件"], around)}]
    con = scratch(threads=1)
    con.execute("CREATE TABLE given AS SELECT unnest(?::VARCHAR[]) AS c0", [cells])
    differing = con.execute(
        f"SELECT c0 FROM given WHERE {bare_sql('c0')} IS DISTINCT FROM nullif(trim(c0), '')"
        f" OR coalesce({filled_sql('c0')}, false) <> coalesce(trim(c0) <> '', false)"
    ).fetchall()
    assert len(SPACES) == 17 and len(cells) > 2_000
    assert differing == []
