"""A city's own stock standard and plan, as docs/how-to/change-the-rules.md writes them."""

from __future__ import annotations

from pathlib import Path

from metric_store import NOW, incident, put, read
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
