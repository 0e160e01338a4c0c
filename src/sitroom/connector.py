"""Connectors: functions that say where facts come from."""

from __future__ import annotations

import importlib.util
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from sitroom.errors import SitroomError, UsageError, nearest
from sitroom.paths import content

# A connector gives rows of text, or the file whose own content says how it is read.
Given = Path | Iterable[Mapping[str, str | None]]
Function = TypeVar("Function", bound=Callable[..., Given])
_MARK = "_sitroom_connector"


@dataclass(frozen=True)
class Connector:
    """A connector by name: its function, the dataset it fills, its cadence, its settings.

    `settings` holds each argument that a site may set and its default; `inspect.Parameter.empty`
    stands for one that must be set. The argument `file` is given by the loader.
    """

    name: str
    fn: Callable[..., Given]
    fills: str | None
    every: str
    settings: dict[str, Any]
    # A pattern that the beginning of its files matches: such a file needs no `connector` named.
    reads: str = ""

    def arguments(self, given: dict[str, Any], file: Path) -> dict[str, Any]:
        """Return the function's arguments; an unknown or missing setting is a UsageError."""
        for key in given:
            if key not in self.settings:
                raise UsageError(
                    f"The connector `{self.name}` has no setting `{key}`."
                    + nearest(key, self.settings),
                    "one of: " + (", ".join(self.settings) or "(it has none)"),
                )
        for key, default in self.settings.items():
            if default is inspect.Parameter.empty and key not in given:
                raise UsageError(
                    f"The connector `{self.name}` is not told its `{key}`.",
                    f"`{key}` among the options of the source",
                )
        takes_file = "file" in inspect.signature(self.fn).parameters
        return given | ({"file": file} if takes_file else {})


def connector(
    *, fills: str | None = None, every: str = "", reads: str = ""
) -> Callable[[Function], Function]:
    """Mark a function as a connector that fills a dataset (None: recognised from the content).

    `reads` is a regular expression; a text file whose first 16,000 characters match it is read by
    this connector wherever it turns up. Where several match, the longest match decides.
    """

    def mark(function: Function) -> Function:
        setattr(function, _MARK, (fills, every, reads))
        return function

    return mark


def discover(site: Path | None = None) -> dict[str, Connector]:
    """Return every connector by name; a site's own replaces a built-in of the same name."""
    found: dict[str, Connector] = {}
    for name, file in content("connectors", site).items():
        found |= {one.name: one for one in _in(_module(name, file))}
    return found


def find(name: str, site: Path | None = None) -> Connector:
    """Return the connector of that name; UsageError names the nearest when there is none."""
    known = discover(site)
    if name not in known:
        raise UsageError(
            f"There is no connector `{name}`." + nearest(name, known),
            "one of: " + ", ".join(sorted(known)),
        )
    return known[name]


def recognised(start: str, site: Path | None = None) -> str | None:
    """Return the name of the connector that says it reads a text with this beginning."""
    best, longest = None, 0
    for name, one in discover(site).items():
        match = re.search(one.reads, start, re.S) if one.reads else None
        if match and len(match[0]) > longest:
            best, longest = name, len(match[0])
    return best


def _module(name: str, file: Path) -> ModuleType:
    return _module_as_of(name, file, file.stat().st_mtime_ns)


@lru_cache(maxsize=100)
def _module_as_of(name: str, file: Path, _changed: int) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"sitroom_connector_{name}", file)
    if spec is None or spec.loader is None:
        raise SitroomError(f"{file} cannot be loaded as a connector.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (SyntaxError, ImportError) as error:
        raise SitroomError(
            f"{file} cannot be loaded: {error}", "a Python file with a connector", "mend the file"
        ) from error
    return module


def _in(module: ModuleType) -> Iterator[Connector]:
    for name, value in vars(module).items():
        if not hasattr(value, _MARK):
            continue
        fills, every, reads = getattr(value, _MARK)
        parameters = inspect.signature(value).parameters.values()
        settings = {p.name: p.default for p in parameters if p.name != "file"}
        yield Connector(name, value, fills, every, settings, reads)
