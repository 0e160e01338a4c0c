"""A city changes a plan by editing files in its site folder: docs/how-to, done for real."""

from __future__ import annotations

import re
import shlex
from datetime import datetime
from pathlib import Path

import pytest

from sitroom.cli import main
from sitroom.site import latest

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "change-the-rules.md"
FILE = re.compile(r"^`([^`]+\.csv)`:\n\n```csv\n(.*?)^```$", re.S | re.M)
COMMANDS = re.compile(r"^```bash\n(.*?)^```$", re.S | re.M)
AT = datetime(2026, 7, 11, 23)


def run(line: str) -> None:
    name, *arguments = shlex.split(line)
    assert name == "sitroom"
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert not left.value.code


def measures(site: Path) -> dict[str, int]:
    shown = latest(site).read("plan_measures", as_of=AT)
    return dict(zip(shown["source_ref"], shown["due_minutes"], strict=True))


def test_a_city_changes_a_plan_in_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text(encoding="utf-8")
    chapter = text.partition("## A plan\n")[2].partition("\n## ")[0]
    files = FILE.findall(chapter)
    assert [name for name, _ in files] == [
        "plans.csv", "plan_steps.csv", "responses.csv", "plan_steps.csv",
        "our-city/data/reference/added/interval_rule.csv",
    ]  # fmt: skip
    run("sitroom init our-city")
    for name, rows in files[:3]:
        Path(name).write_text(rows, encoding="utf-8")
    (commands,) = COMMANDS.findall(chapter)
    for line in commands.strip().splitlines():
        run(line)
    assert "Patrol the dykes" in capsys.readouterr().out
    site = tmp_path / "our-city"
    assert measures(site) == {"P-1-01": 30, "P-1-02": 120}
    plan = latest(site).read("plans", as_of=AT).iloc[0]
    assert (plan["review_overdue_days"], plan["drill_basis"]) == (63, "drill-government")
    for name, rows in files[3:]:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(rows, encoding="utf-8")
    run("sitroom load plan_steps.csv --site our-city")
    assert measures(site) == {"P-1-01": 30, "P-1-02": 90, "P-1-04": 180}
    plan = latest(site).read("plans", as_of=AT).iloc[0]
    assert (plan["drill_basis"], str(plan["drill_due_on"])[:10]) == ("our-drills", "2025-04-20")
