"""The walk of docs/how-to/add-a-page.md, done for real, file by file."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from sitroom.cli import main
from sitroom.errors import SitroomError
from sitroom.settings import open_site
from sitroom.ui import content
from sitroom.ui.live import Live
from sitroom.ui.pages import pages, show
from sitroom.ui.screen import screen
from sitroom.views.blocks_briefing import incident_list

WALK = (Path(__file__).parents[1] / "docs" / "how-to" / "add-a-page.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`our-city/([^`]+)`:\n\n```\w+\n(.*?)^```$", re.S | re.M)
COMMANDS = re.compile(r"^```bash\n(.*?)^```$", re.S | re.M)
LOG = """事件编号,事件名称,事件类型,事件等级,发生时间,接报时间,所属区县,经度,纬度,事件状态
T-001,有位置,洪涝,Ⅱ级,2026-07-12 08:00,2026-07-12 08:01,河东区,118.1,31.1,处置中
T-002,没有位置,洪涝,Ⅲ级,2026-07-12 08:10,2026-07-12 08:11,河东区,,,处置中
"""


def run(command: str, capsys: pytest.CaptureFixture) -> str:
    name, *arguments = shlex.split(command)
    assert name == "sitroom"
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    assert (left.value.code or 0) in (0, 3), said.err
    return said.out


def block(folder: Path, language: str) -> dict:
    live = Live(open_site(folder))
    asked = screen("unplaced", {"lang": language}, live.site)
    return json.loads(content.content(live, asked, live.moment).blocks["unplaced"])


def test_the_walk_makes_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.chdir(tmp_path)
    site = tmp_path / "our-city"
    run("sitroom init our-city", capsys)
    files = dict(FILE.findall(WALK))
    assert set(files) == {
        "data/metrics/incidents_without_place.sql", "dashboards/unplaced.py"
    }  # fmt: skip
    for name, text in files.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    log = tmp_path / "log.csv"
    log.write_text(LOG, encoding="utf-8")
    run(f"sitroom load {log} --site our-city", capsys)
    (command,) = COMMANDS.findall(WALK)
    said = run(command.strip(), capsys)
    assert "没有位置" in said and "有位置\n" not in said.replace("没有位置", "")
    assert list(pages(site))[-2:] == ["unplaced", "sources"] or "unplaced" in pages(site)
    shown = block(site, "en")
    assert shown["title"] == "Incidents without a place"
    (only,) = shown["rows"]
    assert (only["cells"][0]["text"], only["cells"][0]["level"]) == ("没有位置", 3)
    assert shown["about"]["metrics"][0]["title"] == "Incidents without a place"
    assert block(site, "zh")["title"] == "无位置事件"


def test_a_card_that_gives_a_view_too_few_metrics_is_refused_when_the_page_is_read():
    with pytest.raises(SitroomError, match=r"`incidents` gives .*`incident_list`") as told:
        show("open_incidents", incident_list, "incidents")
    assert "rows, readiness" in str(told.value)
