"""Recognition: which table a file fills, which column is which field, and the SQL to read it."""

from sitroom.recognise.engine import recognise
from sitroom.recognise.known import known_headers
from sitroom.recognise.model import Check, Column, Recognition
from sitroom.recognise.privacy import mask_sql, mask_text, plain_name

__all__ = [
    "Check",
    "Column",
    "Recognition",
    "known_headers",
    "mask_sql",
    "mask_text",
    "plain_name",
    "recognise",
]
