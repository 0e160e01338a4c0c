"""Which dataset a file is: its headers and contents first, its name as a hint."""

from __future__ import annotations

import re
from pathlib import Path

from sitroom.errors import UnreadableFile, UsageError, nearest
from sitroom.recognise import summaries
from sitroom.recognise.codes import reader_for
from sitroom.recognise.fields import AREA_CODE, Fitting, datasets, fields_of
from sitroom.recognise.headers import Header, matches, spread
from sitroom.recognise.match import Assignment, assign, missing
from sitroom.recognise.words import is_cjk, plain, rows, split
from sitroom.settings import Source

_TELLING = summaries.WHERE | {
    *("title", "hazard", "hazard_text", "level", "magnitude"),
    *("burnt_area_ha", "deaths", "injured", "description", "glide", "cause"),
}
# What a place has besides a name; without any of it a list of names and numbers is none.
_OF_SITE = {
    *("kind", "address", "region", "lat", "lonlat", "geom_wkb", "capacity", "org", "occupancy"),
    *("area_m2", "hazard_grade", "substances"),
}
_OF_RISK = {
    *("l", "e", "c", "s", "score", "level", "accident_type", "controls", "owner_org", "due_on"),
    *("region", "geom_wkb", "substances", "next_review_on"),
}
# What the settings say of a column that is to fill nothing.
NO_FIELD = ("", "-", "none")
_NAMELESS = re.compile(r"column \d+")
_LEAST, _LEAST_FIELDS = 0.6, 2
_UNLIKELY = 0.05


def choose(
    headers: list[Header],
    private: set[int],
    fitting: Fitting,
    source: Source,
    hint_text: str,
    site: Path | None,
) -> tuple[Assignment, float, str]:
    """Return the best dataset's assignment, how sure it is, and why.

    Raises UnreadableFile when no dataset fits, naming the headers found.
    """
    names = datasets(site)
    if source.dataset:
        _check_declared(source, names)
        chosen = _assigned(source.dataset, headers, private, fitting, source, site)
        absent = missing(chosen, site)
        if absent:
            raise _refusal(headers, fitting, [(chosen, absent)], site)
        return chosen, 1.0, "declared by the source"
    offers: list[tuple[float, Assignment, list[str]]] = []
    for name in names:
        assignment = _assigned(name, headers, private, fitting, source, site)
        absent = missing(assignment, site)
        likely = _likely(assignment, headers, fitting, site) * _no_quakes(assignment, fitting, site)
        hinted = _named(name, hint_text, site) or _holds_areas(assignment, fitting)
        # Statistics of fires are none, whatever the file is called.
        hint = 1.5 if hinted and likely > _UNLIKELY else 0.0
        score = _weight_of(assignment, site) * likely + hint
        offers.append((score * 0.3 ** len(absent), assignment, absent))
    offers.sort(key=lambda offer: -offer[0])
    best, chosen, absent = offers[0]
    if absent or best < _LEAST or len(chosen.chosen) < _LEAST_FIELDS:
        raise _refusal(headers, fitting, [(a, m) for _, a, m in offers], site)
    second = offers[1][0]
    found = ", ".join(
        f"{field.partition('.')[2]} ← {headers[claims[0].column].text}"
        for field, claims in list(chosen.chosen.items())[:6]
    )
    confidence = round(best / (best + second), 2) if second else 1.0
    return chosen, confidence, f"{found}; next best: {offers[1][1].dataset}"


def _weight_of(assignment: Assignment, site: Path | None) -> float:
    """Return how much the recognised headers speak for this dataset: rare aliases tell more."""
    total = 0.0
    for claims in assignment.chosen.values():
        claim = claims[0]
        blank = 0.5 if claim.fit == 0.5 else 1.0
        if len(claim.alias) == 1 and claim.alias.isascii():
            blank *= 0.3
        total += claim.weight * blank / spread(claim.alias, site) ** 0.5
    return total


def _are_places(assignment: Assignment, headers: list[Header], site: Path | None) -> bool:
    """Say whether what could be a log is a list of places: beds, and no header says when."""
    when = assignment.chosen.get("incident.occurred_at", [])
    if not when or when[0].how != "content":
        return False
    offers = (match.field for header in headers for match in matches(header, "site", site))
    return "site.capacity" in offers


def _likely(
    assignment: Assignment, headers: list[Header], fitting: Fitting, site: Path | None
) -> float:
    """Halve what speaks for a log whose rows would have no kind, name, level, place or count.

    The same for places and risks of which nothing but a name is told.
    """
    if _are_places(assignment, headers, site):
        return 0.3
    if summaries.are_observed(assignment, headers, fitting, site) or summaries.are_statistics(
        assignment, headers, fitting, site
    ):
        return _UNLIKELY
    wanted = {"incident": _TELLING, "site": _OF_SITE, "risk": _OF_RISK}.get(assignment.dataset)
    told = {name.partition(".")[2] for name in assignment.chosen}
    return 0.5 if wanted and not told & wanted else 1.0


def _no_quakes(assignment: Assignment, fitting: Fitting, site: Path | None) -> float:
    """Lower what speaks for warnings where every headline tells of a quake that has been."""
    own = assignment.chosen.get("warning.headline", []) if assignment.dataset == "warning" else []
    values = fitting.values(own[0].column) if own else []
    read = reader_for("hazard", "", site)
    quakes = read and values and all(read(value) == "earthquake" for value in values[:50])
    return 0.3 if quakes and "warning.expires_at" not in assignment.chosen else 1.0


def _holds_areas(assignment: Assignment, fitting: Fitting) -> bool:
    """Say whether each row has an area's own code, six digits or padded to nine or twelve."""
    code = assignment.chosen.get("region.region_code", [])[:1]
    if not code or not any(word in code[0].alias for word in ("code", "代码", "编码")):
        return False
    profile = fitting.profiles[code[0].column]
    whole = profile.share(AREA_CODE) == 1 and profile.distinct == profile.filled > 1
    return whole and any(value.strip().endswith("00") for value in profile.values)


def _check_declared(source: Source, names: list[str]) -> None:
    if source.dataset not in names:
        raise UsageError(
            f"Source `{source.name}` declares the dataset `{source.dataset}`."
            + nearest(source.dataset or "", names),
            "one of: " + ", ".join(names),
        )


def _assigned(
    name: str,
    headers: list[Header],
    private: set[int],
    fitting: Fitting,
    source: Source,
    site: Path | None,
) -> Assignment:
    overrides = _overrides(name, headers, source, site)
    return assign(name, headers, private, fitting, overrides, site)


def _overrides(
    dataset: str, headers: list[Header], source: Source, site: Path | None
) -> dict[int, str]:
    """Return the columns whose field the source's settings name."""
    known = fields_of(dataset, site)
    found: dict[int, str] = {}
    for written, wanted in source.columns.items():
        name = wanted if "." in wanted else f"{dataset}.{wanted}"
        for index, header in enumerate(headers):
            if header.text.strip() == written.strip() or header.full == plain(written):
                if name in known or wanted in NO_FIELD:
                    found[index] = name
                break
    return found


def _named(dataset: str, text: str, site: Path | None) -> bool:
    """Say whether a file's name or title speaks of a dataset."""
    form = f" {plain(text)} "
    for row in rows("word_aliases", site):
        if row["list"] == "dataset" and row["code"] == dataset:
            for word in map(plain, split(row["aliases"])):
                if (word in form) if is_cjk(word) else (f" {word} " in form):
                    return True
    return False


def _refusal(
    headers: list[Header],
    fitting: Fitting,
    offers: list[tuple[Assignment, list[str]]],
    site: Path | None,
) -> UnreadableFile:
    found = ", ".join(f"`{header.text}`" for header in headers[:30]) or "no header"
    wanted = "; ".join(
        f"{one.dataset}: {', '.join(f.partition('.')[2] for f in names) or 'more known headers'}"
        for one, names in offers[:3]
    )
    if headers and all(_NAMELESS.fullmatch(header.text) for header in headers):
        return UnreadableFile(
            "The table has no row of headers, and its cells alone do not tell what they are.",
            "a row of headers, or columns of dates, kinds and degrees, or of items with units",
            "name the columns in one line of the source in sitroom.toml, for example"
            ' `columns = {"column 1" = "occurred_at", "column 2" = "hazard"}`',
            code="E_UNKNOWN",
        )
    if summed := summaries.refusal(headers, fitting, site, [one for one, _ in offers]):
        return summed
    return UnreadableFile(
        f"The columns {found} are not those of any table that is known here.",
        f"headers of one dataset. What is missing, nearest first: {wanted}",
        "name the columns under `columns` of the source, or declare its `dataset`, in sitroom.toml",
        code="E_UNKNOWN",
    )
