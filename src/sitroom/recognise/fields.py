"""The fields that a dataset can have, and how well a column's contents fit one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sitroom.recognise import buddhist, numbers, pairs, points, times
from sitroom.recognise.codes import known_words, reader_for
from sitroom.recognise.profile import Profile
from sitroom.recognise.words import is_cjk, plain, rows, version, word_list

_WKB = re.compile(r"0[01][0-9A-Fa-f]{16,}|no degrees: .+")
_HAS_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"[A-Z]+(?::[0-9]+)+")  # USGS:01646500:00065 names a series, and no place
_NAMES_ONE = re.compile(r"[:\d]")
AREA_CODE = re.compile(r"[1-9][0-9]{5}(?:[0-9]{3}|[0-9]{6})?")
_LONGEST_CODE = 3  # FL and EQ are codes of kinds, and no event's name
_LONGEST_KIND = 25  # characters of a word for a kind of event
_DEGREES = ("lat", "lon")
_OF_JULIAN = re.compile(r"julian|yyddd|day ?of ?year|\bdoy\b|儒略|年积日")
_CODED = ("level", "hazard", "category", "status", "colour", "unit", "flag")


@dataclass(frozen=True)
class Field:
    """One field of a dataset: its kind, and the list of words where its cells are words."""

    name: str
    dataset: str
    column: str
    kind: str
    required: str
    words: str


def fields_of(dataset: str, site: Path | None = None) -> dict[str, Field]:
    """Return the fields of a dataset by name, the inputs common to all of them included."""
    return _fields_of(dataset, site, version(site))


@lru_cache(maxsize=128)
def _fields_of(dataset: str, site: Path | None, version: int) -> dict[str, Field]:
    return {
        name: field
        for name, field in _fields(site, version).items()
        if field.dataset in (dataset, "common")
    }


def datasets(site: Path | None = None) -> list[str]:
    """Return the names of all datasets."""
    found = dict.fromkeys(f.dataset for f in _fields(site, version(site)).values())
    return [name for name in found if name != "common"]


@lru_cache(maxsize=8)
def _fields(site: Path | None, version: int) -> dict[str, Field]:
    del version
    return {
        row["field"]: Field(
            row["field"], row["dataset"], row["column"], row["kind"], row["required"], row["words"]
        )
        for row in rows("fields", site)
    }


class Fitting:
    """Remembers what was found out about each column, so that it is found out once."""

    def __init__(
        self,
        profiles: list[Profile],
        site: Path | None,
        *,
        in_metres: bool = False,
        headers: Sequence[str] = (),
    ) -> None:
        self.profiles = profiles
        self.headers = headers  # in their plain form
        self.site = site
        # The source declares a projection: its coordinates are metres, not degrees.
        self.in_metres = in_metres
        self.months = word_list("month", site)
        self.nothing = set(word_list_raw("nothing", site))
        self.forever = set(word_list_raw("forever", site))
        self._comma: bool | None = None
        self._times: dict[int, times.TimeForm] = {}
        self._fit: dict[tuple[int, str, str], float] = {}

    def values(self, index: int) -> list[str]:
        """Return the sample's values of a column without the marks that mean "nothing"."""
        found = self.profiles[index].values
        return [v for v in found if v.strip().casefold() not in self.nothing]

    @property
    def decimal_comma(self) -> bool:
        """Say whether the file writes 3,50: then a point only parts the thousands."""
        if self._comma is None:
            values = [v.strip() for p in self.profiles for v in p.values[:100]]
            commas = sum(bool(numbers.COMMA_DECIMAL.fullmatch(v)) for v in values)
            points = sum(bool(numbers.POINT_DECIMAL.fullmatch(v)) for v in values)
            self._comma = commas > points
        return self._comma

    def times(self, index: int) -> times.TimeForm:
        """Return the forms of dates and times in a column's sample."""
        if index not in self._times:
            dated = [v for v in self.values(index) if v.strip().casefold() not in self.forever]
            counts_days = self.headers[index : index + 1] and _OF_JULIAN.search(self.headers[index])
            found = times.julian_form(dated) if counts_days else None
            self._times[index] = found or self._forms_of(dated)
        return self._times[index]

    def _forms_of(self, values: list[str]) -> times.TimeForm:
        names = word_list_raw("month", self.site)
        if not buddhist.are_told(values, names):
            return times.forms_of(values, self.months)
        form = times.forms_of([buddhist.gregorian(v, names) for v in values], self.months)
        form.buddhist = names
        return form

    def fit(self, index: int, field: Field) -> float:
        """Return how well a column's contents fit a field, 0 to 1; a blank column is 0.5."""
        # A text that is no event's title may well be a warning's headline.
        key = (index, field.kind, field.words or (field.column if field.kind == "text" else ""))
        if key not in self._fit:
            values = self.values(index)
            self._fit[key] = self._measure(index, field, values) if values else 0.5
        return self._fit[key]

    def _measure(self, index: int, field: Field, values: list[str]) -> float:
        kind = field.kind
        if kind == "date" and all(v.strip().casefold() in self.forever for v in values):
            return 0.5
        if kind in ("instant", "date"):
            return self.times(index).share
        if kind in ("int", "quantity", "money") or (self.in_metres and kind in _DEGREES):
            return sum(numbers.reads_as_number(v) for v in values) / len(values)
        if kind in _DEGREES:
            # A latitude of 113 is a longitude in the wrong column: every such row is told so.
            share = points.form_of(values, 180.0).share
            if kind == "lon" and share < 1 and points.is_eastward(values):
                return points.form_of(values, 360.0).share
            return share
        if kind == "lonlat":
            return pairs.pair_share(values)
        if kind == "wkb":
            return self.profiles[index].share(_WKB)
        if kind in _CODED:
            return self._known_share(index, field, values)
        return self._text_fit(index, field, values)

    def _known_share(self, index: int, field: Field, values: list[str]) -> float:
        """Return the share of known words; few different words may all be unknown yet."""
        reader = reader_for(field.kind, field.words, self.site)
        if reader is None:
            return 0.0
        known = sum(reader(value) is not None for value in values) / len(values)
        if field.words == "cap_status" and not known and self._are_kinds_of_message(values):
            return 0.0
        if field.words == "incident":
            colours = reader_for("level", "pager", self.site)
            known = max(
                known, sum(colours(v) is not None for v in values) / len(values) if colours else 0
            )
        few = len(values) <= 12 and not self.profiles[index].is_numeric
        if field.kind in ("unit", "hazard"):
            few = len(values) <= 60 and any(_HAS_LETTER.search(v) for v in values)
        if field.kind == "hazard" and few:
            few = not self._are_scales_or_numbers(index, values)
        return max(known, 0.5 if few and field.kind not in ("flag", "level") else 0.0)

    def _are_scales_or_numbers(self, index: int, values: list[str]) -> bool:
        """Say whether values are ML and MW, or of each row another: es2026abcd is no kind."""
        scales = word_list("magnitude_scale", self.site)
        if all(plain(value) in scales for value in values):
            return True
        profile = self.profiles[index]
        is_numbered = all(any(map(str.isdigit, value)) and " " not in value for value in values)
        return is_numbered and 1 < profile.distinct == profile.filled

    def _are_kinds_of_message(self, values: list[str]) -> bool:
        """Say whether a status tells of issue, update and cancellation, as many lists have it."""
        reader = reader_for("category", "cap_msg_type", self.site)
        return reader is not None and all(reader(value) is not None for value in values)

    def _text_fit(self, index: int, field: Field, values: list[str]) -> float:
        if field.column.startswith(("name", "title", "item_name", "place", "cause", "description")):
            lettered = sum(bool(_HAS_LETTER.search(value)) for value in values) / len(values)
            dated = self.times(index).dated / len(values)
            if field.column == "place" and pairs.pair_share(values) > 0.9:
                return 0.2
            if field.column == "title" and self._are_codes(values):
                return 0.2
            if field.column == "title" and self._are_hazards(index, values):
                return 1.0 if self._kinds_beside(index) else 0.3
            coded = sum(bool(_CODE.fullmatch(value)) for value in values) / len(values)
            return max(0.0, min(1.0, lettered - dated - 0.45 * coded))
        if field.column == "event_text":  # Red and Amber are colours of a warning, and no event
            colours = word_list("colour", self.site)
            return 1 - sum(plain(v) in colours for v in values) / len(values)
        if field.kind == "region":
            if all(AREA_CODE.fullmatch(value.strip()) for value in values):
                return 1.0
            return 1.0 if any(_HAS_LETTER.search(value) for value in values) else 0.4
        return 1.0

    def _kinds_beside(self, index: int) -> bool:
        """Say whether another column holds the kinds: then `Bridge Fire` is a name."""
        reader = reader_for("hazard", "", self.site)
        mine = set(self.values(index))
        for profile in self.profiles:
            values = self.values(profile.index) if profile.index != index else []
            if reader and values and not profile.is_numeric and len(set(values) - mine) > 0:
                known = sum(len(v) <= _LONGEST_KIND and reader(v) is not None for v in values)
                if known >= 0.8 * len(values):
                    return True
        return False

    def _are_codes(self, values: list[str]) -> bool:
        reader = reader_for("hazard", "", self.site)
        return reader is not None and all(
            value.isascii() and len(value) <= _LONGEST_CODE and reader(value) is not None
            for value in values
        )

    def _are_hazards(self, index: int, values: list[str]) -> bool:
        """Say whether a column holds kinds of events rather than their names."""
        reader = reader_for("hazard", "", self.site)
        if reader is None or max(map(len, values)) > _LONGEST_KIND:
            return False
        known = set(known_words("hazard", "", self.site))
        # 内涝 is a kind; 河东内涝 and `Nepal: Floods` name one event, though the word is in them.
        named = all(
            plain(value) in known
            if is_cjk(value)
            else reader(value) and len(value.split()) < 3 and not _NAMES_ONE.search(value)
            for value in values
        )
        return named and (len(values) > 1 or self.profiles[index].filled == 1)


def word_list_raw(name: str, site: Path | None = None) -> dict[str, str]:
    """Return word → code of a list, words only lower-cased: for marks such as `-` and `/`."""
    found = {}
    for row in rows("word_aliases", site):
        if row["list"] == name:
            for word in row["aliases"].split("|"):
                found[word.strip().casefold()] = row["code"]
    return {word: code for word, code in found.items() if word}
