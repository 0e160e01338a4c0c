"""Words and their codes, as the reference lists give them, and one way to write a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from itertools import count
from pathlib import Path

from sitroom.content import reference
from sitroom.paths import added_words, content
from sitroom.recognise.han import simplified

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_RUNS_TOGETHER = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_BETWEEN_CJK = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")

_stamps: dict[Path | None, tuple[object, int]] = {}
_versions = count(1)


@lru_cache(maxsize=20000)
def plain(text: str) -> str:
    """Return text in one form: NFKC, lower case, no accents, one blank between words."""
    text = simplified(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold())
    text = unicodedata.normalize("NFD", text.replace("ı", "i").replace("ø", "o"))
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"[\s_\-./:,;'’`\"“”]+", " ", unicodedata.normalize("NFC", text))
    return _BETWEEN_CJK.sub("", text).strip()


def is_cjk(text: str) -> bool:
    """Say whether the text holds Chinese or Japanese characters."""
    return bool(_CJK.search(text))


def runs_together(text: str) -> bool:
    """Say whether words are written without blanks between them, as in Thai, or as compounds."""
    return bool(_RUNS_TOGETHER.search(text))


def standing(row: Mapping[str, str]) -> str:
    """Return in brackets how far a row of a list is verified; nothing where it is."""
    return "" if row["status"] == "verified" else f" ({row['status']})"


def refresh(site: Path | None = None) -> None:
    """Look whether a reference list has changed since it was read; called once for each file."""
    files = [*content("reference", site).items(), *added_words(site).items()]
    stamp = tuple((name, file.stat().st_mtime_ns) for name, file in files)
    known = _stamps.get(site)
    if known is None or known[0] != stamp:
        _stamps[site] = (stamp, next(_versions))


def version(site: Path | None = None) -> int:
    """Return a number that changes when a reference list changes: a key for what is derived."""
    if site not in _stamps:
        refresh(site)
    return _stamps[site][1]


def rows(name: str, site: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of a reference list."""
    return _rows(name, site, version(site))


@lru_cache(maxsize=64)
def _rows(name: str, site: Path | None, version: int) -> list[dict[str, str]]:
    del version
    return reference(name, site)


def split(aliases: str) -> list[str]:
    """Return the aliases of one cell of a reference list."""
    return [part.strip() for part in aliases.split("|") if part.strip()]


def word_list(name: str, site: Path | None = None) -> dict[str, str]:
    """Return word → code of one list of word_aliases.csv; the code itself is a word too."""
    return _word_list(name, site, version(site))


@lru_cache(maxsize=128)
def _word_list(name: str, site: Path | None, version: int) -> dict[str, str]:
    del version
    found: dict[str, str] = {}
    for row in rows("word_aliases", site):
        if row["list"] == name:
            for word in [row["code"], *split(row["aliases"])]:
                found.setdefault(plain(word), row["code"])
    return found


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is written most alike, or None when none is close."""
    close = get_close_matches(plain(word), list(known), n=1, cutoff=0.6)
    return close[0] if close else None
