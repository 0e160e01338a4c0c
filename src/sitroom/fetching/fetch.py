"""Fetching one source, wherever it lies."""

from __future__ import annotations

import threading
from urllib.parse import urlsplit

from sitroom.errors import SitroomError, Unreachable
from sitroom.fetching.carried import Carried, folder_of, sweep
from sitroom.fetching.declared import DATABASES, REMOTE, plain_url
from sitroom.fetching.patience import Patience, Unanswered
from sitroom.settings import Site, Source


def fetch(
    site: Site,
    source: Source,
    *,
    patience: Patience | None = None,
    stop: threading.Event | None = None,
) -> Carried:
    """Bring what a source's url holds to files; what goes wrong is told in `error`, not raised."""
    sweep(folder_of(site, source))
    try:
        return _fetch(site, source, patience or Patience(), stop)
    except SitroomError as error:
        wait = error.wait if isinstance(error, Unanswered) else None
        return Carried(source, error=_placed(error, source), wait=wait)


def _fetch(site: Site, source: Source, patience: Patience, stop: threading.Event | None) -> Carried:
    # Only what a source needs is imported: databases and S3 are extras.
    scheme = urlsplit(source.url).scheme
    if scheme in DATABASES:
        from sitroom.fetching.database import fetch_rows

        return fetch_rows(site, source)
    if scheme in REMOTE:
        from sitroom.fetching.remote import fetch_remote

        return fetch_remote(site, source, patience)
    from sitroom.fetching.web import fetch_web

    return fetch_web(site, source, patience, stop)


def _placed(error: SitroomError, source: Source) -> SitroomError:
    """Return the error with the place it speaks of, without its secrets."""
    kind = Unreachable if isinstance(error, Unreachable) else type(error)
    found = f"{plain_url(source.url)}: {error.found}"
    return kind(found, error.expected, error.todo, code=error.code)
