"""HXL: the tags of a sheet say what its columns hold, whatever the headers above them are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sitroom.recognise.fields import datasets
from sitroom.recognise.headers import Header, matches, read_header
from sitroom.recognise.words import rows

# A part of the people is not all of them: `#affected +f` are the women among the affected.
_PARTS_OF_PEOPLE = frozenset(
    [
        *("f", "m", "i", "children", "infants", "adolescents", "adults", "elderly", "disabled"),
        *("hh", "households", "pct", "rate"),  # families and shares are no persons
    ]
)
_SURE = 0.9
_COUNTED = ("#affected", "#targeted", "#reached", "#inneed", "#population")
_PRIVATE = "!drop"
# Further attributes make these another thing: `#date +created` is not when it happened.
_QUALIFIED = ("#event", "#date")


def apply(
    headers: list[Header], tags: str | None, site: Path | None
) -> tuple[list[Header], set[int]]:
    """Return the headers as their tags name them, and which columns a tag marks as personal."""
    private: set[int] = set()
    if not tags:  # records whose names are the tags themselves
        tags = _tags_for_names([header.text for header in headers])
    if not tags:
        return headers, private
    known = [
        (row["tag"], frozenset(filter(None, row["attributes"].split("+"))), row["header"])
        for row in rows("hxl_tags", site)
    ]
    found = list(headers)
    for index, tag in enumerate(tags.split("\t")[: len(headers)]):
        name, attributes = _split(tag)
        word = _word(name, attributes, known)
        if (
            name in _QUALIFIED
            and word
            and _says_more(headers[index], name, attributes, known, site)
        ):
            continue
        if word == _PRIVATE or name == "#contact":
            private.add(index)
        elif word:
            read = read_header("" if word == "-" else word)
            found[index] = replace(headers[index], full=read.full, short=read.short)
    return _deepest_codes(found, tags), private


def _tags_for_names(texts: list[str]) -> str | None:
    tagged = [text if text.startswith("#") else "" for text in texts]
    return "\t".join(tagged) if sum(map(bool, tagged)) * 2 > len(texts) else None


def _says_more(
    header: Header,
    name: str,
    attributes: frozenset[str],
    known: list[tuple[str, frozenset[str], str]],
    site: Path | None,
) -> bool:
    """Say whether a header tells more than its tag, some of whose attributes nobody knows."""
    told = frozenset().union(*(own for tag, own, _ in known if tag == name and own <= attributes))
    untold = {attribute for attribute in attributes - told if len(attribute) > 2}
    if not untold or header.text.startswith("#"):
        return False
    offers = (match for dataset in datasets(site) for match in matches(header, dataset, site))
    return not told or any(match.score >= _SURE for match in offers)


def _split(tag: str) -> tuple[str, frozenset[str]]:
    name, *attributes = tag.lower().replace(" ", "").split("+")
    return name, frozenset(attributes)


def _word(
    name: str, attributes: frozenset[str], known: list[tuple[str, frozenset[str], str]]
) -> str | None:
    """Return the header for a tag: of the rows whose attributes it has, the one with the most."""
    if name in _COUNTED and attributes & _PARTS_OF_PEOPLE:
        return "-"
    fitting = [(len(own), word) for tag, own, word in known if tag == name and own <= attributes]
    return max(fitting)[1] if fitting else None


def _deepest_codes(headers: list[Header], tags: str) -> list[Header]:
    """Leave only the code of the deepest tier: the others are the beginnings of it."""
    codes = [(_split(tag)[0], i) for i, tag in enumerate(tags.split("\t")[: len(headers)])
             if headers[i].full == "adm code"]  # fmt: skip
    deepest = max(codes, default=None)
    return [
        replace(header, full="", short="") if header.full == "adm code" and deepest
        and index != deepest[1] else header
        for index, header in enumerate(headers)
    ]  # fmt: skip
