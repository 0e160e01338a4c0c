"""Columns that may be fields, and which of them were taken for which."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitroom.recognise.fields import Field
from sitroom.recognise.model import How


@dataclass
class Claim:
    """A column that may be a field: how sure by its header, and how well its contents fit."""

    column: int
    field: Field
    score: float
    rank: int
    fit: float
    alias: str
    how: How = "alias"
    rest: str = ""
    part: str = ""

    @property
    def weight(self) -> float:
        """Return header and contents together."""
        return self.score * (0.5 + 0.5 * self.fit)


@dataclass
class Assignment:
    """The columns that fill a dataset's fields; several for one field are parts of it."""

    dataset: str
    chosen: dict[str, list[Claim]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    ignored: set[int] = field(default_factory=set)

    def take(self, name: str, claims: list[Claim]) -> None:
        """Give columns to a field."""
        self.chosen[name] = claims
        self.used |= {claim.column for claim in claims}
