"""How a source is fetched, as its `path`, `url` and `fetch` say; mistakes are UsageErrors."""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, field, fields
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sitroom.errors import UsageError, nearest

if TYPE_CHECKING:
    from sitroom.settings import Source

REMOTE = ("s3", "sftp")
DATABASES = ("postgresql", "mysql", "sqlite")
FOLLOW = ("cap", "all", "none")
_SYSTEM = ("/dev/", "/proc/", "/sys/", "/vsi")


@dataclass(frozen=True)
class How:
    """What `fetch = {…}` of a source says; texts written `env:NAME` are secrets."""

    # Of http and https.
    headers: dict[str, str] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)  # added to the address behind its ?
    hosts: tuple[str, ...] = ()  # that redirects, pages and entries may lead to besides its own
    proxy: str = ""  # that the network wants asked instead; it finds the addresses
    ca: str = ""  # a file of certificates to trust instead of the system's store
    page: str = ""  # the name of the parameter that numbers pages, or
    offset: str = ""  # of the one that counts rows to pass over
    first: int = 1  # the number of the first page
    size: int = 0  # rows on a full page; a shorter one is the last
    max_pages: int = 100
    follow: str = "cap"  # entries of an index that are fetched: cap (CAP alerts), all, none
    # Of S3, SFTP and databases.
    user: str = ""
    password: str = ""
    key_file: str = ""  # SFTP: the private key
    known_hosts: str = ""  # SFTP: the file of host keys, when not the user's own
    endpoint: str = ""  # S3: the address of a server of one's own
    # Of databases.
    query: str = ""
    table: str = ""
    max_rows: int = 10_000_000
    seconds: int = 60


def how(source: Source) -> How:
    """Return what the source's `fetch` says; an unknown or wrongly written key is a UsageError."""
    known = {f.name: f for f in fields(How)}
    given: dict[str, Any] = {}
    for key, value in source.fetch.items():
        if key not in known:
            raise UsageError(
                f"`fetch` of source `{source.name}` has the key `{key}`, which means nothing here."
                + nearest(key, known),
                "one of: " + ", ".join(sorted(known)),
            )
        default = known[key].default
        wanted = dict if default is MISSING else list if default == () else type(default)
        if not isinstance(value, wanted) or isinstance(value, bool):
            words = {dict: "a table of texts", list: "a list of texts", int: "a number"}
            raise UsageError(
                f"`{key}` in `fetch` of source `{source.name}` is {value!r}.",
                words.get(wanted, "a text"),
            )
        given[key] = tuple(value) if wanted is list else value
    made = How(**given)
    if made.follow not in FOLLOW:
        raise UsageError(
            f"`follow` of source `{source.name}` is `{made.follow}`.", ", ".join(FOLLOW)
        )
    return made


def check_place(source: Source) -> None:
    """Refuse a source whose `path` or `url` cannot be meant; UsageError says why."""
    where = f"source `{source.name}`"
    if source.path and source.url:
        raise UsageError(f"{where} has both a path and a url.", "one of them")
    if source.fetch and not source.url:
        raise UsageError(f"{where} has `fetch` and no url.", "the url that is fetched")
    if source.path and (trouble := _path_trouble(source.path)):
        raise UsageError(
            f"The path of {where} {trouble}.",
            "a file, a folder or a pattern, seen from the site's folder or from /",
        )
    if source.url:
        _check_url(source, where)


def plain_url(url: str) -> str:
    """Return a url as it may be shown: without user, password, query and fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


def _path_trouble(path: str) -> str:
    parts = PurePosixPath(path).parts
    if "\0" in path or "\\" in path:
        return "is not written with /"
    if ".." in parts:
        return "leads upward (..)"
    if path.startswith("//") or re.match(r"[A-Za-z][\w+.\-]+:", path):
        return "is an address; that is what `url` is for"
    if path.startswith(_SYSTEM):
        return "leads to the system's own files"
    return ""


def _check_url(source: Source, where: str) -> None:
    # Only a site that fetches something needs to know of networks.
    from sitroom.fetching.hosts import PORTS, trouble_of

    parts = urlsplit(source.url)
    made = how(source)
    if parts.scheme in PORTS:
        if trouble := trouble_of(source.url):
            raise UsageError(
                f"The url of {where} cannot be used. {trouble}",
                "https://host/path; secrets go into fetch = { headers = { … = \"env:NAME\" } }",
            )  # fmt: skip
        return
    if parts.scheme not in (*REMOTE, *DATABASES):
        known = (*PORTS, *REMOTE, *DATABASES)
        raise UsageError(
            f"The url of {where} begins with `{parts.scheme}:`." + nearest(parts.scheme, known),
            "one of: " + ", ".join(f"{scheme}://" for scheme in known),
        )
    if parts.password is not None:
        raise UsageError(
            f"The url of {where} carries a password.",
            'fetch = { user = "…", password = "env:NAME" }',
            "move it to the environment of the loader, and change it: it was in a file",
        )
    if parts.scheme in DATABASES and bool(made.query) == bool(made.table):
        raise UsageError(
            f"{where} is a database.", 'fetch = { query = "SELECT …" } or fetch = { table = "…" }'
        )
    if made.password and not made.password.startswith("env:"):
        raise UsageError(
            f"The password of {where} is written out.",
            'password = "env:NAME"',
            "move it to the environment of the loader",
        )
