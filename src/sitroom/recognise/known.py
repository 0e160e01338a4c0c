"""The words by which the readers find a table's header row."""

from __future__ import annotations

from sitroom.recognise.words import rows, split


def known_headers(dataset: str | None = None) -> set[str]:
    """Return the header words of one dataset, or of all."""
    return {
        alias
        for row in rows("header_aliases")
        if dataset is None or row["field"].partition(".")[0] in (dataset, "common")
        for alias in split(row["aliases"])
    }
