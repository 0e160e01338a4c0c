"""What the recounts share: the product's answers at each moment, read once, beside the files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd
from recounted import shown_metrics
from sample_reading import moment

from sitroom.paths import content_folder
from sitroom.site import Published

Kind = TypeVar("Kind")


@dataclass
class Shown:
    """What every card shows at a moment, as known then, and the files that it was made from."""

    published: Published
    language: str
    clock: str
    counted: dict[type, Any] = field(default_factory=dict)

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The rows of every metric that a card reads, together as a page reads them."""
        now = moment(self.clock)
        return self.published.read_many(shown_metrics(), as_of=now, known_as_of=now)

    def frame(self, metric: str) -> pd.DataFrame:
        return self.frames[metric]

    def row(self, metric: str) -> dict[str, Any]:
        (found,) = self.frame(metric).to_dict("records")
        return found

    def recount(self, kind: type[Kind]) -> Kind:
        """Return a recount of this moment's files, made once."""
        if kind not in self.counted:
            self.counted[kind] = kind(content_folder("sample") / self.language, self.clock)  # type: ignore[call-arg]
        return self.counted[kind]

    def name(self, stem: str) -> str:
        """Return the column that has a name as this sample's files write it."""
        return f"{stem}_{self.language}"
