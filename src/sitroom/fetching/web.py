"""Sources that lie at http(s): asked for only what is new, page by page, with their entries."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from sitroom import reading
from sitroom.errors import SitroomError, UnreadableFile
from sitroom.fetching.carried import Carried, file_name, folder_of, recall
from sitroom.fetching.client import Answer, get, trust_of
from sitroom.fetching.declared import How, how
from sitroom.fetching.hosts import Door
from sitroom.fetching.patience import Patience, patiently
from sitroom.reading.refusal import refuse
from sitroom.settings import Site, Source, secret

_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_ENTRIES_AT_ONCE = 500


@dataclass
class _Trip:
    """One fetch on its way: whom it may ask, where it writes, what it has."""

    site: Site
    source: Source
    how: How
    door: Door
    patience: Patience
    stop: threading.Event | None
    folder: Path
    headers: dict[str, str]
    trust: Any

    def ask(self, url: str, conditions: dict[str, str] | None = None) -> Answer:
        into = self.folder / f"part-{len(list(self.folder.glob('part-*'))):05d}"
        return patiently(
            lambda: get(
                url,
                into,
                door=self.door,
                patience=self.patience,
                trust=self.trust,
                headers=self.headers | (conditions or {}),
                proxy=secret(self.how.proxy),
            ),
            self.patience,
            self.stop,
        )


def fetch_web(
    site: Site, source: Source, patience: Patience, stop: threading.Event | None
) -> Carried:
    """Fetch a source at http(s); raises Unreachable and UnreadableFile."""
    made, known = how(source), recall(site, source)
    trip = _Trip(
        site, source, made, Door.of(source.url, made.hosts), patience, stop,
        folder_of(site, source), {name: secret(text) for name, text in made.headers.items()},
        trust_of(site.folder / made.ca if made.ca else None),
    )  # fmt: skip
    url = _with(source.url, {name: secret(text) for name, text in made.params.items()})
    conditions = {_CONDITIONS[k]: known[k] for k in _CONDITIONS if known.get(k)}
    first = trip.ask(_numbered(url, made, 0), conditions)
    carried = Carried(source, said_at=_instant(first.headers.get("last-modified")))
    if first.body is None:
        carried.is_unchanged, carried.memory = True, known
        return carried
    pages = [(first, _look(trip, first.body))]
    pages += _further(trip, *pages[0], url)
    around = pages[0][1]
    if around.made_at and (len(pages) > 1 or around.entries):
        carried.said_at = _told(around.made_at, carried.said_at)
    if len(pages) == 1:
        carried.memory = {k: first.headers[k] for k in _CONDITIONS if first.headers.get(k)}
    entries = [e for _, one in pages for e in one.entries if made.follow == "all" or e[2]]
    if entries and made.follow != "none":
        return _alerts(trip, carried, entries, known)
    if len(pages) == 1:
        carried.files = [first.body.rename(trip.folder / file_name(source))]
        return carried
    gathered, trouble = _gathered(trip, [page.body for page, _ in pages if page.body])
    if trouble:
        raise refuse("E_PAGING", trouble[0], "pages that can all be read")
    carried.files = [gathered]
    return carried


def _further(
    trip: _Trip, page: Answer, around: reading.Envelope, url: str
) -> Iterator[tuple[Answer, reading.Envelope]]:
    """Yield the pages behind the first; refuses pages without end."""
    seen, bodies, number = {page.url}, {_digest(page)}, 0
    while following := _following(trip.how, page, around, url, number + 1):
        number += 1
        if following in seen or number >= trip.how.max_pages:
            what = "leads back to one it gave before" if following in seen else "has a next one"
            raise _endless(f"Page {number} {what}.", trip.how)
        page = trip.ask(following)
        if page.body is None or _digest(page) in bodies:
            raise _endless(f"Page {number + 1} is one it gave before.", trip.how)
        seen.add(following)
        bodies.add(_digest(page))
        around = _look(trip, page.body)
        if around.rows != 0:
            yield page, around


def _following(made: How, page: Answer, around: reading.Envelope, url: str, number: int) -> str:
    if made.page or made.offset:
        if around.rows is None:
            raise _endless(
                "Its pages are no JSON and no XML: nothing says which is the last.", made
            )
        is_last = not around.rows or around.rows < made.size
        return "" if is_last else _numbered(url, made, number)
    link = _link(page.headers.get("link", "")) or around.next
    return urljoin(page.url, link) if link else ""


def _alerts(
    trip: _Trip, carried: Carried, entries: list[tuple[str, str, bool]], known: dict[str, Any]
) -> Carried:
    """Fetch the entries of an index that were not fetched before, and put them into one file."""
    seen = set(known.get("entries", []))
    fresh = [entry for entry in entries if entry[0] not in seen][:_ENTRIES_AT_ONCE]
    bodies: list[Path] = []
    taken = [name for name, _, _ in entries if name in seen]
    for name, place, _ in fresh:
        try:
            answer = trip.ask(urljoin(trip.source.url, place))
        except SitroomError as error:
            # One alert that is gone does not keep the others; it is asked for again next time.
            carried.notes.append(f"{name}: {error.found}")
            continue
        if answer.body:
            bodies.append(answer.body)
            taken.append(name)
    carried.memory["entries"] = taken
    if carried.notes:
        # What could not be had now is asked for again, also when the index stays as it is.
        carried.memory = {"entries": taken}
    if bodies:
        gathered, trouble = _gathered(trip, bodies)
        carried.files, carried.notes = [gathered], carried.notes + trouble
    elif fresh:
        raise refuse("E_ENTRIES", carried.notes[0], "entries that can be fetched")
    carried.is_unchanged = not fresh
    return carried


def _gathered(trip: _Trip, bodies: list[Path]) -> tuple[Path, list[str]]:
    into = trip.folder / file_name(trip.source, suffix=".all")
    return into, reading.gather(bodies, into, trip.folder)


def _look(trip: _Trip, body: Path) -> reading.Envelope:
    """Return a body's envelope; what is neither JSON nor XML, or broken, has none."""
    with body.open("rb") as file:
        start = file.read(200).lstrip(b"\xef\xbb\xbf\xc3\xaf\xc2\xbb\xc2\xbf \t\r\n")
    if not start.startswith((b"<", b"{", b"[")) and b"(" not in start:
        return reading.Envelope()
    try:
        return reading.look(body, trip.folder)
    except UnreadableFile:
        return reading.Envelope()


def _endless(found: str, made: How) -> UnreadableFile:
    return refuse(
        "E_PAGING",
        found,
        f"pages that end, at most {made.max_pages}",
        "ask the source's owner, or declare fetch = { max_pages = … }",
    )


def _digest(page: Answer) -> str:
    if page.body is None:
        return ""
    with page.body.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _numbered(url: str, made: How, number: int) -> str:
    if made.page:
        return _with(url, {made.page: str(made.first + number)})
    return _with(url, {made.offset: str(number * made.size)}) if made.offset else url


def _with(url: str, params: dict[str, str]) -> str:
    """Return the url with parameters set behind its question mark."""
    parts = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in params]
    query = urlencode([*kept, *params.items()]) if params else parts.query
    return urlunsplit(parts._replace(query=query))


def _link(header: str) -> str:
    """Return the address of a Link header's `rel=next`."""
    for part in header.split(","):
        address, _, about = part.partition(";")
        if 'rel="next"' in about.replace(" ", "") or "rel=next" in about.replace(" ", ""):
            return address.strip().strip("<>")
    return ""


def _instant(header: str | None) -> datetime | None:
    if not header:
        return None
    try:
        stamp = parsedate_to_datetime(header)
    except ValueError:
        return None
    return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp


def _told(made_at: str, otherwise: datetime | None) -> datetime | None:
    stamp = datetime.fromisoformat(made_at)
    return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else otherwise
