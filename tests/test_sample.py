"""The invented city: the same files every time, told alike in both languages, true to its facts."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from python_calamine import CalamineWorkbook
from shapely.geometry import shape

SAMPLE = Path(__file__).parent.parent / "data/sample"
LANGUAGES = ("zh", "en")
OPEN = {"待核实", "已核实", "处置中", "已控制", "reported", "verified", "responding", "contained"}
LEVEL = {"特别重大": 1, "重大": 2, "较大": 3, "一般": 4, "I": 1, "II": 2, "III": 3, "IV": 4}
LEVEL |= {f"{word}级": n for n, word in enumerate("一二三四", 1)}
LEVEL |= {f"Level {n}": n for n in range(1, 5)}
FORBIDDEN = re.compile(
    r"上访|信访|群体性|聚集|集会|游行|示威|维稳|涉稳|嫌疑|身份证|1[3-9]\d{9}(?!\d)|@"
    r"|\b(petition|protest|demonstration|gathering|riot|crowd|suspect|passport)",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two samples made one after the other."""
    folders = (tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two"))
    runs = [
        subprocess.Popen([sys.executable, str(SAMPLE / "make"), str(folder)]) for folder in folders
    ]
    assert [run.wait() for run in runs] == [0, 0]
    return folders


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def facts(language: str) -> dict[str, Any]:
    return json.loads((SAMPLE / language / "facts.json").read_text(encoding="utf-8"))


def arrived(language: str, source: str, until: str) -> list[Path]:
    """Return a source's files that had arrived at HHMM, oldest first."""
    home = SAMPLE / language
    folders = [home / "base", *sorted(d for d in (home / "day").iterdir() if d.name <= until)]
    return [p for folder in folders for p in sorted((folder / source).glob("*")) if p.is_file()]


def sheet_rows(rows: list[list[Any]]) -> list[dict[str, Any]]:
    start = next(i for i, row in enumerate(rows) if sum(cell not in ("", None) for cell in row) > 3)
    header = [str(cell) for cell in rows[start]]
    return [dict(zip(header, row, strict=False)) for row in rows[start + 1 :]]


@cache
def table(path: Path) -> list[dict[str, Any]]:
    """Read a table file without the product, but for rows of another length than the header."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        return [
            row
            for name in book.sheet_names
            for row in sheet_rows(book.get_sheet_by_name(name).to_python())
        ]
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    header, *rows = csv.reader(io.StringIO(text))
    return [dict(zip(header, row, strict=True)) for row in rows if len(row) == len(header)]


def cell(row: dict[str, Any], *names: str) -> Any:
    return next(row[name] for name in names if name in row)


def number(value: Any) -> float:
    found = re.match(r"-?[\d.]+", str(value))
    return float(found[0]) if found else 0.0


def incidents(language: str, until: str) -> dict[str, dict[str, Any]]:
    """Return every incident by number, as the newest row of either log tells it."""
    planted = {f["row"] for f in facts(language)["planted"] if f["outcome"] == "set_aside"}
    paths = [
        path for source in ("fire_119", "incident_log") for path in arrived(language, source, until)
    ]
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(paths, key=lambda path: ("day" in path.parts, str(path.parent.parent))):
        for row in table(path):
            found[str(cell(row, "事件编号", "警情编号", "Incident ID", "Case no"))] = row
    return {key: row for key, row in found.items() if key not in planted}


def test_two_runs_give_the_same_bytes(made: tuple[Path, Path]) -> None:
    assert files(made[0]) == files(made[1])


def test_what_is_committed_is_what_the_generator_makes(made: tuple[Path, Path]) -> None:
    program = (
        "import sys; from pathlib import Path; from compare import differences;"
        "print(*differences(*map(Path, sys.argv[1:])), end='')"
    )
    command = [sys.executable, "-c", program, str(made[0]), str(SAMPLE)]
    ran = subprocess.run(command, cwd=SAMPLE / "make", capture_output=True, text=True, check=True)
    assert ran.stdout == ""


def test_the_sample_stays_small() -> None:
    size = sum(len(content) for lang in LANGUAGES for content in files(SAMPLE / lang).values())
    assert size < 4_200_000


def test_both_languages_tell_the_same_day() -> None:
    zh, en = (facts(language) for language in LANGUAGES)
    assert zh["arrivals"] == en["arrivals"]
    for moment, said in zh["moments"].items():
        other = en["moments"][moment]
        for key in ("open", "open_by_level", "casualties", "first_arrival", "teams", "sources"):
            assert said[key] == other[key]
        assert [i["number"] for i in said["open_incidents"]] == [
            i["number"] for i in other["open_incidents"]
        ]
        assert [i["usable"] for i in said["stock"]["items"]] == [
            i["usable"] for i in other["stock"]["items"]
        ]
    assert {p.parent for p in map(Path, files(SAMPLE / "zh"))} == {
        p.parent for p in map(Path, files(SAMPLE / "en"))
    }


def test_the_anchor_of_the_story_holds() -> None:
    now = facts("en")["moments"]["09:24"]
    assert now["open_by_level"] == {"1": 0, "2": 2, "3": 6, "4": 15}
    assert now["open_by_level_at_last_briefing"] == {"1": 0, "2": 1, "3": 4, "4": 18}
    counts = now["casualties"]
    assert [counts[k] for k in ("deaths", "missing", "injured", "relocated")] == [0, 2, 17, 4180]
    assert now["first_arrival"]["median_minutes"] == 11
    assert (now["teams"]["free"], now["teams"]["total"]) == (38, 64)
    assert len(now["stock"]["below_minimum"]) == 5
    assert now["stock"]["water_days"] == 3.1
    assert now["sources"] == {"promised": 12, "late": ["rain_gauges"], "rain_gauge_minutes": 22}
    assert [r["minutes"] for r in now["reports_overdue"]] == [6]
    assert len(now["below_level"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moment", ["06:30", "09:24", "13:00"])
def test_the_logs_hold_the_open_incidents_of_the_facts(language: str, moment: str) -> None:
    rows = incidents(language, moment.replace(":", ""))
    said = facts(language)["moments"][moment]
    assert len(rows) == said["incidents_known"]
    opened = {k: r for k, r in rows.items() if cell(r, *STATUS) in OPEN}
    assert set(opened) == {i["number"] for i in said["open_incidents"]}
    levels = Counter(
        LEVEL[cell(row, "事件等级", "等级", "Level", "Grade")] for row in opened.values()
    )
    assert {n: levels[int(n)] for n in "1234"} == said["open_by_level"]
    moved = sum(number(cell(row, *MOVED)) for row in opened.values())
    assert moved == said["casualties"]["relocated"]


STATUS = ("处置状态", "处理状态", "Status", "State")
MOVED = ("转移人数", "疏散人数", "Evacuated")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moment", ["06:30", "09:24", "13:00"])
def test_the_teams_files_hold_the_free_teams_of_the_facts(language: str, moment: str) -> None:
    status: dict[str, str] = {}
    for path in arrived(language, "teams", moment.replace(":", "")):
        for row in table(path):
            status[cell(row, "队伍名称", "Team name")] = cell(row, "队伍状态", "Team status")
    said = facts(language)["moments"][moment]["teams"]
    assert len(status) == said["total"]
    assert sum(s in ("待命", "available") for s in status.values()) == said["free"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("until", ["0630", "0924", "1300", "1500"])
def test_movements_reconcile_to_the_lots_to_the_unit(language: str, until: str) -> None:
    plus = ("期初", "入库", "调入", "opening", "receipt", "transfer in")
    moved: dict[str, float] = defaultdict(float)
    for path in arrived(language, "stock_movements", until):
        for row in table(path):
            sign = 1 if cell(row, "出入库类型", "Movement type") in plus else -1
            moved[cell(row, "批号", "Lot no")] += sign * float(cell(row, "数量", "Quantity"))
    on_hand: dict[str, float] = {}
    for path in arrived(language, "inventory", until):
        for row in table(path):
            on_hand[cell(row, "批号", "Lot no")] = number(cell(row, "现有数量", "Quantity on hand"))
    planted = {flaw["row"] for flaw in facts(language)["planted"]}
    lots = {lot: qty for lot, qty in on_hand.items() if lot and lot not in planted}
    assert lots == pytest.approx(moved)
    assert min(lots.values()) >= 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_districts_tile_the_city(language: str) -> None:
    features = json.loads((SAMPLE / language / "base/regions.geojson").read_text(encoding="utf-8"))
    shapes = [shape(f["geometry"]) for f in features["features"]]
    (city, *districts), river = shapes[:-1], shapes[-1]
    assert len(districts) == 9
    assert all(d.is_valid for d in districts)
    assert all(shapely.is_ccw(shapely.get_exterior_ring(d)) for d in districts)
    assert sum(d.area for d in districts) == pytest.approx(city.area, rel=1e-9)
    assert shapely.union_all(districts).symmetric_difference(city).area < 1e-12
    assert river.geom_type == "LineString"
    assert river.intersection(city).length > 0.8 * river.length


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_lies_in_its_district(language: str) -> None:
    home = SAMPLE / language / "base"
    regions, places = (
        json.loads((home / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        for name in ("regions", "sites")
    )
    borders = {cell(f["properties"], "名称", "name"): shape(f["geometry"]) for f in regions[1:-1]}
    assert len(places) == 151
    for place in places:
        district = borders[cell(place["properties"], "区县", "district")]
        assert district.contains(shape(place["geometry"])), place["properties"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_person_and_no_gathering_is_told(language: str) -> None:
    contacts = ("联系人", "联系电话", "值班电话", "带班领导", "队长")
    contacts += ("Contact person", "Contact name", "Phone", "Mobile")
    fake = {"某某", "某某某", "Somebody", "000-0000-0000", ""}
    for path in sorted((SAMPLE / language).rglob("*")):
        if path.suffix in (".csv", ".xlsx"):
            rows = table(path)
            said = {str(row[name]) for row in rows for name in contacts if name in row}
            assert said <= fake, path
            text = "\n".join(str(value) for row in rows for value in row.values())
        elif path.is_file():
            text = path.read_text(encoding="utf-8")
        else:
            continue
        assert not FORBIDDEN.search(text), (path, FORBIDDEN.search(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_but_the_rain_gauges_keeps_its_promise(language: str) -> None:
    settings = tomllib.loads((SAMPLE / language / "sitroom.toml").read_text(encoding="utf-8"))
    promised = [s for s in settings["sources"] if "every" in s]
    assert len(promised) == 12
    unit = {"min": 1, "h": 60, "day": 1440}
    late = set()
    for source in promised:
        amount, word = source["every"].split()
        folders = (SAMPLE / language / "day").iterdir()
        hits = sorted(d.name for d in folders if list(d.glob(source["path"])))
        times = [390, *(int(t[:2]) * 60 + int(t[2:]) for t in hits), 900]
        gaps = [b - a for a, b in pairwise(times)]
        if max(gaps) > int(amount) * unit[word]:
            late.add(source["name"])
    assert late == {"rain_gauges"}
