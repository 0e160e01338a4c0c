"""What is done to a file's tables before they are recognised: brought to one fact a row."""

from __future__ import annotations

from sitroom.reading import Parsed
from sitroom.settings import Site, Source
from sitroom.shaping import forms, ledgers, series, squares, wide
from sitroom.store.connect import Connection


def reshape(con: Connection, site: Site, source: Source, parsed: Parsed) -> None:
    """Bring forms, ledgers, and depots, months or indicators side by side to one fact a row."""
    forms.straighten(con, site, source, parsed)
    ledgers.close(con, site, source, parsed)
    wide.lengthen(con, site, source, parsed)
    series.widen(con, site, source, parsed)
    squares.place(con, site, source, parsed)
