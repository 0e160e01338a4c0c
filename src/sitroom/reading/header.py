"""Which of the first rows names the columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sitroom.reading.levels import (
    Merge,
    filled,
    is_data,
    is_value,
    levels_of,
    names_of,
    spread,
)

Cells = Sequence[str | None]
LOOK_AT = 30  # rows in which a header is looked for
MARK = "\ufeff"  # of the byte order, which stands in front of a file's first header
_UNIT = re.compile(r"[(（\[【].*[)）\]】]")
_BARE_UNIT = re.compile(
    r"[-—–/\\]|单位|units?|人|人次|户|间|件|个|处|起|吨|公斤|千克|元|万元|亿元|亩|公顷|米|毫米|公里|千米"
    r"|平方米|平方公里|立方米|升|台|辆|架|艘|支|套|顶|床|箱|小时|分钟|天|度|级|%|％|‰|℃|°c?|t|kg|g|mt"
    r"|k?m[²³23]?|mm|cm|m3/s|m³/s|ha|l|ml|pcs?|sets?|persons?|people|households?|number|count|usd|eur|cny"
    r"|rmb|h|hrs?|hours?|min|days?|\d{1,4}[sdn]",
    re.I,
)
_YEAR = re.compile(r"((?:19|20)\d\d)(?:[-/年](\d{1,2}))?(?:年度?|月)?")
_WIDTH = re.compile(r"\d{1,4}[sdn]")  # the widths and kinds below the names of an RDB table
_TAG = re.compile(r"#\s*[A-Za-z][\w-]*(\s*\+\s*[\w-]+)*\s*")
_RANGE = re.compile(r"[(（](?:[a-z] ?[-–—~] ?[a-z]|\d+ ?[-–—~] ?\d+|.*\blow ?[-–—~].*)[)）]", re.I)
_TAG_UNMARKED = re.compile(rf"{_TAG.pattern}|[a-z]\w*(\+\w+)*")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NOISE = re.compile(r"[\s*★_\-:：#]+|[(（\[【].*?[)）\]】]|^\d+[、.．]")


@dataclass(frozen=True)
class Header:
    """The columns' names, the index of the first row of data, and what stood above.

    `heads` are the first three cells of every row above the data: met again, they are no data.
    """

    names: list[str]
    first_data: int
    hints: dict[str, str] = field(default_factory=dict)
    heads: frozenset[tuple[str, ...]] = frozenset()


def header_key(text: str | None) -> str:
    """Return a header text reduced to what two spellings of one header share."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text or "").casefold())


def known_keys(known: Collection[str]) -> frozenset[str]:
    """Return header words as they are compared."""
    return _known_keys(tuple(known))


@lru_cache(maxsize=1)
def _known_keys(known: tuple[str, ...]) -> frozenset[str]:
    return frozenset(header_key(word) for word in known)


def first_cells(cells: Cells) -> tuple[str, ...]:
    """Return the first three cells of a row, by which a repeated header is known."""
    return tuple((text or "").strip().strip(MARK) for text in (*cells[:3], "", "", "")[:3])


def find_header(
    rows: Sequence[Cells], known: Collection[str], merges: Sequence[Merge] | None = None
) -> Header:
    """Find the header among the first rows, of one to four levels, with units and HXL tags.

    `known` are header words as `known_keys` gives them; without them, and for unknown words, the
    looks of rows decide. `merges` are the merged ranges by index of row and column; without them
    the gaps in a row tell what stands above what.
    """
    width = _body_width(rows)
    tags = _tag_row(rows)
    shown = spread(rows, merges) if merges else rows
    if tags is None:
        at = _header_index(rows, shown, width, known)
    else:
        at = _beside_tags(rows, tags, known)
    if at is None:
        return _nameless(rows, width, tags)
    top, end = levels_of(rows, at, width, merges)
    names = names_of(shown[top:end], width, _is_part(known), by_gaps=not merges)
    first = end if tags is None or at > tags else tags + 1
    hints = _title([row for i, row in enumerate(rows[:top]) if i != tags])
    if first == end < len(rows) and _is_translation(rows, at, end, known):
        names = _better(names, rows[first], known)
        first += 1
    if first < len(rows) and _are_units(rows[first], width):
        names, first = _with_units(names, rows[first]), first + 1
    if tags is not None:
        hints["hxl"] = _joined(rows[tags], len(names))
    return Header(unique(names), first, hints, _heads(rows[:first]))


def without_blank_end(header: Header, rows: Sequence[Cells]) -> Header:
    """Return the header without nameless columns at its end in which no row has anything.

    They come of a delimiter too many at the end of each line.
    """
    width = len(header.names)
    body = rows[header.first_data :]
    while width > 1 and header.names[width - 1] == f"column {width}":
        if any(len(row) >= width and (row[width - 1] or "").strip() for row in body):
            break
        width -= 1
    return replace(header, names=header.names[:width])


def unique(names: Sequence[str]) -> list[str]:
    """Name the nameless columns by their place and number the repeated ones."""
    seen: Counter[str] = Counter()
    out: list[str] = []
    for place, name in enumerate(names, 1):
        text = name.strip(MARK) if name.strip() else f"column {place}"
        seen[text] += 1
        out.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return out


def hits(cells: Cells, known: Collection[str]) -> int:
    """Return how many different known header words a row holds."""
    return len({header_key(text) for text in filled(cells)} & set(known))


def contrasts(row: Cells, body: Sequence[Cells], least: int = 2) -> bool:
    """Say whether a row has words wherever the rows below have numbers or dates.

    At least `least` columns must have numbers or dates below.
    """
    below = [cells for cells in body[:40] if len(filled(cells)) > 1]  # notes stand alone
    columns = [
        place
        for place in range(len(row))
        if sum(place < len(cells) and is_value((cells[place] or "").strip()) for cells in below)
        >= max(min(2, len(below)), 0.8 * len(below))
    ]
    words = [(row[place] or "").strip() for place in columns]
    return len(words) >= least and all(word and not is_value(word) for word in words)


def _nameless(rows: Sequence[Cells], width: int, tags: int | None) -> Header:
    """Return the header of a table whose columns have no names, or HXL tags for names."""
    if tags is None:
        return Header([f"column {i + 1}" for i in range(width)], 0, {"header": "none"})
    width = max(width, len(rows[tags]))
    names = [(text or "").strip() for text in rows[tags]] + [""] * (width - len(rows[tags]))
    hints = _title(rows[:tags]) | {"hxl": _joined(rows[tags], width)}
    return Header(unique(names), tags + 1, hints, _heads(rows[: tags + 1]))


def _body_width(rows: Sequence[Cells]) -> int:
    """Return how many columns most rows have; of equals, the most."""
    widths = Counter(len(row) for row in rows if filled(row))
    return max(widths, key=lambda w: (widths[w], w), default=0)


def _tag_row(rows: Sequence[Cells]) -> int | None:
    """Return which of the first rows holds HXL tags such as `#affected +f`."""
    for at, row in enumerate(rows[:LOOK_AT]):
        texts = filled(row)
        # A remark such as `# end` stands alone in a table of several columns.
        beside = rows[at - 1] if at else (*rows[1:2], ())[0]
        is_alone = len(texts) == 1 < len(filled(beside))
        if not texts or is_alone:
            continue
        # Writers forget the mark of a tag: `geo+lat` between `#country` and `#date`.
        tags = sum(bool(_TAG.fullmatch(text)) for text in texts)
        if tags == len(texts) or (
            tags > 2 and all(map(_TAG_UNMARKED.fullmatch, texts)) and tags >= 0.7 * len(texts)
        ):
            return at
    return None


def _beside_tags(rows: Sequence[Cells], tags: int, known: Collection[str]) -> int | None:
    """Return the row of words that goes with a row of tags: above it, else below it, else none."""
    if tags and len(set(filled(rows[tags - 1]))) > (len(filled(rows[tags])) > 1):
        return tags - 1
    below = rows[tags + 1 : tags + 2]
    if not below or any(map(is_value, filled(below[0]))):
        return None
    words = hits(below[0], known) * 2 >= len(filled(below[0])) > 0
    return tags + 1 if words or contrasts(below[0], rows[tags + 2 :]) else None


def _header_index(
    rows: Sequence[Cells], shown: Sequence[Cells], width: int, known: Collection[str]
) -> int | None:
    """Return the first row with enough known words, else the first that looks like a header.

    In `shown` merged cells have their text everywhere; so they count for their width.
    """
    first = rows[:LOOK_AT]
    enough = min(3, max(1, width))
    for at, row in enumerate(first):
        texts = filled(row)
        # Cells such as "No" are words of a header too; a row of them, or of numbers, is data.
        if sum(map(is_value, texts)) * 3 > len(texts) and not _are_years(texts):
            continue
        found = hits(row, known)
        if found >= enough or (found >= 2 and found * 2 >= width):
            return at
    for at, row in enumerate(first):
        texts = filled(row)
        is_named = _are_years(texts) or not any(map(is_value, texts))
        names = len(set(texts)) >= 0.8 * len(texts) and is_named
        wide = len(texts) >= 0.6 * width or (
            len(texts) > 1 and len(filled(shown[at])) >= 0.6 * width
        )
        if texts and names and wide:
            return at
    for at, row in enumerate(first[:3]):
        texts = filled(row)
        words = sum(not is_value(text) for text in texts)
        if texts and len(texts) >= 0.6 * width and words * 2 >= len(texts):
            is_first = hits(row, known) < 2 and is_data(row, rows[at + 1 : at + 41])
            return None if is_value(texts[0]) or is_first else at
    return None


def _are_years(texts: Sequence[str]) -> bool:
    """Say whether the values of a row are years or months that follow one another, as headers."""
    found = [_YEAR.fullmatch(text) for text in texts if is_value(text)]
    years = [(int(year[1]), int(year[2] or 0)) for year in found if year]
    in_order = years in (sorted(set(years)), sorted(set(years), reverse=True))
    return 3 <= len(years) == len(found) < len(texts) and in_order


def _is_translation(rows: Sequence[Cells], at: int, end: int, known: Collection[str]) -> bool:
    """Say whether the row below a header of one level is the header in another language."""
    header, again = filled(rows[at]), filled(rows[end])
    if end > at + 1 or len(again) != len(header) or _are_units(rows[end], len(rows[end])):
        return False
    scripts = {bool(_CHINESE.search("".join(texts))) for texts in (header, again)}
    other = len(scripts) > 1 or hits(rows[end], known) > 1
    return other and contrasts(rows[end], rows[end + 1 :])


def _is_part(known: Collection[str]) -> Callable[[str, str], bool]:
    """Return what says that a text needs the one above it: a unit, or a part of a known name."""

    def is_part(text: str, above: str) -> bool:
        if _UNIT.fullmatch(text) or _BARE_UNIT.fullmatch(text):
            return True
        return header_key(text) not in known and header_key(above) in known

    return is_part


def _better(names: list[str], again: Cells, known: Collection[str]) -> list[str]:
    """Return the header of two languages of which more words are known."""
    other = [*((text or "").strip() for text in again), *[""] * len(names)][: len(names)]
    return other if hits(other, known) > hits(names, known) else names


def _are_units(cells: Cells, width: int) -> bool:
    texts = filled(cells)
    if texts and all(map(_UNIT.fullmatch, texts)):
        return True
    return len(texts) * 2 >= width > 1 and all(map(_BARE_UNIT.fullmatch, texts))


def _with_units(names: list[str], units: Cells) -> list[str]:
    texts = [*((text or "").strip() for text in units), *[""] * len(names)]
    texts = ["" if _WIDTH.fullmatch(text) else text for text in texts]
    texts = ["" if _RANGE.fullmatch(text) else text for text in texts]
    shown = (text if not text or _UNIT.fullmatch(text) else f"({text})" for text in texts)
    return [
        f"{name}{unit}" if unit.strip("()-—–/\\") else name
        for name, unit in zip(names, shown, strict=False)
    ]


def _title(above: Sequence[Cells]) -> dict[str, str]:
    texts = list(dict.fromkeys(text for row in above for text in filled(row)))
    return {"title": texts[0][:200], "above": " | ".join(texts)[:500]} if texts else {}


def _heads(above: Sequence[Cells]) -> frozenset[tuple[str, ...]]:
    return frozenset(first for row in above[-12:] if any(first := first_cells(row)))


def _joined(tags: Cells, width: int) -> str:
    texts = [(text or "").strip() for text in tags][:width]
    return "\t".join([*texts, *[""] * (width - len(texts))])
