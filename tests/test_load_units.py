"""Different units of one item are converted by the table or kept apart, never added as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitroom.load import load_file
from sitroom.settings import Source, open_site
from sitroom.store.record import open_record

HEAD = "物资名称,规格,单位,仓库,批号,库存数量,最低库存,单价\n"
FIRST = (
    HEAD
    + "砂,中砂,t,东库,A,2.4,5,100\n砂,中砂,kg,东库,B,500,,\n手套,,箱,东库,C,4,,\n手套,,件,东库,D,30,,\n"
)
SECOND = HEAD + "砂,中砂,公斤,西库,E,1500,,0.2\n手套,,双,西库,F,7,,\n"


def _loaded(site: Path, tmp_path: Path, *texts: str) -> dict[str, list[tuple]]:
    lots = (
        "SELECT i.name, i.unit, l.site_id, l.lot_no, l.qty_on_hand, l.unit_text, l.unit_price::DOUBLE"
        " FROM core.stock_lot l JOIN core.stock_item i USING (item_id) ORDER BY l.lot_no"
    )
    queries = {
        "lots": lots,
        "items": "SELECT name, unit FROM core.stock_item ORDER BY ALL",
        "targets": "SELECT scope_id, target_qty FROM core.stock_target",
    }
    with open_record(open_site(site)) as record:
        for number, text in enumerate(texts):
            file = tmp_path / f"stock{number}.csv"
            file.write_text(text, encoding="utf-8")
            [result] = load_file(record.site, record, file, Source(name=f"s{number}"))
            assert result.status == "loaded", result.message
        return {name: record.con.execute(sql).fetchall() for name, sql in queries.items()}


def test_n09_tonnes_and_kilograms_of_one_item_are_one_item(site: Path, tmp_path: Path) -> None:
    found = _loaded(site, tmp_path, FIRST, SECOND)
    sand = [row for row in found["lots"] if row[0] == "砂"]
    assert [row[1:4] for row in sand] == [
        ("t", "东库", "A"),
        ("t", "东库", "B"),
        ("t", "西库", "E"),
    ]
    assert [row[4] for row in sand] == pytest.approx([2.4, 0.5, 1.5])
    assert [row[5] for row in sand] == ["t", "500.0 kg", "1500.0 公斤"]
    assert [row[6] for row in sand] == pytest.approx([100, None, 200])
    assert found["targets"] == [("东库", 5.0)]


def test_n09_units_without_a_factor_stay_different_items(site: Path, tmp_path: Path) -> None:
    found = _loaded(site, tmp_path, FIRST, SECOND)
    assert {row[1] for row in found["items"] if row[0] == "手套"} == {"双", "件", "箱"}


def test_the_same_file_again_changes_nothing_after_a_conversion(site: Path, tmp_path: Path) -> None:
    with open_record(open_site(site)) as record:
        file = tmp_path / "stock.csv"
        file.write_text(FIRST, encoding="utf-8")
        load_file(record.site, record, file)
        file.write_text(FIRST + "水,,瓶,东库,Z,1,,\n", encoding="utf-8")
        [again] = load_file(record.site, record, file)
        assert (again.rows_inserted, again.rows_updated, again.rows_unchanged) == (1, 0, 4)
