"""Named things of a site, listed as a table: by key, by attribute, and completed in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeVar

from sitroom.errors import nearest

if TYPE_CHECKING:
    import pandas as pd

Thing = TypeVar("Thing")


class Listing(Mapping[str, Thing]):
    """Things by name; each is also an attribute, so that a notebook completes it."""

    kind: ClassVar[str] = "thing"
    shown: ClassVar[tuple[str, ...]] = ()

    def __init__(self, find: Callable[[], Mapping[str, Thing]]) -> None:
        # Looked up at each use: what is listed follows what is published.
        self._find = find

    def __getitem__(self, name: str) -> Thing:
        things = self._find()
        if name not in things:
            raise KeyError(f"There is no {self.kind} `{name}`.{nearest(name, things)}")
        return things[name]

    def __getattr__(self, name: str) -> Thing:
        # A name of the machinery is no name of a thing, and asking must find nothing.
        things = {} if name.startswith("_") else self._find()
        if name not in things:
            raise AttributeError(f"There is no {self.kind} `{name}`.{nearest(name, things)}")
        return things[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())

    def __dir__(self) -> list[str]:
        return sorted([*super().__dir__(), *self._find()])

    def _ipython_key_completions_(self) -> list[str]:
        return sorted(self._find())

    def frame(self) -> pd.DataFrame:
        """Return the things as a DataFrame by name, one column for each of what is shown."""
        import pandas as pd

        rows = {name: [getattr(one, key) for key in self.shown] for name, one in self.items()}
        made = pd.DataFrame.from_dict(rows, orient="index", columns=list(self.shown))
        return made.rename_axis("name")

    def __repr__(self) -> str:
        return self.frame().to_string(max_colwidth=60)

    def _repr_html_(self) -> str:
        return self.frame().to_html(escape=True)
