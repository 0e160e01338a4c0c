"""Lists of persons, such as a line list of patients: none of their rows is kept."""

from __future__ import annotations

from sitroom.recognise.context import Context
from sitroom.recognise.words import word_list


def set_aside(context: Context, private: set[int]) -> None:
    """Set every row aside where the columns dropped tell of one person each.

    Those are name, age and sex, or name and identity number; a caller's name is not enough.
    """
    words = word_list("person_told", context.site.folder)
    told = {words[header.full] for at in private if (header := context.headers[at]).full in words}
    if {"name", "age", "sex"} <= told or {"name", "identity"} <= told:
        open_columns = [at for at in range(len(context.headers)) if at not in private]
        if open_columns:
            name = context.name("source_ref")
            text = "rows about events, places or things; each of these is about a person"
            context.flag(name, open_columns[0], "true", "out_of_scope", text, "row")
