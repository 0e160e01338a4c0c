"""A site's settings: `sitroom.toml`, and the only reading of the environment."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sitroom import datum
from sitroom.errors import UsageError, nearest
from sitroom.fetching.declared import check_place

FILE_NAME = "sitroom.toml"
# What a site has that is no key of its [site] block.
NOT_KEYS = frozenset(("folder", "sources", "views", "drop_headers"))
GONE = ("keep", "close", "remove")
_CADENCE = re.compile(r"(\d+(?:\.\d+)?)\s*(s|sec|min|h|hour|d|day)s?")
_MINUTES = {"s": 1 / 60, "sec": 1 / 60, "min": 1, "h": 60, "hour": 60, "d": 1440, "day": 1440}


@dataclass(frozen=True)
class Source:
    """One place that facts come from, as the site declares it."""

    name: str
    path: str = ""
    # Where it lies when that is no path: https://, s3://, sftp://, postgresql://, mysql://, …
    url: str = ""
    title: str = ""
    title_zh: str = ""
    connector: str = "files"
    dataset: str | None = None
    every: str = ""
    timezone: str = ""
    # Blank where the source does not say; then a file says so itself, or it is WGS-84.
    datum: str = ""
    key_space: str = ""
    # Headers whose cells together tell one row from another, where no column does so alone.
    key: tuple[str, ...] = ()
    # What becomes of rows that a full snapshot no longer holds: keep, close or remove.
    gone: str = "keep"
    # The largest share of its rows that may vanish at once; 1 allows an empty snapshot.
    gone_most: float = 0.5
    columns: dict[str, str] = field(default_factory=dict)
    # A file of certificates: of CAP messages, only those signed by one of them count.
    signed_by: str = ""
    # How it is fetched from `url`: query, table, headers, paging, hosts.
    fetch: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def every_minutes(self) -> float | None:
        """The promised cadence in minutes; None when the source promises nothing."""
        return minutes(self.every, f"every of source `{self.name}`") if self.every else None


@dataclass(frozen=True)
class SavedView:
    """A view that the site names: what stands in an address behind the page's name."""

    title: str = ""
    title_en: str = ""
    page: str = "briefing"
    query: str = ""


@dataclass(frozen=True)
class Site:
    """One emergency office: its folder, its words and its sources."""

    folder: Path
    title: str = "sitroom"
    title_en: str = ""
    timezone: str = "Asia/Shanghai"
    language: str = "zh"
    briefing_times: tuple[str, ...] = ("08:00", "20:00")
    arrival_target_minutes: float = 15
    dormant_days: int = 30
    # Whose grading rules hold; a rule of an earlier profile replaces the same rule of a later one.
    grading_profiles: tuple[str, ...] = ("cn-national",)
    keep_published: int = 20
    memory_limit: str = "4GB"
    # Whether this is an exercise: every page, picture, file, link and print then says so.
    exercise: bool = False
    # The largest file that may be dropped on the Sources page; 0 takes none.
    drop_limit_mb: int = 200
    # Headers of further personal columns, beside those that are always dropped.
    drop_headers: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    views: tuple[SavedView, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The zone that the site's clock on the wall shows."""
        return ZoneInfo(self.timezone)

    def source(self, name: str) -> Source:
        """Return the declared source of that name."""
        for source in self.sources:
            if source.name == name:
                return source
        known = [source.name for source in self.sources]
        raise UsageError(
            f"There is no source named `{name}` in {self.folder / FILE_NAME}."
            + nearest(name, known),
            "one of: " + (", ".join(known) or "(none declared)"),
        )


def minutes(text: str, where: str) -> float:
    """Return a cadence such as "10 min", "1 h" or "30 s" in minutes."""
    match = _CADENCE.fullmatch(text.strip().lower())
    if not match:
        raise UsageError(
            f"{where} is `{text}`.", 'a cadence such as "30 s", "10 min", "2 h", "1 day"'
        )
    return float(match[1]) * _MINUTES[match[2]]


def folder_of_site(given: Path | None = None) -> Path:
    """Return the site's folder: as given, else SITROOM_SITE, else the current folder."""
    return Path(given or os.environ.get("SITROOM_SITE") or Path.cwd()).resolve()


def open_site(given: Path | None = None) -> Site:
    """Read `sitroom.toml` of the site; a folder without one is a site with default settings."""
    folder = folder_of_site(given)
    if not folder.is_dir():
        raise UsageError(
            f"There is no folder {folder}.", "a site's folder", "run `sitroom init DIR`"
        )
    file = folder / FILE_NAME
    if not file.exists():
        return Site(folder=folder)
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}", "a TOML file") from error
    _known(written, {"site", "sources", "privacy", "views"}, str(file))
    values = _checked(Site, dict(written.get("site", {})), f"[site] of {file}")
    values |= _privacy(written.get("privacy", {}), file)
    sources = tuple(_source(entry, file) for entry in written.get("sources", []))
    views = tuple(
        SavedView(**_checked(SavedView, entry, f"[[views]] of {file}"))
        for entry in written.get("views", [])
    )
    site = Site(**values | {"folder": folder, "sources": sources, "views": views})
    _believable(site, file)
    return site


def secret(value: str) -> str:
    """Return the value, or what the environment holds when it is written as `env:NAME`."""
    if not value.startswith("env:"):
        return value
    name = value.removeprefix("env:")
    if name not in os.environ:
        raise UsageError(
            f"The environment has no variable {name}.",
            f"the secret that `env:{name}` in {FILE_NAME} names",
            "set it for the loader's process",
        )
    return os.environ[name]


def environment(**changes: str) -> dict[str, str]:
    """Return a copy of the environment with changes, for a child process."""
    return {**os.environ, **changes}


def in_ci() -> bool:
    """Say whether the environment calls itself a build server."""
    return os.environ.get("CI", "").lower() == "true"


def _privacy(written: dict[str, Any], file: Path) -> dict[str, Any]:
    """Return what a site drops beyond what is always dropped; there is no way to drop less."""
    _known(written, {"drop_headers"}, f"[privacy] of {file}")
    headers = written.get("drop_headers", [])
    if not isinstance(headers, list) or not all(isinstance(one, str) for one in headers):
        raise UsageError(f"drop_headers in {file} is {headers!r}.", "a list of headers")
    return {"drop_headers": tuple(headers)}


def _source(entry: dict[str, Any], file: Path) -> Source:
    name = str(entry.get("name", ""))
    if not re.fullmatch(r"[A-Za-z0-9_\-]{1,60}", name):
        raise UsageError(
            f"A source in {file} is named `{name}`.",
            "a name of letters, digits, `_` and `-`",
        )
    values = _checked(Source, entry, f"source `{name}` of {file}")
    if "datum" in values:
        values["datum"] = datum.checked(values["datum"], f"source `{name}` of {file}")
    source = Source(**values)
    if source.timezone:
        _zone(source.timezone, f"timezone of source `{name}`")
    if source.gone not in GONE:
        raise UsageError(
            f"`gone` of source `{name}` is `{source.gone}`." + nearest(source.gone, GONE),
            "one of: " + ", ".join(GONE),
        )
    _ = source.every_minutes
    check_place(source)
    return source


def _checked(kind: type, values: dict[str, Any], where: str) -> dict[str, Any]:
    own = {f.name: f for f in fields(kind) if f.name not in NOT_KEYS}
    _known(values, set(own), where)
    for key, value in values.items():
        default = own[key].default
        wanted = type(default) if default is not MISSING and default is not None else None
        if wanted is tuple and isinstance(value, list):
            values[key] = tuple(value)
        elif wanted is float and isinstance(value, int):
            values[key] = float(value)
        elif wanted in (str, int, float, bool) and not isinstance(value, wanted):
            raise UsageError(f"`{key}` in {where} is {value!r}.", f"a value like {default!r}")
    return values


def _known(values: dict[str, Any], known: set[str], where: str) -> None:
    for key in values:
        if key not in known:
            raise UsageError(
                f"{where} has the key `{key}`, which means nothing here." + nearest(key, known),
                "one of: " + ", ".join(sorted(known)),
            )


def _believable(site: Site, file: Path) -> None:
    _zone(site.timezone, f"timezone in {file}")
    if site.language not in ("zh", "en"):
        raise UsageError(f"language in {file} is `{site.language}`.", "zh or en")
    names = [source.name for source in site.sources]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{file} declares the source `{name}` twice.", "names used once")


def _zone(name: str, where: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(f"{where} is `{name}`.", "a zone such as Asia/Shanghai") from error
