"""Files on S3 and SFTP, through fsspec; those that did not change are not fetched again."""

from __future__ import annotations

import re
import socket
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitroom.errors import Unreachable, UsageError
from sitroom.fetching.carried import Carried, folder_of, recall
from sitroom.fetching.declared import How, how
from sitroom.fetching.hosts import Door
from sitroom.fetching.patience import MB, Patience, Unanswered
from sitroom.reading.refusal import refuse
from sitroom.settings import Site, Source, secret

_WILD = re.compile(r"[*?\[]")


def fetch_remote(site: Site, source: Source, patience: Patience) -> Carried:
    """Fetch the files that an s3:// or sftp:// url means: one, a folder's, or a pattern's."""
    made, folder = how(source), folder_of(site, source)
    known: dict[str, str] = recall(site, source).get("objects", {})
    carried = Carried(source)
    try:
        disk, place = _opened(site, source, made, patience)
        found = {str(one["name"]): one for one in _listed(disk, place)}
        marks = {name: _mark(one) for name, one in found.items()}
        changed = sorted(name for name in found if known.get(name) != marks[name])
        for name in changed:
            into = folder / _called(name, list(found))
            carried.files.append(_taken(disk, name, into, patience))
    except ImportError as error:
        raise UsageError(
            f"Source `{source.name}` lies at {source.url.partition(':')[0]}, and {error.name} is"
            " not installed.",
            'pip install "sitroom[remote]"',
        ) from error
    except _troubles() as error:
        raise _in_words(error) from error
    if not found:
        raise Unreachable("No file is there.", "a file, a folder or a pattern", code="E_STATUS")
    carried.is_unchanged = not changed
    carried.memory = {"objects": marks}
    if changed:
        carried.said_at = max(
            filter(None, (_modified(found[name]) for name in changed)), default=None
        )
    return carried


def _opened(site: Site, source: Source, made: How, patience: Patience) -> tuple[Any, str]:
    """Return the remote disk and the place on it."""
    import fsspec

    parts = urlsplit(source.url)
    user, password = (secret(text) if text else None for text in (made.user, made.password))
    if parts.scheme == "s3":
        # Of the extra, as is what it stands on.
        from sitroom.fetching.pinned import Pinned

        disk = fsspec.filesystem(
            "s3",
            key=user,
            secret=password,
            anon=not user,
            endpoint_url=made.endpoint or None,
            use_listings_cache=False,
            skip_instance_cache=True,
            config_kwargs={
                "connect_timeout": patience.read,
                "read_timeout": patience.read,
                "retries": {"max_attempts": 2},
                "connector_args": {"resolver": Pinned(made.endpoint)},
            },
        )
        return disk, parts.netloc + parts.path
    return _sftp(site, source, made, patience, user, password), parts.path


def _sftp(
    site: Site,
    source: Source,
    made: How,
    patience: Patience,
    user: str | None,
    password: str | None,
) -> Any:
    import paramiko
    from fsspec.implementations.sftp import SFTPFileSystem

    parts = urlsplit(source.url)
    host, port = parts.hostname or "", parts.port or 22
    # Connected to the address that was checked, whatever the name means a moment later.
    address = Door.of(source.url).addresses(host, port)[0]

    class Known(SFTPFileSystem):
        """As fsspec's, but a server whose key nobody vouched for is refused."""

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            if made.known_hosts:
                self.client.load_host_keys(str(site.folder / made.known_hosts))
            else:
                self.client.load_system_host_keys()
            self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
            line = socket.create_connection((address, port), timeout=patience.read)
            self.client.connect(self.host, sock=line, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()

    try:
        return Known(
            host,
            port=port,
            username=parts.username or user,
            password=password,
            key_filename=str(site.folder / made.key_file) if made.key_file else None,
            timeout=patience.read,
            allow_agent=False,
            look_for_keys=False,
            skip_instance_cache=True,
        )
    except paramiko.SSHException as error:
        raise Unreachable(
            f"Its door stays shut: {error}",
            "a server whose key is known, and a user or key that it lets in",
            "put its key (ssh-keyscan) into the file fetch.known_hosts names; check user and key",
            code="E_TLS",
        ) from error


def _listed(disk: Any, place: str) -> list[dict[str, Any]]:
    if _WILD.search(place):
        found = disk.glob(place, detail=True).values()
    else:
        about = disk.info(place.rstrip("/") or "/")
        found = disk.ls(place, detail=True) if about["type"] == "directory" else [about]
    # Links are left out: they could lead anywhere on the other side.
    return [
        one
        for one in found
        if one["type"] == "file" and not Path(str(one["name"])).name.startswith((".", "~$"))
    ]


def _called(name: str, names: list[str]) -> str:
    """Return what a file is called here: its own name, or its whole path when others share it."""
    alone = [Path(one).name for one in names].count(Path(name).name) == 1
    return re.sub(r"[^\w.\-]+", "_", Path(name).name if alone else name).lstrip("._") or "file"


def _taken(disk: Any, name: str, file: Path, patience: Patience) -> Path:
    written, until = 0, time.monotonic() + patience.total
    with disk.open(name, "rb") as far, file.open("wb") as near:
        while block := far.read(MB):
            written += near.write(block)
            if written > patience.body:
                raise refuse(
                    "E_TOO_LARGE",
                    f"{file.name} is larger than {patience.body / MB:,.0f} MB.",
                    "smaller files",
                )
            if time.monotonic() > until:
                raise Unreachable(
                    f"{file.name} did not come within {patience.total:g} s.",
                    "a faster answer",
                    code="E_SLOW",
                )
    return file


def _mark(one: dict[str, Any]) -> str:
    """Return what tells one version of a file from the next."""
    return f"{one.get('ETag') or ''} {one.get('LastModified') or one.get('mtime')} {one['size']}"


def _modified(one: dict[str, Any]) -> datetime | None:
    stamp = one.get("LastModified") or one.get("mtime")
    return stamp.astimezone(UTC).replace(tzinfo=None) if isinstance(stamp, datetime) else None


def _troubles() -> tuple[type[Exception], ...]:
    """Return the errors by which fsspec and what it stands on say that something is not there."""
    try:
        from botocore.exceptions import BotoCoreError
    except ImportError:
        return OSError, EOFError
    return OSError, EOFError, BotoCoreError


def _in_words(error: Exception) -> Unreachable:
    cause: BaseException | None = error
    while cause := cause.__cause__ or cause.__context__:
        if isinstance(cause, Unreachable):  # of a name that the client asked for later
            return cause
    said = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
    if isinstance(error, FileNotFoundError):
        return Unreachable(
            f"It is not there: {said}", "a file, a folder or a pattern", code="E_STATUS"
        )
    if isinstance(error, PermissionError):
        return Unreachable(f"It lets nobody in: {said}", "a key and its secret", code="E_STATUS")
    return Unanswered(f"It does not answer: {said}")
