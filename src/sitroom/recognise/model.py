"""What recognition finds: which table a file fills, which column is which field, and the SQL."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

How = Literal["override", "alias", "content", "none", "dropped"]


@dataclass
class Column:
    """One column of the file and the field it fills, with the reason for the choice."""

    index: int
    header: str
    field: str | None = None
    how: How = "none"
    confidence: float = 0.0
    why: str = ""
    unit: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Check:
    """A condition that is true where a row or one of its cells cannot be believed.

    A row check sets the row aside; a cell check keeps the row without that value. `detail_sql`
    gives, in words, what was expected. `$now` in the condition stands for the load's time.
    """

    field: str
    column: int | None
    condition_sql: str
    reason: str
    level: Literal["row", "cell"]
    value_sql: str
    detail_sql: str = "NULL"


@dataclass
class Recognition:
    """How a table of text becomes typed rows; expressions are SQL over c0…cN."""

    dataset: str
    confidence: float
    why: str
    columns: list[Column]
    expressions: dict[str, str]
    checks: list[Check]
    key: str
    key_why: str
    zone: str
    datum: str  # as the source declares it or the headers name it; empty for WGS-84
    day_first: bool | None = None
    masked: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # The key by which every usable row was seen to have a number: none needs a checksum for one.
    numbered_by: str = ""
    # Whether no two usable rows were seen to have the same number by it.
    is_unrepeated: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values, for the log of loads and `sitroom inspect`."""
        return asdict(self)
