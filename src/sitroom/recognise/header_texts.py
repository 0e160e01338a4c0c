"""What headers say once the way they were written is taken off: nesting, forms, tongues, marks."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sitroom.recognise import nameless, point_parts, projected
from sitroom.recognise.fields import Fitting
from sitroom.recognise.headers import Header, read_header
from sitroom.recognise.tongues import without_tongue

_POINT = re.compile(
    r"(?!.*(?:country|region|nation)).*\.(?:epicent(?:er|re))?(lat(?:itude)?|lo?ng?(?:itude)?)",
    re.I,
)


def read(texts: list[str], site: Path | None) -> list[Header]:
    """Read all headers; beside an indicator's number a full name is that of the indicator."""
    told = _own_point(_without_wrapper(_bare_values(_of_form(_uncommented(texts)))))
    told = [
        projected.bare(text, site) for text in point_parts.stems(without_tongue(told, site), site)
    ]
    headers = [read_header(text) for text in told]
    headers = [replace(header, text=text) for header, text in zip(headers, texts, strict=True)]
    if not any(header.short.startswith("indicator") for header in headers):
        return headers
    name = read_header("indicator name")
    return [
        replace(header, full=name.full, short=name.short) if header.short == "full name" else header
        for header in headers
    ]


def by_cells(headers: list[Header], fitting: Fitting) -> list[Header]:
    """Return the headers of a table without any as what their columns hold would call them."""
    told = nameless.names(fitting)
    named = [read_header(told.get(at, header.text)) for at, header in enumerate(headers)]
    named = [replace(header, text=old.text) for header, old in zip(named, headers, strict=True)]
    fitting.headers = [header.full for header in named]
    return named


def _uncommented(texts: list[str]) -> list[str]:
    """Return the headers of a text whose first line begins with a mark, as #EventID|Time does."""
    marked = [at for at, text in enumerate(texts) if text.lstrip().startswith("#")]
    return [texts[0].lstrip("# "), *texts[1:]] if marked == [0] and len(texts) > 1 else texts


def _own_point(texts: list[str]) -> list[str]:
    """Return the headers with the one point of a nested record called as it would be outside.

    The centre of a country or region is no place of what happened there.
    """
    found = {at: part[1] for at, text in enumerate(texts) if (part := _POINT.fullmatch(text))}
    axes = sorted(axis[:2].lower() for axis in found.values())
    if axes != ["la", "lo"] or any(text.lower() in ("lat", "latitude", "y") for text in texts):
        return texts
    return [found.get(at, text) for at, text in enumerate(texts)]


def _of_form(texts: list[str]) -> list[str]:
    """Return the questions of a survey's export (Kobo, ODK) without the groups they stand in.

    When the form was opened and closed is no time of what it tells of.
    """
    if not {"_submission_time", "SubmissionDate", "meta/instanceID"} & set(texts):
        return texts
    meta = {"start": "", "end": ""}
    return [meta.get(text, text.rpartition("/")[2]) for text in texts]


def _bare_values(texts: list[str]) -> list[str]:
    """Return the headers of QuakeML and its kin, which have a value inside each name."""
    inside = [text for text in texts if text.endswith(".value")]
    return [text.removesuffix(".value") for text in texts] if len(inside) > 1 else texts


def _without_wrapper(texts: list[str]) -> list[str]:
    """Return the headers of nested records without the name of the object most of them lie in."""
    stems = [text.partition(".")[0] for text in texts if "." in text.strip(".")]
    wrapper = max(set(stems), key=stems.count, default="")
    if not wrapper or stems.count(wrapper) * 2 < len(texts) or " " in wrapper:
        return texts
    return [text.removeprefix(f"{wrapper}.") for text in texts]
