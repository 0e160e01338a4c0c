"""What is wrong with a file as a whole, in a sentence of the reader's for each code."""

from __future__ import annotations

import re

from sitroom.errors import SitroomError
from sitroom.views.reader import Reader, present

TROUBLES = {
    "E_EMPTY": "The file holds nothing to read.",
    "E_NO_ROWS": "The table has headers and no rows.",
    "E_FORMAT": "This is no table and no list of places.",
    "E_BINARY": "The file is not text.",
    "E_ENCODING": "The file holds bytes that are no text.",
    "E_ENCRYPTED": "The file is protected with a password.",
    "E_WORKBOOK": "The workbook is damaged.",
    "E_ZIP": "The packed file is damaged.",
    "E_ZIP_PATH": "The packed file would write outside its folder.",
    "E_ZIP_LINK": "The packed file holds a link to another file.",
    "E_ZIP_NESTED": "The packed file holds packed files too deeply.",
    "E_PART": "The file arrived only in part.",
    "E_BOMB": "The file would unfold beyond the limits and was given up.",
    "E_TIME": "Reading the file took too long and was given up.",
    "E_READER": "The file could not be read.",
    "E_CHANGING": "The file changed while it was read.",
    "E_OPEN": "The file cannot be opened.",
    "E_QUOTE": "A quotation mark in the file is never closed.",
    "E_COLUMNS": "The table has more columns than are read.",
    "E_DEPTH": "The file is nested too deeply.",
    "E_JSON": "The JSON is broken.",
    "E_NOT_JSON": "The file is named as JSON and is none.",
    "E_NOT_GEOJSON": "The file is named as GeoJSON and is none.",
    "E_TOPOJSON": "The TopoJSON is broken.",
    "E_NAMELESS": "No place in the file has a name or a code.",
    "E_XML": "The XML is broken.",
    "E_DTD": "The XML declares a document type or entities, which may be an attack.",
    "E_SIGNATURE": "The source demands signed messages, and this file holds none.",
    "E_WEB_PAGE": "This is a web page without a table.",
    "E_CRS": "The coordinate system of the file is not known.",
    "E_SHAPEFILE": "A part of the Shapefile is missing or damaged.",
    "E_LAYER": "The file has no such layer.",
    "E_TABLE": "The database has no such table.",
    "E_SQLITE": "The database is damaged.",
    "E_PARQUET": "The Parquet file is damaged.",
    "E_EXTENSION": "The file uses a type of value that is not read.",
    "E_UNKNOWN": "The columns are not those of any table that is known here.",
    "E_LOST_COLUMN": "A column that no row can do without is gone.",
    "E_EMPTY_SNAPSHOT": "Far too many known rows would be gone.",
}


# What the loader notes beside a load, up to where names and numbers begin.
NOTES = {
    "the same file again": "the same file again",
    "columns changed": "columns changed",
    "no row of headers": "no row of headers; columns are named by what their cells hold",
}
_AMBIGUOUS = re.compile(r"`(.+)` is ambiguous")


def noted(message: object, ctx: Reader) -> str:
    """Return what the loader noted of a load; a note that has no words of the reader's stays."""
    if not present(message) or ctx.language == "en":
        return str(message) if present(message) else ""
    found = []
    for part in str(message).split("; "):
        head, _, _ = part.partition(": ")
        if doubt := _AMBIGUOUS.fullmatch(head):
            part = ctx.t(
                "`{column}`: 1.200 may be 1200 or a fraction, and is read as a fraction",
                column=doubt[1],
            )
        found.append(ctx.t(NOTES[head]) if head in NOTES else part)
        if head == "columns changed":  # which, says the card of changed columns
            break
    return "；".join(found)


def told(error: Exception, ctx: Reader) -> str:
    """Return what the reader is told of an error: a sentence of theirs, then its own words."""
    code = error.code if isinstance(error, SitroomError) else ""
    said = ctx.t(TROUBLES[code]) if code in TROUBLES else ""
    return str(error) if ctx.language == "en" or not said else f"{said}\n{error}"
