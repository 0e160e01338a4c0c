"""What stands around the rows of a feed: when it was made, where it goes on, what it points to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from sitroom.errors import UnreadableFile
from sitroom.reading.jsonrows import is_json, longest, value_of
from sitroom.reading.parsed import Envelope, Job
from sitroom.reading.xml import as_utf8, open_xml, text

# Larger ones are not read a second time only for their stamp.
_WORTH_A_LOOK = 8 * 1024 * 1024
_AROUND = ("metadata", "meta", "links", "_links", "pagination", "paging", "header")
_NEXT = ("next", "nextLink", "@odata.nextLink", "next_url", "nextUrl", "next_page_url")
_MADE = (
    *("generated", "generated_at", "generatedAt", "updated", "updated_at", "updatedAt"),
    *("last_updated", "lastUpdated", "updateTime", "update_time", "timestamp"),
)
_STAMPS = ("lastBuildDate", "updated", "pubDate", "date", "published")
_CAP = "application/cap+xml"


def look(job: Job) -> dict[str, Any]:
    """Return the envelope of the job's file; one that is neither JSON nor XML has none."""
    return asdict(_xml(job.path) if _is_xml(job.path) else _json(job))


def made_at(job: Job) -> str:
    """Return when a JSON or XML file says it was made; empty when it does not, or is too large."""
    if job.path.stat().st_size > _WORTH_A_LOOK or not _may_say(job.path):
        return ""
    try:
        return look(job)["made_at"]
    except UnreadableFile:
        return ""


def gather(pages: list[Path], into: Path) -> list[str]:
    """Write what several pages hold into one file; return the names of those that are broken.

    The rows of JSON pages become one array; XML pages stand one after the other in <pages>.
    """
    broken: list[str] = []
    xml = _is_xml(pages[0])
    with into.open("wb") as file:
        file.write(b"<pages>" if xml else b"[")
        separator = b""
        for page in pages:
            try:
                part = _checked_xml(page) if xml else _rows_text(page)
            except UnreadableFile as error:
                broken.append(f"{page.name}: {error.found}")
                continue
            if part:
                file.write(separator + part)
                separator = b"\n" if xml else b",\n"
        file.write(b"</pages>" if xml else b"]")
    return broken


def _may_say(file: Path) -> bool:
    with file.open("rb") as begin:
        start = begin.read(300).lstrip(b"\xef\xbb\xbf\xc3\xaf\xc2\xbb\xc2\xbf\xff\xfe \t\r\n\0")
    return start.startswith(b"<") or is_json(start.decode("utf-8", "ignore"))


def _is_xml(file: Path) -> bool:
    return as_utf8(file).lstrip().startswith(b"<")


def _checked_xml(file: Path) -> bytes:
    open_xml(file)
    return as_utf8(file)


def _rows_text(page: Path) -> bytes:
    rows = longest(value_of(page))
    return ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def _json(job: Job) -> Envelope:
    value = value_of(job.path)
    found = Envelope("json", rows=len(longest(value)))
    if isinstance(value, dict):
        around = [value, *(value[key] for key in _AROUND if isinstance(value.get(key), dict))]
        found.next = next(filter(None, map(_next, around)), "")
        found.made_at = next(filter(None, map(_made, around)), "")
    return found


def _next(around: dict[str, Any]) -> str:
    for key in _NEXT:
        told = around.get(key)
        told = told.get("href") if isinstance(told, dict) else told
        if isinstance(told, str) and told.startswith(("http", "/", "?")):
            return told
    return ""


def _made(around: dict[str, Any]) -> str:
    return next(filter(None, (_instant(around.get(key)) for key in _MADE)), "")


def _instant(told: Any) -> str:
    """Return a stamp as ISO text: seconds or milliseconds since 1970, ISO 8601 or RFC 822."""
    if isinstance(told, int | float) and not isinstance(told, bool) and 1e9 <= told < 1e13:
        seconds = told / 1000 if told >= 1e11 else told
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    if not isinstance(told, str):
        return ""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(told.strip()).isoformat()
        except ValueError:
            continue
    return ""


def _xml(file: Path) -> Envelope:
    root = open_xml(file)
    items = [element for element in root.iter() if element.tag in ("item", "entry")]
    heads = [root, *root.findall("channel")] if root.tag in ("feed", "rss", "RDF") else []
    stamps = [text(head, *_STAMPS) for head in heads] or [None]
    told = next(filter(None, map(_instant, stamps)), "")
    own = sorted(
        filter(None, (_instant(text(item, *_STAMPS)) for item in items if heads)), key=_utc
    )
    following = (link.get("href", "") for head in heads for link in head.findall("link")
                 if link.get("rel") == "next")  # fmt: skip
    return Envelope(
        "xml",
        told or (own[-1] if own else ""),
        next(following, ""),
        len(items),
        [entry for item in items if heads for entry in _pointed(item)],
    )


def _utc(stamp: str) -> datetime:
    moment = datetime.fromisoformat(stamp)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _pointed(item: Element) -> Iterator[tuple[str, str, bool]]:
    """Yield what an entry points to, the CAP message first; nothing when it holds the message."""
    if item.find("content/alert") is not None:
        return
    links = [e for e in item if e.tag in ("link", "enclosure", "content")]
    places = [
        (e.get("href") or e.get("url") or e.get("src") or "", e.get("type", "")) for e in links
    ]
    cap = next((place for place, kind in places if place and kind.startswith(_CAP)), "")
    place = cap or next((place for place, _ in places if place), "") or text(item, "link") or ""
    if place:
        version = text(item, "updated", "pubDate", "published") or ""
        yield f"{text(item, 'id', 'guid') or place} {version}".strip(), place, bool(cap)
