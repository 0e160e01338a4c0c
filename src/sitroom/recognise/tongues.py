"""Headers of a list in several languages: LOCATION_EN stands beside LOCATION_TC."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.recognise.words import plain, rows

_OWN = re.compile(r"(.+?)[_ .-](EN|ENG|english)$", re.I)
_OTHER = re.compile(r"(.+?)[_ .-](TC|SC|CN|ZH|CHI|HK|FR|ES|AR|chinese)$", re.I)


def without_tongue(texts: list[str], site: Path | None) -> list[str]:
    """Return the headers in English without the mark for it, where others bear another mark.

    One that would then be called as another column is stays as it is, and a name in English,
    which is a field of its own.
    """
    columns = {plain(row["column"]) for row in rows("fields", site)}
    kept = tuple(column for column in columns if column.endswith(" en"))
    found = [None if plain(text).endswith(kept) else _OWN.fullmatch(text.strip()) for text in texts]
    stems = {match[1].casefold() for text in texts if (match := _OTHER.fullmatch(text.strip()))}
    others = {text.strip().casefold() for text in texts}
    if not any(match and match[1].casefold() in stems for match in found):
        return texts
    return [
        match[1] if match and match[1].casefold() not in others else text
        for text, match in zip(texts, found, strict=True)
    ]
