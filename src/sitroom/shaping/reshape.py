"""What is done to a file's tables before they are recognised: brought to one fact a row."""

from __future__ import annotations

from sitroom.reading import Parsed
from sitroom.settings import Site, Source
from sitroom.shaping import series, squares, wide
from sitroom.store.connect import Connection


def reshape(con: Connection, site: Site, source: Source, parsed: Parsed) -> None:
    """Bring depots, months and indicators side by side to rows, grid references to degrees."""
    wide.lengthen(con, site, source, parsed)
    series.widen(con, site, source, parsed)
    squares.place(con, site, source, parsed)
