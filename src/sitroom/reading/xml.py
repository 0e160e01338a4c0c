"""XML without its dangers, and the parts of CAP that need more than one line."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from sitroom.reading import jsonalerts
from sitroom.reading.encoding import encoding_of
from sitroom.reading.parsed import Job, Limits, Table
from sitroom.reading.refusal import refuse

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_DECLARATION = re.compile(r"""\A\s*<\?xml(?:[^>]*?encoding\s*=\s*["']([\w.-]+)["'])?[^>]*\?>""")
_COLOURS = (
    ("red", r"红色|\bred\b"),
    ("orange", r"橙色|\b(?:orange|amber)\b"),
    ("yellow", r"黄色|\byellow\b"),
    ("blue", r"蓝色|\bblue\b"),
)
# In a headline a colour counts only where it belongs to the warning: "Red Cross" does not.
_OF_WARNING = r"(?:(?<=色)|(?=\W+(?:\w+\W+){0,2}(?:warning|alert|signal|advisory)))"
_ZONED = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")
_EARTH_KM = 6371.0
_WIDEST_KM = 5000.0


def read(job: Job) -> list[Table]:
    """Read an alert that no connector was asked for, or the records of other XML."""
    root = open_xml(job.path)
    from sitroom.reading import connected, xmlrows

    return connected.run(job, "cap", {}) if root.tag == "alert" else xmlrows.tables(job, root)


def open_xml(file: Path, limits: Limits | None = None) -> Element:
    """Return the root of an XML file, namespaces taken off its names.

    Raises UnreadableFile for document types, entities, too deep nesting and broken XML.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth, deepest = 0, (limits or Limits()).depth
    root: Element | None = None
    try:
        events = iterparse(io.BytesIO(as_utf8(file)), ("start", "end"), forbid_dtd=True)
        for event, element in events:
            depth += 1 if event == "start" else -1
            if depth > deepest:
                raise refuse("E_DEPTH", f"{file.name} is nested deeper than {deepest} levels.")
            if event == "start":
                root = element if root is None else root
                element.tag = element.tag.rpartition("}")[2]
    except DefusedXmlException as error:
        raise refuse(
            "E_DTD",
            f"{file.name} declares a document type or entities.",
            "XML without them",
            "ask for a plain message and do not open this one",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise refuse("E_XML", f"{file.name} is broken XML: {error}", "complete XML") from error
    if root is None:
        raise refuse("E_EMPTY", f"{file.name} is empty.", "XML")
    return root


def as_utf8(file: Path) -> bytes:
    """Return the text as UTF-8 without its declaration, which may name the wrong encoding."""
    chosen = encoding_of(file)
    data = file.read_bytes()[chosen.mark :]
    declared = _DECLARATION.match(data[:300].decode("latin-1"))
    names = [chosen.name]
    if declared and declared[1] and chosen.name not in ("utf-8", "utf-16-le", "utf-16-be"):
        names.insert(0, declared[1])
    for name in names:
        try:
            return _DECLARATION.sub("", data.decode(name)).encode()
        except (UnicodeError, LookupError):
            continue
    raise refuse("E_ENCODING", f"{file.name} holds bytes that are no text.", "UTF-8")


def alerts(file: Path) -> Iterator[Element]:
    """Yield the CAP alerts of a file, XML or JSON, which usually holds one."""
    if jsonalerts.is_json(file):
        yield from jsonalerts.alerts(file)
        return
    root = open_xml(file)
    yield from [root] if root.tag == "alert" else root.iter("alert")


def by_language(alert: Element) -> list[tuple[str | None, list[Element]]]:
    """Return the info blocks of an alert by language; one empty group when it has none."""
    groups: dict[str | None, list[Element]] = {}
    for info in alert.findall("info"):
        groups.setdefault(text(info, "language"), []).append(info)
    return list(groups.items()) or [(None, [])]


def text(element: Element, *paths: str) -> str | None:
    """Return the first text found at one of the paths, its blanks made single."""
    for path in paths:
        for found in element.iterfind(path):
            if words := " ".join((found.text or "").split()):
                return words
    return None


def lines(element: Element, *paths: str) -> str:
    """Return the first text found at one of the paths as it stands, its lines kept."""
    told = (found.text or "" for path in paths for found in element.iterfind(path))
    return next((words for words in told if words.strip()), "")


def joined(elements: Iterable[Element], *paths: str, separator: str = ",") -> str | None:
    """Return all different texts at the paths, joined; a list inside one text is taken apart."""
    found = (
        " ".join(part.split())
        for element in elements
        for path in paths
        for hit in element.iterfind(path)
        for part in ((hit.text or "").split(",") if separator == "," else [hit.text or ""])
    )
    return separator.join(dict.fromkeys(filter(None, found))) or None


def colour(infos: Iterable[Element]) -> str | None:
    """Return the warning's colour from its parameters, its severity word or its headline."""
    for info in infos:
        told = [text(p, "value") or "" for p in info.findall("parameter")]
        named = [text(p, "valueName") or "" for p in info.findall("parameter")]
        marked = [
            v for n, v in zip(named, told, strict=True) if re.search(r"colou?r|level|颜色", n)
        ]
        for words in (*marked, text(info, "severity") or ""):
            for name, pattern in _COLOURS:
                if re.search(pattern, words, re.I):
                    return name
        headline = f"{text(info, 'headline') or ''} {text(info, 'event') or ''}"
        for name, pattern in _COLOURS:
            if re.search(rf"(?:{pattern}){_OF_WARNING}", headline, re.I):
                return name
    return None


def trouble_of(alert: Element) -> str | None:
    """Return why an alert cannot count: its signature, a part that CAP demands, or its zone.

    The Chinese national form, which knows no zone but its own, calls the time `sendTime`.
    """
    if mark := alert.get("signature"):  # of a source that demands one: reading/signatures.py
        return "no_signature" if mark == "missing" else "bad_signature"
    demanded = [text(alert, name) for name in ("identifier", "sender", "msgType")]
    sent = text(alert, "sent")
    if not all(demanded) or not (sent or text(alert, "sendTime")):
        return "missing_value"
    return "bad_date" if sent and not _ZONED.search(sent) else None


def area_of(areas: Iterable[Element]) -> str | None:
    """Return the areas' polygons and circles as one WKB text.

    Those that cannot be drawn are left out; when none can, the first is returned as it is written.
    """
    from shapely import make_valid, to_wkb, union_all

    parts = [part for area in areas for part in area if part.tag in ("polygon", "circle")]
    shapes = [make_valid(shape) for part in parts if (shape := _shape(part)) is not None]
    if shapes:
        return to_wkb(union_all(shapes), hex=True, byte_order=1)
    return next((words[:200] for part in parts if (words := (part.text or "").strip())), None)


def _shape(part: Element) -> BaseGeometry | None:
    from shapely import Point, Polygon

    words = (part.text or "").split()
    try:
        places = [_lon_lat(word) for word in words[: 1 if part.tag == "circle" else None]]
        if part.tag == "polygon":
            closed = len(places) >= 4 and places[0] == places[-1]
            return Polygon(places) if closed and len(places) <= Limits().vertices else None
        radius = float(words[1])
        if not 0 <= radius <= _WIDEST_KM:
            return None
        return Polygon(_circle(*places[0], radius)) if radius else Point(places[0])
    except (ValueError, IndexError):
        return None


def _lon_lat(word: str) -> tuple[float, float]:
    """Turn CAP's "lat,lon" around; ValueError for a place that is not on the Earth."""
    lat, lon = map(float, word.split(","))
    if not (abs(lat) <= 90 and abs(lon) <= 360):
        raise ValueError(word)
    return lon, lat


def _circle(lon: float, lat: float, radius_km: float) -> list[tuple[float, float]]:
    reach = math.degrees(radius_km / _EARTH_KM)
    wide = reach / max(0.01, math.cos(math.radians(lat)))
    turns = [2 * math.pi * i / 48 for i in range(48)]
    return [(lon + wide * math.cos(a), lat + reach * math.sin(a)) for a in turns]
