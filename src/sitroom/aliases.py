"""Teaching a site a word: one line in its own list, beside the built-in ones."""

from __future__ import annotations

import csv
from pathlib import Path

from sitroom import content
from sitroom.errors import UsageError, nearest
from sitroom.recognise import mask_text
from sitroom.recognise.codes import known_words
from sitroom.recognise.fields import Field, datasets, fields_of
from sitroom.recognise.words import plain, refresh

# Kind of field → the list of its words, the column of the code, and what else names the row.
_LISTS = {
    "level": ("level_aliases", "level", "scheme"),
    "hazard": ("hazard_types", "code", ""),
    "unit": ("units", "unit", ""),
    "category": ("word_aliases", "code", "list"),
    "status": ("word_aliases", "code", "list"),
    "flag": ("word_aliases", "code", "list"),
    "colour": ("word_aliases", "code", "list"),
}


def add_alias(site: Path, name: str, word: str, code: str) -> Path:
    """Add a word for a code to the site's own list of a field; return the file.

    Raises UsageError with the nearest when the field or the code is not known, and when the word
    is known already.
    """
    refresh(site)
    field = _field(site, name)
    reference, column, among = _LISTS[field.kind]
    listed = field.words or field.kind
    rows = [row for row in content.reference(reference, site) if not among or row[among] == listed]
    codes = list(dict.fromkeys(row[column] for row in rows))
    if code not in codes:
        raise UsageError(
            f"`{code}` is no code of {field.name}." + nearest(code, codes),
            "one of: " + ", ".join(codes[:40]),
        )
    word = word.strip()
    if not word or "|" in word or mask_text(word) != word:
        raise UsageError(
            f"`{word}` is no word to learn.", "a word without `|` and without a person"
        )
    if plain(word) in {plain(known) for known in known_words(field.kind, listed, site)}:
        raise UsageError(
            f"`{word}` is known in {field.name} already.",
            "a word that `sitroom read flagged_cells` lists as unknown",
            f"to change what it means, put your own {reference}.csv into data/reference/",
        )
    line = {column: code, "aliases": word} | ({among: listed} if among else {})
    return _append(site / "data" / "reference" / "added" / f"{reference}.csv", line)


def _field(site: Path, name: str) -> Field:
    fields = {n: f for dataset in datasets(site) for n, f in fields_of(dataset, site).items()}
    coded = {n: f for n, f in fields.items() if f.kind in _LISTS}
    if name not in coded:
        raise UsageError(
            f"`{name}` is no field of words." + nearest(name, coded),
            "one of: " + ", ".join(sorted(coded)),
        )
    return coded[name]


def _append(file: Path, line: dict[str, str]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    is_new = not file.exists()
    columns = list(line)
    if not is_new:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            columns = next(csv.reader(lines))
    with file.open("a", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(line)
    return file
