"""Areas are found by code, name, alias or the name without its tier; shared names by their parent."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitroom.load import load_file
from sitroom.settings import open_site
from sitroom.store.record import open_record

REGIONS = """区划代码,名称,层级,上级代码
110000,北京市,province,
110105,朝阳区,county,110000
210000,辽宁省,province,
211300,朝阳市,prefecture,210000
220000,吉林省,province,
220100,长春市,prefecture,220000
220104,朝阳区,county,220100
990100,兰汀市,prefecture,
990101,河东区,county,990100
990102,临港新区,county,990100
"""


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("990101", "990101"),
        ("河东区", "990101"),
        ("河东", "990101"),
        ("临港新区", "990102"),
        ("朝阳市", "211300"),
        ("朝阳区", None),
        ("北京市 / 朝阳区", "110105"),
        ("吉林省 / 长春市 / 朝阳区", "220104"),
        ("北京市朝阳区", "110105"),
        ("吉林省长春市朝阳区某街道", "220104"),
        ("兰汀市河东区中山路", "990101"),
        ("某地", None),
    ],
)
def test_r01_an_area_is_found_or_the_row_stays_without_one(
    site: Path, tmp_path: Path, written: str, code: str | None
) -> None:
    regions, log = tmp_path / "regions.csv", tmp_path / "log.csv"
    regions.write_text(REGIONS, encoding="utf-8")
    log.write_text(
        f"事件编号,发生时间,事件类型,区域\nA1,2026-07-12 08:00,火灾,{written}\n", encoding="utf-8"
    )
    with open_record(open_site(site)) as record:
        load_file(record.site, record, regions)
        [result] = load_file(record.site, record, log)
        assert (result.status, result.rows_inserted) == ("loaded", 1), result.message
        found = record.con.execute("SELECT region_code, region_text FROM core.incident").fetchall()
        assert found == [(code, written)]


def test_r02_one_depot_in_three_ways_of_writing_is_one(site: Path, tmp_path: Path) -> None:
    depots, stock = tmp_path / "仓库.csv", tmp_path / "库存.csv"
    depots.write_text("仓库名称,地址,场所类型\nA-01,东路,仓库\n", encoding="utf-8")
    stock.write_text(
        "物资名称,数量,单位,仓库\n水,1,瓶,A-01\n粮,2,袋,a-01 \n油,3,桶,Ａ-01\n", encoding="utf-8"
    )
    with open_record(open_site(site)) as record:
        for file in (depots, stock):
            [result] = load_file(record.site, record, file)
            assert result.status == "loaded", result.message
        assert record.con.execute(
            "SELECT count(*), count(DISTINCT s.site_id) FROM core.stock_lot JOIN core.site s"
            " USING (site_id)"
        ).fetchall() == [(3, 1)]
