"""Headers: one way to write them, their unit, and which fields of a dataset they may name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitroom.recognise.words import is_cjk, plain, rows, split, version, word_list

_BRACKETS = re.compile(r"[(\[{（【〔](.*?)[)\]}）】〕]")
_LEADING_NUMBER = re.compile(
    r"^\s*(?:\(?\d{1,2}[)、．]|\d{1,2}\.\s|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、)\s*"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z]{3})(?=\d)")
_TRAILING_UNIT = re.compile(r"(?<=[\u4e00-\u9fff])[/:：]\s*(\S{1,4})$")

# What a nested record holds below one of these is about a person, whatever it is called.
_PERSONS = frozenset(
    [
        *("contact", "contacts", "reporter", "reporters", "caller", "callers", "informant"),
        *("person", "persons", "people", "victim", "victims", "patient", "patients"),
        *("联系人", "报警人", "负责人"),
    ]
)

_ARTICLES = frozenset(
    [
        "d",
        "l",
        "de",
        "du",
        "da",
        "do",
        "das",
        "dos",
        "des",
        "del",
        "la",
        "le",
        "les",
        "el",
        "los",
        "las",
        "der",
        "die",
        "das",
        "the",
        "of",
    ]
)


# What stands last says what a header is: an `operator type` is a type and no operator.
_HEADS = frozenset(
    [
        *("type", "kind", "code", "id", "class", "group", "source", "scale", "unit", "method"),
        *("category", "number", "no", "count", "rate", "percent", "pct", "index", "url", "error"),
        *("extinguished", "closed", "ended", "cleared", "modified", "updated", "created"),
        *("entered", "resolved", "completed", "controlled", "contained", "cancelled"),
        *("flag", "area", "size", "name", "rank", "frequency", "zip", "postcode"),
    ]
)


@dataclass(frozen=True)
class Header:
    """A header as written, in one form with and without its brackets, and the unit it names."""

    text: str
    full: str
    short: str
    unit: str | None


@dataclass(frozen=True)
class Match:
    """A field that a header may name; `score` is 1 for the alias itself, `rank` its place."""

    field: str
    score: float
    rank: int
    alias: str


def read_header(text: str) -> Header:
    """Take a header apart: its words, and a unit in brackets or after a stroke."""
    wide = re.sub(r"(?i)dttm\b", "DateTime", unicodedata.normalize("NFKC", text.strip()))
    wide = _LEADING_NUMBER.sub("", re.sub(r"[*★☆※▲●¿?¡!@]+", " ", wide))
    spaced = _CAMEL.sub(" ", wide)
    inside = [part.strip() for part in _BRACKETS.findall(wide) if part.strip()]
    bare = _BRACKETS.sub(" ", spaced)
    trailing = _TRAILING_UNIT.search(bare)
    if trailing and not inside:
        inside, bare = [trailing[1]], bare[: trailing.start()]
    full = plain(_BRACKETS.sub(r" \1 ", spaced))
    return Header(text, full, plain(bare) or full, inside[0] if inside else None)


def is_private(header: Header, numeric: bool, site: Path | None = None) -> bool:
    """Say whether a column holds personal data by its header and must never be stored.

    A header that ends in 人 or 员 names people unless its cells are numbers (a count).
    """
    *around, own = re.split(r"[./]", header.text.lower())
    if _PERSONS.intersection(around) or (own in _PERSONS and not numeric):
        return True
    exact, parts, public = _drop_list(site, version(site))
    if header.full in public or header.short in public:
        return False
    for form in (header.full, header.short):
        if form in exact or any(part in form for part in parts if is_cjk(part)):
            return not (numeric and re.search(r"数$|人数|人口", form))
        if any(re.search(rf"(^| ){re.escape(part)}( |$)", form) for part in parts):
            return True
    return (
        not numeric
        and len(header.short) > 1
        and bool(re.search(r"[人员]$", header.short))
        and (not re.search(r"(法人单位|单位法人|是否.*)$", header.short))
    )


def matches(header: Header, dataset: str, site: Path | None = None) -> list[Match]:
    """Return the fields of a dataset that a header may name, best first."""
    return _matches(header, dataset, site, version(site))


@lru_cache(maxsize=20000)
def _matches(header: Header, dataset: str, site: Path | None, version: int) -> list[Match]:
    exact, inside = _alias_tables(dataset, site, version)
    found: dict[str, Match] = {}

    def offer(field: str, score: float, rank: int, alias: str) -> None:
        if field not in found or found[field].score < score:
            found[field] = Match(field, score, rank, alias)

    for form, score in ((header.full, 1.0), (header.short, 0.98)):
        for field, rank in exact.get(form, []):
            offer(field, score, rank, form)
    for field, rank in exact.get(_without_articles(header.short), []):
        offer(field, 0.95, rank, header.short)
    # `timeStamp` and `time_stamp` are one word in two ways of writing.
    for field, rank in exact.get(header.short.replace(" ", ""), []):
        offer(field, 0.95, rank, header.short)
    for form in _without_subject(header.short, dataset, site, version):
        for field, rank in exact.get(form, []):
            offer(field, 0.9, rank, form)
    if not found:
        for part, share in _parts(header.short):
            for field, rank in inside.get(part, []):
                offer(field, 0.5 + 0.35 * share, rank, part)
    return sorted(found.values(), key=lambda match: (-match.score, match.rank))


def spread(alias: str, site: Path | None = None) -> int:
    """Return in how many datasets an alias means something; the fewer, the more it tells."""
    return _spread(site, version(site)).get(alias, 1)


def _without_articles(form: str) -> str:
    return " ".join(word for word in form.split() if word not in _ARTICLES) or form


def _parts(form: str) -> list[tuple[str, float]]:
    """Return the beginnings and ends of a header that may be trusted, each with its share of it.

    Chinese puts the head last, so an end counts from two characters, a beginning from three.
    """
    if is_cjk(form):
        size = len(form)
        ends = [(form[-n:], n / size) for n in range(2, size) if n / size >= 0.4]
        return ends + [(form[:n], n / size) for n in range(3, size) if n / size >= 0.4]
    words = form.split()
    size = len(words)
    return [
        (" ".join(part), len(part) / size)
        for n in range(max(1, size - 2), size)
        for part in (words[-n:], words[:n])
        if part == words[-n:] or words[-1] not in _HEADS
    ]


def _without_subject(form: str, dataset: str, site: Path | None, version: int) -> list[str]:
    """Return the header without the word for what the whole file is about (accident date)."""
    found: list[str] = []
    for subject in _subjects(dataset, site, version):
        if is_cjk(subject):
            if form.startswith(subject) and len(form) > len(subject) + 1:
                found.append(form[len(subject) :])
        elif form.startswith(subject + " "):
            found.append(form[len(subject) + 1 :])
    return found


@lru_cache(maxsize=64)
def _alias_tables(
    dataset: str, site: Path | None, version: int
) -> tuple[dict[str, list[tuple[str, int]]], dict[str, list[tuple[str, int]]]]:
    del version
    # Words too common to be trusted inside a longer header: they count only as the whole of it.
    generic = word_list("generic", site)
    exact: dict[str, list[tuple[str, int]]] = {}
    inside: dict[str, list[tuple[str, int]]] = {}
    for row in rows("header_aliases", site):
        field = row["field"]
        if field.partition(".")[0] not in (dataset, "common"):
            continue
        own = field.partition(".")[2].replace("_", " ")
        for rank, alias in enumerate([*split(row["aliases"]), own]):
            form = read_header(alias).full or alias
            for written in {form, _without_articles(form)}:
                exact.setdefault(written, []).append((field, rank))
            long_enough = len(form) >= (2 if is_cjk(form) else 4)
            if form not in generic and long_enough and not field.startswith("common"):
                inside.setdefault(form, []).append((field, rank))
    return exact, inside


@lru_cache(maxsize=8)
def _spread(site: Path | None, version: int) -> dict[str, int]:
    del version
    datasets: dict[str, set[str]] = {}
    for row in rows("header_aliases", site):
        dataset = row["field"].partition(".")[0]
        for alias in split(row["aliases"]):
            datasets.setdefault(read_header(alias).full, set()).add(dataset)
    return {alias: len(found) for alias, found in datasets.items()}


@lru_cache(maxsize=64)
def _subjects(dataset: str, site: Path | None, version: int) -> list[str]:
    del version
    return [
        plain(word)
        for row in rows("word_aliases", site)
        if row["list"] == "subject" and row["code"] == dataset
        for word in split(row["aliases"])
    ]


@lru_cache(maxsize=8)
def _drop_list(site: Path | None, version: int) -> tuple[set[str], list[str], set[str]]:
    del version

    def aliases_of(field: str) -> set[str]:
        return {
            read_header(alias).full
            for row in rows("header_aliases", site)
            if row["field"] == field
            for alias in split(row["aliases"])
        }

    parts = list(word_list("private", site))
    return aliases_of("!drop"), parts, aliases_of("org.public_hotline")
