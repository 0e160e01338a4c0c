"""What is taken along is what the card shows: rows, SQL and Python say the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sitroom
from sitroom.settings import open_site
from sitroom.ui.downloads import Shown, _shown, asked_in, rows_of
from sitroom.ui.live import Live

SEARCH = {"level": "2,3", "category": "natural_disaster", "since": "24h", "q": "O'x; %"}
ASKED = [
    ("incidents", "table", "incidents", {"level": "2,3"}),
    ("incidents", "table", "incidents", {"show": "all", "since": "24h", "q": "河东"}),
    ("incidents", "table", "incidents", SEARCH),
    ("resources", "grid", "stock_by_depot", {"below": "1", "group": "material"}),
    ("resources", "grid", "stock_against_minimum", {"below": "1", "group": "material"}),
    ("resources", "moves", "moves", {"item": "FIRST"}),
    ("resources", "trend", "stock_on_hand_daily", {}),
    ("resources", "trend", "stock_on_hand_daily", {"item": "FIRST"}),
    ("resources", "trend", "stock_days", {}),
    ("risks", "urgent", "risks_under_warning", {"below": "1"}),
    ("risks", "strip", "risks", {"district": "990102"}),
]


@pytest.fixture(scope="module")
def live(demo_site: Path) -> Live:
    return Live(open_site(demo_site))


def shown(live: Live, page: str, slot: str, metric: str, address: dict[str, str]) -> Shown:
    if address.get("item") == "FIRST":
        every = live.frames([metric], live.moment)[metric]
        address = address | {"item": str(every.item_id.iloc[0])}
    return _shown(live, {"of": page, "slot": slot, "metric": metric, **address})


@pytest.mark.parametrize(("page", "slot", "metric", "address"), ASKED)
def test_rows_sql_and_python_are_what_the_filters_let_through(
    live: Live, page: str, slot: str, metric: str, address: dict[str, str]
) -> None:
    asked = shown(live, page, slot, metric, address)
    every = live.frames([metric], live.moment)[metric]
    found = rows_of(live, asked)
    assert len(found) < len(every)
    assert len(found) or "q" in address
    site = sitroom.open(live.site.folder)
    program = asked_in(live, asked, "python").partition("\nsite = ")[2].partition("\n")[2]
    names = {"site": site}
    exec(program, names)
    assert len(names["rows"]) == len(found)
    if metric != "moves":
        assert len(site.sql(asked_in(live, asked, "sql")).df()) == len(found)


def test_what_the_address_says_is_a_text_in_the_copied_program(live: Live) -> None:
    address = {"q": "x'; DROP TABLE core.incident; --\n\"", "category": "a' OR 'a' = 'a"}
    asked = shown(live, "incidents", "table", "incidents", address)
    assert len(rows_of(live, asked)) == 0
    site = sitroom.open(live.site.folder)
    assert len(site.sql(asked_in(live, asked, "sql")).df()) == 0
    names = {"site": site}
    exec(asked_in(live, asked, "python").partition("\nsite = ")[2].partition("\n")[2], names)
    assert len(names["rows"]) == 0


def test_a_card_without_filters_gives_all_its_rows(live: Live) -> None:
    asked = shown(live, "readiness", "plans", "plans", {"level": "1"})
    assert len(rows_of(live, asked)) == len(live.frames(["plans"], live.moment)["plans"])
    then = replace(asked, moment=replace(live.moment, known_as_of=live.moment.as_of))
    assert "known_as_of := TIMESTAMP" in asked_in(live, then, "sql")
