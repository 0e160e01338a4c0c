"""Forms, ledgers and sheets of counts: what is one record, one balance, or of one date above."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from changing import Office

LEDGER = (
    "日期,物资名称,规格,单位,入库,出库,结存,经办人\n"
    "2026-06-01,编织袋,,条,10000,,10000,王某\n2026-07-10,编织袋,,条,,2000,8000,王某\n"
    "2026-07-11,水泵,150mm,台,,3,12,李某\n"
)
# The newest line first.
UPWARDS = (
    "日期,物资名称,规格,单位,入库,出库,结存,经办人\n"
    "2026年7月10日,草袋,,条,,2000,8000,王某\n2026年7月2日,草袋,,条,500,,10000,王某\n"
    "2026年6月30日,草袋,,条,9500,,9500,李某\n"
)
JAPANESE = (
    "受付番号,覚知日時,火災種別,出火場所,負傷者数\n"
    "2026-1,令和8年7月12日 8時15分,建物火災,新宿区西新宿,1\n"
    "2026-2,令和8年7月13日 21時00分,林野火災,奥多摩町,0\n"
)
INDIAN = (
    "State,District,Disaster,Date of Occurence,Human Lives Lost,Area Affected (in lakh Ha)\n"
    "Assam,Cachar,Flood,12-07-2026,3,0.12\nSikkim,Mangan,Cloud Burst,14-07-2026,12,-\n"
)
TONGUES = (
    "INCIDENT_NUMBER,INCIDENT_TYPE_EN,INCIDENT_TYPE_TC,LOCATION_EN,LOCATION_TC,DATE\n"
    "H1,Flooding,水浸,Tolo Highway,吐露港公路,2026-07-12 08:15\n"
)
THOUSANDS_OF_HECTARES = (
    "事件编号,灾种,发生时间,过火面积（千公顷）\nA1,森林火灾,2026-07-12 08:00,1.2\n"
)


@pytest.mark.parametrize(
    ("content", "name", "table", "columns", "expected", "aside"),
    [
        (LEDGER, "ledger.csv", "stock_lot", "item_id, qty_on_hand",
         [("编织袋 | 条", 8000), ("水泵 | 150mm | 台", 12)], 1),
        (UPWARDS, "ledger upwards.csv", "stock_lot", "item_id, qty_on_hand",
         [("草袋 | 条", 8000)], 2),
        (JAPANESE.encode("cp932"), "kanji.csv", "incident", "hazard, place, injured",
         [("fire", "新宿区西新宿", 1), ("forest_fire", "奥多摩町", 0)], 0),
        (INDIAN, "india.csv", "incident", "hazard, deaths, area_ha",
         [("flood", 3, 12000), ("storm", 12, None)], 0),
        (TONGUES, "hk.csv", "incident", "hazard, place", [("flood", "Tolo Highway")], 0),
        (THOUSANDS_OF_HECTARES, "qian.csv", "incident", "burnt_area_ha", [(1200,)], 0),
    ],
)  # fmt: skip
def test_a_list_says_on_the_board_what_it_says(
    here: Office, content: Any, name: str, table: str, columns: str, expected: list, aside: int
) -> None:
    assert here.told(content, name, columns, table=table) == expected
    last = "SELECT rows_rejected FROM core.load ORDER BY load_id DESC LIMIT 1"
    assert here.rows(last) == [(aside,)]


def test_earlier_lines_of_a_ledger_are_set_aside_by_that_name_and_without_names(
    here: Office,
) -> None:
    text = LEDGER.replace("编织袋", "麻袋")
    load = here.load(text, "ledger of sacks.csv")
    aside = f"SELECT reason, raw FROM core.rejected_row WHERE load_id = {load.load_id}"
    [(reason, raw)] = here.rows(aside)
    assert reason == "superseded"
    assert "麻袋" in raw and "王某" not in raw


def _book(folder: Path, rows: list[list[Any]]) -> bytes:
    file = folder / "form.xlsx"
    with xlsxwriter.Workbook(str(file)) as made:
        sheet = made.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return file.read_bytes()


def test_a_form_of_names_and_values_is_one_record(here: Office, tmp_path: Path) -> None:
    content = _book(tmp_path, [
        ["突发事件信息报送表"], ["事件名称", "东方化工厂爆炸", "事件类型", "爆炸"],
        ["事发时间", "2026年7月12日8时15分", "事发地点", "化工路1号"],
        ["伤亡情况", "死亡1人，受伤3人", "报告单位", "区应急局"],
    ])  # fmt: skip
    columns = ("title", "occurred_at", "place", "deaths", "injured")
    assert here.told(content, "form.xlsx", *columns) == [
        ("东方化工厂爆炸", datetime(2026, 7, 12, 0, 15), "化工路1号", 1, 3)
    ]


def test_counts_without_a_date_have_the_one_that_stands_above_them(
    here: Office, tmp_path: Path
) -> None:
    content = _book(tmp_path, [
        ["洪涝灾害损失情况统计表"], ["填报单位：市应急局", "", "统计时间：2026年7月12日8时"],
        ["地区", "受灾人口（万人）", "因灾死亡（人）", "紧急转移安置（人）"],
        ["青山县", "3.25", 2, 1500], ["白水县", "0.8", "-", 230], ["全市合计", "4.05", 2, 1730],
    ])  # fmt: skip
    columns = ("region_text", "hazard", "affected", "deaths", "relocated", "reported_at")
    eight = datetime(2026, 7, 12)
    assert here.told(content, "counts.xlsx", *columns) == [
        ("青山县", "flood", 32500, 2, 1500, eight), ("白水县", "flood", 8000, None, 230, eight),
    ]  # fmt: skip


def test_a_list_of_households_with_identity_numbers_has_no_row_here(here: Office) -> None:
    text = (
        "村,户主姓名,身份证号,转移人数,转移时间\n东村,张三,310118196501011234,4,2026-07-11 18:00\n"
    )
    load = here.load(text, "households.csv")
    aside = f"SELECT reason FROM core.rejected_row WHERE load_id = {load.load_id}"
    assert here.rows(aside) == [("out_of_scope",)]
