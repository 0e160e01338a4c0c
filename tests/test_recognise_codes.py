"""Levels by scheme, hazards, states and units; unknown words are flagged once each."""

from __future__ import annotations

import pytest
from recognition import shape

from sitroom.recognise.codes import hazard_reader, level_reader, list_reader, unit_reader


@pytest.mark.parametrize(
    ("scheme", "word", "level"),
    [
        ("incident", "重大", "2"),
        ("risk", "重大", "1"),
        ("incident", "一般", "4"),
        ("risk", "一般风险", "3"),
        ("incident", "Ⅰ级", "1"),
        ("incident", "(三级)", "3"),
        ("incident", "较大事件", "3"),
        ("incident", "Level 2", "2"),
        ("incident", "grade III", "3"),
        ("incident", "2.0", "2"),
        ("incident", "[IV级/一般]", "4"),
        ("incident", "发生一起较大道路交通事故", "3"),
        ("incident", "特大", "1?"),
        ("incident", "under control - level 2", "2"),
        ("incident", "人手不足的一般火灾", "4"),
        ("warning", "橙色预警", "2"),
        ("warning", "大风蓝色预警信号", "4"),
        ("response", "Ⅲ级应急响应", "3"),
        ("fire_danger", "五级", "1"),
        ("hazard_source", "二级重大危险源", "2"),
        ("pager", "green", "4"),
    ],
)
def test_a_level_word_in_its_scheme(scheme: str, word: str, level: str) -> None:
    assert level_reader(scheme)(word) == level


@pytest.mark.parametrize(
    "word",
    [
        "6.0级地震",
        "M6.0级",
        "8级大风",
        "三级医院",
        "二级公路",
        "国家级",
        "风力8级",
        "11级",
        "台风中心附近最大风力12级",
        "十二级",
        "Ⅰ－Ⅱ级",
        "三至四级",
        "非重大",
        "不属于重大事件",
        "尚未达到较大",
        "not a major incident",
        "below level 2",
        "重大活动保障",
        "较大面积停电",
        "一般性",
        "一级水源地",
        "特急",
        "Critical-X",
        "5",
    ],
)
def test_what_is_no_level_is_not_read_as_one(word: str) -> None:
    assert level_reader("incident")(word) is None


@pytest.mark.parametrize(
    ("scheme", "text", "level"),
    [
        ("incident", "一级响应", None),
        ("incident", "启动防汛Ⅱ级应急响应", None),
        ("incident", "红色预警", None),
        ("incident", "重大风险", None),
        ("incident", "level 2 response", None),
        ("incident", "较大事故,启动四级响应", "3"),
        ("response", "一般事故启动三级响应", "3"),
        ("response", "重大事件", None),
        ("warning", "一般事件", None),
        ("risk", "重大事故隐患", "1"),
    ],
)
def test_a_level_of_another_scale_is_none_of_this_one(scheme: str, text: str, level: str | None):
    assert level_reader(scheme)(text) == level


def test_two_different_levels_are_ambiguous() -> None:
    assert level_reader("incident")("较大火灾升级为重大火灾") is None


@pytest.mark.parametrize(
    ("word", "hazard"),
    [
        ("森林火灾", "forest_fire"),
        ("火灾", "fire"),
        ("某小区居民楼起火", "fire"),
        ("道路交通事故", "transport_road"),
        ("暴雨洪涝", "flood"),
        ("4.5级地震", "earthquake"),
        ("hazchem", "hazchem"),
        ("Flash Flooding", "flood"),
        ("Structure Fire", "fire"),
        ("Wildfires", "forest_fire"),
        ("Florestal", "forest_fire"),
        ("Deprem", "earthquake"),
        ("Inundación", "flood"),
        ("Verkehrsunfall", "transport_road"),
        ("Tropical cyclone", "typhoon"),
        ("quarry blast", "other"),
    ],
)
def test_a_hazard_in_several_languages(word: str, hazard: str) -> None:
    assert hazard_reader()(word) == hazard


def test_units_have_one_word_each() -> None:
    read = unit_reader()
    assert [read(w) for w in ("pcs", "Bx", "boxes", "Pair/s", "Set", "cs", "吨", "KG", "件")] == [
        "pcs", "box", "box", "pair", "set", "case", "t", "kg", "件",
    ]  # fmt: skip
    assert read("smoots") is None


@pytest.mark.parametrize(
    ("words", "word", "code"),
    [
        ("incident_status", "已办结", "closed"),
        ("incident_status", "reviewed", "verified"),
        ("incident_status", "automatic", "reported"),
        ("incident_status", "Falso Alarme", "false_alarm"),
        ("incident_status", "Em Resolução", "responding"),
        ("update_kind", "续报", "follow_up"),
        ("resource_status", "备勤", "available"),
        ("site_kind", "应急避难场所", "shelter"),
        ("cap_msg_type", "解除", "Cancel"),
        ("colour", "橙色", "orange"),
        ("condition", "待检", "quarantined"),
        ("holding", "协议储备", "contract"),
        ("flag", "√", "true"),
    ],
)
def test_a_word_of_a_list(words: str, word: str, code: str) -> None:
    assert list_reader(words)(word) == code


def test_an_unknown_word_is_flagged_once_with_its_count_and_the_nearest_word() -> None:
    states = ["closed", "closd", "closd", "open"]
    rows = [["2024-07-03", "Fire", state] for state in states]
    shaped = shape(["Date", "Type", "Status"], rows)
    assert shaped.column("status") == ["closed", None, None, "responding"]
    assert shaped.flagged == {("cell", "unknown_word", "incident.status"): ["closd"]}
    check = next(c for c in shaped.recognition.checks if c.reason == "unknown_word")
    detail = shaped.con.execute(f"SELECT {check.detail_sql} FROM given WHERE row_no = 3").fetchall()
    assert detail == [("in 2 rows; nearest known word: closed",)]


def test_an_old_top_grade_is_not_read_as_one_of_the_four() -> None:
    rows = [["2005-05-01", "火灾", "特大"], ["2015-05-01", "火灾", "特大"]]
    assert shape(["发生时间", "事件类型", "等级"], rows).column("level") == [None, 1]


def test_a_false_alarm_among_the_kinds_is_a_state() -> None:
    rows = [["2014-03-16", "Florestal"], ["2014-03-17", "Falso Alarme"]]
    shaped = shape(["data_alerta", "tipo"], rows, file_name="incendios.csv")
    assert shaped.column("is_false_alarm") == [False, True]
    assert not shaped.flagged


@pytest.mark.parametrize(
    ("file_name", "hazard"),
    [("incendios2020.csv", "fire"), ("earthquakes.csv", "earthquake"), ("洪涝灾害.csv", "flood"),
     ("log.csv", "other")],
)  # fmt: skip
def test_a_log_without_kinds_takes_the_hazard_of_its_name(file_name: str, hazard: str) -> None:
    shaped = shape(["Date", "Location"], [["2024-07-03", "x"]], file_name=file_name)
    assert shaped.column("hazard") == [hazard]


def test_a_column_headed_type_that_holds_numbers_is_no_hazard() -> None:
    rows = [["2024-07-03", "1200", "x"], ["2024-07-04", "1500", "y"]]
    assert shape(["Date", "Type", "Location"], rows).field_of["Type"] is None


def test_one_item_in_two_units_stays_two_items() -> None:
    rows = [["沙", "1", "t"], ["沙", "500", "kg"]]
    assert shape(["物资名称", "数量", "单位"], rows).rows("qty_on_hand", "unit") == [
        (1, "t"),
        (500, "kg"),
    ]
