"""Areas by their names: several tiers in one text, names that several areas share."""

from __future__ import annotations

from sitroom.store.connect import Connection

_UNDER = (
    "(c.parent_code = b.region_code OR (regexp_full_match(b.region_code, '[0-9]{6}')"
    " AND c.region_code <> b.region_code"
    " AND starts_with(c.region_code, regexp_replace(b.region_code, '(00)+$', ''))))"
)


def name_regions(con: Connection, texts: str | None) -> None:
    """Make `named_region`: each text of the query `texts` with its area's code, looked up once.

    Tiers stand broad to narrow, `A / B / C`, or run on as in 北京市朝阳区; the narrowest that is
    known counts. A name as it stands goes before one without its tier, and of several areas of
    one name the one that lies in an area named before it; where none does, none is taken.
    """
    if texts is None:
        con.execute("CREATE OR REPLACE TEMP TABLE named_region (text VARCHAR, region_code VARCHAR)")
        return
    con.execute(
        "CREATE OR REPLACE TEMP TABLE named_region AS"
        f" SELECT text, NULL::VARCHAR AS region_code FROM ({texts})"
        " WHERE text IS NOT NULL GROUP BY text"
    )
    # Most logs name one district in each row, which needs no more than looking it up.
    con.execute(
        "UPDATE named_region SET region_code = known.region_code FROM ("
        "   SELECT name_key, min(region_code) AS region_code FROM core.region_alias"
        "   GROUP BY name_key HAVING count(DISTINCT region_code) = 1) known"
        " WHERE known.name_key = core.region_key(text) AND NOT contains(text, ' / ')"
    )
    if con.execute("FROM named_region WHERE region_code IS NULL LIMIT 1").fetchall():
        _name_the_others(con)


def _name_the_others(con: Connection) -> None:
    """Look up what names several areas, or one that several have."""
    con.execute(
        "UPDATE named_region SET region_code = told.region_code FROM (WITH"
        " given AS (SELECT text FROM named_region WHERE region_code IS NULL),"
        " tier AS (SELECT text, names[place] AS name, place FROM (SELECT text, names,"
        "   unnest(range(1, len(names) + 1)) AS place FROM (SELECT text,"
        "   list_prepend(text, list_reverse(string_split(text, ' / '))) AS names FROM given))),"
        " met AS (SELECT t.text, t.place, a.region_code, a.parent_code,"
        "   a.full_key = core.name_key(t.name) AS is_whole"
        "   FROM tier t JOIN core.region_alias a ON a.name_key = core.region_key(t.name)),"
        # What run-on texts hold: full names of three characters or more, wherever they stand.
        " held AS (SELECT g.text, -strpos(core.name_key(g.text), a.full_key) AS place,"
        "   a.region_code, a.parent_code, true AS is_whole"
        "   FROM given g JOIN core.region_alias a ON length(a.full_key) > 2"
        "   AND strlen(a.full_key) > length(a.full_key)"
        "   AND contains(core.name_key(g.text), a.full_key)"
        "   WHERE g.text NOT IN (SELECT text FROM met)),"
        " found AS (SELECT DISTINCT * FROM met UNION SELECT DISTINCT * FROM held),"
        " candidate AS (SELECT text, place, region_code, is_whole, (SELECT count(*) FROM found b"
        f"   WHERE b.text = c.text AND b.place > c.place AND {_UNDER}) AS parents FROM found c),"
        " best AS (SELECT * FROM candidate QUALIFY (is_whole, parents) ="
        "   max((is_whole, parents)) OVER (PARTITION BY text, place)),"
        " sure AS (SELECT text, place, min(region_code) AS region_code FROM best"
        "   GROUP BY text, place HAVING count(DISTINCT region_code) = 1)"
        " SELECT text, arg_min(region_code, place) AS region_code FROM sure GROUP BY text) told"
        " WHERE told.text = named_region.text"
    )
