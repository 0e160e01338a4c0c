"""What a published file says of itself: its tables, their comments, and names of areas."""

from __future__ import annotations

from dataclasses import dataclass

from sitroom.store.connect import Connection

_BETWEEN = " · "


@dataclass(frozen=True)
class Column:
    """One column of a table: its type, and what it means in English (with its unit) and Chinese."""

    name: str
    kind: str
    meaning: str = ""
    meaning_zh: str = ""


@dataclass(frozen=True)
class Described:
    """One table of core: what it holds in both languages, about how many rows, its columns."""

    name: str
    meaning: str
    meaning_zh: str
    rows: int
    columns: tuple[Column, ...]


def tables(con: Connection) -> dict[str, Described]:
    """Return the tables of core by name, with the comments that their DDL gives."""
    columns: dict[str, list[Column]] = {}
    for table, name, kind, comment in con.execute(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns()"
        " WHERE schema_name = 'core' ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append(Column(name, kind, *both(comment)))
    found = con.execute(
        "SELECT table_name, comment, estimated_size FROM duckdb_tables()"
        " WHERE schema_name = 'core' ORDER BY table_name"
    ).fetchall()
    return {
        name: Described(name, *both(comment), rows, tuple(columns.get(name, ())))
        for name, comment, rows in found
    }


def both(comment: str | None) -> tuple[str, str]:
    """Return the English and the Chinese half of a comment written `English · 中文`."""
    said, _, zh = (comment or "").rpartition(_BETWEEN)
    return (said, zh) if said else (zh, "")


def macros(con: Connection) -> list[str]:
    """Return the names of the metrics that the file itself answers."""
    rows = con.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions()"
        " WHERE schema_name = 'metric' ORDER BY 1"
    ).fetchall()
    return [name for (name,) in rows]


def setting(con: Connection) -> dict[str, str]:
    """Return the site's settings as they were when the file was published."""
    return dict(con.execute("SELECT key, value FROM core.setting").fetchall())


def areas_within(con: Connection, name: str) -> list[str]:
    """Return the codes of the areas of that name or code, and of all areas inside them."""
    rows = con.execute(
        "WITH RECURSIVE inside AS ("
        " SELECT region_code FROM core.region_alias"
        " WHERE full_key = core.name_key($name) OR name_key = core.region_key($name)"
        " UNION SELECT r.region_code FROM core.region r JOIN inside i"
        " ON r.parent_code = i.region_code) SELECT region_code FROM inside ORDER BY 1",
        {"name": name},
    ).fetchall()
    return [code for (code,) in rows]


def area_names(con: Connection) -> list[str]:
    """Return every name of every area, in either language, to suggest the nearest."""
    rows = con.execute(
        "SELECT DISTINCT unnest([name, name_zh, name_en, region_code]) AS name FROM core.region"
        " WHERE tier <> 'river' ORDER BY 1"
    ).fetchall()
    return [name for (name,) in rows if name]
