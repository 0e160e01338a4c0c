"""Headers, datasets and keys: what a file is, by its headers first."""

from __future__ import annotations

import pytest
from recognition import shape

from sitroom.errors import UnreadableFile, UsageError
from sitroom.recognise.headers import matches, read_header
from sitroom.settings import Source


@pytest.mark.parametrize(
    ("header", "short", "unit"),
    [
        ("AccidentDate", "accident date", None),
        ("first_arrival_at", "first arrival at", None),
        ("* 事件 名称★", "事件名称", None),
        ("3、发生时间", "发生时间", None),
        ("直接经济损失\n（万元）", "直接经济损失", "万元"),
        ("ＡＢＣ", "abc", None),
        ("Área ardida [ha]", "area ardida", "ha"),
        ("İlçe", "ilce", None),
        ("Data de início", "data de inicio", None),
        ("数量/件", "数量", "件"),
    ],
)
def test_c18_a_header_in_one_form(header: str, short: str, unit: str | None) -> None:
    read = read_header(header)
    assert (read.short, read.unit) == (short, unit)


@pytest.mark.parametrize(
    ("header", "dataset", "field"),
    [
        ("事故发生时间", "incident", "occurred_at"),
        ("AccidentDate", "incident", "occurred_at"),
        ("hora_inicio", "incident", "occurred_at"),
        ("Fecha de extinción", "incident", "closed_at"),
        ("Heure d'arrivée", "incident", "first_arrival_at"),
        ("Einsatzende", "incident", "closed_at"),
        ("Ölü Sayısı", "incident", "deaths"),
        ("Superficie quemada (ha)", "incident", "burnt_area_ha"),
        ("单位", "stock", "unit"),
        ("Unité", "stock", "unit"),
        ("Cantidad", "stock", "qty_on_hand"),
        ("Depo adı", "stock", "site"),
        ("可能性(L)", "risk", "l"),
        ("R值", "site", "hazard_r"),
    ],
)
def test_a_header_names_a_field(header: str, dataset: str, field: str) -> None:
    assert matches(read_header(header), dataset)[0].field == f"{dataset}.{field}"


@pytest.mark.parametrize(
    ("header", "dataset"),
    [("Vendor name", "incident"), ("Wind direction", "incident"), ("Update frequency", "incident")],
)
def test_a_common_word_inside_a_longer_header_is_not_trusted(header: str, dataset: str) -> None:
    assert not matches(read_header(header), dataset)


DATASETS = {
    "incident": ["事件编号", "事件名称", "发生时间", "地点", "死亡人数"],
    "stock": ["物资名称", "规格型号", "单位", "库存数量", "有效期至"],
    "move": ["出库单号", "物资名称", "数量", "出库时间", "调入仓库"],
    "team": ["队伍名称", "队伍类型", "人数", "驻地", "队伍状态"],
    "risk": ["风险点名称", "可能性", "严重性", "风险等级", "管控措施"],
    "duty": ["值班日期", "班次", "值班单位", "值班岗位"],
    "site": ["避难场所名称", "地址", "可容纳人数", "经度", "纬度"],
    "region": ["行政区划代码", "区划名称", "常住人口"],
    "response": ["响应级别", "启动时间", "启动单位", "区域"],
    "update": ["事件编号", "报告时间", "报告类型", "内容"],
    "task": ["任务名称", "责任单位", "截止时间", "任务状态"],
    "warning": ["预警编号", "预警标题", "发布时间", "预警级别", "发布单位"],
    "deployment": ["事件编号", "调派队伍", "出发时间", "到达时间", "调派状态"],
    "org": ["机构名称", "机构类型", "上级机构", "公开电话"],
}


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_is_known_by_its_headers(dataset: str) -> None:
    header = DATASETS[dataset]
    samples = {
        "时间": "2024-07-03 08:30", "日期": "2024-07-03", "数": "5", "量": "5", "性": "3",
        "口": "9000",
        "经度": "113.5", "纬度": "29.5", "级别": "二级", "等级": "较大", "有效期至": "2030-01-01",
    }  # fmt: skip
    row = [next((v for k, v in samples.items() if h.endswith(k)), "甲") for h in header]
    found = shape(header, [row, row], file_name="导出.csv").recognition
    assert (found.dataset, found.why != "") == (dataset, True)


def test_a_file_of_nothing_known_is_refused_and_told_what_is_missing() -> None:
    with pytest.raises(UnreadableFile) as refused:
        shape(["foo", "bar"], [["1", "2"]])
    assert refused.value.code == "E_UNKNOWN"
    assert "`foo`" in str(refused.value)
    assert "sitroom.toml" in str(refused.value)


def test_c17_an_inventory_without_a_quantity_names_the_missing_field() -> None:
    with pytest.raises(UnreadableFile, match="qty_on_hand"):
        shape(["物资名称", "x"], [["帐篷", "1"]], source=Source(name="s", dataset="stock"))


def test_an_unknown_dataset_in_the_settings_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="incident"):
        shape(["a"], [["1"]], source=Source(name="s", dataset="incidents"))


def test_a_column_named_in_the_settings_wins() -> None:
    source = Source(name="s", columns={"Wie": "incident.title", "Name": "place"})
    rows = [["2024-07-03", "a", "b"]]
    shaped = shape(["Date", "Wie", "Name"], rows, source=source)
    assert shaped.rows("title", "place") == [("a", "b")]
    assert [c.how for c in shaped.recognition.columns] == ["alias", "override", "override"]


def test_c16_of_two_columns_of_one_name_the_filled_one_is_taken() -> None:
    shaped = shape(["Name", "Address", "Capacity", "Address"], [["S", None, "10", "here"]] * 3)
    assert shaped.column("address") == ["here"] * 3


def test_states_and_states_of_a_country_are_told_apart_by_their_cells() -> None:
    rows = [["a", "TX", "x"], ["b", "CA", "y"]]
    assert shape(["name", "state", "address"], rows).column("region") == ["TX", "CA"]
    rows = [["a", "open", "x"], ["b", "closed", "y"]]
    assert shape(["name", "state", "address"], rows).column("status") == ["open", "closed"]


def test_half_a_header_with_unknown_words_is_no_state() -> None:
    rows = [["2024-07-03", "Fire", "Los Santos"], ["2024-07-04", "Flood", "Coclé"]]
    assert shape(["Fecha", "Tipo", "Provincia/Estado"], rows).field_of["Provincia/Estado"] is None


def test_long_cells_are_not_taken_for_words() -> None:
    long = '[{"colour": "yellow", "level": "2", "language": "en-GB", "area": "North"}]'
    header = ["identifier", "sent", "headline", "info"]
    rows = [
        ["a", "2024-07-03T08:00:00Z", "Wind", long],
        ["b", "2024-07-03T08:00:00Z", "Rain", long + " "],
    ]
    assert shape(header, rows).field_of["info"] is None


def incidents(numbers: list[str | None], header: str = "事件编号"):
    rows = [[number, "火灾", f"2024-07-03 08:{n % 60:02}"] for n, number in enumerate(numbers)]
    return shape([header, "事件类型", "发生时间"], rows)


def test_a_number_that_differs_in_every_row_is_the_key() -> None:
    assert incidents(["A1", "A2 "]).column("source_ref") == ["A1", "A2"]


def test_a_few_repeated_numbers_leave_the_key_a_key() -> None:
    numbers: list[str | None] = [f"A{n}" for n in range(300)]
    numbers[7] = "A8"
    found = incidents(numbers)
    assert found.column("source_ref")[7] == "A8"
    assert "1 numbers repeat" in found.recognition.key_why


@pytest.mark.parametrize(
    ("numbers", "why"),
    [
        (["A1", None, "A3"], "blank"),
        (["A1", "A1", "A2"], "repeats"),
        (["1", "2", "3"], "only counts"),
    ],
)
def test_a_number_that_does_not_tell_rows_apart_is_no_key(numbers, why: str) -> None:
    found = incidents(numbers, "编号").recognition
    assert found.key.startswith("NULL")
    assert why in found.key_why


def test_a_shift_and_a_day_make_two_instants() -> None:
    rows = [["2026-07-10", "白班", "局", "岗"], ["2026-07-10", "夜班 20:00-08:00", "局", "岗"]]
    shaped = shape(["值班日期", "班次", "值班单位", "值班岗位"], rows)
    assert [(str(a), str(b)) for a, b in shaped.rows("starts_at", "ends_at")] == [
        ("2026-07-10 00:00:00", "2026-07-10 12:00:00"),
        ("2026-07-10 12:00:00", "2026-07-11 00:00:00"),
    ]


def test_the_result_is_plain_json() -> None:
    import json

    assert json.loads(json.dumps(incidents(["A1"]).recognition.as_json()))["dataset"] == "incident"
