"""A city's own stock standard and plan, as docs/how-to/change-the-rules.md writes them."""

from __future__ import annotations

from pathlib import Path

from metric_store import NOW, at, incident, put, read
from test_change_rules import as_the_page_says

from sitroom.store import schema
from sitroom.store.connect import Connection, scratch


def store(folder: Path) -> Connection:
    """Make a store with the reference lists of a site: blankets, and fifty people moved."""
    con = scratch(threads=2)
    schema.create_tables(con, folder)
    schema.create_reference(con, folder)
    schema.create_known_macros(con, folder)
    con.execute("CREATE TABLE core.setting (key VARCHAR, value VARCHAR)")
    schema.create_metrics(con, NOW, folder)
    put(con, "stock_item", item_id="b", name="Blankets", unit="pcs")
    incident(con, "1", relocated=50, lon=113.1, lat=29.5)
    return con


def test_a_stock_standard_and_a_plan_are_changed_in_the_sites_folder(tmp_path: Path):
    (tmp_path / "sitroom.toml").write_text("[site]\n", encoding="utf-8")
    before = store(tmp_path)
    # Sphere's blanket is from memory: it ships, switched off, and is needed by nobody.
    assert read(before, "needs") == []
    assert read(before, "stock_warnings") == []
    as_the_page_says(tmp_path)
    after = store(tmp_path)
    (need,) = read(after, "needs")
    assert (need["plan_qty"], need["needed_qty"]) == (100, 100)
    (warning,) = [w for w in read(after, "stock_warnings") if w["kind"] == "below_plan"]
    assert (warning["qty"], warning["limit_qty"]) == (0, 6000)
    (rate,) = read(after, "stock_rates")
    assert (rate["standard_id"], rate["standard_status"]) == ("our-blanket", "verified")


def test_a_plan_for_one_level_alone_is_read_as_one_for_several(tmp_path: Path):
    """A list whose levels are all numbers keeps them as words: `2` is as good as `1|2` or `*`."""
    own = tmp_path / "data" / "reference"
    own.mkdir(parents=True)
    (own / "stock_plan.csv").write_text(
        "plan_id,response_level,people,days,enabled\nours,2,600,1,true\n", encoding="utf-8"
    )
    con = store(tmp_path)
    con.execute("UPDATE core.stock_item SET rate_per_person_day = 2")
    assert read(con, "stock_plan_needs") == []
    put(con, "response_activation", activation_id="r", level=2, hazard="flood",
        started_at=at("08:00"))  # fmt: skip
    (need,) = read(con, "stock_plan_needs")
    assert (need["plan_id"], need["people"], need["plan_qty"]) == ("ours", 600, 1200)
