"""Filters of a metric's rows: names and values as people say them, bound into one condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from keyword import iskeyword
from pathlib import Path
from typing import Any

from sitroom.errors import UsageError, nearest
from sitroom.notebook.frames import GEOMETRY
from sitroom.recognise.codes import hazard_reader, known_words, level_reader
from sitroom.recognise.words import plain, rows, word_list
from sitroom.site import Published
from sitroom.store.connect import identifier
from sitroom.store.describe import area_names, areas_within

# A name said in two languages: `item` is met by item_zh, item_en and item_id.
_LANGUAGES = ("_zh", "_en")
_CODES = ("", "_id", "_code")
_REGION = ("region_code", "region_codes", "region_zh", "region_en")
LEVEL = re.compile(r"(.+_)?level")
CLOCKS = ("as_of", "known_as_of")
_NUMBER = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT|DOUBLE|FLOAT|DECIMAL")
_CODED = ("category", "status", "colour", "hazard")


@dataclass
class Condition:
    """SQL with a `?` for each of its values, and the words that nobody may have heard of."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    # filter, word, the words it might have been: looked at only when no row is found.
    doubts: list[tuple[str, str, Callable[[], Iterable[str]]]] = field(default_factory=list)

    @property
    def where(self) -> str:
        """The condition in SQL; empty when there is none."""
        return " AND ".join(self.parts)

    def explain_nothing(self) -> None:
        """Raise when the condition asked for a word that is not known: no row is not zero then."""
        for name, word, known in self.doubts:
            words = list(known())
            raise UsageError(
                f"There is no {name} `{word}`." + nearest(word, words),
                "one of: " + ", ".join(words[:40]) if words else "",
            )


@dataclass(frozen=True)
class Filters:
    """What a metric's rows can be narrowed by: its columns, and names in either language."""

    metric: str
    columns: Mapping[str, str]
    published: Published
    instant: Callable[[datetime | str], datetime]
    # What else the metric can be called with: instants and what-ifs.
    besides: Sequence[str] = ()

    @cached_property
    def names(self) -> list[str]:
        """Every name of a filter."""
        return names_of(self.columns)

    def condition(self, wanted: Mapping[str, Any]) -> Condition:
        """Return the condition that all of the filters together make."""
        made = Condition()
        for name, value in wanted.items():
            if name not in self.names:
                known = [*self.besides, *self.names]
                raise UsageError(
                    f"`{self.metric}` has no filter `{name}`." + nearest(name, known),
                    "one of: " + ", ".join(known),
                )
            self._add(made, name, value)
        return made

    def _add(self, made: Condition, name: str, value: Any) -> None:
        if isinstance(value, slice):
            for bound, sign in ((value.start, ">="), (value.stop, "<=")):
                if bound is not None:
                    column = self._single(name)
                    made.parts.append(f"{identifier(column)} {sign} ?")
                    made.values.append(self._value(made, column, bound)[0])
            return
        many = value if isinstance(value, list | tuple | set | frozenset) else [value]
        alternatives = [self._one(made, name, one) for one in many]
        made.parts.append("(" + (" OR ".join(alternatives) or "false") + ")")

    def _one(self, made: Condition, name: str, value: Any) -> str:
        if value is None:
            return f"{identifier(self._single(name))} IS NULL"
        if name == "region" and "region" not in self.columns:
            return self._region(made, str(value))
        columns = [name] if name in self.columns else []
        spoken = [name + end for end in _LANGUAGES if name + end in self.columns]
        if spoken:
            columns = [name + end for end in _CODES if name + end in self.columns]
        parts = []
        for column in columns:
            values = self._value(made, column, value)
            parts.append(f"list_contains(?, {identifier(column)})")
            made.values.append(values)
        for column in spoken:
            parts.append(f"core.name_key({identifier(column)}) = core.name_key(?)")
            made.values.append(str(value))
        return "(" + " OR ".join(parts) + ")"

    def _region(self, made: Condition, name: str) -> str:
        con = self.published.con
        codes = areas_within(con, name)
        if not codes:
            made.doubts.append(("region", name, lambda: area_names(con)))
        parts = []
        if "region_code" in self.columns:
            parts.append("list_contains(?, region_code)")
            made.values.append(codes)
        if "region_codes" in self.columns:
            parts.append("list_has_any(?, string_split(region_codes, ','))")
            made.values.append(codes)
        for column in ("region_zh", "region_en"):
            if column in self.columns:
                parts.append(f"core.region_key({column}) = core.region_key(?)")
                made.values.append(name)
        return "(" + " OR ".join(parts) + ")"

    def _value(self, made: Condition, column: str, value: Any) -> list[Any]:
        """Return a value as the column has it; a word may stand for itself and for its code."""
        kind = self.columns[column]
        if kind.startswith("TIMESTAMP"):
            return [self.instant(value)]
        if kind == "DATE":
            return [_date(column, value)]
        if LEVEL.fullmatch(column) and kind == "INTEGER":
            return [self._level(column, value)]
        if kind == "BOOLEAN" or _NUMBER.match(kind):
            return [_number_or_flag(column, kind, value)]
        if isinstance(value, str):
            known = self._codes(column)
            if known and plain(value) not in known:
                codes = sorted(set().union(*known.values()))
                made.doubts.append((column, value, lambda: codes))
            return [value, *known.get(plain(value), ())]
        return [value]

    def _level(self, column: str, value: Any) -> int:
        if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
            return int(value)
        read = level_reader("incident", self._folder)(str(value))
        if read is None:
            raise UsageError(
                f"`{column}` is never `{value}`.", "a level I, II, III, IV or 1 to 4; None for none"
            )
        return int(read)

    def _codes(self, column: str) -> dict[str, set[str]]:
        """Return word → codes of every list that fills a column of this name."""
        found: dict[str, set[str]] = {}
        lists = {
            row["words"] or row["kind"]
            for row in rows("fields", self._folder)
            if row["column"] == column and row["kind"] in _CODED
        }
        for one in lists:
            for word, code in word_list(one, self._folder).items():
                found.setdefault(word, set()).add(code)
        if column == "hazard":
            read = hazard_reader(self._folder)
            for word in known_words("hazard", "", self._folder):
                found[word] = {read(word) or word}
        return found

    def _single(self, name: str) -> str:
        for column in (name, f"{name}_code", f"{name}_id", f"{name}_en"):
            if column in self.columns:
                return column
        raise UsageError(f"`{name}` stands for several columns.", "one column by its name")

    @property
    def _folder(self) -> Path:
        return self.published.folder


def _date(column: str, value: Any) -> date:
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError(f"`{column}` is never `{value}`.", "a date such as 2026-07-12") from error


def _number_or_flag(column: str, kind: str, value: Any) -> float | bool:
    """Return a number or a flag as Python has it, whatever array it was taken from."""
    told = value.item() if hasattr(value, "item") else value
    if kind == "BOOLEAN":
        if isinstance(told, bool):
            return told
        raise UsageError(f"`{column}` is never `{value}`.", "True or False")
    try:
        return told if isinstance(told, int | float) else float(told)
    except (TypeError, ValueError) as error:
        wanted = "a number, a list of numbers, or slice(2, 5) for 2 to 5"
        raise UsageError(f"`{column}` is never `{value}`.", wanted) from error


def names_of(columns: Mapping[str, str]) -> list[str]:
    """Return the names of filters that a metric with these columns has, its columns first."""
    spoken = [c[: -len(end)] for c in columns for end in _LANGUAGES if c.endswith(end)]
    region = ["region"] if any(name in columns for name in _REGION) else []
    # Nobody says a shape; `region` asks for what lies inside one.
    return [n for n in dict.fromkeys([*columns, *spoken, *region]) if n != GEOMETRY]


def argument_names(
    columns: Mapping[str, str], takes: Iterable[str] = (), what_ifs: Iterable[str] = ()
) -> list[str]:
    """Return what a metric can be called with: the clocks, its own instants, what-ifs, filters."""
    named = [*CLOCKS, *takes, *what_ifs, *names_of(columns)]
    return [n for n in dict.fromkeys(named) if n.isidentifier() and not iskeyword(n)]
