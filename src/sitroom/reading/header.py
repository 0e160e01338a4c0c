"""Which of the first rows names the columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

Cells = Sequence[str | None]
LOOK_AT = 15  # rows in which a header is looked for
_NUMBER = re.compile(r"[-+−]?[\d.,:/ 年月日时分秒TZ%％-]*\d[\d.,:/ 年月日时分秒TZ%％-]*")
_UNIT = re.compile(r"[(（\[【].*[)）\]】]")
_NOISE = re.compile(r"[\s*★_\-:：#]+|[(（\[【].*?[)）\]】]|^\d+[、.．]")


@dataclass(frozen=True)
class Header:
    """The columns' names, the index of the first row of data, and what stood above."""

    names: list[str]
    first_data: int
    hints: dict[str, str] = field(default_factory=dict)


def header_key(text: str | None) -> str:
    """Return a header text reduced to what two spellings of one header share."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text or "").casefold())


def find_header(
    rows: Sequence[Cells], known: Collection[str], spans: Collection[int] = ()
) -> Header:
    """Find the header among the first rows; `spans` are rows that hold cells merged across.

    `known` are header words; without them, and for unknown words, the looks of rows decide.
    """
    width = _body_width(rows)
    at = _header_index(rows, width, {header_key(word) for word in known})
    if at is None:
        return Header([f"column {i + 1}" for i in range(width)], 0, {"header": "none"})
    hints = _title(rows[:at])
    names = [(text or "").strip() for text in rows[at]]
    names += [""] * (width - len(names))
    if at and len(_filled(rows[at - 1])) > 1:  # a header of two rows, whose lower one has gaps
        upper = [*((text or "").strip() for text in rows[at - 1]), *[""] * len(names)]
        names = [name or above for name, above in zip(names, upper, strict=False)]
    first = at + 1
    if first < len(rows) and _is_second_header(rows, at, at in spans):
        names, first = _joined(names, rows[first]), first + 1
    if first < len(rows) and _all(rows[first], _UNIT.fullmatch):
        units = [*((c or "").strip() for c in rows[first]), *[""] * len(names)]
        names, first = [f"{n}{u}" for n, u in zip(names, units, strict=False)], first + 1
    if first < len(rows) and _all(rows[first], lambda text: text.startswith("#")):
        hints["hxl"] = "\t".join((c or "").strip() for c in rows[first])
        first += 1
    return Header(unique(names), first, hints)


def unique(names: Sequence[str]) -> list[str]:
    """Name the nameless columns by their place and number the repeated ones."""
    seen: Counter[str] = Counter()
    out: list[str] = []
    for place, name in enumerate(names, 1):
        text = name.strip("\ufeff") if name.strip() else f"column {place}"
        seen[text] += 1
        out.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return out


def _filled(cells: Cells) -> list[str]:
    return [text for cell in cells if (text := (cell or "").strip())]


def _body_width(rows: Sequence[Cells]) -> int:
    """Return how many columns most rows have; of equals, the most."""
    widths = Counter(len(row) for row in rows if _filled(row))
    return max(widths, key=lambda w: (widths[w], w), default=0)


def _header_index(rows: Sequence[Cells], width: int, known: set[str]) -> int | None:
    """Return the first row with enough known words, else the first that looks like a header."""
    first = rows[:LOOK_AT]
    enough = min(3, max(1, width))
    for at, row in enumerate(first):
        texts = _filled(row)
        # Cells such as "No" are words of a header too; a row of them, or of numbers, is data.
        if sum(map(is_value, texts)) * 3 > len(texts):
            continue
        hits = len({header_key(text) for text in texts} & known)
        if hits >= enough or (hits >= 2 and hits * 2 >= width):
            return at
    for at, row in enumerate(first):
        texts = _filled(row)
        distinct = len(set(texts)) >= 0.8 * len(texts)
        if texts and len(texts) >= 0.6 * width and distinct and not any(map(is_value, texts)):
            return at
    for at, row in enumerate(first[:3]):
        texts = _filled(row)
        words = sum(not is_value(text) for text in texts)
        if texts and len(texts) >= 0.6 * width and words * 2 >= len(texts):
            return at if not is_value(texts[0]) else None
    return None


def is_value(text: str) -> bool:
    """Say whether a text is a number, a date or too long to name anything."""
    return len(text) > 120 or bool(_NUMBER.fullmatch(text))


def _title(above: Sequence[Cells]) -> dict[str, str]:
    texts = list(dict.fromkeys(text for row in above for text in _filled(row)))
    return {"title": texts[0][:200], "above": " | ".join(texts)[:500]} if texts else {}


def _all(cells: Cells, test: object) -> bool:
    texts = _filled(cells)
    return len(texts) > 0 and callable(test) and all(test(text) for text in texts)


def _is_second_header(rows: Sequence[Cells], at: int, spans: bool) -> bool:
    """Say whether the row under the header names the parts of cells merged across above."""
    upper, lower = rows[at], rows[at + 1]
    texts = _filled(lower)
    if not texts or any(map(is_value, texts)) or texts[0].startswith("#"):
        return False
    gaps = [i for i, text in enumerate(upper) if i and not (text or "").strip()]
    under = [i for i in gaps if i < len(lower) and (lower[i] or "").strip()]
    more = at + 2 < len(rows) and any(map(is_value, _filled(rows[at + 2])))
    return len(under) > 0 and (spans or (len(under) == len(gaps) and more and not lower[0]))


def _joined(upper: list[str], lower: Cells) -> list[str]:
    """Name columns by the lower row; where names repeat, with the upper one before."""
    parts = [(text or "").strip() for text in lower]
    parts += [""] * (len(upper) - len(parts))
    filled, last = [], ""
    for name, part in zip(upper, parts, strict=False):
        last = name or (last if part else "")
        filled.append(last)
    twice = Counter(part for part in parts if part)
    return [
        part if part and twice[part] == 1 else " ".join(filter(None, (name, part)))
        for name, part in zip(filled, parts, strict=False)
    ]
