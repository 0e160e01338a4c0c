"""The twelve traps of the field that make wrong numbers: each has a test, by field_traps.csv."""

from __future__ import annotations

import ast
import csv
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from metric_store import Connection, at, incident, one, put, read, store_for_a_test
from test_connectors import rows as warning_rows

from sitroom import content
from sitroom.datum import is_shifted, to_wgs84
from sitroom.reading.encoding import encoding_of
from sitroom.recognise.codes import level_reader

HERE = Path(__file__).parent
TRAPS = list(csv.DictReader((HERE / "field_traps.csv").open(encoding="utf-8", newline="")))


@pytest.fixture
def con() -> Iterator[Connection]:
    with store_for_a_test() as con:
        yield con


def test_every_trap_has_a_test():
    assert {line["id"] for line in TRAPS} == {f"T{n:02d}" for n in range(1, 13)}


@pytest.mark.parametrize("line", TRAPS, ids=lambda line: f"{line['id']}-{line['test']}")
def test_the_test_of_a_trap_is_there_and_asserts(line: dict[str, str]):
    file, _, name = line["test"].partition("::")
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    (found,) = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name]
    assert any(isinstance(node, ast.Assert) for node in ast.walk(found))
    marks = [ast.unparse(mark) for mark in found.decorator_list]
    assert not any("skip" in mark or "xfail" in mark for mark in marks)


def test_t01_three_scales_never_touch_each_other(con: Connection):
    incident(con, "1", level=4, hazard="flood", region_code="990101")
    put(con, "warning", warning_id="w", identifier="w", hazard="flood", level=1, colour="red",
        sent_at=at("08:00"), effective_at=at("08:00"), region_codes="990101")  # fmt: skip
    put(con, "response_activation", activation_id="r", level=2, hazard="flood",
        started_at=at("08:00"), incident_id="k:1", decided_by="HQ")  # fmt: skip
    assert one(con, "open_incidents")["level"] == 4
    assert [row["open_count"] for row in read(con, "level_counts")] == [0, 0, 0, 1]
    assert (one(con, "warnings_in_force")["colour"], one(con, "responses_in_force")["level"]) == (
        "red", 2
    )  # fmt: skip
    scales = {(row["scale"], row["level"], row["colour"]) for row in read(con, "level_history")}
    assert scales == {("incident", 4, None), ("warning", 1, "red"), ("response", 2, None)}


def test_t02_t03_every_alias_means_its_level_in_its_own_scheme():
    wrong = []
    for line in content.reference("level_aliases"):
        level_of = level_reader(line["scheme"])
        wrong += [(line["scheme"], word, level_of(word)) for word in line["aliases"].split("|")
                  if (level_of(word) or "").rstrip("?") != line["level"].rstrip("?")]  # fmt: skip
    assert not wrong


def test_t03_opposite_directions():
    """Five is the worst fire danger; one API counts up to red, the national map down to it."""
    worst = {"incident": "一级", "fire_danger": "五级", "warning_num_asc": "04",
             "warning_num_desc": "1"}  # fmt: skip
    for scheme, word in worst.items():
        assert level_reader(scheme)(word) == "1", scheme
    assert level_reader("fire_danger")("二级") == "4"
    assert level_reader("incident")("五级") is None


def test_t06_one_loss_has_three_levels_by_three_laws(con: Connection):
    """Twenty million yuan: III by Order 493, II of an environmental incident, I of a landslide."""
    known = {"deaths": 0, "missing": 0, "serious": 0, "relocated": 0, "injured": 0}
    for hazard in ("mine", "environmental", "geological"):
        incident(con, hazard, hazard=hazard, loss_cny=20_000_000, **known)
    found = {row["hazard"]: row["level_by_rule"] for row in read(con, "incidents")}
    assert found == {"mine": 3, "environmental": 2, "geological": 1}


def test_t07_the_missing_count_with_the_dead_by_some_laws_only(con: Connection):
    """Six dead and four missing: ten by the earthquake plan, six by Order 493."""
    for hazard in ("earthquake", "mine"):
        incident(con, hazard, hazard=hazard, deaths=6, missing=4, serious=0, loss_cny=0)
    rule = {row["hazard"]: row for row in read(con, "incidents")}
    assert (rule["earthquake"]["rule_criterion"], rule["earthquake"]["rule_value"]) == (
        "dead_missing", 10
    )  # fmt: skip
    assert (rule["mine"]["rule_criterion"], rule["mine"]["rule_value"]) == ("deaths", 6)


@pytest.mark.parametrize(
    "text", ["火灾", "河东", "较大", "洪涝,柳堤", "编号,事件名称\n1,河东内涝\n"]
)
def test_t09_short_chinese_in_utf_8_is_never_read_as_gb18030(tmp_path: Path, text: str):
    (tmp_path / "utf8.csv").write_bytes(text.encode("utf-8"))
    assert encoding_of(tmp_path / "utf8.csv").name.startswith("utf-8")


@pytest.mark.parametrize("place", [(116.4, 39.9), (126.98, 37.57), (105.85, 21.03)])
def test_t10_a_point_in_the_box_around_china_is_not_shifted_unless_declared(
    place: tuple[float, float],
):
    """Beijing, Seoul and Hanoi all lie in the usual box: a guess would move all three alike."""
    lon, lat = to_wgs84("gcj02", *(np.array([degrees]) for degrees in place))
    metres = 111_320 * math.dist(place, (lon[0], lat[0]))
    assert 19 < metres < 900, "no value tells whether it was shifted"
    assert not is_shifted("wgs84") and not is_shifted("unknown")


def test_t11_a_chinese_warning_is_only_like_cap(tmp_path: Path):
    area = "<area><areaDesc>x</areaDesc><geocode><valueName>a</valueName><value>{}</value></geocode></area>"
    codes = "990101000000,990102000000"
    body = (
        "<info><language>zh-CN</language><event>暴雨</event><severity>Red</severity>"
        "<senderName>A Person</senderName><contact>A Person</contact>"
        f"<headline>x</headline>{area.format(codes)}</info>"
    )
    (found,) = warning_rows(tmp_path, body)
    assert (found["colour"], found["geocodes"]) == ("red", codes)
    assert "A Person" not in str(found)


def test_t12_instants_are_plain_utc(con: Connection):
    kinds = con.execute(
        "SELECT table_schema || '.' || table_name || '.' || column_name FROM"
        " information_schema.columns WHERE data_type = 'TIMESTAMP WITH TIME ZONE'"
    ).fetchall()
    assert kinds == []
    for metric in ("incidents", "moment", "level_history"):
        shown = con.execute(f"DESCRIBE FROM metric.{metric}(as_of := now()::TIMESTAMP,"
                            " known_as_of := now()::TIMESTAMP)").fetchall()  # fmt: skip
        assert not [name for name, kind, *_ in shown if "TIME ZONE" in kind]
    needed = (HERE.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert "pytz" not in needed
