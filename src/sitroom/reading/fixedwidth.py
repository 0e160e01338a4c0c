"""Text in columns of fixed width: a ruler of dashes, or blanks one below the other, part them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from itertools import pairwise

from sitroom.reading.encoding import BAD_BYTE
from sitroom.reading.grid import Line
from sitroom.reading.header import hits

Span = tuple[int, int]
_RULER = re.compile(r"\s*[-=]{2,}(?:\s+[-=]+)+\s*")
_TOKEN = re.compile(r"\S+(?: \S+)*")  # a single blank may stand inside a text, two may not
_WORD = re.compile(r"\S+")
_REST = "\0"  # stands behind a character that takes two places
_FEWEST = 4  # lines below which blanks in one place may be chance
_EDGE = 8  # lines needed to believe a gap of one blank
_MOST = 50_000  # lines in which columns are looked for
_LOOK = 200  # lines below a ruler that tell how many columns are under one stroke


def lines_of(text: str, known: Collection[str] = ()) -> list[Line] | None:
    """Return the lines of a fixed-width text cut into cells; None when it is not one.

    Lines that do not keep to the columns are one cell: titles above, notes and page feet below.
    `known` are header words: where they stand tells the columns of a text of a few lines.
    """
    best: tuple[int, list[str], list[Span]] | None = None
    raw = text.replace("\f", "\n").expandtabs(8).splitlines()
    wide = [_placed(line) for line in raw]
    for lines in (wide, raw) if wide != raw else (raw,):
        spans = _below_names(lines, known) or _spans(lines)
        if spans and (best is None or len(spans) > len(best[2])):
            best = len(spans), lines, spans
    if best is None:
        return None
    _, lines, spans = best
    found = [_cells(line, spans) for line in lines]
    if not any(cells and len(cells) > 1 for cells in found):
        return None
    fitting = [place for place, cells in enumerate(found) if cells and len(cells) > 1]
    return [
        _line(place, lines[place], cells, is_inside=fitting[0] < place)
        for place, cells in enumerate(found)
        if not _RULER.fullmatch(lines[place])
    ]


def _line(place: int, line: str, cells: list[str | None] | None, *, is_inside: bool) -> Line:
    text = line.replace(_REST, "")
    problem = "bad_encoding" if BAD_BYTE in text else None
    if cells is None:
        cells = [text.strip()]
        if is_inside:
            loose = len(_TOKEN.findall(text)) > 2
            problem = problem or ("ragged" if loose else "not_data")
    return place + 1, cells, problem


def _placed(line: str) -> str:
    """Return a line in which a character that is two places wide takes two."""
    if line.isascii():
        return line
    return "".join(
        char + _REST if unicodedata.east_asian_width(char) in "WF" else char for char in line
    )


def _spans(lines: Sequence[str]) -> list[Span] | None:
    """Return where each column begins and ends; None when lines are not aligned."""
    look = [line.rstrip() for line in lines[:_MOST] if line.strip()]
    ruler = next((line for line in look if _RULER.fullmatch(line)), None)
    if ruler:
        return _ruled(look, look.index(ruler))
    kept = [line for line in look if len(_TOKEN.findall(line)) > 1]
    for tolerance in (0.15, 0.0):
        if len(kept) < max(_FEWEST, 0.5 * len(look)):
            return None
        gaps = _gaps(kept, tolerance)
        if not gaps:
            return None
        kept = [line for line in kept if _keeps_to(line, gaps)]
    gaps = _gaps(kept, 0.02)
    full = (line for line in kept if len(_TOKEN.findall(line)) * 2 > len(gaps))
    named = _names_apart(next(full, kept[0]), gaps)  # a title above them names no columns
    starts = [0, *(end for _, end in named)]
    spans = [*zip(starts, [*starts[1:], 1 << 30], strict=True)]
    return spans if len(spans) > 1 and _is_table(kept, spans) else None


def _ruled(look: Sequence[str], at: int) -> list[Span]:
    """Return the columns below the strokes of the ruler `at`.

    Names of several above one stroke begin a column each, where as many texts stand below them.
    """
    strokes = [match.start() for match in re.finditer(r"[-=]+", look[at])]
    starts: list[int] = []
    for begin, end in pairwise([*strokes, 1 << 30]):
        names = [match.start() for match in _TOKEN.finditer(look[at - 1][begin:end])] if at else []
        below = [len(_TOKEN.findall(line[begin:end])) for line in look[at + 1 :][:_LOOK]]
        several = len(names) > 1 and below.count(len(names)) >= 0.8 * len(below)
        starts += [begin, *(begin + name for name in names[1:] if several)]
    return list(pairwise([*starts, 1 << 30]))


def _below_names(lines: Sequence[str], known: Collection[str]) -> list[Span] | None:
    """Return the columns of few lines, one below each known name; None where they are not.

    Names may be parted by one blank only, if more of them are known then.
    """
    look = [line.rstrip() for line in lines if line.strip()]
    if not 1 < len(look) < _EDGE:
        return None
    for names, least in ((_TOKEN, 2), (_WORD, 3)):
        at = next(
            (n for n, line in enumerate(look) if hits(names.findall(line), known) >= least), None
        )
        if at is None or re.search(r"\d", look[at]):
            continue
        rows = [line for line in look[at:] if len(_TOKEN.findall(line)) > 1]
        if len(rows) > 1 and (spans := _under(names, rows)) and _is_table(rows[1:], spans):
            return spans
    return None


def _under(names: re.Pattern[str], rows: Sequence[str]) -> list[Span] | None:
    """Return the columns below the names of the first row; blanks part them in all rows."""
    starts = [match.start() for match in names.finditer(rows[0])]
    edges = [0]
    for before, start in pairwise(starts):
        blank = (p for p in range(start, before, -1) if not any(map(str.strip, _at(rows, p - 1))))
        edge = next(blank, None)
        if edge is None:
            return None
        edges.append(edge)
    return [*zip(edges, [*edges[1:], 1 << 30], strict=True)] if len(edges) > 2 else None


def _at(lines: Sequence[str], place: int) -> list[str]:
    return [line[place : place + 1] for line in lines]


def _gaps(lines: Sequence[str], tolerance: float) -> list[Span]:
    """Return the runs of places that are blank in all lines but a few, inside the text."""
    width = max(map(len, lines))
    filled = [0] * (width + 1)
    for line in lines:
        for place, char in enumerate(line):
            filled[place] += char != " "
    first = next(place for place, count in enumerate(filled) if count)
    gaps: list[Span] = []
    begun: int | None = None
    for place in range(first, width):
        if filled[place] <= tolerance * len(lines):
            begun = place if begun is None else begun
        elif begun is not None:
            gaps.append((begun, place))
            begun = None
    least = 1 if len(lines) >= _EDGE else 2
    return [gap for gap in gaps if gap[1] - gap[0] >= least]


def _names_apart(first: str, gaps: Sequence[Span]) -> list[Span]:
    """Return the gaps as the line of names leaves them, which may reach into them.

    A gap of one blank with no name behind it is left out: `Station 7`, `Station 8` are one text.
    """
    if re.search(r"\d", first):
        return list(gaps)
    ends = [begin for begin, _ in gaps[1:]] + [1 << 30]
    found: list[Span] = []
    for (begin, end), behind in zip(gaps, ends, strict=True):
        blanks = re.finditer(" +", first[begin:end].ljust(end - begin))
        widest = max((m.span() for m in blanks), key=lambda s: s[1] - s[0], default=None)
        begun, ended = widest or (0, end - begin)
        if end - begin > 1 or first[end:behind].strip():
            found.append((begin + begun, begin + ended))
    return found


def _keeps_to(line: str, gaps: Sequence[Span]) -> bool:
    """Say whether a line leaves the gaps blank; names may reach into them from their column."""
    inside = [line[begin:end].ljust(end - begin) for begin, end in gaps]
    touched = sum(bool(text.strip()) for text in inside)
    crossed = sum(" " not in text for text in inside)
    return crossed <= 0.2 * len(gaps) and touched <= max(1, 0.6 * len(gaps))


def _is_table(lines: Sequence[str], spans: Sequence[Span]) -> bool:
    """Say whether most lines fill most columns, and some column holds figures."""
    rows = [[line[begin:end].strip() for begin, end in spans] for line in lines]
    filled = sum(sum(map(bool, row)) * 2 >= len(spans) for row in rows)
    figures = any(
        sum(bool(re.search(r"\d", row[place])) for row in rows) * 2 > len(rows)
        for place in range(len(spans))
    )
    return figures and filled >= 0.7 * len(rows)


def _cells(line: str, spans: Sequence[Span]) -> list[str | None] | None:
    """Return the cells of a line; None when its words do not keep to the columns."""
    if not line.strip():
        return []
    cells: list[str | None] = [None] * len(spans)
    for match in _TOKEN.finditer(line):
        pieces = [(match.start(), match.group())]
        if sum(begin < match.end() and end > match.start() for begin, end in spans) > 1:
            pieces = _split(match.start(), match.group(), spans)
        for start, piece in pieces:
            place = _column(start, start + len(piece), spans)
            if cells[place] is not None:
                return None
            cells[place] = piece.replace(_REST, "").strip()
    several = sum(cell is not None for cell in cells) > 1
    return cells if several else None


def _split(start: int, text: str, spans: Sequence[Span]) -> list[tuple[int, str]]:
    """Cut a text that reaches over columns where they begin, if blanks stand there."""
    pieces: list[tuple[int, str]] = []
    begun = start
    for begin, _ in spans:
        at = begin - start
        if begun < begin < start + len(text) and text[at - 1] == " ":
            pieces.append((begun, text[begun - start : at].rstrip()))
            begun = begin
    return [*pieces, (begun, text[begun - start :])]


def _column(begin: int, end: int, spans: Sequence[Span]) -> int:
    """Return the column that a text overlaps most."""
    shared = [min(end, right) - max(begin, left) for left, right in spans]
    return shared.index(max(shared))
